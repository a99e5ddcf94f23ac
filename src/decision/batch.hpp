// Many cases under one rule: blocks of rows through the same programs that decide one.
//
// A row whose answer hangs on an open reading, a gap or an override in doubt is decided alone, as a
// case; so is every row whose causes or explanation are asked for. The others are settled by
// bitmaps, a block at a time.
#pragma once

#include <functional>

#include "decision/decision_impl.hpp"
#include "decision/worlds.hpp"

namespace bajigong {

inline constexpr std::size_t kBlockRows = 2048;

struct BatchInputs {
    const Rule* rule = nullptr;
    const FactsView* facts = nullptr;
    Date as_of;
    std::optional<Date> law_date;
    const Given::Impl* given = nullptr;
    std::size_t block_rows = kBlockRows;  // 1 to kBlockRows
    // Told of every row that was decided alone, before its values are taken.
    std::function<void(std::size_t row, const Decision::Impl& decision)> alone = {};
};

// One value a row. Clauses and versions by number: `clause` is an item of the version, -1 where no
// item decides; `version` is -1 where none could be picked, and where a row was decided alone.
struct BatchResult {
    std::vector<Outcome> outcome;
    std::vector<Amount::Kind> amount_kind;
    std::vector<std::int64_t> low_fen, high_fen;
    std::vector<std::int16_t> clause;
    std::vector<std::int16_t> version;
    std::size_t decided_alone = 0;
};

// Rows [first, first + count) of table 0.
void decide_rows(engine::Machine& machine, const BatchInputs& inputs, std::size_t first,
                 std::size_t count, BatchResult& result);

// One row as a case: what `decide` would say. `facts` and `receipt` of the decision stay empty.
Decision::Impl decide_row(engine::Machine& machine, const BatchInputs& inputs, std::size_t row);

// The world inputs of a rule under what the host brought.
WorldInputs world_inputs(const Rule& rule, const FactsView& facts, Date as_of,
                         std::optional<Date> law_date, const Given::Impl* given);

}  // namespace bajigong
