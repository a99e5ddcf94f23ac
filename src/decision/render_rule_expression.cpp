// Expressions in words: names, logic and comparisons. Functions stand in render_rule_functions.cpp.
#include "decision/render_rule_expression.hpp"

#include "decision/render_text_names.hpp"

namespace bajigong {

using language::Node;
using language::NodeKind;

namespace {

bool is_composite(const Node& node) {
    return node.kind == NodeKind::all_of || node.kind == NodeKind::any_of ||
           node.kind == NodeKind::conditional ||
           (node.kind == NodeKind::method &&
            (node.text == "exists" || node.text == "all" || node.text == "exists_one"));
}

bool is_arithmetic(std::string_view sign) {
    return sign == "+" || sign == "-" || sign == "*" || sign == "/" || sign == "%";
}

// Whether the node is a truth by its form.
bool is_logic(const Node& node) {
    if (node.kind == NodeKind::conditional) return is_logic(node.children[1]);
    if (node.kind == NodeKind::binary) return !is_arithmetic(node.text);
    return is_composite(node) || node.kind == NodeKind::not_ || node.kind == NodeKind::truth;
}

struct Comparison {
    std::string_view sign;
    const char* en[3];  // number, day, level
    const char* zh[3];
};
constexpr Comparison kComparisons[] = {
    {"<", {"less than", "before", "below"}, {"少于", "早于", "低于"}},
    {"<=", {"at most", "not after", "not above"}, {"不多于", "不晚于", "不高于"}},
    {">", {"more than", "after", "above"}, {"多于", "晚于", "高于"}},
    {">=", {"at least", "not before", "not below"}, {"不少于", "不早于", "不低于"}},
};

}  // namespace

std::string ExpressionText::text(const std::string& expression) const {
    return text(expression, "", "");
}

std::string ExpressionText::text(const std::string& expression, const std::string& variable,
                                 const std::string& list) const {
    Scope scope;
    if (!variable.empty()) scope.enter(variable, words_.vocabulary().list(0, list));
    try {
        return say(language::parse(expression, Place{}).root, scope);
    } catch (const Failure&) {
        return text::printable(expression);
    }
}

std::string ExpressionText::fill(const char* en, const char* zh,
                                 const std::vector<std::string>& parts) const {
    const std::string_view form = words_.in(en, zh);
    std::string out;
    for (std::size_t at = 0; at < form.size(); ++at) {
        const bool part = form[at] == '{' && at + 2 < form.size() && form[at + 2] == '}';
        if (!part) {
            out += form[at];
            continue;
        }
        out += parts[static_cast<std::size_t>(form[at + 1] - '0')];
        at += 2;
    }
    return out;
}

std::string ExpressionText::say(const Node& node, const Scope& scope) const {
    switch (node.kind) {
        case NodeKind::integer: return std::to_string(node.number);
        case NodeKind::text: return fill("'{0}'", "“{0}”", {text::printable(node.text)});
        case NodeKind::truth:
            return node.number != 0 ? words_.in("yes", "是") : words_.in("no", "否");
        case NodeKind::name:
        case NodeKind::select: return named(node, scope);
        case NodeKind::call: return call(node, scope);
        case NodeKind::method: return method(node, scope);
        case NodeKind::negate: return "-" + say_inside(node.children[0], scope);
        case NodeKind::not_:
            return fill("it is not so that {0}", "并非{0}", {say_inside(node.children[0], scope)});
        case NodeKind::binary: return binary(node, scope);
        case NodeKind::all_of:
        case NodeKind::any_of: return joined(node, scope);
        case NodeKind::conditional: {
            const bool chained = node.children[2].kind == NodeKind::conditional;
            return fill(
                chained ? "if {0}: {1}; otherwise {2}" : "if {0}: {1}; otherwise: {2}",
                chained ? "如{0}，为{1}；否则{2}" : "如{0}，为{1}；否则为{2}",
                {say(node.children[0], scope), say_inside(node.children[1], scope),
                 chained ? say(node.children[2], scope) : say_inside(node.children[2], scope)});
        }
        case NodeKind::list: {
            std::string out;
            for (const Node& child : node.children) {
                out += (out.empty() ? "" : words_.in(", ", "、")) + say(child, scope);
            }
            return out;
        }
        case NodeKind::index:
        case NodeKind::map: break;
    }
    return words_.in("(a value the rulebook computes)", "（规则手册计算的值）");
}

// In parentheses where its parts would otherwise run together with their neighbours.
std::string ExpressionText::say_inside(const Node& node, const Scope& scope) const {
    const std::string text = say(node, scope);
    return is_composite(node) ? fill("({0})", "（{0}）", {text}) : text;
}

std::string ExpressionText::joined(const Node& node, const Scope& scope) const {
    const bool all = node.kind == NodeKind::all_of;
    std::string out;
    for (const Node& child : node.children) {
        if (!out.empty()) out += all ? words_.in(", and ", "，且") : words_.in(", or ", "，或");
        out += say_inside(child, scope);
    }
    return out;
}

std::string ExpressionText::binary(const Node& node, const Scope& scope) const {
    if (node.text == "in") return membership(node, scope);
    if (!is_arithmetic(node.text)) return compared(node, scope);
    const auto operand = [&](const Node& child) {
        const bool sum = child.kind == NodeKind::binary && (child.text == "+" || child.text == "-");
        const bool tight = node.text != "+" && node.text != "-";
        const std::string text = say_inside(child, scope);
        return sum && tight ? fill("({0})", "（{0}）", {text}) : text;
    };
    const std::string sign(node.text == "*"   ? "×"
                           : node.text == "/" ? "÷"
                           : node.text == "-" ? "−"
                                              : node.text);
    if (node.text == "%") {
        return fill("the remainder of {0} by {1}", "{0}除以{1}的余数",
                    {operand(node.children[0]), operand(node.children[1])});
    }
    return operand(node.children[0]) + " " + sign + " " + operand(node.children[1]);
}

std::string ExpressionText::compared(const Node& node, const Scope& scope) const {
    if (std::string reading = reading_is(node); !reading.empty()) return reading;
    const std::string left = say_inside(node.children[0], scope);
    const std::string right = say_inside(node.children[1], scope);
    if (node.text == "==" || node.text == "!=") {
        const bool equal = node.text == "==";
        if (is_logic(node.children[0]) || is_logic(node.children[1])) {
            return fill(equal ? "{0} exactly if {1}" : "either {0} or {1}, not both",
                        equal ? "{0}与{1}同真同假" : "{0}与{1}恰有一项成立", {left, right});
        }
        return fill(equal ? "{0} is {1}" : "{0} is not {1}", equal ? "{0}为{1}" : "{0}不为{1}",
                    {left, right});
    }
    const auto order = static_cast<std::size_t>(order_of(node.children[0], scope));
    for (const Comparison& comparison : kComparisons) {
        if (comparison.sign != node.text) continue;
        return fill("{0} is {1} {2}", "{0}{1}{2}",
                    {left, words_.in(comparison.en[order], comparison.zh[order]), right});
    }
    return left + " " + std::string(node.text) + " " + right;
}

std::string ExpressionText::membership(const Node& node, const Scope& scope) const {
    const std::string left = say_inside(node.children[0], scope);
    const Node& container = node.children[1];
    if (container.kind == NodeKind::list) {
        return fill("{0} is one of {1}", "{0}属于{1}之一", {left, say(container, scope)});
    }
    if (container.kind == NodeKind::call && container.text == "list") {
        return fill("{0} is on {1}", "{0}列入{1}", {left, say(container, scope)});
    }
    return fill("{0} is among {1}", "{0}在{1}之中", {left, say_inside(container, scope)});
}

// reading.NAME == 'option'
std::string ExpressionText::reading_is(const Node& node) const {
    if (node.text != "==" && node.text != "!=") return {};
    const std::optional<std::string> path = path_of(node.children[0]);
    constexpr std::string_view kPrefix = "reading.";
    if (!path || !path->starts_with(kPrefix) || node.children[1].kind != NodeKind::text) return {};
    const int index = book_.reading(path->substr(kPrefix.size()));
    if (index < 0) return {};
    const Reading& reading = book_.readings[static_cast<std::size_t>(index)];
    for (const ReadingOption& option : reading.options) {
        if (option.name != node.children[1].text) continue;
        const bool is = node.text == "==";
        return fill(
            is ? "the question {0} is answered '{1}'" : "the question {0} is not answered '{1}'",
            is ? "对“{0}”按“{1}”理解" : "对“{0}”不按“{1}”理解",
            {reading.name, words_.label(option.text)});
    }
    return {};
}

std::string ExpressionText::named(const Node& node, const Scope& scope) const {
    const std::optional<std::string> path = path_of(node);
    if (!path) return words_.in("(a value the rulebook computes)", "（规则手册计算的值）");
    const std::string found = find_name(*path, scope);
    return found.empty() ? text::printable(*path) : found;
}

std::string ExpressionText::find_name(const std::string& path, const Scope& scope) const {
    if (path == "as_of") return words_.in("the day of decision", "判定日期");
    if (path == "never") return words_.in("never", "无（never）");
    if (path.starts_with("reading.")) {
        return fill("the answer to the question {0}", "对“{0}”的理解", {path.substr(8)});
    }
    const Vocabulary& vocabulary = words_.vocabulary();
    const std::size_t dot = path.find('.');
    if (const auto variable = scope.lists.find(path.substr(0, dot));
        variable != scope.lists.end()) {
        if (dot == std::string::npos) return words_.in("this value", "该项");
        std::string field = path.substr(dot + 1);
        if (version_ != nullptr) {
            for (const Let& let : version_->lets) {
                if (let.id == field && !let.each_list.empty()) return let_name(let, words_);
            }
        }
        if (variable->second < 0) return field;
        const FactTableInfo& table =
            vocabulary.tables()[static_cast<std::size_t>(variable->second)];
        const int column = table.column(field);
        if (column < 0) return field;
        const Fact& info = table.columns[static_cast<std::size_t>(column)];
        const bool inner = variable->first == scope.innermost;
        if (info.type.base == Base::truth) {
            return fill(inner ? "'{0}' holds for it" : "'{0}' holds for the former",
                        inner ? "其{0}" : "前者{0}", {words_.label(info.label)});
        }
        return fill(inner ? "its {0}" : "the former's {0}", inner ? "其{0}" : "前者的{0}",
                    {words_.label(info.label)});
    }
    if (version_ != nullptr) {
        for (const Let& let : version_->lets) {
            if (let.id == path && let.each_list.empty()) return let_name(let, words_);
        }
        for (const Step& step : version_->steps) {
            if (step.id == path) return fill("the amount {0}", "金额“{0}”", {step.id});
        }
    }
    const FactTableInfo& root = vocabulary.tables()[0];
    if (const int column = root.column(path); column >= 0) {
        return words_.label(root.columns[static_cast<std::size_t>(column)].label);
    }
    if (const int list = vocabulary.list(0, path); list >= 0) {
        return words_.label(vocabulary.tables()[static_cast<std::size_t>(list)].label);
    }
    for (const int scale : vocabulary.scales_with(path)) {
        const Scale& values = vocabulary.scales()[static_cast<std::size_t>(scale)];
        const std::optional<std::int64_t> number = values.number(path);
        if (number) {
            return words_.label(values.values[static_cast<std::size_t>(*number)].label);
        }
    }
    return {};
}

const Type* ExpressionText::type_of(const Node& node, const Scope& scope) const {
    const std::optional<std::string> path = path_of(node);
    if (!path) return nullptr;
    const Vocabulary& vocabulary = words_.vocabulary();
    const std::size_t dot = path->find('.');
    if (const auto variable = scope.lists.find(path->substr(0, dot));
        variable != scope.lists.end()) {
        if (variable->second < 0 || dot == std::string::npos) return nullptr;
        const FactTableInfo& table =
            vocabulary.tables()[static_cast<std::size_t>(variable->second)];
        const int column = table.column(path->substr(dot + 1));
        return column < 0 ? nullptr : &table.columns[static_cast<std::size_t>(column)].type;
    }
    if (version_ != nullptr) {
        for (const Let& let : version_->lets) {
            if (let.id == *path && let.value != language::kNoRegister) {
                return &version_->program.types[static_cast<std::size_t>(let.value)];
            }
        }
    }
    const int column = vocabulary.tables()[0].column(*path);
    return column < 0 ? nullptr
                      : &vocabulary.tables()[0].columns[static_cast<std::size_t>(column)].type;
}

ExpressionText::Order ExpressionText::order_of(const Node& node, const Scope& scope) const {
    if (const Type* type = type_of(node, scope)) {
        if (type->base == Base::date) return Order::day;
        if (type->base == Base::scale) return Order::level;
        return Order::number;
    }
    const std::optional<std::string> path = path_of(node);
    if (path == "as_of" || path == "never") return Order::day;
    static constexpr std::string_view kDays[] = {"date",      "day",        "month_start",
                                                 "month_end", "year_start", "year_end"};
    if (node.kind == NodeKind::call) {
        for (const std::string_view name : kDays) {
            if (node.text == name) return Order::day;
        }
        const bool extreme = node.text == "min" || node.text == "max";
        if (extreme && !node.children.empty()) return order_of(node.children[0], scope);
    }
    if (node.kind == NodeKind::binary && (node.text == "+" || node.text == "-")) {
        const Order first = order_of(node.children[0], scope);
        // A day less a day is a length of time.
        const bool between = first == Order::day && node.text == "-" &&
                             order_of(node.children[1], scope) == Order::day;
        return between ? Order::number : first;
    }
    if (node.kind == NodeKind::conditional) return order_of(node.children[1], scope);
    return Order::number;
}

}  // namespace bajigong
