// What is said of broken JSON: the line and column, what stood there, what was expected, and never
// a value.
#include <string>

#include <gtest/gtest.h>

#include "text/json.hpp"

namespace bajigong::text {
namespace {

using namespace std::string_literals;

std::string refusal(const std::string& text, Language language = Language::en) {
    try {
        parse_json(text, "x");
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().size(), 1u);
        return failure.problems()[0].text(language);
    }
    return "";
}

struct RefusalCase {
    std::string text;
    std::string_view expected;  // after "x:"
};

template <std::size_t kCount>
void expect_refusals(const RefusalCase (&cases)[kCount]) {
    for (const RefusalCase& c : cases) {
        EXPECT_EQ(refusal(c.text), "x:" + std::string(c.expected)) << c.text;
    }
}

TEST(JsonError, SaysWhatATruncatedTextWanted) {
    const RefusalCase cases[] = {
        {"", "1:1: error J004: the text ends too early; expected a value"},
        {" \n ", "2:2: error J004: the text ends too early; expected a value"},
        {"{", "1:2: error J004: the text ends too early; expected a key in quotes"},
        {"{\"a\"", "1:5: error J004: the text ends too early; expected ':' after a key (/a)"},
        {"{\"a\":", "1:6: error J004: the text ends too early; expected a value (/a)"},
        {"{\"a\":\n1", "2:2: error J004: the text ends too early; expected ',' or '}'"},
        {"{\"a\":1,", "1:8: error J004: the text ends too early; expected a key in quotes"},
        {"[", "1:2: error J004: the text ends too early; expected a value (/0)"},
        {"[1", "1:3: error J004: the text ends too early; expected ',' or ']' (/1)"},
        {"[1,", "1:4: error J004: the text ends too early; expected a value (/1)"},
        {"[tru", "1:5: error J004: the text ends too early; expected the rest of a word (/0)"},
        {"[-", "1:3: error J011: an unfinished number; expected a digit (/0)"},
        {"[\n\"abc", "2:1: error J008: a string that begins here has no closing quote (/0)"},
    };
    expect_refusals(cases);
}

TEST(JsonError, SaysWhatStoodThereAndWhatBelongsThere) {
    const RefusalCase cases[] = {
        {"]", "1:1: error J005: found ']'; expected a value"},
        {"[1 2]", "1:4: error J005: found a number; expected ',' or ']' (/1)"},
        {"[1 25\n]", "1:4: error J005: found a number; expected ',' or ']' (/1)"},
        {"[1 true]", "1:4: error J005: found true; expected ',' or ']' (/1)"},
        {"[\"工\" \"b\"]", "1:6: error J005: found a string; expected ',' or ']' (/1)"},
        {"{\"a\":1\n \"b\":2}", "2:2: error J005: found a string; expected ',' or '}'"},
        {"{\"a\" 1}", "1:6: error J005: found a number; expected ':' after a key (/a)"},
        {"{\"a\":}", "1:6: error J005: found '}'; expected a value (/a)"},
        {"{1:2}", "1:2: error J005: found a number; expected a key in quotes"},
        {"{a:2}",
         "1:2: error J005: found something that JSON does not know; expected a key in quotes"},
        {"[1}", "1:3: error J005: found '}'; expected ',' or ']' (/1)"},
        {"[NaN]",
         "1:2: error J005: found something that JSON does not know; expected a value (/0)"},
        {"['a']",
         "1:2: error J005: found something that JSON does not know; expected a value (/0)"},
        {"{} 5", "1:4: error J005: found a number; expected the end of the text"},
        {"{}\n{}", "2:1: error J005: found '{'; expected the end of the text"},
        {"[1,]", "1:4: error J007: a comma with nothing between it and ']' (/1)"},
        {"{\"a\":1,\n}", "2:1: error J007: a comma with nothing between it and '}'"},
        {"[01]", "1:3: error J005: found a number; expected ',' or ']' (/1)"},
        {"[1.]", "1:4: error J011: an unfinished number; expected a digit (/0)"},
        {"[.5]", "1:2: error J005: found something that JSON does not know; expected a value (/0)"},
        {"[1e]", "1:4: error J011: an unfinished number; expected a digit (/0)"},
        {"[1e999]", "1:7: error J012: a number out of range (/0)"},
        {"[\"a\\q\"]",
         "1:5: error J010: an escape that JSON does not know; a backslash is written \\\\ (/0)"},
        {"[\"\\ud800\"]",
         "1:9: error J010: an escape that JSON does not know; a backslash is written \\\\ (/0)"},
        {"[1, // one\n2]", "1:5: error J013: comments are not allowed here (/1)"},
        {"[1 /* one */]", "1:4: error J013: comments are not allowed here (/1)"},
    };
    expect_refusals(cases);
}

TEST(JsonError, KnowsTheMarksOfAChineseKeyboard) {
    const RefusalCase cases[] = {
        {"{“a”: 1}", "1:2: error J006: found the mark '“'; JSON takes '\"'"},
        {"{\"a\"：1}", "1:5: error J006: found the mark '：'; JSON takes ':' (/a)"},
        {"[\"工\"，2]", "1:5: error J006: found the mark '，'; JSON takes ',' (/1)"},
        {"【1]", "1:1: error J006: found the mark '【'; JSON takes '['"},
    };
    expect_refusals(cases);
}

TEST(JsonError, RefusesBytesThatAreNoText) {
    const RefusalCase cases[] = {
        {"[\"a\"\n, \"\xff\"]", "2:4: error J003: not UTF-8 at byte 8"},
        {"\xff\xfe[\0]\0"s, "1:1: error J003: not UTF-8 at byte 0"},
        {"{}\n\0{}"s, "2:1: error J019: a NUL character"},
        {"[\"a\0b\"]"s, "1:4: error J019: a NUL character"},
        {"[\"a\nb\"]",
         "1:4: error J009: a line break or control character in a string; close the quote, or "
         "write \\n or \\t (/0)"},
    };
    expect_refusals(cases);
}

TEST(JsonError, RefusesAKeyThatStandsTwice) {
    const RefusalCase cases[] = {
        {"{\"a\":1,\n\"b\":{\"c\":1,\n\"d\":2,\n\"c\":3}}",
         "4: error J017: the key c stands twice in one object (/b)"},
        {"{\"a\":1,\"\\u0061\":2}", "1: error J017: the key a stands twice in one object"},
        {"{\"b\":1,\n\"a\":1,\n\"b\":1,\n\"a\":1}",
         "3: error J017: the key b stands twice in one object"},
        {"{\"a\":1,\n\"a\":1,\n\"a\":1}", "2: error J017: the key a stands twice in one object"},
        {"{\"张三\":1,\n\"张三\":2}",
         "2: error J018: a key that is no name stands twice in one object"},
    };
    expect_refusals(cases);
    EXPECT_EQ(refusal("[{\"a\":1},{\"a\":1}]"), "");
}

// Broken after a personal value, in it, and with it as a key: no message may carry a part of it.
TEST(JsonError, NeverQuotesAValue) {
    const std::string secret = "500118200002290018";
    const std::string texts[] = {
        "[\"" + secret,
        "[\"" + secret + "\n\"]",
        "[\"" + secret + "\\q\"]",
        "[1 \"" + secret + "\"]",
        "[\"a\" " + secret + "]",
        "[" + secret + ".]",
        "[" + secret + "e999]",
        "{\"" + secret + "\" 1}",
        "{\"" + secret + "\":}",
        "{\"" + secret + "\":1,\"" + secret + "\":2}",
        "{\"a\":{\"" + secret + "\":[1 2]}}",
        "{\"a\":1} \"" + secret + "\"",
        "[\"" + secret + "; expected end of input\" x]",
    };
    for (const std::string& text : texts) {
        for (const Language language : {Language::en, Language::zh}) {
            const std::string message = refusal(text, language);
            EXPECT_NE(message, "") << text;
            EXPECT_EQ(message.find("5001182"), std::string::npos) << message;
            EXPECT_EQ(message.find("290018"), std::string::npos) << message;
        }
    }
}

TEST(JsonError, SpeaksChinese) {
    EXPECT_EQ(refusal("[1 2]", Language::zh), "x:1:4: 错误 J005：此处是数，应为“,”或“]” (/1)");
    EXPECT_EQ(refusal("{\"a\":1", Language::zh),
              "x:1:7: 错误 J004：文本过早结束，此处应为“,”或“}”");
}

}  // namespace
}  // namespace bajigong::text
