// Receipts (回执) and replay: deciding again what was decided, and saying what differs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bajigong/decision.hpp"

namespace bajigong {

struct Replay {
    bool same = false;
    // What differs, one line each: "outcome: eligible, now ineligible".
    std::vector<std::string> differences;
};

// Decides again with the rule, days and readings of `receipt` (JSON, docs/receipts.md). `given`
// must be what was brought then, and `salt` the same. Throws Failure for a receipt that is not one,
// or whose digest does not fit its content (D…).
Replay replay(const Rulebooks& rulebooks, std::string_view receipt, const Facts& facts,
              std::string_view salt, const Given* given = nullptr,
              const std::string& name = "receipt");

// The rule a receipt is about; for preparing `given`. Throws Failure.
std::string rule_of_receipt(std::string_view receipt, const std::string& name = "receipt");

}  // namespace bajigong
