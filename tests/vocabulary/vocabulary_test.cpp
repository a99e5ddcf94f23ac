// The vocabulary: what it declares, what it refuses, and values as a case writes them.
#include "vocabulary/vocabulary.hpp"

#include <gtest/gtest.h>

#include "language/evaluation.hpp"

namespace bajigong {
namespace {

// The problems of a vocabulary, "R010 /scales/if" for each, joined by "; ".
std::string problems(std::string_view json) {
    const text::JsonDocument document = text::parse_json(json, "v.json", {});
    Vocabulary vocabulary;
    std::vector<Problem> found;
    vocabulary.add(document, document.root, found);
    std::string out;
    for (const Problem& problem : found)
        out += (out.empty() ? "" : "; ") + problem.code + " " + problem.place.pointer;
    return out;
}

TEST(Vocabulary, RefusesWhatItCannotMean) {
    struct Case {
        std::string_view json, expected;
    };
    constexpr Case kCases[] = {
        {R"({"bajigong": 1, "scales": {}, "facts": {}})", ""},
        {R"({"fact": {}})", "R005 /fact"},
        {R"({"zebra": {}})", "R004 /zebra"},
        {R"({"50010119900307123X": {}})", "R003 /#1"},
        {R"({"facts": []})", "R002 /facts"},
        {R"({"scales": {"if": {"values": []}}})", "R010 /scales/if"},
        {R"({"scales": {"a-b": {"values": []}}})", "R010 /scales/a-b"},
        {R"({"scales": {"size": {"values": []}}})", "R010 /scales/size"},
        {R"({"scales": {"x": {}}})", "R001 /scales/x"},
        {R"({"scales": {"x": {"values": [{"id": "low", "zh": "低", "en": "low"}]}}})", ""},
        {R"({"scales": {"x": {"values": [{"id": "low", "en": "low"}]}}})",
         "R001 /scales/x/values/0"},
        {R"({"scales": {"x": {"values": [{"id": "low", "zh": "", "en": "low"}]}}})",
         "R006 /scales/x/values/0/zh"},
        {R"({"scales": {"x": {"values": [{"id": "true", "zh": "真", "en": "true"}]}}})",
         "R011 /scales/x/values/0"},
        {R"({"scales": {"x": {"values": [{"id": "3rd", "zh": "三", "en": "third"}]}}})",
         "R011 /scales/x/values/0"},
        {R"({"scales": {"x": {"values": [{"id": "a", "zh": "甲", "en": "a"}, {"id": "a", "zh": "乙", "en": "b"}]}}})",
         "R011 /scales/x/values/1"},
        {R"({"facts": {"p.level": {"type": "int", "zh": "级", "en": "level"}}})", ""},
        {R"({"facts": {"date": {"type": "int", "zh": "x", "en": "x"}}})", "R012 /facts/date"},
        {R"({"facts": {"for": {"type": "int", "zh": "x", "en": "x"}}})", "R012 /facts/for"},
        {R"({"facts": {"for.x": {"type": "int", "zh": "x", "en": "x"}}})", "R012 /facts/for.x"},
        {R"({"facts": {"p.for": {"type": "int", "zh": "x", "en": "x"}}})", ""},
        {R"({"facts": {"p..x": {"type": "int", "zh": "x", "en": "x"}}})", "R012 /facts/p..x"},
        {R"({"facts": {"p x": {"type": "int", "zh": "x", "en": "x"}}})", "R012 /facts/#1"},
        {R"({"scales": {"s": {"values": [{"id": "low", "zh": "低", "en": "low"}]}},
             "facts": {"low.x": {"type": "int", "zh": "x", "en": "x"}}})",
         "R012 /facts/low.x"},
        {R"({"facts": {"x": {"zh": "x", "en": "x"}}})", "R001 /facts/x"},
        {R"({"facts": {"x": {"type": "int", "list_of": "int", "zh": "x", "en": "x"}}})",
         "R014 /facts/x"},
        {R"({"facts": {"x": {"type": "number", "zh": "x", "en": "x"}}})", "R015 /facts/x/type"},
        {R"({"facts": {"x": {"list_of": "number", "zh": "x", "en": "x"}}})",
         "R015 /facts/x/list_of"},
        {R"({"facts": {"x": {"list": {"y": {"type": "int", "zh": "y", "en": "y"}}, "zh": "x", "en": "x"}}})",
         ""},
        {R"({"facts": {"x": {"list": {"y": {"type": "level", "zh": "y", "en": "y"}}, "zh": "x", "en": "x"}}})",
         "R015 /facts/x/list/y/type"},
    };
    for (const Case& c : kCases) EXPECT_EQ(problems(c.json), c.expected) << c.json;
}

TEST(Vocabulary, FindsWhatItDeclares) {
    const text::JsonDocument document = text::parse_json(test::kVocabulary, "v.json", {});
    Vocabulary vocabulary;
    std::vector<Problem> found;
    vocabulary.add(document, document.root, found);
    ASSERT_TRUE(found.empty());
    EXPECT_GE(vocabulary.tables()[0].column("person.level"), 0);
    EXPECT_EQ(vocabulary.tables()[0].column("person"), -1);
    EXPECT_TRUE(vocabulary.is_prefix(0, "person"));
    EXPECT_TRUE(vocabulary.is_prefix(0, "person.home"));
    EXPECT_FALSE(vocabulary.is_prefix(0, "pers"));
    EXPECT_FALSE(vocabulary.is_prefix(0, "person.level"));
    const int grants = vocabulary.list(0, "grants");
    ASSERT_GT(grants, 0);
    EXPECT_EQ(vocabulary.tables()[vocabulary.list(grants, "parts")].path, "grants.parts");
    EXPECT_EQ(vocabulary.list(0, "parts"), -1);
    EXPECT_EQ(vocabulary.scales_with("green").size(), 2u);
    EXPECT_EQ(vocabulary.name(vocabulary.type("colour").value()), "colour");
    EXPECT_EQ(vocabulary.type("colours"), std::nullopt);
}

// A value as a case writes it, read and printed again; "" if it is refused.
TEST(Scalar, ReadsWhatACaseWrites) {
    const text::JsonDocument document = text::parse_json(test::kVocabulary, "v.json", {});
    Vocabulary vocabulary;
    std::vector<Problem> found;
    vocabulary.add(document, document.root, found);
    struct Case {
        std::string_view type, json, expected;
    };
    constexpr Case kCases[] = {
        {"bool", "true", "true"},
        {"bool", "1", ""},
        {"bool", R"("true")", ""},
        {"int", "-12", "-12"},
        {"int", "9223372036854775807", "9223372036854775807"},
        {"int", "9223372036854775808", ""},
        {"int", "1.0", ""},
        {"int", "1e3", ""},
        {"int", R"("12")", ""},
        {"text", R"("重庆")", "重庆"},
        {"text", R"("")", ""},
        {"text", "5", ""},
        {"date", R"("2024-02-29")", "2024-02-29"},
        {"date", R"("never")", "never"},
        {"date", R"("2023-02-29")", ""},
        {"date", R"("2023-2-1")", ""},
        {"date", "20230201", ""},
        {"period", R"("P1Y2M")", "P1Y2M"},
        {"period", R"("P14M")", "P1Y2M"},
        {"period", R"("P30D")", "P30D"},
        {"period", R"("30")", ""},
        {"money", R"("1500.00")", "1500.00"},
        {"money", "1500.5", "1500.50"},
        {"money", "0.005", ""},
        {"money", R"("-3")", "-3.00"},
        {"money", "1e2", ""},
        {"ratio", R"("13/10")", "13/10"},
        {"ratio", R"("80%")", "4/5"},
        {"ratio", "0.8", "4/5"},
        {"ratio", R"("1/0")", ""},
        {"level", R"("middle")", "middle"},
        {"level", R"("中")", "middle"},
        {"level", R"("red")", ""},
        {"level", "1", ""},
        {"level", "null", ""},
    };
    for (const Case& c : kCases) {
        const Type type = vocabulary.type(c.type).value();
        const text::JsonDocument value = text::parse_json(c.json, "value", {});
        std::string expected;
        const std::optional<Scalar> scalar = read_scalar(vocabulary, type, value.root, expected);
        const std::string printed =
            scalar ? print_scalar(vocabulary, type, scalar->number, scalar->second, scalar->text)
                   : "";
        EXPECT_EQ(printed, c.expected) << c.type << " " << c.json;
        // What was expected is said of what is refused.
        EXPECT_EQ(expected.empty(), scalar.has_value()) << c.type << " " << c.json;
    }
}

}  // namespace
}  // namespace bajigong
