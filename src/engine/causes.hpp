// Why a value is unknown: the facts, supplied data, unseen and pending texts and events it rests
// on.
#pragma once

#include <set>

#include "engine/machine.hpp"

namespace bajigong::engine {

// Names for what a program numbers: for messages and decisions.
struct Names {
    const Vocabulary* vocabulary = nullptr;
    std::vector<std::string> tables, params, lists;
};

// Adds to `causes` what keeps register `r` from being known in `row` of its scope: the leaves of
// every unknown operand that could still change the result. Nothing where the value is known or a
// fault.
void collect_causes(const Machine& machine, const Names& names, language::Register r,
                    std::size_t row, std::set<language::Cause>& causes);

}  // namespace bajigong::engine
