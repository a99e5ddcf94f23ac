// Asking each rule that may decide whether it does.
#include "decision/row_shares.hpp"

#include <algorithm>

#include "values/truth_words.hpp"

namespace bajigong {

RowShares::RowShares(const Rule& rule, const BatchInputs& inputs, bool stands_in)
    : facts_(inputs.facts),
      causes_(&inputs.causes),
      rule_(rule, inputs),
      only_where_it_overrides_(!stands_in && !rule.overrides.empty()) {
    if (stands_in) return;
    for (const Rule* other : rule.overridden_by)
        others_.push_back({RuleInputs(*other, inputs), {}});
}

void RowShares::own_rows_as_bits() {
    own_.resize(words_for(rows_));
    BlockRows{first_, rows_, nullptr, wanted_}.each_word(
        [&](std::size_t w, Word here) { own_[w] = here; });
    whole_ = false;
}

void RowShares::share_out(engine::Machine& machine, std::size_t first, std::size_t rows,
                          const Word* wanted) {
    first_ = first;
    rows_ = rows;
    wanted_ = wanted;
    whole_ = true;
    if (others_.empty() && !only_where_it_overrides_) return;
    own_rows_as_bits();
    for (std::vector<Word>* bits : {&unknown_, &at_fault_, &not_here_})
        bits->assign(own_.size(), 0);
    open_.resize(own_.size());
    for (Other& other : others_) {
        other.takes.resize(own_.size());
        with_override(machine, other.inputs, [&](std::size_t w, const TruthWords& truth) {
            other.takes[w] = own_[w] & truth.yes(w);
            own_[w] &= truth.no(w);
        });
    }
    if (!only_where_it_overrides_) return;
    with_override(machine, rule_, [&](std::size_t w, const TruthWords& truth) {
        not_here_[w] = own_[w] & truth.no(w);
        own_[w] &= truth.yes(w);
    });
}

// Whether `side` stands in for another, by words; where that is not known, nobody decides.
template <class F>
void RowShares::with_override(engine::Machine& machine, const RuleInputs& side, F take) {
    side.begin(machine, side.rule->selector, *facts_, {first_, rows_});
    machine.run(side.rule->selector_code);
    const TruthWords truth(machine.column(side.rule->override_when));
    for (std::size_t w = 0; w < own_.size(); ++w) {
        open_[w] = own_[w] & truth.unknown(w);
        unknown_[w] |= open_[w];
        at_fault_[w] |= own_[w] & truth.fault(w);
        take(w, truth);
    }
    if (!*causes_) return;
    engine::BlockCauses why(machine, side.rule->book->environment);
    why.ask(side.rule->override_when, open_.data());
    why.tell([&](std::size_t i, const engine::CauseView& cause) { (*causes_)(first_ + i, cause); });
}

void RowShares::withdraw(std::size_t i) {
    if (whole_) own_rows_as_bits();
    clear_bit(own_.data(), i);
}

bool RowShares::any_own() const {
    return whole_ || std::any_of(own_.begin(), own_.end(), [](Word word) { return word != 0; });
}

}  // namespace bajigong
