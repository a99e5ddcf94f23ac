// Names: loop variables, values that were named, facts by their longest path, readings, values of
// scales.
#include <algorithm>

#include "bajigong/date.hpp"

#include "language/compiler.hpp"

namespace bajigong::language {

namespace {

// Appends the path a.b.c to `path` if the node is such a chain of names; the node of the first.
const Node* chain_of(const Node& node, std::string& path) {
    const Node* first = &node;
    if (node.kind == NodeKind::select) {
        first = chain_of(node.children[0], path);
        path += '.';
    } else if (node.kind != NodeKind::name) {
        return nullptr;
    }
    path += node.text;
    return first;
}

}  // namespace

// The scope of the loop that a value comes from; 0 if from none.
int Compiler::scope_of(const Operand& operand) const {
    if (operand.kind == Operand::Kind::record) return operand.scope;
    if (operand.kind == Operand::Kind::value && !builder_.is_constant(operand.reg))
        return builder_.scope_of(operand.reg);
    int scope = 0;
    for (const Operand& item : operand.items) scope = std::max(scope, scope_of(item));
    return scope;
}

// The innermost loop that is open. A scope's number is above that of every scope around it.
int Compiler::current_scope() const {
    int scope = 0;
    for (const Variable& variable : variables_) {
        scope = std::max(scope, scope_of(variable.operand));
    }
    return scope;
}

void Compiler::no_such(std::string_view kind, const std::string& name,
                       const std::vector<std::string>& names, const Node& at) const {
    const std::string near = text::nearest(name, names);
    if (near.empty()) fail("X042", at, {std::string(kind), name});
    fail("X043", at, {std::string(kind), name, near});
}

void Compiler::unknown_name(const std::string& name, const Node& at) {
    std::vector<std::string> candidates = vocabulary_.paths();
    for (const auto& [defined, operand] : names_) candidates.push_back(defined);
    for (const Variable& variable : variables_) candidates.push_back(variable.name);
    for (const Scale& scale : vocabulary_.scales()) {
        for (const ScaleValue& value : scale.values) candidates.push_back(value.id);
    }
    const std::string near = text::nearest(name, candidates);
    if (near.empty()) fail("X030", at, {name});
    fail("X031", at, {name, near});
}

std::optional<Operand> Compiler::find_path(std::string_view path, int table, int scope) {
    const FactTableInfo& info = vocabulary_.tables()[table];
    if (const int column = info.column(path); column >= 0) {
        const Type type = info.columns[column].type;
        return Operand::value(builder_.leaf(Op::fact, type, scope, column), type);
    }
    if (table == environment_.root_table &&
        std::find(untyped_.begin(), untyped_.end(), path) != untyped_.end()) {
        Operand unknown;
        unknown.kind = Operand::Kind::unknown;
        unknown.cause = {CauseKind::facts, std::string(path), ""};
        return unknown;
    }
    return std::nullopt;
}

// The elements of a list that stands in the rows of scope `owner`, seen from the innermost loop.
Operand Compiler::make_stream(int table, int owner, const Node& at) {
    const int scope = builder_.scope(std::max(owner, current_scope()), table, owner);
    if (scope < 0) fail("X051", at, {std::to_string(kMaxScopeDepth)});
    Operand stream;
    stream.kind = Operand::Kind::stream;
    stream.table = table;
    stream.stream.scope = scope;
    Operand element;
    const FactTableInfo& info = vocabulary_.tables()[table];
    if (info.plain && info.columns.empty()) {
        // Its elements are unknown, each and every one, and nothing says of what type.
        element.kind = Operand::Kind::unknown;
        element.cause = {CauseKind::facts, info.path, ""};
    } else if (info.plain) {
        element = Operand::value(builder_.leaf(Op::fact, info.columns[0].type, scope, 0),
                                 info.columns[0].type);
    } else {
        element.kind = Operand::Kind::record;
        element.table = table;
        element.scope = scope;
    }
    stream.stream.element = std::make_shared<Operand>(std::move(element));
    return stream;
}

Operand Compiler::visit_name(const Node& node) {
    if (!node.absolute) {
        for (std::size_t i = variables_.size(); i-- > 0;) {
            if (variables_[i].name != node.text) continue;
            spend(variables_[i].operand.weight(), node);
            return variables_[i].operand;
        }
        if (const auto found = names_.find(node.text); found != names_.end()) {
            ++uses_.names[std::string(node.text)];
            spend(found->second.weight(), node);
            // Its elements are those of a loop of its own, not of one inside another.
            if (found->second.kind == Operand::Kind::stream && current_scope() != 0)
                fail("X057", node, {std::string(node.text)});
            return found->second;
        }
    }
    if (auto fact = find_path(node.text, environment_.root_table, 0)) return std::move(*fact);
    if (const int list = vocabulary_.list(environment_.root_table, node.text); list >= 0) {
        return make_stream(list, 0, node);
    }
    Operand operand;
    operand.text = node.text;
    if (node.text == "as_of") {
        return Operand::value(builder_.leaf(Op::as_of, Type{Base::date}, 0, 0), Type{Base::date});
    }
    if (node.text == "never") {
        return Operand::value(builder_.constant(Type{Base::date}, {Date::never().days, 1, {}}),
                              Type{Base::date});
    }
    if (node.text == "reading" && !environment_.readings.empty()) {
        operand.kind = Operand::Kind::readings;
        return operand;
    }
    if (vocabulary_.is_prefix(environment_.root_table, node.text)) {
        operand.kind = Operand::Kind::space;
        return operand;
    }
    if (!vocabulary_.scales_with(node.text).empty()) {
        operand.kind = Operand::Kind::symbol;
        return operand;
    }
    unknown_name(std::string(node.text), node);
}

Operand Compiler::visit_select(const Node& node) {
    const auto is_bound = [&](std::string_view name) {
        return std::any_of(variables_.begin(), variables_.end(),
                           [&](const Variable& v) { return v.name == name; }) ||
               names_.contains(name);
    };
    std::string path;
    const Node* first = chain_of(node, path);
    if (first != nullptr && (first->absolute || !is_bound(first->text))) {
        // The longest path that names a fact wins; what remains selects within it.
        const std::string_view whole = path;
        for (std::size_t end = path.size(); end != std::string::npos && end > first->text.size();
             end = path.rfind('.', end - 1)) {
            const std::string_view beginning = whole.substr(0, end);
            std::optional<Operand> found = find_path(beginning, environment_.root_table, 0);
            if (!found) {
                const int list = vocabulary_.list(environment_.root_table, beginning);
                if (list >= 0) found = make_stream(list, 0, node);
            }
            if (!found) continue;
            while (end < path.size()) {
                const std::size_t begin = end + 1;
                end = std::min(path.find('.', begin), path.size());
                *found = member(*found, path.substr(begin, end - begin), node);
            }
            return std::move(*found);
        }
    }
    return member(visit(node.children[0]), std::string(node.text), node);
}

Operand Compiler::member(const Operand& base, const std::string& name, const Node& at) {
    switch (base.kind) {
        case Operand::Kind::space: {
            const std::string path = base.text + "." + name;
            if (!vocabulary_.is_prefix(environment_.root_table, path)) unknown_name(path, at);
            Operand space = base;
            space.text = path;
            return space;
        }
        case Operand::Kind::record:
        case Operand::Kind::claim: return element_field(base, name, at);
        case Operand::Kind::unknown: return base;
        case Operand::Kind::readings: {
            const int index = environment_.reading(name);
            if (index < 0) {
                std::vector<std::string> names;
                for (const ReadingNames& reading : environment_.readings)
                    names.push_back(reading.name);
                no_such("reading", name, names, at);
            }
            Operand choice;
            choice.kind = Operand::Kind::choice;
            choice.index = index;
            return choice;
        }
        case Operand::Kind::map: {
            const Operand key =
                Operand::value(builder_.constant(Type{Base::text}, {0, 1, name}), Type{Base::text});
            for (std::size_t i = 0; i < base.keys.size(); ++i) {
                if (base.keys[i].reg == key.reg) return base.items[i];
            }
            if (base.items.empty() || base.items.front().kind != Operand::Kind::value)
                fail("X062", at, {name});
            return Operand::value(builder_.fault(base.items.front().type), base.items.front().type);
        }
        default: fail("X063", at, {describe(base), name});
    }
}

Operand Compiler::field_value(const Field& field, const Operand& record, const Node& at) {
    if (field_depth_ == kMaxFieldDepth) fail("X064", at, {field.name});
    const Restored<int> depth(field_depth_, field_depth_ + 1);
    const Restored<std::vector<Variable>> outer(variables_, {{field.variable, record}});
    return compile(field.tree);
}

Operand Compiler::element_field(const Operand& record, const std::string& name, const Node& at) {
    std::string list;
    if (record.kind == Operand::Kind::claim) {
        list = record.claim->list;
        for (const auto& [field, reg] : record.claim->fields) {
            if (field == name) return Operand::value(reg, builder_.type(reg));
        }
    } else {
        const FactTableInfo& info = vocabulary_.tables()[record.table];
        list = info.path;
        const std::string path = record.text.empty() ? name : record.text + "." + name;
        if (auto found = find_path(path, record.table, record.scope)) return std::move(*found);
        if (const int child = vocabulary_.list(record.table, path); child >= 0) {
            return make_stream(child, record.scope, at);
        }
        if (vocabulary_.is_prefix(record.table, path)) {
            Operand part = record;
            part.text = path;
            return part;
        }
    }
    for (const Field& field : fields_) {
        if (field.list != list || field.name != name) continue;
        Operand value = field_value(field, record, at);
        // A list's elements are those of a loop of its own, not of one inside another.
        if (value.kind == Operand::Kind::stream && current_scope() != scope_of(record))
            fail("X057", at, {name});
        return value;
    }
    if (record.kind == Operand::Kind::claim) fail("X056", at, {name});
    std::vector<std::string> names;
    for (const Fact& fact : vocabulary_.tables()[record.table].columns) names.push_back(fact.path);
    const std::string near = text::nearest(name, names);
    if (near.empty()) fail("X065", at, {name, list});
    fail("X066", at, {name, list, near});
}

Operand Compiler::reading_option(const Operand& choice, const Operand& option, const Node& at) {
    const ReadingNames& reading = environment_.readings[choice.index];
    const Constant* text = option.kind == Operand::Kind::value && option.type.base == Base::text
                               ? builder_.constant_of(option.reg)
                               : nullptr;
    if (text == nullptr) fail("X047", at, {reading.name});
    const auto found = std::find(reading.options.begin(), reading.options.end(), text->text);
    if (found == reading.options.end()) {
        std::string options;
        for (const std::string& name : reading.options)
            options += (options.empty() ? "" : ", ") + name;
        fail("X046", at, {reading.name, text->text, options});
    }
    uses_.readings[choice.index] = true;
    const Register chosen = builder_.leaf(Op::reading, Type{Base::integer}, 0, choice.index,
                                          std::uint64_t{1} << choice.index);
    return truth(
        builder_.emit(Op::equal, Type{Base::truth},
                      {chosen, builder_.integer(found - reading.options.begin()), kNoRegister}));
}

}  // namespace bajigong::language
