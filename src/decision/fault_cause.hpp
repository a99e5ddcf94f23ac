// Why something could not be computed, as a decision tells it.
#pragma once

#include <string>
#include <vector>

#include "decision/decision_impl.hpp"
#include "engine/machine.hpp"
#include "language/environment.hpp"

namespace bajigong {

// Adds why register `r` is at fault in the first row, once: {"faults", TABLE, KEY} for a table
// without a row, the key as a case would write it and masked where it is personal; else {"faults",
// `id`, WHAT}, where `id` names the clause, limit or step. Nothing where there is no fault.
void note_fault(const engine::Machine& machine, const language::Environment& names,
                language::Register r, const std::string& id, std::vector<DecisionCause>& causes);

}  // namespace bajigong
