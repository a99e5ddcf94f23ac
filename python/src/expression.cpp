// An expression by itself.
#include "bajigong/expression.hpp"

#include "bind.hpp"
#include "values.hpp"

namespace bajigong::python {

void bind_expression(py::module_& module) {
    module.def(
        "evaluate_expression",
        [](const std::string& expression, std::string_view facts, std::string_view vocabulary,
           std::optional<Date> on) {
            ExpressionInput input;
            input.facts = facts;
            input.vocabulary = vocabulary;
            if (on) input.as_of = *on;
            return evaluate(expression, input);
        },
        py::call_guard<py::gil_scoped_release>());
}

}  // namespace bajigong::python
