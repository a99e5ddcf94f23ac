// Reads what a worked case expects.
#pragma once

#include <vector>

#include "tool/cases.hpp"

namespace bajigong::tool {

// Reads "expect" and its like; problems (C…) are appended.
Expectation read_expectation(const text::JsonDocument& document, const text::Json& json,
                             std::vector<Problem>& problems);

// "NAME=OPTION, NAME=OPTION"; empty if it is not of that form.
std::vector<ReadingChoice> read_reading_list(std::string_view text);

}  // namespace bajigong::tool
