// One case under every rule of a place.
#include <algorithm>
#include <array>
#include <set>

#include "bajigong/identifier.hpp"
#include "bajigong/matching.hpp"

#include "decision/decision_impl.hpp"
#include "decision/render_match.hpp"

namespace bajigong {

namespace {

constexpr std::string_view kNational = "CN";

bool is_of_place(const Rule& rule, std::string_view place) {
    const std::string& area = rule.book->jurisdiction;
    return area == kNational || in_place(place, area);
}

// The day that selects the version is one of which the rulebook knows no law.
bool is_uncovered(const Decision& decision) {
    return std::any_of(decision.because().begin(), decision.because().end(),
                       [](const DecisionCause& cause) { return cause.kind == "uncovered"; });
}

// Whether some fact that the rule's versions read is known of the case, other than what selects the
// version.
bool is_touched(const Rule& rule, const Facts& facts) {
    const FactsView& view = facts.impl().facts->view();
    std::vector<bool> selects(view.tables[0].columns.size(), false);
    for (const language::Instruction& code : rule.selector.code) {
        if (code.op == language::Op::fact && code.scope == 0)
            selects[static_cast<std::size_t>(code.imm)] = true;
    }
    const auto reads_known = [&](const language::Program& program) {
        for (const language::Instruction& code : program.code) {
            const bool known =
                code.op == language::Op::fact && code.scope == 0 &&
                !selects[static_cast<std::size_t>(code.imm)] &&
                view.tables[0].columns[static_cast<std::size_t>(code.imm)].is_known(0);
            if (known) return true;
        }
        return std::any_of(
            program.scopes.begin() + 1, program.scopes.end(), [&](const language::Scope& scope) {
                const auto& table = view.tables[static_cast<std::size_t>(scope.table)];
                return table.rows > 0;
            });
    };
    return std::any_of(rule.versions.begin(), rule.versions.end(),
                       [&](const Version& version) {
                           return version.kind == Version::Kind::rules &&
                                  reads_known(version.program);
                       }) ||
           std::any_of(rule.asks.begin(), rule.asks.end(), [&](const AskedRule& asked) {
               return asked.table == 0 && is_touched(*asked.rule, facts);
           });
}

Standing standing_of(const Decision& decision, const Rule& rule, const Facts& facts) {
    switch (decision.outcome()) {
        case Outcome::eligible: return Standing::granted;
        case Outcome::ineligible: return Standing::refused;
        case Outcome::fault: return Standing::failed;
        case Outcome::undetermined: break;
    }
    return is_touched(rule, facts) ? Standing::possible : Standing::untouched;
}

class Matcher {
   public:
    Matcher(const Rulebooks& rulebooks, const Facts& facts, std::string_view place,
            const DecideOptions& options, const Given* given)
        : rulebooks_(rulebooks), facts_(facts), options_(options), given_(given) {
        options_.salt.clear();
        std::set<const Rule*> members;
        for (const Rulebook& book : rulebooks.impl().books) {
            for (const Rule& rule : book.rules) {
                for (const AskedRule& asked : rule.asks) {
                    if (asked.table != 0) members.insert(asked.rule);
                }
            }
        }
        for (const Rulebook& book : rulebooks.impl().books) {
            for (const Rule& rule : book.rules) {
                const bool asked = is_of_place(rule, place) && rule.kind != "indicator" &&
                                   rule.overrides.empty() && !members.contains(&rule);
                if (asked) candidates_.push_back({&rule, decide_one(rule)});
            }
        }
    }

    std::vector<MatchedRule> run() {
        std::vector<MatchedRule> matched;
        for (const Candidate& candidate : candidates_) {
            if (stands_back(candidate)) continue;
            const Rule& rule = *candidate.rule;
            matched.push_back({rule.id,
                               rule.kind,
                               standing_of(candidate.decision, rule, facts_),
                               candidate.decision,
                               {}});
        }
        std::stable_sort(
            matched.begin(), matched.end(),
            [](const MatchedRule& a, const MatchedRule& b) { return a.standing < b.standing; });
        exclude(matched);
        return matched;
    }

   private:
    struct Candidate {
        const Rule* rule;
        Decision decision;
    };

    Decision decide_one(const Rule& rule) {
        try {
            return decide(rulebooks_, rule.id, facts_, options_, given_);
        } catch (const Failure&) {
            // A case that costs too much for this rule; the others are decided all the same.
            auto impl = std::make_shared<Decision::Impl>();
            impl->rulebooks = rulebooks_.shared();
            impl->facts = facts_.shared();
            impl->rule = impl->decided = &rule;
            impl->as_of = options_.as_of;
            impl->outcome = Outcome::fault;
            impl->chosen.resize(rule.book->readings.size());
            return Decision(std::move(impl));
        }
    }

    // A frame stands back for the rule that fills it in, and of one benefit the less local for the
    // more local.
    bool stands_back(const Candidate& candidate) const {
        const Rule& rule = *candidate.rule;
        return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
            if (other.rule == &rule || is_uncovered(other.decision)) return false;
            const bool fills_in = other.rule->frame == &rule;
            const bool same = !rule.benefit.empty() && other.rule->benefit == rule.benefit &&
                              locality(*other.rule->book) > locality(*rule.book);
            return fills_in || same;
        });
    }

    void exclude(std::vector<MatchedRule>& matched) const {
        const auto live = [](const MatchedRule& m) {
            return m.standing == Standing::granted || m.standing == Standing::possible;
        };
        const auto excludes = [&](const Rule& rule, const Rule& other) {
            return !other.benefit.empty() && std::find(rule.excludes.begin(), rule.excludes.end(),
                                                       other.benefit) != rule.excludes.end();
        };
        for (MatchedRule& one : matched) {
            const Rule& rule = rulebooks_.impl().rule(one.rule);
            for (const MatchedRule& other : matched) {
                if (!live(one) || !live(other) || &one == &other) continue;
                const Rule& second = rulebooks_.impl().rule(other.rule);
                if (excludes(rule, second) || excludes(second, rule))
                    one.not_together_with.push_back(other.rule);
            }
        }
    }

    const Rulebooks& rulebooks_;
    const Facts& facts_;
    DecideOptions options_;
    const Given* given_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::string_view name(Standing standing) {
    static constexpr std::array<std::string_view, 5> kNames = {"granted", "possible", "refused",
                                                               "failed", "untouched"};
    return kNames[static_cast<std::size_t>(standing)];
}

Matching match(const Rulebooks& rulebooks, const Facts& facts, std::string_view place,
               const DecideOptions& options, const Given* given) {
    if (place != kNational && !parse_region_code(place).value)
        throw Failure(Problem{"D011", {}, {text::is_plain_name(place) ? std::string(place) : "?"}});
    Matching matching;
    matching.place_ = place;
    matching.as_of_ = options.as_of;
    matching.rulebooks_ = rulebooks.shared();
    matching.rules_ = Matcher(rulebooks, facts, place, options, given).run();
    return matching;
}

std::string Matching::json() const { return render_match_json(place_, as_of_, rules_); }
std::string Matching::text(Language language) const {
    return render_match_text(place_, as_of_, *rulebooks_, rules_, language);
}

}  // namespace bajigong
