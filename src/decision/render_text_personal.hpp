// What of a decision is personal: facts that the vocabulary marks, and values made of them.
#pragma once

#include <vector>

#include "decision/decision_impl.hpp"

namespace bajigong {

// For each register whether it was made from a personal fact. Truths may be shown all the same:
// they are what a decision is; days, numbers and texts may not.
std::vector<bool> personal_registers(const language::Program& program,
                                     const Vocabulary& vocabulary);

bool reads_personal(const language::Program& program, language::Register value,
                    const Vocabulary& vocabulary);

// Whether a value is to be masked: made from a personal fact, and not a truth.
bool is_masked(const language::Program& program, language::Register value,
               const Vocabulary& vocabulary);

}  // namespace bajigong
