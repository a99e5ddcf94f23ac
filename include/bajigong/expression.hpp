// Trying an expression by itself: its value on given facts, as JSON.
#pragma once

#include <string>
#include <string_view>

#include "bajigong/date.hpp"

namespace bajigong {

struct ExpressionInput {
    std::string_view facts = "{}";     // JSON object
    std::string_view vocabulary;       // a vocabulary file's text; empty: types come from the facts
    Date as_of = Date::never();        // what `as_of` stands for
    std::string facts_name = "facts";  // for messages
    std::string vocabulary_name = "vocabulary";
};

// The value of `expression` as JSON text: dates "2024-02-29", money "1500.00", ratios "13/10",
// periods "P1Y2M", values of scales by their id, an unknown as {"unknown": {"facts": [...]}}, a
// fault as {"fault": true}. Periods are counted by 民法典 202: a missing day is the month's last,
// the corresponding day counts.
//
// Throws Failure for an expression (X…), facts (F…) or a vocabulary (R…, J…) that cannot be read.
// Safe from any thread.
std::string evaluate(std::string_view expression, const ExpressionInput& input = {});

}  // namespace bajigong
