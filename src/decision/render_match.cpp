// What all rules of a place say of one case.
#include "decision/render_match.hpp"

#include <algorithm>

#include "decision/render_json_version.hpp"
#include "decision/render_text_reasons.hpp"
#include "decision/render_text_results.hpp"

namespace bajigong {

namespace {

struct Section {
    Standing standing;
    const char* en;
    const char* zh;
};
constexpr Section kSections[] = {
    {Standing::granted, "Granted", "可以享受"},
    {Standing::possible, "May be had; what is missing", "可能符合，尚缺以下内容"},
    {Standing::refused, "Not eligible", "不符合"},
    {Standing::failed, "Could not be computed", "计算出错"},
};

class MatchText {
   public:
    MatchText(const Rulebooks::Impl& rulebooks, const Words& words)
        : rulebooks_(rulebooks), words_(words) {}

    std::string run(const std::string& place, Date as_of, const std::vector<MatchedRule>& rules) {
        out_ += words_.in("Place: ", "地区：") + words_.jurisdiction(place) + '\n';
        out_ += words_.in("Day of decision: ", "判定日期：") + words_.day(as_of) + '\n';
        for (const Section& section : kSections) {
            bool first = true;
            for (const MatchedRule& rule : rules) {
                if (rule.standing != section.standing) continue;
                if (first) out_ += words_.in(section.en, section.zh) + std::string("\n");
                first = false;
                one(rule);
            }
        }
        const auto untouched = std::count_if(
            rules.begin(), rules.end(),
            [](const MatchedRule& rule) { return rule.standing == Standing::untouched; });
        const auto granted = std::count_if(rules.begin(), rules.end(), [](const MatchedRule& rule) {
            return rule.standing == Standing::granted;
        });
        if (granted > 1) {
            out_ += words_.in(
                "Each rule is decided by itself: taken together, what is granted may exceed a "
                "limit "
                "that the rules share.\n",
                "各项规则分别判定：同时享受时，可能超过各规则共用的次数或额度限制。\n");
        }
        if (untouched > 0) {
            out_ += words_.in("Rules of which nothing in the facts speaks: ",
                              "事实中没有涉及的规则数：") +
                    std::to_string(untouched) + '\n';
        }
        return std::move(out_);
    }

   private:
    std::string title(const Rule& rule) const {
        return words_.label(rule.title) + words_.in(" (", "（") + rule.id + words_.in(")", "）");
    }

    void line(const char* en, const char* zh, const std::string& text) {
        if (!text.empty()) out_ += "      " + std::string(words_.in(en, zh)) + text + '\n';
    }

    void one(const MatchedRule& matched) {
        const Decision::Impl& decision = matched.decision.impl();
        const Sources sources(rulebooks_, words_);
        const ReasonsText reasons(decision, words_, sources);
        out_ += "  - " + title(*decision.decided) + words_.in(", ", "，") +
                words_.jurisdiction(decision.decided->book->jurisdiction);
        const bool pays = decision.amount.kind != Amount::Kind::none;
        if (matched.standing == Standing::granted && pays)
            out_ += words_.in(": ", "：") + words_.amount(decision.amount);
        if (matched.standing == Standing::possible && pays)
            out_ += words_.in("; if eligible: ", "；如符合，") + words_.amount(decision.amount);
        out_ += '\n';
        if (matched.standing != Standing::failed)
            line("states: ", "认定结果：", results_line(decision, decision.results, words_));
        if (matched.standing == Standing::refused && !decision.shown.empty())
            line("", "", reasons.deciding(decision.shown.front()));
        if (matched.standing == Standing::possible || matched.standing == Standing::granted) {
            std::vector<DecisionCause> causes = decision.because;
            for (const DecisionCause& cause : decision.amount.causes) {
                if (std::find(causes.begin(), causes.end(), cause) == causes.end())
                    causes.push_back(cause);
            }
            for (const DecisionCause& cause : causes) line("", "", reasons.cause_line(cause));
        }
        if (decision.decided->automatic && matched.standing != Standing::refused) {
            out_ += words_.in("      given without an application\n", "      免申即享\n");
        }
        const std::optional<Frame>& frame = decision.frame;
        if (frame && (frame->outside || frame->outcome == Outcome::ineligible))
            out_ += "      " + frame_text(*frame, title(rulebooks_.rule(frame->rule)), words_);
        std::string others;
        for (const std::string& id : matched.not_together_with)
            others += (others.empty() ? "" : words_.in("; ", "；")) + title(rulebooks_.rule(id));
        line("not together with: ", "不得同时享受：", others);
    }

    const Rulebooks::Impl& rulebooks_;
    const Words& words_;
    std::string out_;
};

class MatchJson {
   public:
    std::string run(const std::string& place, Date as_of, const std::vector<MatchedRule>& rules) {
        w_.open('{');
        w_.key("bajigong_matching");
        w_.raw("1");
        w_.string("place", place);
        w_.string("decided_on", as_of.text());
        w_.key("rules");
        w_.open('[');
        for (const MatchedRule& rule : rules) one(rule);
        w_.close(']');
        w_.close('}');
        return w_.take();
    }

   private:
    void one(const MatchedRule& matched) {
        const Decision::Impl& decision = matched.decision.impl();
        JsonReads reads;
        DecisionJson parts(w_, decision, reads);
        w_.open('{');
        w_.string("rule", matched.rule);
        w_.string("decided_by", decision.decided->id);
        w_.string("kind", matched.kind);
        w_.label("title", decision.decided->title);
        w_.string("jurisdiction", decision.decided->book->jurisdiction);
        w_.string("standing", name(matched.standing));
        w_.string("outcome", name(decision.outcome));
        w_.text("clause", decision.clause);
        w_.key("amount");
        parts.amount(decision.amount);
        w_.key("results");
        parts.results(decision.results);
        w_.key("because");
        parts.causes(decision.because);
        w_.flag("automatic", decision.decided->automatic.has_value());
        w_.flag("beyond_frame", decision.frame && decision.frame->outside);
        w_.key("not_together_with");
        w_.open('[');
        for (const std::string& other : matched.not_together_with) w_.string(other);
        w_.close(']');
        w_.close('}');
    }

    JsonWriter w_;
};

}  // namespace

std::string render_match_text(const std::string& place, Date as_of,
                              const Rulebooks::Impl& rulebooks,
                              const std::vector<MatchedRule>& rules, Language language) {
    const Words words(rulebooks.vocabulary, language);
    return MatchText(rulebooks, words).run(place, as_of, rules);
}

std::string render_match_json(const std::string& place, Date as_of,
                              const std::vector<MatchedRule>& rules) {
    return MatchJson().run(place, as_of, rules);
}

}  // namespace bajigong
