// Digests of rules (摘要), by which a host tells that two sets of rulebooks decide alike.
#pragma once

#include <string>
#include <string_view>

#include "bajigong/rulebooks.hpp"

namespace bajigong {

// SHA-256 in hex of what a rule decides by (not of comments, cases or layout), as receipts carry
// it; of all rules together if `rule` is empty. Throws Failure (D…) if there is no such rule. Safe
// from any thread.
std::string rule_digest(const Rulebooks& rulebooks, std::string_view rule = {});

}  // namespace bajigong
