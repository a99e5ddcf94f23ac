// Runs worked cases and says where they come out otherwise than they should.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "bajigong/decision.hpp"

#include "tool/cases.hpp"
#include "tool/coverage.hpp"

namespace bajigong::tool {

class CaseRunner {
   public:
    CaseRunner(const Rulebooks& rulebooks, Language language, Coverage& coverage)
        : rulebooks_(rulebooks), language_(language), coverage_(coverage) {}

    // What is wrong, a line each; empty if the case passed.
    std::vector<std::string> run(const CaseFile& file, const WorkedCase& worked);

   private:
    struct Run {
        const text::MadeJson* facts = nullptr;
        const text::MadeJson* given = nullptr;
        const Expectation* expect = nullptr;
        std::string title;  // "with readings last_day=counts"; empty for the case itself
    };
    void check(const Run& run);
    void tell(const std::string& prefix, const Problem& problem);
    Decision decide_run(const Run& run) const;
    Failure placed(const Failure& failure, const text::MadeJson& tree) const;
    void check_options(const Decision& decision);
    const char* in(const char* en, const char* zh) const {
        return language_ == Language::zh ? zh : en;
    }

    const Rulebooks& rulebooks_;
    Language language_;
    Coverage& coverage_;
    const CaseFile* file_ = nullptr;
    const WorkedCase* worked_ = nullptr;
    std::vector<std::string> lines_;
    std::set<std::string> told_;  // problems of facts and data, of every case so far
};

// What of a decision is not as expected, a line each.
std::vector<std::string> differences(const Expectation& expect, const Decision& decision,
                                     Language language);
// "last_day=counts, list_on=application"
std::string readings_text(const std::vector<ReadingChoice>& choices);
// "ineligible by in_time; because readings last_day; amount exact 2000.00"
std::string summary(const Decision& decision, Language language);

}  // namespace bajigong::tool
