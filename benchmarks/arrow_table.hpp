// Tables of made-up rows in Arrow for the benchmarks of populations: the same bytes on every run.
#pragma once

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "values/column.hpp"

namespace bajigong::bench {

// Columns in the making; `take` hands the table over as one struct array.
class ArrowTable {
   public:
    explicit ArrowTable(std::size_t rows, std::uint64_t seed = 20261122)
        : rows_(rows), random_(seed) {
        schema_ = {"+s", ""};
    }

    std::size_t rows() const { return rows_; }
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    // One value a row, by `value(row)`; null in about `nulls` of 1,000 rows.
    template <class T, class Value>
    void fixed(const std::string& format, const std::string& name, int nulls, Value value) {
        arrow::Buffer data(rows_ * sizeof(T));
        for (std::size_t i = 0; i < rows_; ++i) data.as<T>()[i] = static_cast<T>(value(i));
        add({format, name}, std::move(data), nulls);
    }
    // Money in yuan as a decimal of 128 bits, by its fen.
    template <class Value>
    void money(const std::string& name, int nulls, Value fen) {
        arrow::Buffer data(rows_ * 16);
        for (std::size_t i = 0; i < rows_; ++i)
            data.as<std::int64_t>()[i * 2] = static_cast<std::int64_t>(fen(i));
        add({"d:18,2", name}, std::move(data), nulls);
    }
    // True in about `share` of 1,000 rows.
    void truths(const std::string& name, int nulls, unsigned share) {
        arrow::Buffer data(words_for(rows_) * sizeof(Word));
        for (std::size_t i = 0; i < rows_; ++i) {
            if (below(1000) < share) set_bit(data.as<Word>(), i);
        }
        add({"b", name}, std::move(data), nulls);
    }
    // Texts of offsets of four bytes.
    template <class Value>
    void texts(const std::string& name, int nulls, Value value) {
        std::string characters;
        arrow::Buffer offsets((rows_ + 1) * sizeof(std::int32_t));
        for (std::size_t i = 0; i < rows_; ++i) {
            characters += value(i);
            offsets.as<std::int32_t>()[i + 1] = static_cast<std::int32_t>(characters.size());
        }
        arrow::MadeArray array = column(std::move(offsets), nulls);
        array.buffers.emplace_back(characters.size());
        std::memcpy(array.buffers.back().as<char>(), characters.data(), characters.size());
        add({"u", name}, std::move(array));
    }
    // Texts as views: within sixteen bytes, or a place in one further buffer.
    template <class Value>
    void views(const std::string& name, int nulls, Value value) {
        constexpr std::size_t kInline = 12;
        std::string characters;
        arrow::Buffer views(rows_ * 16);
        for (std::size_t i = 0; i < rows_; ++i) {
            const std::string text = value(i);
            char* view = views.as<char>() + i * 16;
            const auto length = static_cast<std::int32_t>(text.size());
            const auto offset = static_cast<std::int32_t>(characters.size());
            std::memset(view, 0, 16);
            std::memcpy(view, &length, 4);
            std::memcpy(view + 4, text.data(), std::min(text.size(), kInline));
            if (text.size() <= kInline) continue;
            std::memset(view + 8, 0, 4);  // the number of the buffer
            std::memcpy(view + 12, &offset, 4);
            characters += text;
        }
        arrow::MadeArray array = column(std::move(views), nulls);
        array.buffers.emplace_back(characters.size());
        std::memcpy(array.buffers.back().as<char>(), characters.data(), characters.size());
        array.buffers.emplace_back(sizeof(std::int64_t));
        array.buffers.back().as<std::int64_t>()[0] = static_cast<std::int64_t>(characters.size());
        add({"vu", name}, std::move(array));
    }
    // Codes into `names`, of one byte or as said.
    template <class Code = std::int8_t, class Value>
    void coded(const std::string& name, const std::vector<std::string>& names, int nulls,
               Value code, const std::string& format = "c") {
        arrow::Buffer data(rows_ * sizeof(Code));
        for (std::size_t i = 0; i < rows_; ++i) data.as<Code>()[i] = static_cast<Code>(code(i));
        arrow::MadeSchema schema{format, name};
        schema.dictionary = std::make_shared<arrow::MadeSchema>(arrow::MadeSchema{"U", ""});
        arrow::MadeArray array = column(std::move(data), nulls);
        arrow::give(arrow::texts(names), &array.dictionary);
        add(std::move(schema), std::move(array));
    }

    // Lists of records: `ends[i]` is where list i ends among the rows of `elements`.
    void list(const std::string& name, const std::vector<std::int64_t>& ends,
              ArrowTable&& elements) {
        arrow::Buffer offsets((rows_ + 1) * sizeof(std::int64_t));
        for (std::size_t i = 0; i < rows_; ++i) offsets.as<std::int64_t>()[i + 1] = ends[i];
        arrow::MadeSchema schema{"+L", name, {elements.schema_}};
        schema.children[0].name = "item";
        arrow::MadeArray array = column(std::move(offsets), 0);
        elements.take().get()->move_to(&array.children.emplace_back());
        add(std::move(schema), std::move(array));
    }

    ArrowSchema schema() const {
        ArrowSchema out;
        arrow::give(schema_, &out);
        return out;
    }
    std::shared_ptr<arrow::Owned<ArrowArray>> take() {
        arrow::MadeArray root;
        root.length = static_cast<std::int64_t>(rows_);
        root.buffers.emplace_back();
        root.children = std::move(columns_);
        ArrowArray array;
        arrow::give(std::move(root), &array);
        return std::make_shared<arrow::Owned<ArrowArray>>(&array);
    }

   private:
    arrow::MadeArray column(arrow::Buffer data, int nulls) {
        arrow::MadeArray array;
        array.length = static_cast<std::int64_t>(rows_);
        array.buffers.emplace_back();
        if (nulls > 0) {
            arrow::Buffer known(words_for(rows_) * sizeof(Word));
            for (std::size_t i = 0; i < rows_; ++i) {
                if (below(1000) < static_cast<unsigned>(nulls))
                    ++array.null_count;
                else
                    set_bit(known.as<Word>(), i);
            }
            array.buffers.back() = std::move(known);
        }
        array.buffers.push_back(std::move(data));
        return array;
    }
    void add(arrow::MadeSchema schema, arrow::Buffer data, int nulls) {
        add(std::move(schema), column(std::move(data), nulls));
    }
    void add(arrow::MadeSchema schema, arrow::MadeArray array) {
        schema_.children.push_back(std::move(schema));
        arrow::give(std::move(array), &columns_.emplace_back());
    }

    std::size_t rows_;
    std::mt19937_64 random_;
    arrow::MadeSchema schema_;
    std::vector<ArrowArray> columns_;
};

// Another handle on the whole of an array, to be moved in once more.
inline ArrowArray again(const arrow::SharedArray& array) {
    ArrowArray out;
    arrow::share(array, **array, 0, (*array)->length, &out);
    return out;
}

}  // namespace bajigong::bench
