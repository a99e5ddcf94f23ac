// Exact amounts by whole columns. What is not exact here is worked out a case at a time, by
// step_amount.
#include "decision/block_amount.hpp"

#include <algorithm>

#include "decision/supply_answers.hpp"
#include "values/truth_words.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::kNoRegister;
using language::Register;

class Sum {
   public:
    Sum(Machine& machine, std::size_t rows)
        : machine_(machine),
          rows_(rows),
          words_(words_for(rows)),
          exact_(machine.arena().array<Word>(words_)),
          never_(machine.arena().zero_bits(rows)) {
        std::fill_n(exact_, words_, ~Word{0});
    }

    void add(const Step& step) {
        const Column* when = step.when == kNoRegister ? nullptr : &machine_.column(step.when);
        const Word* one = step.is == kNoRegister ? nullptr : settled(step.is);
        const Word* sure = one == nullptr ? nullptr : fitting(step, one);
        const std::int64_t* figure =
            step.is == kNoRegister ? nullptr : spread(machine_.column(step.is));
        const Word* doubtful = nullptr;
        if (!step.supplied_truths.empty()) answer(step, sure, figure, doubtful);
        const Word* zero = nullptr;
        if (when != nullptr && sure != nullptr &&
            (when->known != nullptr || when->fault != nullptr)) {
            Word* is_zero = machine_.arena().array<Word>(words_);
            machine_.lanes().compare_with(Comparison::equal, figure, 0, rows_, is_zero);
            zero = is_zero;
        }
        const bool least = step.at_least != kNoRegister;
        const bool most = step.at_most != kNoRegister;
        for (std::size_t w = 0; w < words_; ++w) {
            const Word due = when == nullptr ? ~Word{0} : TruthWords(*when).yes(w);
            const Word not_due = when == nullptr ? Word{0} : TruthWords(*when).no(w);
            const Word here = (sure == nullptr ? Word{0} : sure[w] & due) | not_due;
            exact_[w] &= here;
            // A figure of which nothing is known but two bounds, or that hangs on lists nobody
            // brought, may yet come out exact; so may a range cut by bounds, and does nothing that
            // may or may not be due.
            const Word nothing = zero == nullptr || sure == nullptr ? Word{0} : zero[w] & sure[w];
            Word lost = ~here & (due | ~nothing);
            if (least || most) {
                const Word settled = one == nullptr ? Word{0} : one[w];
                const Word known =
                    step.is == kNoRegister ? Word{0} : known_word(machine_.column(step.is), w);
                lost &= settled | (least && most ? Word{0} : ~known);
            }
            never_[w] |= doubtful == nullptr ? lost : lost & ~doubtful[w];
        }
        put(figure, when);
    }

    BlockAmount finish() {
        for (std::size_t w = 0; w < words_; ++w) never_[w] &= ~exact_[w];
        return {exact_, never_, fen_};
    }

   private:
    // Where a figure is one number.
    const Word* settled(Register r) {
        const Column& is = machine_.column(r);
        Word* one = machine_.arena().array<Word>(words_);
        for (std::size_t w = 0; w < words_; ++w) one[w] = known_word(is, w);
        if (machine_.program().types[r].bounds) {
            Column high = is;
            high.numbers = is.seconds;
            keep(one, Comparison::equal, is, high);
        }
        return one;
    }

    // What a figure comes to whatever lists say that nobody brought, where that is one figure.
    // `doubtful` gets the rows that only a case can tell of.
    void answer(const Step& step, const Word*& sure, const std::int64_t*& figure,
                const Word*& doubtful) {
        const bool bounded = step.at_least != kNoRegister || step.at_most != kNoRegister ||
                             step.lines_fit != kNoRegister;
        const Column& is = machine_.column(step.is);
        Word* open = machine_.arena().array<Word>(words_);
        Word any = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            open[w] = ~sure[w] & ~fault_word(is, w);
            any |= open[w];
        }
        // Where the text has a bound, that is what stands.
        if (any == 0 || (bounded && !step.in_principle)) return;
        doubtful = open;
        if (bounded || !figures_under_answers(machine_, step, rows_, answered_)) return;
        Word* one = machine_.arena().array<Word>(words_);
        machine_.lanes().compare(Comparison::equal, answered_.low.data(), answered_.high.data(),
                                 rows_, one);
        Word* known = machine_.arena().array<Word>(words_);
        for (std::size_t w = 0; w < words_; ++w) {
            one[w] &= open[w] & answered_.closed[w];
            known[w] = sure[w] | one[w];
        }
        doubtful = nullptr;
        auto* figures = machine_.arena().array<std::int64_t>(rows_);
        machine_.lanes().choose(one, answered_.low.data(), 1, figure, 1, rows_, figures);
        sure = known;
        figure = figures;
    }

    // Of those, where it lies within its bounds.
    const Word* fitting(const Step& step, const Word* one) {
        const Column& is = machine_.column(step.is);
        Word* sure = machine_.arena().array<Word>(words_);
        std::copy_n(one, words_, sure);
        for (const Register r : {step.at_least, step.at_most}) {
            if (r == kNoRegister) continue;
            const Column& bound = machine_.column(r);
            // What lies outside a bound in principle is a figure, but none beside a fault is.
            for (std::size_t w = 0; step.in_principle && w < words_; ++w)
                sure[w] &= ~fault_word(bound, w);
            if (step.in_principle) continue;
            for (std::size_t w = 0; w < words_; ++w) sure[w] &= known_word(bound, w);
            keep(sure, r == step.at_least ? Comparison::greater_equal : Comparison::less_equal, is,
                 bound);
            if (!machine_.program().types[r].bounds) continue;
            Column high = bound;
            high.numbers = bound.seconds;
            keep(sure, Comparison::equal, bound, high);
        }
        if (step.lines_fit != kNoRegister && !step.in_principle) {
            const TruthWords fit(machine_.column(step.lines_fit));
            for (std::size_t w = 0; w < words_; ++w) sure[w] &= fit.yes(w);
        }
        return sure;
    }

    // Keeps the rows for which the comparison holds.
    void keep(Word* sure, Comparison how, const Column& x, const Column& y) {
        Word* holds = machine_.arena().array<Word>(words_);
        machine_.lanes().compare(how, spread(x), spread(y), rows_, holds);
        for (std::size_t w = 0; w < words_; ++w) sure[w] &= holds[w];
    }

    // The numbers of a column, one for every row.
    const std::int64_t* spread(const Column& column) {
        if (!column.constant) return column.numbers;
        auto* numbers = machine_.arena().array<std::int64_t>(rows_);
        std::fill_n(numbers, rows_, column.numbers[0]);
        return numbers;
    }

    void put(const std::int64_t* figure, const Column* when) {
        if (figure == nullptr) return;
        if (when != nullptr) {
            static constexpr std::int64_t kNothing = 0;
            Word* due = machine_.arena().array<Word>(words_);
            for (std::size_t w = 0; w < words_; ++w) due[w] = TruthWords(*when).yes(w);
            auto* paid = machine_.arena().array<std::int64_t>(rows_);
            machine_.lanes().choose(due, figure, 1, &kNothing, 0, rows_, paid);
            figure = paid;
        }
        if (fen_ == nullptr) {
            fen_ = figure;
            return;
        }
        auto* sum = machine_.arena().array<std::int64_t>(rows_);
        if (!machine_.lanes().add(fen_, figure, rows_, sum)) {
            for (std::size_t i = 0; i < rows_; ++i) {
                if (__builtin_add_overflow(fen_[i], figure[i], &sum[i])) clear_bit(exact_, i);
            }
        }
        fen_ = sum;
    }

    Machine& machine_;
    std::size_t rows_, words_;
    Word* exact_;
    Word* never_;
    AnsweredFigures answered_;
    const std::int64_t* fen_ = nullptr;
};

}  // namespace

BlockAmount block_amount(Machine& machine, const Version& version, std::span<const int> steps,
                         std::size_t rows) {
    Sum sum(machine, rows);
    for (const int s : steps) {
        if (version.steps[s].pays) sum.add(version.steps[s]);
    }
    return sum.finish();
}

}  // namespace bajigong
