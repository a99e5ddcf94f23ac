// Operators: comparisons, arithmetic, membership, the conditional and indexing.
#include <numeric>

#include "language/compiler.hpp"

namespace bajigong::language {

namespace {

constexpr Type kTruth{Base::truth};

}  // namespace

Operand Compiler::visit_binary(const Node& node) {
    Operand left = visit(node.children[0]);
    Operand right = visit(node.children[1]);
    const std::string_view sign = node.text;
    if (sign == "in") return truth(contains(left, right, node));
    if (sign == "==" || sign == "!=") {
        const Register same = equals(std::move(left), std::move(right), node);
        return truth(sign == "==" ? same : builder_.not_(same));
    }
    if (sign[0] == '<' || sign[0] == '>')
        return compare(sign, std::move(left), std::move(right), node);
    return arithmetic(sign, std::move(left), std::move(right), node);
}

Register Compiler::equals(Operand left, Operand right, const Node& at) {
    if (left.kind == Operand::Kind::choice) return reading_option(left, right, at).reg;
    if (right.kind == Operand::Kind::choice) return reading_option(right, left, at).reg;
    unify(left, right, at);
    if (left.kind == Operand::Kind::list || left.kind == Operand::Kind::map) {
        if (left.items.size() != right.items.size()) return builder_.truth(false);
        Register same = builder_.truth(true);
        for (std::size_t i = 0; i < left.items.size(); ++i) {
            spend(1, at);
            std::size_t other = i;
            if (left.kind == Operand::Kind::map) {
                other = 0;
                while (other < right.keys.size() && right.keys[other].reg != left.keys[i].reg)
                    ++other;
                if (other == right.keys.size()) return builder_.truth(false);
            }
            same = builder_.and_(same, equals(left.items[i], right.items[other], at));
        }
        return same;
    }
    if (left.kind == Operand::Kind::unknown) {
        // Both are: neither cause is lost.
        return builder_.emit(Op::truth_equal, kTruth,
                             {as_truth(left, at), as_truth(right, at), kNoRegister});
    }
    if (left.kind != Operand::Kind::value) fail("X032", at, {"a value", describe(left)});
    settle_bounds(left, right);
    const Type& x = left.type;
    const Type& y = right.type;
    if (x.bounds || y.bounds)
        return builder_.emit(Op::bounds_equal, kTruth, {left.reg, right.reg, kNoRegister});
    Op op = Op::equal;
    if (x.base == Base::truth) op = Op::truth_equal;
    if (x.base == Base::text) op = Op::text_equal;
    if (x.denominator != y.denominator || !is_static(x)) op = Op::exact_equal;
    return builder_.emit(op, kTruth, {left.reg, right.reg, kNoRegister});
}

Operand Compiler::compare(std::string_view sign, Operand left, Operand right, const Node& at) {
    unify(left, right, at);
    if (left.kind == Operand::Kind::unknown) {
        return truth(builder_.emit(Op::truth_equal, kTruth,
                                   {as_truth(left, at), as_truth(right, at), kNoRegister}));
    }
    if (left.kind != Operand::Kind::value)
        fail("X033", at, {std::string(sign), describe(left), describe(right)});
    settle_bounds(left, right);
    const Type x = left.type;
    const Type y = right.type;
    check_ordered(x, at);
    const bool or_equal = sign.size() == 2;
    Op op = or_equal ? Op::less_equal : Op::less;
    if (x.base == Base::truth) {
        // false < true, as in CEL: compared as numbers.
        const auto number = [&](Register r) {
            return builder_.emit(Op::select, Type{Base::integer},
                                 {r, builder_.integer(1), builder_.integer(0)});
        };
        left.reg = number(left.reg);
        right.reg = number(right.reg);
    } else if (x.base == Base::text) {
        op = or_equal ? Op::text_less_equal : Op::text_less;
    } else if (x.base == Base::period) {
        op = or_equal ? Op::period_less_equal : Op::period_less;
    } else if (x.bounds || y.bounds) {
        op = or_equal ? Op::bounds_less_equal : Op::bounds_less;
    } else if (x.denominator != y.denominator || !is_static(x)) {
        op = or_equal ? Op::exact_less_equal : Op::exact_less;
    }
    if (sign[0] == '>') std::swap(left, right);
    return truth(builder_.emit(op, kTruth, {left.reg, right.reg, kNoRegister}));
}

Operand Compiler::arithmetic(std::string_view sign, Operand left, Operand right, const Node& at) {
    const auto refuse = [&] {
        fail("X033", at, {std::string(sign), describe(left), describe(right)});
    };
    if (left.kind == Operand::Kind::unknown && right.kind == Operand::Kind::value) {
        left = Operand::value(as(left, right.type, at), right.type);
    } else if (right.kind == Operand::Kind::unknown && left.kind == Operand::Kind::value) {
        right = Operand::value(as(right, left.type, at), left.type);
    } else if (left.kind == Operand::Kind::unknown && right.kind == Operand::Kind::unknown) {
        return left;
    }
    if (sign == "+" && left.kind == Operand::Kind::list && right.kind == Operand::Kind::list) {
        if (!left.items.empty() && !right.items.empty())
            unify(left.items.front(), right.items.front(), at);
        for (Operand& item : right.items) left.items.push_back(std::move(item));
        if (left.weight() > kMaxUnrolled) fail("X055", at, {std::to_string(kMaxUnrolled)});
        return left;
    }
    if (left.kind != Operand::Kind::value || right.kind != Operand::Kind::value) refuse();
    if (left.type.bounds || right.type.bounds) {
        if (const auto result = bounds_arithmetic(sign, left, right)) return *result;
    }
    left = plain(left);
    right = plain(right);
    const Base x = left.type.base;
    const Base y = right.type.base;
    const auto emit = [&](Op op, const Type& type, Register c = kNoRegister) {
        return Operand::value(builder_.emit(op, type, {left.reg, right.reg, c}), type);
    };
    if (x == Base::integer && y == Base::integer) {
        static constexpr std::pair<char, Op> kOps[] = {{'+', Op::add},
                                                       {'-', Op::subtract},
                                                       {'*', Op::multiply},
                                                       {'/', Op::divide},
                                                       {'%', Op::modulo}};
        for (const auto& [symbol, op] : kOps) {
            if (sign[0] == symbol) return emit(op, left.type);
        }
    }
    if (sign == "+" && x == Base::text && y == Base::text) return emit(Op::concatenate, left.type);
    if (x == Base::date && y == Base::date && sign == "-")
        return emit(Op::date_difference, Type{Base::period});
    if (x == Base::date && y == Base::period && (sign == "+" || sign == "-")) {
        if (sign == "-") {
            right.reg =
                builder_.emit(Op::period_negate, right.type, {right.reg, kNoRegister, kNoRegister});
        }
        // Only months can end on a day that does not exist; days alone need no calendar.
        const Constant* period = builder_.constant_of(right.reg);
        const bool days_only = period != nullptr && period_months(period->number) == 0;
        return emit(Op::date_add, left.type, days_only ? builder_.integer(0) : month_end(at));
    }
    if (x == Base::period && y == Base::period && (sign == "+" || sign == "-")) {
        if (sign == "-") {
            right.reg =
                builder_.emit(Op::period_negate, right.type, {right.reg, kNoRegister, kNoRegister});
        }
        return emit(Op::period_add, left.type);
    }
    const bool exact =
        (is_exact(left.type) || x == Base::integer) && (is_exact(right.type) || y == Base::integer);
    if (exact && sign != "%") return exact_arithmetic(sign, left, right, at);
    refuse();
    return left;
}

// A static value brought over another static denominator.
Register Compiler::rescale(Register r, std::int64_t denominator) {
    Type type = builder_.type(r);
    if (type.denominator == denominator) return r;
    if (denominator == Type::kVaries) {
        type.denominator = Type::kVaries;
        const Register one = builder_.constant(Type{Base::ratio}, {1, 1, {}});
        return builder_.emit(Op::exact_multiply, type, {r, one, kNoRegister});
    }
    const Register factor = builder_.integer(denominator / type.denominator);
    type.denominator = denominator;
    return builder_.emit(type.bounds ? Op::bounds_multiply : Op::multiply, type,
                         {r, factor, kNoRegister});
}

Operand Compiler::exact_arithmetic(std::string_view sign, const Operand& left, const Operand& right,
                                   const Node& at) {
    const Type& x = left.type;
    const Type& y = right.type;
    const bool both_money = x.base == Base::money && y.base == Base::money;
    const bool some_money = x.base == Base::money || y.base == Base::money;
    const auto refuse = [&] {
        fail("X033", at, {std::string(sign), describe(left), describe(right)});
    };
    const auto emit = [&](Op op, Type type, Register a, Register b) {
        return Operand::value(builder_.emit(op, type, {a, b, kNoRegister}), type);
    };
    Type result{some_money ? Base::money : Base::ratio, -1, Type::kVaries};
    if (sign == "+" || sign == "-") {
        const bool plus = sign == "+";
        if (!same_kind(x, y)) refuse();
        if (is_static(x) && is_static(y)) {
            const std::int64_t common = std::lcm(x.denominator, y.denominator);
            if (common <= kMaxStaticDenominator) {
                result.denominator = common;
                return emit(plus ? Op::add : Op::subtract, result, rescale(left.reg, common),
                            rescale(right.reg, common));
            }
        }
        return emit(plus ? Op::exact_add : Op::exact_subtract, result, left.reg, right.reg);
    }
    if (sign == "*") {
        if (both_money) refuse();
        if (is_static(x) && is_static(y) &&
            x.denominator <= kMaxStaticDenominator / y.denominator) {
            result.denominator = x.denominator * y.denominator;
            return emit(Op::multiply, result, left.reg, right.reg);
        }
        return emit(Op::exact_multiply, result, left.reg, right.reg);
    }
    if (y.base == Base::money && x.base != Base::money) refuse();
    if (both_money) result.base = Base::ratio;
    return emit(Op::exact_divide, result, left.reg, right.reg);
}

Register Compiler::contains(const Operand& element, const Operand& container, const Node& at) {
    switch (container.kind) {
        case Operand::Kind::supplied: {
            const Type type = environment_.lists[container.index].type;
            return builder_.emit(Op::in_list, kTruth,
                                 {as(element, type, at), container.reg, kNoRegister},
                                 container.index);
        }
        case Operand::Kind::list:
        case Operand::Kind::map: {
            const std::vector<Operand>& items =
                container.kind == Operand::Kind::list ? container.items : container.keys;
            Register found = builder_.truth(false);
            for (const Operand& item : items) {
                spend(1, at);
                found = builder_.or_(found, equals(element, item, at));
            }
            return found;
        }
        case Operand::Kind::stream: {
            const Stream& stream = container.stream;
            const Register same = equals(element, *stream.element, at);
            const Register hit =
                stream.predicate == kNoRegister ? same : builder_.and_(stream.predicate, same);
            return builder_.fold(Op::fold_any, kTruth, stream.scope,
                                 {hit, kNoRegister, kNoRegister});
        }
        default: fail("X033", at, {"in", describe(element), describe(container)});
    }
}

Operand Compiler::visit_conditional(const Node& node) {
    const Register condition = as_truth(visit(node.children[0]), node.children[0]);
    Operand yes = visit(node.children[1]);
    Operand no = visit(node.children[2]);
    return select(condition, std::move(yes), std::move(no), node);
}

Operand Compiler::select(Register condition, Operand yes, Operand no, const Node& at) {
    unify(yes, no, at);
    if (yes.kind == Operand::Kind::unknown && no.kind == Operand::Kind::unknown &&
        yes.cause == no.cause)
        return yes;
    if (const auto settled = builder_.settled(condition)) return *settled ? yes : no;
    if (yes.kind != Operand::Kind::value) fail("X053", at, {describe(yes)});
    settle_bounds(yes, no);
    if (yes.type.bounds != no.type.bounds) {
        yes = with_bounds(yes);
        no = with_bounds(no);
    }
    Type type = yes.type;
    if (yes.type.denominator != no.type.denominator) {
        const bool fixed = is_static(yes.type) && is_static(no.type);
        const std::int64_t common =
            fixed ? std::lcm(yes.type.denominator, no.type.denominator) : Type::kVaries;
        type.denominator = common <= kMaxStaticDenominator ? common : Type::kVaries;
        yes.reg = rescale(yes.reg, type.denominator);
        no.reg = rescale(no.reg, type.denominator);
    }
    return Operand::value(builder_.emit(Op::select, type, {condition, yes.reg, no.reg}), type);
}

Operand Compiler::visit_index(const Node& node) {
    const Operand base = visit(node.children[0]);
    Operand index = resolve(visit(node.children[1]), node.children[1]);
    if (base.kind != Operand::Kind::list && base.kind != Operand::Kind::map) {
        if (base.kind == Operand::Kind::unknown) return base;
        fail("X067", node, {describe(base)});
    }
    if (base.items.empty()) fail("X068", node);
    spend(base.items.size(), node);
    // Each place is tried in turn; past the last one is a fault.
    std::optional<Operand> result;
    for (std::size_t i = base.items.size(); i-- > 0;) {
        Operand key = base.kind == Operand::Kind::map
                          ? base.keys[i]
                          : Operand::value(builder_.integer(static_cast<std::int64_t>(i)),
                                           Type{Base::integer});
        const Register here = equals(index, key, node.children[1]);
        const Operand item = resolve(base.items[i], node);
        if (builder_.settled(here) == true) return item;
        if (item.kind != Operand::Kind::value) {
            if (builder_.settled(here) == false) continue;
            fail("X053", node, {describe(item)});
        }
        if (!result) result = Operand::value(builder_.fault(item.type), item.type);
        result = select(here, item, *result, node);
    }
    if (!result) fail("X068", node);
    return *result;
}

}  // namespace bajigong::language
