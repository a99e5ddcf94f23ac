// For lanes_body.hpp alone: truths as bits of words.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "values/lanes.hpp"

namespace bajigong {
namespace {

constexpr std::size_t kBits = 64;

// 64 bytes of 0 or 1 as the bits of a word.
inline Word packed(const std::uint8_t* truths) {
#if defined(__AVX2__)
    const auto half = [](const std::uint8_t* from) {
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
        return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_slli_epi16(bytes, 7)));
    };
    return half(truths) | Word{half(truths + 32)} << 32;
#else
    Word word = 0;
    for (unsigned i = 0; i < 8; ++i) {
        // The product gathers the low bits of eight bytes in its highest byte.
        Word eight = 0;
        std::memcpy(&eight, truths + i * 8, sizeof eight);
        word |= (eight * 0x0102040810204080u >> 56) << (i * 8);
    }
    return word;
#endif
}

}  // namespace
}  // namespace bajigong
