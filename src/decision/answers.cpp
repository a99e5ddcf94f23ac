// Asking other rules.
#include "decision/answers.hpp"

#include <algorithm>

#include "decision/member_facts.hpp"

namespace bajigong {

using engine::Machine;

Answers::Answers(Machine& machine, const BatchInputs& inputs, const Rule& rule, std::size_t row)
    : vocabulary_(*rule.book->environment.vocabulary),
      row_(vocabulary_, *inputs.facts, row),
      view_(row_.view()) {
    for (const AskedRule& asked : rule.asks) {
        BatchInputs own = inputs;
        own.rule = asked.rule;
        asked.table == 0 ? ask_case(machine, own, asked) : ask_members(machine, own, asked);
    }
}

void Answers::ask_case(Machine& machine, BatchInputs inputs, const AskedRule& asked) {
    inputs.facts = &row_.view();
    const Decision::Impl decision = decide_row(machine, inputs, 0);
    note(asked, asked.name, decision);
    put(asked, {decision.outcome}, 0, 1);
}

void Answers::ask_members(Machine& machine, BatchInputs inputs, const AskedRule& asked) {
    MemberFacts members(asked, vocabulary_);
    members.begin(row_.view());
    if (members.cost(0) > MemberFacts::kMostVisits)
        throw Failure(Problem{"D001", {}, {std::to_string(MemberFacts::kMostVisits)}});
    inputs.facts = &members.of(0, 1);
    const std::size_t first = members.first_of(0);
    std::vector<Outcome> outcomes;
    for (std::size_t element = first; element < members.end_of(0); ++element) {
        const Decision::Impl decision = decide_row(machine, inputs, element);
        note(asked, asked.list + "[" + std::to_string(element - first) + "]", decision);
        outcomes.push_back(decision.outcome);
    }
    put(asked, outcomes, first, row_.view().tables[asked.table].rows);
}

void Answers::note(const AskedRule& asked, std::string name, const Decision::Impl& decision) {
    Answer answer{std::move(name), asked.rule_id, decision.outcome, decision.clause,
                  decision.because};
    // A member's facts are fields of the list.
    const std::string prefix = asked.as + ".";
    for (DecisionCause& cause : answer.because) {
        if (asked.table != 0 && cause.kind == "facts" && cause.name.starts_with(prefix))
            cause.name = asked.list + "." + cause.name.substr(prefix.size());
    }
    if (answer.outcome == Outcome::undetermined)
        reasons_[asked.name].insert(answer.because.begin(), answer.because.end());
    answers_.push_back(std::move(answer));
}

void Answers::put(const AskedRule& asked, const std::vector<Outcome>& outcomes, std::size_t first,
                  std::size_t rows) {
    Bits& bits = bits_.emplace_back();
    const std::size_t words = std::max<std::size_t>(1, words_for(rows));
    for (std::vector<Word>* target : {&bits.truths, &bits.known, &bits.fault})
        target->resize(words);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i] == Outcome::fault) set_bit(bits.fault.data(), first + i);
        if (outcomes[i] == Outcome::undetermined || outcomes[i] == Outcome::fault) continue;
        set_bit(bits.known.data(), first + i);
        if (outcomes[i] == Outcome::eligible) set_bit(bits.truths.data(), first + i);
    }
    Column& column = view_.tables[asked.table].columns[asked.column];
    column = {};
    column.truths = bits.truths.data();
    column.known = bits.known.data();
    const bool faults =
        std::find(outcomes.begin(), outcomes.end(), Outcome::fault) != outcomes.end();
    if (faults) column.fault = bits.fault.data();
}

void Answers::explain(std::vector<DecisionCause>& causes) const {
    std::vector<DecisionCause> told;
    for (DecisionCause& cause : causes) {
        const auto found = cause.kind == "facts" ? reasons_.find(cause.name) : reasons_.end();
        if (found == reasons_.end()) {
            told.push_back(std::move(cause));
        } else {
            told.insert(told.end(), found->second.begin(), found->second.end());
        }
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    causes = std::move(told);
}

void Answers::explain(Decision::Impl& decision) const {
    explain(decision.because);
    explain(decision.amount.causes);
    for (Payment& payment : decision.payments) {
        explain(payment.amount.causes);
        if (payment.paid_before) explain(payment.paid_before->causes);
    }
    for (Result& result : decision.results) explain(result.causes);
    for (Alternative& alternative : decision.alternatives) {
        explain(alternative.amount.causes);
        for (Result& result : alternative.results) explain(result.causes);
    }
    for (ShownVersion& shown : decision.shown) {
        for (ShownStep& step : shown.steps) explain(step.amount.causes);
    }
}

}  // namespace bajigong
