// Whole numbers, texts, comparisons and precedence, by CEL's definition: division truncates toward
// zero, the remainder takes the sign of the dividend, an overflow is a fault.
#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Operators, WholeNumbers) {
    constexpr Row kRows[] = {
        {"2 + 3 * 4", "14"},
        {"(2 + 3) * 4", "20"},
        {"10 - 3 - 2", "5"},
        {"100 / 10 / 2", "5"},
        {"7 / 2", "3"},
        {"-7 / 2", "-3"},
        {"7 / -2", "-3"},
        {"-7 / -2", "3"},
        {"7 % 3", "1"},
        {"-7 % 3", "-1"},
        {"7 % -3", "1"},
        {"2 * 3 % 4", "2"},
        {"-i", "-5", R"({"i": 5})"},
        {"-i * 2", "-10", R"({"i": 5})"},
        {"i - -j", "8", R"({"i": 5, "j": 3})"},
        // Faults.
        {"1 / 0", "fault"},
        {"1 % 0", "fault"},
        {"i / j", "fault", R"({"i": 1, "j": 0})"},
        {"9223372036854775807 + 1", "fault"},
        {"-9223372036854775808 - 1", "fault"},
        {"9223372036854775807 * 2", "fault"},
        {"-(-9223372036854775808)", "fault"},
        {"-9223372036854775808 / -1", "fault"},
        {"-9223372036854775808 % -1", "fault"},
        {"-i", "fault", R"({"i": -9223372036854775808})"},
        {"i + j", "fault", R"({"i": 9223372036854775807, "j": 1})"},
        {"i * j", "-9223372036854775808", R"({"i": -4611686018427387904, "j": 2})"},
        // Unknown, and fault before unknown.
        {"i + 1", "unknown i"},
        {"i + j", "unknown i j"},
        {"i * 0", "unknown i"},
        {"i + 1 / 0", "fault"},
        {"1 / 0 + i", "fault"},
        {"i + j / k", "fault", R"({"j": 1, "k": 0})"},
        {"j / k + i", "fault", R"({"j": 1, "k": 0})"},
    };
    expect_all(kRows);
}

TEST(Operators, Comparisons) {
    constexpr Row kRows[] = {
        {"1 < 2", "true"},
        {"2 < 2", "false"},
        {"2 <= 2", "true"},
        {"3 > 2", "true"},
        {"2 >= 3", "false"},
        {"2 == 2", "true"},
        {"2 != 2", "false"},
        {"false < true", "true"},
        {"true <= false", "false"},
        {"a == b", "true", R"({"a": false, "b": false})"},
        {"a != b", "true", R"({"a": true, "b": false})"},
        {"a == b", "unknown b", R"({"a": true})"},
        // Texts by code point: capitals before small letters, a prefix before the longer.
        {"'a' < 'b'", "true"},
        {"'a' < 'B'", "false"},
        {"'ab' < 'abc'", "true"},
        {"'' < 'a'", "true"},
        {"'z' < '中'", "true"},
        {"'\\uffff' < '\\U00010000'", "true"},
        {"s == t", "true", R"({"s": "x", "t": "x"})"},
        {"s >= t", "unknown t", R"({"s": "x"})"},
        // Scales by their order; without one only equality.
        {"low < high", "true"},
        {"person.level >= middle", "true", R"({"person.level": "middle"})"},
        {"person.level >= middle", "false", R"({"person.level": "低"})"},
        {"person.level == low", "unknown person.level"},
        {"kind == red", "true", R"({"kind": "red"})"},
        {"kind != green", "false", R"({"kind": "green"})"},
        {"green == amber", "false"},  // of the one scale that has both
        {"kind < red", "X054 1:6"},
        {"red < kind", "X054 1:5"},
        {"green == green", "X034 1:7"},
        // Spans: months with months, days with days; between the two there is no measure.
        {"years(1) == months(12)", "true"},
        {"months(11) < years(1)", "true"},
        {"days(30) < days(31)", "true"},
        {"months(1) < days(31)", "fault"},
        {"months(1) == days(30)", "false"},
        {"p > months(6)", "true", R"({"p": "P1Y"})"},
        {"months(2147483647) < months(-2147483647)", "false"},
        {"-months(-2147483647) == months(2147483647)", "true"},
        {"months(2147483647) + months(1) == months(1)", "fault"},
        {"-(days(-2147483647) - days(1)) == days(1)", "fault"},
        {"years(178956971) == months(1)", "fault"},
    };
    expect_all(kRows);
}

TEST(Operators, Texts) {
    constexpr Row kRows[] = {
        {"'ab' + 'cd'", R"("abcd")"},
        {"s + '市'", R"("重庆市")", R"({"s": "重庆"})"},
        {"size('重庆')", "2"},
        {"'重庆'.size()", "2"},
        {"size(s)", "unknown s"},
        {"'foobar'.startsWith('foo')", "true"},
        {"'foobar'.endsWith('foo')", "false"},
        {"'foobar'.contains('oba')", "true"},
        {"'foobar'.contains('')", "true"},
        {"s.startsWith('5001')", "true", R"({"s": "500118"})"},
        {"s.startsWith(t)", "unknown t", R"({"s": "500118"})"},
        // 2 ^ 16 bytes are the most that joining gives.
        {"size(['0123456789abcdef'].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
         ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
         ".map(x, x + x).map(x, x + x)[0])",
         "65536"},
        {"size(['0123456789abcdef'].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
         ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
         ".map(x, x + x).map(x, x + x).map(x, x + 'x')[0])",
         "fault"},
    };
    expect_all(kRows);
}

TEST(Operators, Precedence) {
    constexpr Row kRows[] = {
        {"true || false && false", "true"},
        {"(true || false) && false", "false"},
        {"!true || true", "true"},
        {"!(true || true)", "false"},
        {"!!true", "true"},
        {"1 + 1 == 2 && 3 > 2", "true"},
        {"1 < 2 == true", "true"},
        {"true ? 1 : false ? 2 : 3", "1"},
        {"false ? 1 : false ? 2 : 3", "3"},
        {"(true ? false : true) ? 1 : 2", "2"},
        {"1 in [1] == true", "true"},
        {"-2 + 3", "1"},
        {"size('ab') + 1", "3"},
    };
    expect_all(kRows);
}

TEST(Operators, Names) {
    constexpr Row kRows[] = {
        {"person.home.city", R"("重庆")", R"({"person": {"home": {"city": "重庆"}}})"},
        {"person.home.city", R"("重庆")", R"({"person.home.city": "重庆"})"},
        {".i", "3", R"({"i": 3})"},
        {"[1].exists(i, .i == 3 && i == 1)", "true", R"({"i": 3})"},
        // A variable hides a fact, and a fact whose path begins with its name.
        {"[1].all(i, i == 1)", "true", R"({"i": 3})"},
        {"[{'level': low}].all(person, person.level == low)", "true",
         R"({"person.level": "high"})"},
        {"as_of", R"("2024-06-30")"},
        {"never", R"("never")"},
        {"never > as_of", "true"},
    };
    expect_all(kRows);
}

}  // namespace
}  // namespace bajigong::test
