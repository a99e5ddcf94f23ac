// Days and periods. `never` stays never when moved; what has no day is a fault.
#include "bajigong/date.hpp"

#include "language/kernels.hpp"

namespace bajigong::language {

namespace {

Date date_of(std::int64_t number) { return Date{static_cast<std::int32_t>(number)}; }
MonthEnd month_end_of(const Column& column, std::size_t row) {
    return column.numbers[column.at(row)] == 0 ? MonthEnd::last_day : MonthEnd::next_day;
}

// f(row) gives the result, or nothing for a fault; only known rows are asked.
template <class F>
Column each_known(Output out, F f) {
    std::int64_t* numbers = out.numbers();
    for (std::size_t i = 0; i < out.rows(); ++i) {
        numbers[i] = 0;
        if (!out.is_known(i)) continue;
        const std::optional<std::int64_t> value = f(i);
        if (value) {
            numbers[i] = *value;
        } else {
            out.fail(i);
        }
    }
    return out.finish();
}

std::int64_t number_at(const Column& column, std::size_t row) {
    return column.numbers[column.at(row)];
}

std::optional<std::int64_t> days_of(const std::optional<Date>& date) {
    if (!date) return std::nullopt;
    return date->days;
}

// Months from a to b. What never began has been completed by no one: below every number; what never
// ends, above.
std::int64_t months_between(Date start, Date end, MonthEnd month_end) {
    if (start.is_never()) return INT32_MIN;
    if (end.is_never()) return INT32_MAX;
    return full_months(start, end, month_end);
}

// Days from a to b, with the same words for what never began or never ends.
std::int64_t days_from(Date start, Date end) {
    if (start.is_never()) return INT32_MIN;
    if (end.is_never()) return INT32_MAX;
    return std::int64_t{end.days} - start.days;
}

std::optional<std::int64_t> period_of(Op op, std::int64_t count) {
    const std::int64_t factor = op == Op::make_years ? 12 : 1;
    if (count > INT32_MAX / factor || count < -(INT32_MAX / factor)) return std::nullopt;
    const auto amount = static_cast<std::int32_t>(count * factor);
    return op == Op::make_days ? pack_period(0, amount) : pack_period(amount, 0);
}

std::optional<std::int64_t> period_sum(std::int64_t x, std::int64_t y) {
    std::int32_t months = 0;
    std::int32_t days = 0;
    if (__builtin_add_overflow(period_months(x), period_months(y), &months) ||
        __builtin_add_overflow(period_days(x), period_days(y), &days)) {
        return std::nullopt;
    }
    return pack_period(months, days);
}

std::optional<std::int64_t> period_negated(std::int64_t x) {
    std::int32_t months = 0;
    std::int32_t days = 0;
    if (__builtin_sub_overflow(0, period_months(x), &months) ||
        __builtin_sub_overflow(0, period_days(x), &days)) {
        return std::nullopt;
    }
    return pack_period(months, days);
}

std::optional<std::int64_t> part_of(Op op, Date date) {
    if (date.is_never()) return std::nullopt;
    const YearMonthDay day = civil(date);
    switch (op) {
        case Op::year: return day.year;
        case Op::month: return day.month;
        case Op::month_start: return days_of(Date::from_ymd(day.year, day.month, 1));
        case Op::month_end:
            return days_of(Date::from_ymd(day.year, day.month, days_in_month(day.year, day.month)));
        case Op::year_start: return days_of(Date::from_ymd(day.year, 1, 1));
        default: return days_of(Date::from_ymd(day.year, 12, 31));
    }
}

Column by(const Operands& in) {
    Output out(in.arena, {in.a, in.b, in.c}, in.rows);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for (std::size_t i = 0; i < out.rows(); ++i) {
        const std::int64_t event = number_at(*in.a, i);
        const std::int64_t last = number_at(*in.b, i);
        const bool never = date_of(event).is_never();
        if (!never && event <= last) set_bit(truths, i);
        if (never && number_at(*in.c, i) <= last) out.doubt(i);
    }
    return out.finish();
}

}  // namespace

Column run_date(const Operands& in) {
    const Op op = in.instruction.op;
    const Column& a = *in.a;
    switch (op) {
        case Op::make_day:
            return each_known(Output(in.arena, {in.a, in.b, in.c}, in.rows),
                              [&](std::size_t i) -> std::optional<std::int64_t> {
                                  const std::int64_t parts[] = {
                                      number_at(a, i), number_at(*in.b, i), number_at(*in.c, i)};
                                  for (const std::int64_t part : parts) {
                                      if (part < 1 || part > 9999) return std::nullopt;
                                  }
                                  return days_of(Date::from_ymd(static_cast<int>(parts[0]),
                                                                static_cast<int>(parts[1]),
                                                                static_cast<int>(parts[2])));
                              });
        case Op::date_add:
            return each_known(
                Output(in.arena, {in.a, in.b, in.c}, in.rows),
                [&](std::size_t i) -> std::optional<std::int64_t> {
                    const Date date = date_of(number_at(a, i));
                    if (date.is_never()) return date.days;
                    const std::int64_t period = number_at(*in.b, i);
                    return days_of(add(date, Period{period_months(period), period_days(period)},
                                       month_end_of(*in.c, i)));
                });
        case Op::date_difference:
            return each_known(Output(in.arena, {in.a, in.b}, in.rows),
                              [&](std::size_t i) -> std::optional<std::int64_t> {
                                  const Date x = date_of(number_at(a, i));
                                  const Date y = date_of(number_at(*in.b, i));
                                  if (x.is_never() || y.is_never()) return std::nullopt;
                                  return pack_period(0, x.days - y.days);
                              });
        case Op::full_months:
            return each_known(Output(in.arena, {in.a, in.b, in.c}, in.rows),
                              [&](std::size_t i) -> std::optional<std::int64_t> {
                                  return months_between(date_of(number_at(a, i)),
                                                        date_of(number_at(*in.b, i)),
                                                        month_end_of(*in.c, i));
                              });
        case Op::days_between:
            return each_known(Output(in.arena, {in.a, in.b}, in.rows),
                              [&](std::size_t i) -> std::optional<std::int64_t> {
                                  return days_from(date_of(number_at(a, i)),
                                                   date_of(number_at(*in.b, i)));
                              });
        case Op::make_years:
        case Op::make_months:
        case Op::make_days:
            return each_known(Output(in.arena, {in.a}, in.rows),
                              [&](std::size_t i) { return period_of(op, number_at(a, i)); });
        case Op::period_add:
            return each_known(Output(in.arena, {in.a, in.b}, in.rows), [&](std::size_t i) {
                return period_sum(number_at(a, i), number_at(*in.b, i));
            });
        case Op::period_negate:
            return each_known(Output(in.arena, {in.a}, in.rows),
                              [&](std::size_t i) -> std::optional<std::int64_t> {
                                  return period_negated(number_at(a, i));
                              });
        case Op::by: return by(in);
        default:
            return each_known(Output(in.arena, {in.a}, in.rows),
                              [&](std::size_t i) { return part_of(op, date_of(number_at(a, i))); });
    }
}

}  // namespace bajigong::language
