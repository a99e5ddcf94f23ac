// Truth operators and the conditional.
#include "language/kernels.hpp"
#include "values/truth.hpp"

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

Column select(const Operands& in) {
    const Column& condition = *in.a;
    const Column& yes = *in.b;
    const Column& no = *in.c;
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
