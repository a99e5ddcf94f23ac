// What a decision holds, for the renderers.
#pragma once

#include "bajigong/decision.hpp"

#include "facts/facts.hpp"
#include "rulebook/set.hpp"
#include "values/truth.hpp"

namespace bajigong {

struct Facts::Impl {
    std::shared_ptr<const Rulebooks::Impl> rulebooks;
    std::unique_ptr<CaseFacts> facts;
};

struct ChosenReading {
    int option = -1;  // -1: open
    std::string by, authority;
};

struct Given::Impl {
    // For each rulebook the rule may use: its data with the host's in place, and the readings
    // chosen.
    struct Book {
        Supply supply;
        std::vector<ChosenReading> readings;
        std::vector<std::pair<std::string, std::string>>
            digests;  // name of supplied data, hex digest
    };
    std::map<const Rulebook*, Book> books;
};

// A value as it stood when the decision was taken.
struct ShownValue {
    bool known = false, fault = false;
    Type type;
    std::int64_t number = 0, second = 1;  // of bounds: lower, upper
    std::string text;
};

struct ShownLimit {
    ShownValue counted;  // without this claim, bounds
    ShownValue own;      // of a sum: what this claim adds
    ShownValue allowed;
    Truth applies = Truth::unknown;
    Truth within = Truth::unknown;
};

// The part of a step that one element of a list makes.
struct ShownLine {
    Truth when = Truth::yes;
    ShownValue amount;
};

struct ShownStep {
    Amount amount;
    std::optional<Amount> less;  // paid of this before
    Truth when = Truth::yes;
    bool paid = false;
    std::vector<ShownLine> lines;
    std::size_t lines_in_all = 0;  // those beyond kMaxShownLines are not listed
};
inline constexpr std::size_t kMaxShownLines = 50;

struct ShownResult {
    Result result;
    ShownValue value;
    bool stated = true;  // its `when` does not stand against it
};

// The first combination of open readings under one choice of the version: what the explanation
// shows.
struct ShownVersion {
    std::vector<std::pair<int, int>> key_options;  // reading, option
    const Version* version = nullptr;              // null: none could be picked
    int same_as = -1;  // the choice before it that came to the same in all but the key
    Date key_date;
    bool key_known = false;
    Outcome outcome = Outcome::undetermined;
    std::string clause;
    std::vector<Truth> clauses;  // by Version::clauses
    std::vector<ShownLimit> limits;
    std::vector<ShownStep> steps;
    std::vector<ShownResult> results;
    std::vector<ShownValue> lets;
};

struct Decision::Impl {
    std::shared_ptr<const Rulebooks::Impl> rulebooks;
    std::shared_ptr<const Facts::Impl> facts;
    const Rule* rule = nullptr;     // that was asked
    const Rule* decided = nullptr;  // that decided: `rule`, or one that overrides it
    Date as_of;
    std::optional<Date> law_date;
    std::vector<ChosenReading> chosen;  // by reading of the deciding rule's rulebook

    Outcome outcome = Outcome::undetermined;
    Amount amount;
    std::vector<Payment> payments;
    std::vector<Result> results;
    std::vector<ShownResult> result_values;  // every value that some result has, for words
    std::string clause;
    std::vector<DecisionCause> because;
    std::vector<std::string> versions;
    std::vector<Alternative> alternatives;
    std::vector<Answer> answers;
    std::optional<Frame> frame;
    std::vector<ShownVersion> shown;  // one for each choice of the version that was tried
    std::string receipt;
};

// Eligible, for an exact amount, with what is still due and to whom known.
bool is_payable(const Decision::Impl& decision);

}  // namespace bajigong
