// What is wrong with a JSON text, as problems of the catalogue: from the parser's complaint and the
// bytes around it.
//
// The parser's own message quotes the text it read, which may be personal; none of that passes
// through here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

#include "text/json.hpp"

namespace bajigong::text {

// The parser's complaint.
struct SyntaxError {
    std::string_view what;  // "... syntax error while parsing object key - unexpected ']'; expected
                            // string literal"
    std::string_view token;  // the text of the last token, if a string or number
    std::size_t taken = 0;   // bytes taken from the text
    bool past_end = false;   // more was wanted than there is
};

// Makes problems in one text, which must outlive it.
struct JsonErrors {
    std::string_view file;
    std::string_view bytes;

    // About the file as a whole.
    Problem whole(std::string code, std::vector<std::string> args) const;
    // At a byte of the text; gives its line and column.
    Problem at(std::string code, std::size_t offset, std::string pointer,
               std::vector<std::string> args) const;
    Problem of_syntax(const SyntaxError& error, std::string pointer) const;
};

// Appends the step from `container` to its child `index`, whose key is `key`.
void append_pointer(std::string& pointer, const Json& container, std::size_t index,
                    std::string_view key);

}  // namespace bajigong::text
