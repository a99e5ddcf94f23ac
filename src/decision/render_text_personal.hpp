// What of a decision is personal: facts that the vocabulary marks, and values made of them.
#pragma once

#include "decision/decision_impl.hpp"

namespace bajigong {

// Whether a value was made from a personal fact. Truths may be shown all the same: they are what a
// decision is; days, numbers and texts may not.
bool reads_personal(const language::Program& program, language::Register value,
                    const Vocabulary& vocabulary);

// Whether a value, not a truth, was made from a personal fact.
inline bool is_masked(const language::Program& program, language::Register value,
                      const Vocabulary& vocabulary) {
    return value != language::kNoRegister && program.types[value].base != Base::truth &&
           reads_personal(program, value, vocabulary);
}

}  // namespace bajigong
