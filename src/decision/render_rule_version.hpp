// One version of a rule as prose.
#pragma once

#include "decision/render_rule_expression.hpp"
#include "decision/render_text_sources.hpp"

namespace bajigong {

class VersionProse {
   public:
    VersionProse(const Words& words, Sources& sources, const Rule& rule, const Version& version)
        : words_(words),
          sources_(sources),
          rule_(rule),
          version_(version),
          expressions_(words, *rule.book, &version) {}

    // Conditions, exclusions, limits, amounts and the terms they use.
    std::string text();

   private:
    void heading(const char* en, const char* zh);
    void clauses(bool negated);
    void clause(int index, const std::string& number, int depth);
    std::string list_label(const std::string& list) const;
    void limit(const Limit& limit, std::size_t number);
    void step(const Step& step);
    void result(const ResultStep& result);
    void let(const Let& let);
    std::string bound(language::Register value) const;
    void entry(const std::string& number, const Entry& entry, const std::string& text, int depth);
    // The expression below what it says, unless it says the same.
    void meaning(const std::string& expression, const std::string& text, int depth);

    const Words& words_;
    Sources& sources_;
    const Rule& rule_;
    const Version& version_;
    ExpressionText expressions_;
    std::string out_;
};

// From when to when a version applies, for each answer where an open reading decides it.
std::string version_days(const Words& words, const Rulebook& book, const Version& version);
// "the person", "not known (why)"
std::string fund_text(const Words& words, const Fund& fund);

}  // namespace bajigong
