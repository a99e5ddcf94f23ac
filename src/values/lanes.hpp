// Loops over whole columns, compiled twice: for every machine, and for machines with wider vectors.
// Both give the same bits.
//
// They know nothing of unknown rows: they work on every value, and where a row's value may mean
// nothing (unknown, or past what could be checked) say so by `false`, after which the caller takes
// the rows one by one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "values/column.hpp"
#include "values/width.hpp"

namespace bajigong {

enum class Comparison : std::uint8_t { equal, less, less_equal, greater, greater_equal };

// A truth of many rows; null: all known, none at fault.
struct TruthBits {
    const Word* truths = nullptr;
    const Word* known = nullptr;
    const Word* fault = nullptr;
};

struct Lanes {
    const char* name;

    // Bit i of `truths` (words_for(rows) words): x[i] compared with y, or with y[i].
    void (*compare_with)(Comparison how, const std::int64_t* x, std::int64_t y, std::size_t rows,
                         Word* truths);
    void (*compare)(Comparison how, const std::int64_t* x, const std::int64_t* y, std::size_t rows,
                    Word* truths);
    // Whether every value lies from `low` to `high`, or is `other`.
    bool (*within)(const std::int64_t* x, std::int64_t low, std::int64_t high, std::int64_t other,
                   std::size_t rows);

    // Of values of any width, compared in that width: the bits of those from `low` to `high`, and
    // whether all lie there or are `other`.
    void (*between)(Width width, const void* values, std::int64_t low, std::int64_t high,
                    std::size_t rows, Word* truths);
    bool (*all_between)(Width width, const void* values, std::int64_t low, std::int64_t high,
                        std::int64_t other, std::size_t rows);

    // Values of any width as 64 bits.
    void (*widen)(Width width, const void* from, std::size_t rows, std::int64_t* to);
    // Values of 128 bits as 64; false if one does not fit.
    bool (*narrow)(const void* from, std::size_t rows, std::int64_t* to);
    // Values of 64 bits as 128.
    void (*widen_twice)(const std::int64_t* from, std::size_t rows, std::int64_t* to);
    // to[i] = table[codes[i]]; false, with nothing said of `to`, if a code is not below `size`.
    bool (*decode)(Width width, const void* codes, const std::int64_t* table, std::size_t size,
                   std::size_t rows, std::int64_t* to);

    // The rows whose bit is set get `value` in their byte; the others' bytes stay.
    void (*mark)(const Word* bits, std::uint8_t value, std::size_t rows, std::uint8_t* bytes);
    // The bits of the rows whose byte is `value`.
    void (*marked)(const std::uint8_t* bytes, std::uint8_t value, std::size_t rows, Word* bits);
    // The rows whose number is not `value`.
    void (*unlike)(const std::int16_t* numbers, std::int16_t value, std::size_t rows, Word* bits);
    // All of at most kMostItems truths together, none of them at fault: the rows of which one is
    // false; those of which none is, but one is unknown; and for each row the first that is false,
    // else the first that is unknown, else -1.
    void (*all_of)(const TruthBits* items, std::size_t count, std::size_t rows, Word* no,
                   Word* unknown, std::int16_t* first);
    // How many bits of so many whole words are set, which may lie anywhere.
    std::int64_t (*count)(const std::uint8_t* bits, std::size_t words);

    // to[i] = from[rows[i]].
    void (*pick)(const std::int64_t* from, const std::int64_t* rows, std::size_t count,
                 std::int64_t* to);
    // The same of values of any width.
    void (*pick_widened)(Width width, const void* from, const std::int64_t* rows, std::size_t count,
                         std::int64_t* to);
    // The bits at the places that `mask` sets, one after the other; writes whole words, up to one
    // more than they fill.
    void (*compress)(const Word* bits, const Word* mask, std::size_t words, Word* to);

    // Sums, differences and products; false if one left 64 bits.
    bool (*add)(const std::int64_t* x, const std::int64_t* y, std::size_t rows, std::int64_t* to);
    bool (*add_to)(const std::int64_t* x, std::int64_t y, std::size_t rows, std::int64_t* to);
    bool (*multiply_by)(const std::int64_t* x, std::int64_t y, std::size_t rows, std::int64_t* to);
    // to[i] = bit i of `truths` ? x[i] : y[i]; a step of 0 takes the first value for all rows.
    void (*choose)(const Word* truths, const std::int64_t* x, std::size_t x_step,
                   const std::int64_t* y, std::size_t y_step, std::size_t rows, std::int64_t* to);
};

inline constexpr std::size_t kMostItems = 255;

// For every machine that the library runs on.
const Lanes& portable_lanes();
// The widest that this machine has; asked of the processor once.
const Lanes& widest_lanes();

}  // namespace bajigong
