// Reads what most JSON texts are made of, fast.
#pragma once

#include <string_view>

#include "text/json_builder.hpp"

namespace bajigong::text {

// Tells `builder` what stands in `bytes`, which must be UTF-8, with `comments` if they are allowed.
// False, with the builder of no further use, where it meets anything that it does not take: what is
// no JSON, and of JSON a byte order mark, an escape of half a character, a number with an exponent
// or very many digits. It says nothing of why.
bool read_plain(std::string_view bytes, bool comments, JsonBuilder& builder);

}  // namespace bajigong::text
