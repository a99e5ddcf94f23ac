// For tables of expressions: what one comes to on given facts, and how one is refused, as short
// text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace bajigong::test {

// Facts a … d are truths, i, j, k numbers, s, t texts, today, start, event days, m, n money, r, q
// ratios, p a period, person.level of an ordered scale (low < middle < high), kind of an unordered
// one (red, green). The lists flags, numbers, dates, kinds, levels hold plain values; grants
// records with amount, count, on, level, ok and a list of parts (each with n and ok); spells
// records with from, until and kind.
extern const std::string_view kVocabulary;

// What `expression` comes to, as the JSON that evaluate() prints; an unknown as "unknown a b" with
// the names of its causes, a fault as "fault"; of a refusal the code and place, "X032 1:5".
std::string value(std::string_view expression, std::string_view facts = "{}",
                  std::string_view as_of = "2024-06-30");
// The same with types taken from the facts.
std::string inferred(std::string_view expression, std::string_view facts = "{}");

// One line of a table.
struct Row {
    std::string_view expression;
    std::string_view expected;
    std::string_view facts = "{}";
};

// Checks a table line by line.
template <std::size_t kRows>
void expect_all(const Row (&rows)[kRows]) {
    for (const Row& row : rows) {
        EXPECT_EQ(value(row.expression, row.facts), row.expected)
            << row.expression << " with " << row.facts;
    }
}

}  // namespace bajigong::test
