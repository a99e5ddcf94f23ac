// Loops over literal lists and over lists of facts, and the counts and sums of what is in doubt.
#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Lists, LoopsOverLiterals) {
    constexpr Row kRows[] = {
        {"[1, 2, 3].all(x, x > 0)", "true"},
        {"[1, 2, 3].all(x, x > 1)", "false"},
        {"[].all(x, false)", "true"},
        {"[1, 2, 3].exists(x, x == 2)", "true"},
        {"[].exists(x, true)", "false"},
        {"[1, 2, 3].exists_one(x, x > 2)", "true"},
        {"[1, 2, 3].exists_one(x, x > 1)", "false"},
        {"[].exists_one(x, true)", "false"},
        {"{'a': 1, 'b': 2}.exists(x, x == 'b')", "true"},
        {"[1, 2, 3].filter(x, x != 2)", "[1,3]"},
        {"[1, 2, 3].map(x, x * x)", "[1,4,9]"},
        {"[1, 2, 3].map(x, x > 1, x * x)", "[4,9]"},
        {"[[1, 2], [3]].map(x, size(x))", "[2,1]"},
        {"[1, 2].map(x, [10, 20].map(y, x + y))", "[[11,21],[12,22]]"},
        {"[1, 2].all(x, [1, 2].exists(x, x == 2))", "true"},  // the inner x hides the outer
        {"size([1, 2, 3].filter(x, x > 1))", "2"},
        {"size({'a': 1})", "1"},
        {"sum([1, 2, 3])", "6"},
        {"sum([yuan(1), yuan(2)])", R"("3.00")"},
        {"sum([yuan(1), yuan(1) * percent(50)])", R"("1.50")"},
        {"sum([percent(50), ratio(1, 3)])", R"("5/6")"},
        {"sum([1, i])", "unknown i"},
        {"min(3, 1, 2)", "1"},
        {"max([3, 1, 2])", "3"},
        {"max(5)", "5"},
        {"min(i, 3)", "unknown i"},
        {"max(date('2024-01-01'), never)", R"("never")"},
        {"min(low, high)", R"("low")"},
        {"min(unseen('x'), yuan(3))", "unknown x"},
        {"max(unseen('x'), unseen('y')) == 1", "unknown x"},
        // A fault counts where it is used.
        {"[1, 2, 3].exists(x, 6 / (2 - x) == 6)", "true"},
        {"[1, 2, 3].all(x, 6 / (2 - x) == 6)", "false"},
        {"[2, 2].exists(x, 6 / (2 - x) == 6)", "fault"},
        {"[1, 2].exists_one(x, 6 / (2 - x) == 6)", "fault"},
        // What is in doubt.
        {"[a, true].exists(x, x)", "true"},
        {"[a, false].exists(x, x)", "unknown a"},
        {"[a, false].all(x, x)", "false"},
        {"[a, true].all(x, x)", "unknown a"},
        {"[a, true, true].exists_one(x, x)", "false"},
        {"[a, true, false].exists_one(x, x)", "unknown a"},
        {"[a, b].exists_one(x, x)", "unknown b", R"({"a": true})"},
        {"[a, b].exists_one(x, x)", "true", R"({"a": true, "b": false})"},
        {"[i, 2].map(x, x + 1) == [2, 3]", "unknown i"},
        {"[i, 2].map(x, x + 1) == [2, 4]", "false"},
    };
    expect_all(kRows);
}

TEST(Lists, LoopsOverFacts) {
    constexpr Row kRows[] = {
        {"flags.exists(x, x)", "true", R"({"flags": [false, true]})"},
        {"flags.exists(x, x)", "false", R"({"flags": []})"},
        {"flags.all(x, x)", "true", R"({"flags": []})"},
        {"flags.all(x, x)", "false", R"({"flags": [true, false]})"},
        {"flags.exists_one(x, x)", "true", R"({"flags": [false, true]})"},
        {"flags.exists_one(x, x)", "false", R"({"flags": [true, true]})"},
        {"true in flags", "true", R"({"flags": [false, true]})"},
        {"3 in numbers", "false", R"({"numbers": [1, 2]})"},
        {"red in kinds", "true", R"({"kinds": ["green", "红"]})"},
        {"kind in kinds", "unknown kind", R"({"kinds": ["green"]})"},
        {"grants.exists(g, g.level >= middle && g.amount > yuan(100))", "true",
         R"({"grants": [{"level": "low", "amount": "200"}, {"level": "high", "amount": "100.01"}]})"},
        {"grants.exists(g, g.on == today)", "true",
         R"({"today": "2024-01-01", "grants": [{"on": "2023-01-01"}, {"on": "2024-01-01"}]})"},
        {"grants.exists(g, g.parts.exists(p, p.n == g.count))", "true",
         R"({"grants": [{"count": 1, "parts": [{"n": 2}]}, {"count": 3, "parts": [{"n": 1}, {"n": 3}]}]})"},
        {"grants.all(g, size(g.parts) <= g.count)", "false",
         R"({"grants": [{"count": 1, "parts": [{}]}, {"count": 1, "parts": [{}, {}]}]})"},
        {"size(grants)", "2", R"({"grants": [{}, {}]})"},
        {"grants.size()", "2", R"({"grants": [{}, {}]})"},
        {"size(grants.filter(g, g.ok).filter(g, g.count > 1))", "1",
         R"({"grants": [{"ok": true, "count": 1}, {"ok": true, "count": 2}, {"ok": false, "count": 3}]})"},
        {"sum(grants.map(g, g.amount))", R"("300.50")",
         R"({"grants": [{"amount": "100"}, {"amount": "200.50"}]})"},
        {"sum(grants.map(g, g.ok, g.count))", "3",
         R"({"grants": [{"ok": true, "count": 3}, {"ok": false, "count": 4}]})"},
        {"sum(grants.map(g, size(g.parts)))", "3",
         R"({"grants": [{"parts": [{}]}, {"parts": [{}, {}]}]})"},
        {"sum(grants.map(g, sum(g.parts.map(p, p.n))))", "6",
         R"({"grants": [{"parts": [{"n": 1}]}, {"parts": [{"n": 2}, {"n": 3}]}]})"},
        {"sum(numbers)", "0", R"({"numbers": []})"},
        {"sum(numbers)", "fault", R"({"numbers": [9223372036854775807, 1]})"},
        {"sum(numbers)", "0", R"({"numbers": [9223372036854775807, 1, -9223372036854775807, -1]})"},
        {"max(numbers)", "3", R"({"numbers": [1, 3, 2]})"},
        {"min(dates)", R"("2023-01-01")", R"({"dates": ["2024-01-01", "2023-01-01", "never"]})"},
        {"max(levels)", R"("middle")", R"({"levels": ["low", "middle"]})"},
        {"max(grants.filter(g, g.ok).map(g, g.level))", R"("low")",
         R"({"grants": [{"ok": true, "level": "low"}, {"ok": false, "level": "high"}]})"},
        {"max(numbers)", "fault", R"({"numbers": []})"},
        // Loops within loops: each sees its own elements, and those around it.
        {"grants.exists(x, grants.exists(y, x.count == y.count + 1 && x.ok && !y.ok))", "true",
         R"({"grants": [{"count": 1, "ok": false}, {"count": 2, "ok": true}]})"},
        {"grants.exists(x, grants.exists(y, x.parts.exists(p, p.n == y.count) && y.ok && !x.ok))",
         "true",
         R"({"grants": [{"count": 7, "ok": false, "parts": [{"n": 8}]}, {"count": 8, "ok": true, "parts": []}]})"},
        {"grants.exists(x, grants.exists(y, y.parts.exists(p, p.n == y.count) && y.ok && !x.ok))",
         "false",
         R"({"grants": [{"count": 7, "ok": false, "parts": [{"n": 8}]}, {"count": 8, "ok": true, "parts": []}]})"},
        {"numbers.exists(x, x in grants.map(g, g.count))", "true",
         R"({"numbers": [1, 5], "grants": [{"count": 4}, {"count": 5}]})"},
        {"numbers.exists(x, [1, 2].exists(y, x == y * 10))", "true", R"({"numbers": [3, 20]})"},
        {"[1, 2].exists(y, numbers.exists(x, x == y * 10))", "true", R"({"numbers": [3, 20]})"},
        {"grants.map(g, [g.count, 7]).exists(l, numbers.exists(x, x in l))", "true",
         R"({"numbers": [7], "grants": [{"count": 4}]})"},
        {"grants.exists(g, i > 1)", "false", R"({"i": 2, "grants": []})"},
        {"grants.exists(g, i > 1)", "true", R"({"i": 2, "grants": [{}]})"},
    };
    expect_all(kRows);
}

// "Not more than three" while some elements are in doubt: false once four are certain, true once no
// more than three are possible, unknown between.
TEST(Lists, CountsAreBounds) {
    constexpr Row kRows[] = {
        {"size(flags.filter(x, x)) <= 3", "false", R"({"flags": [true, true, true, true, null]})"},
        {"size(flags.filter(x, x)) <= 3", "unknown flags",
         R"({"flags": [true, true, true, null]})"},
        {"size(flags.filter(x, x)) <= 3", "true", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) < 3", "unknown flags", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) < 4", "true", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) > 1", "true", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) >= 3", "unknown flags", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) == 1", "false", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) == 2", "unknown flags", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) != 5", "true", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) + 1 <= 3", "unknown flags", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) + 1 <= 4", "true", R"({"flags": [true, true, null]})"},
        {"size(flags.filter(x, x)) + size(numbers) <= 4", "true",
         R"({"flags": [true, null], "numbers": [1, 2]})"},
        {"size(flags.filter(x, x)) <= i", "true", R"({"flags": [true, null], "i": 2})"},
        {"size(flags.filter(x, x)) <= i", "unknown i", R"({"flags": [true, true]})"},
        {"size(flags.filter(x, x))", "unknown flags", R"({"flags": [true, null]})"},
        {"size(flags.filter(x, x))", "1", R"({"flags": [true, false]})"},
        // A condition that rests on another fact.
        {"size(numbers.filter(x, x > i)) <= 1", "unknown i", R"({"numbers": [1, 2]})"},
        {"size(numbers.filter(x, x > i)) <= 2", "true", R"({"numbers": [1, 2]})"},
        // A list known in part, and one not known at all: no upper bound.
        {"size(numbers) <= 3", "unknown numbers",
         R"({"numbers": {"known": [1], "complete": false}})"},
        {"size(numbers) <= 3", "false",
         R"({"numbers": {"known": [1, 2, 3, 4], "complete": false}})"},
        {"size(numbers) >= 1", "true", R"({"numbers": {"known": [1], "complete": false}})"},
        {"size(numbers) >= 0", "true"},
        {"size(numbers) < 0", "false"},
        {"size(numbers) <= 3", "unknown numbers"},
        {"size(numbers) <= 3", "true", R"({"numbers": {"known": [1], "complete": true}})"},
        {"size(numbers) == 0", "true", R"({"numbers": []})"},
        // Chosen by a condition in doubt: the wider of both.
        {"(a ? size(numbers) : size(flags)) <= 3", "true",
         R"({"numbers": [1], "flags": [true, true]})"},
        {"(a ? size(numbers) : size(flags)) <= 1", "unknown a",
         R"({"numbers": [1], "flags": [true, true]})"},
        {"(a ? size(numbers) : 2) <= 1", "unknown a", R"({"numbers": [1]})"},
        // Numbers at the edge of their range are numbers, not the lack of a bound.
        {"size(numbers) + 9223372036854775807 == 9223372036854775807", "fault",
         R"({"numbers": [1]})"},
        {"size(numbers) + 9223372036854775807 == 9223372036854775807", "true",
         R"({"numbers": []})"},
        {"size(numbers) + i > 0", "unknown i", R"({"numbers": [1]})"},
    };
    expect_all(kRows);
}

// One flag is certain, one in doubt: one or two of them. Each figure beside it is worked out by
// hand for one and for two.
TEST(Lists, ArithmeticKeepsBounds) {
    constexpr std::string_view kOneOrTwo = R"({"flags": [true, null], "i": 7, "numbers": [4, 5]})";
    struct Claim {
        std::string expression;
        std::string_view expected;
    };
    const std::string s = "size(flags.filter(x, x))";
    const Claim claims[] = {
        // Products: 2 to 4; 60 to 120; nothing; -2 to -1; 7 to 14; 2 to 4 of two lists.
        {s + " * 2 <= 4", "true"},
        {s + " * 2 > 4", "false"},
        {"60 * " + s + " <= 100", "unknown flags"},
        {s + " * 0 == 0", "true"},
        {s + " * -1 <= -1", "true"},
        {s + " * -1 >= -2", "true"},
        {s + " * -1 < -1", "unknown flags"},
        {s + " * i <= 14", "true"},
        {s + " * i < 7", "false"},
        {s + " * i < 14", "unknown flags"},
        {s + " * size(numbers) <= 4", "true"},
        {s + " * " + s + " <= 4", "true"},
        // A number that is not known: no bounds, but times nothing it is nothing.
        {s + " * j <= 100", "unknown flags j"},
        {"size(numbers.filter(x, x > 9)) * j == 0", "true"},
        {"(" + s + " - 3) * -1 >= 1", "true"},
        {"(" + s + " - 3) * (" + s + " - 3) <= 4", "true"},
        // Differences: 6 to 5, and the other way round.
        {"i - " + s + " <= 6", "true"},
        {"i - " + s + " < 5", "false"},
        {"i - " + s + " <= 5", "unknown flags"},
        {s + " - i <= -5", "true"},
        {s + " - 0 <= 2", "true"},
        // The lesser and the greater of two.
        {"min(" + s + ", 10) <= 2", "true"},
        {"min(" + s + ", 10) < 2", "unknown flags"},
        {"min(" + s + ", 1) == 1", "true"},
        {"max(" + s + ", 2) == 2", "true"},
        {"max(" + s + ", 10) == 10", "true"},
        {"max(0, " + s + " - 10) == 0", "true"},
        {"max(0, " + s + " - 1) <= 1", "true"},
        {"max(0, " + s + " - 1) == 0", "unknown flags"},
        {"min(" + s + ", j) <= 2", "true"},
        {"min(" + s + ", j) <= 1", "unknown flags j"},
        {"max([" + s + ", 5, 3]) == 5", "true"},
        // A fee for each, and shares of it: 300 to 600, its half 150 to 300, a third 100 to 200.
        {"yuan(300) * " + s + " <= yuan(600)", "true"},
        {"yuan(300) * " + s + " < yuan(300)", "false"},
        {"yuan(300) * " + s + " * percent(50) <= yuan(300)", "true"},
        {"yuan(300) * " + s + " * percent(50) > yuan(299)", "unknown flags"},
        {"yuan(300) * " + s + " / 3 >= yuan(100)", "true"},
        {"yuan(300) * " + s + " / 3 <= yuan(199)", "unknown flags"},
        {"yuan(300) * " + s + " / percent(50) == yuan(1200)", "unknown flags"},
        {"yuan(300) * " + s + " / percent(50) <= yuan(1200)", "true"},
        {"min(yuan(300) * " + s + ", yuan(1000) * percent(20)) == yuan(200)", "true"},
        {"max(yuan(300) * " + s + ", yuan(1000) * percent(70)) == yuan(700)", "true"},
        // Ten of eleven parts at most: 1/11 to 2/11.
        {s + " * ratio(1, 11) <= ratio(2, 11)", "true"},
        {s + " * ratio(1, 11) <= ratio(1, 11)", "unknown flags"},
        // Divided as whole numbers, or by what a fact says, the number must be certain.
        {s + " / 1 <= 100", "unknown flags"},
        {s + " % 5 <= 100", "unknown flags"},
        {"yuan(300) * " + s + " / i <= yuan(9000)", "unknown flags"},
        {"yuan(300) * " + s + " / 0 <= yuan(1)", "unknown flags"},
        // One of two numbers, which of them nobody knows.
        {"(a ? " + s + " : 2) <= 2", "true"},
        {"(a ? " + s + " : 3) <= 2", "unknown a flags"},
        // Beyond 64 bits for one and for two; for two alone.
        {"9223372036854775807 * (" + s + " + 1) > 0", "fault"},
        {"9223372036854775807 * " + s + " > 0", "true"},
    };
    for (const Claim& claim : claims) {
        const Row row[] = {{claim.expression.c_str(), claim.expected, kOneOrTwo}};
        expect_all(row);
    }
}

TEST(Lists, SumsAreBounds) {
    // 100 is certain, 50 in doubt.
    constexpr std::string_view kGrants =
        R"({"grants": [{"ok": true, "amount": "100", "count": 100}, {"amount": "50", "count": 50}]})";
    // 10 is certain, -5 in doubt.
    constexpr std::string_view kNegative =
        R"({"grants": [{"ok": true, "count": 10}, {"count": -5}]})";
    const Row rows[] = {
        {"sum(grants.map(g, g.ok, g.amount)) <= yuan(150)", "true", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) <= yuan(149)", "unknown grants.ok", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) < yuan(100)", "false", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) >= yuan(100)", "true", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) == yuan(151)", "false", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) + yuan(10) <= yuan(160)", "true", kGrants},
        {"sum(grants.map(g, g.ok, g.count)) >= 100", "true", kGrants},
        {"sum(grants.map(g, g.ok, g.count)) >= 5", "true", kNegative},
        {"sum(grants.map(g, g.ok, g.count)) > 5", "unknown grants.ok", kNegative},
        {"sum(grants.map(g, g.ok, g.count)) > 10", "false", kNegative},
        {"sum(grants.map(g, g.ok, g.count))", "unknown grants.ok", kNegative},
        // Beside shares of a fen: 100 to 150, and half of 300 is 150, of 299 it is 149.50.
        {"sum(grants.map(g, g.ok, g.amount)) <= yuan(300) * percent(50)", "true", kGrants},
        {"sum(grants.map(g, g.ok, g.amount)) <= yuan(299) * percent(50)", "unknown grants.ok",
         kGrants},
        {"sum(grants.map(g, g.amount)) <= yuan(300) * percent(50)", "true", kGrants},
        {"sum(grants.map(g, g.amount)) + yuan(1) * percent(50)", R"("150.50")", kGrants},
        {"a ? sum(grants.map(g, g.amount)) : yuan(1) * percent(50)", R"("0.50")",
         R"({"a": false, "grants": []})"},
        // An amount that is not known may be anything.
        {"sum(numbers) <= 1000000", "unknown numbers", R"({"numbers": [1, null]})"},
        {"sum(numbers) == sum(numbers)", "true", R"({"numbers": [1, 2]})"},
        {"sum(numbers)", "unknown numbers"},
        // A fault counts only where its element does.
        {"sum(grants.map(g, g.ok, 6 / g.count))", "3",
         R"({"grants": [{"ok": true, "count": 2}, {"ok": false, "count": 0}]})"},
        {"sum(grants.map(g, g.ok, 6 / g.count))", "fault",
         R"({"grants": [{"ok": true, "count": 2}, {"ok": true, "count": 0}]})"},
        {"sum(grants.map(g, g.ok, 6 / g.count)) >= 0", "unknown grants.ok",
         R"({"grants": [{"ok": true, "count": 2}, {"count": 0}]})"},
        // Two of the largest numbers in doubt: one of them alone has a sum.
        {"sum(grants.map(g, g.ok, g.count)) >= 0", "true",
         R"({"grants": [{"count": 9223372036854775807}, {"count": 9223372036854775807}]})"},
        {"sum(grants.map(g, g.ok, g.count)) < 5", "unknown grants.ok",
         R"({"grants": [{"count": 9223372036854775807}, {"count": 9223372036854775807}]})"},
    };
    expect_all(rows);
}

TEST(Lists, ExtremesInDoubt) {
    constexpr Row kRows[] = {
        {"max(numbers) >= 3", "unknown numbers", R"({"numbers": [3, null]})"},
        {"max(numbers)", "unknown numbers", R"({"numbers": {"known": [3], "complete": false}})"},
        {"max(numbers)", "unknown numbers"},
        {"max(grants.map(g, g.ok, g.count))", "unknown grants.ok", R"({"grants": [{"count": 1}]})"},
        {"max(grants.map(g, g.ok, 6 / g.count))", "unknown grants.ok",
         R"({"grants": [{"count": 0}]})"},
        {"max(grants.map(g, g.ok, 6 / g.count))", "fault",
         R"({"grants": [{"ok": true, "count": 0}]})"},
    };
    expect_all(kRows);
}

TEST(Lists, KnownInPart) {
    constexpr Row kRows[] = {
        {"flags.exists(x, x)", "true", R"({"flags": {"known": [true], "complete": false}})"},
        {"flags.exists(x, x)", "unknown flags",
         R"({"flags": {"known": [false], "complete": false}})"},
        {"flags.all(x, x)", "false", R"({"flags": {"known": [false], "complete": false}})"},
        {"flags.all(x, x)", "unknown flags", R"({"flags": {"known": [true], "complete": false}})"},
        {"flags.exists_one(x, x)", "false",
         R"({"flags": {"known": [true, true], "complete": false}})"},
        {"flags.exists_one(x, x)", "unknown flags",
         R"({"flags": {"known": [true], "complete": false}})"},
        {"flags.exists(x, x)", "unknown flags"},
        {"flags.all(x, x)", "unknown flags"},
        {"flags.exists(x, x)", "unknown flags", R"({"flags": null})"},
        {"flags.exists(x, x)", "unknown flags", R"({"flags": [false, null]})"},
        {"true in flags", "unknown flags", R"({"flags": {"known": [], "complete": false}})"},
        {"flags.filter(x, x).all(x, false)", "unknown flags",
         R"({"flags": {"known": [false], "complete": false}})"},
        {"grants.exists(g, g.parts.exists(p, p.ok))", "unknown grants.parts",
         R"({"grants": [{}]})"},
        {"grants.exists(g, g.parts.exists(p, p.ok))", "unknown grants.parts.ok",
         R"({"grants": [{"parts": [{}]}]})"},
        {"grants.exists(g, g.ok && g.parts.exists(p, p.ok))", "false",
         R"({"grants": [{"ok": false}]})"},
    };
    expect_all(kRows);
}

// Types that come from the facts, without a vocabulary.
TEST(Lists, WithoutAVocabulary) {
    constexpr Row kRows[] = {
        {"xs.exists(x, x > 1)", "true", R"({"xs": [1, 2]})"},
        {"xs.exists(x, x > 1)", "unknown xs", R"({"xs": [null]})"},
        {"xs.exists(x, x > 1)", "true", R"({"xs": [null, 2]})"},
        {"xs.exists(x, x > 1)", "unknown xs", R"({"xs": null})"},
        {"xs.map(x, x + 1).exists(x, x > 1)", "unknown xs", R"({"xs": null})"},
        {"sum(xs) > 1", "unknown xs", R"({"xs": null})"},
        {"size(xs) > 1", "unknown xs", R"({"xs": null})"},
        {"xs[0] == 1", "unknown xs", R"({"xs": null})"},
        {"x.y.z > 1", "unknown x", R"({"x": null})"},
        {"x.y > 1", "unknown x.y", R"({"x": {"y": null}})"},
        {"n + 1 > m", "unknown m n", R"({"n": null, "m": null})"},
        {"n < m", "unknown m n", R"({"n": null, "m": null})"},
        {"-n == 1", "unknown n", R"({"n": null})"},
        {"[n, 1][0]", "unknown n", R"({"n": null})"},
        {"floor(n) == 1", "unknown n", R"({"n": null})"},
    };
    for (const Row& row : kRows) {
        EXPECT_EQ(inferred(row.expression, row.facts), row.expected)
            << row.expression << " with " << row.facts;
    }
}

}  // namespace
}  // namespace bajigong::test
