// Tokens of the expression language, as the lexer hands them over.
#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

#include "language/tree.hpp"

namespace bajigong::language {

enum class TokenKind { end, integer, text, name, symbol };

// A symbol of one or two characters as a number.
constexpr std::uint16_t symbol_code(std::string_view symbol) {
    const int second = symbol.size() > 1 ? symbol[1] << 8 : 0;
    return static_cast<std::uint16_t>(symbol[0] | second);
}

struct Token {
    TokenKind kind = TokenKind::end;
    std::uint16_t symbol = 0;     // of a symbol: its code
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
std::vector<Token> tokenize(std::string_view expression, const Where& where,
                            std::forward_list<std::string>& unescaped);

// The place of `where` with the line and column of a place inside the expression noted in it.
Place inside(const Where& where, std::int32_t line, std::int32_t column);

}  // namespace bajigong::language
