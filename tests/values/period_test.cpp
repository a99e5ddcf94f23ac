// Periods: their text forms, and that twelve months are a year.
#include <gtest/gtest.h>

#include "bajigong/date.hpp"

namespace bajigong {
namespace {

TEST(Period, ReadsAndPrints) {
    struct Case {
        std::string_view text;
        Period period;
        std::string_view printed;
    };
    constexpr Case kCases[] = {
        {"P1Y2M", {14, 0}, "P1Y2M"},
        {"P14M", {14, 0}, "P1Y2M"},
        {"P12M", {12, 0}, "P1Y"},
        {"P1Y", {12, 0}, "P1Y"},
        {"P6M", {6, 0}, "P6M"},
        {"P30D", {0, 30}, "P30D"},
        {"P0D", {0, 0}, "P0D"},
        {"P0Y", {0, 0}, "P0D"},
        {"P1Y2M3D", {14, 3}, "P1Y2M3D"},
        {"P1Y3D", {12, 3}, "P1Y3D"},
        {"-P3D", {0, -3}, "-P3D"},
        {"-P1Y2M3D", {-14, -3}, "-P1Y2M3D"},
        {"P2147483647D", {0, INT32_MAX}, "P2147483647D"},
        {"P178956970Y7M", {INT32_MAX, 0}, "P178956970Y7M"},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(Period::parse(c.text), c.period) << c.text;
        EXPECT_EQ(c.period.text(), c.printed) << c.text;
    }
}

TEST(Period, PrintsTheLeastValues) {
    EXPECT_EQ((Period{INT32_MIN, INT32_MIN}).text(), "-P178956970Y8M2147483648D");
}

TEST(Period, RefusesOtherForms) {
    constexpr std::string_view kTexts[] = {
        "",
        "P",
        "-P",
        "P1",
        "1Y",
        "P1W",
        "PT1H",
        "P1DT1H",
        "P1M1Y",
        "P1D1M",
        "P1Y1Y",
        "P-1D",
        "P1M-1D",
        "P1.5M",
        "p1y",
        "P1Y ",
        " P1Y",
        "+P1D",
        "--P1D",
        "PY",
        "P2147483648D",
        "P178956970Y8M",
        "P99999999999999999999D",
    };
    for (const std::string_view text : kTexts) EXPECT_EQ(Period::parse(text), std::nullopt) << text;
}

TEST(Period, TwelveMonthsAreAYear) {
    for (int years = 0; years <= 60; ++years) {
        const std::string count = std::to_string(years);
        EXPECT_EQ(Period::parse("P" + std::to_string(12 * years) + "M"),
                  Period::parse("P" + count + "Y"));
    }
}

}  // namespace
}  // namespace bajigong
