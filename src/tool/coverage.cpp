// Coverage of clauses by worked cases.
#include "tool/coverage.hpp"

#include <algorithm>

#include "decision/decision_impl.hpp"
#include "rulebook/reach.hpp"
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
            const std::vector<Reach> known = reach(version.program);
            const auto add = [&](const Entry& entry, std::size_t i,
                                 std::vector<Seen> Version::*part, language::Register truth) {
                Seen seen;
                if (found != seen_.end()) seen = (found->second.*part)[i];
                if (truth != language::kNoRegister) {
                    seen.yes = seen.yes || !known[static_cast<std::size_t>(truth)].yes;
                    seen.no = seen.no || !known[static_cast<std::size_t>(truth)].no;
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
