// From the worlds of a case to one decision: what is certain, what depends on which reading, and
// what each answer gives.
#pragma once

#include "decision/worlds.hpp"

namespace bajigong {

// How many alternatives are listed, and how many combinations are looked at to list them.
inline constexpr std::size_t kMaxAlternatives = 64;

// Fills outcome, amount, payments, clause, because, versions, alternatives and shown.
void compose(const Rule& rule, std::vector<VersionResult> results, Decision::Impl& decision);

}  // namespace bajigong
