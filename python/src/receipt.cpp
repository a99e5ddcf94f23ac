// Replay: deciding again what a receipt says was decided.
#include "bajigong/receipt.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_receipt(py::module_& module) {
    using Released = py::call_guard<py::gil_scoped_release>;
    py::classh<Replay>(module, "Replay")
        .def_readonly("same", &Replay::same)
        .def_readonly("differences", &Replay::differences)
        .def("__repr__", [](const Replay& replay) {
            return replay.same
                       ? std::string("<Replay: same>")
                       : "<Replay: " + std::to_string(replay.differences.size()) + " differences>";
        });
    module.def(
        "replay",
        [](const Rulebooks& rulebooks, std::string_view receipt, const Facts& facts,
           const std::string& salt,
           const Given* given) { return replay(rulebooks, receipt, facts, salt, given); },
        Released());
    module.def(
        "rule_of_receipt", [](std::string_view receipt) { return rule_of_receipt(receipt); },
        Released());
}

}  // namespace bajigong::python
