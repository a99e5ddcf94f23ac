// Exact ratios: reduction, text forms, order.
#include <gtest/gtest.h>

#include "bajigong/money.hpp"

namespace bajigong {
namespace {

TEST(Ratio, ReadsAndPrints) {
    struct Case {
        std::string_view text;
        std::int64_t num, den;
        std::string_view printed;
    };
    constexpr Case kCases[] = {
        {"13/10", 13, 10, "13/10"},
        {"26/20", 13, 10, "13/10"},
        {"80%", 4, 5, "4/5"},
        {"0.8", 4, 5, "4/5"},
        {"2", 2, 1, "2"},
        {"200%", 2, 1, "2"},
        {"12.5%", 1, 8, "1/8"},
        {"0", 0, 1, "0"},
        {"0/5", 0, 1, "0"},
        {"-1/2", -1, 2, "-1/2"},
        {"-0.25", -1, 4, "-1/4"},
        {"0.000000000000000001", 1, 1000000000000000000, "1/1000000000000000000"},
        {"9223372036854775807/1", INT64_MAX, 1, "9223372036854775807"},
        {"9223372036854775808/2", 4611686018427387904, 1, "4611686018427387904"},
        {"-9223372036854775808", INT64_MIN, 1, "-9223372036854775808"},
        {"0.50000000000000000000000000000", 1, 2, "1/2"},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(Ratio::parse(c.text), (Ratio{c.num, c.den})) << c.text;
        EXPECT_EQ((Ratio{c.num, c.den}).text(), c.printed);
    }
}

TEST(Ratio, RefusesOtherForms) {
    constexpr std::string_view kTexts[] = {
        "",
        "/",
        "1/",
        "/2",
        "1/0",
        "0/0",
        "1/-2",
        "1.5/2",
        "1/2%",
        "%",
        "80 %",
        "+1",
        "1e2",
        ".5",
        "5.",
        "1/2/3",
        "8０%",
        "--1",
        "80%%",
        "1.2.3",
        "9223372036854775808",
        "1/9223372036854775809",
        "0.0000000000000000001",
        "9999999999999999999999999999999999999999999999999999999999",
    };
    for (const std::string_view text : kTexts) EXPECT_EQ(Ratio::parse(text), std::nullopt) << text;
}

TEST(Ratio, MakesReducedWithAPositiveDenominator) {
    EXPECT_EQ(Ratio::make(6, -4), (Ratio{-3, 2}));
    EXPECT_EQ(Ratio::make(-6, -4), (Ratio{3, 2}));
    EXPECT_EQ(Ratio::make(0, -4), (Ratio{0, 1}));
    EXPECT_EQ(Ratio::make(INT64_MIN, INT64_MIN), (Ratio{1, 1}));
    EXPECT_EQ(Ratio::make(INT64_MIN, -2), (Ratio{4611686018427387904, 1}));
    EXPECT_EQ(Ratio::make(INT64_MIN, -1), std::nullopt);
    EXPECT_EQ(Ratio::make(1, INT64_MIN), std::nullopt);
    EXPECT_EQ(Ratio::make(1, 0), std::nullopt);
}

TEST(Ratio, ComparesExactly) {
    const auto less = std::strong_ordering::less;
    EXPECT_EQ(compare(Ratio{1, 3}, Ratio{1, 2}), less);
    EXPECT_EQ(compare(Ratio{-1, 2}, Ratio{-1, 3}), less);
    EXPECT_EQ(compare(Ratio{2, 1}, Ratio{2, 1}), std::strong_ordering::equal);
    // Doubles cannot tell these two apart, and the products pass 64 bits.
    EXPECT_EQ(compare(Ratio{INT64_MAX - 1, INT64_MAX}, Ratio{1, 1}), less);
    EXPECT_EQ(compare(Ratio{INT64_MAX, INT64_MAX - 1}, Ratio{1, 1}), std::strong_ordering::greater);
}

}  // namespace
}  // namespace bajigong
