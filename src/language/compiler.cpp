// The compiler's core: one switch over the kinds of nodes, and how operands become values of a
// type.
#include "language/compiler.hpp"

#include <algorithm>

#include "bajigong/date.hpp"

#include "language/token.hpp"

namespace bajigong::language {

Compiler::Compiler(const Environment& environment, Program& program)
    : environment_(environment), vocabulary_(*environment.vocabulary), builder_(program) {
    uses_.tables.resize(environment.tables.size());
    uses_.params.resize(environment.params.size());
    uses_.lists.resize(environment.lists.size());
    uses_.readings.resize(environment.readings.size());
}

Operand Compiler::compile(const Tree& tree) {
    const Restored<const Where*> where(where_, &tree.where);
    if (field_depth_ == 0) steps_ = 0;
    Operand operand = visit(tree.root);
    if (operand.kind == Operand::Kind::symbol) return operand;
    operand = resolve(std::move(operand), tree.root);
    ask_for(operand);
    return operand;
}

Register Compiler::compile(const Tree& tree, const Type& wanted) {
    const Restored<const Where*> where(where_, &tree.where);
    steps_ = 0;
    const Register r = as(visit(tree.root), wanted, tree.root);
    builder_.program().results.push_back(r);
    return r;
}

Operand Compiler::compile_value(const Tree& tree) {
    const Restored<const Where*> where(where_, &tree.where);
    steps_ = 0;
    Operand operand = resolve(visit(tree.root), tree.root);
    const bool single =
        operand.kind == Operand::Kind::value || operand.kind == Operand::Kind::unknown;
    if (!single) fail("X032", tree.root, {"a value", describe(operand)});
    ask_for(operand);
    return operand;
}

void Compiler::ask_for(const Operand& operand) {
    if (operand.kind == Operand::Kind::value) builder_.program().results.push_back(operand.reg);
    for (const Operand& item : operand.items) ask_for(item);
}

void Compiler::define(std::string name, Operand operand) {
    names_.insert_or_assign(std::move(name), std::move(operand));
}

void Compiler::define_field(std::string list, std::string field, std::string variable, Tree tree) {
    fields_.push_back({std::move(list), std::move(field), std::move(variable), std::move(tree)});
}

int Compiler::open(std::string_view list, const std::string& variable, const Tree& at) {
    const Restored<const Where*> where(where_, &at.where);
    const int table = vocabulary_.list(environment_.root_table, list);
    if (table < 0) unknown_name(std::string(list), at.root);
    const Operand stream = make_stream(table, 0, at.root);
    variables_.push_back({variable, *stream.stream.element});
    return stream.stream.scope;
}

void Compiler::open_claim(const std::string& variable, std::shared_ptr<const ClaimRecord> claim) {
    Operand operand;
    operand.kind = Operand::Kind::claim;
    operand.claim = std::move(claim);
    variables_.push_back({variable, std::move(operand)});
}

void Compiler::fail(std::string code, const Node& at, std::vector<std::string> args) const {
    throw Failure(Problem{std::move(code), inside(*where_, at.line, at.column), std::move(args)});
}

void Compiler::spend(std::size_t steps, const Node& at) {
    steps_ += steps;
    if (steps_ > kMaxSteps) fail("X076", at, {std::to_string(kMaxSteps)});
}

std::string Compiler::describe(const Type& type) const { return vocabulary_.name(type); }

std::string Compiler::describe(const Operand& operand) const {
    switch (operand.kind) {
        case Operand::Kind::value: return describe(operand.type);
        case Operand::Kind::symbol: return "'" + operand.text + "'";
        case Operand::Kind::unknown: return "an unknown";
        case Operand::Kind::list: return "a list";
        case Operand::Kind::map: return "a map";
        case Operand::Kind::stream: return "a list of facts";
        case Operand::Kind::record:
        case Operand::Kind::claim: return "a record";
        case Operand::Kind::space: return "'" + operand.text + "'";
        case Operand::Kind::readings: return "the readings";
        case Operand::Kind::choice: return "a reading";
        case Operand::Kind::supplied: return "a named list";
        case Operand::Kind::name: return "a name";
    }
    return "?";
}

Operand Compiler::visit(const Node& node) {
    spend(1, node);
    switch (node.kind) {
        case NodeKind::integer:
            return Operand::value(builder_.integer(node.number), Type{Base::integer});
        case NodeKind::truth: return truth(builder_.truth(node.number != 0));
        case NodeKind::text:
            return Operand::value(
                builder_.constant(Type{Base::text}, {0, 1, std::string(node.text)}),
                Type{Base::text});
        case NodeKind::name: return visit_name(node);
        case NodeKind::select: return visit_select(node);
        case NodeKind::index: return visit_index(node);
        case NodeKind::call: return visit_call(node);
        case NodeKind::method: return visit_method(node);
        case NodeKind::list: return visit_literal_list(node);
        case NodeKind::map: return visit_literal_map(node);
        case NodeKind::binary: return visit_binary(node);
        case NodeKind::conditional: return visit_conditional(node);
        case NodeKind::not_:
            return truth(builder_.not_(as_truth(visit(node.children[0]), node.children[0])));
        case NodeKind::negate: {
            Operand operand = visit(node.children[0]);
            if (operand.kind == Operand::Kind::unknown) return operand;
            if (operand.kind == Operand::Kind::value) {
                const Register r = plain(operand.reg);
                const Type type = builder_.type(r);
                if (type.base == Base::period) {
                    return Operand::value(
                        builder_.emit(Op::period_negate, type, {r, kNoRegister, kNoRegister}),
                        type);
                }
                if (type.base == Base::integer || type.base == Base::money ||
                    type.base == Base::ratio) {
                    const Op op = type.denominator == Type::kVaries ? Op::exact_negate : Op::negate;
                    return Operand::value(builder_.emit(op, type, {r, kNoRegister, kNoRegister}),
                                          type);
                }
            }
            fail("X077", node, {"-", describe(operand)});
        }
        case NodeKind::all_of:
        case NodeKind::any_of: {
            const bool all = node.kind == NodeKind::all_of;
            Register result = kNoRegister;
            for (const Node& child : node.children) {
                const Register r = as_truth(visit(child), child);
                if (result == kNoRegister) {
                    result = r;
                } else {
                    result = all ? builder_.and_(result, r) : builder_.or_(result, r);
                }
            }
            return truth(result);
        }
    }
    fail("X030", node, {std::string(node.text)});
}

Operand Compiler::element(Operand operand, const Node& at) const {
    switch (operand.kind) {
        case Operand::Kind::value:
        case Operand::Kind::symbol:
        case Operand::Kind::unknown:
        case Operand::Kind::list:
        case Operand::Kind::map: return operand;
        default: fail("X049", at, {describe(operand)});
    }
}

Operand Compiler::visit_literal_list(const Node& node) {
    Operand list;
    list.kind = Operand::Kind::list;
    std::size_t values = 0;
    for (const Node& child : node.children) {
        Operand item = element(visit(child), child);
        values += item.weight();
        if (values > kMaxUnrolled) fail("X055", node, {std::to_string(kMaxUnrolled)});
        if (!list.items.empty()) unify(list.items.front(), item, child);
        list.items.push_back(std::move(item));
    }
    // What the first element learned from a later one holds for those between.
    for (std::size_t i = 1; i < list.items.size(); ++i)
        unify(list.items.front(), list.items[i], node.children[i]);
    return list;
}

Operand Compiler::visit_literal_map(const Node& node) {
    Operand map;
    map.kind = Operand::Kind::map;
    std::size_t values = 0;
    for (std::size_t i = 0; i < node.children.size(); i += 2) {
        Operand key = visit(node.children[i]);
        const bool fits = key.kind == Operand::Kind::value && builder_.is_constant(key.reg) &&
                          (key.type.base == Base::integer || key.type.base == Base::text ||
                           key.type.base == Base::truth);
        if (!fits) fail("X058", node.children[i]);
        if (!map.keys.empty()) unify(map.keys.front(), key, node.children[i]);
        for (const Operand& other : map.keys) {
            if (other.reg == key.reg) fail("X059", node.children[i]);
        }
        Operand value = element(visit(node.children[i + 1]), node.children[i + 1]);
        values += value.weight();
        if (values > kMaxUnrolled) fail("X055", node, {std::to_string(kMaxUnrolled)});
        if (!map.items.empty()) unify(map.items.front(), value, node.children[i + 1]);
        map.keys.push_back(std::move(key));
        map.items.push_back(std::move(value));
    }
    return map;
}

Operand Compiler::resolve(Operand operand, const Node& at) {
    switch (operand.kind) {
        case Operand::Kind::symbol: {
            const std::vector<int>& scales = vocabulary_.scales_with(operand.text);
            if (scales.size() != 1) fail("X034", at, {operand.text});
            const Type type{Base::scale, scales.front()};
            return Operand::value(as(operand, type, at), type);
        }
        case Operand::Kind::list:
        case Operand::Kind::map:
            for (Operand& item : operand.items) item = resolve(std::move(item), at);
            return operand;
        case Operand::Kind::value:
        case Operand::Kind::unknown:
        case Operand::Kind::stream: return operand;
        default: fail("X032", at, {"a value", describe(operand)});
    }
}

Register Compiler::as(const Operand& operand, const Type& wanted, const Node& at) {
    switch (operand.kind) {
        case Operand::Kind::value: {
            if (!same_kind(operand.type, wanted))
                fail("X032", at, {describe(wanted), describe(operand)});
            const Register r = wanted.bounds ? operand.reg : plain(operand.reg);
            if (wanted.base == Base::money && wanted.denominator == 1 &&
                builder_.type(r).denominator != 1) {
                fail("X061", at);
            }
            return r;
        }
        case Operand::Kind::symbol: {
            if (wanted.base != Base::scale) fail("X032", at, {describe(wanted), describe(operand)});
            const Scale& scale = vocabulary_.scales()[wanted.scale];
            for (std::size_t i = 0; i < scale.values.size(); ++i) {
                if (scale.values[i].id == operand.text) {
                    return builder_.constant(wanted, {static_cast<std::int64_t>(i), 1, {}});
                }
            }
            fail("X035", at, {operand.text, scale.id});
        }
        case Operand::Kind::unknown: return builder_.unknown(wanted, operand.cause);
        default: fail("X032", at, {describe(wanted), describe(operand)});
    }
}

// Lets a symbol or an unknown take the other side's type, and refuses two different types.
void Compiler::unify(Operand& left, Operand& right, const Node& at) {
    const auto open = [](const Operand& o) {
        return o.kind == Operand::Kind::symbol || o.kind == Operand::Kind::unknown;
    };
    if (open(left) && open(right)) {
        if (left.kind == Operand::Kind::unknown && right.kind == Operand::Kind::unknown) return;
        if (left.kind == Operand::Kind::symbol && right.kind == Operand::Kind::symbol) {
            // Either may stand in several scales; together they must say which.
            std::vector<int> both;
            for (const int scale : vocabulary_.scales_with(left.text)) {
                const std::vector<int>& others = vocabulary_.scales_with(right.text);
                if (std::find(others.begin(), others.end(), scale) != others.end())
                    both.push_back(scale);
            }
            if (both.size() != 1) fail("X034", at, {left.text});
            const Type type{Base::scale, both.front()};
            left = Operand::value(as(left, type, at), type);
            right = Operand::value(as(right, type, at), type);
            return;
        }
        Operand& symbol = left.kind == Operand::Kind::symbol ? left : right;
        symbol = resolve(std::move(symbol), at);
    }
    if (open(left) && right.kind == Operand::Kind::value) {
        left = Operand::value(as(left, right.type, at), right.type);
    } else if (open(right) && left.kind == Operand::Kind::value) {
        right = Operand::value(as(right, left.type, at), left.type);
    }
    if (left.kind != right.kind) fail("X052", at, {describe(left), describe(right)});
    if (left.kind == Operand::Kind::value && !same_kind(left.type, right.type)) {
        fail("X052", at, {describe(left), describe(right)});
    }
    if (left.kind == Operand::Kind::list || left.kind == Operand::Kind::map) {
        if (!left.items.empty() && !right.items.empty())
            unify(left.items.front(), right.items.front(), at);
        if (!left.keys.empty() && !right.keys.empty())
            unify(left.keys.front(), right.keys.front(), at);
    }
}

Register Compiler::calendar(const CalendarChoice& choice, const Node& at) {
    if (!choice.stated) fail("X048", at);
    if (choice.reading < 0) return builder_.integer(choice.value);
    uses_.readings[choice.reading] = true;
    const Register option = builder_.leaf(Op::reading, Type{Base::integer}, 0, choice.reading,
                                          std::uint64_t{1} << choice.reading);
    Register result = builder_.integer(choice.of_option.back());
    for (std::size_t i = choice.of_option.size() - 1; i-- > 0;) {
        const Register here =
            builder_.emit(Op::equal, Type{Base::truth},
                          {option, builder_.integer(static_cast<std::int64_t>(i)), kNoRegister});
        result = builder_.emit(Op::select, Type{Base::integer},
                               {here, builder_.integer(choice.of_option[i]), result});
    }
    return result;
}

Register Compiler::round(Register money, std::int64_t unit_fen, std::uint8_t rounding) {
    const Type& type = builder_.type(money);
    if (type.denominator == 1 && unit_fen == 1) return money;
    return builder_.emit(type.bounds ? Op::bounds_round : Op::round,
                         Type{Base::money, -1, 1, type.bounds}, {money, kNoRegister, kNoRegister},
                         unit_fen, rounding);
}

}  // namespace bajigong::language
