// Which version of a rule takes each row of a block.
#pragma once

#include "decision/batch_inputs.hpp"
#include "decision/block_rows.hpp"

namespace bajigong {

class VersionPicks {
   public:
    static constexpr std::int16_t kNone = -1;

    // Picks for rows [first, first + rows), or those of `meant`, under the first options of the
    // rule's readings; `causes` is told of rows whose day is unknown. Uses the machine.
    void pick(engine::Machine& machine, const RuleInputs& own, const FactsView& facts,
              std::optional<Date> law_date, std::size_t first, std::size_t rows, const Word* meant,
              const engine::CauseOfRow& causes);

    // The version that takes the whole block, or kNone.
    std::int16_t whole() const { return whole_; }
    // The rows of a version, a word at a time, without regard to what was meant.
    Word of_version(std::size_t version, std::size_t w) const;
    // Rows whose day no version covers or is unknown; and those whose day is at fault.
    Word uncovered(std::size_t w) const { return whole_ == kNone ? left_[w] : 0; }
    Word at_fault(std::size_t w) const { return whole_ == kNone ? fault_[w] : 0; }
    // The rows of the block that are of a version; false if there are none. Valid until the next
    // call.
    bool select(std::size_t version, BlockRows& rows);

   private:
    std::size_t first_ = 0, rows_ = 0;
    std::int16_t whole_ = kNone;
    struct Span {
        std::int64_t from, until;
    };
    std::vector<Span> spans_;               // by version
    std::vector<std::vector<Word>> marks_;  // by version: its rows
    std::vector<Word> left_, fault_;
    std::vector<std::int64_t> selection_;
};

}  // namespace bajigong
