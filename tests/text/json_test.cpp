// JSON read as a tree that knows its lines, within bounds.
#include "text/json.hpp"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

namespace bajigong::text {
namespace {

using namespace std::string_literals;

// The tree in one line, with lines of nodes: [@1 number 1 @2 ...].
std::string outline(const Json& node) {
    std::string out = "@" + std::to_string(node.line) + " ";
    switch (node.kind) {
        case JsonKind::null: return out + "null";
        case JsonKind::boolean: return out + (node.boolean ? "true" : "false");
        case JsonKind::number: return out + std::string(node.text);
        case JsonKind::string: return out + json_quote(node.text);
        case JsonKind::array:
        case JsonKind::object: break;
    }
    const bool array = node.is(JsonKind::array);
    out += array ? "[" : "{";
    for (const Json& child : node.children) {
        if (&child != &node.children.front()) out += ", ";
        if (!array) out += std::string(child.key) + ": ";
        out += outline(child);
    }
    return out + (array ? "]" : "}");
}

TEST(ParseJson, KeepsOrderDigitsAndLines) {
    struct Case {
        std::string text, expected;
    };
    const Case cases[] = {
        {"null", "@1 null"},
        {"\n\n  true\n", "@3 true"},
        {"\xef\xbb\xbf[]", "@1 []"},  // a byte order mark is passed over
        {"[false, {}, []]", "@1 [@1 false, @1 {}, @1 []]"},
        {"1500.005", "@1 1500.005"},
        {"[1500.10\n,-0\n,-0.0,1E+2\n,12345678901234567890123\n]",
         "@1 [@1 1500.10, @2 -0, @3 -0.0, @3 1E+2, @4 12345678901234567890123]"},
        {"7\n", "@1 7"},
        {"7", "@1 7"},
        {"[7]", "@1 [@1 7]"},
        {R"("\u5de5\"\\\/\ud842\udfb7")", "@1 \"工\\\"\\\\/\xf0\xa0\xae\xb7\""},
        {"{\"b\":\n1,\n\"a\":{\"c\":\n\n[2,\n3]}}", "@1 {b: @2 1, a: @3 {c: @5 [@5 2, @6 3]}}"},
        {"{\"\": 1, \"级别\": 2}", "@1 {: @1 1, 级别: @1 2}"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(outline(parse_json(c.text, "x").root), c.expected) << c.text;
    }
}

TEST(ParseJson, FindsMembers) {
    const JsonDocument document = parse_json(R"({"a": 1, "b": [2], "": 3})", "x");
    ASSERT_NE(document.root.find("b"), nullptr);
    EXPECT_EQ(document.root.find("b")->children.size(), 1u);
    EXPECT_EQ(document.root.find("")->text, "3");
    EXPECT_EQ(document.root.find("c"), nullptr);
    EXPECT_EQ(document.root.find("b")->find("a"), nullptr);
}

TEST(ParseJson, GivesThePlaceOfANode) {
    const JsonDocument document = parse_json(
        "{\"rules\": [\n{\"id\": 1},\n{\"id\": 2, \"500118200002290018\": {\"x\": 3}}]}", "p.json");
    const Json& second = document.root.find("rules")->children[1];
    EXPECT_EQ(document.place(document.root).text(), "p.json:1");
    EXPECT_EQ(document.place(*second.find("id")).text(), "p.json:3 (/rules/1/id)");
    EXPECT_EQ(document.place(second.children[1].children[0]).text(), "p.json:3 (/rules/1/#2/x)");
}

TEST(ParseJson, TakesCommentsOnlyWhereAskedFor) {
    JsonLimits limits;
    limits.comments = true;
    const std::string text = "// head\n[1, /* two\nlines */ 2] // tail";
    EXPECT_EQ(outline(parse_json(text, "x", limits).root), "@2 [@2 1, @3 2]");
    EXPECT_THROW(parse_json(text, "x"), Failure);
}

TEST(ParseJson, HoldsItsBounds) {
    struct Case {
        std::string text;
        JsonLimits limits;
        std::string_view refusal;  // empty: taken
    };
    const Case cases[] = {
        {"[[1]]", {.max_depth = 2}, ""},
        {"[[[]]]",
         {.max_depth = 2},
         "x:1:3: error J015: nested deeper than the 2 levels allowed (/0/0)"},
        {"[1,\n2]", {.max_nodes = 3}, ""},
        {"[1,\n2,3]", {.max_nodes = 3}, "x:2:3: error J016: more than the 3 values allowed (/2)"},
        {"[1]", {.max_bytes = 3}, ""},
        {"[1] ", {.max_bytes = 3}, "x: error J002: larger than the 3 bytes allowed"},
        {std::string(1'000'000, '['),
         {},
         "x:1:65: error J015: nested deeper than the 64 levels allowed"},
        {std::string(1'000'000, '{'), {}, "x:1:2: error J005: found '{'; expected a key in quotes"},
    };
    for (const Case& c : cases) {
        std::string refusal;
        try {
            parse_json(c.text, "x", c.limits);
        } catch (const Failure& failure) {
            refusal = failure.what();
        }
        EXPECT_EQ(refusal.substr(0, c.refusal.size()), c.refusal);
        EXPECT_EQ(refusal.empty(), c.refusal.empty()) << refusal;
    }
}

TEST(ParseJson, ReadsAnObjectOfManyMembersInTime) {
    std::string text = "{";
    for (int i = 0; i < 200'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
    EXPECT_EQ(parse_json(text + "\"last\":0}", "x").root.children.size(), 200'001u);
    EXPECT_THROW(parse_json(text + "\"k777\":0}", "x"), Failure);
}

TEST(PlainName, IsWhatMayBePrinted) {
    for (const std::string_view key : {"id", "a.b-c_D9", "_x", "v12345", "y2023.m12345"}) {
        EXPECT_TRUE(is_plain_name(key)) << key;
    }
    const std::string long_key(65, 'a');
    for (const std::string_view key : std::initializer_list<std::string_view>{
             "", "9a", ".a", "-a", "a b", "a/b", "a~b", "张三", "v123456", "x500118200002290018",
             "a\n", long_key}) {
        EXPECT_FALSE(is_plain_name(key)) << key;
    }
}

class ReadFile : public testing::Test {
   protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  ("bajigong_" + std::string(info->name()) + "_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& bytes) const {
        const std::string path = (folder_ / "file.json").string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    std::string refusal(const std::string& path, std::size_t max_bytes) const {
        try {
            read_file(path, max_bytes);
        } catch (const Failure& failure) {
            return failure.problems()[0].message(Language::en);
        }
        return "";
    }

    std::filesystem::path folder_;
};

TEST_F(ReadFile, ReadsAllBytesUpToTheBound) {
    for (const std::size_t size : {0, 1, 65535, 65536, 65537, 200000}) {
        std::string bytes(size, '\r');
        if (size > 1) bytes[1] = '\0';
        const std::string path = write(bytes);
        EXPECT_EQ(read_file(path, size), bytes) << size;
        if (size == 0) continue;
        EXPECT_EQ(refusal(path, size - 1),
                  "larger than the " + std::to_string(size - 1) + " bytes allowed");
    }
}

TEST_F(ReadFile, SaysWhyItCannot) {
    EXPECT_EQ(refusal((folder_ / "none.json").string(), 10), "cannot read the file: not found");
    EXPECT_EQ(refusal(folder_.string(), 10), "cannot read the file: not a regular file");
    EXPECT_EQ(refusal("/dev/zero", 10), "cannot read the file: not a regular file");
}

}  // namespace
}  // namespace bajigong::text
