// Why values are unknown, for the rows of a block at once.
#pragma once

#include <functional>

#include "engine/causes.hpp"

namespace bajigong::engine {

using CauseOfRow = std::function<void(std::size_t row, const CauseView& cause)>;

// What collect_causes says of each row, for the rows of scope 0 that are asked of each register: a
// bitmap goes through the program once instead of each row. A row may be told a cause more than
// once.
class BlockCauses {
   public:
    BlockCauses(Machine& machine, const language::Environment& names);

    // Asks of a register of scope 0 for these rows (words_for of the block's rows, none beyond
    // them).
    void ask(language::Register r, const Word* rows);
    // Tells the causes of all that was asked, and forgets it.
    void tell(const CauseOfRow& of_row);

   private:
    Word open(language::Register r, std::size_t w) const;
    void look(language::Register r, const CauseOfRow& of_row);
    bool ask_open(language::Register r, const Word* rows, Word* answered);
    void ask_operands(const language::Instruction& instruction, const Word* rows, Word* answered);

    Machine& machine_;
    const language::Environment& names_;
    std::size_t words_;
    std::vector<Word*> asked_;  // by register; null: of no row
    std::vector<language::Register> registers_;
};

}  // namespace bajigong::engine
