// A population says of every row what the case alone says, whatever Arrow types hold its facts.
#include "bajigong/population.hpp"

#include <map>
#include <random>

#include <gtest/gtest.h>

#include "arrow/columns.hpp"
#include "decision/sample.hpp"

namespace bajigong {
namespace {

using columns::Made;
using columns::Values;
using sample::clause;
using sample::rulebook;

constexpr const char* kLevels[] = {"none", "junior", "senior"};
constexpr std::int64_t kDay = 86'400;

// Rows in two forms at once: as the JSON of a case, and as columns. Every fact is unknown now and
// then. `variant` picks among the Arrow types that may hold a fact.
class People {
   public:
    People(std::size_t rows, unsigned seed) : random_(seed) {
        for (std::size_t i = 0; i < rows; ++i) add();
    }

    std::vector<std::string> json;

    Made table(int variant) const {
        const std::size_t rows = json.size();
        std::vector<Made> person;
        person.push_back(variant == 0   ? whole<std::int64_t>("l", "months", months_)
                         : variant == 1 ? whole<std::int16_t>("s", "months", months_)
                                        : whole<std::uint8_t>("C", "months", months_));
        person.push_back(level(variant, "level", level_));
        person.push_back(columns::truths("a", a_));
        std::vector<Made> element;
        element.push_back(level(variant + 1, "level", paid_level_));
        element.push_back(day(variant + 1, "on", paid_on_));
        element.push_back(money(variant + 1, "got", paid_got_));
        Made elements = columns::record("item", std::move(element), paid_level_.size());
        std::vector<Made> root;
        root.push_back(whole<std::int64_t>("l", "id", id_));
        root.push_back(columns::record("person", std::move(person), rows));
        root.push_back(columns::truths("person.b", b_));
        root.push_back(day(variant, "on", on_));
        root.push_back(money(variant, "cost", cost_));
        root.push_back(variant == 1
                           ? columns::lists<std::int64_t>("paid", paid_, std::move(elements))
                           : columns::lists<std::int32_t>("paid", paid_, std::move(elements)));
        root.push_back(columns::truths("paid.complete", complete_));
        return columns::record("", std::move(root), rows);
    }

   private:
    std::size_t pick(std::size_t n) { return random_() % n; }
    template <class T>
    std::optional<T> maybe(T value) {
        return pick(9) == 0 ? std::nullopt : std::optional<T>(value);
    }

    template <class T>
    static std::string shown(const std::optional<T>& value, const std::string& text) {
        return value ? text : "null";
    }
    static std::string date(const std::optional<int>& day) {
        return shown(day, "\"" + Date{day.value_or(0)}.text() + "\"");
    }
    static std::string fen(const std::optional<std::int64_t>& sum) {
        return shown(sum, "\"" + Money{sum.value_or(0)}.text() + "\"");
    }
    static std::string scale(const std::optional<int>& level) {
        return shown(level, "\"" + std::string(kLevels[level.value_or(0)]) + "\"");
    }
    static std::string truth(const std::optional<bool>& value) {
        return shown(value, value.value_or(false) ? "true" : "false");
    }

    void add() {
        id_.push_back(static_cast<std::int64_t>(id_.size()) * 7);
        months_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(9))));
        level_.push_back(maybe<int>(static_cast<int>(pick(3))));
        a_.push_back(maybe<bool>(pick(2) != 0));
        b_.push_back(maybe<bool>(pick(2) != 0));
        on_.push_back(maybe<int>(17'000 + static_cast<int>(pick(3'000))));
        cost_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(100'000))));
        std::string list = "null";
        if (pick(5) == 0) {
            paid_.push_back(std::nullopt);
            complete_.push_back(pick(2) != 0);
        } else {
            paid_.push_back(static_cast<int>(pick(4)));
            complete_.push_back(pick(6) != 0);
            list = "[";
            for (int i = 0; i < *paid_.back(); ++i) {
                paid_level_.push_back(maybe<int>(static_cast<int>(pick(3))));
                paid_on_.push_back(maybe<int>(17'000 + static_cast<int>(pick(3'000))));
                paid_got_.push_back(maybe<std::int64_t>(static_cast<std::int64_t>(pick(9'000))));
                list += (i > 0 ? "," : "") + ("{\"level\":" + scale(paid_level_.back())) +
                        ",\"on\":" + date(paid_on_.back()) + ",\"got\":" + fen(paid_got_.back()) +
                        "}";
            }
            list += "]";
            if (!*complete_.back()) list = R"({"known":)" + list + R"(,"complete":false})";
        }
        json.push_back(R"({"person.months":)" +
                       shown(months_.back(), std::to_string(months_.back().value_or(0))) +
                       R"(,"person.level":)" + scale(level_.back()) + R"(,"person.a":)" +
                       truth(a_.back()) + R"(,"person.b":)" + truth(b_.back()) + R"(,"on":)" +
                       date(on_.back()) + R"(,"cost":)" + fen(cost_.back()) + R"(,"paid":)" + list +
                       "}");
    }

    template <class T>
    static Made whole(const char* format, const char* name, const Values<std::int64_t>& values) {
        Values<T> narrow;
        for (const auto& v : values)
            narrow.push_back(v ? std::optional<T>(static_cast<T>(*v)) : std::nullopt);
        return columns::fixed<T>(format, name, narrow);
    }

    static Made level(int variant, const char* name, const Values<int>& values) {
        Values<std::string> names;
        Values<std::uint8_t> codes;
        for (const auto& v : values) {
            names.push_back(v ? std::optional<std::string>(kLevels[*v]) : std::nullopt);
            // The dictionary has one value that nobody has, and is not in the scale's order.
            codes.push_back(v ? std::optional<std::uint8_t>((*v + 1) % 3 + 1) : std::nullopt);
        }
        switch (variant % 3) {
            case 0:
                return columns::coded<std::uint8_t>(
                    "C", name, codes,
                    columns::texts<std::int32_t>("",
                                                 {"no such level", "senior", "none", "初级工"}));
            case 1: return columns::texts<std::int64_t>(name, names);
            default: return columns::views(name, names);
        }
    }

    static Made day(int variant, const char* name, const Values<int>& values) {
        Values<std::int32_t> days;
        Values<std::int64_t> millis, there;
        for (const auto& v : values) {
            days.push_back(v);
            const auto seconds = v ? std::optional<std::int64_t>(*v * kDay) : std::nullopt;
            millis.push_back(seconds ? std::optional<std::int64_t>(*seconds * 1000) : std::nullopt);
            // Half past nine in the morning at +08:00.
            there.push_back(seconds ? std::optional<std::int64_t>(*seconds + 5'400) : std::nullopt);
        }
        switch (variant % 3) {
            case 0: return columns::fixed<std::int32_t>("tdD", name, days);
            case 1: return columns::fixed<std::int64_t>("tsm:", name, millis);
            default: return columns::fixed<std::int64_t>("tss:+08:00", name, there);
        }
    }

    static Made money(int variant, const char* name, const Values<std::int64_t>& values) {
        struct Wide {
            std::int64_t low = 0, high = 0;
        };
        Values<Wide> wide;
        Values<std::int64_t> narrow;
        Values<std::string> text;
        for (const auto& v : values) {
            // Three decimal places, the last one nothing.
            wide.push_back(v ? std::optional<Wide>({*v * 10, 0}) : std::nullopt);
            narrow.push_back(v);
            text.push_back(v ? std::optional<std::string>(Money{*v}.text()) : std::nullopt);
        }
        switch (variant % 3) {
            case 0: return columns::fixed<Wide>("d:18,3", name, wide);
            case 1: return columns::fixed<std::int64_t>("d:18,2,64", name, narrow);
            default: return columns::texts<std::int32_t>(name, text);
        }
    }

    std::mt19937 random_;
    Values<std::int64_t> id_, months_, cost_, paid_got_;
    Values<int> level_, on_, paid_, paid_level_, paid_on_;
    Values<bool> a_, b_, complete_;
};

Rulebooks rules() {
    const std::string body =
        R"j("require": [)j" + clause("c1", "person.months >= 3 || person.a") +
        R"j(, {"id": "either", "text": {"zh": "或", "en": "or"}, "any": [)j" +
        clause("c2", "person.b") + "," + clause("c3", "person.level >= junior") +
        R"j(]}], "unless": [)j" + clause("c4", "paid.exists(s, s.level == senior && s.on > on)") +
        R"j(], "limits": [{"id": "few", "count": "s in paid", "where": "s.level == person.level",
                    "at_most": 2, "cite": "t §1", "text": {"zh": "限", "en": "few"}}],
        "amount": [{"id": "p", "round": "fen half_up", "cite": "t §1",
                    "is": "cost * (reading.rate == 'low' && person.months > 6 ? percent(50) : percent(80))"},
                   {"id": "q", "cite": "t §1",
                    "is": "sum(paid.filter(s, s.level == junior).map(s, s.got))"}]})j";
    return rulebook(
        R"j({"from": "2016-01-01", "until": "2018-12-31", "instrument": "t", )j" + body +
            R"j(, {"from": "2019-01-01", "until": "2020-12-31", "instrument": "t", )j" + body,
        R"j("readings": {"rate": {"asks": {"zh": "问", "en": "asks"}, "options":
                        {"low": {"zh": "低", "en": "low"}, "high": {"zh": "高", "en": "high"}}}},)j",
        R"j("keyed_on": "on", "adds": {"paid": {"level": "person.level", "on": "on"}})j");
}

PopulationRequest request() {
    PopulationRequest request;
    request.rules = {"r"};
    request.how.as_of = Date{20'000};
    return request;
}

// A result read back: the names that dictionary codes stand for, and fen.
class Results {
   public:
    Results(const ArrowSchema& schema, const ArrowArray& array) : array_(array) {
        for (std::int64_t i = 0; i < schema.n_children; ++i)
            places_[schema.children[i]->name] = static_cast<int>(i);
    }
    const ArrowArray& column(const std::string& name) const {
        return *array_.children[places_.at(name)];
    }
    bool known(const std::string& name, std::int64_t row) const {
        const auto* bits = static_cast<const std::uint8_t*>(column(name).buffers[0]);
        return bits == nullptr || (bits[row / 8] >> (row % 8) & 1) != 0;
    }
    std::string text(const std::string& name, std::int64_t row) const {
        if (!known(name, row)) return "";
        const ArrowArray& codes = column(name);
        const bool narrow = name == "outcome" || name == "amount_kind";
        const std::int64_t code = narrow ? static_cast<const std::int8_t*>(codes.buffers[1])[row]
                                         : static_cast<const std::int32_t*>(codes.buffers[1])[row];
        return element(*codes.dictionary, code);
    }
    static std::string element(const ArrowArray& texts, std::int64_t at) {
        const auto* offsets = static_cast<const std::int64_t*>(texts.buffers[1]);
        return {static_cast<const char*>(texts.buffers[2]) + offsets[at],
                static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
    }
    std::int64_t fen(const std::string& name, std::int64_t row) const {
        return static_cast<const std::int64_t*>(column(name).buffers[1])[row * 2];
    }
    std::vector<std::string> causes(std::int64_t row) const {
        const ArrowArray& list = column("causes");
        const auto* offsets = static_cast<const std::int64_t*>(list.buffers[1]);
        std::vector<std::string> causes;
        for (std::int64_t i = offsets[row]; i < offsets[row + 1]; ++i)
            causes.push_back(element(*list.children[0], i));
        return causes;
    }

   private:
    const ArrowArray& array_;
    std::map<std::string, int> places_;
};

void expect_same(const Decision& decision, const Results& results, std::int64_t row) {
    EXPECT_EQ(results.text("outcome", row), name(decision.outcome()));
    EXPECT_EQ(results.text("clause", row), decision.clause());
    const Amount& amount = decision.amount();
    EXPECT_EQ(results.text("amount_kind", row), name(amount.kind));
    EXPECT_EQ(results.known("amount", row), amount.kind == Amount::Kind::exact);
    if (amount.kind == Amount::Kind::exact) {
        EXPECT_EQ(results.fen("amount", row), amount.low.fen);
    }
    if (amount.kind == Amount::Kind::between) {
        EXPECT_EQ(results.fen("amount_low", row), amount.low.fen);
        EXPECT_EQ(results.fen("amount_high", row), amount.high.fen);
    }
    for (const DecisionCause& cause : decision.because()) {
        const std::vector<std::string> causes = results.causes(row);
        EXPECT_NE(std::find(causes.begin(), causes.end(), cause.kind + ":" + cause.name),
                  causes.end())
            << cause.name;
    }
    const std::vector<std::string>& versions = decision.versions();
    EXPECT_EQ(results.text("version", row), versions.size() == 1 ? versions.front() : "");
}

class EveryRow : public testing::TestWithParam<std::tuple<int, int>> {};
INSTANTIATE_TEST_SUITE_P(TypesAndThreads, EveryRow,
                         testing::Combine(testing::Values(0, 1, 2), testing::Values(1, 3)));

TEST_P(EveryRow, IsDecidedAsTheCaseAlone) {
    const auto [variant, threads] = GetParam();
    const Rulebooks books = rules();
    const People people(5'000, 42);
    Made table = people.table(variant);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const std::string options =
        R"({"keep": ["id"], "outputs": ["causes", "version", "range"], "threads": )" +
        std::to_string(threads) + "}";
    const Population population = Population::bind(books, request(), *schema, options);

    // A row's facts are those that the generator wrote down.
    for (const std::int64_t row : {0, 1, 63, 64, 4'999}) {
        const auto as_json = [&](const std::string& json) {
            return decide(books, "r", Facts::from_json(books, json), request().how).json();
        };
        EXPECT_EQ(as_json(population.facts(*table.array, row)),
                  as_json(people.json[static_cast<std::size_t>(row)]));
    }

    const void* ids = table.array->children[0]->buffers[1];
    ArrowArray in = table.give_array();
    arrow::Owned<ArrowArray> out;
    arrow::Owned<ArrowSchema> out_schema;
    std::uint64_t told = 0;
    population.decide(&in, out.get(), [&](std::uint64_t rows) {
        EXPECT_GE(rows, told);
        told = rows;
        return true;
    });
    EXPECT_EQ(in.release, nullptr);
    EXPECT_EQ(told, people.json.size());
    population.schema(out_schema.get());
    const Results results(*out_schema, *out);
    EXPECT_EQ(results.column("id").buffers[1], ids);
    int outcomes[4] = {};
    for (std::size_t row = 0; row < people.json.size(); ++row) {
        SCOPED_TRACE(people.json[row]);
        const Decision decision =
            decide(books, "r", Facts::from_json(books, people.json[row]), request().how);
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
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const Population population =
        Population::bind(books, request(), *schema,
                         R"({"keep": ["id"], "outputs": ["causes", "version", "range"]})");
    ArrowArray in = table.give_array();
    in.offset = 37;
    in.length = 200;
    arrow::Owned<ArrowArray> out;
    arrow::Owned<ArrowSchema> out_schema;
    population.decide(&in, out.get());
    population.schema(out_schema.get());
    const Results results(*out_schema, *out);
    ASSERT_EQ(out->length, 200);
    const ArrowArray& ids = results.column("id");
    EXPECT_EQ(static_cast<const std::int64_t*>(ids.buffers[1])[ids.offset], 37 * 7);
    EXPECT_EQ(ids.length, 200);
    for (std::int64_t row = 0; row < 200; ++row) {
        const std::string& json = people.json[static_cast<std::size_t>(row + 37)];
        SCOPED_TRACE(json);
        expect_same(decide(books, "r", Facts::from_json(books, json), request().how), results, row);
    }
}

// 70,000 names, as many as occupations have, each as itself: 16 bits could not number them.
TEST(Population, TellsApartMoreCodesThanSixteenBitsNumber) {
    constexpr std::size_t kNames = 70'000;
    const Rulebooks books =
        rulebook(sample::version("\"require\": [" + clause("named", "place == 'n69999'") + "]"));
    Values<std::string> names;
    Values<std::int32_t> codes;
    for (std::size_t i = 0; i < kNames; ++i) {
        names.push_back("n" + std::to_string(i));
        codes.push_back(static_cast<std::int32_t>(kNames - 1 - i));
    }
    std::vector<Made> root;
    root.push_back(
        columns::coded<std::int32_t>("i", "place", codes, columns::texts<std::int32_t>("", names)));
    root.push_back(columns::fixed<std::int32_t>("tdD", "on", Values<std::int32_t>(kNames, 19'000)));
    Made table = columns::record("", std::move(root), kNames);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const Population population = Population::bind(books, request(), *schema, "");
    ArrowArray in = table.give_array();
    arrow::Owned<ArrowArray> out;
    population.decide(&in, out.get());
    const auto* outcomes = static_cast<const std::int8_t*>(out->children[0]->buffers[1]);
    for (std::size_t row = 0; row < kNames; ++row)
        ASSERT_EQ(outcomes[row], row == 0 ? 0 : 1) << row;  // eligible, ineligible
}

// 130 % of a sum beyond 64 bits is a fault of its row, and of no row beside it.
TEST(Population, AnOverflowIsTheFaultOfItsRow) {
    const Rulebooks books = rulebook(sample::version(
        "\"require\": [" + clause("some", "cost >= yuan(0)") +
        R"j(], "amount": [{"id": "p", "is": "cost * percent(130)", "round": "fen half_up",
                          "cite": "t §1"}])j"));
    constexpr std::size_t kRows = 200;
    Values<std::int64_t> fen(kRows, 1'000);
    fen[77] = INT64_MAX;
    std::vector<Made> root;
    root.push_back(columns::fixed<std::int64_t>("l", "cost", fen));
    root.push_back(columns::fixed<std::int32_t>("tdD", "on", Values<std::int32_t>(kRows, 19'000)));
    Made table = columns::record("", std::move(root), kRows);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    for (const char* options :
         {R"({"columns": {"cost": {"unit": "fen"}}})",
          R"({"columns": {"cost": {"unit": "fen"}}, "outputs": ["range"]})"}) {
        const Population population = Population::bind(books, request(), *schema, options);
        ArrowArray in{};
        {
            std::vector<Made> again;
            again.push_back(columns::fixed<std::int64_t>("l", "cost", fen));
            again.push_back(
                columns::fixed<std::int32_t>("tdD", "on", Values<std::int32_t>(kRows, 19'000)));
            in = columns::record("", std::move(again), kRows).give_array();
        }
        arrow::Owned<ArrowArray> out;
        population.decide(&in, out.get());
        const ArrowArray& amount = *out->children[1];
        const auto* known = static_cast<const std::uint8_t*>(amount.buffers[0]);
        const auto* values = static_cast<const std::int64_t*>(amount.buffers[1]);
        for (std::size_t row = 0; row < kRows; ++row) {
            ASSERT_EQ(known[row / 8] >> (row % 8) & 1, row == 77 ? 0 : 1) << row;
            if (row != 77) {
                ASSERT_EQ(values[row * 2], 1'300);
            }
        }
        if (out->n_children < 4) continue;
        const auto* kinds = static_cast<const std::int8_t*>(out->children[3]->buffers[1]);
        EXPECT_EQ(kinds[77], static_cast<std::int8_t>(Amount::Kind::fault));
    }
}

TEST(Population, StopsWhenTold) {
    const Rulebooks books = rules();
    const People people(10'000, 6);
    Made table = people.table(0);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const Population population = Population::bind(books, request(), *schema);
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
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    PopulationRequest with_salt = request();
    with_salt.how.salt = "0123456789abcdef";
    const Population population =
        Population::bind(books, with_salt, *schema, R"({"outputs": ["receipt"]})");
    ArrowArray in = table.give_array();
    arrow::Owned<ArrowArray> out;
    arrow::Owned<ArrowSchema> out_schema;
    population.decide(&in, out.get());
    population.schema(out_schema.get());
    const Results results(*out_schema, *out);
    for (std::size_t row = 0; row < people.json.size(); ++row) {
        EXPECT_EQ(
            Results::element(results.column("receipt"), static_cast<std::int64_t>(row)),
            decide(books, "r", Facts::from_json(books, people.json[row]), with_salt.how).receipt());
    }
}

TEST(Population, TakesAColumnOfNothingWithAnEmptyBuffer) {
    const Rulebooks books = rules();
    std::vector<Made> root;
    root.push_back(columns::nothing("cost", 2));
    Made table = columns::record("", std::move(root), 2);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const Population population = Population::bind(books, request(), *schema);
    ArrowArray in = table.give_array();
    const void* none = nullptr;
    in.children[0]->buffers = &none;
    in.children[0]->n_buffers = 1;
    arrow::Owned<ArrowArray> out;
    population.decide(&in, out.get());
    EXPECT_EQ(out->length, 2);
}

TEST(Population, ReportsWhatWasBound) {
    const Rulebooks books = rules();
    std::vector<Made> root;
    root.push_back(columns::fixed<std::int64_t>("l", "age", {1}));
    root.push_back(columns::fixed<std::int64_t>("l", "m", {1}));
    root.push_back(columns::nothing("cost", 1));
    const Made table = columns::record("", std::move(root), 1);
    arrow::Owned<ArrowSchema> schema;
    *schema.get() = table.give_schema();
    const Population population = Population::bind(
        books, request(), *schema, R"({"columns": {"m": {"fact": "person.months"}}})");
    EXPECT_EQ(population.report(),
              R"({"bound":{"person.months":"m","cost":"cost"},"unused":["age"],"missing":)"
              R"(["person.level","person.a","person.b","on","paid.level","paid.on","paid.got",)"
              R"("paid"]})");
}

}  // namespace
}  // namespace bajigong
