// The clause tree as text.
#include "decision/render_text_tree.hpp"

#include <algorithm>

#include "decision/render_text_names.hpp"
#include "decision/render_text_personal.hpp"

namespace bajigong {

namespace {

// How many elements of a list are shown.
constexpr std::size_t kMaxShownElements = 20;

const char* mark(Truth truth, bool wanted) {
    switch (truth) {
        case Truth::yes: return wanted ? "✓ " : "✗ ";
        case Truth::no: return wanted ? "✗ " : "✓ ";
        case Truth::unknown: return "? ";
        case Truth::fault: break;
    }
    return "! ";
}

std::string indent(int depth) { return std::string(static_cast<std::size_t>(2 * depth), ' '); }

// What to tell of a clause: its facts and lists, and of its lets those with a value to show; behind
// a truth stand the facts it was made of.
struct Reads {
    std::set<int> facts, lists, lets, seen;

    void add(const Version& version, const std::vector<int>& more) {
        for (const int index : more) {
            if (!seen.insert(index).second) continue;
            const Let& let = version.lets[static_cast<std::size_t>(index)];
            const Type& type = version.program.types[static_cast<std::size_t>(let.value)];
            if (type.base != Base::truth) {
                lets.insert(index);
                continue;
            }
            facts.insert(let.facts.begin(), let.facts.end());
            lists.insert(let.lists.begin(), let.lists.end());
            add(version, let.lets);
        }
    }
};

}  // namespace

TreeText::TreeText(const Decision::Impl& decision, const Words& words, Sources& sources)
    : decision_(decision), words_(words), sources_(sources) {
    const Rulebook& book = *decision.decided->book;
    const auto note = [&](const std::string& reading) {
        const int index = book.reading(reading);
        if (index >= 0) named_ |= std::uint64_t{1} << index;
    };
    for (const Alternative& alternative : decision.alternatives) {
        for (const auto& [reading, option] : alternative.readings) note(reading);
    }
}

void TreeText::line(int depth, Truth truth, bool wanted, const std::string& text) {
    out_ += indent(depth) + mark(truth, wanted);
    if (!wanted) {
        switch (truth) {
            case Truth::no: out_ += words_.in("does not apply: ", "无此情形："); break;
            case Truth::yes: out_ += words_.in("applies: ", "有此情形："); break;
            default: out_ += words_.in("not known: ", "情形不明：");
        }
    }
    out_ += text + '\n';
}

// "depends on the reading last_day"
std::string TreeText::depends(const Version& version, language::Register value) const {
    if (value == language::kNoRegister) return {};
    const std::uint64_t readings =
        version.program.readings[static_cast<std::size_t>(value)] & named_;
    std::string names;
    const std::vector<Reading>& all = decision_.decided->book->readings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if ((readings >> i & 1) == 0) continue;
        names += (names.empty() ? "" : words_.in(", ", "、")) + all[i].name;
    }
    if (names.empty()) return {};
    return words_.in(" (depends on the reading ", "（视对以下问题的理解而定：") + names +
           words_.in(")", "）");
}

std::string TreeText::version(const ShownVersion& shown) {
    out_.clear();
    const Version& version = *shown.version;
    for (const bool negated : {false, true}) {
        bool first = true;
        for (const Item& item : version.items) {
            if (item.clause < 0 || item.negated != negated) continue;
            if (first) {
                out_ += negated ? words_.in("Exclusions (none may apply)\n",
                                            "排除情形（有一项即不符合）\n")
                                : words_.in("Conditions (all must hold)\n", "条件（须全部满足）\n");
            }
            first = false;
            clause(shown, item.clause, !negated, 1);
        }
    }
    if (!version.limits.empty()) out_ += words_.in("Limits\n", "次数和额度限制\n");
    for (std::size_t i = 0; i < version.limits.size(); ++i) limit(shown, i);
    return std::move(out_);
}

void TreeText::clause(const ShownVersion& shown, int index, bool wanted, int depth) {
    const Version& version = *shown.version;
    const Clause& clause = version.clauses[static_cast<std::size_t>(index)];
    const Truth truth = shown.clauses[static_cast<std::size_t>(index)];
    std::string text = words_.label(clause.text);
    const std::string notes = sources_.notes(clause.basis);
    if (!notes.empty()) text += words_.in("  ", "　") + notes;
    if (clause.kind == Clause::Kind::leaf) {
        line(depth, truth, wanted, text + depends(version, clause.truth));
        operands(shown, clause, depth + 2);
        return;
    }
    std::string rule;
    switch (clause.kind) {
        case Clause::Kind::all: rule = words_.in("all of:", "须全部满足："); break;
        case Clause::Kind::any: rule = words_.in("any of:", "满足一项即可："); break;
        case Clause::Kind::none: rule = words_.in("none of:", "不得有："); break;
        default:
            rule = words_.zh() ? "至少满足" + std::to_string(clause.needed) + "项："
                               : "at least " + std::to_string(clause.needed) + " of:";
    }
    line(depth, truth, wanted, text + words_.in("; ", "；") + rule);
    const bool inner = clause.kind == Clause::Kind::none ? !wanted : wanted;
    for (const int child : clause.children) this->clause(shown, child, inner, depth + 1);
}

void TreeText::operands(const ShownVersion& shown, const Clause& clause, int depth) {
    const Version& version = *shown.version;
    const CaseFacts& facts = *decision_.facts->facts;
    Reads reads;
    reads.facts.insert(clause.facts.begin(), clause.facts.end());
    reads.lists.insert(clause.lists.begin(), clause.lists.end());
    reads.add(version, clause.lets);
    std::string line;
    const auto add = [&](const std::string& name, const std::string& value) {
        line += (line.empty() ? "" : words_.in("; ", "；")) + name + words_.in(": ", "：") + value;
    };
    for (const int let : reads.lets) {
        const Let& entry = version.lets[static_cast<std::size_t>(let)];
        const bool masked = is_masked(version.program, entry.value, words_.vocabulary());
        add(let_name(entry, words_),
            masked ? kMask : words_.value(shown.lets[static_cast<std::size_t>(let)]));
    }
    for (const int fact : reads.facts) {
        const Fact& info = words_.vocabulary().tables()[0].columns[static_cast<std::size_t>(fact)];
        add(words_.label(info.label), words_.fact(facts, 0, fact, 0));
    }
    for (const int list : reads.lists) {
        const FactTableInfo& info = words_.vocabulary().tables()[static_cast<std::size_t>(list)];
        add(words_.label(info.label), list_count(list));
        lists_.insert(list);
    }
    if (!line.empty()) out_ += indent(depth) + line + '\n';
}

std::string TreeText::list_count(int list) const {
    const FactTable& table = decision_.facts->facts->view().tables[static_cast<std::size_t>(list)];
    const FactTableInfo& info = words_.vocabulary().tables()[static_cast<std::size_t>(list)];
    std::string count = std::to_string(table.rows) + words_.in("", "条");
    if (info.parent != 0) return count;
    if (table.listed != nullptr && !bit(table.listed, 0)) return words_.in("unknown", "不明");
    if (!table.is_complete(0)) return count + words_.in(", known in part", "（只知部分）");
    return table.rows == 0 ? words_.in("none", "无") : count;
}

void TreeText::limit(const ShownVersion& shown, std::size_t index) {
    const Limit& limit = shown.version->limits[index];
    const ShownLimit& value = shown.limits[index];
    std::string text = words_.label(limit.text);
    const std::string notes = sources_.notes(limit.basis);
    if (!notes.empty()) text += words_.in("  ", "　") + notes;
    line(1, value.within, true, text + depends(*shown.version, limit.within));
    if (value.applies == Truth::no) {
        out_ += indent(3);
        out_ += words_.in("does not bind this claim\n", "不适用于本次申请\n");
        return;
    }
    const language::Program& program = shown.version->program;
    const auto shown_of = [&](const ShownValue& of, language::Register r) -> std::string {
        return is_masked(program, r, words_.vocabulary()) ? kMask : words_.value(of);
    };
    const bool sums = !limit.sum.empty();
    const char* unit = sums ? "" : words_.in("", "次");
    out_ += indent(3) + words_.in("counted before this claim: ", "本次以前已计：") +
            words_.value(value.counted) + unit;
    if (sums) {
        out_ += words_.in("; this claim: ", "；本次：") + shown_of(value.own, limit.own);
    }
    out_ += words_.in("; allowed with this claim: ", "；连同本次不超过：") +
            shown_of(value.allowed, limit.allowed) + unit + '\n';
    const int list = words_.vocabulary().list(0, limit.list);
    if (list >= 0) lists_.insert(list);
}

std::string TreeText::lists() const {
    std::string out;
    const CaseFacts& facts = *decision_.facts->facts;
    for (const int list : lists_) {
        const FactTableInfo& info = words_.vocabulary().tables()[static_cast<std::size_t>(list)];
        const std::size_t rows = facts.view().tables[static_cast<std::size_t>(list)].rows;
        if (rows == 0 || info.parent != 0) continue;
        out += "  " + words_.label(info.label) + words_.in(":\n", "：\n");
        for (std::size_t row = 0; row < std::min(rows, kMaxShownElements); ++row) {
            std::string line;
            for (std::size_t column = 0; column < info.columns.size(); ++column) {
                if (!facts.show(list, static_cast<int>(column), row).known) continue;
                line += (line.empty() ? "" : words_.in("; ", "；")) +
                        words_.label(info.columns[column].label) + words_.in(": ", "：") +
                        words_.fact(facts, list, static_cast<int>(column), row);
            }
            out += "    " + std::to_string(row + 1) + ") " + line + '\n';
        }
        if (rows > kMaxShownElements) {
            out += "    … " + std::to_string(rows - kMaxShownElements) +
                   words_.in(" more\n", "条未列出\n");
        }
    }
    return out;
}

}  // namespace bajigong
