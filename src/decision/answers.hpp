// The answers of the rules that a rule asks, put among the facts as truths.
#pragma once

#include <map>
#include <set>

#include "decision/batch.hpp"
#include "decision/row_view.hpp"

namespace bajigong {

class Answers {
   public:
    // Decides what `rule` asks of the case at `row`; throws what deciding throws.
    Answers(engine::Machine& machine, const BatchInputs& inputs, const Rule& rule, std::size_t row);

    // The case with the answers, as row 0. Points into this.
    const FactsView& facts() const { return view_; }
    std::vector<Answer> take() { return std::move(answers_); }
    // Causes that name an answer become those of the rule that could not give it.
    void explain(std::vector<DecisionCause>& causes) const;
    void explain(Decision::Impl& decision) const;

   private:
    struct Bits {
        std::vector<Word> truths, known, fault;
    };
    void ask_case(engine::Machine& machine, BatchInputs inputs, const AskedRule& asked);
    void ask_members(engine::Machine& machine, BatchInputs inputs, const AskedRule& asked);
    void note(const AskedRule& asked, std::string name, const Decision::Impl& decision);
    void put(const AskedRule& asked, const std::vector<Outcome>& outcomes, std::size_t first,
             std::size_t rows);

    const Vocabulary& vocabulary_;
    RowView row_;
    FactsView view_;
    std::deque<Bits> bits_;
    std::vector<Answer> answers_;
    std::map<std::string, std::set<DecisionCause>> reasons_;  // by the answer's fact
};

}  // namespace bajigong
