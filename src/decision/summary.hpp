// What each choice of a rule's version may come to, and which open readings that depends on.
#pragma once

#include <set>

#include "decision/worlds.hpp"

namespace bajigong {

// A set of truths as bits.
using TruthSet = unsigned;
inline TruthSet one(Truth truth) { return 1U << static_cast<unsigned>(truth); }
inline bool has(TruthSet set, Truth truth) { return (set & one(truth)) != 0; }
inline constexpr Truth kAllTruths[] = {Truth::no, Truth::yes, Truth::unknown, Truth::fault};

// How many alternatives are listed, and how many combinations are looked at to list them.
inline constexpr std::size_t kMaxAlternatives = 64;

struct SummaryPayment {
    int step = 0;  // in Version::steps
    Amount amount;
    std::optional<Amount> less;  // paid of this before
};

// What comes of one combination of the readings that make a difference.
struct SummaryLine {
    std::vector<std::pair<int, int>> options;  // reading, option
    Truth truth = Truth::yes;
    std::string clause;  // the id of the clause or limit that decides, unless `truth` is yes
    Amount total;
    std::vector<SummaryPayment> payments;
    std::vector<Result> results;
    std::vector<ShownResult> result_values;
    const Version* version = nullptr;

    bool applies_rules() const {
        return version != nullptr && version->kind == Version::Kind::rules;
    }
    bool same_result(const SummaryLine& other) const;
};

struct Summary {
    TruthSet possible = 0;  // under all combinations
    std::set<int> outcome_readings, amount_readings;
    Causes causes;  // of its unknowns that matter
    std::vector<DecisionCause> faults;
    std::vector<SummaryLine> lines;  // at least one, at most kMaxAlternatives
};

// One summary for each result: the groups of its readings are joined as if every combination of all
// readings had been run, without running them. The lines point into the rule's versions.
std::vector<Summary> summarize(const std::vector<VersionResult>& results);

}  // namespace bajigong
