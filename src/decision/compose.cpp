// Composition by groups: as if every combination of all readings had been run, without running
// them.
#include "decision/compose.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

// A set of truths as bits.
using TruthSet = unsigned;
TruthSet one(Truth truth) { return 1U << static_cast<unsigned>(truth); }
bool has(TruthSet set, Truth truth) { return (set & one(truth)) != 0; }
constexpr Truth kAll[] = {Truth::no, Truth::yes, Truth::unknown, Truth::fault};

// Every pair of sets once: sixteen sets of the four truths.
using AndTable = std::array<std::array<std::uint8_t, 16>, 16>;
AndTable and_table() {
    AndTable table{};
    for (TruthSet a = 0; a < 16; ++a) {
        for (TruthSet b = 0; b < 16; ++b) {
            TruthSet result = 0;
            for (const Truth x : kAll) {
                for (const Truth y : kAll) {
                    if (has(a, x) && has(b, y)) result |= one(truth_and(x, y));
                }
            }
            table[a][b] = static_cast<std::uint8_t>(result);
        }
    }
    return table;
}

TruthSet and_sets(TruthSet a, TruthSet b) {
    static const AndTable kTable = and_table();
    return kTable[a][b];
}

Outcome outcome_of(Truth truth) {
    switch (truth) {
        case Truth::yes: return Outcome::eligible;
        case Truth::no: return Outcome::ineligible;
        case Truth::unknown: return Outcome::undetermined;
        case Truth::fault: break;
    }
    return Outcome::fault;
}

struct PaymentLine {
    int step = 0;
    Amount amount;
    std::optional<Amount> less;
};

// The outcome under one combination of the readings that matter.
struct Line {
    std::vector<std::pair<int, int>> options;
    Truth truth = Truth::yes;
    std::string clause;
    Amount total;
    std::vector<PaymentLine> payments;
    std::vector<Result> results;
    std::vector<ShownResult> result_values;
    const Version* version = nullptr;

    bool same_result(const Line& other) const {
        if (truth != other.truth || !(total == other.total) || results != other.results ||
            payments.size() != other.payments.size())
            return false;
        for (std::size_t i = 0; i < payments.size(); ++i) {
            if (!(payments[i].amount == other.payments[i].amount) ||
                payments[i].less != other.payments[i].less)
                return false;
        }
        return true;
    }
};

struct Summary {
    TruthSet possible = 0;
    std::set<int> outcome_readings, amount_readings;
    Causes causes;
    std::vector<DecisionCause> faults;
    std::vector<Line> lines;
};

class VersionComposer {
   public:
    explicit VersionComposer(const VersionResult& result)
        : result_(result), version_(result.shown.version) {}

    Summary run() {
        if (!result_.has_rules) return fixed();
        for (const GroupResult& group : result_.groups) {
            TruthSet set = 0;
            for (const Combination& c : group.combinations) set |= one(c.truth);
            sets_.push_back(set);
        }
        summary_.possible = one(Truth::yes);
        for (const TruthSet set : sets_) summary_.possible = and_sets(summary_.possible, set);
        for (std::size_t g = 0; g < result_.groups.size(); ++g) name_readings(g);
        collect_causes();
        Line line;
        line.options = result_.shown.key_options;
        std::vector<const Combination*> chosen;
        list_lines(0, line, chosen);
        return std::move(summary_);
    }

   private:
    Summary fixed() {
        summary_.possible = one(result_.fixed);
        summary_.causes = result_.fixed_causes;
        summary_.faults = result_.fixed_faults;
        Line line;
        line.options = result_.shown.key_options;
        line.truth = result_.fixed;
        line.clause = result_.shown.clause;
        line.version = version_;
        summary_.lines.push_back(std::move(line));
        return std::move(summary_);
    }

    // What the other groups together may come to.
    TruthSet context(std::size_t group) const {
        TruthSet set = one(Truth::yes);
        for (std::size_t g = 0; g < sets_.size(); ++g) {
            if (g != group) set = and_sets(set, sets_[g]);
        }
        return set;
    }

    static bool outcome_differs(TruthSet contexts, Truth a, Truth b) {
        return std::any_of(std::begin(kAll), std::end(kAll), [&](Truth s) {
            return has(contexts, s) && truth_and(s, a) != truth_and(s, b);
        });
    }

    bool amount_differs(TruthSet contexts, const GroupResult& group, const Combination& a,
                        const Combination& b) const {
        const bool matters = std::any_of(std::begin(kAll), std::end(kAll), [&](Truth s) {
            return has(contexts, s) && truth_and(s, a.truth) != Truth::no &&
                   truth_and(s, b.truth) != Truth::no;
        });
        for (std::size_t i = 0; i < group.results.size(); ++i) {
            if (!matters && !version_->results[group.results[i]].always) continue;
            if (a.results[i].stated != b.results[i].stated ||
                !(a.results[i].result == b.results[i].result))
                return true;
        }
        if (!matters) return false;
        for (std::size_t i = 0; i < group.steps.size(); ++i) {
            if (!version_->steps[group.steps[i]].pays) continue;
            if (!(a.steps[i].amount == b.steps[i].amount) || a.steps[i].less != b.steps[i].less)
                return true;
        }
        return false;
    }

    // A reading is named if changing it alone, from some combination, changes the outcome or an
    // amount.
    void name_readings(std::size_t g) {
        const GroupResult& group = result_.groups[g];
        const TruthSet contexts = context(g);
        for (std::size_t x = 0; x < group.combinations.size(); ++x) {
            for (std::size_t y = x + 1; y < group.combinations.size(); ++y) {
                const Combination& a = group.combinations[x];
                const Combination& b = group.combinations[y];
                int differing = 0;
                int reading = -1;
                for (std::size_t i = 0; i < group.readings.size(); ++i) {
                    if (a.options[i] == b.options[i]) continue;
                    ++differing;
                    reading = group.readings[i];
                }
                if (differing != 1) continue;
                if (outcome_differs(contexts, a.truth, b.truth))
                    summary_.outcome_readings.insert(reading);
                if (amount_differs(contexts, group, a, b)) summary_.amount_readings.insert(reading);
            }
        }
    }

    void collect_causes() {
        for (std::size_t g = 0; g < result_.groups.size(); ++g) {
            const TruthSet contexts = context(g);
            for (const Combination& c : result_.groups[g].combinations) {
                // Unknowns behind a refusal do not matter.
                if (c.truth == Truth::unknown && contexts != one(Truth::no)) {
                    summary_.causes.insert(c.causes);
                }
                if (c.truth == Truth::fault && contexts != one(Truth::no)) {
                    summary_.faults.insert(summary_.faults.end(), c.faults.begin(), c.faults.end());
                }
            }
        }
    }

    bool is_named(int reading) const {
        return summary_.outcome_readings.contains(reading) ||
               summary_.amount_readings.contains(reading);
    }

    // Every combination of the named readings; the others stand at their first option.
    void list_lines(std::size_t g, Line& line, std::vector<const Combination*>& chosen) {
        if (summary_.lines.size() >= kMaxAlternatives) return;
        if (g == result_.groups.size()) {
            summary_.lines.push_back(finished(line, chosen));
            return;
        }
        const GroupResult& group = result_.groups[g];
        for (const Combination& c : group.combinations) {
            const std::size_t before = line.options.size();
            bool first = true;
            for (std::size_t i = 0; i < group.readings.size(); ++i) {
                if (is_named(group.readings[i])) {
                    line.options.emplace_back(group.readings[i], c.options[i]);
                } else {
                    first = first && c.options[i] == 0;
                }
            }
            if (first) {
                chosen.push_back(&c);
                list_lines(g + 1, line, chosen);
                chosen.pop_back();
            }
            line.options.resize(before);
        }
    }

    Line finished(const Line& given, const std::vector<const Combination*>& chosen) const {
        Line line = given;
        line.version = version_;
        std::vector<Truth> items(version_->items.size(), Truth::yes);
        std::vector<const ShownStep*> steps(version_->steps.size(), nullptr);
        std::vector<const ShownResult*> results(version_->results.size(), nullptr);
        for (std::size_t g = 0; g < chosen.size(); ++g) {
            const GroupResult& group = result_.groups[g];
            for (std::size_t i = 0; i < group.items.size(); ++i)
                items[group.items[i]] = chosen[g]->items[i];
            for (std::size_t i = 0; i < group.steps.size(); ++i)
                steps[group.steps[i]] = &chosen[g]->steps[i];
            for (std::size_t i = 0; i < group.results.size(); ++i)
                results[group.results[i]] = &chosen[g]->results[i];
        }
        line.truth = all_of(items);
        for (std::size_t i = 0; line.truth != Truth::yes && i < items.size(); ++i) {
            if (items[i] != line.truth) continue;
            const Item& item = version_->items[i];
            line.clause = item.clause >= 0 ? version_->clauses[item.clause].id
                                           : version_->limits[item.limit].id;
            break;
        }
        std::vector<Amount> amounts;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (!version_->steps[i].pays || steps[i] == nullptr || line.truth == Truth::no)
                continue;
            amounts.push_back(steps[i]->amount);
            if (steps[i]->paid) {
                line.payments.push_back({static_cast<int>(i), steps[i]->amount, steps[i]->less});
            }
        }
        line.total = sum_amounts(amounts);
        for (const ShownStep* step : steps) {
            // Of a step that only feeds those that are paid, too.
            if (step != nullptr && line.truth != Truth::no && !amounts.empty())
                line.total.outside_principle |= step->amount.outside_principle;
        }
        for (std::size_t i = 0; i < results.size(); ++i) {
            const bool told = line.truth != Truth::no || version_->results[i].always;
            if (!told || results[i] == nullptr || !results[i]->stated) continue;
            line.results.push_back(results[i]->result);
            line.result_values.push_back(*results[i]);
        }
        return line;
    }

    const VersionResult& result_;
    const Version* version_;
    std::vector<TruthSet> sets_;
    Summary summary_;
};

// What another choice of the version came to, under the options that lead to this one.
Summary relabelled(const Summary& other, const std::vector<std::pair<int, int>>& key_options) {
    Summary summary = other;
    for (Line& line : summary.lines)
        std::copy(key_options.begin(), key_options.end(), line.options.begin());
    return summary;
}

// The readings that pick the version are named by the same test, over whole versions.
void name_key_readings(const std::vector<VersionResult>& results, std::vector<Summary>& summaries) {
    for (std::size_t x = 0; x < results.size(); ++x) {
        for (std::size_t y = x + 1; y < results.size(); ++y) {
            const auto& a = results[x].shown.key_options;
            const auto& b = results[y].shown.key_options;
            int differing = 0;
            int reading = -1;
            for (std::size_t i = 0; i < a.size(); ++i) {
                if (a[i].second == b[i].second) continue;
                ++differing;
                reading = a[i].first;
            }
            if (differing != 1) continue;
            const Summary& s = summaries[x];
            const Summary& t = summaries[y];
            if (s.possible != t.possible) {
                summaries[x].outcome_readings.insert(reading);
                continue;
            }
            const bool same =
                s.lines.size() == t.lines.size() &&
                std::equal(s.lines.begin(), s.lines.end(), t.lines.begin(),
                           [](const Line& l, const Line& m) { return l.same_result(m); });
            if (same || s.possible == one(Truth::no)) continue;
            const bool outcomes =
                !std::equal(s.lines.begin(), s.lines.end(), t.lines.begin(), t.lines.end(),
                            [](const Line& l, const Line& m) { return l.truth == m.truth; });
            (outcomes ? summaries[x].outcome_readings : summaries[x].amount_readings)
                .insert(reading);
        }
    }
}

std::string fund_name(const Rule& rule, const Step& step) {
    const std::optional<Fund>& fund = step.fund ? step.fund : rule.fund;
    return fund && !fund->open ? fund->name : std::string();
}

Amount joined(const std::vector<const Amount*>& amounts,
              const std::vector<DecisionCause>& readings) {
    if (amounts.empty()) return {};
    const bool same = std::all_of(amounts.begin(), amounts.end(),
                                  [&](const Amount* a) { return *a == *amounts[0]; });
    Amount amount = *amounts[0];
    if (!same) {
        amount = {};
        amount.kind = Amount::Kind::open;
        amount.causes = readings;
    }
    for (const Amount* other : amounts) {
        for (const DecisionCause& cause : other->causes) {
            if (std::find(amount.causes.begin(), amount.causes.end(), cause) ==
                amount.causes.end()) {
                amount.causes.push_back(cause);
            }
        }
    }
    return amount;
}

// What all lines state under one id; open where they differ or some do not state it.
std::vector<Result> joined_results(const std::vector<const Line*>& lines,
                                   const std::vector<DecisionCause>& readings) {
    std::vector<Result> joined;
    for (const Line* line : lines) {
        for (const Result& first : line->results) {
            const auto same_id = [&](const Result& r) { return r.id == first.id; };
            if (std::any_of(joined.begin(), joined.end(), same_id)) continue;
            Result result = first;
            for (const Line* other : lines) {
                const auto found =
                    std::find_if(other->results.begin(), other->results.end(), same_id);
                // A refused line states nothing; that is no other answer.
                if (found == other->results.end() && other->truth == Truth::no) continue;
                if (found == other->results.end() || !(*found == first)) {
                    result.kind = Result::Kind::open;
                    result.value.clear();
                }
                if (found == other->results.end()) continue;
                for (const DecisionCause& cause : found->causes) {
                    if (std::find(result.causes.begin(), result.causes.end(), cause) ==
                        result.causes.end())
                        result.causes.push_back(cause);
                }
            }
            if (result.kind == Result::Kind::open)
                result.causes.insert(result.causes.end(), readings.begin(), readings.end());
            joined.push_back(std::move(result));
        }
    }
    return joined;
}

}  // namespace

void compose(const Rule& rule, std::vector<VersionResult> results, Decision::Impl& decision) {
    std::vector<Summary> summaries;
    summaries.reserve(results.size());
    for (const VersionResult& result : results) {
        if (result.same_as >= 0) {
            summaries.push_back(relabelled(summaries[result.same_as], result.shown.key_options));
        } else {
            summaries.push_back(VersionComposer(result).run());
        }
    }
    name_key_readings(results, summaries);

    TruthSet possible = 0;
    std::set<int> outcome_readings;
    std::set<int> amount_readings;
    Causes causes;
    std::vector<const Line*> lines;
    for (const Summary& summary : summaries) {
        possible |= summary.possible;
        outcome_readings.insert(summary.outcome_readings.begin(), summary.outcome_readings.end());
        amount_readings.insert(summary.amount_readings.begin(), summary.amount_readings.end());
        if (has(summary.possible, Truth::unknown)) causes.insert(summary.causes);
        for (const Line& line : summary.lines) lines.push_back(&line);
    }
    const auto single =
        std::find_if(std::begin(kAll), std::end(kAll), [&](Truth t) { return possible == one(t); });
    decision.outcome = single == std::end(kAll) ? Outcome::undetermined : outcome_of(*single);

    const auto reading_causes = [&](const std::set<int>& readings) {
        Causes named;
        for (const int r : readings)
            named.insert({language::CauseKind::readings, rule.book->readings[r].name});
        return public_causes(named);
    };
    decision.because = public_causes(causes);
    for (const Summary& summary : summaries) {
        if (has(summary.possible, Truth::fault))
            decision.because.insert(decision.because.end(), summary.faults.begin(),
                                    summary.faults.end());
    }
    for (DecisionCause& cause : reading_causes(outcome_readings))
        decision.because.push_back(std::move(cause));
    std::sort(decision.because.begin(), decision.because.end());
    decision.because.erase(std::unique(decision.because.begin(), decision.because.end()),
                           decision.because.end());
    decision.clause = lines.front()->clause;

    if (decision.outcome != Outcome::ineligible) {
        std::set<int> readings = outcome_readings;
        readings.insert(amount_readings.begin(), amount_readings.end());
        const std::vector<DecisionCause> named = reading_causes(readings);
        std::vector<const Amount*> totals;
        std::vector<const Line*> paying;
        for (const Line* line : lines) {
            if (line->truth == Truth::no || line->version == nullptr ||
                line->version->kind != Version::Kind::rules)
                continue;
            totals.push_back(&line->total);
            paying.push_back(line);
        }
        decision.amount = joined(totals, named);
        for (const Line* line : paying) {
            for (const PaymentLine& payment : line->payments) {
                const Step& step = line->version->steps[payment.step];
                const auto listed =
                    std::any_of(decision.payments.begin(), decision.payments.end(),
                                [&](const Payment& p) { return p.step == step.id; });
                if (listed) continue;
                std::vector<const Amount*> amounts;
                std::vector<const Amount*> before;
                static const Amount kNothing{};
                for (const Line* other : paying) {
                    const Amount* found = &kNothing;
                    for (const PaymentLine& p : other->payments) {
                        if (other->version->steps[p.step].id != step.id) continue;
                        found = &p.amount;
                        if (p.less) before.push_back(&*p.less);
                    }
                    amounts.push_back(found);
                }
                std::optional<Amount> less;
                if (!before.empty()) less = joined(before, named);
                decision.payments.push_back({step.id, step.payee.empty() ? rule.payee : step.payee,
                                             fund_name(rule, step), joined(amounts, named),
                                             std::move(less)});
            }
        }
    }

    std::set<int> named = outcome_readings;
    named.insert(amount_readings.begin(), amount_readings.end());
    std::vector<const Line*> stating;
    for (const Line* line : lines) {
        if (line->version != nullptr && line->version->kind == Version::Kind::rules)
            stating.push_back(line);
    }
    decision.results = joined_results(stating, reading_causes(named));
    for (const Line* line : stating) {
        decision.result_values.insert(decision.result_values.end(), line->result_values.begin(),
                                      line->result_values.end());
    }
    for (const Line* line : lines) {
        if (named.empty() || decision.alternatives.size() >= kMaxAlternatives) break;
        Alternative alternative;
        for (const auto& [reading, option] : line->options) {
            if (!named.contains(reading)) continue;
            alternative.readings.emplace_back(rule.book->readings[reading].name,
                                              rule.book->readings[reading].options[option].name);
        }
        alternative.outcome = outcome_of(line->truth);
        alternative.clause = line->clause;
        alternative.amount = line->total;
        alternative.results = line->results;
        const bool listed =
            std::any_of(decision.alternatives.begin(), decision.alternatives.end(),
                        [&](const Alternative& a) { return a.readings == alternative.readings; });
        if (!listed) decision.alternatives.push_back(std::move(alternative));
    }

    for (std::size_t i = 0; i < results.size(); ++i) {
        ShownVersion& shown = results[i].shown;
        shown.outcome = outcome_of(summaries[i].lines.front().truth);
        shown.clause = summaries[i].lines.front().clause;
        if (shown.version != nullptr && !shown.version->instrument.empty()) {
            const std::string& instrument = shown.version->instrument;
            if (std::find(decision.versions.begin(), decision.versions.end(), instrument) ==
                decision.versions.end()) {
                decision.versions.push_back(instrument);
            }
        }
        decision.shown.push_back(std::move(shown));
    }
}

}  // namespace bajigong
