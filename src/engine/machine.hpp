// Runs a program over a block of rows: loads facts, opens the scopes of lists, runs instructions,
// folds.
//
// A Machine is the working memory of one thread; it may be reused for any program. What it returns
// points into it, and into the facts, until the next `begin`.
#pragma once

#include <span>
#include <vector>

#include "bajigong/date.hpp"

#include "facts/facts.hpp"
#include "language/program.hpp"
#include "rulebook/supply.hpp"
#include "values/column.hpp"
#include "values/lanes.hpp"

namespace bajigong::engine {

// Elements that the loops of one case may visit in one scope; a case beyond it is at fault and
// `overloaded` is set.
inline constexpr std::size_t kMaxElementsPerCase = 1'000'000;
// The same for a block, whose rows are then decided by themselves: lists that several rows share,
// and loops within loops, would fill the memory.
inline constexpr std::int64_t kMaxElementsPerBlock = std::int64_t{1} << 22;

struct Inputs {
    const FactsView* facts = nullptr;
    const Vocabulary* vocabulary = nullptr;
    const Supply* supply = nullptr;
    Date as_of;
    // The rows of table 0 that the block holds: those from `first` on, or the selected ones.
    std::size_t rows = 0;
    std::size_t first = 0;
    const std::int64_t* selection = nullptr;
    // Of a selection: its rows as bits of the `span` rows from `first` on; in order.
    const Word* selected = nullptr;
    std::size_t span = 0;
};

// The rows of a scope: which row of the parent scope and of the table each one is.
struct ScopeRows {
    bool open = false;
    std::size_t rows = 0;
    const std::int64_t* parent_row = nullptr;  // null for scope 0
    const std::int64_t* table_row = nullptr;   // null: rows from `first` on
    std::size_t first = 0;
    const std::int64_t* segments =
        nullptr;  // for each parent row, where its elements begin; one more than rows
    const Word* incomplete = nullptr;  // by parent row; null: all complete
    const Word* overloaded = nullptr;  // by parent row; null: none

    std::size_t in_table(std::size_t row) const {
        return table_row == nullptr ? first + row : static_cast<std::size_t>(table_row[row]);
    }
};

class Machine {
   public:
    explicit Machine(const Lanes& lanes = widest_lanes()) : lanes_(&lanes) {}
    void begin(const language::Program& program, const Inputs& inputs);
    // The option that stands for a reading in the instructions run from now on.
    void choose(int reading, int option);
    // Lets a register hold what is given in the instructions run from now on, until it is run
    // itself.
    void assume(language::Register r, const Column& column) { registers_[r] = column; }
    // Runs instructions in the order given; each operand must have been run before.
    void run(std::span<const language::Register> instructions);

    const Column& column(language::Register r) const { return registers_[r]; }
    std::vector<Column>& registers() { return registers_; }
    const ScopeRows& scope(int s) const { return scopes_[s]; }
    const language::Program& program() const { return *program_; }
    const Inputs& inputs() const { return inputs_; }
    // Whether some case of the block was too large; see kMaxElementsPerCase.
    bool overloaded() const { return overloaded_; }
    Arena& arena() { return arena_; }
    const Lanes& lanes() const { return *lanes_; }
    // Bytes that it holds between two uses.
    std::size_t memory() const { return arena_.bytes() + registers_.capacity() * sizeof(Column); }

   private:
    void open(int index);
    void open_whole(ScopeRows& scope, const FactTable& table, const ScopeRows& parent);
    Column load(language::Register r);
    Column load_packed(language::Register r, const Column& source);
    Column gather(const Column& source, const Type& type, std::size_t rows,
                  const std::int64_t* from, bool selected = false);
    const Word* bits_from(const Word* bits, std::size_t first, std::size_t rows);
    Column broadcast(const language::Instruction& instruction, const Type& type);
    Column number(std::int64_t value);

    const language::Program* program_ = nullptr;
    const Lanes* lanes_;
    Inputs inputs_;
    Arena arena_;
    std::vector<Column> registers_;
    std::vector<ScopeRows> scopes_;
    std::vector<int> options_;
    bool overloaded_ = false;
};

// The operations that look outside a row.
Column look_up(Machine& machine, language::Register target);
Column fold(Machine& machine, language::Register target);

}  // namespace bajigong::engine
