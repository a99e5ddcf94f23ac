// A case under every combination of the open readings: the versions its key date may select, and
// within each the groups of readings that meet.
#pragma once

#include <memory>

#include "decision/decision_impl.hpp"
#include "engine/causes.hpp"
#include "engine/machine.hpp"

namespace bajigong {

using engine::Causes;

// What the items and steps of one group come to under one combination of its readings.
struct Combination {
    std::vector<int> options;           // by GroupResult::readings
    std::vector<Truth> items;           // by GroupResult::items
    std::vector<ShownStep> steps;       // by GroupResult::steps
    std::vector<ShownResult> results;   // by GroupResult::results
    Causes causes;                      // of its unknown items
    std::vector<DecisionCause> faults;  // of its items at fault
    Truth truth = Truth::yes;           // of its items together
};

// Items and steps that depend on the same readings; the first group depends on none and has one
// combination.
struct GroupResult {
    explicit GroupResult(const ReadingGroup& group)
        : items(group.items), steps(group.steps), results(group.results) {}

    std::vector<int> readings;        // those open
    const std::vector<int>& items;    // in Version::items
    const std::vector<int>& steps;    // in Version::steps
    const std::vector<int>& results;  // in Version::results
    std::vector<Combination> combinations;
};

// One choice of the version.
struct VersionResult {
    ShownVersion shown;
    std::vector<GroupResult> groups;
    int same_as = -1;  // the result that holds the groups, where this choice comes to the same
    // Where no rules could be applied: what came instead, and why.
    Truth fixed = Truth::yes;
    Causes fixed_causes;
    std::vector<DecisionCause> fixed_faults;
    std::unique_ptr<std::string> uncovered;  // the day that no version covers, for its cause
    bool has_rules = false;
};

struct WorldInputs {
    const Rule* rule = nullptr;
    const FactsView* facts = nullptr;
    std::size_t row = 0;  // of table 0: the case
    const Supply* supply = nullptr;
    std::vector<ChosenReading> chosen;  // by reading of the rule's rulebook
    Date as_of;
    std::optional<Date> law_date;
};

// Runs the case; throws Failure (D001) if it costs too much.
std::vector<VersionResult> run_worlds(engine::Machine& machine, const WorldInputs& inputs);

// Whether the rule stands in for the one it overrides; its causes if unknown.
Truth override_applies(engine::Machine& machine, const WorldInputs& inputs, Causes& causes);

// Item truths to one truth, and back to the first item that decides it.
Truth all_of(const std::vector<Truth>& truths);

}  // namespace bajigong
