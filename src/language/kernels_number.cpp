// Comparisons and whole-number arithmetic; an overflow or a division by zero is that row's fault.
#include <limits>

#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

template <class Compare>
Column compare_numbers(const Operands& in, Compare compare) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    Word* truths = out.truths();
    const std::int64_t* x = in.a->numbers;
    const std::int64_t* y = in.b->numbers;
    if (in.b->constant && !in.a->constant) {
        write_truths(truths, out.rows(),
                     [=, right = y[0]](std::size_t i) { return compare(x[i], right); });
    } else if (in.a->constant && !in.b->constant) {
        write_truths(truths, out.rows(),
                     [=, left = x[0]](std::size_t i) { return compare(left, y[i]); });
    } else {
        write_truths(truths, out.rows(), [=](std::size_t i) { return compare(x[i], y[i]); });
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

bool quotient(std::int64_t x, std::int64_t y, std::int64_t& result, bool remainder) {
    result = 0;
    if (y == 0 || (x == std::numeric_limits<std::int64_t>::min() && y == -1)) return false;
    result = remainder ? x % y : x / y;
    return true;
}

}  // namespace

Column run_compare(const Operands& in) {
    switch (in.instruction.op) {
        case Op::equal:
            return compare_numbers(in, [](std::int64_t x, std::int64_t y) { return x == y; });
        case Op::less:
            return compare_numbers(in, [](std::int64_t x, std::int64_t y) { return x < y; });
        case Op::less_equal:
            return compare_numbers(in, [](std::int64_t x, std::int64_t y) { return x <= y; });
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
            return checked(in, [](I x, I y, I& r) { return !__builtin_add_overflow(x, y, &r); });
        case Op::subtract:
            return checked(in, [](I x, I y, I& r) { return !__builtin_sub_overflow(x, y, &r); });
        case Op::multiply:
            return checked(in, [](I x, I y, I& r) { return !__builtin_mul_overflow(x, y, &r); });
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
