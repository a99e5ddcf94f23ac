// Bounds: counts and sums of which only a lower and an upper value are known.
#include <algorithm>

#include "bajigong/money.hpp"

#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

__extension__ using Wide = __int128;

// What lies between two values; a side without a bound is farther out than any number.
struct Pair {
    Wide low, high;
};
constexpr Wide kFar = Wide{1} << 100;

// A plain number is a pair of equals; an unknown one may be anything.
Pair bounds_at(const Column& column, const Type& type, std::size_t row) {
    if (!column.is_known(row)) return {-kFar, kFar};
    const std::size_t i = column.at(row);
    const std::int64_t low = column.numbers[i];
    const std::int64_t high = type.bounds ? column.seconds[i] : low;
    if (low == high) return {low, high};
    return {low == kNoLowerBound ? -kFar : Wide{low}, high == kNoUpperBound ? kFar : Wide{high}};
}

// A comparison is certain where it holds, or fails, for every pair of values within the bounds.
template <class Surely, class Never>
Column compare_bounds(const Operands& in, Surely surely, Never never) {
    Output out(in.arena, in.rows, in.a->constant && in.b->constant);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for (std::size_t i = 0; i < out.rows(); ++i) {
        if (in.a->is_fault(i) || in.b->is_fault(i)) {
            out.fail(i);
            continue;
        }
        const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
        const Pair y = bounds_at(*in.b, in.type_of(in.instruction.b), i);
        if (surely(x, y)) {
            set_bit(truths, i);
        } else if (!never(x, y)) {
            out.doubt(i);
        }
    }
    return out.finish();
}

// What comes of every pair of values within the bounds, at fault where all of it is out of range.
template <class F>
Column combine_bounds(const Operands& in, F combine) {
    Column left = *in.a;
    Column right = in.b == nullptr ? left : *in.b;
    left.known = right.known = nullptr;  // what is unknown has no bounds
    Output out(in.arena, {&left, &right}, in.rows);
    std::int64_t* low = out.numbers();
    std::int64_t* high = out.seconds();
    for (std::size_t i = 0; i < out.rows(); ++i) {
        const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
        const Pair y = in.b == nullptr ? x : bounds_at(*in.b, in.type_of(in.instruction.b), i);
        const Pair result = combine(x, y);
        if (result.low > INT64_MAX || result.high < INT64_MIN) out.fail(i);
        low[i] = static_cast<std::int64_t>(std::max<Wide>(result.low, kNoLowerBound));
        high[i] = static_cast<std::int64_t>(std::min<Wide>(result.high, kNoUpperBound));
    }
    return out.finish();
}

bool is_far(Wide value) { return value <= -kFar || value >= kFar; }

// Of what has no bound, any share but none has none.
Wide product(Wide x, Wide y) {
    if (x == 0 || y == 0) return 0;
    if (is_far(x) || is_far(y)) return (x < 0) == (y < 0) ? kFar : -kFar;
    return x * y;
}

Pair products(Pair x, Pair y) {
    const auto [low, high] = std::minmax({product(x.low, y.low), product(x.low, y.high),
                                          product(x.high, y.low), product(x.high, y.high)});
    return {low, high};
}

Column round_bounds(const Operands& in) {
    const Wide unit = in.instruction.imm;
    // Both are small, so that a quotient of 64 bits always fits.
    const std::int64_t den = in.instruction.imm * in.type_of(in.instruction.a).denominator;
    const auto rounding = static_cast<Rounding>(in.instruction.aux);
    const auto round = [&](Wide value) {
        if (is_far(value)) return value;
        return Wide{*divide(value, den, rounding)} * unit;
    };
    return combine_bounds(in, [&](Pair x, Pair) { return Pair{round(x.low), round(x.high)}; });
}

}  // namespace

Column run_bounds(const Operands& in) {
    switch (in.instruction.op) {
        case Op::bounds_equal:
            return compare_bounds(
                in,
                [](Pair x, Pair y) { return x.low == x.high && y.low == y.high && x.low == y.low; },
                [](Pair x, Pair y) { return x.high < y.low || y.high < x.low; });
        case Op::bounds_less:
            return compare_bounds(
                in, [](Pair x, Pair y) { return x.high < y.low; },
                [](Pair x, Pair y) { return x.low >= y.high; });
        case Op::bounds_less_equal:
            return compare_bounds(
                in, [](Pair x, Pair y) { return x.high <= y.low; },
                [](Pair x, Pair y) { return x.low > y.high; });
        case Op::bounds_add:
            return combine_bounds(in, [](Pair x, Pair y) {
                return Pair{x.low + y.low, x.high + y.high};
            });
        case Op::bounds_subtract:
            return combine_bounds(in, [](Pair x, Pair y) {
                return Pair{x.low - y.high, x.high - y.low};
            });
        case Op::bounds_multiply: return combine_bounds(in, products);
        case Op::bounds_minimum:
            return combine_bounds(in, [](Pair x, Pair y) {
                return Pair{std::min(x.low, y.low), std::min(x.high, y.high)};
            });
        case Op::bounds_maximum:
            return combine_bounds(in, [](Pair x, Pair y) {
                return Pair{std::max(x.low, y.low), std::max(x.high, y.high)};
            });
        case Op::bounds_round: return round_bounds(in);
        default: {
            Output out(in.arena, {in.a}, in.rows);
            std::int64_t* numbers = out.numbers();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
                numbers[i] = x.low == x.high ? static_cast<std::int64_t>(x.low) : 0;
                if (x.low != x.high) out.doubt(i);
            }
            return out.finish();
        }
    }
}

}  // namespace bajigong::language
