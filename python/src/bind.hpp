// The parts of bajigong._core, one for each noun; module.cpp calls them in this order.
//
// `_core` is strict: texts come as bytes, days as datetime.date, all by position. What is friendly
// (dictionaries, keywords, defaults) is Python, in the package.
#pragma once

#include <pybind11/pybind11.h>

namespace bajigong::python {

void bind_problem(pybind11::module_& module);
void bind_ladder(pybind11::module_& module);
void bind_identifier(pybind11::module_& module);
void bind_rulebooks(pybind11::module_& module);
void bind_facts(pybind11::module_& module);
void bind_decision(pybind11::module_& module);
void bind_matching(pybind11::module_& module);
void bind_population(pybind11::module_& module);
void bind_receipt(pybind11::module_& module);
void bind_expression(pybind11::module_& module);
void bind_ledger(pybind11::module_& module);
void bind_ledger_log(pybind11::module_& module);
void bind_tool(pybind11::module_& module);

}  // namespace bajigong::python
