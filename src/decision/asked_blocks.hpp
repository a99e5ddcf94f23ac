// The answers of the rules that a rule asks, for many cases at once: columns of truths laid over
// the facts.
#pragma once

#include <memory>

#include "decision/batch.hpp"

namespace bajigong {

class AskedBlocks {
   public:
    AskedBlocks(engine::Machine& machine, const BatchInputs& inputs);

    // Whether all that the rule asks can be answered here; what is asked of members cannot where
    // there are members.
    bool answers(std::size_t first, std::size_t count) const;
    // The facts with the answers of rows [first, first + count) of table 0. `overloaded` gets the
    // rows for which answering cost too much. Valid until the next call. Uses the machine.
    const FactsView& answer(std::size_t first, std::size_t count,
                            std::vector<std::size_t>& overloaded);

   private:
    struct Asked {
        const AskedRule* asked;
        std::unique_ptr<Batch> batch;  // of the case; null of members
        BatchResult result;
        std::vector<Word> truths, known, fault;  // by row of table 0
    };
    void put(Asked& asked, std::size_t first, std::size_t count);

    const FactsView& facts_;
    std::vector<Asked> asked_;
    FactsView view_;
};

}  // namespace bajigong
