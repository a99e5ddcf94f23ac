// Asking other rules of whole blocks.
#include "decision/asked_blocks.hpp"

#include <algorithm>

namespace bajigong {

AskedBlocks::AskedBlocks(engine::Machine& machine, const BatchInputs& inputs)
    : facts_(*inputs.facts) {
    for (const AskedRule& asked : inputs.rule->asks) {
        Asked& one = asked_.emplace_back();
        one.asked = &asked;
        BatchInputs own = inputs;
        own.rule = asked.rule;
        own.figures = own.clauses = false;
        own.alone = {};
        own.causes = {};
        if (asked.table != 0) {
            one.members =
                std::make_unique<MemberFacts>(asked, *inputs.rule->book->environment.vocabulary);
            one.members->begin(facts_);
            own.facts = &one.members->view();
        }
        one.batch = std::make_unique<Batch>(machine, own);
    }
}

const FactsView& AskedBlocks::answer(std::size_t first, std::size_t count,
                                     std::vector<std::size_t>& alone) {
    view_ = facts_;
    alone.clear();
    for (Asked& one : asked_) {
        one.faults = false;
        if (one.members == nullptr) {
            begin(one, first, first + count);
            one.batch->decide(first, count, one.result);
            for (const std::size_t row : one.result.overloaded) alone.push_back(first + row);
            put(one, first, count);
        } else {
            ask_members(one, first, count, alone);
        }
        Column& column = view_.tables[static_cast<std::size_t>(one.asked->table)]
                             .columns[static_cast<std::size_t>(one.asked->column)];
        column = {};
        column.truths = one.truths.data();
        column.known = one.known.data();
        if (one.faults) column.fault = one.fault.data();
        if (one.members == nullptr && view_.tables[0].holders.any())
            view_.tables[0].held[static_cast<std::size_t>(one.asked->column)] = false;
    }
    return view_;
}

void AskedBlocks::ask_members(Asked& one, std::size_t first, std::size_t count,
                              std::vector<std::size_t>& alone) {
    MemberFacts& members = *one.members;
    const std::size_t end = first + count;
    if (facts_.tables[0].holders.any()) {
        // Members of members: what is the case's is found by way of one holder, not of two.
        one.truths.assign(1, 0);
        one.known.assign(1, 0);
        for (std::size_t row = first; row < end; ++row) alone.push_back(row);
        return;
    }
    members.begin(facts_);
    begin(one, members.first_of(first), members.end_of(end - 1));
    for (std::size_t row = first; row < end;) {
        // Whole cases whose members make about a block.
        std::size_t next = row, elements = 0;
        for (; next < end && elements < kBlockRows; ++next) {
            if (members.cost(next) > MemberFacts::kMostVisits) break;
            elements += members.end_of(next) - members.first_of(next);
        }
        if (next == row) {
            alone.push_back(next++);
        } else if (elements > 0) {
            const FactsView& view = members.of(row, next - row);
            const std::size_t element = members.first_of(row);
            one.batch->decide(element, elements, one.result);
            for (const std::size_t at : one.result.overloaded)
                alone.push_back(view.tables[0].holders.of(element + at));
            put(one, element, elements);
        }
        row = next;
    }
}

// Nothing is known of rows [first, end) of the table.
void AskedBlocks::begin(Asked& one, std::size_t first, std::size_t end) {
    for (std::vector<Word>* bits : {&one.truths, &one.known, &one.fault}) {
        bits->resize(std::max<std::size_t>(1, words_for(end)));
        std::fill(bits->begin() + static_cast<std::ptrdiff_t>(first / kWordBits), bits->end(), 0);
    }
}

void AskedBlocks::put(Asked& one, std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        switch (one.result.outcome[i]) {
            case Outcome::eligible: set_bit(one.truths.data(), first + i); [[fallthrough]];
            case Outcome::ineligible: set_bit(one.known.data(), first + i); break;
            case Outcome::undetermined: break;
            case Outcome::fault: set_bit(one.fault.data(), first + i); one.faults = true;
        }
    }
}

}  // namespace bajigong
