// Arrow structures that are wrong: each is refused, with its column, before anything is read.
#include <functional>

#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "decision/sample.hpp"
#include "tables.hpp"

namespace bajigong {
namespace {

using columns::Made;
using tables::request;

Rulebooks rules() {
    return sample::rulebook(sample::version(
        R"j("require": [)j" +
        sample::clause("c1", "person.months >= 3 && person.level >= junior && person.a") + "," +
        sample::clause("c2",
                       "place == 'x' && cost > yuan(1) && "
                       "paid.exists(s, s.got > cost && s.level == senior)") +
        "]"));
}

// Two good rows: a struct, a dictionary, texts, a decimal, lists.
Made good() {
    std::vector<Made> person;
    person.push_back(columns::fixed<std::int64_t>("l", "months", {5, std::nullopt}));
    person.push_back(columns::coded<std::int8_t>(
        "c", "level", {0, 1}, columns::texts<std::int32_t>("", {"junior", "senior"})));
    std::vector<Made> element;
    element.push_back(columns::fixed<std::int64_t>("d:18,2,64", "got", {100, 200, 300}));
    element.push_back(columns::views("level", {"senior", "junior", "none"}));
    return tables::of(2, columns::record("person", std::move(person), 2),
                      columns::truths("person.a", {true, false}),
                      columns::texts<std::int32_t>("place", {"x", "a place of some length"}),
                      columns::fixed<std::int64_t>("d:18,2,64", "cost", {150, 250}),
                      columns::lists<std::int32_t>("paid", {1, 2},
                                                   columns::record("item", std::move(element), 3)));
}

struct Wrong {
    const char* what;
    const char* code;
    const char* pointer;
    std::function<void(ArrowArray&)> spoil;
};

ArrowArray& child(ArrowArray& array, int i) { return *array.children[i]; }
template <class T>
T* data(ArrowArray& array, int buffer = 1) {
    return static_cast<T*>(const_cast<void*>(array.buffers[buffer]));
}
void no_release(ArrowArray*) {}

std::vector<Wrong> wrongs() {
    return {
        {"length below zero", "P008", "", [](ArrowArray& a) { a.length = -1; }},
        {"length that overflows", "P008", "", [](ArrowArray& a) { a.length = INT64_MAX; }},
        {"offset below zero", "P008", "/place", [](ArrowArray& a) { child(a, 2).offset = -1; }},
        {"offset that overflows", "P008", "/place",
         [](ArrowArray& a) { child(a, 2).offset = INT64_MAX; }},
        {"null_count beyond the length", "P008", "/cost",
         [](ArrowArray& a) { child(a, 3).null_count = 3; }},
        {"null_count below -1", "P008", "/cost",
         [](ArrowArray& a) { child(a, 3).null_count = -2; }},
        {"nulls without a bitmap", "P008", "/cost",
         [](ArrowArray& a) { child(a, 3).null_count = 1; }},
        {"a null_count that lies", "P008", "/person/months",
         [](ArrowArray& a) { child(child(a, 0), 0).null_count = 2; }},
        {"fewer children", "P008", "", [](ArrowArray& a) { a.n_children = 4; }},
        {"children that are null", "P008", "", [](ArrowArray& a) { a.children = nullptr; }},
        {"a child too short", "P008", "", [](ArrowArray& a) { child(a, 3).length = 1; }},
        {"more buffers", "P008", "/cost", [](ArrowArray& a) { child(a, 3).n_buffers = 3; }},
        {"no buffers", "P008", "/cost", [](ArrowArray& a) { child(a, 3).buffers = nullptr; }},
        {"a child that was released", "P008", "/person.a",
         [](ArrowArray& a) { child(a, 1).release(&child(a, 1)); }},
        {"offsets of a text that fall", "P008", "/place",
         [](ArrowArray& a) { data<std::int32_t>(child(a, 2))[1] = 40; }},
        {"offsets of a text below zero", "P008", "/place",
         [](ArrowArray& a) { data<std::int32_t>(child(a, 2))[0] = -4; }},
        {"offsets of a list that leave the child", "P008", "/paid",
         [](ArrowArray& a) { data<std::int32_t>(child(a, 4))[2] = 4; }},
        {"a view that is shorter than nothing", "P008", "/paid/level",
         [](ArrowArray& a) { data<std::int32_t>(child(child(child(a, 4), 0), 1))[0] = -1; }},
        {"a view outside its buffer", "P008", "/paid/level",
         [](ArrowArray& a) { data<std::int32_t>(child(child(child(a, 4), 0), 1))[0] = 13; }},
        {"a view of another buffer", "P008", "/paid/level",
         [](ArrowArray& a) {
             auto* view = data<std::int32_t>(child(child(child(a, 4), 0), 1));
             view[0] = 13;
             view[2] = 7;
         }},
        {"no dictionary", "P008", "/person/level",
         [](ArrowArray& a) { child(child(a, 0), 1).dictionary = nullptr; }},
        {"a code beyond the dictionary", "P010", "/person/level",
         [](ArrowArray& a) { data<std::int8_t>(child(child(a, 0), 1))[1] = 2; }},
        {"a code below zero", "P010", "/person/level",
         [](ArrowArray& a) { data<std::int8_t>(child(child(a, 0), 1))[0] = -1; }},
        {"a dictionary's value that is no level", "P009", "/person/level",
         [](ArrowArray& a) { data<char>(*child(child(a, 0), 1).dictionary, 2)[0] = 'J'; }},
        {"a text that is not UTF-8", "P009", "/place",
         [](ArrowArray& a) { data<char>(child(a, 2), 2)[0] = '\xff'; }},
        {"a view that is no level", "P009", "/paid/level",
         [](ArrowArray& a) { data<char>(child(child(child(a, 4), 0), 1))[4] = 'S'; }},
    };
}

TEST(BadArrow, IsRefusedWithItsColumn) {
    const Rulebooks books = rules();
    for (const Wrong& wrong : wrongs()) {
        SCOPED_TRACE(wrong.what);
        Made table = good();
        const Population population = tables::bind(books, table);
        ArrowArray in = table.give_array();
        // What is spoilt is put back before it is released.
        ArrowArray whole = in;
        std::vector<ArrowArray> children;
        for (std::int64_t i = 0; i < in.n_children; ++i) children.push_back(*in.children[i]);
        ArrowArray** const pointers = in.children;
        const std::vector<ArrowArray> persons = {*children[0].children[0],
                                                 *children[0].children[1]};
        in.release = no_release;
        wrong.spoil(in);
        const bool released = pointers[1]->release == nullptr;
        const Problem problem = tables::refused(population, in);
        EXPECT_EQ(problem.code, wrong.code);
        EXPECT_EQ(problem.place.pointer, wrong.pointer);
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (i == 1 && released) continue;
            *pointers[i] = children[i];
        }
        *children[0].children[0] = persons[0];
        *children[0].children[1] = persons[1];
        whole.release(&whole);
    }
}

TEST(BadArrow, TheGoodOneIsTaken) {
    Made table = good();
    const Population population = tables::bind(rules(), table);
    EXPECT_EQ(population.facts(*table.array, 0),
              R"({"person.months":5,"person.level":"junior","person.a":true,"place":"x",)"
              R"("cost":"1.50","paid":[{"got":"1.00","level":"senior"}]})");
    EXPECT_EQ(population.facts(*table.array, 1),
              R"({"person.months":null,"person.level":"senior","person.a":false,)"
              R"("place":"a place of some length","cost":"2.50",)"
              R"("paid":[{"got":"2.00","level":"junior"},{"got":"3.00","level":"none"}]})");
    ArrowArray in = table.give_array();
    arrow::Owned<ArrowArray> out;
    population.decide(&in, out.get());
    EXPECT_EQ(out->length, 2);
    // It was moved: there is nothing left to move.
    EXPECT_THROW(population.decide(&in, out.get()), Failure);
}

// A value that the fact cannot have, by type.
TEST(BadArrow, AValueOutOfBoundsNamesItsRow) {
    struct Case {
        const char* what;
        Made column;
        const char* options;
    };
    struct Wide {
        std::uint64_t low, high;
    };
    std::vector<Case> cases;
    const auto add = [&](const char* what, Made column, const char* options = "") {
        cases.push_back({what, std::move(column), options});
    };
    add("beyond int64", columns::fixed<std::uint64_t>("L", "person.months", {1, UINT64_MAX}));
    add("a fraction of a fen", columns::fixed<std::int64_t>("d:18,3,64", "cost", {1000, 1001}));
    add("a decimal beyond int64", columns::fixed<Wide>("d:38,2", "cost", {{{1, 0}}, {{1, 1}}}));
    add("yuan beyond int64 fen",
        columns::fixed<std::int64_t>("l", "cost", {1, 92'233'720'368'547'759}),
        R"({"columns": {"cost": {"unit": "yuan"}}})");
    add("a day after 9999", columns::fixed<std::int32_t>("tdD", "on", {0, 2'932'897}));
    add("a day before 1", columns::fixed<std::int32_t>("tdD", "on", {0, -719'163}));
    add("noon", columns::fixed<std::int64_t>("tdm", "on", {0, 43'200'000}));
    add("noon without a zone", columns::fixed<std::int64_t>("tsu:", "on", {0, 43'200'000'000}));
    add("2023-02-29", columns::texts<std::int32_t>("on", {"2024-02-29", "2023-02-29"}));
    add("a level without a code", columns::fixed<std::int16_t>("s", "person.level", {3, 9}),
        R"({"columns": {"person.level": {"codes": {"3": "senior", "2": "junior"}}}})");
    add("the name of a place", columns::texts<std::int32_t>("home", {"310115", "上海市"}));
    add("a number made a text", columns::texts<std::int64_t>("home", {"US", "310115.0"}));
    const Rulebooks books = sample::rulebook(
        sample::version("\"require\": [" +
                        sample::clause("c1", "person.months > 3 && on > date(\\\"2020-01-01\\\")") +
                        "," + sample::clause("c2", "cost > yuan(1) && person.level == senior") +
                        "," + sample::clause("c3", "in_place(home, \\\"310000\\\")") + "]"),
        R"("facts": {"home": {"type": "place", "zh": "户籍地", "en": "home"}},)");
    for (Case& c : cases) {
        SCOPED_TRACE(c.what);
        const std::string name = c.column.schema.name;
        Made table = tables::of(2, std::move(c.column));
        const Population population = tables::bind(books, table, c.options);
        const Problem problem = tables::refused(population, table.give_array());
        EXPECT_EQ(problem.code, "P009");
        EXPECT_EQ(problem.place.pointer, "/" + name);
        ASSERT_FALSE(problem.args.empty());
        EXPECT_EQ(problem.args.front(), "1");
    }
}

// Elements of lists are told by the row that they stand in; rows by their number in the table.
TEST(BadArrow, AnElementIsNamedByItsRow) {
    std::vector<Made> element;
    element.push_back(columns::texts<std::int32_t>("level", {"senior", "junior", "none", "top"}));
    Made table =
        tables::of(3, columns::lists<std::int32_t>("paid", {1, 0, 3},
                                                   columns::record("item", std::move(element), 4)));
    const Population population = tables::bind(rules(), table);
    const Problem problem = tables::refused(population, table.give_array(), 1'000);
    EXPECT_EQ(problem.code, "P009");
    EXPECT_EQ(problem.place.pointer, "/paid/level");
    ASSERT_FALSE(problem.args.empty());
    EXPECT_EQ(problem.args.front(), "1002 [2]");
}

// What options of a list's column say holds for the fields in it.
TEST(BadArrow, OptionsOfAListHoldForItsFields) {
    std::vector<Made> element;
    element.push_back(columns::fixed<std::int64_t>("l", "got", {150, 250}));
    element.push_back(columns::fixed<std::int16_t>("s", "level", {3, 4}));
    const Made table = tables::of(
        1, columns::lists<std::int32_t>("P", {2}, columns::record("item", std::move(element), 2)));
    const Population population = tables::bind(
        rules(), table,
        R"({"columns": {"P": {"fact": "paid", "unit": "fen", "codes": {"3": "senior", "4": "junior"}}}})");
    EXPECT_EQ(population.facts(*table.array, 0),
              R"({"paid":[{"got":"1.50","level":"senior"},{"got":"2.50","level":"junior"}]})");
}

TEST(BadArrow, ASpellThatEndsBeforeItBeginsIsNamedByItsRow) {
    const Rulebooks books = Rulebooks::load({BAJIGONG_SOURCE_DIR "/policies"});
    std::vector<Made> element;
    element.push_back(columns::fixed<std::int32_t>("tdD", "from", {19'000, 19'500}));
    element.push_back(columns::fixed<std::int32_t>("tdD", "until", {19'100, 19'400}));
    Made table =
        tables::of(2, columns::lists<std::int32_t>("employment", {1, 1},
                                                   columns::record("item", std::move(element), 2)));
    PopulationRequest shanghai = request();
    shanghai.rules = {"skill_upgrading"};
    const Population population = tables::bind(books, table, "", shanghai);
    const Problem problem = tables::refused(population, table.give_array());
    EXPECT_EQ(problem.code, "P025");
    EXPECT_EQ(problem.place.pointer, "/employment");
    ASSERT_FALSE(problem.args.empty());
    EXPECT_EQ(problem.args.front(), "1 [0]");
}

struct Misfit {
    const char* format;
    const char* name;
    const char* options;
    const char* code;
};

TEST(BadArrow, ASchemaIsRefusedWithItsColumn) {
    const Rulebooks books = rules();
    const Misfit misfits[] = {
        {"g", "cost", "", "P005"},
        {"f", "person.months", "", "P005"},
        {"l", "cost", "", "P004"},
        {"d:18,2", "person.months", "", "P004"},
        {"u", "person.a", "", "P004"},
        {"s", "person.level", "", "P004"},
        {"b", "paid", "", "P004"},
        {"zz", "cost", "", "P004"},
        {"l", "x", R"({"columns": {"y": {"fact": "cost"}}})", "P007"},
        {"l", "columns", R"({"columns": {"column": {"fact": "cost"}}})", "P021"},
        {"l", "x", R"({"keep": ["zzz"]})", "P007"},
        {"l", "x", R"({"columns": {"x": {"fact": "costs"}}})", "P022"},
        {"l", "x", R"({"columns": {"x": {"fact": "qqqqqqqqq"}}})", "P011"},
        {"s", "person.level", R"({"columns": {"person.level": {"codes": {"1": "top"}}}})", "P014"},
        {"l", "cost", R"({"columns": {"cost": {"unit": "jiao"}}})", "P015"},
        {"u", "cost", R"({"columns": {"cost": {"unit": "fen"}}})", "P023"},
        {"d:18,2", "cost", R"({"columns": {"cost": {"unit": "fen"}}})", "P023"},
        {"l", "person.months", R"({"columns": {"person.months": {"never": "9999-12-31"}}})",
         "P023"},
        {"u", "place", R"({"columns": {"place": {"codes": {"1": "x"}}}})", "P023"},
        {"l", "x", R"({"columns": {"x": {"fact": "paid.got"}}})", "P024"},
        {"l", "cost", R"({"columns": {"cost": {"units": "fen"}}})", "R005"},
        {"l", "cost", R"({"outputs": ["reasons"]})", "P018"},
        {"l", "cost", R"({"outputs": ["receipt"]})", "D014"},
        {"l", "cost", R"({"threads": 0})", "P019"},
        {"l", "cost", R"({"threads": 1.5})", "P019"},
        {"l", "cost", R"({"threads": )", "J004"},
    };
    for (const Misfit& misfit : misfits) {
        SCOPED_TRACE(std::string(misfit.format) + " " + misfit.name + " " + misfit.options);
        arrow::MadeSchema root{"+s", "", {{misfit.format, misfit.name}}};
        arrow::Owned<ArrowSchema> schema;
        arrow::give(root, schema.get());
        try {
            Population::bind(books, request(), *schema, misfit.options);
            ADD_FAILURE() << "accepted";
        } catch (const Failure& failure) {
            EXPECT_EQ(failure.problems().front().code, misfit.code);
            EXPECT_FALSE(failure.problems().front().message(Language::zh).empty());
        }
    }
}

TEST(BadArrow, AMalformedSchemaIsRefused) {
    const auto refused = [](const arrow::MadeSchema& made,
                            const std::function<void(ArrowSchema&)>& spoil) {
        arrow::Owned<ArrowSchema> schema;
        arrow::give(made, schema.get());
        const ArrowSchema whole = *schema;
        spoil(*schema.get());
        try {
            Population::bind(rules(), request(), *schema);
            ADD_FAILURE() << "accepted";
        } catch (const Failure& failure) {
            EXPECT_EQ(failure.problems().front().code, "P002");
        }
        *schema.get() = whole;
    };
    const arrow::MadeSchema two{"+s", "", {{"l", "cost"}, {"l", "on"}}};
    refused(two, [](ArrowSchema& s) { s.release = nullptr; });
    refused(two, [](ArrowSchema& s) { s.format = nullptr; });
    refused(two, [](ArrowSchema& s) { s.format = "l"; });
    refused(two, [](ArrowSchema& s) { s.format = "\xff"; });
    refused(two, [](ArrowSchema& s) { s.n_children = -1; });
    refused(two, [](ArrowSchema& s) { s.n_children = INT64_MAX; });
    refused(two, [](ArrowSchema& s) { s.children = nullptr; });
    arrow::MadeSchema deep{"+s", ""};
    for (int i = 0; i < 20; ++i) deep = {"+s", "a", {deep}};
    refused(deep, [](ArrowSchema&) {});
}

TEST(BadArrow, TwoColumnsForOneFactAreRefused) {
    const arrow::MadeSchema twice{
        "+s", "", {{"+s", "person", {{"l", "months"}}}, {"l", "person.months"}}};
    arrow::Owned<ArrowSchema> schema;
    arrow::give(twice, schema.get());
    try {
        Population::bind(rules(), request(), *schema);
        FAIL() << "accepted";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "P006");
        EXPECT_EQ(failure.problems().front().place.pointer, "/person.months");
    }
}

TEST(BadArrow, AKeptColumnNamedLikeAResultIsRefused) {
    const arrow::MadeSchema columns{"+s", "", {{"l", "person.months"}, {"l", "outcome"}}};
    arrow::Owned<ArrowSchema> schema;
    arrow::give(columns, schema.get());
    Population::bind(rules(), request(), *schema, R"({"keep": ["person.months"]})");
    try {
        Population::bind(rules(), request(), *schema, R"({"keep": ["person.months", "outcome"]})");
        FAIL() << "accepted";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "P028");
        EXPECT_EQ(failure.problems().front().place.pointer, "/outcome");
    }
}

}  // namespace
}  // namespace bajigong
