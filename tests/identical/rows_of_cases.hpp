// Facts of cases, JSON, as an Arrow table: whole numbers as int64, truths as bool, the rest as
// text.
#pragma once

#include <charconv>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "text/json.hpp"
#include "values/column.hpp"

namespace bajigong::identical {

using arrow::Buffer;
using arrow::MadeArray;
using arrow::MadeSchema;
using text::Json;
using text::JsonKind;

struct MadeColumn {
    MadeSchema schema;
    MadeArray array;
};
using Values = std::vector<const Json*>;  // one a row; null pointers where nothing is said

inline void paths_of(const Json& object, const std::string& prefix, std::size_t row,
                     std::size_t rows, std::map<std::string, Values>& columns) {
    const auto put = [&](const std::string& path, const Json& value) {
        columns.try_emplace(path, rows).first->second[row] = &value;
    };
    for (const Json& member : object.children) {
        const std::string path = prefix + std::string(member.key);
        const Json* known = member.find("known");
        if (known != nullptr && member.find("complete") != nullptr) {
            put(path, *known);
            put(path + ".complete", *member.find("complete"));
        } else if (member.is(JsonKind::object)) {
            paths_of(member, path + '.', row, rows, columns);
        } else {
            put(path, member);
        }
    }
}

MadeColumn column_of(const std::string& name, Values values);

inline MadeColumn records_of(const std::string& name, const Values& values) {
    std::map<std::string, Values> columns;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != nullptr) paths_of(*values[i], "", i, values.size(), columns);
    }
    MadeColumn made{{"+s", name}, {}};
    for (auto& [path, column] : columns) {
        MadeColumn child = column_of(path, std::move(column));
        made.schema.children.push_back(std::move(child.schema));
        arrow::give(std::move(child.array), &made.array.children.emplace_back());
    }
    return made;
}

inline MadeColumn column_of(const std::string& name, Values values) {
    const std::size_t rows = values.size();
    JsonKind kind = JsonKind::null;
    for (const Json*& value : values) {
        if (value != nullptr && value->is(JsonKind::null)) value = nullptr;
        if (value == nullptr) continue;
        if (kind == JsonKind::null) kind = value->kind;
        if (value->kind != kind) value = nullptr;
    }
    if (kind == JsonKind::null) return {{"n", name}, {static_cast<std::int64_t>(rows)}};

    MadeColumn made;
    if (kind == JsonKind::object) made = records_of(name, values);
    made.schema.name = name;
    made.array.length = static_cast<std::int64_t>(rows);
    Buffer known(words_for(rows) * sizeof(Word));
    for (std::size_t i = 0; i < rows; ++i) {
        if (values[i] != nullptr)
            set_bit(known.as<Word>(), i);
        else
            ++made.array.null_count;
    }
    made.array.buffers.push_back(std::move(known));
    if (kind == JsonKind::boolean) {
        made.schema.format = "b";
        Buffer truths(words_for(rows) * sizeof(Word));
        for (std::size_t i = 0; i < rows; ++i) {
            if (values[i] != nullptr && values[i]->boolean) set_bit(truths.as<Word>(), i);
        }
        made.array.buffers.push_back(std::move(truths));
    } else if (kind == JsonKind::number) {
        made.schema.format = "l";
        Buffer numbers(rows * sizeof(std::int64_t));
        for (std::size_t i = 0; i < rows; ++i) {
            if (values[i] == nullptr) continue;
            const std::string_view digits = values[i]->text;
            std::from_chars(digits.data(), digits.data() + digits.size(),
                            numbers.as<std::int64_t>()[i]);
        }
        made.array.buffers.push_back(std::move(numbers));
    } else if (kind == JsonKind::string) {
        made.schema.format = "U";
        std::vector<std::string> texts(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            if (values[i] != nullptr) texts[i] = values[i]->text;
        }
        MadeArray array = arrow::texts(texts);
        for (std::size_t b = 1; b < array.buffers.size(); ++b)
            made.array.buffers.push_back(std::move(array.buffers[b]));
    } else if (kind == JsonKind::array) {
        made.schema.format = "+L";
        Values elements;
        Buffer offsets((rows + 1) * sizeof(std::int64_t));
        for (std::size_t i = 0; i < rows; ++i) {
            if (values[i] != nullptr) {
                for (const Json& element : values[i]->children) elements.push_back(&element);
            }
            offsets.as<std::int64_t>()[i + 1] = static_cast<std::int64_t>(elements.size());
        }
        made.array.buffers.push_back(std::move(offsets));
        MadeColumn child = column_of("item", std::move(elements));
        made.schema.children.push_back(std::move(child.schema));
        arrow::give(std::move(child.array), &made.array.children.emplace_back());
    }
    return made;
}

}  // namespace bajigong::identical
