// Problems: what is wrong with an input, where, and what was expected, in Chinese and English.
//
// A problem carries a code whose texts stand in one catalogue (docs/errors.md lists them).
// Arguments are names and places, never personal values. Texts are escaped: control and
// bidirectional characters of an argument are printed as \uXXXX.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace bajigong {

enum class Language { zh, en };

// Where in an input. Parts that do not apply stay empty or zero. Lines and columns count from 1; a
// column counts characters (Unicode scalar values). `pointer` is a JSON pointer (RFC 6901).
struct Place {
    std::string file;
    std::int32_t line = 0;
    std::int32_t column = 0;
    std::string pointer;

    // "policies/x.json:12:4 (/rules/0/id)"
    std::string text() const;
};

enum class Severity { error, warning };

struct Problem {
    std::string code;  // "J003"; see docs/errors.md
    Place place;
    std::vector<std::string> args;
    Severity severity = Severity::error;

    // The message alone, in one language.
    std::string message(Language language) const;
    // "file:line:column: error J003: message (pointer)"
    std::string text(Language language) const;
};

// Thrown by functions that read an input. Holds every problem found, at least one; the input had no
// effect.
class Failure : public std::exception {
   public:
    explicit Failure(std::vector<Problem> problems);
    explicit Failure(Problem problem);
    const std::vector<Problem>& problems() const { return problems_; }
    const char* what() const noexcept override { return what_.c_str(); }

   private:
    std::vector<Problem> problems_;
    std::string what_;
};

}  // namespace bajigong
