// The rule of twenty conditions and an amount that the block benchmarks share, with its population.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "bajigong/rulebooks.hpp"

#include "decision/batch.hpp"
#include "rulebook/set.hpp"

namespace bajigong::bench {

inline constexpr int kConditions = 20;

inline Rulebooks twenty_conditions() {
    std::string facts;
    std::string clauses;
    for (int i = 0; i < kConditions; ++i) {
        const std::string n = std::to_string(i);
        facts += (i == 0 ? "" : ",") + ("\"c" + n) +
                 "\": {\"type\": \"int\", \"zh\": \"c\", \"en\": \"c\"}";
        clauses += (i == 0 ? "" : ",") + ("{\"id\": \"k" + n) + "\", \"if\": \"c" + n +
                   " >= " + std::to_string(i) +
                   "\", \"derived\": {\"zh\": \"x\", \"en\": \"x\"}, \"text\": {\"zh\": \"x\", "
                   "\"en\": \"x\"}}";
    }
    facts += ",\"base\": {\"type\": \"money\", \"zh\": \"b\", \"en\": \"b\"}";
    facts += ",\"on\": {\"type\": \"date\", \"zh\": \"d\", \"en\": \"d\"}";
    const std::string rulebook =
        "{\"bajigong\": 1, \"id\": \"bench\", \"title\": {\"zh\": \"b\", \"en\": \"b\"}, "
        "\"jurisdiction\": \"CN\","
        "\"instruments\": {\"i\": {\"title\": \"t\", \"number\": null, \"issuer\": \"x\", "
        "\"issued\": null, \"evidence\": "
        "\"official\"}}, \"rules\": [{\"id\": \"twenty\", \"kind\": \"subsidy\", \"title\": "
        "{\"zh\": \"b\", \"en\": \"b\"},"
        "\"payee\": \"person\", \"keyed_on\": \"on\", \"versions\": [{\"from\": \"2020-01-01\", "
        "\"until\": \"never\","
        "\"instrument\": \"i\", \"require\": [" +
        clauses +
        "], \"amount\": [{\"id\": \"paid\", \"is\": \"base * percent(130) * percent(80)\", "
        "\"round\": \"fen half_up\","
        "\"cite\": \"i §1\"}]}]}]}";
    return Rulebooks::load_texts(
        {{"vocabulary.json", "{\"bajigong\": 1, \"facts\": {" + facts + "}}"},
         {"bench.json", rulebook}});
}

// Columns with one value in thirty-two unknown; most rows meet every condition.
struct Population {
    std::vector<std::vector<std::int64_t>> numbers;
    std::vector<std::vector<Word>> known;
    FactsView view;

    explicit Population(std::size_t rows) {
        std::mt19937_64 random(20261122);
        FactTable table;
        table.rows = rows;
        numbers.resize(kConditions + 2);
        known.resize(kConditions + 2);
        for (int c = 0; c < kConditions + 2; ++c) {
            numbers[c].resize(rows);
            known[c].assign(words_for(rows), ~Word{0});
            for (std::size_t i = 0; i < rows; ++i) {
                if (c < kConditions)
                    numbers[c][i] = static_cast<std::int64_t>(random() % 400) + c - 4;
                if (c == kConditions) numbers[c][i] = static_cast<std::int64_t>(random() % 400'000);
                if (c == kConditions + 1) numbers[c][i] = 19'000;
                if (c < kConditions && random() % 32 == 0)
                    known[c][i / 64] &= ~(Word{1} << (i % 64));
            }
            Column column;
            column.numbers = numbers[c].data();
            column.known = known[c].data();
            table.columns.push_back(column);
        }
        view.tables.push_back(std::move(table));
    }
};

}  // namespace bajigong::bench
