// Worked cases (案例): what a NAME.cases.json beside a rulebook says, with `like` and `but` worked
// in.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bajigong/date.hpp"
#include "bajigong/decision.hpp"
#include "bajigong/money.hpp"

#include "text/json_text.hpp"

namespace bajigong::tool {

// Bounds on one file of cases.
inline constexpr std::size_t kMaxCases = 10'000;
inline constexpr std::size_t kMaxUnder = 1'000;
// Finding the place of a problem walks the file: past so many no more are looked for.
inline constexpr std::size_t kMaxCaseProblems = 200;

// Kind and name of each cause: {"readings", "last_day"}; {"uncovered", ""}.
using Causes = std::set<std::pair<std::string, std::string>>;

struct ExpectedAmount {
    Amount::Kind kind = Amount::Kind::exact;
    Money low, high;
    Causes causes;  // of unknown
    struct Figure {
        std::vector<ReadingChoice> readings;
        Money money;
    };
    std::vector<Figure> open;
};

struct ExpectedResult {
    std::string id;
    bool stated = true;  // false: the decision does not state it
    Result::Kind kind = Result::Kind::stated;
    std::string value;  // as JSON
    Causes causes;      // of unknown
    struct Figure {
        std::vector<ReadingChoice> readings;
        std::string value;
    };
    std::vector<Figure> open;
};

// What a rule that is asked is to say.
struct ExpectedAnswer {
    std::string name;  // "trainees[0]", "asks.trained"
    std::optional<Outcome> outcome;
    std::optional<std::string> clause;
    std::optional<Causes> because;
};

// Checked where it speaks.
struct Expectation {
    std::optional<Outcome> outcome;
    std::optional<std::string> clause, version;
    std::optional<Causes> because;
    std::optional<ExpectedAmount> amount;
    std::vector<ExpectedResult> results;
    std::optional<Money> due, recover;                             // of all payments together
    std::vector<std::pair<std::string, ExpectedAmount>> payments;  // by step
    std::optional<bool> out_of_bounds, outside_principle;
    std::vector<ExpectedAnswer> answers;
    std::int32_t line = 0;
};

// The case once more, with answers, facts or data supplied.
struct UnderRun {
    text::MadeJson facts, given;  // of the whole run
    std::vector<ReadingChoice> readings;
    bool changes_facts = false, brings_data = false;
    Expectation expect;
    std::int32_t line = 0;
};

struct WorkedCase {
    std::string name, rule;
    std::int32_t line = 0;
    Date on;
    text::MadeJson facts;  // nested by path; nodes keep the line they were written on
    text::MadeJson given;
    Expectation expect;
    std::optional<text::MadeJson> turned_facts;
    Expectation turned_to;
    std::vector<UnderRun> under;
};

struct CaseFile {
    std::string name;
    std::vector<WorkedCase> cases;
};

// Reads strictly; throws Failure (J…, C…) with every problem found.
CaseFile read_cases(std::string_view bytes, const std::string& name);

// The place in the file of what stands at a JSON pointer of facts or data made from a case.
Place place_in_case(const text::MadeJson& tree, const std::string& pointer, const std::string& file,
                    std::int32_t otherwise);

}  // namespace bajigong::tool
