// The fast reader of JSON: what it takes, what it leaves to the library, and that both make the
// same of a text.
#include "text/json_plain.hpp"

#include <gtest/gtest.h>

#include "text/both_readers.hpp"

namespace bajigong::text {
namespace {

bool takes(std::string_view bytes, bool comments = false) {
    const JsonLimits limits;
    JsonBuilder builder(bytes, "x", limits);
    return read_plain(bytes, comments, builder);
}

TEST(JsonPlain, TakesWhatTextsAreMadeOf) {
    for (const char* text : {
             "null",
             " [true, false ,\r\n\tnull]\n",
             R"({"a": {"b": []}, "c": [{}, -0, 12.50, 0.1]})",
             R"(["", "八级工, eight and more", "a\"\\\/\b\f\n\r\tb", "\u0041\u516B\uFFFFeF"])",
         }) {
        EXPECT_TRUE(takes(text)) << text;
    }
    EXPECT_TRUE(takes("// one\r// two\n[/* three\n*/1,//*\n2/***/]//", true));
}

TEST(JsonPlain, LeavesTheRest) {
    const std::string long_number = "0." + std::string(300, '1');
    for (const std::string_view text : {
             std::string_view("\xEF\xBB\xBF[]"),
             std::string_view("1e3"),
             std::string_view(R"("\ud83d\ude00")"),
             std::string_view(long_number),
             std::string_view("[] // one"),
             std::string_view(""),
             std::string_view("[1,]"),
             std::string_view("{,}"),
             std::string_view("[1 2]"),
             std::string_view("01"),
             std::string_view("[\"a\tb\"]"),
             std::string_view("{\"a\" 1}"),
             std::string_view("[1}"),
             std::string_view("{1:1}"),
             std::string_view("[]]"),
             std::string_view("nul"),
             std::string_view("-"),
             std::string_view("1."),
             std::string_view("\"\\q\""),
             std::string_view("\"\\u00g0\""),
             std::string_view("\"\\"),
             std::string_view("\"a"),
         }) {
        EXPECT_FALSE(takes(text)) << text;
    }
    EXPECT_FALSE(takes("[1, /*/ 2]", true));
    EXPECT_FALSE(takes("/1", true));
}

constexpr std::string_view kText =
    "// 注\r\n{\"bajigong\": 1, \"等级\":[-0.5, true, null, \"a\\u00e9\\n八\",\n"
    "{\"x\": false, /* y\n*/ \"z\": [[{}], [], 10]}], \"long key of more\": \"than eight\"}\n";

// Every byte of a text left out, doubled, and changed for each of those that mean something.
TEST(JsonPlain, MakesOfAnyChangeWhatTheLibraryMakesOfIt) {
    const std::string marks = "{}[],:\"\\/*-+.019eEtfnu \t\r\n\x01\x7F";
    for (const bool comments : {false, true}) {
        ASSERT_EQ(difference(kText, comments), std::nullopt);
        for (std::size_t i = 0; i <= kText.size(); ++i) {
            std::string changed(kText.substr(0, i));
            EXPECT_EQ(difference(changed, comments), std::nullopt) << changed;
            for (const char mark : marks) {
                changed = kText;
                changed.insert(i, 1, mark);
                EXPECT_EQ(difference(changed, comments), std::nullopt) << changed;
                if (i == kText.size()) continue;
                changed = kText;
                changed[i] = mark;
                EXPECT_EQ(difference(changed, comments), std::nullopt) << changed;
            }
            changed = kText;
            if (i < kText.size()) changed.erase(i, 1);
            EXPECT_EQ(difference(changed, comments), std::nullopt) << changed;
        }
    }
}

TEST(JsonPlain, KeepsTheBoundsAsTheLibraryDoes) {
    const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    std::string nodes = "[0";
    for (int i = 0; i < 998; ++i) nodes += ",\n0";
    for (const std::string& text :
         {nested(20), nested(21), "{\"a\":" + nested(20) + "}", nodes + "]", nodes + ",0]",
          std::string("{\"a\":1,\n\"\\u0061\":2}"), std::string("[{\"八\":1,\"八\":2}]")}) {
        EXPECT_EQ(difference(text, false), std::nullopt);
    }
}

}  // namespace
}  // namespace bajigong::text
