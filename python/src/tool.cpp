// The `bajigong` command, the same code as the one that is built by itself.
#include "tool/tool.hpp"

#include <iostream>

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_tool(py::module_& module) {
    module.def(
        "run_tool",
        [](const std::vector<std::string>& arguments) {
            return tool::run(arguments, {std::cin, std::cout, std::cerr});
        },
        py::call_guard<py::gil_scoped_release>());
}

}  // namespace bajigong::python
