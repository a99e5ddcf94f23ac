// A case under every rule of a place.
#include "bajigong/matching.hpp"

#include <pybind11/native_enum.h>

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_matching(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    py::native_enum<Standing>(module, "Standing", "enum.Enum",
                              "What a rule comes to for a case, seen from the counter.")
        .value("granted", Standing::granted)
        .value("possible", Standing::possible)
        .value("refused", Standing::refused)
        .value("failed", Standing::failed)
        .value("untouched", Standing::untouched)
        .finalize();
    py::classh<MatchedRule>(module, "MatchedRule")
        .def_readonly("rule", &MatchedRule::rule)
        .def_readonly("kind", &MatchedRule::kind)
        .def_readonly("standing", &MatchedRule::standing)
        .def_readonly("decision", &MatchedRule::decision)
        .def_readonly("not_together_with", &MatchedRule::not_together_with)
        .def("__repr__", [](const MatchedRule& matched) {
            return "<MatchedRule " + matched.rule + ": " + std::string(name(matched.standing)) +
                   ">";
        });
    py::classh<Matching>(module, "Matching")
        .def_property_readonly("rules", &Matching::rules)
        .def("json", &Matching::json, Released())
        .def("text", &Matching::text, py::arg("language") = Language::en, Released())
        .def("_repr_html_",
             [](const py::object& self) {
                 return py::module_::import("bajigong._display").attr("matching_html")(self);
             })
        .def("__repr__", [](const Matching& matching) {
            return "<Matching of " + std::to_string(matching.rules().size()) + " rules>";
        });
    module.def(
        "match",
        [](const Rulebooks& rulebooks, const Facts& facts, const std::string& place, Date on,
           std::optional<Date> law_date, const Given* given) {
            return match(rulebooks, facts, place, {on, law_date, ""}, given);
        },
        Released());
}

}  // namespace bajigong::python
