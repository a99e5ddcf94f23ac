// Civil days: the calendar, text form and month arithmetic of Date. The calendar itself is
// std::chrono's.
#include "bajigong/date.hpp"

#include <chrono>

#include "values/elapsed.hpp"

namespace bajigong {
namespace {

constexpr int kMinYear = 1;
constexpr int kMaxYear = 9999;

constexpr std::int32_t day_number(int year, int month, int day) {
    const std::chrono::year_month_day ymd{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    const std::chrono::sys_days days = ymd;
    return static_cast<std::int32_t>(days.time_since_epoch().count());
}

constexpr std::int32_t kFirstDay = day_number(kMinYear, 1, 1);
constexpr std::int32_t kLastDay = day_number(kMaxYear, 12, 31);

constexpr bool can_be_written(std::int64_t days) { return days >= kFirstDay && days <= kLastDay; }

// The number that the digits of `text` from `at` spell; -1 if one is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

void append_padded(std::string& out, int value, std::size_t width) {
    const std::string number = std::to_string(value);
    if (number.size() < width) out.append(width - number.size(), '0');
    out += number;
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, int month, int day) {
    if (year < kMinYear || year > kMaxYear || month < 1 || month > 12) return std::nullopt;
    if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
    return Date{day_number(year, month, day)};
}

std::optional<Date> Date::parse(std::string_view text) {
    if (text == "never") return never();
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return from_ymd(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::string Date::text() const {
    if (is_never()) return "never";
    // A raw day number from outside may lie beyond what the form can say; it must still print as
    // something.
    if (!can_be_written(days)) return "day " + std::to_string(days);
    const YearMonthDay date = civil(*this);
    std::string out;
    append_padded(out, date.year, 4);
    out += '-';
    append_padded(out, date.month, 2);
    out += '-';
    append_padded(out, date.day, 2);
    return out;
}

YearMonthDay civil(Date date) {
    const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days}}};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

int days_in_month(int year, int month) {
    const std::chrono::year_month_day_last last{
        std::chrono::year{year},
        std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

namespace {

// A day moved by whole months, as a number that may lie beyond what can be written; nothing if its
// year does.
std::optional<std::int64_t> moved(const YearMonthDay& start, std::int64_t months,
                                  MonthEnd month_end) {
    // Counted in months since year 0, so that division and remainder are those of whole months.
    const std::int64_t month_index = std::int64_t{start.year} * 12 + (start.month - 1) + months;
    const std::int64_t year = month_index / 12;
    if (month_index < 0 || year < kMinYear || year > kMaxYear) return std::nullopt;
    const int month = static_cast<int>(month_index % 12) + 1;
    const std::int64_t first = day_number(static_cast<int>(year), month, 1);
    if (start.day <= 28) return first + start.day - 1;
    const int month_length = days_in_month(static_cast<int>(year), month);
    if (start.day <= month_length) return first + start.day - 1;
    return first + (month_end == MonthEnd::last_day ? month_length - 1 : month_length);
}

}  // namespace

std::optional<Date> add(Date date, Period period, MonthEnd month_end) {
    if (!can_be_written(date.days)) return std::nullopt;  // never included
    std::int64_t result = date.days;
    if (period.months != 0) {
        const std::optional<std::int64_t> day = moved(civil(date), period.months, month_end);
        if (!day) return std::nullopt;
        result = *day;
    }
    result += period.days;
    if (!can_be_written(result)) return std::nullopt;
    return Date{static_cast<std::int32_t>(result)};
}

Elapsed elapsed(Date start, Date end, MonthEnd month_end) {
    const YearMonthDay first = civil(start);
    const YearMonthDay last = civil(end);
    const std::int32_t months = (last.year - first.year) * 12 + (last.month - first.month);
    if (first.day <= last.day) return {months, last.day - first.day};
    // The last month lacks the day, and its own last day stands for it.
    if (month_end == MonthEnd::last_day && last.day == days_in_month(last.year, last.month))
        return {months, 0};
    // One month fewer: from the day in the month before, or what stands for it there.
    const int before = last.month == 1 ? days_in_month(last.year - 1, 12)
                                       : days_in_month(last.year, last.month - 1);
    if (first.day <= before) return {months - 1, before - first.day + last.day};
    return {months - 1, month_end == MonthEnd::last_day ? last.day : last.day - 1};
}

std::int32_t full_months(Date start, Date end, MonthEnd month_end) {
    return end < start ? -elapsed(end, start, month_end).months
                       : elapsed(start, end, month_end).months;
}

}  // namespace bajigong
