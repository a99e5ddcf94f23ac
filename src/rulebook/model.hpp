// Rulebooks as read and compiled: instruments, readings, supplied data, and rules with their
// versions.
//
// Filled by the loader, then only read: safe from any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bajigong/date.hpp"

#include "language/compiler.hpp"
#include "rulebook/supply.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bajigong {

// How well the author knows a document, from best to worst.
enum class Evidence : std::uint8_t { official, repost, news, secondary, recalled };
std::string_view name(Evidence evidence);

struct Instrument {
    std::string key;
    std::string title, number, issuer, issued;
    Evidence evidence = Evidence::official;
    bool in_part = false;
    std::vector<std::string> articles;  // the places that may be cited; empty: not listed
    Label note;
};

struct Citation {
    std::string rulebook;    // id
    std::string instrument;  // key
    std::string place;       // "§2"; may be empty
};

// What a part of a rulebook rests on.
struct Basis {
    std::vector<Citation> cites;
    Label derived;
    std::optional<Evidence> evidence;
};

struct ReadingOption {
    std::string name;
    Label text;
    Basis basis;
};
struct Reading {
    std::string name;
    Label asks;
    std::vector<ReadingOption> options;
};

// Something with an id, words for it, and a basis.
struct Entry {
    std::string id;
    Label text;
    Basis basis;
    Place place;
};

struct Clause : Entry {
    enum class Kind : std::uint8_t { leaf, all, any, none, at_least } kind = Kind::leaf;
    int needed = 0;             // of at_least
    std::vector<int> children;  // in Version::clauses
    std::string expression;     // of a leaf
    language::Register truth = language::kNoRegister;
    std::vector<int> facts;  // root columns it reads, for showing their values
    std::vector<int> lists;  // tables of lists it reads
    std::vector<int> lets;   // in Version::lets
};

struct Let : Entry {
    std::string expression, rounding;
    std::string each_list, each_variable;
    language::Register value = language::kNoRegister;
    std::vector<int> facts, lists, lets;
};

struct Limit : Entry {
    std::string list;
    std::string count, where, at_most, when, sum;  // expressions, for showing
    language::Register within = language::kNoRegister;
    language::Register counted = language::kNoRegister;  // bounds, without this claim
    language::Register own = language::kNoRegister;      // of a sum: what this claim adds
    language::Register allowed = language::kNoRegister;
    language::Register applies = language::kNoRegister;  // this claim is counted
};

struct Fund {
    std::string name;
    std::optional<language::Cause> open;  // unseen or pending
};

struct Step : Entry {
    std::string expression, when_expression, less_expression, rounding;
    std::string payee;  // empty: no payment of its own
    std::optional<Fund> fund;
    bool in_principle = false;
    bool pays = false;
    std::optional<language::Cause> open;  // `is` is unseen or pending
    language::Register is = language::kNoRegister;
    language::Register at_most = language::kNoRegister;
    language::Register at_least = language::kNoRegister;
    language::Register when = language::kNoRegister;
    // What `is` comes to under both answers of a supplied list that nobody brought: the look-ups it
    // reads, and what is to be run again from them to it.
    std::vector<language::Register> supplied_truths;
    std::vector<language::Register> from_supplied;
    language::Register less = language::kNoRegister;  // paid of this before
    // Of a step with a line for every element of a list: the loop, and its registers.
    std::string each_variable, each_list;
    int scope = 0;
    language::Register line = language::kNoRegister;
    language::Register line_when = language::kNoRegister;
    language::Register lines_fit = language::kNoRegister;  // every line within its bounds
};

// What a decision states besides money.
struct ResultStep : Entry {
    std::string expression, when_expression;
    bool always = false;                  // whatever the outcome
    std::optional<language::Cause> open;  // `is` is unseen or pending
    language::Register is = language::kNoRegister;
    language::Register when = language::kNoRegister;
};

// Before every day that can be written: where a version begins that always was in force ("ever").
inline constexpr Date kEver{INT32_MIN};

// A day, or one for each option of a reading.
struct VersionDay {
    Date day;
    int reading = -1;
    std::vector<Date> of_option;
    Date under(const std::vector<int>& options) const {
        return reading < 0 ? day : of_option[options[reading]];
    }
};

// What must hold for the outcome: a clause or a limit, in document order.
struct Item {
    int clause = -1;
    int limit = -1;
    bool negated = false;  // of `unless`
    language::Register pass = language::kNoRegister;
    std::uint64_t readings = 0;
};

// Readings that meet in a clause, limit or step, decided together, and what depends on them.
struct ReadingGroup {
    std::uint64_t mask = 0;
    std::vector<int> readings;
    std::vector<int> items;    // in Version::items
    std::vector<int> steps;    // in Version::steps
    std::vector<int> results;  // in Version::results
    std::vector<language::Register> code;
};

struct Version {
    VersionDay from{kEver, -1, {}};
    VersionDay until{Date::never(), -1, {}};
    std::string instrument;
    enum class Kind : std::uint8_t { rules, none, open } kind = Kind::rules;
    Label none;            // of none: what was not in force
    Basis basis;           // of none and open
    language::Cause open;  // of open
    std::vector<Clause> clauses;
    std::vector<Let> lets;
    std::vector<Limit> limits;
    std::vector<Step> steps;
    std::vector<ResultStep> results;
    std::vector<Item> items;
    language::Program program;
    ReadingGroup base;  // what no reading reaches
    std::vector<ReadingGroup> groups;
    Place place;

    const std::string& id_of(const Item& item) const {
        return item.clause >= 0 ? clauses[item.clause].id : limits[item.limit].id;
    }
};

struct Rulebook;
struct Rule;

// Another rule that this one asks, and the fact that its answer becomes: of the case, or of each
// element of a list.
struct AskedRule {
    std::string name;  // of the answer: "asks.trained"; of members "trainees.admitted"
    std::string rule_id;
    std::string variable, list, as;  // of members: the loop, and where an element's facts stand
    int table = 0;                   // of the list; 0 for the case
    int column = -1;                 // of the answer
    const Rule* rule = nullptr;
    Place place;
};

struct Rule {
    std::string id, kind, benefit, payee;
    Label title, about;
    std::optional<Fund> fund;
    std::optional<language::Cause> payee_open;  // unseen or pending
    const Rulebook* book = nullptr;
    Place place;
    std::string keyed_on;  // expression, for showing

    // What selects the version: a program of its own.
    language::Program selector;
    language::Register key = language::kNoRegister;
    std::vector<language::Register> selector_code;
    std::vector<int> key_readings;  // those the key, `from` and `until` depend on
    std::uint64_t key_mask = 0;

    std::vector<Version> versions;
    std::vector<AskedRule> asks;

    // The frame that this rule fills in, and the benefits not to be had beside this one's.
    std::string implements;
    Basis implements_basis;
    const Rule* frame = nullptr;
    std::vector<std::string> excludes;
    std::optional<Basis> automatic;  // given without an application, and on what this rests

    // This rule stands in for another where `override_when` holds; the register is in this rule's
    // selector.
    std::string overrides;
    std::string override_expression;
    language::Register override_when = language::kNoRegister;
    Basis override_basis;
    std::vector<const Rule*> overridden_by;
};

struct SuppliedShape {
    std::string name;
    Label title;
    Basis basis;
    Place place;
    bool supplied = false;
};

struct Rulebook {
    std::string id, jurisdiction, file;
    Label title, about;
    std::vector<Instrument> instruments;
    std::vector<Reading> readings;
    std::vector<SuppliedShape> tables, params, lists;  // in the environment's order
    language::Environment environment;
    Supply supply;
    Basis calendar_basis;
    std::vector<Rule> rules;
    std::string canonical;  // canonical encoding of all but rules and title, for digests
    std::map<std::string, std::string> canonical_rules;

    const Instrument* instrument(std::string_view key) const;
    int reading(std::string_view name) const;
};

// How local a rulebook is: the longer its code without closing zeros, the more; 0 for the nation.
std::size_t locality(const Rulebook& book);

}  // namespace bajigong
