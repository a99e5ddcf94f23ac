// Money in fen, and the one rounding division.
#include "bajigong/money.hpp"

#include <gtest/gtest.h>

namespace bajigong {
namespace {

TEST(Money, ReadsAndPrintsYuan) {
    struct Case {
        std::string_view text;
        std::int64_t fen;
        std::string_view printed;
    };
    constexpr Case kCases[] = {
        {"1500", 150000, "1500.00"},
        {"1500.5", 150050, "1500.50"},
        {"1500.05", 150005, "1500.05"},
        {"-0.05", -5, "-0.05"},
        {"-1500", -150000, "-1500.00"},
        {"0", 0, "0.00"},
        {"-0", 0, "0.00"},
        {"0.10", 10, "0.10"},
        {"92233720368547758.07", INT64_MAX, "92233720368547758.07"},
        {"-92233720368547758.08", INT64_MIN, "-92233720368547758.08"},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(Money::parse(c.text), Money{c.fen}) << c.text;
        EXPECT_EQ(Money{c.fen}.text(), c.printed);
    }
}

TEST(Money, RefusesOtherForms) {
    constexpr std::string_view kTexts[] = {
        "",
        "-",
        ".",
        "1.",
        ".5",
        "0.005",
        "1500.005",
        "1500.000",
        "1,500",
        "1 500",
        "+1",
        "--1",
        "1e3",
        "1.2.3",
        "１",
        "¥1",
        "1元",
        "0x10",
        " 1",
        "1 ",
        "1.-5",
        "92233720368547758.08",
        "92233720368547759",
        "-92233720368547758.09",
        "999999999999999999999999999999",
    };
    for (const std::string_view text : kTexts) EXPECT_EQ(Money::parse(text), std::nullopt) << text;
}

TEST(Divide, RoundsAsNamed) {
    struct Case {
        std::int64_t num, den;
        std::int64_t half_up, half_even, up, down;
    };
    constexpr Case kCases[] = {
        {10, 4, 3, 2, 3, 2},       // 2.5
        {14, 4, 4, 4, 4, 3},       // 3.5
        {-10, 4, -3, -2, -3, -2},  // -2.5
        {-14, 4, -4, -4, -4, -3},  // -3.5
        {9, 4, 2, 2, 3, 2},        // 2.25
        {11, 4, 3, 3, 3, 2},       // 2.75
        {-9, 4, -2, -2, -3, -2},
        {12, 4, 3, 3, 3, 3},
        {1, 3, 0, 0, 1, 0},
        {-1, 3, 0, 0, -1, 0},
        {1, 2, 1, 0, 1, 0},
        {-1, 2, -1, 0, -1, 0},
        {0, 7, 0, 0, 0, 0},
        {INT64_MAX, INT64_MAX, 1, 1, 1, 1},
        {INT64_MAX - 1, INT64_MAX, 1, 1, 1, 0},
        {INT64_MIN, 1, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(divide(c.num, c.den, Rounding::half_up), c.half_up) << c.num << "/" << c.den;
        EXPECT_EQ(divide(c.num, c.den, Rounding::half_even), c.half_even) << c.num << "/" << c.den;
        EXPECT_EQ(divide(c.num, c.den, Rounding::up), c.up) << c.num << "/" << c.den;
        EXPECT_EQ(divide(c.num, c.den, Rounding::down), c.down) << c.num << "/" << c.den;
    }
}

TEST(Divide, IsExactBeyond64Bits) {
    const Int128 product = Int128{INT64_MAX} * 3;
    EXPECT_EQ(divide(product, 3, Rounding::down), INT64_MAX);
    EXPECT_EQ(divide(product + 1, 3, Rounding::down), INT64_MAX);
    EXPECT_EQ(divide(product + 1, 3, Rounding::up), std::nullopt);
    EXPECT_EQ(divide(product + 3, 3, Rounding::down), std::nullopt);
    EXPECT_EQ(divide(Int128{INT64_MIN} * 5 - 1, 5, Rounding::down), INT64_MIN);
    EXPECT_EQ(divide(Int128{INT64_MIN} * 5 - 1, 5, Rounding::up), std::nullopt);
}

TEST(Divide, IsEmptyForADivisorThatIsNotPositive) {
    EXPECT_EQ(divide(1, 0, Rounding::down), std::nullopt);
    EXPECT_EQ(divide(1, -1, Rounding::down), std::nullopt);
}

}  // namespace
}  // namespace bajigong
