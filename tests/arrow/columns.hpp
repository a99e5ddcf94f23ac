// Arrow columns for tests, written down as values.
#pragma once

#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "values/column.hpp"

namespace bajigong::columns {

// A column: its schema, and an array that is ours until it is moved out.
struct Made {
    arrow::MadeSchema schema;
    arrow::Owned<ArrowArray> array;

    ArrowSchema give_schema() const {
        ArrowSchema out;
        arrow::give(schema, &out);
        return out;
    }
    ArrowArray give_array() {
        ArrowArray out;
        array.move_to(&out);
        return out;
    }
};

template <class T>
using Values = std::vector<std::optional<T>>;

template <class T>
arrow::Buffer validity(const Values<T>& values, std::int64_t& nulls) {
    nulls = 0;
    for (const auto& value : values) nulls += value ? 0 : 1;
    if (nulls == 0) return {};
    arrow::Buffer bits(words_for(values.size()) * sizeof(Word));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i]) set_bit(bits.as<Word>(), i);
    }
    return bits;
}

inline Made made(std::string format, std::string name, arrow::MadeArray&& array) {
    Made result{{std::move(format), std::move(name)}, {}};
    ArrowArray out;
    arrow::give(std::move(array), &out);
    result.array = arrow::Owned<ArrowArray>(&out);
    return result;
}

// Fixed-width values; of T's width and `format`.
template <class T>
Made fixed(std::string format, std::string name, const Values<T>& values) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(values.size());
    array.buffers.push_back(validity(values, array.null_count));
    arrow::Buffer data(values.size() * sizeof(T));
    for (std::size_t i = 0; i < values.size(); ++i) data.as<T>()[i] = values[i].value_or(T{});
    array.buffers.push_back(std::move(data));
    return made(std::move(format), std::move(name), std::move(array));
}

inline Made truths(std::string name, const Values<bool>& values) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(values.size());
    array.buffers.push_back(validity(values, array.null_count));
    arrow::Buffer data(words_for(values.size()) * sizeof(Word));
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].value_or(false)) set_bit(data.as<Word>(), i);
    }
    array.buffers.push_back(std::move(data));
    return made("b", std::move(name), std::move(array));
}

// Format "u" or "U".
template <class Offset>
Made texts(std::string name, const Values<std::string>& values) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(values.size());
    array.buffers.push_back(validity(values, array.null_count));
    arrow::Buffer offsets((values.size() + 1) * sizeof(Offset));
    std::string all;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all += values[i].value_or("");
        offsets.as<Offset>()[i + 1] = static_cast<Offset>(all.size());
    }
    array.buffers.push_back(std::move(offsets));
    array.buffers.emplace_back(all.size());
    std::memcpy(array.buffers.back().as<char>(), all.data(), all.size());
    return made(sizeof(Offset) == 4 ? "u" : "U", std::move(name), std::move(array));
}

// Format "vu": short texts within their views, the others in one buffer.
inline Made views(std::string name, const Values<std::string>& values) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(values.size());
    array.buffers.push_back(validity(values, array.null_count));
    arrow::Buffer views(values.size() * 16);
    std::string all;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string value = values[i].value_or("");
        auto* view = views.as<std::int32_t>() + i * 4;
        view[0] = static_cast<std::int32_t>(value.size());
        if (value.size() <= 12) {
            std::memcpy(view + 1, value.data(), value.size());
        } else {
            std::memcpy(view + 1, value.data(), 4);
            view[2] = 0;
            view[3] = static_cast<std::int32_t>(all.size());
            all += value;
        }
    }
    array.buffers.push_back(std::move(views));
    array.buffers.emplace_back(all.size());
    std::memcpy(array.buffers.back().as<char>(), all.data(), all.size());
    array.buffers.emplace_back(8);
    array.buffers.back().as<std::int64_t>()[0] = static_cast<std::int64_t>(all.size());
    return made("vu", std::move(name), std::move(array));
}

inline Made nothing(std::string name, std::size_t rows) {
    arrow::MadeArray array;
    array.length = array.null_count = static_cast<std::int64_t>(rows);
    return made("n", std::move(name), std::move(array));
}

// `values` under a dictionary; `codes` of the integer type T.
template <class T>
Made coded(std::string format, std::string name, const Values<T>& codes, Made values) {
    Made result = fixed<T>(std::move(format), std::move(name), codes);
    result.schema.dictionary = std::make_shared<arrow::MadeSchema>(values.schema);
    // A dictionary is given with its array.
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(codes.size());
    array.buffers.push_back(validity(codes, array.null_count));
    arrow::Buffer data(codes.size() * sizeof(T));
    for (std::size_t i = 0; i < codes.size(); ++i) data.as<T>()[i] = codes[i].value_or(T{});
    array.buffers.push_back(std::move(data));
    values.array.move_to(&array.dictionary);
    ArrowArray out;
    arrow::give(std::move(array), &out);
    result.array = arrow::Owned<ArrowArray>(&out);
    return result;
}

// A struct of columns of `rows` rows, all valid or as `valid` says.
inline Made record(std::string name, std::vector<Made> children, std::size_t rows,
                   const Values<bool>& valid = {}) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(rows);
    if (valid.empty()) {
        array.buffers.emplace_back();
    } else {
        array.buffers.push_back(validity(valid, array.null_count));
    }
    arrow::MadeSchema schema{"+s", name};
    for (Made& child : children) {
        schema.children.push_back(child.schema);
        child.array.move_to(&array.children.emplace_back());
    }
    Made result = made("+s", std::move(name), std::move(array));
    result.schema = std::move(schema);
    return result;
}

// Lists of the lengths given (none: null), over `elements` in order. Format "+l" or "+L".
template <class Offset>
Made lists(std::string name, const Values<int>& lengths, Made elements) {
    arrow::MadeArray array;
    array.length = static_cast<std::int64_t>(lengths.size());
    array.buffers.push_back(validity(lengths, array.null_count));
    arrow::Buffer offsets((lengths.size() + 1) * sizeof(Offset));
    for (std::size_t i = 0; i < lengths.size(); ++i)
        offsets.as<Offset>()[i + 1] =
            offsets.as<Offset>()[i] + static_cast<Offset>(lengths[i].value_or(0));
    array.buffers.push_back(std::move(offsets));
    elements.array.move_to(&array.children.emplace_back());
    arrow::MadeSchema schema{sizeof(Offset) == 4 ? "+l" : "+L", name, {elements.schema}};
    Made result = made(schema.format, std::move(name), std::move(array));
    result.schema = std::move(schema);
    return result;
}

}  // namespace bajigong::columns
