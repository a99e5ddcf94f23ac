// Running a step's last part once for each answer.
#include "decision/supply_answers.hpp"

#include <algorithm>

#include "values/truth_words.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::Register;

// The truth with all that is unknown of it answered alike.
Column with_answer(Machine& machine, const Column& truth, bool answer, std::size_t words) {
    const TruthWords before(truth);
    Column column;
    Word* yes = machine.arena().array<Word>(words);
    Word* known = machine.arena().array<Word>(words);
    Word* fault = truth.fault == nullptr ? nullptr : machine.arena().array<Word>(words);
    for (std::size_t w = 0; w < words; ++w) {
        yes[w] = before.yes(w) | (answer ? before.unknown(w) : 0);
        known[w] = ~before.fault(w);
        if (fault != nullptr) fault[w] = before.fault(w);
    }
    column.truths = yes;
    column.known = known;
    column.fault = fault;
    return column;
}

// One answer more.
void widen(AnsweredFigures& figures, const Column& is, bool bounds, std::size_t rows) {
    for (std::size_t w = 0; w < figures.closed.size(); ++w) figures.closed[w] &= known_word(is, w);
    for (std::size_t i = 0; i < rows; ++i) {
        if (!bit(figures.closed.data(), i)) continue;
        const std::int64_t low = is.numbers[is.at(i)];
        const std::int64_t high = bounds ? is.seconds[is.at(i)] : low;
        if (low != high && (low == kNoLowerBound || high == kNoUpperBound))
            clear_bit(figures.closed.data(), i);
        figures.low[i] = std::min(figures.low[i], low);
        figures.high[i] = std::max(figures.high[i], high);
    }
}

}  // namespace

bool figures_under_answers(Machine& machine, const Step& step, std::size_t rows,
                           AnsweredFigures& figures) {
    const std::size_t words = words_for(rows);
    std::vector<Register> open;
    for (const Register r : step.supplied_truths) {
        const TruthWords truth(machine.column(r));
        Word any = 0;
        for (std::size_t w = 0; w < words; ++w) any |= truth.unknown(w) & among(w, rows);
        if (any != 0) open.push_back(r);
    }
    if (open.empty() || open.size() > kMaxSuppliedTruths) return false;

    std::vector<std::pair<Register, Column>> before;
    for (const Register r : open) before.emplace_back(r, machine.column(r));
    for (const Register r : step.from_supplied) before.emplace_back(r, machine.column(r));

    figures.closed.assign(words, ~Word{0});
    figures.low.assign(rows, INT64_MAX);
    figures.high.assign(rows, INT64_MIN);
    const bool bounds = machine.program().types[step.is].bounds;
    const unsigned answers = 1U << open.size();
    for (unsigned answer = 0; answer < answers; ++answer) {
        for (std::size_t i = 0; i < open.size(); ++i) {
            machine.assume(open[i],
                           with_answer(machine, before[i].second, (answer >> i & 1U) != 0, words));
        }
        machine.run(step.from_supplied);
        widen(figures, machine.column(step.is), bounds, rows);
    }
    for (const auto& [r, column] : before) machine.assume(r, column);
    return true;
}

}  // namespace bajigong
