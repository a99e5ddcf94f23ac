// Numbers, texts, lists and maps as they are written: CEL's lexical grammar, less doubles, unsigned
// numbers and bytes.
#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Literals, Numbers) {
    constexpr Row kRows[] = {
        {"0", "0"},
        {"42", "42"},
        {"-7", "-7"},
        {"- 7", "-7"},
        {"--7", "7"},
        {"-(-7)", "7"},
        {"007", "7"},
        {"0x10", "16"},
        {"0xfF", "255"},
        {"-0x10", "-16"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"0x7fffffffffffffff", "9223372036854775807"},
        {"9223372036854775808", "X005 1:1"},
        {"-9223372036854775809", "X005 1:2"},
        {"-(9223372036854775808)", "X005 1:3"},
        {"99999999999999999999999", "X005 1:1"},
        {"1.5", "X002 1:1"},
        {".5", "X002 1:1"},
        {"1e3", "X002 1:1"},
        {"1E3", "X002 1:1"},
        {"2 + 1.0", "X002 1:5"},
        {"5u", "X003 1:1"},
        {"0x5U", "X003 1:1"},
        {"0x", "X004 1:1"},
        {"0X10", "X004 1:1"},
        {"12months", "X004 1:1"},
        {"1_000", "X004 1:1"},
    };
    expect_all(kRows);
}

TEST(Literals, Texts) {
    constexpr Row kRows[] = {
        {R"('abc')", R"("abc")"},
        {R"("abc")", R"("abc")"},
        {R"('')", R"("")"},
        {R"('say "x"')", R"("say \"x\"")"},
        {R"("it's")", R"("it's")"},
        {R"('it\'s')", R"("it's")"},
        {R"('\x41\X42\u0043\U00000044\105')", R"("ABCDE")"},
        {R"('\u4e2d\u6587')", R"("中文")"},
        {R"('中文')", R"("中文")"},
        {R"('a\\b')", R"("a\\b")"},
        {R"('\?\`')", R"("?`")"},
        {R"(size('\a\b\f\n\r\t\v'))", "7"},
        {R"(r'a\nb')", R"("a\\nb")"},
        {R"(R"\d+")", R"("\\d+")"},
        {R"(size('''a
b'''))",
         "3"},
        {R"("""a"b""c""")", R"("a\"b\"\"c")"},
        {R"(r'''\''')", R"("\\")"},
        {R"('''it's''')", R"("it's")"},
        // What is no text.
        {"'abc", "X007 1:1"},
        {"'a\nb'", "X007 1:1"},
        {"'a\rb'", "X007 1:1"},
        {"r'a\nb'", "X007 1:1"},
        {"'''abc''", "X007 1:1"},
        {R"('abc\')", "X007 1:1"},
        {R"('\q')", "X008 1:1"},
        {R"('\x4')", "X008 1:1"},
        {R"('\u12')", "X008 1:1"},
        {R"('\477')", "X008 1:1"},
        {R"('\08')", "X008 1:1"},
        {R"('\ud800')", "X008 1:1"},
        {R"('\U00110000')", "X008 1:1"},
        {R"(s + b'x')", "X006 1:5"},
        {R"(br"x")", "X006 1:1"},
        {"\"\xff\"", "X010 0:0"},
        // Signs of a Chinese keyboard.
        {"a ＆＆ b", "X001 1:3"},
        {"（a）", "X001 1:1"},
        {"“abc”", "X001 1:1"},
        {"i ≥ 3", "X001 1:3"},
        {"i = 3", "X001 1:3"},
        {"a & b", "X001 1:3"},
        {"a | b", "X001 1:3"},
        {"#", "X001 1:1"},
        {"a; b", "X001 1:2"},
    };
    expect_all(kRows);
}

TEST(Literals, BlanksAndComments) {
    constexpr Row kRows[] = {
        {" \t\r\n\f1 ", "1"},           {"1 // one\n + 2", "3"}, {"1 + 2 // the end", "3"},
        {"// only this\n", "X020 2:1"}, {"", "X020 1:1"},        {"1 +\n\n  'x", "X007 3:3"},
        {"'中文' + 5", "X033 1:6"},  // columns count characters
    };
    expect_all(kRows);
}

TEST(Literals, ListsAndMaps) {
    constexpr Row kRows[] = {
        {"[]", "[]"},
        {"[1, 2, 3]", "[1,2,3]"},
        {"[1, 2, 3,]", "[1,2,3]"},
        {"[[1], [], [2, 3]]", "[[1],[],[2,3]]"},
        {"{}", "{}"},
        {"{'a': 1, 'b': 2,}", R"({"a":1,"b":2})"},
        {"{1: 'x', 2: 'y'}", R"({"1":"x","2":"y"})"},
        {"{true: 1}", R"({"true":1})"},
        {"[low, person.level]", R"(["low","high"])", R"({"person.level": "high"})"},
        {"[i, 2]", R"([{"unknown":{"facts":["i"]}},2])"},
        // Indexing and selecting.
        {"[7, 8, 9][1]", "8"},
        {"[7, 8, 9][i]", "9", R"({"i": 2})"},
        {"[7, 8, 9][i]", "unknown i"},
        {"[7, 7, 7][i]", "unknown i"},  // past the end it would be a fault
        {"[7, 8, 9][3]", "fault"},
        {"[7, 8, 9][-1]", "fault"},
        {"[7, 8, 9][i]", "fault", R"({"i": 3})"},
        {"{'a': 1, 'b': 2}['b']", "2"},
        {"{'a': 1, 'b': 2}.b", "2"},
        {"{'a': 1, 'b': 2}[s]", "1", R"({"s": "a"})"},
        {"{'a': 1, 'b': 2}[s]", "fault", R"({"s": "c"})"},
        {"{'a': 1, 'b': 2}.c", "fault"},
        {"{1: low, 2: high}[i]", R"("high")", R"({"i": 2})"},
        {"[[1, 2], [3]][0][1]", "2"},
        {"{'a': {'b': 5}}.a.b", "5"},
        // Equality and membership.
        {"[1, 2] == [1, 2]", "true"},
        {"[1, 2] == [2, 1]", "false"},
        {"[1] == [1, 1]", "false"},
        {"[] == []", "true"},
        {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
        {"{'a': 1} == {'b': 1}", "false"},
        {"[1, i] == [1, 2]", "unknown i"},
        {"[1, i] == [3, 2]", "false"},
        {"2 in [1, 2]", "true"},
        {"3 in [1, 2]", "false"},
        {"3 in []", "false"},
        {"i in [1, 2]", "unknown i"},
        {"2 in [i, 2]", "true"},
        {"3 in [i, 2]", "unknown i"},
        {"'a' in {'a': 1}", "true"},
        {"low in [middle, person.level]", "true", R"({"person.level": "low"})"},
        {"person.level in [low, middle]", "false", R"({"person.level": "high"})"},
        {"[1] + [2, 3]", "[1,2,3]"},
        {"[] + []", "[]"},
    };
    expect_all(kRows);
}

}  // namespace
}  // namespace bajigong::test
