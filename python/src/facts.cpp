// The facts of a case, and what a host brings to a rule.
#include "bajigong/decision.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_facts(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    py::classh<Facts>(module, "Facts")
        .def(py::init(
                 [](const Rulebooks& rulebooks, std::string_view json, const std::string& name) {
                     return Facts::from_json(rulebooks, json, name);
                 }),
             Released());
    py::classh<Given>(module, "Given")
        .def(py::init([](const Rulebooks& rulebooks, const std::string& rule, std::string_view json,
                         const std::string& name) {
                 return rule.empty() ? Given::for_all(rulebooks, json, name)
                                     : Given::from_json(rulebooks, rule, json, name);
             }),
             Released())
        .def(
            "with_more",
            [](const Given& given, const Rulebooks& rulebooks, const std::string& rule,
               std::string_view json,
               const std::string& name) { return given.with(rulebooks, rule, json, name); },
            Released());
}

}  // namespace bajigong::python
