// What is asked, behind its handle. A copy keeps what it needs alive; const use from any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bajigong/decision.hpp"

#include "capi/src/guard.hpp"

struct bjg_request {
    bajigong::Rulebooks rulebooks;
    // One for "rule", any number for "rules"; all there are.
    std::vector<std::string> rules;
    bool population = false;  // "rules" was written
    std::string place;        // empty: none was asked for
    std::optional<bajigong::Date> as_of, law_date;
    std::string salt;
    std::string given_json;                // {…}; empty if none
    std::optional<bajigong::Given> given;  // of the one rule, else of all rulebooks

    // Throws Refusal (BJG_E_INPUT) A022 without a day of decision.
    bajigong::DecideOptions options() const;
    // Throws Refusal (BJG_E_INPUT) A023 unless one rule was asked for.
    const std::string& rule() const;
    // The rules for a population, in the order asked. Throws A023 if there is none.
    const std::vector<std::string>& all_rules() const;
    // Null if nothing was brought.
    const bajigong::Given* brought() const { return given ? &*given : nullptr; }
};
