// From the worlds of a case to one decision: what is certain, what depends on which reading, and
// what each answer gives.
#pragma once

#include "decision/worlds.hpp"

namespace bajigong {

// Fills outcome, amount, payments, clause, because, versions, alternatives and shown.
void compose(const Rule& rule, std::vector<VersionResult> results, Decision::Impl& decision);

}  // namespace bajigong
