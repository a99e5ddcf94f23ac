// Values as they lie in a column of their own width, or as codes of a dictionary: what is compared
// with constants need not become 64 bits first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "values/column.hpp"
#include "values/lanes.hpp"

namespace bajigong {

struct Packed {
    Width width = Width::i64;
    const void* values = nullptr;
    // What the values are places in, if they are codes; its rows are all known, and each code is
    // one of them.
    const Column* dictionary = nullptr;
    std::size_t size = 0;

    Packed from(std::size_t row) const {
        Packed rest = *this;
        rest.values = by_width(width, [&](auto type) -> const void* {
            return static_cast<const decltype(type)*>(values) + row;
        });
        return rest;
    }
};

// One value: the number, or the code.
inline std::int64_t packed_number(const Packed& packed, std::size_t row) {
    return by_width(packed.width, [&](auto type) {
        return static_cast<std::int64_t>(static_cast<const decltype(type)*>(packed.values)[row]);
    });
}

// The number or the text of a row of any column.
inline std::int64_t number_at(const Column& column, std::size_t row) {
    if (column.packed == nullptr) return column.numbers[column.at(row)];
    const std::int64_t value = packed_number(*column.packed, row);
    const Column* dictionary = column.packed->dictionary;
    return dictionary == nullptr ? value : dictionary->numbers[value];
}
inline std::string_view text_at(const Column& column, std::size_t row) {
    if (column.packed == nullptr) return column.texts[column.at(row)];
    return column.packed->dictionary->texts[packed_number(*column.packed, row)];
}

// The values of `packed` as numbers or texts of their own: of all `rows`, or of those named.
inline void unpack(Arena& arena, const Lanes& lanes, const Packed& packed, std::size_t rows,
                   const std::int64_t* named, Column& to) {
    auto* numbers = arena.array<std::int64_t>(rows);
    if (named == nullptr) {
        lanes.widen(packed.width, packed.values, rows, numbers);
    } else {
        lanes.pick_widened(packed.width, packed.values, named, rows, numbers);
    }
    to.packed = nullptr;
    if (packed.dictionary != nullptr && packed.dictionary->texts != nullptr) {
        auto* texts = arena.array<std::string_view>(rows);
        for (std::size_t i = 0; i < rows; ++i) texts[i] = packed.dictionary->texts[numbers[i]];
        to.texts = texts;
        return;
    }
    if (packed.dictionary != nullptr) {
        auto* meant = arena.array<std::int64_t>(rows);
        lanes.pick(packed.dictionary->numbers, numbers, rows, meant);
        numbers = meant;
    }
    to.numbers = numbers;
}

}  // namespace bajigong
