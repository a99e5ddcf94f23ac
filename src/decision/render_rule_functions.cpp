// Calls and list operations in words.
#include <map>

#include "decision/render_rule_expression.hpp"
#include "decision/render_text_names.hpp"

namespace bajigong {

using language::Node;
using language::NodeKind;

namespace {

struct Form {
    std::size_t arguments;
    const char* en;
    const char* zh;
};

// Functions whose arguments are said one by one.
const std::map<std::string_view, Form>& forms() {
    static const std::map<std::string_view, Form> kForms = {
        {"year", {1, "the year of {0}", "{0}所在年份"}},
        {"month", {1, "the month of {0}", "{0}所在月份"}},
        {"month_start", {1, "the first day of the month of {0}", "{0}所在月的首日"}},
        {"month_end", {1, "the last day of the month of {0}", "{0}所在月的末日"}},
        {"year_start", {1, "the first day of the year of {0}", "{0}所在年的首日"}},
        {"year_end", {1, "the last day of the year of {0}", "{0}所在年的末日"}},
        {"full_months", {2, "full months from {0} to {1}", "{0}至{1}的整月数"}},
        {"full_years", {2, "full years from {0} to {1}", "{0}至{1}的周年数"}},
        {"days_between", {2, "days from {0} to {1}", "{0}至{1}的天数"}},
        {"within", {3, "{0} is within {2} from {1}", "{0}在{1}起算的{2}期限内"}},
        {"by", {2, "it happened by {1} ({0})", "{0}不晚于{1}"}},
        {"floor", {1, "{0}, rounded down", "{0}取整"}},
        {"in_place", {2, "{0} lies in {1}", "{0}属于行政区划{1}"}},
        {"unseen", {1, "unknown (not read: {0})", "未知（没有读到：{0}）"}},
        {"pending", {1, "unknown (left to a later document: {0})", "未知（待后续文件规定：{0}）"}},
        {"held_on", {2, "{1} lies in one of the {0}", "{1}处于{0}之内"}},
        {"covers", {3, "the {0} together cover {1} to {2}", "{0}连续覆盖{1}至{2}"}},
        {"ratio", {2, "{0}/{1}", "{0}/{1}"}},
    };
    return kForms;
}

std::optional<std::int64_t> whole(const Node& node) {
    if (node.kind != NodeKind::integer) return std::nullopt;
    return node.number;
}

}  // namespace

std::string ExpressionText::literal_date(const Node& node, const Scope& scope) const {
    const auto parts = [&](std::size_t i) { return whole(node.children[i]); };
    if (parts(0) && parts(1) && parts(2)) {
        const std::optional<Date> date = Date::from_ymd(
            static_cast<int>(*parts(0)), static_cast<int>(*parts(1)), static_cast<int>(*parts(2)));
        if (date) return words_.day(*date);
    }
    return fill(
        "day {2} of month {1} of the year {0}", "（{0}）年{1}月{2}日",
        {say(node.children[0], scope), say(node.children[1], scope), say(node.children[2], scope)});
}

std::string ExpressionText::call(const Node& node, const Scope& scope) const {
    const std::string_view name = node.text;
    const std::size_t count = node.children.size();
    if (name == "date" && count == 1 && node.children[0].kind == NodeKind::text) {
        const std::optional<Date> date = Date::parse(node.children[0].text);
        if (date) return words_.day(*date);
    }
    if (name == "day" && count == 3) return literal_date(node, scope);
    if (name == "yuan" && count == 1) {
        const Node& argument = node.children[0];
        const std::string digits = argument.kind == NodeKind::text ? std::string(argument.text)
                                   : whole(argument) ? std::to_string(*whole(argument))
                                                     : std::string();
        const std::optional<Money> money = Money::parse(digits);
        if (money) return words_.money(*money);
        return fill("{0} yuan", "{0}元", {say_inside(argument, scope)});
    }
    if (name == "percent" && count == 1) return say_inside(node.children[0], scope) + "%";
    if ((name == "years" || name == "months" || name == "days") && count == 1) {
        const std::optional<std::int64_t> number = whole(node.children[0]);
        if (number && *number > -100'000 && *number < 100'000) {
            const auto n = static_cast<std::int32_t>(*number);
            // "12个月", not "1年": as the text has it.
            if (name == "years") {
                return words_.zh() ? std::to_string(n) + "年"
                                   : std::to_string(n) + (n == 1 ? " year" : " years");
            }
            return words_.period(name == "months" ? Period{n, 0} : Period{0, n});
        }
    }
    // What has not come is waited for up to a day.
    if (name == "by" && count == 2 && node.children[0].kind == NodeKind::name &&
        node.children[0].text == "never") {
        return fill("it is still awaited until {0}, and not so afterwards",
                    "至{0}（含当日）仍待达到，逾期即为未达到", {say(node.children[1], scope)});
    }
    if (name == "size" && count == 1) {
        return fill("the number of {0}", "{0}的条数", {list_name(node.children[0], scope)});
    }
    if (name == "sum" && count == 1) {
        return fill("the sum of {0}", "{0}的合计", {list_name(node.children[0], scope)});
    }
    if (name == "min" || name == "max") {
        std::string all;
        for (const Node& child : node.children) {
            all += (all.empty() ? "" : words_.in(", ", "、")) + say(child, scope);
        }
        const bool day = count > 0 && order_of(node.children[0], scope) == Order::day;
        if (name == "min") {
            return fill(day ? "the earliest of ({0})" : "the least of ({0})",
                        day ? "（{0}）中最早者" : "（{0}）中最小者", {all});
        }
        return fill(day ? "the latest of ({0})" : "the greatest of ({0})",
                    day ? "（{0}）中最晚者" : "（{0}）中最大者", {all});
    }
    if (name == "months_covered" && (count == 3 || count == 4)) {
        const bool pooled = node.children[2].text == "pooled";
        if (count == 4) {
            return fill(
                pooled ? "months of {0} from {2} and before {1}, leftover days pooled, thirty a "
                         "month"
                       : "whole months of {0} from {2} and before {1}, leftover days dropped",
                pooled ? "自{2}起、{1}以前{0}累计的月数（零散天数合并，三十日为一个月）"
                       : "自{2}起、{1}以前{0}累计的整月数（零散天数不计）",
                {say(node.children[0], scope), say(node.children[1], scope),
                 say(node.children[3], scope)});
        }
        return fill(pooled ? "months of {0} before {1}, leftover days pooled, thirty a month"
                           : "whole months of {0} before {1}, leftover days dropped",
                    pooled ? "{1}以前{0}累计的月数（零散天数合并，三十日为一个月）"
                           : "{1}以前{0}累计的整月数（零散天数不计）",
                    {say(node.children[0], scope), say(node.children[1], scope)});
    }
    if (name == "table" || name == "has_row" || name == "param" || name == "list") {
        return look_up(node, scope);
    }
    const auto form = forms().find(name);
    if (form == forms().end() || form->second.arguments != count) {
        return words_.in("(a value the rulebook computes)", "（规则手册计算的值）");
    }
    std::vector<std::string> parts;
    for (const Node& child : node.children) {
        const bool words = child.kind == NodeKind::text && name != "by";
        std::string part = words ? text::printable(child.text) : say_inside(child, scope);
        // A sum within a phrase would run on into it.
        if (child.kind == NodeKind::binary && (child.text == "+" || child.text == "-"))
            part = fill("({0})", "（{0}）", {part});
        parts.push_back(std::move(part));
    }
    return fill(form->second.en, form->second.zh, parts);
}

std::string ExpressionText::look_up(const Node& node, const Scope& scope) const {
    if (node.children.empty()) return std::string(node.text);
    const std::string name(node.children[0].text);
    std::string keys;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        keys += (keys.empty() ? "" : words_.in(", ", "、")) + say_inside(node.children[i], scope);
    }
    if (node.text == "list") {
        const int list = book_.environment.list(name);
        const bool titled =
            list >= 0 && !book_.lists[static_cast<std::size_t>(list)].title.zh.empty();
        const std::string title =
            titled ? words_.label(book_.lists[static_cast<std::size_t>(list)].title) : name;
        return fill("the list '{0}' as of {1}", "{1}的“{0}”", {title, keys});
    }
    if (node.text == "param") {
        return fill("the parameter '{0}' on {1}", "{1}的参数“{0}”", {name, keys});
    }
    if (node.text == "has_row") {
        return fill("the table '{0}' has a row for {1}", "表“{0}”列有{1}", {name, keys});
    }
    return fill("the figure of table '{0}' for {1}", "表“{0}”中{1}对应的数额", {name, keys});
}

// The table of a list of records; -1 if it is none.
int ExpressionText::list_of(const Node& node, const Scope& scope) const {
    const std::optional<std::string> path = path_of(node);
    if (!path) return -1;
    const std::size_t dot = path->find('.');
    if (dot != std::string::npos) {
        const auto variable = scope.lists.find(path->substr(0, dot));
        if (variable != scope.lists.end() && variable->second >= 0) {
            return words_.vocabulary().list(variable->second, path->substr(dot + 1));
        }
    }
    return words_.vocabulary().list(0, *path);
}

// A list, filtered or mapped, as a noun.
std::string ExpressionText::list_name(const Node& node, const Scope& scope) const {
    if (node.kind != NodeKind::method || node.children.size() < 3) return say_inside(node, scope);
    if (node.text != "filter" && node.text != "map") return say_inside(node, scope);
    const Node* base = &node.children[0];
    while (base->kind == NodeKind::method && !base->children.empty()) base = &base->children[0];
    Scope inner = scope;
    inner.enter(std::string(node.children[1].text), list_of(*base, scope));
    const std::string of = list_name(node.children[0], scope);
    const std::string what = say(node.children.back(), inner);
    if (node.text == "filter") {
        return fill("those {0} where {1}", "{0}中符合以下条件的各条（{1}）", {of, what});
    }
    return fill("({1}) over {0}", "{0}的“{1}”", {of, what});
}

std::string ExpressionText::method(const Node& node, const Scope& scope) const {
    const std::string name(node.text);
    if (name == "exists" || name == "all" || name == "exists_one") {
        if (node.children.size() != 3) return name;
        Scope inner = scope;
        const Node* base = &node.children[0];
        while (base->kind == NodeKind::method && !base->children.empty()) base = &base->children[0];
        inner.enter(std::string(node.children[1].text), list_of(*base, scope));
        const std::string list = list_name(node.children[0], scope);
        const std::string what = say(node.children[2], inner);
        if (name == "exists") {
            return fill("among {0} there is one where {1}", "{0}中有一条符合：{1}", {list, what});
        }
        if (name == "all") {
            return fill("of {0} each has {1}", "{0}中每一条都符合：{1}", {list, what});
        }
        return fill("among {0} there is exactly one where {1}", "{0}中恰有一条符合：{1}",
                    {list, what});
    }
    if (name == "size")
        return fill("the number of {0}", "{0}的条数", {list_name(node.children[0], scope)});
    if (name == "filter" || name == "map") return list_name(node, scope);
    if (node.children.size() == 2) {
        const std::string left = say_inside(node.children[0], scope);
        const std::string right = say_inside(node.children[1], scope);
        if (name == "startsWith") return fill("{0} begins with {1}", "{0}以{1}开头", {left, right});
        if (name == "endsWith") return fill("{0} ends with {1}", "{0}以{1}结尾", {left, right});
        if (name == "contains") return fill("{0} contains {1}", "{0}含有{1}", {left, right});
    }
    return words_.in("(a value the rulebook computes)", "（规则手册计算的值）");
}

}  // namespace bajigong
