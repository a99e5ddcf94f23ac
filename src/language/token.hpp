// Tokens of the expression language, as the lexer hands them over.
#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

namespace bajigong::language {

enum class TokenKind { end, integer, text, name, symbol };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;        // of a text: its characters; of a name or symbol: itself
    std::uint64_t magnitude = 0;  // of an integer, at most 2^63
    std::int32_t line = 1;
    std::int32_t column = 1;
};

// The largest expression that is read, in bytes.
inline constexpr std::size_t kMaxExpressionBytes = 64 * 1024;

// Throws Failure (X…) with the place inside the expression; `where` gives the file and pointer, and
// is the place of the expression itself. The last token is `end`. The tokens' texts lie in
// `expression`, or in `unescaped` where they were written with escapes.
std::vector<Token> tokenize(std::string_view expression, const Place& where,
                            std::forward_list<std::string>& unescaped);

// `where` with the line and column of a place inside the expression noted in it.
Place inside(const Place& where, std::int32_t line, std::int32_t column);

}  // namespace bajigong::language
