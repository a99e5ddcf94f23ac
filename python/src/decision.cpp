// Decisions and their parts.
#include "bajigong/decision.hpp"

#include <pybind11/native_enum.h>

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

namespace {

using Released = py::call_guard<py::gil_scoped_release>;

void bind_enums(py::module_& module) {
    py::native_enum<Outcome>(module, "Outcome", "enum.Enum", "What a case comes to under a rule.")
        .value("eligible", Outcome::eligible)
        .value("ineligible", Outcome::ineligible)
        .value("undetermined", Outcome::undetermined)
        .value("fault", Outcome::fault)
        .finalize();
    using Sum = Amount::Kind;
    py::native_enum<Sum>(module, "AmountKind", "enum.Enum", "How exactly a sum is known.")
        .value("none", Sum::none)
        .value("exact", Sum::exact)
        .value("at_most", Sum::at_most)
        .value("at_least", Sum::at_least)
        .value("between", Sum::between)
        .value("open", Sum::open)
        .value("unknown", Sum::unknown)
        .value("fault", Sum::fault)
        .finalize();
    using Said = Result::Kind;
    py::native_enum<Said>(module, "ResultKind", "enum.Enum", "How exactly a result is known.")
        .value("stated", Said::stated)
        .value("open", Said::open)
        .value("unknown", Said::unknown)
        .value("fault", Said::fault)
        .finalize();
}

bool has_low(const Amount& amount) {
    using Kind = Amount::Kind;
    return amount.kind == Kind::exact || amount.kind == Kind::at_least ||
           amount.kind == Kind::between;
}

bool has_high(const Amount& amount) {
    return amount.kind == Amount::Kind::at_most || amount.kind == Amount::Kind::between;
}

std::optional<Money> if_known(bool known, Money money) {
    return known ? std::optional(money) : std::nullopt;
}

std::string amount_text(const Amount& amount) {
    std::string text(name(amount.kind));
    if (has_low(amount)) text += " " + amount.low.text();
    if (has_high(amount)) text += " " + amount.high.text();
    return text;
}

void bind_amount(py::module_& module) {
    py::classh<DecisionCause>(module, "Cause")
        .def_readonly("kind", &DecisionCause::kind)
        .def_readonly("name", &DecisionCause::name)
        .def_readonly("why", &DecisionCause::why)
        .def("__repr__", [](const DecisionCause& cause) {
            return "<Cause " + cause.kind + ": " + cause.name + ">";
        });
    py::classh<Amount>(module, "Amount")
        .def_readonly("kind", &Amount::kind)
        .def_property_readonly(
            "value", [](const Amount& a) { return if_known(a.kind == Amount::Kind::exact, a.low); })
        .def_property_readonly("low", [](const Amount& a) { return if_known(has_low(a), a.low); })
        .def_property_readonly("high",
                               [](const Amount& a) {
                                   const bool exact = a.kind == Amount::Kind::exact;
                                   return if_known(exact || has_high(a), exact ? a.low : a.high);
                               })
        .def_readonly("certain", &Amount::certain)
        .def_readonly("out_of_bounds", &Amount::out_of_bounds)
        .def_readonly("outside_principle", &Amount::outside_principle)
        .def_readonly("causes", &Amount::causes)
        .def("__repr__",
             [](const Amount& amount) { return "<Amount " + amount_text(amount) + ">"; });
    py::classh<Payment>(module, "Payment")
        .def_readonly("step", &Payment::step)
        .def_readonly("payee", &Payment::payee)
        .def_readonly("fund", &Payment::fund)
        .def_readonly("amount", &Payment::amount)
        .def_readonly("paid_before", &Payment::paid_before)
        .def_property_readonly("due", &Payment::due)
        .def_property_readonly("recover", &Payment::recover)
        .def("__repr__", [](const Payment& payment) {
            return "<Payment " + payment.step + ": " + amount_text(payment.amount) + ">";
        });
}

void bind_parts(py::module_& module) {
    py::classh<Result>(module, "Result")
        .def_readonly("id", &Result::id)
        .def_readonly("kind", &Result::kind)
        .def_readonly("json", &Result::value)
        .def_property_readonly("value",
                               [](const Result& result) -> py::object {
                                   if (result.kind != Result::Kind::stated) return py::none();
                                   return py::module_::import("json").attr("loads")(result.value);
                               })
        .def_readonly("personal", &Result::personal)
        .def_readonly("causes", &Result::causes)
        .def("__repr__", [](const Result& result) {
            const bool shown = result.kind == Result::Kind::stated && !result.personal;
            return "<Result " + result.id + ": " +
                   (shown             ? result.value
                    : result.personal ? "***"
                                      : std::string(name(result.kind))) +
                   ">";
        });
    py::classh<Frame>(module, "Frame")
        .def_readonly("rule", &Frame::rule)
        .def_readonly("outcome", &Frame::outcome)
        .def_readonly("amount", &Frame::amount)
        .def_readonly("outside", &Frame::outside)
        .def("__repr__", [](const Frame& frame) {
            return "<Frame " + frame.rule + ": " + std::string(name(frame.outcome)) + ">";
        });
    py::classh<Answer>(module, "Answer")
        .def_readonly("name", &Answer::name)
        .def_readonly("rule", &Answer::rule)
        .def_readonly("outcome", &Answer::outcome)
        .def_readonly("clause", &Answer::clause)
        .def_readonly("because", &Answer::because)
        .def("__repr__", [](const Answer& answer) {
            return "<Answer " + answer.name + ": " + std::string(name(answer.outcome)) + ">";
        });
    py::classh<Alternative>(module, "Alternative")
        .def_property_readonly("readings",
                               [](const Alternative& alternative) {
                                   py::dict readings;
                                   for (const auto& [reading, option] : alternative.readings) {
                                       readings[py::str(reading)] = option;
                                   }
                                   return readings;
                               })
        .def_readonly("outcome", &Alternative::outcome)
        .def_readonly("clause", &Alternative::clause)
        .def_readonly("amount", &Alternative::amount)
        .def_readonly("results", &Alternative::results)
        .def("__repr__", [](const Alternative& alternative) {
            return "<Alternative " + std::string(name(alternative.outcome)) + ">";
        });
}

std::string shown(const Decision& decision) {
    std::string text =
        "<Decision " + decision.rule() + ": " + std::string(name(decision.outcome()));
    if (!decision.clause().empty()) text += " by " + decision.clause();
    if (decision.amount().kind != Amount::Kind::none) text += ", " + amount_text(decision.amount());
    return text + ">";
}

}  // namespace

void bind_decision(py::module_& module) {
    bind_enums(module);
    bind_amount(module);
    bind_parts(module);
    py::classh<Decision>(module, "Decision")
        .def_property_readonly("rule", &Decision::rule)
        .def_property_readonly("decided_by", &Decision::decided_by)
        .def_property_readonly("outcome", &Decision::outcome)
        .def_property_readonly("amount", &Decision::amount)
        .def_property_readonly("payments", &Decision::payments)
        .def_property_readonly("clause", &Decision::clause)
        .def_property_readonly("because", &Decision::because)
        .def_property_readonly("versions", &Decision::versions)
        .def_property_readonly("alternatives", &Decision::alternatives)
        .def_property_readonly("results", &Decision::results)
        .def_property_readonly("frame", &Decision::frame)
        .def_property_readonly("answers", &Decision::answers)
        .def_property_readonly("payable", &Decision::payable)
        .def_property_readonly("receipt",
                               [](const Decision& decision) -> std::optional<std::string> {
                                   std::string receipt = decision.receipt();
                                   if (receipt.empty()) return std::nullopt;
                                   return receipt;
                               })
        .def("json", &Decision::json, Released())
        .def("text", &Decision::text, py::arg("language") = Language::en, Released())
        .def("_repr_html_",
             [](const py::object& self) {
                 return py::module_::import("bajigong._display").attr("decision_html")(self);
             })
        .def("__repr__", &shown);
    module.def(
        "decide",
        [](const Rulebooks& rulebooks, const std::string& rule, const Facts& facts, Date on,
           std::optional<Date> law_date, const std::string& salt, const Given* given) {
            return decide(rulebooks, rule, facts, {on, law_date, salt}, given);
        },
        Released());
}

}  // namespace bajigong::python
