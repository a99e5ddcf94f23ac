// Matching (政策找人): one case under every rule that a place has for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bajigong/decision.hpp"

namespace bajigong {

// What a rule comes to for the case, seen from the counter.
enum class Standing : std::uint8_t {
    granted,   // eligible
    possible,  // undetermined: `because` of the decision says on what it hangs
    refused,   // ineligible
    failed,    // a fault, or a case that costs too much
    untouched  // undetermined, and nothing that the rule reads of the case is known
};
std::string_view name(Standing standing);

struct MatchedRule {
    std::string rule, kind;
    Standing standing = Standing::untouched;
    Decision decision;
    // Rules granted or possible whose benefit cannot be had together with this one's.
    std::vector<std::string> not_together_with;
};

class Matching {
   public:
    // By standing, then in the order of the rulebooks.
    const std::vector<MatchedRule>& rules() const { return rules_; }
    // A summary of every rule, as JSON (docs/decision.md), escaped for any use.
    std::string json() const;
    // As a clerk would want to read it; what is not touched is only counted.
    std::string text(Language language) const;

   private:
    friend Matching match(const Rulebooks& rulebooks, const Facts& facts, std::string_view place,
                          const DecideOptions& options, const Given* given);
    std::string place_;
    Date as_of_;
    std::shared_ptr<const Rulebooks::Impl> rulebooks_;
    std::vector<MatchedRule> rules_;
};

// Decides the case under every rule of `place` (GB/T 2260, or "CN") and of the places it lies in,
// on `options.as_of`. Left out: indicators, which count people rather than decide them; rules that
// are asked only of another's members; a national frame where a rule of the place fills it in; of
// one benefit all but the most local rules. A rule whose text of that day is not known to the
// rulebook stands back for the less local one. No receipts are made. `given` is what Given::for_all
// read. Throws Failure (D011) for a place that is no code. One thread; the parts may be used from
// any.
Matching match(const Rulebooks& rulebooks, const Facts& facts, std::string_view place,
               const DecideOptions& options, const Given* given = nullptr);

}  // namespace bajigong
