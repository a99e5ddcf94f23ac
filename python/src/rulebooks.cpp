// Rulebooks: loading and listing them.
#include "bajigong/rulebooks.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_rulebooks(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    py::classh<RuleSummary>(module, "RuleSummary")
        .def_readonly("id", &RuleSummary::id)
        .def_readonly("kind", &RuleSummary::kind)
        .def_readonly("rulebook", &RuleSummary::rulebook)
        .def_readonly("jurisdiction", &RuleSummary::jurisdiction)
        .def_readonly("title_zh", &RuleSummary::title_zh)
        .def_readonly("title_en", &RuleSummary::title_en)
        .def("__repr__", [](const RuleSummary& rule) {
            return "<Rule " + rule.id + " (" + rule.kind + ", " + rule.rulebook + ")>";
        });
    py::classh<Rulebooks>(module, "Rulebooks")
        .def(py::init(&Rulebooks::load), Released())
        .def(py::init(&Rulebooks::load_texts), Released())
        .def("rules", &Rulebooks::rules, Released())
        .def("lint", &Rulebooks::lint, Released())
        .def("fact_paths", &Rulebooks::fact_paths, Released());
}

}  // namespace bajigong::python
