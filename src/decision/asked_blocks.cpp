// Asking other rules of whole blocks.
#include "decision/asked_blocks.hpp"

#include <algorithm>

namespace bajigong {

AskedBlocks::AskedBlocks(engine::Machine& machine, const BatchInputs& inputs)
    : facts_(*inputs.facts) {
    for (const AskedRule& asked : inputs.rule->asks) {
        Asked& one = asked_.emplace_back();
        one.asked = &asked;
        if (asked.table != 0) continue;
        BatchInputs own = inputs;
        own.rule = asked.rule;
        own.figures = own.clauses = false;
        own.alone = {};
        own.causes = {};
        one.batch = std::make_unique<Batch>(machine, own);
    }
}

bool AskedBlocks::answers(std::size_t first, std::size_t count) const {
    return std::all_of(asked_.begin(), asked_.end(), [&](const Asked& one) {
        if (one.batch != nullptr) return true;
        const FactTable& list = facts_.tables[static_cast<std::size_t>(one.asked->table)];
        return list.offsets[first] == list.offsets[first + count];
    });
}

const FactsView& AskedBlocks::answer(std::size_t first, std::size_t count,
                                     std::vector<std::size_t>& overloaded) {
    view_ = facts_;
    overloaded.clear();
    for (Asked& one : asked_) {
        if (one.batch == nullptr) continue;
        one.batch->decide(first, count, one.result);
        for (const std::size_t row : one.result.overloaded) overloaded.push_back(first + row);
        put(one, first, count);
    }
    return view_;
}

void AskedBlocks::put(Asked& one, std::size_t first, std::size_t count) {
    for (std::vector<Word>* bits : {&one.truths, &one.known, &one.fault}) {
        bits->resize(words_for(first + count));
        std::fill(bits->begin() + static_cast<std::ptrdiff_t>(first / kWordBits), bits->end(), 0);
    }
    bool faults = false;
    for (std::size_t i = 0; i < count; ++i) {
        switch (one.result.outcome[i]) {
            case Outcome::eligible: set_bit(one.truths.data(), first + i); [[fallthrough]];
            case Outcome::ineligible: set_bit(one.known.data(), first + i); break;
            case Outcome::undetermined: break;
            case Outcome::fault: set_bit(one.fault.data(), first + i); faults = true;
        }
    }
    Column& column = view_.tables[0].columns[static_cast<std::size_t>(one.asked->column)];
    column = {};
    column.truths = one.truths.data();
    column.known = one.known.data();
    if (faults) column.fault = one.fault.data();
}

}  // namespace bajigong
