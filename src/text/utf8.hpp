// UTF-8, one scalar value at a time. Everything that looks at characters decodes through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bajigong::text {

struct Scalar {
    char32_t value = 0;
    std::size_t size = 0;  // in bytes; 0 if the bytes at the offset are not UTF-8
};

// The scalar value at `offset`, which must be less than the size of `bytes`. Refuses overlong
// forms, surrogates and values past U+10FFFF.
Scalar decode_utf8(std::string_view bytes, std::size_t offset);

// Offset of the first byte that is not UTF-8; npos if there is none.
std::size_t find_invalid_utf8(std::string_view bytes);

// The scalar values of valid UTF-8.
std::u32string to_scalars(std::string_view valid);

// Control characters, line and paragraph separators, and those that change the direction of text:
// printed as they are they could make a message look like another.
bool is_deceptive(char32_t scalar);

}  // namespace bajigong::text
