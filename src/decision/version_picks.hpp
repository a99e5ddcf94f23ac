// Which version of a rule takes each row of a block.
#pragma once

#include "decision/batch_inputs.hpp"
#include "decision/block_rows.hpp"

namespace bajigong {

class VersionPicks {
   public:
    // In place of a version's number.
    static constexpr std::int16_t kNone = -1;
    static constexpr std::int16_t kLeft = -2;     // the row is not meant
    static constexpr std::int16_t kAtFault = -3;  // the day that picks is at fault

    // Picks for rows [first, first + rows), or those of `meant`, under the first options of the
    // rule's readings; `causes` is told of rows whose day is unknown. Uses the machine.
    void pick(engine::Machine& machine, const RuleInputs& own, const FactsView& facts,
              std::optional<Date> law_date, std::size_t first, std::size_t rows, const Word* meant,
              const engine::CauseOfRow& causes);

    // The version whose rules take the whole block, or kNone.
    std::int16_t whole() const { return whole_; }
    std::int16_t operator[](std::size_t i) const { return whole_ == kNone ? picked_[i] : whole_; }
    // The rows of the block that are of a version; false if there are none. Valid until the next
    // call.
    bool select(std::size_t version, BlockRows& rows);

   private:
    void sort_by_version();

    std::size_t first_ = 0, rows_ = 0;
    std::int16_t whole_ = kNone;
    struct Span {
        std::int32_t from, until;
    };
    std::vector<Span> spans_;  // by version
    std::vector<std::int16_t> picked_;
    bool sorted_ = false;
    std::vector<std::int64_t> order_;  // the rows of each version together
    std::vector<std::size_t> starts_;  // where those of each version begin
    std::vector<Word> marks_;
};

}  // namespace bajigong
