// Comparisons and whole-number arithmetic; an overflow or a division by zero is that row's fault.
#include <limits>

#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

// The same comparison with its sides changed.
Comparison mirrored(Comparison how) {
    switch (how) {
        case Comparison::less: return Comparison::greater;
        case Comparison::less_equal: return Comparison::greater_equal;
        case Comparison::greater: return Comparison::less;
        case Comparison::greater_equal: return Comparison::less_equal;
        case Comparison::equal: break;
    }
    return Comparison::equal;
}

Column compare_numbers(const Operands& in, Comparison how) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    Word* truths = out.truths();
    const std::int64_t* x = in.a->numbers;
    const std::int64_t* y = in.b->numbers;
    if (in.b->constant) {
        in.lanes.compare_with(how, x, y[0], out.rows(), truths);
    } else if (in.a->constant) {
        in.lanes.compare_with(mirrored(how), y, x[0], out.rows(), truths);
    } else {
        in.lanes.compare(how, x, y, out.rows(), truths);
    }
    return out.finish();
}

template <class Compare>
Column compare_texts(const Operands& in, Compare compare) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    write_truths(out.truths(), out.rows(), [&](std::size_t i) {
        return compare(in.a->texts[in.a->at(i)], in.b->texts[in.b->at(i)]);
    });
    return out.finish();
}

// Periods of months and periods of days have no common measure; comparing across is a fault.
template <class Compare>
Column compare_periods(const Operands& in, Compare compare) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for_pairs(*in.a, *in.b, out.rows(), [&](std::size_t i, std::int64_t x, std::int64_t y) {
        const std::int64_t months = std::int64_t{period_months(x)} - period_months(y);
        const std::int64_t days = std::int64_t{period_days(x)} - period_days(y);
        if (months != 0 && days != 0) {
            out.fail(i);
        } else if (compare(months + days, 0)) {
            set_bit(truths, i);
        }
    });
    return out.finish();
}

template <class Step>
Column checked(const Operands& in, Step step) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    std::int64_t* result = out.numbers();
    for_pairs(*in.a, *in.b, out.rows(), [&](std::size_t i, std::int64_t x, std::int64_t y) {
        if (!step(x, y, result[i])) out.fail(i);
    });
    return out.finish();
}

// A number that stands for all rows beside a column of them; else null.
const Column* one_for_all(const Operands& in, const Column*& column) {
    if (in.a->constant == in.b->constant) return nullptr;
    column = in.a->constant ? in.b : in.a;
    return in.a->constant ? in.a : in.b;
}

// Sums, differences and products by whole columns; where one row overflowed, `step` takes them row
// by row.
template <class Step>
Column checked_fast(const Operands& in, Step step) {
    const Column* column = nullptr;
    const Column* one = one_for_all(in, column);
    const Op op = in.instruction.op;
    Output out(in.arena, {in.a, in.b}, in.rows);
    std::int64_t* result = out.numbers();
    bool done = false;
    if (one != nullptr && op == Op::add) {
        done = in.lanes.add_to(column->numbers, one->numbers[0], out.rows(), result);
    } else if (one == in.b && op == Op::subtract && one->numbers[0] != INT64_MIN) {
        done = in.lanes.add_to(column->numbers, -one->numbers[0], out.rows(), result);
    } else if (one != nullptr && op == Op::multiply) {
        done = in.lanes.multiply_by(column->numbers, one->numbers[0], out.rows(), result);
    } else if (one == nullptr && op == Op::add) {
        done = in.lanes.add(in.a->numbers, in.b->numbers, out.rows(), result);
    }
    return done ? out.finish() : checked(in, step);
}

bool quotient(std::int64_t x, std::int64_t y, std::int64_t& result, bool remainder) {
    result = 0;
    if (y == 0 || (x == std::numeric_limits<std::int64_t>::min() && y == -1)) return false;
    result = remainder ? x % y : x / y;
    return true;
}

}  // namespace

Column run_compare(const Operands& in) {
    switch (in.instruction.op) {
        case Op::equal: return compare_numbers(in, Comparison::equal);
        case Op::less: return compare_numbers(in, Comparison::less);
        case Op::less_equal: return compare_numbers(in, Comparison::less_equal);
        case Op::text_equal: return compare_texts(in, [](auto x, auto y) { return x == y; });
        case Op::text_less: return compare_texts(in, [](auto x, auto y) { return x < y; });
        case Op::text_less_equal: return compare_texts(in, [](auto x, auto y) { return x <= y; });
        case Op::period_less: return compare_periods(in, [](auto x, auto y) { return x < y; });
        case Op::period_less_equal:
            return compare_periods(in, [](auto x, auto y) { return x <= y; });
        default: {
            Output out(in.arena, {in.a, in.b}, in.rows);
            write_truths(out.truths(), out.rows(), [&](std::size_t i) {
                return bit(in.a->truths, in.a->at(i)) == bit(in.b->truths, in.b->at(i));
            });
            return out.finish();
        }
    }
}

Column run_number(const Operands& in) {
    using I = std::int64_t;
    switch (in.instruction.op) {
        case Op::add:
            return checked_fast(in,
                                [](I x, I y, I& r) { return !__builtin_add_overflow(x, y, &r); });
        case Op::subtract:
            return checked_fast(in,
                                [](I x, I y, I& r) { return !__builtin_sub_overflow(x, y, &r); });
        case Op::multiply:
            return checked_fast(in,
                                [](I x, I y, I& r) { return !__builtin_mul_overflow(x, y, &r); });
        case Op::divide:
            return checked(in, [](I x, I y, I& r) { return quotient(x, y, r, false); });
        case Op::modulo: return checked(in, [](I x, I y, I& r) { return quotient(x, y, r, true); });
        case Op::minimum:
            return checked(in, [](I x, I y, I& r) {
                r = x < y ? x : y;
                return true;
            });
        case Op::maximum:
            return checked(in, [](I x, I y, I& r) {
                r = x < y ? y : x;
                return true;
            });
        default: {
            Output out(in.arena, {in.a}, in.rows);
            std::int64_t* result = out.numbers();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                if (__builtin_sub_overflow(I{0}, in.a->numbers[in.a->at(i)], &result[i]))
                    out.fail(i);
            }
            return out.finish();
        }
    }
}

}  // namespace bajigong::language
