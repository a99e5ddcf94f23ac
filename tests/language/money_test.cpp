// Money in fen, exact ratios, and what mixes with what.
#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Money, WrittenAndAdded) {
    constexpr Row kRows[] = {
        {"yuan(1500)", R"("1500.00")"},
        {"yuan('0.05')", R"("0.05")"},
        {"yuan(\"1500.5\")", R"("1500.50")"},
        {"yuan(i)", R"("7.00")", R"({"i": 7})"},
        {"yuan(i)", "fault", R"({"i": 92233720368547759})"},
        {"yuan('0.005')", "X041 1:6"},
        {"yuan('1,500')", "X041 1:6"},
        {"yuan(1500) + yuan('0.01')", R"("1500.01")"},
        {"yuan(1) - yuan(2)", R"("-1.00")"},
        {"-m", R"("-3.50")", R"({"m": "3.50"})"},
        {"yuan(2) * 3", R"("6.00")"},
        {"3 * yuan(2)", R"("6.00")"},
        {"m + n", "unknown n", R"({"m": "3.50"})"},
        {"m >= yuan(1000)", "true", R"({"m": "1000.00"})"},
        {"m > yuan(1000)", "false", R"({"m": "1000.00"})"},
        {"m == n", "true", R"({"m": "1000.00", "n": "1000"})"},
        {"m + n", "fault", R"({"m": "92233720368547758.07", "n": "0.01"})"},
        // What has no meaning.
        {"m + 1", "X033 1:3"},
        {"m * n", "X033 1:3"},
        {"m > 1000", "X052 1:3"},
        {"1 / m", "X033 1:3"},
        {"m % 2", "X033 1:3"},
        {"r + 1", "X033 1:3"},
        {"m + r", "X033 1:3"},
    };
    expect_all(kRows);
}

// 2500 × 130 % × 80 % = 2600; a third of 100 yuan is 3333 1/3 fen.
TEST(Money, RatiosOfKnownDenominator) {
    constexpr Row kRows[] = {
        {"percent(80)", R"("4/5")"},
        {"percent('12.5')", R"("1/8")"},
        {"percent(130)", R"("13/10")"},
        {"percent(100)", R"("1")"},
        {"ratio(2, 3)", R"("2/3")"},
        {"ratio(6, 4)", R"("3/2")"},
        {"ratio(-1, 3)", R"("-1/3")"},
        {"ratio(1, -3)", R"("-1/3")"},
        {"ratio(0, 5)", R"("0")"},
        {"ratio(1, 0)", "fault"},
        {"percent('x')", "X073 1:9"},
        {"percent('80%')", "X073 1:9"},
        {"percent(30) + ratio(1, 3)", R"("19/30")"},
        {"percent(30) - ratio(1, 3)", R"("-1/30")"},
        {"percent(50) * percent(50)", R"("1/4")"},
        {"ratio(1, 2) / ratio(3, 4)", R"("2/3")"},
        {"ratio(1, 2) * 3", R"("3/2")"},
        {"ratio(1, 2) / 3", R"("1/6")"},
        {"1 / ratio(1, 2)", R"("2")"},
        {"-percent(80)", R"("-4/5")"},
        {"yuan(2500) * percent(130) * percent(80)", R"("2600.00")"},
        {"yuan(2500) * percent(80) == yuan(2000)", "true"},
        {"yuan(100) / 3", R"("10000/3 fen")"},
        {"yuan(100) / 3 * 3 == yuan(100)", "true"},
        {"yuan(100) * ratio(1, 3) < yuan('33.34')", "true"},
        {"yuan(100) * ratio(1, 3) > yuan('33.33')", "true"},
        {"yuan(100) * ratio(1, 3) + yuan(1)", R"("10300/3 fen")"},
        {"yuan(100) / yuan(40)", R"("5/2")"},
        {"percent(33) < ratio(1, 3)", "true"},
        {"ratio(2, 6) == ratio(1, 3)", "true"},
        {"floor(ratio(7, 2))", "3"},
        {"floor(ratio(-7, 2))", "-4"},
        {"floor(ratio(6, 2))", "3"},
        {"floor(3)", "X032 1:7"},
        {"a ? percent(100) : percent(80)", R"("4/5")", R"({"a": false})"},
        {"yuan(2000) * (a ? percent(100) : percent(80))", R"("1600.00")", R"({"a": false})"},
        {"yuan(2000) * (a ? percent(100) : percent(80))", "unknown a"},
        {"min(yuan(100) * percent(80), yuan(79))", R"("79.00")"},
        {"max(yuan(100) * percent(80), yuan(79))", R"("80.00")"},
        {"max(ratio(1, 3), percent(33))", R"("1/3")"},
    };
    expect_all(kRows);
}

TEST(Money, RatiosOfAnyDenominator) {
    constexpr Row kRows[] = {
        {"ratio(i, j)", R"("2/3")", R"({"i": 4, "j": 6})"},
        {"ratio(i, j)", "fault", R"({"i": 4, "j": 0})"},
        {"ratio(i, j)", "unknown j", R"({"i": 4})"},
        {"ratio(i, 3)", R"("4/3")", R"({"i": 4})"},
        {"percent(i)", R"("9/10")", R"({"i": 90})"},
        {"r", R"("13/10")", R"({"r": "130%"})"},
        {"r", R"("13/10")", R"({"r": "1.3"})"},
        {"r", R"("13/10")", R"({"r": 1.3})"},
        {"r + q", R"("19/30")", R"({"r": "30%", "q": "1/3"})"},
        {"r - q", R"("-1/30")", R"({"r": "30%", "q": "1/3"})"},
        {"r * q", R"("1/10")", R"({"r": "30%", "q": "1/3"})"},
        {"r / q", R"("9/10")", R"({"r": "30%", "q": "1/3"})"},
        {"r / q", "fault", R"({"r": "30%", "q": "0"})"},
        {"-r", R"("-1/3")", R"({"r": "1/3"})"},
        {"r == percent(30)", "true", R"({"r": "0.3"})"},
        {"r < ratio(1, 3)", "true", R"({"r": "33%"})"},
        {"r <= q", "false", R"({"r": "2/3", "q": "3/5"})"},
        {"m * r", R"("1300.00")", R"({"m": "1000.00", "r": "130%"})"},
        {"m * r == yuan(1300)", "true", R"({"m": "1000.00", "r": "130%"})"},
        {"m / i", R"("10000/3 fen")", R"({"m": "100.00", "i": 3})"},
        {"m / i", "fault", R"({"m": "100.00", "i": 0})"},
        {"m / n", R"("5/2")", R"({"m": "100.00", "n": "40.00"})"},
        {"m * r + n", R"("100.50")", R"({"m": "100.00", "r": "1/2", "n": "50.50"})"},
        {"a ? r : percent(80)", R"("4/5")", R"({"a": false, "r": "1/3"})"},
        {"a ? r : percent(80)", R"("4/5")", R"({"r": "80%"})"},
        {"max(r, percent(80))", R"("9/10")", R"({"r": "90%"})"},
        {"floor(r)", "-2", R"({"r": "-4/3"})"},
        {"r * q", "fault", R"({"r": "1/9223372036854775807", "q": "1/2"})"},
        {"r + q == r", "fault", R"({"r": "1/9223372036854775807", "q": "1/9223372036854775806"})"},
        {"r < q", "true", R"({"r": "1/9223372036854775807", "q": "1/9223372036854775806"})"},
    };
    expect_all(kRows);
}

// Static denominators stay static up to a bound; beyond it each row brings its own. Both ways give
// the same numbers.
TEST(Money, LongProductsStayExact) {
    constexpr Row kRows[] = {
        {"ratio(1, 999999937) * ratio(1, 3)", R"("1/2999999811")"},
        {"ratio(1, 999999937) + ratio(1, 999999929)", R"("1999999866/999999866000004473")"},
        {"yuan(1) * ratio(1, 999999937) * ratio(999999937, 100)", R"("0.01")"},
    };
    expect_all(kRows);
}

}  // namespace
}  // namespace bajigong::test
