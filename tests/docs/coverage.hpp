// What the rulebooks carry of the seed documents, the five plans from which they grew:
// docs/seed_articles.json joined with the citations of the loaded rules.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bajigong/rulebooks.hpp"

#include "rulebook/model.hpp"
#include "text/json.hpp"

namespace bajigong::docs {

struct SeedArticle {
    // A carried article states a mechanism that a rule decides, at least in part; `note` then says
    // what stays open. Of the others it says why there is nothing to carry.
    enum class State : std::uint8_t { carried, not_computable, no_mechanism };
    State state = State::carried;
    std::string place;
    Label says, note;
    // Rules with a clause, limit, amount step or result that cites the article; and rules that only
    // name it, in a let, for a version or as what they implement. In order of rulebooks.
    std::vector<std::string> carriers, named;
};

struct SeedDocument {
    Instrument instrument;
    std::string english;
    std::vector<SeedArticle> articles;
};

struct Coverage {
    std::vector<SeedDocument> documents;
    std::map<std::string, Label> places;  // by region code
    std::vector<std::string> findings;    // what does not fit together
};

// Throws std::runtime_error if `data` has not the form of docs/seed_articles.json.
Coverage cover(const Rulebooks& rulebooks, const text::Json& data);

// The worst grade of what the rulebook's rules and data cite. Not counted is what helps to read it:
// nearly every calendar cites the civil code.
Evidence weakest_evidence(const Rulebooks& rulebooks, const Rulebook& book);

struct Totals {
    int articles = 0, carried = 0, partly = 0, not_computable = 0;
    int mechanisms() const { return carried + not_computable; }
};
Totals totals(const SeedDocument& document);

// docs/policies.md. `cases` counts worked cases by rule; `root` is cut off the rulebooks' paths.
std::string coverage_page(const Rulebooks& rulebooks, const Coverage& coverage,
                          const std::map<std::string, int>& cases, const std::string& root);

}  // namespace bajigong::docs
