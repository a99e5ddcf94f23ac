// Numbers of which only bounds are known: what keeps the bounds, and where the number must be
// certain first.
#include <numeric>

#include "language/compiler.hpp"

namespace bajigong::language {

Register Compiler::plain(Register r) {
    Type type = builder_.type(r);
    if (!type.bounds) return r;
    type.bounds = false;
    return builder_.emit(Op::bounds_known, type, {r, kNoRegister, kNoRegister});
}

Operand Compiler::plain(const Operand& value) {
    const Register r = plain(value.reg);
    return Operand::value(r, builder_.type(r));
}

// A number as bounds that agree, an unknown one as bounds that say nothing.
Operand Compiler::with_bounds(const Operand& value) {
    if (value.type.bounds) return value;
    Type type = value.type;
    type.bounds = true;
    const Register zero = builder_.constant(type, {0, 0, {}});
    return Operand::value(builder_.emit(Op::bounds_add, type, {value.reg, zero, kNoRegister}),
                          type);
}

// Bounds are compared and added over one denominator. Beside a number that brings its own they
// count once they agree.
void Compiler::settle_bounds(Operand& left, Operand& right) {
    const std::int64_t x = left.type.denominator;
    const std::int64_t y = right.type.denominator;
    const bool fixed = is_static(left.type) && is_static(right.type);
    if ((!left.type.bounds && !right.type.bounds) || (fixed && x == y)) return;
    if (const std::int64_t common = fixed ? std::lcm(x, y) : 0;
        fixed && common <= kMaxStaticDenominator) {
        for (Operand* side : {&left, &right}) {
            side->reg = rescale(side->reg, common);
            side->type = builder_.type(side->reg);
        }
        return;
    }
    left = plain(left);
    right = plain(right);
}

// Sums, differences, products, and quotients by a number that is written out, which keep the bounds
// of an operand; nothing where the number must be certain first.
std::optional<Operand> Compiler::bounds_arithmetic(std::string_view sign, Operand left,
                                                   Operand right) {
    const auto is_number = [](const Type& type) {
        return type.base == Base::integer || is_exact(type);
    };
    if (!is_number(left.type) || !is_number(right.type)) return std::nullopt;
    if (sign == "*") return bounds_product(left, right);
    if (sign == "/") return bounds_quotient(left, right);
    if ((sign != "+" && sign != "-") || !same_kind(left.type, right.type)) return std::nullopt;
    settle_bounds(left, right);
    if (!left.type.bounds && !right.type.bounds) return std::nullopt;
    Type type = left.type;
    type.bounds = true;
    const Op op = sign == "+" ? Op::bounds_add : Op::bounds_subtract;
    return Operand::value(builder_.emit(op, type, {left.reg, right.reg, kNoRegister}), type);
}

std::optional<Operand> Compiler::bounds_product(const Operand& left, const Operand& right) {
    const Type& x = left.type;
    const Type& y = right.type;
    const bool moneys = x.base == Base::money && y.base == Base::money;
    if (moneys || !is_static(x) || !is_static(y) ||
        x.denominator > kMaxStaticDenominator / y.denominator)
        return std::nullopt;
    Type type{Base::ratio, -1, x.denominator * y.denominator, true};
    if (x.base == Base::integer && y.base == Base::integer) type.base = Base::integer;
    if (x.base == Base::money || y.base == Base::money) type.base = Base::money;
    return Operand::value(
        builder_.emit(Op::bounds_multiply, type, {left.reg, right.reg, kNoRegister}), type);
}

std::optional<Operand> Compiler::bounds_quotient(const Operand& left, const Operand& right) {
    const Constant* number = builder_.constant_of(right.reg);
    const bool divides = is_exact(left.type) && right.type.base != Base::money &&
                         number != nullptr && number->state == Constant::State::known &&
                         number->number > 0;
    if (!divides || !is_static(left.type) || !is_static(right.type) ||
        left.type.denominator > kMaxStaticDenominator / number->number)
        return std::nullopt;
    Type type = left.type;
    type.denominator *= number->number;
    const Register factor = builder_.integer(right.type.denominator);
    return Operand::value(builder_.emit(Op::bounds_multiply, type, {left.reg, factor, kNoRegister}),
                          type);
}

}  // namespace bajigong::language
