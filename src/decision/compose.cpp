// Joins the summaries of a case's versions: what is the same in all of them is said, the rest is
// open.
#include "decision/compose.hpp"

#include <algorithm>
#include <set>

#include "decision/step_amount.hpp"
#include "decision/summary.hpp"

namespace bajigong {

namespace {

Outcome outcome_of(Truth truth) {
    switch (truth) {
        case Truth::yes: return Outcome::eligible;
        case Truth::no: return Outcome::ineligible;
        case Truth::unknown: return Outcome::undetermined;
        case Truth::fault: break;
    }
    return Outcome::fault;
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
std::vector<Result> joined_results(const std::vector<const SummaryLine*>& lines,
                                   const std::vector<DecisionCause>& readings) {
    std::vector<Result> joined;
    for (const SummaryLine* line : lines) {
        for (const Result& first : line->results) {
            const auto same_id = [&](const Result& r) { return r.id == first.id; };
            if (std::any_of(joined.begin(), joined.end(), same_id)) continue;
            Result result = first;
            for (const SummaryLine* other : lines) {
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

class Composer {
   public:
    Composer(const Rule& rule, const std::vector<Summary>& summaries, Decision::Impl& decision)
        : rule_(rule), summaries_(summaries), decision_(decision) {
        for (const Summary& summary : summaries) {
            outcome_readings_.insert(summary.outcome_readings.begin(),
                                     summary.outcome_readings.end());
            readings_.insert(summary.amount_readings.begin(), summary.amount_readings.end());
            for (const SummaryLine& line : summary.lines) lines_.push_back(&line);
        }
        readings_.insert(outcome_readings_.begin(), outcome_readings_.end());
        reading_causes_ = causes_of(readings_);
    }

    void run() {
        state_outcome();
        state_causes();
        if (decision_.outcome != Outcome::ineligible) state_amount();
        state_results();
        list_alternatives();
    }

   private:
    std::vector<DecisionCause> causes_of(const std::set<int>& readings) const {
        Causes named;
        for (const int r : readings)
            named.insert({language::CauseKind::readings, rule_.book->readings[r].name});
        return public_causes(named);
    }

    void state_outcome() {
        TruthSet possible = 0;
        for (const Summary& summary : summaries_) possible |= summary.possible;
        const auto single = std::find_if(std::begin(kAllTruths), std::end(kAllTruths),
                                         [&](Truth t) { return possible == one(t); });
        decision_.outcome =
            single == std::end(kAllTruths) ? Outcome::undetermined : outcome_of(*single);
        decision_.clause = lines_.front()->clause;
    }

    void state_causes() {
        std::vector<DecisionCause>& because = decision_.because;
        Causes causes;
        for (const Summary& summary : summaries_) {
            if (has(summary.possible, Truth::unknown)) causes.insert(summary.causes);
        }
        because = public_causes(causes);
        for (const Summary& summary : summaries_) {
            if (has(summary.possible, Truth::fault))
                because.insert(because.end(), summary.faults.begin(), summary.faults.end());
        }
        for (DecisionCause& cause : causes_of(outcome_readings_))
            because.push_back(std::move(cause));
        std::sort(because.begin(), because.end());
        because.erase(std::unique(because.begin(), because.end()), because.end());
    }

    void state_amount() {
        std::vector<const Amount*> totals;
        std::vector<const SummaryLine*> paying;
        for (const SummaryLine* line : lines_) {
            if (line->truth == Truth::no || !line->applies_rules()) continue;
            totals.push_back(&line->total);
            paying.push_back(line);
        }
        decision_.amount = joined(totals, reading_causes_);
        for (const SummaryLine* line : paying) {
            for (const SummaryPayment& payment : line->payments) {
                const Step& step = line->version->steps[payment.step];
                const bool listed =
                    std::any_of(decision_.payments.begin(), decision_.payments.end(),
                                [&](const Payment& p) { return p.step == step.id; });
                if (!listed) pay(step, paying);
            }
        }
    }

    // One payment of `step`: nothing in a line that does not pay it.
    void pay(const Step& step, const std::vector<const SummaryLine*>& paying) {
        static const Amount kNothing{};
        std::vector<const Amount*> amounts;
        std::vector<const Amount*> before;
        for (const SummaryLine* line : paying) {
            const Amount* found = &kNothing;
            for (const SummaryPayment& payment : line->payments) {
                if (line->version->steps[payment.step].id != step.id) continue;
                found = &payment.amount;
                if (payment.less) before.push_back(&*payment.less);
            }
            amounts.push_back(found);
        }
        std::optional<Amount> less;
        if (!before.empty()) less = joined(before, reading_causes_);
        decision_.payments.push_back({step.id, step.payee.empty() ? rule_.payee : step.payee,
                                      fund_name(rule_, step), joined(amounts, reading_causes_),
                                      std::move(less)});
    }

    void state_results() {
        std::vector<const SummaryLine*> stating;
        for (const SummaryLine* line : lines_) {
            if (line->applies_rules()) stating.push_back(line);
        }
        decision_.results = joined_results(stating, reading_causes_);
        for (const SummaryLine* line : stating) {
            decision_.result_values.insert(decision_.result_values.end(),
                                           line->result_values.begin(), line->result_values.end());
        }
    }

    void list_alternatives() {
        for (const SummaryLine* line : lines_) {
            if (readings_.empty() || decision_.alternatives.size() >= kMaxAlternatives) break;
            Alternative alternative;
            for (const auto& [reading, option] : line->options) {
                if (!readings_.contains(reading)) continue;
                const Reading& named = rule_.book->readings[reading];
                alternative.readings.emplace_back(named.name, named.options[option].name);
            }
            alternative.outcome = outcome_of(line->truth);
            alternative.clause = line->clause;
            alternative.amount = line->total;
            alternative.results = line->results;
            const bool listed = std::any_of(
                decision_.alternatives.begin(), decision_.alternatives.end(),
                [&](const Alternative& a) { return a.readings == alternative.readings; });
            if (!listed) decision_.alternatives.push_back(std::move(alternative));
        }
    }

    const Rule& rule_;
    const std::vector<Summary>& summaries_;
    Decision::Impl& decision_;
    std::vector<const SummaryLine*> lines_;  // of all summaries
    std::set<int> outcome_readings_;
    std::set<int> readings_;                     // those and the ones of amounts
    std::vector<DecisionCause> reading_causes_;  // of readings_
};

void show(VersionResult& result, const Summary& summary, Decision::Impl& decision) {
    ShownVersion& shown = result.shown;
    shown.outcome = outcome_of(summary.lines.front().truth);
    shown.clause = summary.lines.front().clause;
    if (shown.version != nullptr && !shown.version->instrument.empty()) {
        const std::string& instrument = shown.version->instrument;
        if (std::find(decision.versions.begin(), decision.versions.end(), instrument) ==
            decision.versions.end()) {
            decision.versions.push_back(instrument);
        }
    }
    decision.shown.push_back(std::move(shown));
}

}  // namespace

void compose(const Rule& rule, std::vector<VersionResult> results, Decision::Impl& decision) {
    const std::vector<Summary> summaries = summarize(results);
    Composer(rule, summaries, decision).run();
    for (std::size_t i = 0; i < results.size(); ++i) show(results[i], summaries[i], decision);
}

}  // namespace bajigong
