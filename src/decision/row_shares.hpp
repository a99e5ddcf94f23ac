// Who decides which rows of a block: the rule itself, or one that stands in for it.
#pragma once

#include "decision/batch_inputs.hpp"

namespace bajigong {

class RowShares {
   public:
    // `stands_in`: the rows are known to be this rule's, in another's place.
    RowShares(const Rule& rule, const BatchInputs& inputs, bool stands_in);

    // Shares out rows [first, first + rows) of the facts; `wanted`: those that matter, null for
    // all. Uses the machine, and tells the causes of what stays unclear.
    void share_out(engine::Machine& machine, std::size_t first, std::size_t rows,
                   const Word* wanted);
    // A row of the block that the rule shall not decide with the others.
    void withdraw(std::size_t i);

    // The rule's own rows; null: all.
    const Word* own() const { return whole_ ? wanted_ : own_.data(); }
    bool any_own() const;
    // Those of the nth rule that overrides it; empty if there are none.
    const std::vector<Word>& taken(std::size_t n) const { return others_[n].takes; }

    // Calls f with each row of the block that nobody decides, and its outcome: whether the rule is
    // overridden is unknown or at fault, or it stands in for another that decides there itself.
    template <class F>
    void each_undecided(F f) const {
        each_row(unknown_.data(), unknown_.size(),
                 [&](std::size_t i) { f(i, Outcome::undetermined); });
        each_row(at_fault_.data(), at_fault_.size(), [&](std::size_t i) { f(i, Outcome::fault); });
        each_row(not_here_.data(), not_here_.size(),
                 [&](std::size_t i) { f(i, Outcome::ineligible); });
    }

   private:
    struct Other {
        RuleInputs inputs;
        std::vector<Word> takes;
    };

    void own_rows_as_bits();
    template <class F>
    void with_override(engine::Machine& machine, const RuleInputs& side, F take);

    const FactsView* facts_;
    const engine::CauseOfRow* causes_;
    RuleInputs rule_;
    bool only_where_it_overrides_;
    std::vector<Other> others_;

    std::size_t first_ = 0, rows_ = 0;
    const Word* wanted_ = nullptr;
    bool whole_ = true;  // own_ is not used
    std::vector<Word> own_, unknown_, at_fault_, not_here_, open_;
};

}  // namespace bajigong
