// For lanes_body.hpp alone: loops over values of any width.
#pragma once

#include <limits>
#include <type_traits>

#include "values/lanes_words.hpp"

namespace bajigong {
namespace {

// What the type can hold of [low, high]; false if that is nothing.
template <class T>
bool fits_range(std::int64_t& low, std::int64_t& high) {
    constexpr auto kLeast = static_cast<std::int64_t>(std::numeric_limits<T>::min());
    constexpr auto kMost = static_cast<std::int64_t>(std::numeric_limits<T>::max());
    low = low < kLeast ? kLeast : low;
    high = high > kMost ? kMost : high;
    return low <= high;
}

template <class T>
void between_as(const void* from, std::int64_t low, std::int64_t high, std::size_t rows,
                Word* truths) {
    using Unsigned = std::make_unsigned_t<T>;
    const auto* values = static_cast<const T*>(from);
    if (!fits_range<T>(low, high)) {
        for (std::size_t w = 0; w < (rows + kBits - 1) / kBits; ++w) truths[w] = 0;
        return;
    }
    // As unsigned, what is below `low` is far above it.
    const auto least = static_cast<Unsigned>(low);
    const auto most = static_cast<Unsigned>(static_cast<Unsigned>(high) - least);
    const auto is_between = [&](T value) {
        return static_cast<Unsigned>(static_cast<Unsigned>(value) - least) <= most;
    };
    std::size_t i = 0;
    for (; i + kBits <= rows; i += kBits) {
        std::uint8_t bytes[kBits];
        for (std::size_t k = 0; k < kBits; ++k) bytes[k] = is_between(values[i + k]) ? 1 : 0;
        truths[i / kBits] = packed(bytes);
    }
    if (i == rows) return;
    Word word = 0;
    for (std::size_t k = i; k < rows; ++k)
        word |= static_cast<Word>(is_between(values[k])) << (k - i);
    truths[i / kBits] = word;
}

void between(Width width, const void* values, std::int64_t low, std::int64_t high, std::size_t rows,
             Word* truths) {
    return by_width(width, [&](auto type) {
        return between_as<decltype(type)>(values, low, high, rows, truths);
    });
}

template <class T>
bool all_between_as(const void* from, std::int64_t low, std::int64_t high, std::int64_t other,
                    std::size_t rows) {
    const auto* values = static_cast<const T*>(from);
    // What the type cannot hold, no value is.
    std::int64_t own = other, same = other;
    const bool has_other = fits_range<T>(own, same);
    if (!fits_range<T>(low, high)) {
        if (!has_other) return rows == 0;
        low = high = other;
    }
    const auto least = static_cast<T>(low);
    const auto most = static_cast<T>(high);
    const auto one = has_other ? static_cast<T>(other) : least;
    T outside = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool far = (values[i] < least) | (values[i] > most);
        outside |= static_cast<T>(far & (values[i] != one));
    }
    return outside == 0;
}

bool all_between(Width width, const void* values, std::int64_t low, std::int64_t high,
                 std::int64_t other, std::size_t rows) {
    return by_width(width, [&](auto type) {
        return all_between_as<decltype(type)>(values, low, high, other, rows);
    });
}

template <class From>
void widen_as(const void* from, std::size_t rows, std::int64_t* __restrict to) {
    const auto* values = static_cast<const From*>(from);
    for (std::size_t i = 0; i < rows; ++i) to[i] = static_cast<std::int64_t>(values[i]);
}

void widen(Width width, const void* from, std::size_t rows, std::int64_t* to) {
    return by_width(width, [&](auto type) { return widen_as<decltype(type)>(from, rows, to); });
}

template <class Code>
bool decode_as(const void* codes, const std::int64_t* table, std::size_t size, std::size_t rows,
               std::int64_t* __restrict to) {
    const auto* values = static_cast<const Code*>(codes);
    // As unsigned, what is below 0 is above every size.
    std::uint64_t highest = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const auto code = static_cast<std::uint64_t>(static_cast<std::int64_t>(values[i]));
        highest = code > highest ? code : highest;
    }
    if (highest >= size) return false;
    for (std::size_t i = 0; i < rows; ++i) to[i] = table[values[i]];
    return true;
}

bool decode(Width width, const void* codes, const std::int64_t* table, std::size_t size,
            std::size_t rows, std::int64_t* to) {
    if (rows == 0) return true;
    return by_width(
        width, [&](auto type) { return decode_as<decltype(type)>(codes, table, size, rows, to); });
}

template <class From>
void pick_widened_as(const void* from, const std::int64_t* rows, std::size_t count,
                     std::int64_t* __restrict to) {
    const auto* values = static_cast<const From*>(from);
    for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<std::int64_t>(values[rows[i]]);
}

void pick_widened(Width width, const void* from, const std::int64_t* rows, std::size_t count,
                  std::int64_t* to) {
    return by_width(
        width, [&](auto type) { return pick_widened_as<decltype(type)>(from, rows, count, to); });
}

}  // namespace
}  // namespace bajigong
