// The facts that a rule reads, whichever of its versions decides.
#pragma once

#include <set>
#include <utility>

#include "rulebook/model.hpp"

namespace bajigong {

struct Reads {
    std::set<std::pair<int, int>> columns;  // table, column
    std::set<int> lists;                    // tables
};

// Adds what `rule` reads, and the rules that it asks.
void note_reads(const Rule& rule, const Vocabulary& vocabulary, Reads& reads);
// Adds what its own programs read.
void note_own_reads(const Rule& rule, Reads& reads);
// Adds what selects the version of `rule`.
void note_selector(const Rule& rule, Reads& reads);

}  // namespace bajigong
