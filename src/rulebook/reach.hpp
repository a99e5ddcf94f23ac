// What a program's truths can come to, whatever the facts: for lint and for coverage.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "language/program.hpp"

namespace bajigong {

struct Reach {
    bool yes = true, no = true;
};

// What is supposed of a register: a number, or of a truth 1 or 0.
struct Supposed {
    language::Register r;
    std::int64_t value;
};

// For each register whether it can be true, and false. Not where text that was not read stands
// against it, nor where what is supposed does. Registers that are no truths may be either.
std::vector<Reach> reach(const language::Program& program, std::span<const Supposed> supposed = {});

// Supposes a truth, and what follows from it for the truths it is made of.
void suppose(const language::Program& program, language::Register truth, bool value,
             std::vector<Supposed>& supposed);

}  // namespace bajigong
