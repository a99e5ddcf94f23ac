// What a careful author would change in a rulebook that loads.
#pragma once

#include "rulebook/set.hpp"

namespace bajigong {

// Warnings (L…), in order of files and rules.
std::vector<Problem> lint(const Rulebooks::Impl& set);

}  // namespace bajigong
