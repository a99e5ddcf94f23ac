// The `bajigong` command as a function: arguments in, text out, an exit code back.
//
// Reads no clock, locale or environment. Exit codes: 0 done (a decision of any outcome is done),
// 1 a test or lint failed, 2 bad input or usage, with a line on `err` for each problem.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace bajigong::tool {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kRefused = 2;

struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

// `arguments` without the program's name. Throws nothing.
int run(const std::vector<std::string>& arguments, const Console& console);

}  // namespace bajigong::tool
