// Four truth values: Kleene's tables, with fault. In && and || a side that decides wins, in either
// order, then unknown, then fault; in every other operator a fault wins.
#include <array>

#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

// The values T, F, U, X as constants, which fold while compiling, and as facts, which do not.
struct Spelling {
    std::string_view truth, constant, fact;
};
constexpr Spelling kSpellings[] = {
    {"T", "true", "a"},
    {"F", "false", "b"},
    {"U", "unseen('why') == 1", "c"},
    {"X", "1 / 0 == 1", "i / j == 1"},
};
constexpr std::string_view kFacts = R"({"a": true, "b": false, "i": 1, "j": 0})";

std::string spelled(char truth, bool constant) {
    for (const Spelling& spelling : kSpellings) {
        if (spelling.truth[0] != truth) continue;
        return "(" + std::string(constant ? spelling.constant : spelling.fact) + ")";
    }
    return "?";
}

char truth_of(const std::string& expression) {
    const std::string found = value(expression, kFacts);
    if (found == "true") return 'T';
    if (found == "false") return 'F';
    if (found == "fault") return 'X';
    return found.starts_with("unknown") ? 'U' : '?';
}

// One table of a binary operator, rows by the left side: T F U X.
void check_table(const std::string& sign, const std::array<std::string_view, 4>& table) {
    constexpr std::string_view kOrder = "TFUX";
    for (std::size_t left = 0; left < 4; ++left) {
        for (std::size_t right = 0; right < 4; ++right) {
            for (const int how : {0, 1, 2, 3}) {
                const std::string expression = spelled(kOrder[left], (how & 1) != 0) + sign +
                                               spelled(kOrder[right], (how & 2) != 0);
                EXPECT_EQ(truth_of(expression), table[left][right]) << expression;
            }
        }
    }
}

TEST(Truth, And) {
    // right:               TFUX
    check_table(" && ", {"TFUX",    // left T
                         "FFFF",    // left F
                         "UFUU",    // left U
                         "XFUX"});  // left X
}

TEST(Truth, Or) { check_table(" || ", {"TTTT", "TFUX", "TUUU", "TXUX"}); }

// Strict: fault wins over unknown.
TEST(Truth, Equality) {
    check_table(" == ", {"TFUX", "FTUX", "UUUX", "XXXX"});
    check_table(" != ", {"FTUX", "TFUX", "UUUX", "XXXX"});
    check_table(" <= ", {"TFUX", "TTUX", "UUUX", "XXXX"});
}

TEST(Truth, Not) {
    constexpr std::string_view kOrder = "TFUX";
    constexpr std::string_view kNot = "FTUX";
    for (std::size_t i = 0; i < 4; ++i) {
        for (const bool constant : {false, true}) {
            EXPECT_EQ(truth_of("!" + spelled(kOrder[i], constant)), kNot[i]);
        }
    }
}

// c ? yes : no takes one branch where c is known. Where c is unknown it is known if both branches
// are equal, at fault if both are; where c is at fault it is.
TEST(Truth, Conditional) {
    constexpr std::string_view kOrder = "TFUX";
    // For each condition, rows by yes, columns by no.
    constexpr std::string_view kTables[4][4] = {
        {"TTTT", "FFFF", "UUUU", "XXXX"},
        {"TFUX", "TFUX", "TFUX", "TFUX"},
        {"TUUU", "UFUU", "UUUU", "UUUX"},
        {"XXXX", "XXXX", "XXXX", "XXXX"},
    };
    for (std::size_t c = 0; c < 4; ++c) {
        for (std::size_t yes = 0; yes < 4; ++yes) {
            for (std::size_t no = 0; no < 4; ++no) {
                for (const bool constant : {false, true}) {
                    const std::string expression = spelled(kOrder[c], constant) + " ? " +
                                                   spelled(kOrder[yes], constant) + " : " +
                                                   spelled(kOrder[no], constant);
                    EXPECT_EQ(truth_of(expression), kTables[c][yes][no]) << expression;
                }
            }
        }
    }
}

TEST(Truth, ConditionalOfOtherTypes) {
    constexpr Row kRows[] = {
        {"a ? 1 : 2", "1", R"({"a": true})"},
        {"a ? 1 : 2", "unknown a"},
        {"a ? 2 : 2", "2"},
        {"a ? i : 2", "unknown a i"},
        {"a ? 'x' : 'x'", R"("x")"},
        {"a ? low : low", R"("low")"},
        {"a ? green : green", "X034 1:3"},  // nothing says of which scale
        {"a ? low : person.level", R"("low")", R"({"person.level": "low"})"},
        {"a ? date('2024-01-01') : date('2024-01-01')", R"("2024-01-01")"},
        {"a ? yuan(1) : yuan(2)", R"("2.00")", R"({"a": false})"},
        {"a ? percent(80) : percent(100)", R"("4/5")", R"({"a": true})"},
        {"a ? percent(50) : ratio(1, 2)", R"("1/2")"},
        // A branch not taken is no fault.
        {"a ? 1 / 0 : 2", "2", R"({"a": false})"},
        {"j == 0 ? 0 : i / j", "0", R"({"i": 1, "j": 0})"},
        {"a ? i : i", "unknown a i"},
    };
    expect_all(kRows);
}

// What the table of causes must show: those that could still change the result.
TEST(Truth, Causes) {
    constexpr Row kRows[] = {
        {"a && b", "unknown a b"},
        {"a && b", "unknown b", R"({"a": true})"},
        {"a && b", "false", R"({"a": false})"},
        {"a && b || c", "unknown a b c"},
        {"a && b || c", "unknown c", R"({"b": false})"},
        {"(a && b) == c", "unknown c", R"({"b": false})"},
        {"a ? b : c", "unknown b", R"({"a": true})"},
        {"a ? b : c", "unknown a b c"},
        {"i > 3 && unseen('the annex') == 2", "unknown i the annex"},
        {"i > 3 && pending('rules of 2025') == 2", "unknown rules of 2025", R"({"i": 4})"},
        {"unseen('x') == unseen('y')", "unknown x y"},
        {"unseen('x') && unseen('y')", "unknown x y"},
    };
    expect_all(kRows);
}

}  // namespace
}  // namespace bajigong::test
