// Bitmaps that begin anywhere.
#include "values/bits.hpp"

#include <cstring>

namespace bajigong {

static_assert(std::endian::native == std::endian::little, "bitmaps are read as words");

void copy_bits(const std::uint8_t* bits, std::int64_t first, std::size_t rows, Word* to) {
    if (rows == 0) return;
    const std::uint8_t* from = bits + first / 8;
    const auto shift = static_cast<unsigned>(first % 8);
    const std::size_t bytes = (shift + rows + 7) / 8;  // that hold one of them
    const std::size_t words = words_for(rows);
    if (shift == 0) {
        to[words - 1] = 0;
        std::memcpy(to, from, bytes);
        return;
    }
    for (std::size_t w = 0; w < words; ++w) {
        // A word and what it lacks of the next byte.
        const std::size_t at = w * sizeof(Word);
        const std::size_t left = bytes - at;
        Word low = 0;
        std::memcpy(&low, from + at, left < sizeof(Word) ? left : sizeof(Word));
        const Word high = left > sizeof(Word) ? from[at + sizeof(Word)] : 0;
        to[w] = low >> shift | high << (kWordBits - shift);
    }
}

}  // namespace bajigong
