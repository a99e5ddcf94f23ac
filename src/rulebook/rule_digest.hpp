// The digest of what a rule decides by.
#pragma once

#include <string>

#include "rulebook/model.hpp"

namespace bajigong {

// SHA-256 in hex over the canonical form of the rule, its rulebook's data, and the rules that it
// asks; comments, cases and layout are no part of it.
std::string rule_digest(const Rule& rule);

}  // namespace bajigong
