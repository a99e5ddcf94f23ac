// Why a value is unknown: the facts, supplied data, unseen and pending texts and events it rests
// on.
#pragma once

#include <set>

#include "engine/machine.hpp"
#include "language/environment.hpp"

namespace bajigong::engine {

// Adds to `causes` what keeps register `r` from being known in `row` of its scope: the leaves of
// every unknown operand that could still change the result. Nothing where the value is known or a
// fault.
void collect_causes(const Machine& machine, const language::Environment& names,
                    language::Register r, std::size_t row, std::set<language::Cause>& causes);

}  // namespace bajigong::engine
