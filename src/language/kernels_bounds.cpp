// Bounds: counts and sums of which only a lower and an upper value are known.
#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

struct Pair {
    std::int64_t low, high;
};

// A plain number is a pair of equals; an unknown one may be anything.
Pair bounds_at(const Column& column, const Type& type, std::size_t row) {
    if (!column.is_known(row)) return {kNoLowerBound, kNoUpperBound};
    const std::size_t i = column.at(row);
    return {column.numbers[i], type.bounds ? column.seconds[i] : column.numbers[i]};
}

std::int64_t add_bound(std::int64_t x, std::int64_t y) {
    if (x == kNoLowerBound || y == kNoLowerBound) return kNoLowerBound;
    if (x == kNoUpperBound || y == kNoUpperBound) return kNoUpperBound;
    std::int64_t sum = 0;
    if (__builtin_add_overflow(x, y, &sum)) return x < 0 ? kNoLowerBound : kNoUpperBound;
    return sum;
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
                low[i] = add_bound(x.low, y.low);
                high[i] = add_bound(x.high, y.high);
            }
            return out.finish();
        }
        default: {
            Output out(in.arena, {in.a}, in.rows);
            std::int64_t* numbers = out.numbers();
            for (std::size_t i = 0; i < out.rows(); ++i) {
                const Pair x = bounds_at(*in.a, in.type_of(in.instruction.a), i);
                numbers[i] = x.low;
                if (x.low != x.high) out.doubt(i);
            }
            return out.finish();
        }
    }
}

}  // namespace bajigong::language
