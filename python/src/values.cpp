// Days, money and moments as Python's own.
#include "values.hpp"

#include <datetime.h>

namespace bajigong::python {

namespace {

// The C interface of datetime, which CPython wants imported before use.
void need_datetime() {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    if (PyDateTimeAPI == nullptr) throw py::error_already_set();
}

}  // namespace

py::object decimal(Money money) {
    return py::module_::import("decimal").attr("Decimal")(money.text());
}

py::object day(Date date) {
    if (date.is_never()) return py::str("never");
    need_datetime();
    const YearMonthDay parts = civil(date);
    PyObject* made = PyDate_FromDate(parts.year, parts.month, parts.day);
    if (made == nullptr) throw py::error_already_set();
    return py::reinterpret_steal<py::object>(made);
}

std::optional<Date> day_from(py::handle source) {
    need_datetime();
    if (PyDate_Check(source.ptr()) && !PyDateTime_Check(source.ptr())) {
        return Date::from_ymd(PyDateTime_GET_YEAR(source.ptr()), PyDateTime_GET_MONTH(source.ptr()),
                              PyDateTime_GET_DAY(source.ptr()));
    }
    if (!py::isinstance<py::str>(source)) return std::nullopt;
    const Date never = Date::never();
    return source.cast<std::string>() == never.text() ? std::optional(never) : std::nullopt;
}

py::object moment(ledger::Time time) {
    constexpr std::int64_t kSecond = 1'000'000;
    constexpr std::int64_t kDay = 86'400 * kSecond;
    std::int64_t days = time.micros / kDay;
    std::int64_t rest = time.micros % kDay;
    if (rest < 0) {
        rest += kDay;
        --days;
    }
    const YearMonthDay parts = civil(Date{static_cast<std::int32_t>(days)});
    const auto second = static_cast<int>(rest / kSecond);
    const py::module_ datetime = py::module_::import("datetime");
    return datetime.attr("datetime")(
        parts.year, parts.month, parts.day, second / 3600, second / 60 % 60, second % 60,
        static_cast<int>(rest % kSecond), datetime.attr("timezone").attr("utc"));
}

ledger::Time moment_from(const std::string& text) {
    const std::optional<ledger::Time> time = ledger::Time::parse(text);
    if (!time) throw py::value_error("no moment such as 2026-03-31T09:30:00+08:00");
    return *time;
}

}  // namespace bajigong::python
