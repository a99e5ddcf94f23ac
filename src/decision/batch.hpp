// Many cases under one rule: blocks of rows through the same programs that decide one.
//
// Rows are settled by bitmaps, a block at a time and under all open readings at once. A row of
// which another rule is asked, or whose amount is not exact where that is wanted, is decided alone,
// as a case; so is every row whose causes are asked for.
#pragma once

#include <functional>

#include "decision/decision_impl.hpp"
#include "decision/version_block.hpp"
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
    // Amounts that are not exact are worked out; else only said not to be.
    bool figures = true;
    // The truth of every clause and limit is kept.
    bool clauses = false;
    // Told of every row that was decided alone, before its values are taken.
    std::function<void(std::size_t row, const Decision::Impl& decision)> alone = {};
    // Told what an undetermined row rests on, where the block itself knows; what is told of a row
    // decided alone afterwards replaces it.
    std::function<void(std::size_t row, const Causes& causes)> causes = {};
};

// What decided instead of an item of the version.
inline constexpr std::int16_t kNoClause = -1;
inline constexpr std::int16_t kNotInForce = -2;  // "none": the version says that nothing was
inline constexpr std::int16_t kOverrides = -3;   // "overrides": it stands in for another, not here

// One value a row. Clauses and versions by number: `clause` is an item of the version or one of
// those above; `version` is -1 where none could be picked, and where a row was decided alone.
struct BatchResult {
    std::vector<Outcome> outcome;
    std::vector<Amount::Kind> amount_kind;
    std::vector<std::int64_t> low_fen, high_fen;
    std::vector<std::int16_t> clause;
    std::vector<std::int16_t> version;
    // Where the version hangs on open readings: 1 for rows whose versions have several instruments;
    // `version` and `clause` are those under the first options then. Else empty.
    std::vector<std::uint8_t> mixed;
    // With `clauses`: for each clause, then each limit, of each version, the rows of which it is
    // true and those of which that is known; words from row 0 of the result on.
    std::vector<std::vector<Word>> clause_true, clause_known;
    std::size_t decided_alone = 0;
};

// A rule under what the host brought, ready for any number of blocks. The machine is this thread's;
// what `inputs` points to must outlive this.
class Batch {
   public:
    Batch(engine::Machine& machine, const BatchInputs& inputs);
    Batch(Batch&&) noexcept;
    ~Batch();

    // Puts rows [first, first + count) of table 0 at rows [at, at + count) of the result, which
    // grows if it must.
    void decide(std::size_t first, std::size_t count, BatchResult& result, std::size_t at = 0);

   private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

// The same for rows that are decided once; they are added to the result.
void decide_rows(engine::Machine& machine, const BatchInputs& inputs, std::size_t first,
                 std::size_t count, BatchResult& result);

// One row as a case: what `decide` would say. `facts` and `receipt` of the decision stay empty.
Decision::Impl decide_row(engine::Machine& machine, const BatchInputs& inputs, std::size_t row);

// The world inputs of a rule under what the host brought.
WorldInputs world_inputs(const Rule& rule, const FactsView& facts, Date as_of,
                         std::optional<Date> law_date, const Given::Impl* given);

}  // namespace bajigong
