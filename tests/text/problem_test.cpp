// Problems as text, and the catalogue they are printed from.
#include "bajigong/problem.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "text/catalogue.hpp"

namespace bajigong {
namespace {

TEST(Place, PrintsTheParts) {
    struct Case {
        Place place;
        std::string_view expected;
    };
    const Case cases[] = {
        {{"policies/x.json", 12, 4, "/rules/0/id"}, "policies/x.json:12:4 (/rules/0/id)"},
        {{"x.json", 12, 0, ""}, "x.json:12"},
        {{"x.json", 0, 0, ""}, "x.json"},
        {{"x.json", 0, 7, ""}, "x.json"},  // a column without its line says nothing
        {{"x.json", 0, 0, "/a"}, "x.json (/a)"},
        {{"", 0, 0, "/a"}, "(/a)"},
        {{"", 3, 1, ""}, "3:1"},
        {{"", 0, 0, ""}, ""},
        {{"a\nb\xe2\x80\xae.json", 1, 0, ""}, R"(a\u000ab\u202e.json:1)"},
    };
    for (const Case& c : cases) EXPECT_EQ(c.place.text(), c.expected);
}

TEST(Problem, PrintsInBothLanguages) {
    const Problem problem{
        "R002", {"x.json", 2, 5, "/a"}, {"a number", "a string"}, Severity::error};
    EXPECT_EQ(problem.text(Language::en),
              "x.json:2:5: error R002: expected a number, found a string (/a)");
    EXPECT_EQ(problem.text(Language::zh), "x.json:2:5: 错误 R002：应为数，实际为字符串 (/a)");

    // The column of an expression counts within it, and says so where a file holds it.
    const Problem expression{
        "X032", {"x.json", 2, 5, "/a"}, {"a number", "a string"}, Severity::error};
    EXPECT_EQ(expression.text(Language::en),
              "x.json:2: error X032: expected a number, found a string (in the expression, column "
              "5; /a)");
    EXPECT_EQ(expression.text(Language::zh),
              "x.json:2: 错误 X032：应为数，实际为字符串 (表达式中第 5 个字符，/a)");
    const Problem alone{"X032", {"", 1, 5, ""}, {"a number", "a string"}, Severity::error};
    EXPECT_EQ(alone.text(Language::en), "1:5: error X032: expected a number, found a string");

    const Problem warning{"R004", {}, {"titel"}, Severity::warning};
    EXPECT_EQ(warning.text(Language::en), "warning R004: no key is named titel here");
    EXPECT_EQ(warning.text(Language::zh), "警告 R004：此处没有名为 titel 的键");
}

TEST(Problem, EscapesItsArguments) {
    const Problem problem{"R004", {}, {"a\nb\xe2\x80\xae{1}"}, Severity::error};
    EXPECT_EQ(problem.message(Language::en), R"(no key is named a\u000ab\u202e{1} here)");
}

TEST(Problem, KeepsWhatItCannotFill) {
    EXPECT_EQ((Problem{"R004", {}, {}, Severity::error}).message(Language::en),
              "no key is named {0} here");
    EXPECT_EQ((Problem{"Q999", {}, {"x"}, Severity::error}).message(Language::zh), "Q999");
}

TEST(Failure, HoldsEveryProblem) {
    const Problem first{"J019", {"a.json", 1, 0, ""}, {}, Severity::error};
    const Problem second{"J012", {"a.json", 2, 0, ""}, {}, Severity::error};
    const Failure failure(std::vector<Problem>{first, second});
    EXPECT_EQ(failure.problems().size(), 2u);
    EXPECT_STREQ(
        failure.what(),
        "a.json:1: error J019: a NUL character\na.json:2: error J012: a number out of range");
    EXPECT_EQ(Failure(first).problems().size(), 1u);
}

// The placeholders of a text, such as {"{0}", "{1}"}.
std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> out;
    for (std::size_t at = text.find('{'); at != std::string_view::npos;
         at = text.find('{', at + 1)) {
        const bool digit = at + 2 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        if (digit && text[at + 2] == '}') out.emplace(text.substr(at, 3));
    }
    return out;
}

TEST(Catalogue, HasEachCodeOnceInTheOrderOfItsSections) {
    constexpr std::string_view kSections = "JVXRLFDCTBPA";
    std::string previous;
    for (const text::Message& message : text::catalogue()) {
        const std::string code = message.code;
        ASSERT_EQ(code.size(), 4u) << code;
        ASSERT_NE(kSections.find(code[0]), std::string_view::npos) << code;
        EXPECT_EQ(code.find_first_not_of("0123456789", 1), std::string::npos) << code;
        if (!previous.empty()) {
            const std::size_t section = kSections.find(code[0]);
            const std::size_t section_before = kSections.find(previous[0]);
            EXPECT_TRUE(section > section_before || (section == section_before && code > previous))
                << code << " after " << previous;
        }
        previous = code;
        EXPECT_EQ(text::find_message(code), &message);
    }
}

TEST(Catalogue, SaysTheSameInBothLanguages) {
    for (const text::Message& message : text::catalogue()) {
        const std::string_view en = message.en;
        const std::string_view zh = message.zh;
        EXPECT_FALSE(en.empty() || zh.empty()) << message.code;
        EXPECT_EQ(placeholders(en), placeholders(zh)) << message.code;
        const bool chinese = zh.find_first_not_of(en) != std::string_view::npos &&
                             static_cast<unsigned char>(zh[zh.find_first_not_of(en)]) >= 0x80;
        EXPECT_TRUE(chinese) << message.code << " reads the same in both";
    }
}

}  // namespace
}  // namespace bajigong
