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
        const bool variable = given >= 1 && node.children[1].kind == NodeKind::name;
        if (!variable || given < 2 || given > (node.text == "map" ? 3U : 2U))
            fail("X069", node, {node.text});
        return macro(node, receiver);
    }
    if (node.text == "size" && given == 0) return count(receiver, node);
    static constexpr std::pair<std::string_view, Op> kTests[] = {
        {"startsWith", Op::starts_with}, {"endsWith", Op::ends_with}, {"contains", Op::contains}};
    for (const auto& [name, op] : kTests) {
        if (node.text != name) continue;
        if (given != 1) fail("X036", node, {node.text, "1", std::to_string(given)});
        const Type type{Base::text};
        return truth(
            builder_.emit(op, kTruth,
                          {as(receiver, type, node.children[0]),
                           as(visit(node.children[1]), type, node.children[1]), kNoRegister}));
    }
    fail("X038", node, {node.text});
}

Operand Compiler::macro(const Node& node, const Operand& receiver) {
    switch (receiver.kind) {
        case Operand::Kind::list: return macro_over_items(node, receiver.items);
        case Operand::Kind::map: return macro_over_items(node, receiver.keys);
        case Operand::Kind::stream: return macro_over_stream(node, receiver.stream);
        default: fail("X032", node, {"a list", describe(receiver)});
    }
}

Operand Compiler::with_variable(const std::string& name, Operand value, const Node& body) {
    variables_.push_back({name, std::move(value)});
    Operand result = visit(body);
    variables_.pop_back();
    return result;
}

Operand Compiler::macro_over_items(const Node& node, std::vector<Operand> items) {
    const std::string& variable = node.children[1].text;
    const Node& body = node.children[2];
    expansions_ += static_cast<int>(items.size());
    if (expansions_ > static_cast<int>(kMaxUnrolled))
        fail("X055", node, {std::to_string(kMaxUnrolled)});
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
        Register sum = builder_.integer(0);
        const Type integer{Base::integer};
        for (const Operand& item : items) {
            const Register one = builder_.emit(
                Op::select, integer, {holds(item), builder_.integer(1), builder_.integer(0)});
            sum = builder_.emit(Op::add, integer, {sum, one, kNoRegister});
        }
        return truth(builder_.emit(Op::equal, kTruth, {sum, builder_.integer(1), kNoRegister}));
    }
    Operand result;
    result.kind = Operand::Kind::list;
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
        result.items.push_back(
            node.text == "filter" ? item : with_variable(variable, item, node.children.back()));
        if (result.items.size() > 1) unify(result.items.front(), result.items.back(), body);
    }
    return result;
}

Operand Compiler::macro_over_stream(const Node& node, const Stream& stream) {
    const std::string& variable = node.children[1].text;
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
            resolve(with_variable(variable, *stream.element, value), value));
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
    fail("X032", at, {"a list, a map or a text", describe(operand)});
}

Operand Compiler::sum(const Operand& operand, const Node& at) {
    if (operand.kind == Operand::Kind::list && !operand.items.empty()) {
        Operand total = resolve(operand.items[0], at);
        for (std::size_t i = 1; i < operand.items.size(); ++i) {
            total = arithmetic("+", total, resolve(operand.items[i], at), at);
        }
        return total;
    }
    if (operand.kind != Operand::Kind::stream ||
        operand.stream.element->kind != Operand::Kind::value) {
        fail("X032", at, {"a list of numbers or money", describe(operand)});
    }
    const Operand& element = *operand.stream.element;
    Type bounds = element.type;
    if ((bounds.base != Base::integer && bounds.base != Base::money) || bounds.denominator != 1 ||
        bounds.bounds) {
        fail("X032", at, {"a list of numbers or money", "a list of " + describe(element)});
    }
    bounds.bounds = true;
    return Operand::value(builder_.fold(Op::fold_sum, bounds, operand.stream.scope,
                                        {predicate_of(operand.stream), element.reg, kNoRegister}),
                          bounds);
}

Operand Compiler::extreme(bool maximum, std::vector<Operand> items, const Node& at) {
    if (items.size() == 1 && items[0].kind == Operand::Kind::stream) {
        return extreme_of_stream(maximum, items[0].stream, at);
    }
    if (items.size() == 1 && items[0].kind == Operand::Kind::list) {
        std::vector<Operand> inner = std::move(items[0].items);
        items = std::move(inner);
    }
    if (items.empty()) fail("X036", at, {maximum ? "max" : "min", "1 or more", "0"});
    Operand result = resolve(items[0], at);
    for (std::size_t i = 1; i < items.size(); ++i) {
        Operand item = items[i];
        unify(result, item, at);
        if (result.kind != Operand::Kind::value || result.type.base == Base::truth ||
            result.type.base == Base::text || result.type.base == Base::period) {
            fail("X033", at, {maximum ? "max" : "min", describe(result), describe(item)});
        }
        result = Operand::value(plain(result.reg), builder_.type(plain(result.reg)));
        item = Operand::value(plain(item.reg), builder_.type(plain(item.reg)));
        const bool same = result.type.denominator == item.type.denominator &&
                          result.type.denominator != Type::kVaries;
        if (same) {
            const Op op = maximum ? Op::maximum : Op::minimum;
            result.reg = builder_.emit(op, result.type, {result.reg, item.reg, kNoRegister});
        } else {
            const Operand less = compare("<", result, item, at);
            result =
                maximum ? select(less.reg, item, result, at) : select(less.reg, result, item, at);
        }
    }
    return result;
}

Operand Compiler::extreme_of_stream(bool maximum, const Stream& stream, const Node& at) {
    const Operand element = resolve(*stream.element, at);
    const bool number = element.kind == Operand::Kind::value && !element.type.bounds &&
                        element.type.denominator != Type::kVaries &&
                        element.type.base != Base::truth && element.type.base != Base::text &&
                        element.type.base != Base::period;
    if (!number)
        fail("X032", at,
             {"a list of numbers, money, days or levels", "a list of " + describe(element)});
    return Operand::value(
        builder_.fold(maximum ? Op::fold_max : Op::fold_min, element.type, stream.scope,
                      {predicate_of(stream), element.reg, kNoRegister}),
        element.type);
}

}  // namespace bajigong::language
