// Arguments as they come over the boundary, checked before anything reads them.
#pragma once

#include <string_view>

#include "bajigong/date.hpp"
#include "bajigong/problem.hpp"

#include "capi/src/guard.hpp"

namespace bajigong::capi {

// The longest text that is taken.
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 30;

// The bytes of an argument; `name` is what the header calls it. Throws Refusal (BJG_E_ARGUMENT,
// A001, A002) for null with a length and for more than kMaxTextBytes.
std::string_view bytes(const void* data, std::size_t size, const char* name);
// The same of a text, which must be UTF-8 (A003).
std::string_view utf8(const char* data, std::size_t size, const char* name);
// The same of a file's path, which holds no NUL (A004) and, unless `optional`, something (A005).
std::string_view file_path(const char* data, std::size_t size, bool optional = false);

// Throws Refusal (BJG_E_ARGUMENT, A001) for null.
void require(const void* pointer, const char* name);
// Throws Refusal (BJG_E_ARGUMENT, A006) unless 0 <= value < count.
void require_constant(std::int32_t value, std::int32_t count, const char* name);
Language language_of(std::int32_t value);

// Throws Failure A020 unless `text` is a day that exists; "never" is none.
Date day_of(std::string_view text, const Place& place);

// A borrowed text: its bytes and, if that is asked for, its size.
const char* lend(std::string_view ends_in_nul, std::size_t* out_size) noexcept;
const char* lend_nothing(std::size_t* out_size) noexcept;

}  // namespace bajigong::capi
