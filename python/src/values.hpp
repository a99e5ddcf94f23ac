// How days, money, moments and languages cross between Python and C++.
//
// Money is decimal.Decimal, a day datetime.date, a moment datetime.datetime in UTC, a language "zh"
// or "en". A day that is `never` is the text "never", as in facts. No float is taken or given. The
// package passes what it was given to these only after it has looked at it: what pybind11 says of
// an argument it cannot take shows the argument.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "bajigong/date.hpp"
#include "bajigong/ledger.hpp"
#include "bajigong/money.hpp"
#include "bajigong/problem.hpp"

namespace bajigong::python {

namespace py = pybind11;

// decimal.Decimal with two decimals.
py::object decimal(Money money);
// datetime.date, or "never".
py::object day(Date date);
// From datetime.date, and not datetime.datetime, or "never". Empty for anything else.
std::optional<Date> day_from(py::handle source);
// datetime.datetime in UTC.
py::object moment(ledger::Time time);
// From text in the form of the ledger's commands. Raises ValueError for anything else.
ledger::Time moment_from(const std::string& text);

inline py::bytes bytes(const ledger::Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace bajigong::python

namespace pybind11::detail {

template <>
struct type_caster<bajigong::Money> {
    PYBIND11_TYPE_CASTER(bajigong::Money, const_name("decimal.Decimal"));
    bool load(handle, bool) { return false; }
    static handle cast(bajigong::Money money, return_value_policy, handle) {
        return bajigong::python::decimal(money).release();
    }
};

template <>
struct type_caster<bajigong::Date> {
    PYBIND11_TYPE_CASTER(bajigong::Date, const_name("datetime.date"));
    bool load(handle source, bool) {
        const std::optional<bajigong::Date> date = bajigong::python::day_from(source);
        if (date) value = *date;
        return date.has_value();
    }
    static handle cast(bajigong::Date date, return_value_policy, handle) {
        return bajigong::python::day(date).release();
    }
};

template <>
struct type_caster<bajigong::ledger::Time> {
    PYBIND11_TYPE_CASTER(bajigong::ledger::Time, const_name("datetime.datetime"));
    bool load(handle, bool) { return false; }
    static handle cast(bajigong::ledger::Time time, return_value_policy, handle) {
        return bajigong::python::moment(time).release();
    }
};

template <>
struct type_caster<bajigong::Language> {
    PYBIND11_TYPE_CASTER(bajigong::Language, const_name("str"));
    bool load(handle source, bool) {
        if (!isinstance<str>(source)) return false;
        const std::string name = source.cast<std::string>();
        value = name == "zh" ? bajigong::Language::zh : bajigong::Language::en;
        return name == "zh" || name == "en";
    }
    static handle cast(bajigong::Language language, return_value_policy, handle) {
        return str(language == bajigong::Language::zh ? "zh" : "en").release();
    }
};

}  // namespace pybind11::detail
