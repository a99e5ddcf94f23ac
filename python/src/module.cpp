// bajigong._core: what the Python package stands on.
#include "bind.hpp"

PYBIND11_MODULE(_core, module, pybind11::mod_gil_not_used()) {
    using namespace bajigong::python;
    module.doc() = "The compiled part of bajigong. Use the package, not this.";
    module.attr("__version__") = BAJIGONG_VERSION;
    bind_problem(module);
    bind_ladder(module);
    bind_identifier(module);
    bind_rulebooks(module);
    bind_facts(module);
    bind_decision(module);
    bind_matching(module);
    bind_population(module);
    bind_receipt(module);
    bind_expression(module);
    bind_ledger(module);
    bind_ledger_log(module);
    bind_tool(module);
}
