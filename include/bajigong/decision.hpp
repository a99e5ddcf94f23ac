// Decisions (决定): deciding a case under a rule, and everything the answer shows.
//
// A decision keeps what it needs of its rulebooks and facts alive and is immutable: safe from any
// thread. Amounts are fen of renminbi. What the vocabulary marks personal is masked in every
// rendering.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bajigong/date.hpp"
#include "bajigong/money.hpp"
#include "bajigong/problem.hpp"
#include "bajigong/rulebooks.hpp"

namespace bajigong {

// The facts of one case, read against the vocabulary of a set of rulebooks, which it keeps alive.
// Reusable.
class Facts {
   public:
    // Throws Failure (J…, F…) naming every unknown key, wrong type and repeated fact; never a
    // value. `name` is what messages call the input.
    static Facts from_json(const Rulebooks& rulebooks, std::string_view json,
                           const std::string& name = "facts");

    struct Impl;
    const Impl& impl() const { return *impl_; }
    const std::shared_ptr<const Impl>& shared() const { return impl_; }

   private:
    explicit Facts(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

// What the host brings to a rule: supplied lists, tables and parameters, and readings it chose.
// Reusable.
class Given {
   public:
    // {"lists": {…}, "tables": {…}, "params": {…}, "readings": {"last_day": "counts"}}, names as in
    // the rulebook of `rule`. A reading may also be {"option": "counts", "by": "who chose",
    // "authority": "on what"}. Throws Failure.
    static Given from_json(const Rulebooks& rulebooks, std::string_view rule, std::string_view json,
                           const std::string& name = "given");
    // The same for every rulebook of the set that has an entry of the name; a reading whose options
    // do not hold the one chosen stays open there.
    static Given for_all(const Rulebooks& rulebooks, std::string_view json,
                         const std::string& name = "given");
    // This, with what `json` brings on top; for all rulebooks if `rule` is empty.
    Given with(const Rulebooks& rulebooks, std::string_view rule, std::string_view json,
               const std::string& name = "given") const;

    struct Impl;
    const Impl& impl() const { return *impl_; }

   private:
    explicit Given(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    std::shared_ptr<const Impl> impl_;
};

enum class Outcome : std::uint8_t { eligible, ineligible, undetermined, fault };
std::string_view name(Outcome outcome);

// What an unknown rests on: kind is "facts", "readings", "supply", "unseen", "pending", "waiting"
// or "uncovered".
struct DecisionCause {
    std::string kind, name, why;
    auto operator<=>(const DecisionCause&) const = default;
};

// A chosen option: reading, option.
using ReadingChoice = std::pair<std::string, std::string>;

struct Amount {
    enum class Kind : std::uint8_t {
        none,      // the rule pays nothing, or the case is refused
        exact,     // low
        at_most,   // high
        at_least,  // low
        between,   // low and high
        open,      // one figure for each answer of the named readings: see Decision::alternatives
        unknown,   // see causes
        fault,     // the arithmetic failed: an overflow, a key that a table lacks
    };
    Kind kind = Kind::none;
    Money low, high;
    Money certain;               // of a total that is not exact: the payments that are, together
    bool out_of_bounds = false;  // a figure was outside the bounds the text sets: not paid
    // A figure is outside bounds that hold in principle (原则上): only warned of.
    bool outside_principle = false;
    std::vector<DecisionCause> causes;

    // Only eligible with exact, and not out of bounds, is payable as it stands.
    bool operator==(const Amount& other) const {
        return kind == other.kind && low == other.low && high == other.high &&
               out_of_bounds == other.out_of_bounds && outside_principle == other.outside_principle;
    }
};
std::string_view name(Amount::Kind kind);

struct Payment {
    std::string step, payee, fund;
    Amount amount;
    std::optional<Amount> paid_before;  // where the rule takes it off

    // What is still to be paid, and what is to be recovered: exact, never negative, one of them
    // nothing. Of kind unknown where the amount or what was paid before is not exact; without
    // paid_before the amount is due and nothing is recovered.
    Amount due() const;
    Amount recover() const;
};

// What the decision states besides money: a level earned, the last day a voucher holds.
struct Result {
    enum class Kind : std::uint8_t {
        stated,   // value
        open,     // one value for each answer of the named readings: see Decision::alternatives
        unknown,  // see causes
        fault,    // the arithmetic failed
    };
    std::string id;
    Kind kind = Kind::unknown;
    // As JSON, in the form that facts have: "\"senior\"", "\"2024-06-30\"", "3", "true".
    std::string value;
    bool personal = false;  // made of facts that the vocabulary marks personal; renderings mask it
    std::vector<DecisionCause> causes;

    bool operator==(const Result& other) const {
        return id == other.id && kind == other.kind && value == other.value;
    }
};
std::string_view name(Result::Kind kind);

// What the frame that the rule fills in says of the same case.
struct Frame {
    std::string rule;
    Outcome outcome = Outcome::undetermined;
    Amount amount;
    // The decision's exact amount is outside the frame's bounds: to be looked into, and paid all
    // the same, for the frame binds the issuer of the local text.
    bool outside = false;
};

// What another rule said that the rule asks: of a member of a list, or of the case.
struct Answer {
    std::string name;  // "trainees[0]", "asks.trained"
    std::string rule;
    Outcome outcome = Outcome::undetermined;
    std::string clause;  // as Decision::clause
    std::vector<DecisionCause> because;
};

// The outcome under one combination of the readings that matter.
struct Alternative {
    std::vector<ReadingChoice> readings;
    Outcome outcome = Outcome::undetermined;
    std::string clause;
    Amount amount;
    std::vector<Result> results;
};

struct DecideOptions {
    Date as_of;                    // day of decision
    std::optional<Date> law_date;  // replaces the key date
    std::string salt;              // keys the facts digest; empty: no receipt is made
};

class Decision {
   public:
    const std::string& rule() const;
    // The rule that decided: `rule`, or one that overrides it for this case.
    const std::string& decided_by() const;
    Outcome outcome() const;
    // All payments together.
    const Amount& amount() const;
    const std::vector<Payment>& payments() const;
    // Id of the first clause or limit, in document order, that makes the outcome what it is; "none"
    // where nothing was in force; empty for an eligible case and where no version could be picked.
    const std::string& clause() const;
    // The causes of every unknown that matters to the outcome, and the readings it depends on.
    const std::vector<DecisionCause>& because() const;
    // Instrument keys of the versions used, in order of the readings that pick them.
    const std::vector<std::string>& versions() const;
    // Where readings matter: the outcome under each combination; at most 64 are listed.
    const std::vector<Alternative>& alternatives() const;
    // What is stated besides money, in the rulebook's order; of a refused case only what the rule
    // states whatever the outcome.
    const std::vector<Result>& results() const;
    // Where the rule fills in a frame and the case is eligible for an exact amount.
    const std::optional<Frame>& frame() const;
    // What the rules said that this one asks: members in the order of their list.
    const std::vector<Answer>& answers() const;
    // True if the case is payable as it stands: eligible, with an exact amount, and what is still
    // due and to whom known.
    bool payable() const;

    // The whole decision as JSON (docs/decision.md), escaped for any use.
    std::string json() const;
    // As a clerk would want to read it.
    std::string text(Language language) const;
    // The receipt (docs/receipts.md) as JSON; empty without a salt.
    std::string receipt() const;

    struct Impl;
    const Impl& impl() const { return *impl_; }
    explicit Decision(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

   private:
    std::shared_ptr<const Impl> impl_;
};

// Decides one case under one rule. Throws Failure (D…) for a rule that does not exist or a case
// that costs too much.
Decision decide(const Rulebooks& rulebooks, std::string_view rule, const Facts& facts,
                const DecideOptions& options, const Given* given = nullptr);

}  // namespace bajigong
