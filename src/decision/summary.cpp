// Summaries by groups of readings, and the readings that make a difference.
#include "decision/summary.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

// Every pair of sets once: sixteen sets of the four truths.
using AndTable = std::array<std::array<std::uint8_t, 16>, 16>;
AndTable and_table() {
    AndTable table{};
    for (TruthSet a = 0; a < 16; ++a) {
        for (TruthSet b = 0; b < 16; ++b) {
            TruthSet result = 0;
            for (const Truth x : kAllTruths) {
                for (const Truth y : kAllTruths) {
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

class VersionSummarizer {
   public:
    explicit VersionSummarizer(const VersionResult& result)
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
        SummaryLine line;
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
        SummaryLine line;
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
        return std::any_of(std::begin(kAllTruths), std::end(kAllTruths), [&](Truth s) {
            return has(contexts, s) && truth_and(s, a) != truth_and(s, b);
        });
    }

    bool amount_differs(TruthSet contexts, const GroupResult& group, const Combination& a,
                        const Combination& b) const {
        const bool matters =
            std::any_of(std::begin(kAllTruths), std::end(kAllTruths), [&](Truth s) {
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
    void list_lines(std::size_t g, SummaryLine& line, std::vector<const Combination*>& chosen) {
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

    SummaryLine finished(const SummaryLine& given,
                         const std::vector<const Combination*>& chosen) const {
        SummaryLine line = given;
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
            line.clause = version_->id_of(version_->items[i]);
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
    for (SummaryLine& line : summary.lines)
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
            const bool same = s.lines.size() == t.lines.size() &&
                              std::equal(s.lines.begin(), s.lines.end(), t.lines.begin(),
                                         [](const SummaryLine& l, const SummaryLine& m) {
                                             return l.same_result(m);
                                         });
            if (same || s.possible == one(Truth::no)) continue;
            const bool outcomes = !std::equal(
                s.lines.begin(), s.lines.end(), t.lines.begin(), t.lines.end(),
                [](const SummaryLine& l, const SummaryLine& m) { return l.truth == m.truth; });
            (outcomes ? summaries[x].outcome_readings : summaries[x].amount_readings)
                .insert(reading);
        }
    }
}

}  // namespace

bool SummaryLine::same_result(const SummaryLine& other) const {
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

std::vector<Summary> summarize(const std::vector<VersionResult>& results) {
    std::vector<Summary> summaries;
    summaries.reserve(results.size());
    for (const VersionResult& result : results) {
        if (result.same_as >= 0) {
            summaries.push_back(relabelled(summaries[result.same_as], result.shown.key_options));
        } else {
            summaries.push_back(VersionSummarizer(result).run());
        }
    }
    name_key_readings(results, summaries);
    return summaries;
}

}  // namespace bajigong
