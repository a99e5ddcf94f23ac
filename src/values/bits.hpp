// Bitmaps: a bit a row, numbered from the low end of 64-bit words. Bits past the last row are
// unspecified.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace bajigong {

using Word = std::uint64_t;
inline constexpr std::size_t kWordBits = 64;
constexpr std::size_t words_for(std::size_t rows) { return (rows + kWordBits - 1) / kWordBits; }
inline bool bit(const Word* words, std::size_t row) {
    return (words[row / kWordBits] >> (row % kWordBits) & 1) != 0;
}
inline void set_bit(Word* words, std::size_t row) {
    words[row / kWordBits] |= Word{1} << (row % kWordBits);
}
inline void clear_bit(Word* words, std::size_t row) {
    words[row / kWordBits] &= ~(Word{1} << (row % kWordBits));
}
inline void write_bit(Word* words, std::size_t row, bool value) {
    clear_bit(words, row);
    words[row / kWordBits] |= Word{value} << (row % kWordBits);
}
// The lowest `count` bits, at most a word.
constexpr Word low_bits(std::size_t count) {
    return count >= kWordBits ? ~Word{0} : (Word{1} << count) - 1;
}
// The bits of word w that are among so many rows.
constexpr Word among(std::size_t w, std::size_t rows) { return low_bits(rows - w * kWordBits); }

// Calls f with the row of every bit that is set in word w.
template <class F>
void each_bit(Word bits, std::size_t w, F f) {
    for (; bits != 0; bits &= bits - 1)
        f(w * kWordBits + static_cast<std::size_t>(std::countr_zero(bits)));
}

// The same for so many words.
template <class F>
void each_row(const Word* bits, std::size_t words, F f) {
    for (std::size_t w = 0; w < words; ++w) each_bit(bits[w], w, f);
}

// Copies `rows` bits, of which the first is bit `first` of `bits`, to the beginning of `to`; reads
// no byte that holds none of them.
void copy_bits(const std::uint8_t* bits, std::int64_t first, std::size_t rows, Word* to);

}  // namespace bajigong
