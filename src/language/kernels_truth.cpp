// Truth operators and the conditional.
#include <algorithm>

#include "language/kernels.hpp"
#include "values/truth.hpp"
#include "values/truth_words.hpp"

namespace bajigong::language {

namespace {

bool same_value(const Operands& in, const Column& x, const Column& y, std::size_t row) {
    const std::size_t i = x.at(row);
    const std::size_t j = y.at(row);
    if (in.type.base == Base::truth) return bit(x.truths, i) == bit(y.truths, j);
    if (in.type.base == Base::text) return x.texts[i] == y.texts[j];
    if (x.numbers[i] != y.numbers[j]) return false;
    return in.type.denominator != Type::kVaries || x.seconds[i] == y.seconds[j];
}

// Writes the value of one of the branches into a row.
class Writer {
   public:
    Writer(const Operands& in, Output& out) {
        if (in.type.base == Base::truth) {
            truths_ = out.truths();
            for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths_[w] = 0;
        } else if (in.type.base == Base::text) {
            texts_ = out.texts();
        } else {
            numbers_ = out.numbers();
            if (in.type.denominator == Type::kVaries || in.type.bounds) seconds_ = out.seconds();
        }
    }
    void write(std::size_t row, const Column& from) {
        const std::size_t i = from.at(row);
        if (truths_ != nullptr && bit(from.truths, i)) set_bit(truths_, row);
        if (texts_ != nullptr) texts_[row] = from.texts[i];
        if (numbers_ != nullptr) numbers_[row] = from.numbers[i];
        if (seconds_ != nullptr) seconds_[row] = from.seconds[i];
    }
    void widen(std::size_t row, const Column& x, const Column& y) {
        numbers_[row] = std::min(x.numbers[x.at(row)], y.numbers[y.at(row)]);
        seconds_[row] = std::max(x.seconds[x.at(row)], y.seconds[y.at(row)]);
    }

   private:
    Word* truths_ = nullptr;
    std::string_view* texts_ = nullptr;
    std::int64_t* numbers_ = nullptr;
    std::int64_t* seconds_ = nullptr;
};

// The rows where two columns of numbers, or of truths, have one value.
void same_values(const Operands& in, const Column& x, const Column& y, Word* same) {
    const std::size_t words = words_for(in.rows);
    if (in.type.base == Base::truth) {
        for (std::size_t w = 0; w < words; ++w) {
            const Word one = x.constant ? -(x.truths[0] & 1) : x.truths[w];
            const Word other = y.constant ? -(y.truths[0] & 1) : y.truths[w];
            same[w] = ~(one ^ other);
        }
    } else if (x.constant && y.constant) {
        std::fill_n(same, words, x.numbers[0] == y.numbers[0] ? ~Word{0} : Word{0});
    } else if (x.constant || y.constant) {
        const Column& column = x.constant ? y : x;
        const Column& one = x.constant ? x : y;
        in.lanes.compare_with(Comparison::equal, column.numbers, one.numbers[0], in.rows, same);
    } else {
        in.lanes.compare(Comparison::equal, x.numbers, y.numbers, in.rows, same);
    }
}

// Of truths, and of numbers that stand for themselves, by words.
Column select_words(const Operands& in) {
    const TruthWords condition(*in.a);
    const Column& yes = *in.b;
    const Column& no = *in.c;
    const std::size_t words = words_for(in.rows);
    Word* taken = in.arena.array<Word>(words);  // `yes`, also where nothing says which
    Word doubts = 0;
    for (std::size_t w = 0; w < words; ++w) {
        taken[w] = ~condition.no(w);
        doubts |= condition.unknown(w);
    }
    Word* same = in.arena.array<Word>(words);
    if (doubts != 0) same_values(in, yes, no, same);
    Word* known = in.arena.array<Word>(words);
    Word* fault = in.arena.array<Word>(words);
    Word sure = ~Word{0}, faults = 0;
    for (std::size_t w = 0; w < words; ++w) {
        const Word is = condition.yes(w), is_no = condition.no(w), open = condition.unknown(w);
        const Word both = doubts == 0 ? 0 : known_word(yes, w) & known_word(no, w) & same[w];
        known[w] = (is & known_word(yes, w)) | (is_no & known_word(no, w)) | (open & both);
        fault[w] = condition.fault(w) | (is & fault_word(yes, w)) | (is_no & fault_word(no, w)) |
                   (open & fault_word(yes, w) & fault_word(no, w));
        const Word here = among(w, in.rows);
        sure &= known[w] | ~here;
        faults |= fault[w] & here;
    }
    Column column;
    if (sure != ~Word{0}) column.known = known;
    if (faults != 0) column.fault = fault;
    if (in.type.base == Base::truth) {
        Word* truths = in.arena.array<Word>(words);
        for (std::size_t w = 0; w < words; ++w) {
            const Word one = yes.constant ? -(yes.truths[0] & 1) : yes.truths[w];
            const Word other = no.constant ? -(no.truths[0] & 1) : no.truths[w];
            truths[w] = ((one & taken[w]) | (other & ~taken[w])) & known[w];
        }
        column.truths = truths;
        return column;
    }
    auto* numbers = in.arena.array<std::int64_t>(in.rows);
    in.lanes.choose(taken, yes.numbers, yes.constant ? 0 : 1, no.numbers, no.constant ? 0 : 1,
                    in.rows, numbers);
    column.numbers = numbers;
    return column;
}

Column select(const Operands& in) {
    const Column& condition = *in.a;
    const Column& yes = *in.b;
    const Column& no = *in.c;
    if (condition.constant && condition.is_known(0)) return bit(condition.truths, 0) ? yes : no;
    const bool constant = condition.constant && yes.constant && no.constant;
    const bool plain =
        in.type.base != Base::text && in.type.denominator != Type::kVaries && !in.type.bounds;
    if (plain && !constant) return select_words(in);
    // The row's state is set below; nothing is inherited.
    Output out(in.arena, in.rows, condition.constant && yes.constant && no.constant);
    Writer writer(in, out);
    for (std::size_t row = 0; row < out.rows(); ++row) {
        const Truth truth = truth_at(condition, row);
        if (truth == Truth::yes || truth == Truth::no) {
            const Column& taken = truth == Truth::yes ? yes : no;
            writer.write(row, taken);
            if (taken.is_fault(row)) out.fail(row);
            if (!taken.is_known(row)) out.doubt(row);
            continue;
        }
        writer.write(row, yes);
        const bool both_fault = yes.is_fault(row) && no.is_fault(row);
        if (truth == Truth::fault || both_fault) {
            out.fail(row);
        } else if (in.type.bounds && yes.is_known(row) && no.is_known(row)) {
            writer.widen(row, yes, no);
        } else if (!yes.is_known(row) || !no.is_known(row) || !same_value(in, yes, no, row)) {
            out.doubt(row);
        }
    }
    return out.finish();
}

}  // namespace

Column run_truth(const Operands& in) {
    switch (in.instruction.op) {
        case Op::and_: return truth_and(in.arena, *in.a, *in.b, in.rows);
        case Op::or_: return truth_or(in.arena, *in.a, *in.b, in.rows);
        case Op::not_: return truth_not(in.arena, *in.a, in.rows);
        case Op::at_least:
            return truth_at_least(in.arena, in.args, static_cast<std::size_t>(in.instruction.imm),
                                  in.rows);
        default: return select(in);
    }
}

}  // namespace bajigong::language
