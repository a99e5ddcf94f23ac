// Bounds: counts and sums of which only a lower and an upper value are known.
#include <algorithm>

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
        case Op::bounds_add: {
            Column left = *in.a;
            Column right = *in.b;
            left.known = right.known = nullptr;  // an unknown addend is one without bounds
            Output out(in.arena, {&left, &right}, in.rows);
            std::int64_t* low = out.numbers();
            std::int64_t* high = out.seconds();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
                const Pair y = bounds_at(*in.b, in.type_of(in.instruction.b), i);
                const Pair sum{x.low + y.low, x.high + y.high};
                // At fault where every sum of values within the bounds overflows.
                if (sum.low > INT64_MAX || sum.high < INT64_MIN) out.fail(i);
                low[i] = static_cast<std::int64_t>(std::max<Wide>(sum.low, kNoLowerBound));
                high[i] = static_cast<std::int64_t>(std::min<Wide>(sum.high, kNoUpperBound));
            }
            return out.finish();
        }
        case Op::bounds_times: {
            Column left = *in.a;
            left.known = nullptr;
            Output out(in.arena, {&left}, in.rows);
            std::int64_t* low = out.numbers();
            std::int64_t* high = out.seconds();
            const Wide factor = in.instruction.imm;
            const auto times = [&](Wide value) {
                if (factor == 0) return Wide{0};
                return value == kFar || value == -kFar ? value : value * factor;
            };
            for (std::size_t i = 0; i < out.rows(); ++i) {
                const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
                const Pair product{times(x.low), times(x.high)};
                if (product.low > INT64_MAX || product.high < INT64_MIN) out.fail(i);
                low[i] = static_cast<std::int64_t>(std::max<Wide>(product.low, kNoLowerBound));
                high[i] = static_cast<std::int64_t>(std::min<Wide>(product.high, kNoUpperBound));
            }
            return out.finish();
        }
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
