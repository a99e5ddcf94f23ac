// UTF-8 and the escaping of text for output.
#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include "text/json.hpp"

namespace bajigong::text {
namespace {

using namespace std::string_literals;

struct BytesCase {
    const char* what;
    std::string bytes;
    std::size_t invalid_at;  // npos: valid
};
constexpr std::size_t kValid = std::string_view::npos;

// The edges of the table "Well-Formed UTF-8 Byte Sequences" of the Unicode standard (3-7).
TEST(Utf8, TakesTheWellFormedSequencesOnly) {
    const BytesCase cases[] = {
        {"nothing", "", kValid},
        {"NUL", "\0"s, kValid},
        {"U+007F", "\x7f", kValid},
        {"U+0080", "\xc2\x80", kValid},
        {"U+07FF", "\xdf\xbf", kValid},
        {"U+0800", "\xe0\xa0\x80", kValid},
        {"U+D7FF", "\xed\x9f\xbf", kValid},
        {"U+E000", "\xee\x80\x80", kValid},
        {"U+FFFF", "\xef\xbf\xbf", kValid},
        {"U+10000", "\xf0\x90\x80\x80", kValid},
        {"U+10FFFF", "\xf4\x8f\xbf\xbf", kValid},
        {"overlong two", "a\xc0\x80", 1},
        {"overlong two, last", "a\xc1\xbf", 1},
        {"overlong three", "\xe0\x9f\xbf", 0},
        {"overlong four", "\xf0\x8f\xbf\xbf", 0},
        {"first surrogate", "\xed\xa0\x80", 0},
        {"last surrogate", "\xed\xbf\xbf", 0},
        {"past U+10FFFF", "\xf4\x90\x80\x80", 0},
        {"lead F5", "\xf5\x80\x80\x80", 0},
        {"lead FF", "\xff", 0},
        {"continuation alone", "ab\x80", 2},
        {"cut after one of two", "ab\xc2", 2},
        {"cut after two of three", "工\xe5\xb7", 3},
        {"cut after three of four", "\xf0\x90\x80", 0},
        {"ASCII in place of continuation", "\xe5\xb7\x41", 0},
        {"lead in place of continuation", "\xe5\xb7\xe5", 0},
    };
    for (const BytesCase& c : cases) {
        EXPECT_EQ(find_invalid_utf8(c.bytes), c.invalid_at) << c.what;
        EXPECT_EQ(is_utf8(c.bytes), c.invalid_at == kValid) << c.what;
    }
}

TEST(Utf8, WritesWhatItReads) {
    for (char32_t scalar = 0; scalar <= 0x10FFFF; ++scalar) {
        if (scalar == 0xD800) scalar = 0xE000;
        std::string bytes;
        append_utf8(bytes, scalar);
        const Scalar read = decode_utf8(bytes, 0);
        ASSERT_EQ(read.value, scalar);
        ASSERT_EQ(read.size, bytes.size());
    }
}

TEST(Utf8, CountsCharacters) {
    EXPECT_EQ(utf8_length(""), 0u);
    EXPECT_EQ(utf8_length("abc"), 3u);
    EXPECT_EQ(utf8_length("八级工"), 3u);
    EXPECT_EQ(utf8_length("a八\xf0\xa0\xae\xb7z"), 4u);  // with U+20BB7, of four bytes
    EXPECT_EQ(to_scalars("a八"), (std::u32string{U'a', U'八'}));
}

TEST(Escapes, LeaveNothingThatDeceives) {
    struct Case {
        std::string text, quoted, printed;
    };
    const Case cases[] = {
        {"", R"("")", ""},
        {"高级工 a/b", R"("高级工 a/b")", "高级工 a/b"},
        {R"(say "x" \ y)", R"("say \"x\" \\ y")", R"(say "x" \ y)"},
        {"a\nb\tc\rd\be\f", R"("a\nb\tc\rd\be\f")", R"(a\u000ab\u0009c\u000dd\u0008e\u000c)"},
        {"\0\x1f\x7f"s, R"("\u0000\u001f\u007f")", R"(\u0000\u001f\u007f)"},
        {"\xc2\x85", R"("\u0085")", R"(\u0085)"},                              // C1: next line
        {"\xe2\x80\xa8\xe2\x80\xa9", R"("\u2028\u2029")", R"(\u2028\u2029)"},  // separators
        {"a\xe2\x80\xae"
         "b",
         R"("a\u202eb")", R"(a\u202eb)"},  // right-to-left override
        {"\xe2\x81\xa6\xe2\x81\xa9", R"("\u2066\u2069")", R"(\u2066\u2069)"},  // isolates
        {"\xe2\x80\x8e\xd8\x9c", R"("\u200e\u061c")", R"(\u200e\u061c)"},      // marks
        {"\x1b[31m", R"("\u001b[31m")", R"(\u001b[31m)"},  // a terminal's escape
        {"\xf0\xa0\xae\xb7", "\"\xf0\xa0\xae\xb7\"", "\xf0\xa0\xae\xb7"},
        {"a\xff"
         "b",
         "\"a\xef\xbf\xbd"
         "b\"",
         R"(a\xffb)"},  // not UTF-8
    };
    for (const Case& c : cases) {
        EXPECT_EQ(json_quote(c.text), c.quoted);
        EXPECT_EQ(printable(c.text), c.printed);
    }
}

TEST(Escapes, AreReadBackAsTheSameText) {
    std::string all;
    for (char32_t scalar = 0; scalar <= 0x10FFFF; ++scalar) {
        if (scalar == 0xD800) scalar = 0xE000;
        append_utf8(all, scalar);
    }
    const std::string quoted = json_quote(all);
    const JsonDocument document = parse_json(quoted, "all");
    EXPECT_TRUE(document.root.is(JsonKind::string));
    EXPECT_TRUE(document.root.text == all);
}

}  // namespace
}  // namespace bajigong::text
