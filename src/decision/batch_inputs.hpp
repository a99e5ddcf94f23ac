// What many cases under one rule are decided from.
#pragma once

#include <functional>

#include "decision/block_rows.hpp"
#include "decision/decision_impl.hpp"
#include "decision/version_block.hpp"
#include "decision/worlds.hpp"
#include "engine/block_causes.hpp"

namespace bajigong {

inline constexpr std::size_t kBlockRows = 2048;

struct BatchInputs {
    const Rule* rule = nullptr;
    const FactsView* facts = nullptr;
    Date as_of;
    std::optional<Date> law_date;
    const Given::Impl* given = nullptr;
    std::size_t block_rows = kBlockRows;  // 1 to kBlockRows
    // Amounts that are not exact are worked out; else only said not to be.
    bool figures = true;
    // The truth of every clause and limit is kept.
    bool clauses = false;
    // Told of every row that was decided alone, before its values are taken.
    std::function<void(std::size_t row, const Decision::Impl& decision)> alone = {};
    // Told what an undetermined row, or an amount that is not exact, rests on, where the block
    // itself knows, a cause at a time; what is told of a row decided alone replaces it.
    engine::CauseOfRow causes = {};
};

// The world inputs of a rule under what the host brought.
WorldInputs world_inputs(const Rule& rule, const FactsView& facts, Date as_of,
                         std::optional<Date> law_date, const Given::Impl* given);

// One row as a case: what `decide` would say. `facts` and `receipt` of the decision stay empty.
Decision::Impl decide_row(engine::Machine& machine, const BatchInputs& inputs, std::size_t row);

// A rule's readings and data in a run.
struct RuleInputs {
    RuleInputs(const Rule& rule, const BatchInputs& inputs);

    // Readies the machine for a program of the rule over rows of table 0.
    void begin(engine::Machine& machine, const language::Program& program, const FactsView& facts,
               const BlockRows& rows) const;

    const Rule* rule;
    const Supply* supply = nullptr;
    Date as_of;
    BlockReadings readings;
};

}  // namespace bajigong
