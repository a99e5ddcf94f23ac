// Columns at the edges of what they may hold.
#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "decision/sample.hpp"
#include "results.hpp"
#include "tables.hpp"

namespace bajigong {
namespace {

using columns::Made;
using columns::Values;
using sample::clause;
using tables::Results;

Made days(std::size_t rows) {
    return columns::fixed<std::int32_t>("tdD", "on", Values<std::int32_t>(rows, 19'000));
}

// 70,000 names, as many as occupations have, each as itself: 16 bits could not number them.
TEST(Columns, HaveMoreCodesThanSixteenBitsNumber) {
    constexpr std::size_t kNames = 70'000;
    const Rulebooks books = sample::rulebook(
        sample::version("\"require\": [" + clause("named", "place == 'n69999'") + "]"));
    Values<std::string> names;
    Values<std::int32_t> codes;
    for (std::size_t i = 0; i < kNames; ++i) {
        names.push_back("n" + std::to_string(i));
        codes.push_back(static_cast<std::int32_t>(kNames - 1 - i));
    }
    Made table = tables::of(
        kNames,
        columns::coded<std::int32_t>("i", "place", codes, columns::texts<std::int32_t>("", names)),
        days(kNames));
    const Population population = tables::bind(books, table);
    const arrow::Owned<ArrowArray> out = tables::decided(population, table.give_array());
    const auto* outcomes = static_cast<const std::int8_t*>(out->children[0]->buffers[1]);
    for (std::size_t row = 0; row < kNames; ++row)
        ASSERT_EQ(outcomes[row], row == 0 ? 0 : 1) << row;  // eligible, ineligible
}

// 130 % of a sum beyond 64 bits is a fault of its row, and of no row beside it.
TEST(Columns, AnOverflowIsTheFaultOfItsRow) {
    const Rulebooks books = sample::rulebook(sample::version(
        "\"require\": [" + clause("some", "cost >= yuan(0)") +
        R"j(], "amount": [{"id": "p", "is": "cost * percent(130)", "round": "fen half_up",
                          "cite": "t §1"}])j"));
    constexpr std::size_t kRows = 200;
    Values<std::int64_t> fen(kRows, 1'000);
    fen[77] = INT64_MAX;
    for (const bool range : {false, true}) {
        Made table = tables::of(kRows, columns::fixed<std::int64_t>("l", "cost", fen), days(kRows));
        const std::string outputs = range ? R"(, "outputs": ["range"])" : "";
        const Population population =
            tables::bind(books, table, R"({"columns": {"cost": {"unit": "fen"}})" + outputs + "}");
        const Results results(population, tables::decided(population, table.give_array()));
        for (std::int64_t row = 0; row < static_cast<std::int64_t>(kRows); ++row) {
            ASSERT_EQ(results.known("amount", row), row != 77) << row;
            if (row != 77) {
                ASSERT_EQ(results.fen("amount", row), 1'300);
            }
        }
        if (range) {
            EXPECT_EQ(results.text("amount_kind", 77), "fault");
        }
    }
}

// A dictionary without entries, as of a category that nothing was put in.
TEST(Columns, OfNoCodesAreUnknown) {
    const Rulebooks books = sample::rulebook(sample::version(
        R"("require": [)" +
        clause("c", "place == 'x' || person.level >= junior || place == person.name") +
        R"j(], "amount": [{"id": "p", "cite": "t §1", "is": "place == 'x' ? cost : yuan(1)"}])j"));
    constexpr std::size_t kRows = 100;
    const auto codes = [](const char* name) {
        return columns::coded<std::int8_t>("c", name, Values<std::int8_t>(kRows, std::nullopt),
                                           columns::texts<std::int32_t>("", {}));
    };
    Made table =
        tables::of(kRows, codes("place"), codes("person.level"), codes("person.name"), days(kRows));
    const Population population = tables::bind(books, table);
    const Results results(population, tables::decided(population, table.give_array()));
    for (std::int64_t row = 0; row < static_cast<std::int64_t>(kRows); ++row)
        ASSERT_EQ(results.text("outcome", row), "undetermined") << row;
    // A code is then one beyond the end.
    Made wrong = tables::of(1, days(1),
                            columns::coded<std::int8_t>("c", "place", {std::int8_t{0}},
                                                        columns::texts<std::int32_t>("", {})));
    EXPECT_EQ(tables::refused(tables::bind(books, wrong), wrong.give_array()).code, "P010");
}

// What a column of the type null says, with or without the buffer that Polars gives it, and what
// codes of a dictionary of that type stand for: nothing.
TEST(Columns, OfNothingAreUnknown) {
    const Rulebooks books = sample::rulebook(sample::version(
        R"("require": [)" + clause("c", "person.a || person.b || place == 'x'") + "," +
        clause("d", "person.months > 0 && person.level >= junior && cost > yuan(0)") + "]"));
    const auto codes = [](const char* name) {
        return columns::coded<std::int8_t>("c", name, {2, std::nullopt, 0},
                                           columns::nothing("", 3));
    };
    for (const bool buffer : {false, true}) {
        Made table = tables::of(3, columns::nothing("person.b", 3), codes("person.a"),
                                codes("person.months"), codes("person.level"), codes("cost"),
                                codes("place"), days(3));
        const Population population = tables::bind(books, table);
        const void* none = nullptr;
        ArrowArray in = table.give_array();
        if (buffer) {
            in.children[0]->buffers = &none;
            in.children[0]->n_buffers = 1;
        }
        EXPECT_EQ(population.facts(in, 0),
                  R"({"person.b":null,"person.a":null,"person.months":null,"person.level":null,)"
                  R"("cost":null,"place":null,"on":"2022-01-08"})");
        const Results results(population, tables::decided(population, in));
        for (std::int64_t row = 0; row < 3; ++row)
            EXPECT_EQ(results.text("outcome", row), "undetermined");
    }
}

}  // namespace
}  // namespace bajigong
