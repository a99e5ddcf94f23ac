// Runs a worked case: as it stands, turned, and under each answer.
#include "tool/case_run.hpp"

#include <algorithm>

#include "decision/decision_impl.hpp"
#include "text/json_text.hpp"

namespace bajigong::tool {

using text::MadeJson;

namespace {

constexpr const char* kFacts = "facts";
constexpr const char* kGiven = "given";

}  // namespace

std::vector<std::string> CaseRunner::run(const CaseFile& file, const WorkedCase& worked) {
    file_ = &file;
    worked_ = &worked;
    lines_.clear();
    check({&worked.facts, &worked.given, &worked.expect, ""});
    if (worked.turned_facts) {
        check({&*worked.turned_facts, &worked.given, &worked.turned_to,
               in("turned by other facts", "事实改变后")});
    }
    for (const UnderRun& under : worked.under) {
        const std::string choices = text::printable(readings_text(under.readings));
        check({&under.facts, &under.given, &under.expect,
               in("under ", "另设情形 ") +
                   (choices.empty() ? in("line ", "第") + std::to_string(under.line) + in("", "行")
                                    : choices)});
    }
    return std::move(lines_);
}

void CaseRunner::check(const Run& run) {
    const std::string prefix = run.title.empty() ? "" : run.title + ": ";
    try {
        const Decision decision = decide_run(run);
        coverage_.note(decision);
        const std::vector<std::string> found = differences(*run.expect, decision, language_);
        for (const std::string& line : found) lines_.push_back(prefix + line);
        if (!found.empty()) {
            lines_.push_back(prefix + in("decided: ", "判定为：") + summary(decision, language_));
        }
        if (run.title.empty()) check_options(decision);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) tell(prefix, problem);
    }
}

// A fault in what a case is like, or in what its runs share, is told once.
void CaseRunner::tell(const std::string& prefix, const Problem& problem) {
    const std::string text = problem.text(language_);
    if (told_.insert(text).second) {
        lines_.push_back(prefix + text);
    } else if (lines_.empty()) {
        lines_.push_back(in("the same fault as told above: ", "与上文所报错误相同：") +
                         problem.code + " " + text::printable(problem.place.text()));
    }
}

Decision CaseRunner::decide_run(const Run& run) const {
    std::optional<Facts> facts;
    std::optional<Given> given;
    try {
        facts = Facts::from_json(rulebooks_, json_text(*run.facts), kFacts);
    } catch (const Failure& failure) {
        throw placed(failure, *run.facts);
    }
    try {
        given = Given::from_json(rulebooks_, worked_->rule, json_text(*run.given), kGiven);
    } catch (const Failure& failure) {
        throw placed(failure, *run.given);
    }
    DecideOptions options;
    options.as_of = worked_->on;
    try {
        return decide(rulebooks_, worked_->rule, *facts, options, &*given);
    } catch (const Failure& failure) {
        throw placed(failure, *run.facts);
    }
}

// Problems of facts and data made from the case, with the lines of the case's file.
Failure CaseRunner::placed(const Failure& failure, const MadeJson& tree) const {
    std::vector<Problem> problems = failure.problems();
    for (Problem& problem : problems) {
        const std::string root = problem.place.file;
        problem.place = place_in_case(tree, problem.place.pointer, file_->name, worked_->line);
        if (!root.empty()) problem.place.pointer = "/" + root + problem.place.pointer;
    }
    return Failure(std::move(problems));
}

// Each reading that is named as a cause is run with each of its options.
void CaseRunner::check_options(const Decision& decision) {
    const Expectation& expect = worked_->expect;
    if (expect.outcome != Outcome::undetermined || !expect.because) return;
    const Rulebook& book = *decision.impl().decided->book;
    for (const auto& [kind, name] : *expect.because) {
        const int reading = kind == "readings" ? book.reading(name) : -1;
        if (reading < 0) continue;
        for (const ReadingOption& option : book.readings[reading].options) {
            const ReadingChoice choice{name, option.name};
            const bool run =
                std::any_of(worked_->under.begin(), worked_->under.end(), [&](const UnderRun& u) {
                    return std::find(u.readings.begin(), u.readings.end(), choice) !=
                           u.readings.end();
                });
            if (run) continue;
            lines_.push_back(in("`under` lacks a run with ", "under 缺少以下取值的情形：") +
                             readings_text({choice}));
        }
    }
}

}  // namespace bajigong::tool
