// Worked cases as JSON lines, for programs in other languages that decide them too.
#pragma once

#include <string>

#include "tool/cases.hpp"

namespace bajigong::tool {

// A line for each run of each case of a file, with `like` and `but` worked in; docs/tool.md lists
// its members.
std::string case_lines(const CaseFile& file);

}  // namespace bajigong::tool
