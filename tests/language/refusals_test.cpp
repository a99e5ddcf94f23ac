// What is refused at load: expression to code, line and column. The column is where the reader
// should look: the word that is wrong, or the sign between two things that do not fit.
#include "bajigong/expression.hpp"
#include "bajigong/problem.hpp"

#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Refusals, Syntax) {
    constexpr Row kRows[] = {
        {"1 +", "X020 1:4"},       {"1 2", "X020 1:3"},       {"(1", "X020 1:3"},
        {"1)", "X020 1:2"},        {"[1, 2", "X020 1:6"},     {"[1 2]", "X020 1:4"},
        {"[,]", "X020 1:2"},       {"{1}", "X020 1:3"},       {"{1: 2", "X020 1:6"},
        {"a ? 1", "X020 1:6"},     {"a ? : 1", "X020 1:5"},   {"a ?\n 1 :", "X020 2:5"},
        {"min(1,)", "X020 1:7"},   {"i.", "X020 1:3"},        {"i.1", "X002 1:2"},
        {"i.in", "X020 1:3"},      {"i..j", "X020 1:3"},      {"* 2", "X020 1:1"},
        {"a && && b", "X020 1:6"}, {"'a' 'b'", "X020 1:5"},   {"i in", "X020 1:5"},
        {"null", "X023 1:1"},      {"i == null", "X023 1:6"}, {"for + 1", "X024 1:1"},
        {"in", "X024 1:1"},        {"package.x", "X024 1:1"},
    };
    expect_all(kRows);
}

TEST(Refusals, Names) {
    constexpr Row kRows[] = {
        {"zebra > 1", "X030 1:1"},
        {"1 + zebra", "X030 1:5"},
        {"person.levl == low", "X031 1:8"},
        {"person.xyzzy == low", "X030 1:8"},
        {"person.level.x", "X063 1:14"},
        {"person == 1", "X052 1:8"},
        {"person.level == lo", "X031 1:17"},
        {"person.level == red", "X035 1:14"},
        {"kind == low", "X035 1:6"},
        {"zebra(1)", "X042 1:1"},
        {"yaer(today)", "X043 1:1"},
        {"dyn(1)", "X042 1:1"},
        {"s.matches('x')", "X038 1:3"},
        {"math.greatest(1, 2)", "X030 1:1"},
        {"has(person.level)", "X050 1:1"},
        {"table('base', low)", "X042 1:7"},
        {"param('wage', today)", "X042 1:7"},
        {"s in list('places', today)", "X042 1:11"},
        {"grants.exists(g, g.zebra > 1)", "X065 1:20"},
        {"grants.exists(g, g.amuont > m)", "X066 1:20"},
        {"reading.x == 'y'", "X030 1:1"},  // there are none
        {"{'a': 1}.a.b", "X063 1:12"},
        {"{'a': [1]}.b", "X062 1:12"},
        {"i.x", "X063 1:3"},
    };
    expect_all(kRows);
}

TEST(Refusals, Types) {
    constexpr Row kRows[] = {
        {"i && a", "X032 1:1"},
        {"a || 1", "X032 1:6"},
        {"!i", "X032 1:2"},
        {"-a", "X077 1:1"},
        {"-s", "X077 1:1"},
        {"i == s", "X052 1:3"},
        {"i < m", "X052 1:3"},
        {"a ? 1 : 's'", "X052 1:3"},
        {"i ? 1 : 2", "X032 1:1"},
        {"[1, 's']", "X052 1:5"},
        {"{'a': 1, 'b': 's'}", "X052 1:15"},
        {"{'a': 1, 1: 2}", "X052 1:10"},
        {"{i: 1}", "X058 1:2"},
        {"{low: 1}", "X058 1:2"},
        {"{'a': 1, 'a': 2}", "X059 1:10"},
        {"1 in 1", "X033 1:3"},
        {"1 in ['a']", "X052 1:3"},
        {"'a' in {1: 2}", "X052 1:5"},
        {"low in [red]", "X034 1:5"},
        {"year(s)", "X032 1:6"},
        {"year(low)", "X032 1:6"},
        {"today + start", "X033 1:7"},
        {"s * 2", "X033 1:3"},
        {"a + b", "X033 1:3"},
        {"[1] - [1]", "X033 1:5"},
        {"[1] < [2]", "X033 1:5"},
        {"i[0]", "X067 1:2"},
        {"numbers[0]", "X067 1:8"},
        {"[][0]", "X068 1:3"},
        {"{}['a']", "X068 1:3"},
        {"[1, 2]['a']", "X052 1:8"},
        {"i.exists(x, true)", "X032 1:3"},
        {"[1].exists(x)", "X069 1:5"},
        {"[1].exists(1, true)", "X069 1:5"},
        {"[1].exists(.x, true)", "X069 1:5"},
        {"[1].exists(x, y, true)", "X069 1:5"},
        {"[1].all(x, 1)", "X032 1:12"},
        {"[i].filter(x, x > 1)", "X071 1:17"},
        {"[1].filter(x, 1 / 0 == x)", "X070 1:21"},
        {"sum(['a'])", "X032 1:5"},
        {"sum([true])", "X032 1:5"},
        {"sum([])", "X032 1:5"},
        {"sum(flags)", "X032 1:5"},
        {"sum(grants)", "X032 1:5"},
        {"min()", "X036 1:1"},
        {"min([])", "X036 1:1"},
        {"max('a', 'b')", "X077 1:1"},
        {"max(a, b)", "X077 1:1"},
        {"max(days(1), days(2))", "X077 1:1"},
        {"max(red, kind)", "X054 1:1"},
        {"min(kinds)", "X054 1:1"},
        {"min(1, 'a')", "X052 1:1"},
        {"max(flags)", "X032 1:1"},
        {"size(1)", "X032 1:6"},
        {"day(2024, 1)", "X036 1:1"},
        {"s.startsWith()", "X036 1:3"},
        {"s.startsWith(1)", "X032 1:14"},
        {"in_place(s, '重庆')", "X060 1:13"},
        {"in_place(s, '999999')", "X060 1:13"},
        {"held_on(numbers, today)", "X032 1:9"},
        {"held_on(grants, today)", "X065 1:9"},
        {"months_covered(spells, today, 'half')", "X075 1:31"},
        {"unseen(s)", "X039 1:8"},
    };
    expect_all(kRows);
}

// Lists of facts stand only inside an aggregate.
TEST(Refusals, ListsAsValues) {
    constexpr Row kRows[] = {
        {"numbers", "X049 1:1"},
        {"grants.map(g, g.count)", "X049 1:8"},
        {"[numbers]", "X049 1:2"},
        {"{'a': numbers}", "X049 1:7"},
        {"numbers == numbers", "X032 1:9"},
        {"numbers == [1]", "X052 1:9"},
        {"numbers + numbers", "X033 1:9"},
        {"a ? numbers : numbers", "X053 1:3"},
        {"a ? [1] : [2]", "X053 1:3"},
        {"[[1], [2]][i]", "X053 1:11"},
        {"grants.map(g, g.parts)", "X049 1:17"},
        {"grants.map(g, g)", "X049 1:15"},
        {"grants.exists(g, g)", "X032 1:18"},
        {"person", "X032 1:1"},
        {"grants.exists(a, a.parts.exists(b, grants.exists(c, c.parts.exists(d, d.ok))))",
         "X051 1:55"},
    };
    expect_all(kRows);
}

TEST(Refusals, Limits) {
    const auto repeated = [](std::string_view part, int times) {
        std::string out;
        for (int i = 0; i < times; ++i) out += part;
        return out;
    };
    // Within the limits.
    EXPECT_EQ(value(repeated("(", 45) + "1" + repeated(")", 45)), "1");
    EXPECT_EQ(value(repeated("!", 90) + "true"), "true");
    EXPECT_EQ(value("1" + repeated(" + 1", 100)), "101");
    EXPECT_EQ(value("a" + repeated(" || a", 4000), R"({"a": true})"), "true");
    EXPECT_EQ(value("size([1" + repeated(",1", 999) + "])"), "1000");
    EXPECT_EQ(value("size([" + repeated("[0].map(x, x)[0],", 900) + "])"), "900");
    // Beyond them.
    EXPECT_EQ(value(repeated("(", 101) + "1" + repeated(")", 101)).substr(0, 4), "X021");
    EXPECT_EQ(value(repeated("!", 101) + "true").substr(0, 4), "X021");
    EXPECT_EQ(value("1" + repeated(" + 1", 101)), "X021 1:403");
    EXPECT_EQ(value("i" + repeated(".i", 101)), "X021 1:202");
    EXPECT_EQ(value("a" + repeated(" || a", 10'000)).substr(0, 4), "X022");
    EXPECT_EQ(value(repeated(" ", 65'537)), "X009 0:0");
    EXPECT_EQ(value("size([1" + repeated(",1", 1000) + "])"), "X055 1:6");
    EXPECT_EQ(value("size([[1" + repeated(",1", 600) + "],[1" + repeated(",1", 600) + "]])"),
              "X055 1:6");
    // A chain in parentheses at the beginning of a chain, and so on: high, though little nested.
    std::string high = "1";
    for (int i = 0; i < 3; ++i) high = "(" + high + repeated(" + 1", 80) + ")";
    EXPECT_EQ(value(high).substr(0, 4), "X021");
    // What doubles at every step.
    EXPECT_EQ(value("[[1]]" + repeated(".map(x, [x, x])", 50)).substr(0, 4), "X055");
    EXPECT_EQ(value("['a']" + repeated(".map(x, x + x)", 90)), R"([{"fault":true}])");
    // Loops over literals within loops over literals.
    const std::string hundred = "[0" + repeated(",0", 99) + "]";
    EXPECT_EQ(value(hundred + ".all(x, " + hundred + ".all(y, x == y))"), "true");
    EXPECT_EQ(value(hundred + ".all(x, " + hundred + ".all(y, " + hundred + ".all(z, x == z)))")
                  .substr(0, 4),
              "X076");
}

// The words of a refusal: what was wrong and what was expected, in both languages.
TEST(Refusals, SayWhatWasExpected) {
    struct Case {
        std::string_view expression, en, zh;
    };
    constexpr Case kCases[] = {
        {"i && a", "1:1: error X032: expected bool, found int",
         "1:1: 错误 X032：应为bool，实际为int"},
        {"1 +", "1:4: error X020: expected an expression, found the end",
         "1:4: 错误 X020：应为表达式，实际为表达式结尾"},
        {"person.levl == low",
         "1:8: error X031: nothing is named person.levl; did you mean person.level?",
         "1:8: 错误 X031：没有名为 person.levl 的内容，是否为 person.level？"},
        {"yaer(today)", "1:1: error X043: there is no function named yaer; did you mean year?",
         "1:1: 错误 X043：没有名为 yaer 的函数，是否为 year？"},
        {"today - start > 30",
         "1:15: error X052: expected two values of one type, found period and int",
         "1:15: 错误 X052：此处应为同一类型的两个值，却有period和int"},
        {"date('2023-02-29')",
         "1:6: error X040: not a day: expected \"YYYY-MM-DD\", and a day that exists, or \"never\"",
         "1:6: 错误 X040：不是日期：应为存在的 \"YYYY-MM-DD\" 或 \"never\""},
        {"a ＆＆ b",
         "1:3: error X001: the character '＆' is no part of the language; expected a name, "
         "a number, a quoted text or a sign, all half-width",
         "1:3: 错误 "
         "X001：字符“＆”不属于表达式语言；应为名称、数字、带引号的文本或运算符，均用半角"},
    };
    for (const Case& c : kCases) {
        ExpressionInput input;
        input.vocabulary = kVocabulary;
        try {
            ADD_FAILURE() << c.expression << " gives " << evaluate(c.expression, input);
        } catch (const Failure& failure) {
            EXPECT_EQ(failure.problems().front().text(Language::en), c.en);
            EXPECT_EQ(failure.problems().front().text(Language::zh), c.zh);
        }
    }
}

}  // namespace
}  // namespace bajigong::test
