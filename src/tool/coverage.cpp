// Coverage of clauses by worked cases.
#include "tool/coverage.hpp"

#include <algorithm>

#include "decision/decision_impl.hpp"
#include "text/json.hpp"

namespace bajigong::tool {

namespace {

std::string gap(const std::string& version, const Entry& entry, bool yes, bool no,
                Language language) {
    const bool zh = language == Language::zh;
    std::string never;
    if (!yes && !no) {
        never = zh ? "从未成立，也从未不成立" : "is never true and never false";
    } else if (!yes) {
        never = zh ? "从未成立" : "is never true";
    } else {
        never = zh ? "从未不成立" : "is never false";
    }
    return text::printable(version) + ": " + entry.id + " " + never + " (" +
           text::printable(entry.place.text()) + ")";
}

// Whether a truth can come out true, and false, whatever the facts: not where text that was not
// read stands against it.
struct Reach {
    bool yes = true, no = true;
};

std::vector<Reach> reachable(const language::Program& program) {
    using language::Op;
    std::vector<Reach> all(program.code.size());
    for (std::size_t r = 0; r < program.code.size(); ++r) {
        const language::Instruction& code = program.code[r];
        const auto of = [&](language::Register i) { return all[static_cast<std::size_t>(i)]; };
        switch (code.op) {
            case Op::constant: {
                const language::Constant& value =
                    program.constants[static_cast<std::size_t>(code.imm)];
                if (program.types[r].base != Base::truth) break;
                const bool known = value.state == language::Constant::State::known;
                all[r] = {known && value.number != 0, known && value.number == 0};
                break;
            }
            case Op::and_:
                all[r] = {of(code.a).yes && of(code.b).yes, of(code.a).no || of(code.b).no};
                break;
            case Op::or_:
                all[r] = {of(code.a).yes || of(code.b).yes, of(code.a).no && of(code.b).no};
                break;
            case Op::not_: all[r] = {of(code.a).no, of(code.a).yes}; break;
            default: break;
        }
    }
    return all;
}

}  // namespace

void Coverage::note(const Decision& decision) {
    const Decision::Impl& impl = decision.impl();
    for (const ShownVersion& shown : impl.shown) {
        if (shown.version == nullptr || shown.version->kind != bajigong::Version::Kind::rules) {
            continue;
        }
        const auto& versions = impl.decided->versions;
        const auto place = static_cast<std::size_t>(shown.version - versions.data());
        Version& seen = seen_[{impl.decided, place}];
        seen.clauses.resize(shown.clauses.size());
        seen.limits.resize(shown.limits.size());
        for (std::size_t i = 0; i < shown.clauses.size(); ++i) {
            seen.clauses[i].note(shown.clauses[i]);
        }
        for (std::size_t i = 0; i < shown.limits.size(); ++i) {
            seen.limits[i].note(shown.limits[i].within);
        }
    }
}

std::vector<std::string> Coverage::gaps(const std::vector<const Rule*>& rules,
                                        Language language) const {
    std::vector<std::string> lines;
    for (const Rule* rule : rules) {
        for (std::size_t v = 0; v < rule->versions.size(); ++v) {
            const bajigong::Version& version = rule->versions[v];
            const auto found = seen_.find({rule, v});
            const std::string name = rule->id + " " + version.instrument;
            const std::vector<Reach> reach = reachable(version.program);
            const auto add = [&](const Entry& entry, std::size_t i,
                                 std::vector<Seen> Version::*part, language::Register truth) {
                Seen seen;
                if (found != seen_.end()) seen = (found->second.*part)[i];
                if (truth != language::kNoRegister) {
                    seen.yes = seen.yes || !reach[static_cast<std::size_t>(truth)].yes;
                    seen.no = seen.no || !reach[static_cast<std::size_t>(truth)].no;
                }
                if (seen.yes && seen.no) return;
                lines.push_back(gap(name, entry, seen.yes, seen.no, language));
            };
            for (std::size_t i = 0; i < version.clauses.size(); ++i) {
                add(version.clauses[i], i, &Version::clauses, version.clauses[i].truth);
            }
            for (std::size_t i = 0; i < version.limits.size(); ++i) {
                add(version.limits[i], i, &Version::limits, version.limits[i].within);
            }
        }
    }
    return lines;
}

std::vector<const Rule*> Coverage::rules() const {
    std::vector<const Rule*> rules;
    for (const auto& [key, version] : seen_) {
        if (std::find(rules.begin(), rules.end(), key.first) == rules.end()) {
            rules.push_back(key.first);
        }
    }
    std::sort(rules.begin(), rules.end(),
              [](const Rule* a, const Rule* b) { return a->id < b->id; });
    return rules;
}

std::vector<const Rule*> all_rules(const Rulebooks& rulebooks) {
    std::vector<const Rule*> rules;
    for (const Rulebook& book : rulebooks.impl().books) {
        for (const Rule& rule : book.rules) rules.push_back(&rule);
    }
    return rules;
}

}  // namespace bajigong::tool
