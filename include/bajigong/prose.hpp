// A rule as prose that a policy person could sign, with citations.
#pragma once

#include <string>
#include <string_view>

#include "bajigong/date.hpp"
#include "bajigong/problem.hpp"
#include "bajigong/rulebooks.hpp"

namespace bajigong {

// The version in force on `on`, or all versions if that is never. Throws Failure (D…) if there is
// no such rule. Safe from any thread.
std::string prose(const Rulebooks& rulebooks, std::string_view rule, Language language,
                  Date on = Date::never());

}  // namespace bajigong
