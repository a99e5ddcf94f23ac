// Reasons as text.
#include "decision/render_text_reasons.hpp"

#include <algorithm>

#include "decision/render_text_personal.hpp"
#include "decision/render_text_results.hpp"

namespace bajigong {

namespace {

// A name that rulebooks and facts use, behind the words for it.
std::string named(const std::string& words_text, const std::string& name, const Words& words) {
    return words_text + words.in(" (", "（") + text::printable(name) + words.in(")", "）");
}

// What kinds of cause are called, in the order they are told.
struct Heading {
    std::string_view kind;
    const char* en;
    const char* zh;
};
constexpr Heading kHeadings[] = {
    {"facts", "Missing facts", "缺少的事实"},
    {"supply", "Data to be brought by the user", "须由使用方提供的资料"},
    {"waiting", "Events still awaited", "尚待发生的事件"},
    {"unseen", "Text that was not read", "没有读到的规定"},
    {"pending", "Left to a later document", "文件留待以后规定"},
    {"uncovered", "Days without rules here", "规则手册未收录规定的日期"},
    {"faults", "What could not be computed", "无法计算之处"},
};

// What engine::fault_name says.
struct FaultWords {
    std::string_view en;
    const char* zh;
};
constexpr FaultWords kFaults[] = {
    {"no row for the key", "查找表中没有相应的行"},
    {"division by zero, or a result out of range", "除数为零，或结果超出范围"},
    {"the least or greatest of an empty list", "对空列表取最小或最大"},
    {"months compared with days", "以月计的期间与以日计的期间相比较"},
    {"a day that does not exist", "日期不存在"},
    {"a day out of range, or never", "日期超出范围，或从未发生"},
    {"a text out of range", "文本过长"},
    {"a value that an earlier step made a fault", "所用的前一步骤已出错"},
    {"a number out of range", "数值超出范围"},
};

}  // namespace

const Entry* ReasonsText::find(const std::string& id) const {
    for (const ShownVersion& shown : decision_.shown) {
        if (shown.version == nullptr) continue;
        const Version& version = *shown.version;
        for (const Clause& clause : version.clauses) {
            if (clause.id == id) return &clause;
        }
        for (const Limit& limit : version.limits) {
            if (limit.id == id) return &limit;
        }
        for (const Step& step : version.steps) {
            if (step.id == id) return &step;
        }
        for (const Let& let : version.lets) {
            if (let.id == id) return &let;
        }
        for (const ResultStep& result : version.results) {
            if (result.id == id) return &result;
        }
    }
    return nullptr;
}

std::string ReasonsText::deciding(const ShownVersion& shown) const {
    if (shown.version == nullptr || shown.clause.empty()) return {};
    const Version& version = *shown.version;
    const auto with_source = [&](const std::string& text, const Basis& basis) {
        const std::string source = sources_.full(basis);
        return source.empty() ? text : text + words_.in(" (", "（") + source + words_.in(")", "）");
    };
    if (version.kind == Version::Kind::none) {
        return with_source(words_.label(version.none), version.basis);
    }
    for (const Item& item : version.items) {
        const Entry& entry = item.clause >= 0
                                 ? static_cast<const Entry&>(version.clauses[item.clause])
                                 : static_cast<const Entry&>(version.limits[item.limit]);
        if (entry.id != shown.clause) continue;
        const bool refused = shown.outcome == Outcome::ineligible;
        const char* before = refused ? words_.in("condition not met: ", "未满足条件：")
                                     : words_.in("condition: ", "条件：");
        if (item.negated) {
            before = refused ? words_.in("exclusion: ", "属于排除情形：")
                             : words_.in("exclusion: ", "排除情形：");
        }
        if (item.limit >= 0) {
            before = refused ? words_.in("limit: ", "超出限制：") : words_.in("limit: ", "限制：");
        }
        return with_source(before + words_.label(entry.text), entry.basis);
    }
    return shown.clause;
}

std::string ReasonsText::clause_of(const Answer& answer) const {
    if (answer.clause.empty() || answer.outcome == Outcome::eligible) return {};
    const auto& rules = decision_.rulebooks->rules;
    const auto found = rules.find(answer.rule);
    if (found == rules.end()) return answer.clause;
    for (const Version& version : found->second->versions) {
        for (const Clause& clause : version.clauses) {
            if (clause.id == answer.clause) return words_.label(clause.text);
        }
        for (const Limit& limit : version.limits) {
            if (limit.id == answer.clause) return words_.label(limit.text);
        }
    }
    return answer.clause;
}

std::string ReasonsText::fact(const std::string& path) const {
    for (const FactTableInfo& table : words_.vocabulary().tables()) {
        if (table.path == path) return named(words_.label(table.label), path, words_);
        const std::string prefix = table.path.empty() ? "" : table.path + ".";
        if (!path.starts_with(prefix)) continue;
        const int column = table.column(path.substr(prefix.size()));
        if (column < 0) continue;
        const std::string of =
            table.path.empty() ? "" : words_.label(table.label) + words_.in(": ", "：");
        return named(of + words_.label(table.columns[static_cast<std::size_t>(column)].label), path,
                     words_);
    }
    return text::printable(path);
}

std::string ReasonsText::supplied(const std::string& name) const {
    const Rulebook& book = *decision_.decided->book;
    for (const auto* shapes : {&book.lists, &book.tables, &book.params}) {
        for (const SuppliedShape& shape : *shapes) {
            if (shape.name == name && !shape.title.zh.empty()) {
                return named(words_.label(shape.title), name, words_);
            }
        }
    }
    return text::printable(name);
}

std::string ReasonsText::waiting(const std::string& id) const {
    const Entry* entry = find(id);
    if (entry == nullptr || entry->text.zh.empty()) return text::printable(id);
    return named(words_.label(entry->text), id, words_);
}

std::string ReasonsText::fault(const DecisionCause& cause) const {
    const Rulebook& book = *decision_.decided->book;
    for (const SuppliedShape& table : book.tables) {
        if (table.name != cause.name) continue;
        return words_.in("no row of the table ", "查找表 ") + supplied(cause.name) +
               words_.in(" fits the key ", " 中没有与此键相应的行：") + text::printable(cause.why);
    }
    std::string what = text::printable(cause.why);
    for (const FaultWords& words : kFaults) {
        if (words.en == cause.why) what = words_.in(words.en.data(), words.zh);
    }
    return waiting(cause.name) + words_.in(": ", "：") + what;
}

std::string ReasonsText::cause(const DecisionCause& cause) const {
    if (cause.kind == "faults") return fault(cause);
    if (cause.kind == "facts") return fact(cause.name);
    if (cause.kind == "supply") return supplied(cause.name);
    if (cause.kind == "waiting") return waiting(cause.name);
    if (cause.kind == "uncovered") {
        const Rule& rule = *decision_.decided;
        if (rule.key != language::kNoRegister &&
            reads_personal(rule.selector, rule.key, words_.vocabulary())) {
            return kMask;
        }
        const std::optional<Date> day = Date::parse(cause.name);
        return day ? words_.day(*day) : text::printable(cause.name);
    }
    return text::printable(cause.why.empty() ? cause.name : cause.why);
}

std::string ReasonsText::causes(const std::vector<DecisionCause>& causes) const {
    std::string out;
    for (const Heading& heading : kHeadings) {
        bool first = true;
        for (const DecisionCause& one : causes) {
            if (one.kind != heading.kind) continue;
            if (first)
                out += words_.in(heading.en, heading.zh) + std::string(words_.in(":\n", "：\n"));
            first = false;
            out += "  - " + cause(one) + '\n';
        }
    }
    return out;
}

std::string ReasonsText::cause_line(const DecisionCause& cause, const Rulebook& book) const {
    if (cause.kind == "readings") {
        const int index = book.reading(cause.name);
        const std::string asks =
            index < 0 ? cause.name
                      : words_.label(book.readings[static_cast<std::size_t>(index)].asks);
        return words_.in("open question: ", "文件没有明确：") + named(asks, cause.name, words_);
    }
    for (const Heading& heading : kHeadings) {
        if (heading.kind == cause.kind)
            return words_.in(heading.en, heading.zh) + std::string(words_.in(": ", "：")) +
                   this->cause(cause);
    }
    return this->cause(cause);
}

std::string ReasonsText::option(const ReadingChoice& choice) const {
    const Rulebook& book = *decision_.decided->book;
    const int index = book.reading(choice.first);
    if (index >= 0) {
        for (const ReadingOption& option : book.readings[static_cast<std::size_t>(index)].options) {
            if (option.name == choice.second) {
                return named(words_.label(option.text), choice.first + "=" + choice.second, words_);
            }
        }
    }
    return choice.first + "=" + choice.second;
}

std::string ReasonsText::outcome(const Alternative& alternative) const {
    std::string out = words_.outcome(alternative.outcome);
    if (alternative.outcome == Outcome::eligible) {
        if (alternative.amount.kind != Amount::Kind::none) {
            out += words_.in(", ", "，") + words_.amount(alternative.amount);
        }
        const std::string results = results_line(decision_, alternative.results, words_);
        if (!results.empty()) out += words_.in("; ", "；") + results;
        return out;
    }
    const Entry* entry = find(alternative.clause);
    if (entry != nullptr) out += words_.in(": ", "：") + words_.label(entry->text);
    return out;
}

std::string ReasonsText::alternatives() const {
    if (decision_.alternatives.empty()) return {};
    const Rulebook& book = *decision_.decided->book;
    std::string out = words_.in("Questions that the text leaves open:\n", "文件没有明确的问题：\n");
    for (const auto& [reading, ignored] : decision_.alternatives.front().readings) {
        const int index = book.reading(reading);
        const std::string asks =
            index < 0 ? reading : words_.label(book.readings[static_cast<std::size_t>(index)].asks);
        out += "  - " + named(asks, reading, words_) + '\n';
    }
    out += words_.in("What each answer gives:\n", "按不同理解的结果：\n");
    for (const Alternative& alternative : decision_.alternatives) {
        std::string answers;
        for (const ReadingChoice& choice : alternative.readings) {
            answers += (answers.empty() ? "" : words_.in("; ", "；")) + option(choice);
        }
        out += "  - " + answers + " → " + outcome(alternative) + '\n';
    }
    return out;
}

std::string ReasonsText::paths(const ShownVersion& shown) const {
    if (shown.version == nullptr || shown.version->kind != Version::Kind::rules) return {};
    const Version& version = *shown.version;
    std::string out;
    for (const Item& item : version.items) {
        if (item.clause < 0 || item.negated) continue;
        const Clause& group = version.clauses[static_cast<std::size_t>(item.clause)];
        if (group.kind != Clause::Kind::any) continue;
        for (const Truth wanted : {Truth::yes, Truth::unknown}) {
            bool first = true;
            for (const int child : group.children) {
                if (shown.clauses[static_cast<std::size_t>(child)] != wanted) continue;
                if (first) {
                    out += wanted == Truth::yes
                               ? words_.in("Paths that are open:\n", "可走的途径：\n")
                               : words_.in("Paths that may be open:\n", "尚待确认的途径：\n");
                }
                first = false;
                const Clause& path = version.clauses[static_cast<std::size_t>(child)];
                out += "  - " + named(words_.label(path.text), path.id, words_) + '\n';
            }
        }
    }
    return out;
}

std::string ReasonsText::chosen() const {
    std::string out;
    const Rulebook& book = *decision_.decided->book;
    for (std::size_t i = 0; i < decision_.chosen.size(); ++i) {
        const ChosenReading& chosen = decision_.chosen[i];
        if (chosen.option < 0) continue;
        const Reading& reading = book.readings[i];
        out +=
            "  - " + words_.label(reading.asks) + words_.in(" → ", "：") +
            option({reading.name, reading.options[static_cast<std::size_t>(chosen.option)].name});
        if (!chosen.by.empty()) {
            out +=
                words_.in(", chosen by ", "，由以下人员或机构选定：") + text::printable(chosen.by);
        }
        if (!chosen.authority.empty()) {
            out +=
                words_.in(", on the authority of ", "，依据：") + text::printable(chosen.authority);
        }
        out += '\n';
    }
    if (out.empty()) return out;
    return words_.in("Answers chosen for this decision:\n", "本次判定选定的理解：\n") + out;
}

}  // namespace bajigong
