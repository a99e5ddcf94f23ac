// Lint of one version: conditions that say the same or contradict each other, tables that lack what
// the rule admits, limits that count everything.
#pragma once

#include "rulebook/model.hpp"

namespace bajigong {

void lint_version(const Rule& rule, const Version& version, std::vector<Problem>& warnings);

// Its part about tables.
void lint_tables(const Rule& rule, const Version& version, std::vector<Problem>& warnings);

}  // namespace bajigong
