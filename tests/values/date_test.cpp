// Civil days and month arithmetic: tables from the calendar and the Civil Code, then properties
// over many days.
#include "bajigong/date.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <gtest/gtest.h>

namespace bajigong {

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
constexpr Period months(int count) { return Period{count, 0}; }
constexpr Period years(int count) { return Period{12 * count, 0}; }
constexpr Period days(int count) { return Period{0, count}; }

// The day reached, as text; "none" if add gives none.
std::string moved(std::string_view start, Period period, MonthEnd month_end = MonthEnd::last_day) {
    const std::optional<Date> reached = add(day(start), period, month_end);
    return reached ? reached->text() : "none";
}

TEST(Date, CountsFromTheEpoch) {
    struct Case {
        std::string_view text;
        std::int32_t days;
    };
    // 719162 days lie between 0001-01-01 and 1970-01-01 (365 * 1969 + 492 - 19 + 4).
    constexpr Case kCases[] = {
        {"1970-01-01", 0},     {"1969-12-31", -1},      {"1970-12-31", 364},
        {"2000-02-29", 11016}, {"0001-01-01", -719162}, {"1900-03-01", -25508},
        {"2024-01-01", 19723}, {"9999-12-31", 2932896},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(day(c.text).days, c.days) << c.text;
        EXPECT_EQ(Date{c.days}.text(), c.text);
    }
}

TEST(Date, RefusesWhatIsNoDay) {
    constexpr std::string_view kTexts[] = {
        "",
        "2023-02-29",
        "2023-02-30",
        "1900-02-29",
        "2023-04-31",
        "2023-00-10",
        "2023-13-01",
        "2023-01-00",
        "2023-01-32",
        "0000-01-01",
        "2023-1-01",
        "2023-01-1",
        "23-01-01",
        "2023/01/01",
        "20230101",
        "2023-01-01 ",
        " 2023-01-01",
        "2023-01-01T00:00",
        "+023-01-01",
        "-023-01-01",
        "2023-+1-01",
        "2023-01--1",
        "Never",
        "10000-01-01",
        "２０２３-01-01",
    };
    for (const std::string_view text : kTexts) EXPECT_EQ(Date::parse(text), std::nullopt) << text;
    EXPECT_EQ(Date::from_ymd(10000, 1, 1), std::nullopt);
    EXPECT_EQ(Date::from_ymd(-1, 1, 1), std::nullopt);
    EXPECT_NE(Date::from_ymd(2000, 2, 29), std::nullopt);
}

TEST(Date, NeverIsLaterThanEveryDay) {
    EXPECT_TRUE(day("never") == Date::never());
    EXPECT_EQ(Date::never().text(), "never");
    EXPECT_GT(Date::never(), day("9999-12-31"));
    EXPECT_TRUE(Date::never().is_never());
    EXPECT_EQ(add(Date::never(), days(1)), std::nullopt);
    EXPECT_EQ(add(Date::never(), days(-1)), std::nullopt);
}

TEST(Date, PrintsADayThatTheFormCannotHold) {
    EXPECT_EQ(Date{2932897}.text(), "day 2932897");
    EXPECT_EQ(Date{INT32_MIN}.text(), "day -2147483648");
}

// The days follow each other by the Gregorian rule alone: an independent count of the whole range.
TEST(Date, FollowsTheCalendarDayByDay) {
    std::int32_t number = -719162;
    for (int year = 1; year <= 9999; ++year) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        const std::array<int, 12> lengths = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
                                             31};
        for (int month = 1; month <= 12; ++month) {
            const int length = lengths[static_cast<std::size_t>(month - 1)];
            ASSERT_EQ(days_in_month(year, month), length);
            ASSERT_EQ(Date::from_ymd(year, month, 1), Date{number});
            number += length;
            ASSERT_EQ(Date::from_ymd(year, month, length), Date{number - 1});
            const YearMonthDay last = civil(Date{number - 1});
            ASSERT_TRUE(last.year == year && last.month == month && last.day == length);
        }
    }
}

struct AddCase {
    std::string_view start;
    Period period;
    std::string_view last_day;  // MonthEnd::last_day
    std::string_view next_day;  // MonthEnd::next_day
};

// 民法典 202: a period of months or years ends on the corresponding day, or on the month's last day
// if there is none.
TEST(Add, EndsOnTheCorrespondingDay) {
    constexpr AddCase kCases[] = {
        {"2024-02-29", years(1), "2025-02-28", "2025-03-01"},
        {"2024-02-29", years(3), "2027-02-28", "2027-03-01"},
        {"2020-02-29", years(4), "2024-02-29", "2024-02-29"},
        {"2008-02-29", years(16), "2024-02-29", "2024-02-29"},
        {"2021-02-28", years(3), "2024-02-28", "2024-02-28"},
        {"2023-01-31", months(1), "2023-02-28", "2023-03-01"},
        {"2024-01-31", months(1), "2024-02-29", "2024-03-01"},
        {"2023-01-29", months(1), "2023-02-28", "2023-03-01"},
        {"2023-02-28", months(1), "2023-03-28", "2023-03-28"},
        {"2023-03-31", months(-1), "2023-02-28", "2023-03-01"},
        {"2023-01-31", months(2), "2023-03-31", "2023-03-31"},
        {"2023-08-31", months(6), "2024-02-29", "2024-03-01"},
        {"2023-11-30", months(3), "2024-02-29", "2024-03-01"},
        {"2023-12-31", months(2), "2024-02-29", "2024-03-01"},
        {"2023-01-15", months(-1), "2022-12-15", "2022-12-15"},
        {"2023-01-15", months(-13), "2021-12-15", "2021-12-15"},
        {"2023-10-31", months(1), "2023-11-30", "2023-12-01"},
        // Days count after the month step has been rounded.
        {"2023-01-31", Period{1, 1}, "2023-03-01", "2023-03-02"},
        {"2024-03-31", Period{-1, -1}, "2024-02-28", "2024-02-29"},
        {"2023-12-30", days(3), "2024-01-02", "2024-01-02"},
        {"2024-03-01", days(-1), "2024-02-29", "2024-02-29"},
        {"2024-03-01", Period{}, "2024-03-01", "2024-03-01"},
    };
    for (const AddCase& c : kCases) {
        EXPECT_EQ(moved(c.start, c.period), c.last_day) << c.start << c.period.text();
        EXPECT_EQ(moved(c.start, c.period, MonthEnd::next_day), c.next_day)
            << c.start << c.period.text();
    }
}

TEST(Add, RoundsOnce) {
    // One month after another rounds twice and loses days that two months at once keep.
    const Date start = day("2023-01-31");
    EXPECT_EQ(add(*add(start, months(1)), months(1)), day("2023-03-28"));
    EXPECT_EQ(add(start, months(2)), day("2023-03-31"));
}

TEST(Add, IsEmptyPastTheCalendar) {
    struct Case {
        std::string_view start;
        Period period;
    };
    constexpr Case kCases[] = {
        {"9999-12-31", days(1)},           {"9999-12-01", months(1)},
        {"0001-01-01", days(-1)},          {"0001-01-31", months(-1)},
        {"2024-01-01", days(INT32_MAX)},   {"2024-01-01", days(INT32_MIN)},
        {"2024-01-01", months(INT32_MAX)}, {"2024-01-01", months(INT32_MIN)},
    };
    for (const Case& c : kCases) EXPECT_EQ(moved(c.start, c.period), "none") << c.start;
    EXPECT_EQ(moved("9999-11-30", months(1)), "9999-12-30");
    EXPECT_EQ(add(Date{INT32_MIN}, days(0)), std::nullopt);
}

constexpr MonthEnd kMonthEnds[] = {MonthEnd::last_day, MonthEnd::next_day};

TEST(Add, NeverMovesALaterDayBeforeAnEarlierOne) {
    const Date first = day("2023-01-01");
    for (const MonthEnd month_end : kMonthEnds) {
        for (int count = -30; count <= 30; ++count) {
            for (int offset = 0; offset < 3 * 366; ++offset) {
                const Date one{first.days + offset};
                const Date next{one.days + 1};
                ASSERT_LE(*add(one, months(count), month_end), *add(next, months(count), month_end))
                    << one.text() << " and " << count << " months";
            }
        }
    }
}

// The definition, searched: the greatest n whose step is not after the end.
std::int32_t full_months_by_search(Date start, Date end, MonthEnd month_end) {
    std::int32_t n = 0;
    while (*add(start, months(n + 1), month_end) <= end) ++n;
    return n;
}

TEST(FullMonths, IsTheGreatestStepNotAfterTheEnd) {
    const Date first = day("2023-12-25");
    for (const MonthEnd month_end : kMonthEnds) {
        for (int from = 0; from < 75; ++from) {
            for (int length = 0; length < 800; ++length) {
                const Date start{first.days + from};
                const Date end{start.days + length};
                const std::int32_t expected = full_months_by_search(start, end, month_end);
                ASSERT_EQ(full_months(start, end, month_end), expected)
                    << start.text() << " to " << end.text();
                ASSERT_EQ(full_months(end, start, month_end), -expected);
            }
        }
    }
}

TEST(FullMonths, CountsTheAnniversary) {
    struct Case {
        std::string_view start, end;
        std::int32_t months;
    };
    constexpr Case kCases[] = {
        {"2024-02-29", "2025-02-27", 11},     {"2024-02-29", "2025-02-28", 12},
        {"2023-01-31", "2023-02-28", 1},      {"2023-01-31", "2023-03-30", 1},
        {"2023-01-31", "2023-03-31", 2},      {"2023-02-28", "2023-03-27", 0},
        {"0001-01-01", "9999-12-31", 119987}, {"9999-12-31", "9999-12-31", 0},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(full_months(day(c.start), day(c.end)), c.months) << c.start << " to " << c.end;
    }
    EXPECT_EQ(full_months(day("2024-02-29"), day("2025-02-28"), MonthEnd::next_day), 11);
    EXPECT_EQ(full_months(day("2024-02-29"), day("2025-03-01"), MonthEnd::next_day), 12);
}

}  // namespace
}  // namespace bajigong
