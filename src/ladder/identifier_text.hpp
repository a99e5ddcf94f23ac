// What the identifier forms share: faults with a place, digits, and the assigned province codes.
#pragma once

#include <cstddef>
#include <string_view>

#include "bajigong/identifier.hpp"

namespace bajigong {

// A refusal with a code of the catalogue; `position` counts characters from 1, 0 is the whole.
template <class T>
Parsed<T> refused(const char* code, std::size_t position = 0) {
    Parsed<T> out;
    out.fault = IdentifierFault{code, static_cast<int>(position)};
    return out;
}

template <class T>
Parsed<T> accepted(T value) {
    Parsed<T> out;
    out.value = std::move(value);
    return out;
}

// Characters of `text`; bytes that are not UTF-8 count one each. A full-width digit is one
// character, as its reader sees it.
std::size_t character_count(std::string_view text);

// The characters from 1 of the first in [begin, end) that is no ASCII digit; 0 if all are. Every
// character before it in `text` must be ASCII.
std::size_t find_non_digit(std::string_view text, std::size_t begin, std::size_t end);

// The number that ASCII digits spell.
int number_of(std::string_view digits);

// True for two digits that GB/T 2260 assigns to a province, an autonomous region, a municipality or
// a special administrative region.
bool is_province(std::string_view digits);

}  // namespace bajigong
