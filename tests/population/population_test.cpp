// A population says of every row what the case alone says, whatever Arrow types hold its facts.
#include "bajigong/population.hpp"

#include <gtest/gtest.h>

#include "decision/many_constructs.hpp"
#include "people.hpp"
#include "results.hpp"
#include "tables.hpp"

namespace bajigong {
namespace {

using columns::Made;
using tables::People;
using tables::request;
using tables::Results;

std::string options(int threads = 1) {
    return R"({"keep": ["id"], "outputs": ["causes", "version", "range"], "threads": )" +
           std::to_string(threads) + "}";
}

Rulebooks rules() {
    return sample::many_constructs("sum(paid.filter(s, s.level == junior).map(s, s.got))");
}

Decision alone(const Rulebooks& books, const std::string& facts) {
    return decide(books, "r", Facts::from_json(books, facts), request().how);
}

class EveryRow : public testing::TestWithParam<std::tuple<int, int>> {};
INSTANTIATE_TEST_SUITE_P(TypesAndThreads, EveryRow,
                         testing::Combine(testing::Values(0, 1, 2), testing::Values(1, 3)));

TEST_P(EveryRow, IsDecidedAsTheCaseAlone) {
    const auto [variant, threads] = GetParam();
    const Rulebooks books = rules();
    const People people(5'000, 42);
    Made table = people.table(variant);
    const Population population = tables::bind(books, table, options(threads));

    // A row's facts are those that the generator wrote down.
    for (const std::int64_t row : {0, 1, 63, 64, 4'999}) {
        EXPECT_EQ(alone(books, population.facts(*table.array, row)).json(),
                  alone(books, people.json[static_cast<std::size_t>(row)]).json());
    }

    const void* ids = table.array->children[0]->buffers[1];
    ArrowArray in = table.give_array();
    arrow::Owned<ArrowArray> out;
    std::uint64_t told = 0;
    population.decide(&in, out.get(), [&](std::uint64_t rows) {
        EXPECT_GE(rows, told);
        told = rows;
        return true;
    });
    EXPECT_EQ(in.release, nullptr);
    EXPECT_EQ(told, people.json.size());
    const Results results(population, std::move(out));
    EXPECT_EQ(results.column("id").buffers[1], ids);
    int outcomes[4] = {};
    for (std::size_t row = 0; row < people.json.size(); ++row) {
        SCOPED_TRACE(people.json[row]);
        const Decision decision = alone(books, people.json[row]);
        ++outcomes[static_cast<int>(decision.outcome())];
        expect_same(decision, results, static_cast<std::int64_t>(row));
        if (HasFailure()) break;
    }
    for (int outcome = 0; outcome < 3; ++outcome) EXPECT_GT(outcomes[outcome], 100);
}

TEST(Population, ReadsASliceOfAnArray) {
    const Rulebooks books = rules();
    const People people(300, 5);
    Made table = people.table(0);
    const Population population = tables::bind(books, table, options());
    ArrowArray in = table.give_array();
    in.offset = 37;
    in.length = 200;
    const Results results(population, tables::decided(population, in));
    ASSERT_EQ(results.rows(), 200);
    const ArrowArray& ids = results.column("id");
    EXPECT_EQ(static_cast<const std::int64_t*>(ids.buffers[1])[ids.offset], 37 * 7);
    EXPECT_EQ(ids.length, 200);
    for (std::int64_t row = 0; row < 200; ++row) {
        const std::string& json = people.json[static_cast<std::size_t>(row + 37)];
        SCOPED_TRACE(json);
        expect_same(alone(books, json), results, row);
    }
}

TEST(Population, StopsWhenTold) {
    Made table = People(10'000, 6).table(0);
    const Population population = tables::bind(rules(), table);
    ArrowArray in = table.give_array();
    ArrowArray out{};
    int calls = 0;
    try {
        population.decide(&in, &out, [&](std::uint64_t) { return ++calls < 2; });
        FAIL() << "not stopped";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "P013");
    }
    EXPECT_EQ(calls, 2);
    EXPECT_EQ(in.release, nullptr);
    EXPECT_EQ(out.release, nullptr);
}

TEST(Population, MakesTheReceiptsOfSingleCases) {
    const Rulebooks books = rules();
    const People people(40, 8);
    Made table = people.table(1);
    PopulationRequest with_salt = request();
    with_salt.how.salt = "0123456789abcdef";
    const Population population =
        tables::bind(books, table, R"({"outputs": ["receipt"]})", with_salt);
    const Results results(population, tables::decided(population, table.give_array()));
    for (std::size_t row = 0; row < people.json.size(); ++row) {
        EXPECT_EQ(
            Results::element(results.column("receipt"), static_cast<std::int64_t>(row)),
            decide(books, "r", Facts::from_json(books, people.json[row]), with_salt.how).receipt());
    }
}

TEST(Population, ReportsWhatWasBound) {
    const Made table =
        tables::of(1, columns::fixed<std::int64_t>("l", "age", {1}),
                   columns::fixed<std::int64_t>("l", "m", {1}), columns::nothing("cost", 1));
    const Population population =
        tables::bind(rules(), table, R"({"columns": {"m": {"fact": "person.months"}}})");
    EXPECT_EQ(population.report(),
              R"({"bound":{"person.months":"m","cost":"cost"},"unused":["age"],"missing":)"
              R"(["person.level","person.a","person.b","on","paid.level","paid.on","paid.got",)"
              R"("paid"],"similar":{}})");
}

// A field that is misspelt would leave its fact unknown in every row, and nobody told.
TEST(Population, ReportsWhatIsUsedByNothingInStructsAndLists) {
    std::vector<Made> person;
    person.push_back(columns::fixed<std::int64_t>("l", "mnths", {1}));
    person.push_back(columns::texts<std::int32_t>("level", {"junior"}));
    person.push_back(columns::texts<std::int32_t>("shoe", {"44"}));
    std::vector<Made> element;
    element.push_back(columns::texts<std::int32_t>("level", {"senior"}));
    element.push_back(columns::fixed<std::int64_t>("l", "gott", {150}));
    std::vector<Made> other;
    other.push_back(columns::fixed<std::int64_t>("l", "a", {1}));
    other.push_back(columns::fixed<std::int64_t>("l", "b", {1}));
    const Made table = tables::of(
        1, columns::record("person", std::move(person), 1),
        columns::lists<std::int32_t>("paid", {1}, columns::record("item", std::move(element), 1)),
        columns::record("other", std::move(other), 1));
    const std::string report = tables::bind(rules(), table).report();
    EXPECT_NE(report.find(R"("unused":["person/mnths","person/shoe","paid/gott","other"])"),
              std::string::npos)
        << report;
    EXPECT_NE(report.find(R"("similar":{"person/mnths":"person.months","paid/gott":"paid.got"})"),
              std::string::npos)
        << report;
}

}  // namespace
}  // namespace bajigong
