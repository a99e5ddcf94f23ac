// Many cases under one rule: blocks of rows through the same programs that decide one.
//
// Rows are settled by bitmaps, a block at a time and under all open readings at once; where other
// rules stand in, each decides its rows, and what the rule asks of others, of the cases or of their
// members, is asked of the whole block. A row whose amount is not exact where that is wanted is
// decided alone, as a case; so is every row whose causes the block does not know.
#pragma once

#include <memory>

#include "decision/batch_inputs.hpp"
#include "decision/batch_result.hpp"

namespace bajigong {

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

}  // namespace bajigong
