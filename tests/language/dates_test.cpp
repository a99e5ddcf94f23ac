// Days and spans, by the Civil Code: 民法典 200-204. A period of months or years ends on the
// corresponding day (对应日), or on the month's last day where there is none (202条); its first day
// is not counted (201条). Expected days are read off the calendar.
#include "language/evaluation.hpp"

namespace bajigong::test {
namespace {

TEST(Dates, Written) {
    constexpr Row kRows[] = {
        {"date('2024-02-29')", R"("2024-02-29")"},
        {"date('never')", R"("never")"},
        {"day(2024, 2, 29)", R"("2024-02-29")"},
        {"day(i, 2, 28)", R"("2023-02-28")", R"({"i": 2023})"},
        {"day(2023, 2, 29)", "fault"},
        {"day(2024, 13, 1)", "fault"},
        {"day(0, 1, 1)", "fault"},
        {"day(2024, i, 1)", "fault", R"({"i": 4294967297})"},
        {"day(2024, i, 1)", "unknown i"},
        {"date('2023-02-29')", "X040 1:6"},
        {"date('2023-2-1')", "X040 1:6"},
        {"date('20230201')", "X040 1:6"},
        {"date(s)", "X039 1:6"},
        {"years(2)", R"("P2Y")"},
        {"months(14)", R"("P1Y2M")"},
        {"days(30)", R"("P30D")"},
        {"-years(1)", R"("-P1Y")"},
        {"years(1) + months(2)", R"("P1Y2M")"},
        {"months(1) - days(2) == months(1) - days(2)", "true"},
    };
    expect_all(kRows);
}

TEST(Dates, PartsAndEnds) {
    constexpr Row kRows[] = {
        {"year(date('2024-02-29'))", "2024"},
        {"month(date('2024-02-29'))", "2"},
        {"month_start(date('2024-02-29'))", R"("2024-02-01")"},
        {"month_end(date('2024-02-01'))", R"("2024-02-29")"},
        {"month_end(date('2023-02-01'))", R"("2023-02-28")"},
        {"month_end(date('1900-02-01'))", R"("1900-02-28")"},
        {"month_end(date('2000-02-01'))", R"("2000-02-29")"},
        {"month_end(date('2023-04-30'))", R"("2023-04-30")"},
        {"month_end(date('2023-12-05'))", R"("2023-12-31")"},
        {"year_start(date('2024-12-31'))", R"("2024-01-01")"},
        {"year_end(date('2024-01-01'))", R"("2024-12-31")"},
        {"year(never)", "fault"},
        {"month_end(never)", "fault"},
        {"year(today)", "unknown today"},
    };
    expect_all(kRows);
}

// The first day is not counted (民法典 201); 2024 has 366 days.
TEST(Dates, DaysBetween) {
    constexpr Row kRows[] = {
        {"days_between(date('2024-01-01'), date('2025-01-01'))", "366"},
        {"days_between(date('2023-01-01'), date('2024-01-01'))", "365"},
        {"days_between(date('2024-02-29'), date('2024-02-29'))", "0"},
        {"days_between(date('2024-03-01'), date('2024-02-28'))", "-2"},
        {"days_between(today, start) + days_between(start, today)", "0",
         R"({"today": "2024-05-17", "start": "1999-12-31"})"},
        {"ratio(days_between(date('2024-04-01'), date('2024-04-16')), 30)", R"("1/2")"},
        // What never began, what never ends: as of full months.
        {"days_between(never, date('2024-01-01')) < -1000000", "true"},
        {"days_between(date('2024-01-01'), never) > 1000000", "true"},
        {"days_between(today, start)", "unknown start today"},
        {"days_between(today)", "X036 1:1"},
        {"days_between(1, today)", "X032 1:14"},
    };
    expect_all(kRows);
}

TEST(Dates, CivilCode202) {
    constexpr Row kRows[] = {
        // 对应日
        {"date('2023-01-15') + months(1)", R"("2023-02-15")"},
        {"date('2023-02-28') + months(1)", R"("2023-03-28")"},
        {"date('2023-12-15') + months(1)", R"("2024-01-15")"},
        {"date('2023-06-10') + years(1)", R"("2024-06-10")"},
        {"date('2020-02-29') + years(4)", R"("2024-02-29")"},
        {"date('2000-02-29') + years(400)", R"("2400-02-29")"},
        // 没有对应日的，月末日
        {"date('2024-01-31') + months(1)", R"("2024-02-29")"},
        {"date('2023-01-31') + months(1)", R"("2023-02-28")"},
        {"date('2023-01-29') + months(1)", R"("2023-02-28")"},
        {"date('2024-02-29') + years(1)", R"("2025-02-28")"},
        {"date('2023-03-31') + months(1)", R"("2023-04-30")"},
        {"date('2023-08-31') + months(6)", R"("2024-02-29")"},
        {"date('2023-08-30') + months(6)", R"("2024-02-29")"},
        {"date('2023-08-28') + months(6)", R"("2024-02-28")"},
        {"date('2023-11-30') + months(3)", R"("2024-02-29")"},
        {"date('1999-02-28') + years(101)", R"("2100-02-28")"},
        {"date('2096-02-29') + years(4)", R"("2100-02-28")"},
        // Backwards alike.
        {"date('2024-03-31') - months(1)", R"("2024-02-29")"},
        {"date('2024-02-29') - years(1)", R"("2023-02-28")"},
        {"date('2024-01-15') - months(2)", R"("2023-11-15")"},
        // Days on day numbers; months first, once, then days.
        {"date('2023-12-31') + days(1)", R"("2024-01-01")"},
        {"date('2024-02-28') + days(1)", R"("2024-02-29")"},
        {"date('2023-02-28') + days(1)", R"("2023-03-01")"},
        {"date('2023-03-01') - days(1)", R"("2023-02-28")"},
        {"date('2023-06-10') + days(365)", R"("2024-06-09")"},
        {"date('2023-01-31') + (months(1) + days(1))", R"("2023-03-01")"},
        {"date('2024-02-29') + (years(1) + months(12))", R"("2026-02-28")"},
        {"date('2024-02-29') + years(1) + years(3)", R"("2028-02-28")"},
        {"date('2024-02-29') + years(4)", R"("2028-02-29")"},
        {"date('2023-01-31') + months(i)", R"("2023-02-28")", R"({"i": 1})"},
        {"start + p", R"("2024-02-29")", R"({"start": "2023-08-31", "p": "P6M"})"},
        {"start + p", "unknown p", R"({"start": "2023-08-31"})"},
        // The calendar's ends, and never.
        {"date('9999-12-31') + days(1)", "fault"},
        {"date('0001-01-01') - days(1)", "fault"},
        {"date('9999-12-01') + months(1)", "fault"},
        {"never + years(1)", R"("never")"},
        {"never - days(1)", R"("never")"},
        // The distance of two days.
        {"date('2024-03-01') - date('2024-02-28') == days(2)", "true"},
        {"date('2024-02-28') - date('2024-03-01') == days(-2)", "true"},
        {"today - start <= days(30)", "true", R"({"today": "2024-01-31", "start": "2024-01-01"})"},
        {"never - today", "fault", R"({"today": "2024-01-31"})"},
        {"today - start > 30", "X052 1:15"},
        {"today + 30", "X033 1:7"},
        {"today + start", "X033 1:7"},
    };
    expect_all(kRows);
}

TEST(Dates, FullMonthsAndYears) {
    constexpr Row kRows[] = {
        {"full_months(date('2023-01-15'), date('2023-02-14'))", "0"},
        {"full_months(date('2023-01-15'), date('2023-02-15'))", "1"},
        {"full_months(date('2023-01-15'), date('2024-01-15'))", "12"},
        {"full_months(date('2023-01-31'), date('2023-02-27'))", "0"},
        {"full_months(date('2023-01-31'), date('2023-02-28'))", "1"},
        {"full_months(date('2023-01-31'), date('2023-03-30'))", "1"},
        {"full_months(date('2023-01-31'), date('2023-03-31'))", "2"},
        {"full_months(date('2024-02-29'), date('2025-02-27'))", "11"},
        {"full_months(date('2024-02-29'), date('2025-02-28'))", "12"},
        {"full_months(date('2023-03-15'), date('2023-03-15'))", "0"},
        {"full_months(date('2023-03-15'), date('2023-01-15'))", "-2"},
        {"full_years(date('2006-03-01'), date('2022-02-28'))", "15"},
        {"full_years(date('2006-03-01'), date('2022-03-01'))", "16"},
        {"full_years(date('2004-02-29'), date('2022-02-27'))", "17"},
        {"full_years(date('2004-02-29'), date('2022-02-28'))", "18"},
        {"full_years(start, today) >= 16", "unknown start", R"({"today": "2022-03-01"})"},
        // What never ends is longer than any number, what never began is completed by no one.
        {"full_years(start, never) > 1000", "true", R"({"start": "2000-01-01"})"},
        {"full_years(never, today) >= 0", "false", R"({"today": "2000-01-01"})"},
    };
    expect_all(kRows);
}

TEST(Dates, WithinCountsItsEdges) {
    // From 2023-06-10, twelve months end on 2024-06-10 (对应日), thirty days on 2023-07-10 (the
    // first day is not counted).
    constexpr Row kRows[] = {
        {"within(today, start, months(12))", "false",
         R"({"start": "2023-06-10", "today": "2023-06-09"})"},
        {"within(today, start, months(12))", "true",
         R"({"start": "2023-06-10", "today": "2023-06-10"})"},
        {"within(today, start, months(12))", "true",
         R"({"start": "2023-06-10", "today": "2024-06-10"})"},
        {"within(today, start, months(12))", "false",
         R"({"start": "2023-06-10", "today": "2024-06-11"})"},
        {"within(today, start, days(30))", "true",
         R"({"start": "2023-06-10", "today": "2023-07-10"})"},
        {"within(today, start, days(30))", "false",
         R"({"start": "2023-06-10", "today": "2023-07-11"})"},
        {"within(today, start, months(1))", "true",
         R"({"start": "2024-01-31", "today": "2024-02-29"})"},
        {"within(today, start, months(1))", "false",
         R"({"start": "2024-01-31", "today": "2024-03-01"})"},
        {"within(today, start, months(12))", "unknown start", R"({"today": "2023-07-11"})"},
        {"within(today, start, p)", "false", R"({"start": "2023-06-10", "today": "2023-06-09"})"},
        {"within(today, start, p)", "unknown p",
         R"({"start": "2023-06-10", "today": "2023-06-10"})"},
        // What never happened lies in no period, and none that never began holds a day.
        {"within(never, start, months(12))", "false", R"({"start": "2023-06-10"})"},
        {"within(never, start, months(12))", "false"},
        {"within(today, never, months(12))", "false", R"({"today": "2023-06-10"})"},
        {"within(never, never, months(12))", "false"},
    };
    expect_all(kRows);
}

TEST(Dates, ByWaitsForWhatMayStillHappen) {
    struct Case {
        std::string_view event, last_day, as_of, expected;
    };
    constexpr Case kCases[] = {
        {"2024-05-31", "2024-05-31", "2024-06-30", "true"},
        {"2024-06-01", "2024-05-31", "2024-06-30", "false"},
        {"never", "2024-05-31", "2024-06-30", "false"},
        {"never", "2024-06-29", "2024-06-30", "false"},
        {"never", "2024-06-30", "2024-06-30", "unknown "},  // today is not over
        {"never", "2024-07-01", "2024-06-30", "unknown "},
        {"2024-06-20", "2024-07-01", "2024-06-30", "true"},
        {"never", "never", "2024-06-30", "unknown "},
        {"2024-06-20", "never", "2024-06-30", "true"},
    };
    for (const Case& c : kCases) {
        const std::string facts = R"({"event": ")" + std::string(c.event) + R"(", "today": ")" +
                                  std::string(c.last_day) + R"("})";
        EXPECT_EQ(value("by(event, today)", facts, c.as_of), c.expected) << facts << c.as_of;
    }
    constexpr Row kRows[] = {
        {"by(event, today)", "unknown event", R"({"today": "2024-07-01"})"},
        {"by(event, today)", "unknown today", R"({"event": "2024-07-01"})"},
    };
    expect_all(kRows);
}

}  // namespace
}  // namespace bajigong::test
