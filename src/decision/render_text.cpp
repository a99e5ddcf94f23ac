// A decision as a clerk would want to read it: outcome first, then reasons, then the clause tree.
#include <algorithm>
#include <tuple>

#include "decision/render.hpp"
#include "decision/render_text_amount.hpp"
#include "decision/render_text_personal.hpp"
#include "decision/render_text_reasons.hpp"
#include "decision/render_text_results.hpp"
#include "decision/render_text_tree.hpp"

namespace bajigong {

namespace {

// How many choices of the version are explained.
constexpr std::size_t kMaxExplained = 4;

class DecisionText {
   public:
    DecisionText(const Decision::Impl& decision, Language language)
        : decision_(decision),
          words_(decision.rulebooks->vocabulary, language),
          sources_(*decision.rulebooks, words_),
          reasons_(decision, words_, sources_),
          tree_(decision, words_, sources_) {}

    std::string run() {
        headline();
        why();
        payments();
        frame();
        out_ += results_text(decision_, words_, sources_);
        answers();
        explanations();
        section(words_.in("Lists in the facts\n", "事实中的列表\n"), tree_.lists());
        section(words_.in("Sources\n", "依据\n"), sources_.list());
        return std::move(out_);
    }

   private:
    void section(const char* heading, const std::string& text) {
        if (!text.empty()) out_ += heading + text;
    }

    void headline() {
        const Rule& rule = *decision_.decided;
        out_ +=
            words_.label(rule.title) + words_.in(" (", "（") + rule.id + words_.in(")\n", "）\n");
        out_ += words_.in("Outcome: ", "结论：") + words_.outcome(decision_.outcome);
        const bool none = decision_.amount.kind == Amount::Kind::none;
        const bool refused = decision_.outcome == Outcome::ineligible;
        if (!none && !refused && decision_.outcome != Outcome::fault) {
            out_ += words_.in(decision_.outcome == Outcome::eligible ? ", " : "; if eligible: ",
                              decision_.outcome == Outcome::eligible ? "，" : "；如符合，") +
                    words_.amount(decision_.amount);
        }
        out_ += '\n';
        if (decision_.decided != decision_.rule) {
            out_ += words_.in("This rule decides in place of: ", "本规则代替以下规则作出判定：") +
                    words_.label(decision_.rule->title) + words_.in(" (", "（") +
                    decision_.rule->id + words_.in(")\n", "）\n");
        }
        out_ += words_.in("Day of decision: ", "判定日期：") + words_.day(decision_.as_of) + '\n';
        if (decision_.shown.empty()) {
            // Which of the rules decides hangs on what is missing.
            for (const Rule* other : decision_.rule->overridden_by) {
                out_ += words_.in("It may be decided instead by: ", "可能改由以下规则判定：") +
                        words_.label(other->title) + words_.in(" (", "（") + other->id +
                        words_.in(")\n", "）\n");
            }
        }
        if (decision_.law_date) {
            out_ += words_.in("Decided by the rules of: ", "指定适用规定的日期：") +
                    words_.day(*decision_.law_date) + '\n';
        }
    }

    void why() {
        if (decision_.outcome == Outcome::ineligible || decision_.outcome == Outcome::fault) {
            std::vector<std::string> told;
            for (const ShownVersion& shown : decision_.shown) {
                const std::string reason = reasons_.deciding(shown);
                if (reason.empty() || std::find(told.begin(), told.end(), reason) != told.end()) {
                    continue;
                }
                out_ += words_.in(decision_.outcome == Outcome::fault ? "At: " : "Reason: ",
                                  decision_.outcome == Outcome::fault ? "出错之处：" : "理由：") +
                        reason + '\n';
                told.push_back(reason);
            }
        }
        std::vector<DecisionCause> causes = decision_.because;
        if (decision_.outcome != Outcome::ineligible) {
            for (const DecisionCause& cause : decision_.amount.causes) {
                if (std::find(causes.begin(), causes.end(), cause) == causes.end()) {
                    causes.push_back(cause);
                }
            }
        }
        for (const Payment& payment : decision_.payments) {
            if (!payment.paid_before) continue;
            for (const DecisionCause& cause : payment.paid_before->causes) {
                if (std::find(causes.begin(), causes.end(), cause) == causes.end())
                    causes.push_back(cause);
            }
        }
        for (const Result& result : decision_.results) {
            for (const DecisionCause& cause : result.causes) {
                if (std::find(causes.begin(), causes.end(), cause) == causes.end())
                    causes.push_back(cause);
            }
        }
        out_ += reasons_.causes(causes);
        out_ += reasons_.alternatives();
        if (decision_.decided->kind == "certification") {
            for (const ShownVersion& shown : decision_.shown) out_ += reasons_.paths(shown);
        }
        out_ += reasons_.chosen();
    }

    const std::optional<Fund>& fund_of(const Payment& payment) const {
        for (const ShownVersion& shown : decision_.shown) {
            if (shown.version == nullptr) continue;
            for (const Step& step : shown.version->steps) {
                if (step.id == payment.step && step.fund) return step.fund;
            }
        }
        return decision_.decided->fund;
    }

    void payments() {
        if (decision_.outcome != Outcome::eligible) return;
        for (const Payment& payment : decision_.payments) {
            out_ += words_.in("Payment: ", "支付：") + words_.amount(payment.amount);
            if (!payment.payee.empty()) {
                out_ += words_.in(" to ", "，付给") + words_.payee(payment.payee);
            } else if (decision_.decided->payee_open) {
                out_ += words_.in("; to whom: ", "；支付对象：") +
                        words_.open(*decision_.decided->payee_open);
            }
            if (payment.paid_before) before(payment);
            const std::optional<Fund>& fund = fund_of(payment);
            if (fund) {
                out_ += words_.in("; fund: ", "；资金渠道：");
                out_ += fund->open ? words_.open(*fund->open) : text::printable(fund->name);
            }
            out_ += '\n';
        }
    }

    // What the frame would allow, where the figure is beyond it.
    void frame() {
        const bool refused = decision_.frame && decision_.frame->outcome == Outcome::ineligible;
        if (!decision_.frame || (!decision_.frame->outside && !refused)) return;
        const auto found = decision_.rulebooks->rules.find(decision_.frame->rule);
        const std::string title = found == decision_.rulebooks->rules.end()
                                      ? decision_.frame->rule
                                      : words_.label(found->second->title);
        out_ += frame_text(*decision_.frame, title, words_);
    }

    // "; paid before 3000.00 yuan, to recover 600.00 yuan"
    void before(const Payment& payment) {
        out_ += words_.in("; paid before ", "；此前已付") + words_.amount(*payment.paid_before);
        const Amount due = payment.due();
        const Amount recover = payment.recover();
        const bool recovers = recover.kind == Amount::Kind::exact && recover.low.fen > 0;
        out_ += recovers ? words_.in(", to recover ", "，应追回") + words_.amount(recover)
                         : words_.in(", still due ", "，尚应支付") + words_.amount(due);
    }

    // What other rules said that this one asks; of many members those that are not admitted first.
    void answers() {
        constexpr std::size_t kMaxTold = 50;
        if (decision_.answers.empty()) return;
        std::vector<const Answer*> order;
        for (const Answer& answer : decision_.answers) order.push_back(&answer);
        std::stable_sort(order.begin(), order.end(), [](const Answer* a, const Answer* b) {
            return (a->outcome != Outcome::eligible) > (b->outcome != Outcome::eligible);
        });
        out_ += words_.in("Decided by other rules\n", "由其他规则认定\n");
        for (std::size_t i = 0; i < std::min(order.size(), kMaxTold); ++i) {
            const Answer& answer = *order[i];
            out_ += "  - " + answer.name + words_.in(" (", "（") + answer.rule +
                    words_.in("): ", "）：") + words_.outcome(answer.outcome);
            const std::string reason = reasons_.clause_of(answer);
            if (!reason.empty()) out_ += words_.in(", ", "，") + reason;
            out_ += '\n';
            if (answer.outcome != Outcome::undetermined) continue;
            const Rulebook& book = *decision_.rulebooks->rule(answer.rule).book;
            for (const DecisionCause& cause : answer.because)
                out_ += "      " + reasons_.cause_line(cause, book) + '\n';
        }
        if (order.size() > kMaxTold) {
            out_ += words_.in("  - and more: ", "  - 另有：") +
                    std::to_string(order.size() - kMaxTold) + '\n';
        }
    }

    std::string version_line(const ShownVersion& shown) {
        std::string line;
        const Rulebook& book = *decision_.decided->book;
        const Version& version = *shown.version;
        if (!version.instrument.empty()) {
            line += sources_.title(book, version.instrument) +
                    sources_.number(book, version.instrument);
        }
        std::vector<int> options(book.readings.size(), 0);
        for (std::size_t i = 0; i < options.size(); ++i) {
            options[i] = std::max(0, decision_.chosen[i].option);
        }
        for (const auto& [reading, option] : shown.key_options) options[reading] = option;
        line += (line.empty() ? "" : words_.in(", ", "，")) +
                words_.days(version.from.under(options), version.until.under(options));
        return line;
    }

    bool key_is_personal() const {
        const Rule& rule = *decision_.decided;
        return !decision_.law_date && rule.key != language::kNoRegister &&
               reads_personal(rule.selector, rule.key, words_.vocabulary());
    }

    // Whether two choices of the version come to the same in everything that is shown.
    static bool alike(const ShownVersion& a, const ShownVersion& b) {
        const auto value = [](const ShownValue& v) {
            return std::tie(v.known, v.fault, v.number, v.second, v.text);
        };
        const auto limit = [&](const ShownLimit& x, const ShownLimit& y) {
            return x.within == y.within && x.applies == y.applies &&
                   value(x.counted) == value(y.counted) && value(x.own) == value(y.own) &&
                   value(x.allowed) == value(y.allowed);
        };
        const auto step = [](const ShownStep& x, const ShownStep& y) {
            return x.amount == y.amount && x.when == y.when;
        };
        const auto let = [&](const ShownValue& x, const ShownValue& y) {
            return value(x) == value(y);
        };
        return a.version == b.version && a.version != nullptr && a.clauses == b.clauses &&
               std::equal(a.limits.begin(), a.limits.end(), b.limits.begin(), b.limits.end(),
                          limit) &&
               std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), step) &&
               std::equal(a.lets.begin(), a.lets.end(), b.lets.begin(), b.lets.end(), let);
    }

    // Choices of the version that come to the same are explained together.
    void explanations() {
        std::vector<std::vector<const ShownVersion*>> groups;
        for (const ShownVersion& shown : decision_.shown) {
            const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
                return alike(*group.front(), shown);
            });
            if (same == groups.end()) {
                groups.push_back({&shown});
            } else {
                same->push_back(&shown);
            }
        }
        const bool matters = version_matters();
        for (std::size_t i = 0; i < std::min(groups.size(), kMaxExplained); ++i) {
            if (i == 0 || matters) {
                if (groups.size() > 1 && matters) out_ += "──────\n";
                explanation(groups[i]);
            } else {
                same_by(groups[i]);
            }
        }
        if (groups.size() > kMaxExplained) {
            out_ += words_.in("Other choices of the version are not explained here.\n",
                              "其他适用版本的说明从略。\n");
        }
    }

    // Whether the decision depends on which version applies.
    bool version_matters() const {
        if (decision_.alternatives.empty()) return false;
        const std::vector<ReadingChoice>& named = decision_.alternatives.front().readings;
        return std::any_of(named.begin(), named.end(), [&](const ReadingChoice& choice) {
            const int reading = decision_.decided->book->reading(choice.first);
            const std::vector<int>& key = decision_.decided->key_readings;
            return std::find(key.begin(), key.end(), reading) != key.end();
        });
    }

    // One line for another version under which the decision is the same.
    void same_by(const std::vector<const ShownVersion*>& group) {
        out_ += words_.in("The same follows from key date ", "适用日期为") + key_dates(group);
        if (group.front()->version != nullptr) {
            out_ += words_.in(", by ", "的，适用") + version_line(*group.front());
        }
        out_ += words_.in(".\n", "，结论相同。\n");
    }

    // The key date with the answers that lead to it, for each different day.
    std::string key_dates(const std::vector<const ShownVersion*>& group) const {
        std::string out;
        std::vector<const ShownVersion*> told;
        for (const ShownVersion* shown : group) {
            const auto same = [&](const ShownVersion* other) {
                return other->key_known == shown->key_known && other->key_date == shown->key_date;
            };
            if (std::any_of(told.begin(), told.end(), same)) continue;
            told.push_back(shown);
            std::vector<std::pair<int, int>> shared = shown->key_options;
            for (const ShownVersion* other : group) {
                if (!same(other)) continue;
                std::erase_if(shared, [&](const auto& choice) {
                    return std::find(other->key_options.begin(), other->key_options.end(),
                                     choice) == other->key_options.end();
                });
            }
            std::string day = words_.in("unknown", "不明");
            if (shown->key_known) day = key_is_personal() ? kMask : words_.day(shown->key_date);
            out += (out.empty() ? "" : words_.in("; or ", "，或")) + day + answers(shared);
        }
        return out;
    }

    // " by day of issue (version_key=certificate)"
    std::string answers(const std::vector<std::pair<int, int>>& choices) const {
        std::string out;
        for (const auto& [reading, option] : choices) {
            const Reading& about =
                decision_.decided->book->readings[static_cast<std::size_t>(reading)];
            const ReadingOption& answer = about.options[static_cast<std::size_t>(option)];
            out += (out.empty() ? "" : words_.in("; ", "；")) + words_.label(answer.text) +
                   words_.in(", ", "，") + about.name + "=" + answer.name;
        }
        return out.empty() ? out : words_.in(" (", "（") + out + words_.in(")", "）");
    }

    void explanation(const std::vector<const ShownVersion*>& group) {
        const ShownVersion& shown = *group.front();
        out_ += words_.in("Key date: ", "适用日期：") + key_dates(group) + '\n';
        if (shown.version == nullptr) return;
        out_ += words_.in("Rules of: ", "适用规定：") + version_line(shown) + '\n';
        if (shown.version->kind != Version::Kind::rules) {
            const Version& version = *shown.version;
            const bool none = version.kind == Version::Kind::none;
            out_ += "  " + (none ? words_.label(version.none) : text::printable(version.open.why));
            const std::string notes = sources_.notes(version.basis);
            if (!notes.empty()) out_ += words_.in("  ", "　") + notes;
            out_ += '\n';
            return;
        }
        if (!decision_.alternatives.empty()) {
            out_ += words_.in("Where a question is open, what follows takes its first answer.\n",
                              "以下逐项说明，文件没有明确的问题按第一种理解列示。\n");
        }
        out_ += words_.in("Marks: ✓ as it must be, ✗ not so, ? unknown, ! fault\n",
                          "标记：✓ 满足　✗ 不满足　? 不明　! 出错\n");
        out_ += tree_.version(shown);
        if (shown.outcome != Outcome::ineligible) {
            section(words_.in("Amount\n", "金额计算\n"),
                    amounts_text(decision_, shown, words_, sources_));
        }
    }

    const Decision::Impl& decision_;
    Words words_;
    Sources sources_;
    ReasonsText reasons_;
    TreeText tree_;
    std::string out_;
};

}  // namespace

std::string render_text(const Decision::Impl& decision, Language language) {
    return DecisionText(decision, language).run();
}

}  // namespace bajigong
