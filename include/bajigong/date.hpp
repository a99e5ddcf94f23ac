// Civil days (日) and periods of months and days (期间).
//
// A Date is a day of the proleptic Gregorian calendar, counted from 1970-01-01 (the Arrow date32
// form). `never` is later than every day: no end, or not happened. A Period keeps months and days
// apart, because a month has no fixed number of days. Plain values: free of locale, clock and
// allocation; safe from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bajigong {

struct Date {
    std::int32_t days = 0;  // since 1970-01-01

    // Later than every day that can be written; prints as "never".
    static constexpr Date never() { return Date{INT32_MAX}; }
    constexpr bool is_never() const { return days == INT32_MAX; }

    // Years 1 to 9999. Empty if the day does not exist (2023-02-30).
    static std::optional<Date> from_ymd(int year, int month, int day);
    // "YYYY-MM-DD" exactly, or "never". Empty for anything else.
    static std::optional<Date> parse(std::string_view text);

    std::string text() const;

    auto operator<=>(const Date&) const = default;
};

struct YearMonthDay {
    int year, month, day;
};
// Requires a day other than never.
YearMonthDay civil(Date date);
// Days in a month of a year (28 to 31); month 1 to 12.
int days_in_month(int year, int month);

struct Period {
    std::int32_t months = 0;
    std::int32_t days = 0;

    // ISO 8601 with years, months and days: "P1Y2M", "P30D", "P0D", "-P3D" for a span that goes
    // back. Empty for anything else, for weeks, and for parts of opposite sign.
    static std::optional<Period> parse(std::string_view text);
    std::string text() const;

    bool operator==(const Period&) const = default;
};

// What a day that the target month lacks becomes: 2023-01-31 plus one month.
enum class MonthEnd {
    last_day,  // the month's last day, 2023-02-28 (民法典 202)
    next_day,  // the day after, 2023-03-01
};

// `date` moved by `period`: years and months first, rounded once, then days. Empty when `date` is
// never or the result leaves the years 1 to 9999.
std::optional<Date> add(Date date, Period period, MonthEnd month_end = MonthEnd::last_day);

// Whole months from `start` to `end`: the greatest n for which start plus n months is not after
// `end`, counted from `start` each time; negative when `end` is before `start` (then
// -full_months(end, start)). Neither may be never.
std::int32_t full_months(Date start, Date end, MonthEnd month_end = MonthEnd::last_day);

}  // namespace bajigong
