// A version's conditions, limits and amounts in words.
#include "decision/render_rule_version.hpp"

#include <algorithm>

#include "decision/render_text_names.hpp"

namespace bajigong {

namespace {

std::string indent(int depth) { return std::string(static_cast<std::size_t>(2 * depth), ' '); }

}  // namespace

std::string version_days(const Words& words, const Rulebook& book, const Version& version) {
    const int reading = version.from.reading >= 0 ? version.from.reading : version.until.reading;
    if (reading < 0) return words.days(version.from.day, version.until.day);
    std::string out;
    std::vector<int> options(book.readings.size(), 0);
    const Reading& about = book.readings[static_cast<std::size_t>(reading)];
    for (std::size_t i = 0; i < about.options.size(); ++i) {
        options[static_cast<std::size_t>(reading)] = static_cast<int>(i);
        // Where the two ends hang on different questions, the other stands at its first answer.
        out += (out.empty() ? "" : words.in("; or ", "；或")) +
               words.days(version.from.under(options), version.until.under(options)) +
               words.in(" (", "（") + about.name + "=" + about.options[i].name +
               words.in(")", "）");
    }
    return out;
}

std::string fund_text(const Words& words, const Fund& fund) {
    if (!fund.open) return text::printable(fund.name);
    return words.open(*fund.open);
}

std::string VersionProse::text() {
    out_.clear();
    if (version_.kind != Version::Kind::rules) {
        const bool none = version_.kind == Version::Kind::none;
        const bool unseen = version_.open.kind == language::CauseKind::unseen;
        out_ += "  ";
        out_ += none     ? words_.in("Nothing was in force: ", "没有规定：")
                : unseen ? words_.in("Not read: ", "没有读到：")
                         : words_.in("Left to a later document: ", "待后续文件规定：");
        out_ += none ? words_.label(version_.none) : text::printable(version_.open.why);
        const std::string notes = sources_.notes(version_.basis);
        return std::move(out_) + (notes.empty() ? "" : words_.in("  ", "　") + notes) + "\n";
    }
    clauses(false);
    clauses(true);
    if (!version_.limits.empty()) heading("Limits", "次数和额度限制");
    for (std::size_t i = 0; i < version_.limits.size(); ++i) limit(version_.limits[i], i + 1);
    if (!version_.steps.empty()) heading("Amount", "金额");
    for (const Step& one : version_.steps) step(one);
    if (!version_.results.empty()) heading("Results", "认定结果");
    for (const ResultStep& one : version_.results) result(one);
    if (!version_.lets.empty()) heading("Terms used above", "以上用语的含义");
    for (const Let& one : version_.lets) let(one);
    return std::move(out_);
}

void VersionProse::heading(const char* en, const char* zh) {
    out_ +=
        std::string("  ") + words_.in("", "【") + words_.in(en, zh) + words_.in("", "】") + '\n';
}

void VersionProse::clauses(bool negated) {
    std::size_t number = 0;
    for (const Item& item : version_.items) {
        if (item.clause < 0 || item.negated != negated) continue;
        if (++number == 1) {
            negated ? heading("Exclusions: none of these may apply",
                              "排除情形：有下列情形之一的，不予支持")
                    : heading("Conditions: all of these must hold", "条件：须同时满足");
        }
        clause(item.clause, std::to_string(number), 2);
    }
}

void VersionProse::entry(const std::string& number, const Entry& entry, const std::string& text,
                         int depth) {
    const std::string notes = sources_.notes(entry.basis);
    out_ += indent(depth) + number + text;
    if (!notes.empty()) out_ += words_.in("  ", "　") + notes;
    out_ += '\n';
}

void VersionProse::meaning(const std::string& expression, const std::string& text, int depth) {
    const std::string said = expressions_.text(expression);
    if (said == text) return;
    out_ += indent(depth) + words_.in("that is: ", "即：") + said + '\n';
}

void VersionProse::clause(int index, const std::string& number, int depth) {
    const Clause& clause = version_.clauses[static_cast<std::size_t>(index)];
    const std::string text = words_.label(clause.text);
    const std::string point = number + words_.in(". ", "．");
    if (clause.kind == Clause::Kind::leaf) {
        entry(point, clause, text, depth);
        return meaning(clause.expression, text, depth + 2);
    }
    std::string how;
    switch (clause.kind) {
        case Clause::Kind::all: how = words_.in(" (all of these)", "（须同时满足）"); break;
        case Clause::Kind::any: how = words_.in(" (any one of these)", "（满足一项即可）"); break;
        case Clause::Kind::none:
            how = words_.in(" (none of these)", "（不得有下列任何一项）");
            break;
        default:
            how = words_.in(" (at least ", "（至少满足") + std::to_string(clause.needed) +
                  words_.in(" of these)", "项）");
    }
    entry(point, clause, text + how, depth);
    for (std::size_t i = 0; i < clause.children.size(); ++i) {
        this->clause(clause.children[i], number + "." + std::to_string(i + 1), depth + 1);
    }
}

std::string VersionProse::list_label(const std::string& list) const {
    const int table = words_.vocabulary().list(0, list);
    if (table < 0) return list;
    return words_.label(words_.vocabulary().tables()[static_cast<std::size_t>(table)].label);
}

void VersionProse::limit(const Limit& limit, std::size_t number) {
    entry(std::to_string(number) + words_.in(". ", "．"), limit, words_.label(limit.text), 2);
    const std::string list = list_label(limit.list);
    const std::string variable = limit.count.substr(0, limit.count.find(' '));
    const auto said = [&](const std::string& expression) {
        return expressions_.text(expression, variable, limit.list);
    };
    std::string line = limit.sum.empty() ? words_.in("counted: ", "计数：") + list
                                         : words_.in("added up: ", "合计：") + said(limit.sum) +
                                               words_.in(" of ", "，范围为") + list;
    if (!limit.where.empty()) {
        line += words_.in(" where ", "中符合以下条件的各条：") + said(limit.where);
    }
    const std::string most =
        limit.at_most.empty() ? bound(limit.allowed) : expressions_.text(limit.at_most);
    line += words_.in("; with this claim at most ", "；连同本次不超过") + most;
    if (!limit.when.empty()) {
        line += words_.in("; binds only where ", "；仅在以下情形适用：") +
                expressions_.text(limit.when);
    }
    out_ += indent(4) + line + '\n';
}

// A figure that stands only in the program: a constant or the row of a table.
std::string VersionProse::bound(language::Register value) const {
    const language::Program& program = version_.program;
    const language::Instruction& code = program.code[static_cast<std::size_t>(value)];
    if (code.op == language::Op::constant) {
        const language::Constant& constant = program.constants[static_cast<std::size_t>(code.imm)];
        if (constant.state == language::Constant::State::known) {
            return words_.value(program.types[static_cast<std::size_t>(value)], constant.number,
                                constant.second, constant.text);
        }
        if (constant.cause >= 0) {
            return text::printable(program.causes[static_cast<std::size_t>(constant.cause)].why);
        }
    }
    if (code.op == language::Op::table) {
        return words_.in("the figure of table '", "表“") +
               rule_.book->tables[static_cast<std::size_t>(code.imm)].name +
               words_.in("'", "”所列数额");
    }
    return words_.in("what the rulebook computes", "规则手册计算的数额");
}

namespace {

// "rounded half up to the yuan"
std::string rounding_text(const std::string& rounding, const Words& words) {
    struct Part {
        std::string_view name;
        const char* en;
        const char* zh;
    };
    static constexpr Part kParts[] = {{"fen", "to the fen", "精确到分"},
                                      {"jiao", "to the jiao", "精确到角"},
                                      {"yuan", "to the yuan", "精确到元"},
                                      {"half_up", "half up", "四舍五入"},
                                      {"half_even", "half to even", "四舍六入五成双"},
                                      {"up", "up", "尾数进位"},
                                      {"down", "down", "尾数舍去"}};
    const std::size_t blank = rounding.find(' ');
    const auto text = [&](std::string_view name) -> std::string {
        for (const Part& part : kParts) {
            if (part.name == name) return words.in(part.en, part.zh);
        }
        return std::string(name);
    };
    const std::string unit = text(std::string_view(rounding).substr(0, blank));
    const std::string way = text(std::string_view(rounding).substr(blank + 1));
    return words.zh() ? unit + "，" + way : "rounded " + way + " " + unit;
}

}  // namespace

void VersionProse::step(const Step& step) {
    std::string text = step.id + words_.in(": ", "：");
    std::string figure;
    if (step.open) {
        figure = step.open->kind == language::CauseKind::unseen
                     ? words_.in("not read: ", "没有读到：")
                     : words_.in("left to a later document: ", "待后续文件规定：");
        figure += text::printable(step.open->why);
    } else if (!step.expression.empty()) {
        figure = expressions_.text(step.expression, step.each_variable, step.each_list);
    }
    const auto add = [&](const std::string& more) {
        figure += (figure.empty() ? "" : words_.in("; ", "；")) + more;
    };
    if (step.at_most != language::kNoRegister) {
        add(words_.in("at most ", "不超过") + bound(step.at_most));
    }
    if (step.at_least != language::kNoRegister) {
        add(words_.in("at least ", "不低于") + bound(step.at_least));
    }
    if (!step.rounding.empty()) add(rounding_text(step.rounding, words_));
    if (step.in_principle) add(words_.in("bounds in principle only", "上下限为原则性规定"));
    if (!step.each_list.empty()) {
        add(words_.in("for each of the ", "按以下名单逐一计算后合计：") +
            list_label(step.each_list) + words_.in(", added up", ""));
    }
    if (!step.when_expression.empty()) {
        add(words_.in("due only where ", "仅在以下情形支付：") +
            expressions_.text(step.when_expression, step.each_variable, step.each_list));
    }
    if (!step.less_expression.empty()) {
        add(words_.in("less what was paid before: ", "扣除此前已付：") +
            expressions_.text(step.less_expression));
    }
    if (step.pays) {
        const std::string& payee = step.payee.empty() ? rule_.payee : step.payee;
        if (!payee.empty()) add(words_.in("paid to ", "付给") + words_.payee(payee));
        if (step.fund) add(words_.in("fund: ", "资金渠道：") + fund_text(words_, *step.fund));
    }
    entry("", step, text + figure, 2);
    if (!step.text.zh.empty()) out_ += indent(4) + words_.label(step.text) + '\n';
}

void VersionProse::result(const ResultStep& result) {
    std::string text = words_.label(result.text) + words_.in(": ", "：");
    if (result.open) {
        text += result.open->kind == language::CauseKind::unseen
                    ? words_.in("not read: ", "没有读到：")
                    : words_.in("left to a later document: ", "待后续文件规定：");
        text += text::printable(result.open->why);
    } else {
        text += expressions_.text(result.expression);
    }
    if (!result.when_expression.empty()) {
        text += words_.in("; only where ", "；仅在以下情形：") +
                expressions_.text(result.when_expression);
    }
    if (result.always) text += words_.in("; whatever the outcome", "；不论结论如何均列明");
    entry("", result, text, 2);
}

void VersionProse::let(const Let& let) {
    std::string name = let_name(let, words_);
    if (name.find(let.id) == std::string::npos) {
        name += words_.in(" ('", "（“") + let.id + words_.in("')", "”）");
    }
    std::string said = let.each_list.empty()
                           ? expressions_.text(let.expression)
                           : expressions_.text(let.expression, let.each_variable, let.each_list);
    if (!let.each_list.empty()) {
        name += words_.in(" of each of the ", "，就每一条") + list_label(let.each_list);
    }
    if (!let.rounding.empty()) {
        said += words_.in("; ", "；") + rounding_text(let.rounding, words_);
    }
    // How it is derived is its name already.
    Entry bare = let;
    if (let.text.zh.empty()) bare.basis.derived = {};
    entry("", bare, name + words_.in(": ", "：") + said, 2);
}

}  // namespace bajigong
