// The answers of the rules that a rule asks, for many cases at once: columns of truths laid over
// the facts.
#pragma once

#include <memory>

#include "decision/batch.hpp"
#include "decision/member_facts.hpp"

namespace bajigong {

class AskedBlocks {
   public:
    AskedBlocks(engine::Machine& machine, const BatchInputs& inputs);

    // The facts with the answers of rows [first, first + count) of table 0. `alone` gets the rows
    // for which answering costs too much, or cannot be done for many at once. Valid until the next
    // call. Uses the machine.
    const FactsView& answer(std::size_t first, std::size_t count, std::vector<std::size_t>& alone);

   private:
    struct Asked {
        const AskedRule* asked;
        std::unique_ptr<MemberFacts> members;  // null: it is asked of the case
        std::unique_ptr<Batch> batch;
        BatchResult result;
        std::vector<Word> truths, known, fault;  // by row of the table
        bool faults = false;
    };
    static void begin(Asked& one, std::size_t first, std::size_t end);
    static void put(Asked& one, std::size_t first, std::size_t count);
    void ask_members(Asked& one, std::size_t first, std::size_t count,
                     std::vector<std::size_t>& alone);

    const FactsView& facts_;
    std::vector<Asked> asked_;
    FactsView view_;
};

}  // namespace bajigong
