// Exact numbers: ratios and money with a fraction of a fen, as numerator over denominator.
//
// The denominator is the type's where it is static, otherwise the column's second number.
// Intermediates are 128 bits wide; what does not reduce to 64 bits is that row's fault.
#include <numeric>

#include "bajigong/money.hpp"

#include "language/kernels.hpp"
#include "values/divider.hpp"

namespace bajigong::language {

namespace {

__extension__ using Wide = __int128;

struct Exact {
    std::int64_t num, den;
};

Exact exact_at(const Column& column, const Type& type, std::size_t row) {
    const std::size_t i = column.at(row);
    return {column.numbers[i],
            type.denominator == Type::kVaries ? column.seconds[i] : type.denominator};
}

Wide gcd(Wide a, Wide b) {
    if (a < 0) a = -a;
    if (b < 0) b = -b;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool reduce(Wide num, Wide den, Exact& result) {
    result = {0, 1};
    if (den == 0) return false;
    if (den < 0) {
        num = -num;
        den = -den;
    }
    const Wide divisor = gcd(num, den);
    num /= divisor;
    den /= divisor;
    if (num > INT64_MAX || num < INT64_MIN || den > INT64_MAX) return false;
    result = {static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
    return true;
}

template <class Compare>
Column compare_exact(const Operands& in, Compare compare) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    const Type left = in.type_of(in.instruction.a);
    const Type right = in.type_of(in.instruction.b);
    write_truths(out.truths(), out.rows(), [&](std::size_t i) {
        const Exact x = exact_at(*in.a, left, i);
        const Exact y = exact_at(*in.b, right, i);
        return compare(static_cast<Wide>(x.num) * y.den, static_cast<Wide>(y.num) * x.den);
    });
    return out.finish();
}

// `step` fills numerator and denominator, not reduced; false is a fault.
template <class Step>
Column combine(const Operands& in, Step step) {
    Output out(in.arena, {in.a, in.b}, in.rows);
    std::int64_t* numbers = out.numbers();
    std::int64_t* seconds = out.seconds();
    const Type left = in.type_of(in.instruction.a);
    const Type right = in.b == nullptr ? left : in.type_of(in.instruction.b);
    for (std::size_t i = 0; i < out.rows(); ++i) {
        Exact result{0, 1};
        // An unknown row's numbers mean nothing and may not even be a ratio.
        if (out.is_known(i)) {
            const Exact x = exact_at(*in.a, left, i);
            const Exact y = in.b == nullptr ? Exact{0, 1} : exact_at(*in.b, right, i);
            Wide num = 0;
            Wide den = 1;
            step(x, y, num, den);
            if (!reduce(num, den, result)) out.fail(i);
        }
        numbers[i] = result.num;
        seconds[i] = result.den;
    }
    return out.finish();
}

// The same for a whole column over one denominator, where none is negative or very large; false
// where a row must be looked at by itself.
bool round_column(const Operands& in, std::int64_t unit, Rounding rounding, std::size_t rows,
                  std::int64_t* to) {
    constexpr std::int64_t kMost = std::int64_t{1} << 60;
    const Type type = in.type_of(in.instruction.a);
    std::int64_t den = 0;
    if (type.denominator == Type::kVaries || rounding == Rounding::half_even ||
        __builtin_mul_overflow(type.denominator, unit, &den) || den > kMost ||
        !in.lanes.within(in.a->numbers, 0, kMost, 0, rows))
        return false;
    // Half up of n / d is 2n + d over 2d, downwards.
    const std::int64_t factor = rounding == Rounding::half_up ? 2 : 1;
    const std::int64_t more = rounding == Rounding::half_up ? den
                              : rounding == Rounding::up    ? den - 1
                                                            : 0;
    const Divider by(den * factor);
    for (std::size_t i = 0; i < rows; ++i) to[i] = by(in.a->numbers[i] * factor + more) * unit;
    return true;
}

Column round_to_unit(const Operands& in) {
    Output out(in.arena, {in.a}, in.rows);
    std::int64_t* numbers = out.numbers();
    const Type type = in.type_of(in.instruction.a);
    const std::int64_t unit = in.instruction.imm;
    const auto rounding = static_cast<Rounding>(in.instruction.aux);
    if (round_column(in, unit, rounding, out.rows(), numbers)) return out.finish();
    for (std::size_t i = 0; i < out.rows(); ++i) {
        numbers[i] = 0;
        if (!out.is_known(i)) continue;
        const Exact x = exact_at(*in.a, type, i);
        std::int64_t den = 0;
        if (__builtin_mul_overflow(x.den, unit, &den)) {
            out.fail(i);
            continue;
        }
        const std::optional<std::int64_t> units = divide(x.num, den, rounding);
        if (!units || __builtin_mul_overflow(*units, unit, &numbers[i])) out.fail(i);
    }
    return out.finish();
}

Column floor_of(const Operands& in) {
    Output out(in.arena, {in.a}, in.rows);
    std::int64_t* numbers = out.numbers();
    const Type type = in.type_of(in.instruction.a);
    for (std::size_t i = 0; i < out.rows(); ++i) {
        const Exact x = exact_at(*in.a, type, i);
        numbers[i] = out.is_known(i) ? x.num / x.den - (x.num % x.den < 0 ? 1 : 0) : 0;
    }
    return out.finish();
}

}  // namespace

Column run_exact(const Operands& in) {
    switch (in.instruction.op) {
        case Op::exact_equal: return compare_exact(in, [](Wide x, Wide y) { return x == y; });
        case Op::exact_less: return compare_exact(in, [](Wide x, Wide y) { return x < y; });
        case Op::exact_less_equal: return compare_exact(in, [](Wide x, Wide y) { return x <= y; });
        case Op::round: return round_to_unit(in);
        case Op::floor: return floor_of(in);
        case Op::exact_negate:
            return combine(in, [](Exact x, Exact, Wide& num, Wide& den) {
                num = -static_cast<Wide>(x.num);
                den = x.den;
            });
        case Op::make_ratio:
            return combine(in, [](Exact x, Exact y, Wide& num, Wide& den) {
                num = x.num;
                den = y.num;
            });
        case Op::exact_multiply:
            return combine(in, [](Exact x, Exact y, Wide& num, Wide& den) {
                num = static_cast<Wide>(x.num) * y.num;
                den = static_cast<Wide>(x.den) * y.den;
            });
        case Op::exact_divide:
            return combine(in, [](Exact x, Exact y, Wide& num, Wide& den) {
                num = static_cast<Wide>(x.num) * y.den;
                den = static_cast<Wide>(x.den) * y.num;
            });
        default: {
            const Wide sign = in.instruction.op == Op::exact_subtract ? -1 : 1;
            return combine(in, [sign](Exact x, Exact y, Wide& num, Wide& den) {
                // Below 2^126 each, so that the sum fits.
                const Wide divisor = gcd(x.den, y.den);
                num =
                    static_cast<Wide>(x.num) * (y.den / divisor) + sign * y.num * (x.den / divisor);
                den = static_cast<Wide>(x.den) * (y.den / divisor);
            });
        }
    }
}

}  // namespace bajigong::language
