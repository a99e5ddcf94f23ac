// Loops: all, exists, exists_one, filter, map, and the aggregates over their results.
#include <algorithm>
#include <array>

#include "language/compiler.hpp"

namespace bajigong::language {

namespace {

constexpr Type kTruth{Base::truth};

bool is_macro(std::string_view name) {
    static constexpr std::array<std::string_view, 5> kMacros = {"all", "exists", "exists_one",
                                                                "filter", "map"};
    return std::find(kMacros.begin(), kMacros.end(), name) != kMacros.end();
}

}  // namespace

Operand Compiler::visit_method(const Node& node) {
    const Operand receiver = visit(node.children[0]);
    const std::size_t given = node.children.size() - 1;
    if (is_macro(node.text)) {
        const bool variable =
            given >= 1 && node.children[1].kind == NodeKind::name && !node.children[1].absolute;
        if (!variable || given < 2 || given > (node.text == "map" ? 3U : 2U))
            fail("X069", node, {std::string(node.text)});
        return macro(node, receiver);
    }
    if (node.text == "size" && given == 0) return count(receiver, node);
    static constexpr std::pair<std::string_view, Op> kTests[] = {
        {"startsWith", Op::starts_with}, {"endsWith", Op::ends_with}, {"contains", Op::contains}};
    for (const auto& [name, op] : kTests) {
        if (node.text != name) continue;
        if (given != 1) fail("X036", node, {std::string(node.text), "1", std::to_string(given)});
        const Type type{Base::text};
        return truth(
            builder_.emit(op, kTruth,
                          {as(receiver, type, node.children[0]),
                           as(visit(node.children[1]), type, node.children[1]), kNoRegister}));
    }
    fail("X038", node, {std::string(node.text)});
}

Operand Compiler::macro(const Node& node, const Operand& receiver) {
    switch (receiver.kind) {
        case Operand::Kind::list: return macro_over_items(node, receiver.items);
        case Operand::Kind::map: return macro_over_items(node, receiver.keys);
        case Operand::Kind::stream: return macro_over_stream(node, receiver.stream);
        case Operand::Kind::unknown: return macro_over_unknown(node, receiver);
        default: fail("X032", node, {"a list", describe(receiver)});
    }
}

// Nothing is known of the list, not even what it holds: the body cannot be compiled.
Operand Compiler::macro_over_unknown(const Node& node, const Operand& receiver) {
    if (node.text == "filter" || node.text == "map") return receiver;
    return truth(builder_.unknown(kTruth, receiver.cause));
}

Operand Compiler::with_variable(const std::string& name, Operand value, const Node& body) {
    spend(value.weight(), body);
    struct Bound {
        explicit Bound(std::vector<Variable>& variables) : variables(variables) {}
        ~Bound() { variables.pop_back(); }
        std::vector<Variable>& variables;
    };
    variables_.push_back({name, std::move(value)});
    const Bound bound(variables_);
    return visit(body);
}

// What is in doubt counts from 0 to 1, so that two certain ones settle it.
Register Compiler::exactly_one(const std::vector<Register>& truths) {
    const Type integer{Base::integer};
    const Type bounds{Base::integer, -1, 1, true};
    const auto is_constant = [&](Register r) {
        const Constant* value = builder_.constant_of(r);
        return value != nullptr && value->state != Constant::State::unknown;
    };
    const auto count = [&](Register r, const Type& type, Op add, Register sum) {
        const Register one = builder_.constant(type, {1, 1, {}});
        const Register zero = builder_.constant(type, {0, 0, {}});
        const Register here = builder_.emit(Op::select, type, {r, one, zero});
        return builder_.emit(add, type, {sum, here, kNoRegister});
    };
    // The constants fold to one, so that a loop over literals is a literal itself.
    Register sum = builder_.integer(0);
    for (const Register r : truths) {
        if (is_constant(r)) sum = count(r, integer, Op::add, sum);
    }
    const Register one = builder_.integer(1);
    if (std::all_of(truths.begin(), truths.end(), is_constant))
        return builder_.emit(Op::equal, kTruth, {sum, one, kNoRegister});
    for (const Register r : truths) {
        if (!is_constant(r)) sum = count(r, bounds, Op::bounds_add, sum);
    }
    return builder_.emit(Op::bounds_equal, kTruth, {sum, one, kNoRegister});
}

Operand Compiler::macro_over_items(const Node& node, const std::vector<Operand>& items) {
    const std::string variable(node.children[1].text);
    const Node& body = node.children[2];
    const auto holds = [&](const Operand& item) {
        return as_truth(with_variable(variable, item, body), body);
    };
    if (node.text == "all" || node.text == "exists") {
        const bool all = node.text == "all";
        Register result = builder_.truth(all);
        for (const Operand& item : items) {
            const Register r = holds(item);
            result = all ? builder_.and_(result, r) : builder_.or_(result, r);
        }
        return truth(result);
    }
    if (node.text == "exists_one") {
        std::vector<Register> truths;
        for (const Operand& item : items) truths.push_back(holds(item));
        return truth(exactly_one(truths));
    }
    Operand result;
    result.kind = Operand::Kind::list;
    std::size_t values = 0;
    const bool filtered = node.text == "filter" || node.children.size() == 4;
    for (const Operand& item : items) {
        if (filtered) {
            const Register r = holds(item);
            const std::optional<bool> kept = builder_.settled(r);
            if (const Constant* value = builder_.constant_of(r);
                value != nullptr && value->state == Constant::State::fault) {
                fail("X070", body);
            }
            if (!kept) fail("X071", body);
            if (!*kept) continue;
        }
        const Node& value = node.children.back();
        result.items.push_back(
            node.text == "filter" ? item : element(with_variable(variable, item, value), value));
        values += result.items.back().weight();
        if (values > kMaxUnrolled) fail("X055", node, {std::to_string(kMaxUnrolled)});
        if (result.items.size() > 1) unify(result.items.front(), result.items.back(), body);
    }
    return result;
}

Operand Compiler::macro_over_stream(const Node& node, const Stream& stream) {
    const std::string variable(node.children[1].text);
    const Node& body = node.children[2];
    const auto meets = [&](Register r) {
        return stream.predicate == kNoRegister ? r : builder_.and_(stream.predicate, r);
    };
    if (node.text == "map") {
        Operand result;
        result.kind = Operand::Kind::stream;
        result.stream = stream;
        if (node.children.size() == 4) {
            result.stream.predicate =
                meets(as_truth(with_variable(variable, *stream.element, body), body));
        }
        const Node& value = node.children.back();
        result.stream.element = std::make_shared<Operand>(
            resolve(element(with_variable(variable, *stream.element, value), value), value));
        return result;
    }
    const Register holds = as_truth(with_variable(variable, *stream.element, body), body);
    if (node.text == "filter") {
        Operand result;
        result.kind = Operand::Kind::stream;
        result.stream = stream;
        result.stream.predicate = meets(holds);
        return result;
    }
    if (node.text == "all") {
        const Register implied = stream.predicate == kNoRegister
                                     ? holds
                                     : builder_.or_(builder_.not_(stream.predicate), holds);
        return truth(
            builder_.fold(Op::fold_all, kTruth, stream.scope, {implied, kNoRegister, kNoRegister}));
    }
    if (node.text == "exists") {
        return truth(builder_.fold(Op::fold_any, kTruth, stream.scope,
                                   {meets(holds), kNoRegister, kNoRegister}));
    }
    const Type bounds{Base::integer, -1, 1, true};
    const Register number = builder_.fold(Op::fold_count, bounds, stream.scope,
                                          {meets(holds), kNoRegister, kNoRegister});
    return truth(
        builder_.emit(Op::bounds_equal, kTruth, {number, builder_.integer(1), kNoRegister}));
}

Register Compiler::predicate_of(const Stream& stream) {
    return stream.predicate == kNoRegister ? builder_.truth(true) : stream.predicate;
}

Operand Compiler::count(const Operand& operand, const Node& at) {
    if (operand.kind == Operand::Kind::list || operand.kind == Operand::Kind::map) {
        return Operand::value(builder_.integer(static_cast<std::int64_t>(operand.items.size())),
                              Type{Base::integer});
    }
    if (operand.kind == Operand::Kind::stream) {
        const Type bounds{Base::integer, -1, 1, true};
        return Operand::value(
            builder_.fold(Op::fold_count, bounds, operand.stream.scope,
                          {predicate_of(operand.stream), kNoRegister, kNoRegister}),
            bounds);
    }
    if (operand.kind == Operand::Kind::value && operand.type.base == Base::text) {
        const Type type{Base::integer};
        return Operand::value(
            builder_.emit(Op::text_size, type, {operand.reg, kNoRegister, kNoRegister}), type);
    }
    if (operand.kind == Operand::Kind::unknown) {
        const Type type{Base::integer};
        return Operand::value(builder_.unknown(type, operand.cause), type);
    }
    fail("X032", at, {"a list, a map or a text", describe(operand)});
}

Operand Compiler::sum(const Operand& operand, const Node& at) {
    static constexpr const char* kExpected = "a list of numbers or money";
    if (operand.kind == Operand::Kind::unknown) return operand;
    if (operand.kind == Operand::Kind::list && !operand.items.empty()) {
        Operand total = resolve(operand.items[0], at);
        const Base base = total.type.base;
        const bool number = base == Base::integer || base == Base::money || base == Base::ratio;
        if (total.kind == Operand::Kind::value && !number)
            fail("X032", at, {kExpected, "[" + describe(total) + "]"});
        for (std::size_t i = 1; i < operand.items.size(); ++i) {
            total = arithmetic("+", total, resolve(operand.items[i], at), at);
        }
        return total;
    }
    if (operand.kind != Operand::Kind::stream ||
        operand.stream.element->kind != Operand::Kind::value) {
        fail("X032", at, {kExpected, describe(operand)});
    }
    const Operand value = plain(*operand.stream.element);
    Type bounds = value.type;
    if ((bounds.base != Base::integer && bounds.base != Base::money) || bounds.denominator != 1) {
        fail("X032", at, {kExpected, "[" + describe(value) + "]"});
    }
    bounds.bounds = true;
    return Operand::value(builder_.fold(Op::fold_sum, bounds, operand.stream.scope,
                                        {predicate_of(operand.stream), value.reg, kNoRegister}),
                          bounds);
}

void Compiler::check_ordered(const Type& type, const Node& at) const {
    if (type.base != Base::scale || vocabulary_.scales()[type.scale].ordered) return;
    fail("X054", at, {vocabulary_.scales()[type.scale].id});
}

Operand Compiler::extreme(bool maximum, std::vector<Operand> items, const Node& at) {
    if (items.size() == 1 && items[0].kind == Operand::Kind::stream) {
        return extreme_of_stream(maximum, items[0].stream, at);
    }
    if (items.size() == 1 && items[0].kind == Operand::Kind::list) {
        std::vector<Operand> inner = std::move(items[0].items);
        items = std::move(inner);
    }
    if (items.empty()) fail("X036", at, {maximum ? "max" : "min", "1-100", "0"});
    // What the first learns from a later one holds for all.
    for (std::size_t i = 1; i < items.size(); ++i) unify(items[0], items[i], at);
    Operand result = resolve(items[0], at);
    if (result.kind == Operand::Kind::unknown) return result;
    const bool comparable = result.kind == Operand::Kind::value &&
                            result.type.base != Base::truth && result.type.base != Base::text &&
                            result.type.base != Base::period;
    if (!comparable) fail("X077", at, {maximum ? "max" : "min", describe(result)});
    check_ordered(result.type, at);
    for (std::size_t i = 1; i < items.size(); ++i) {
        unify(result, items[i], at);
        result = lesser_or_greater(maximum, result, items[i], at);
    }
    return result;
}

Operand Compiler::lesser_or_greater(bool maximum, Operand a, Operand b, const Node& at) {
    settle_bounds(a, b);
    if (a.type.bounds || b.type.bounds) {
        Type type = a.type;
        type.bounds = true;
        const Op op = maximum ? Op::bounds_maximum : Op::bounds_minimum;
        return Operand::value(builder_.emit(op, type, {a.reg, b.reg, kNoRegister}), type);
    }
    if (a.type.denominator == b.type.denominator && a.type.denominator != Type::kVaries) {
        const Op op = maximum ? Op::maximum : Op::minimum;
        return Operand::value(builder_.emit(op, a.type, {a.reg, b.reg, kNoRegister}), a.type);
    }
    const Operand less = compare("<", a, b, at);
    return maximum ? select(less.reg, b, a, at) : select(less.reg, a, b, at);
}

Operand Compiler::extreme_of_stream(bool maximum, const Stream& stream, const Node& at) {
    Operand found = resolve(*stream.element, at);
    if (found.kind == Operand::Kind::unknown) return found;
    const bool number = found.kind == Operand::Kind::value &&
                        found.type.denominator != Type::kVaries && found.type.base != Base::truth &&
                        found.type.base != Base::text && found.type.base != Base::period;
    if (!number) {
        fail("X032", at, {"a list of numbers, money, days or levels", "[" + describe(found) + "]"});
    }
    check_ordered(found.type, at);
    const Operand value = plain(found);
    return Operand::value(
        builder_.fold(maximum ? Op::fold_max : Op::fold_min, value.type, stream.scope,
                      {predicate_of(stream), value.reg, kNoRegister}),
        value.type);
}

}  // namespace bajigong::language
