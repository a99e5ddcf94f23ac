// A case's facts from JSON: what is refused, with its place and never with a value; and types taken
// from the facts themselves.
#include <gtest/gtest.h>

#include "bajigong/expression.hpp"
#include "bajigong/problem.hpp"

#include "language/evaluation.hpp"

namespace bajigong {
namespace {

using test::inferred;
using test::Row;
using test::value;

// The problems of facts, "F001 3 /person/x" for each: code, line, pointer.
std::string problems(std::string_view facts, bool with_vocabulary = true,
                     std::string_view vocabulary = test::kVocabulary) {
    ExpressionInput input;
    input.facts = facts;
    if (with_vocabulary) input.vocabulary = vocabulary;
    try {
        evaluate("true", input);
        return "";
    } catch (const Failure& failure) {
        std::string out;
        for (const Problem& problem : failure.problems()) {
            out += (out.empty() ? "" : "; ") + problem.code + " " +
                   std::to_string(problem.place.line) + " " + problem.place.pointer;
        }
        return out;
    }
}

TEST(CaseFacts, RefusesWhatTheVocabularyLacks) {
    struct Case {
        std::string_view facts, expected;
    };
    constexpr Case kCases[] = {
        {"{}", ""},
        {R"({"person": {"level": "low"}})", ""},
        {R"({"person": {"level": null, "home": null}})", ""},
        {R"({"person": null})", ""},
        {R"({"grants": [{"on": "2024-01-01", "parts": [{"n": 1}]}]})", ""},
        {R"({"grants": {"known": [], "complete": false}})", ""},
        {R"({"zebra": 1})", "F001 1 /zebra"},
        {R"({"persn.level": "low"})", "F005 1 /persn.level"},
        {"{\"person\":\n {\"levl\": \"low\"}}", "F005 2 /person/levl"},
        {R"({"grants": [{"amuont": "1"}]})", "F005 1 /grants/0/amuont"},
        {R"({"50010119900307123X": 1})", "F003 1 /#1"},
        {R"({"张三": 1})", "F003 1 /#1"},
        {R"([])", "F002 1 "},
        {R"({"person": 5})", "F001 1 /person"},
        {R"({"grants": 5})", "F002 1 /grants"},
        {R"({"grants": [5]})", "F002 1 /grants/0"},
        {R"({"grants": [null]})", "F002 1 /grants/0"},
        {R"({"grants": {"known": []}})", "R001 1 /grants"},
        {R"({"grants": {"known": [], "complete": 0}})", "R002 1 /grants/complete"},
        {R"({"grants": {"know": [], "complete": true}})", "R005 1 /grants/know; R001 1 /grants"},
        {R"({"person.level": "low", "person": {"level": "low"}})", "F004 1 /person/level"},
        {R"({"i": 1, "i": 2})", "J017 1 "},
        {R"({"i": "1"})", "F006 1 /i"},
        {R"({"i": 1.5})", "F006 1 /i"},
        {R"({"today": "2023-02-29"})", "F006 1 /today"},
        {R"({"m": 0.005})", "F006 1 /m"},
        {R"({"person.level": "red"})", "F006 1 /person.level"},
        {R"({"numbers": [1, "2", 3, true]})", "F006 1 /numbers/1; F006 1 /numbers/3"},
        {R"({"i": [1]})", "F006 1 /i"},
        {R"({"numbers": 1})", "F002 1 /numbers"},
    };
    for (const Case& c : kCases) EXPECT_EQ(problems(c.facts), c.expected) << c.facts;
}

// What no case can hold: less than nothing where the vocabulary says so, and a spell that ends
// before it begins.
TEST(CaseFacts, RefusesWhatCannotBe) {
    constexpr std::string_view kVocabulary = R"({"bajigong": 1, "facts": {
      "paid_months": {"type": "int", "min": 0, "zh": "月", "en": "months"},
      "change": {"type": "int", "zh": "变动", "en": "change"},
      "home": {"type": "place", "zh": "户籍地", "en": "home", "personal": true},
      "schools": {"list_of": "place", "zh": "学校所在地", "en": "schools"},
      "sums": {"list_of": "money", "min": 0, "zh": "金额", "en": "sums"},
      "work": {"zh": "工作", "en": "work", "list": {
        "from": {"type": "date", "zh": "起", "en": "from"},
        "until": {"type": "date", "zh": "止", "en": "until"},
        "paid": {"type": "money", "min": 0, "zh": "已付", "en": "paid"}}}}})";
    struct Case {
        std::string_view facts, expected;
    };
    constexpr Case kCases[] = {
        {R"({"paid_months": 0, "change": -1, "sums": ["0.00"]})", ""},
        {R"({"paid_months": -1})", "F010 1 /paid_months"},
        {R"({"sums": ["5", "-0.01"]})", "F010 1 /sums/1"},
        {R"({"work": [{"paid": "-100"}]})", "F010 1 /work/0/paid"},
        {R"({"home": "310115", "schools": ["500000", "US"]})", ""},
        {R"({"home": "上海市"})", "F016 1 /home"},
        {R"({"home": ""})", "F016 1 /home"},
        {R"({"home": "CN"})", "F016 1 /home"},
        {R"({"home": "us"})", "F016 1 /home"},
        {R"({"home": "990000"})", "F016 1 /home"},
        {R"({"schools": ["500000", "310115.0"]})", "F016 1 /schools/1"},
        {R"({"work": [{"from": "2020-01-01", "until": "2020-01-01"}]})", ""},
        {R"({"work": [{"from": "2020-01-01", "until": "never"}]})", ""},
        {R"({"work": [{"from": "2020-01-01"}, {"until": "2020-01-01"}]})", ""},
        {"{\"work\": [{\"from\": \"2020-01-01\",\n\"until\": \"2019-12-31\"}]}",
         "F011 2 /work/0/until"},
    };
    for (const Case& c : kCases)
        EXPECT_EQ(problems(c.facts, true, kVocabulary), c.expected) << c.facts;
    constexpr std::string_view kWrong = R"({"bajigong": 1, "facts": {
      "on": {"type": "date", "min": 0, "zh": "日", "en": "day"},
      "n": {"type": "int", "min": 1, "zh": "数", "en": "n"}}})";
    EXPECT_EQ(problems("{}", true, kWrong), "R080 2 /facts/on/min; R080 3 /facts/n/min");
}

TEST(CaseFacts, NeverNamesAValue) {
    ExpressionInput input;
    input.vocabulary = test::kVocabulary;
    input.facts =
        R"({"today": "1990-03-07x", "person": {"level": "张三"}, "500101199003071234": 1})";
    try {
        evaluate("true", input);
        FAIL();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().size(), 3u);
        const std::string text = failure.what();
        for (const char* value : {"1990", "张三", "500101"})
            EXPECT_EQ(text.find(value), std::string::npos) << text;
    }
}

TEST(CaseFacts, BoundsTheElementsOfAList) {
    std::string many = R"({"numbers": [0)";
    for (int i = 0; i < 99'999; ++i) many += ",0";
    EXPECT_EQ(value("size(numbers)", many + "]}"), "100000");
    EXPECT_EQ(problems(many + ",0]}"), "F007 1 /numbers");
}

// A loop within a loop multiplies: 2,000 elements seen from 2,000 elements are too many.
TEST(CaseFacts, BoundsTheWorkOfACase) {
    std::string many = R"({"numbers": [0)";
    for (int i = 0; i < 1'999; ++i) many += ",0";
    EXPECT_EQ(value("numbers.exists(x, x == 1)", many + "]}"), "false");
    EXPECT_EQ(value("numbers.exists(x, numbers.exists(y, x != y))", many + "]}"), "D001 0:0");
}

TEST(Inferred, TypesFromTheFacts) {
    constexpr Row kRows[] = {
        {"a", "true", R"({"a": true})"},
        {"a + 1", "2", R"({"a": 1})"},
        {"a", R"("x")", R"({"a": "x"})"},
        {"a", "unknown a", R"({"a": null})"},
        {"a.b.c", "3", R"({"a": {"b": {"c": 3}}})"},
        {"a.b.c", "3", R"({"a.b": {"c": 3}})"},
        {"a.b + a.c", "3", R"({"a.b": 1, "a": {"c": 2}})"},
        {"xs.exists(x, x > 1)", "true", R"({"xs": [1, 2]})"},
        {"xs.exists(x, x > 1)", "unknown xs", R"({"xs": {"known": [1], "complete": false}})"},
        {"size(xs)", "0", R"({"xs": []})"},
        {"xs.exists(x, x.k == 'b')", "true", R"({"xs": [{"k": "a"}, {"k": "b"}]})"},
        {"xs.exists(x, x.k == 'b')", "unknown xs.k", R"({"xs": [{"k": "a"}, {}]})"},
        {"xs.exists(x, x.ys.exists(y, y == 2))", "true", R"({"xs": [{"ys": []}, {"ys": [2]}]})"},
        {"xs.exists(x, size(x.ys) == 0)", "true", R"({"xs": [{"ys": []}]})"},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(inferred(row.expression, row.facts), row.expected)
            << row.expression << " with " << row.facts;
    }
}

TEST(Inferred, RefusesWhatHasNoOneType) {
    struct Case {
        std::string_view facts, expected;
    };
    constexpr Case kCases[] = {
        {R"([1])", "F002 1 "},
        {R"({"a": 1.5})", "F006 1 /a"},
        {R"({"a": [1, "x"]})", "F008 1 /a/1"},
        {R"({"a": [1, {"b": 2}]})", "F008 1 /a/1"},
        {R"({"a": [{"b": 2}, 1]})", "F008 1 /a/1"},
        {R"({"a": [null, {"b": 2}]})", "F008 1 /a/1"},
        {R"({"a": [{"b": 2}, null]})", "F008 1 /a/1"},
        {R"({"a": [{"b": 2}, {"b": "x"}]})", "F008 1 /a/1/b"},
        {R"({"a": [[1]]})", "F009 1 /a/0"},
        {R"({"a": [{"ys": [1]}, {"ys": [{"z": 1}]}]})", "F008 1 /a/1/ys/0"},
        {R"({"a.b": 1, "a": {"b": 2}})", "F004 1 /a/b"},
        {R"({"a": [null, null]})", ""},
        {R"({"a": [null, 1]})", ""},
        {R"({"a": {"known": 5, "complete": false}})", "R002 1 /a/known"},
    };
    for (const Case& c : kCases) EXPECT_EQ(problems(c.facts, false), c.expected) << c.facts;
}

}  // namespace
}  // namespace bajigong
