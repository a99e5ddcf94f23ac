// Expressions in a world of their own: tables, parameters, lists, readings and a calendar put
// together by hand, without a rulebook.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/date.hpp"

#include "language/environment.hpp"
#include "language/evaluation.hpp"
#include "rulebook/supply.hpp"

namespace bajigong::engine::test {

struct SmallWorld {
    // Reads the vocabulary of the language's tests.
    SmallWorld();
    SmallWorld(const SmallWorld&) = delete;
    SmallWorld& operator=(const SmallWorld&) = delete;

    // What `expression` comes to, in the short form of the language's tests: a value as a case
    // would write it, "fault", "unknown a b" with its causes, or the code and place of a refusal.
    std::string value(std::string_view expression, std::string_view facts = "{}") const;

    Vocabulary vocabulary;
    language::Environment environment;
    Supply supply;
    Date as_of = Date::parse("2024-06-30").value();
    std::map<int, int> chosen;  // options of readings
    // `each` fields: list, name, variable, expression.
    struct Field {
        std::string list, name, variable, expression;
    };
    std::vector<Field> fields;
    // Named values, defined in this order before the expression.
    std::vector<std::pair<std::string, std::string>> lets;
};

}  // namespace bajigong::engine::test
