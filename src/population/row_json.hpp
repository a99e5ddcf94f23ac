// One row of a population as the JSON of a case.
#pragma once

#include <string>

#include "facts/facts.hpp"
#include "population/binding.hpp"

namespace bajigong::population {

// The bound facts of row `row` of table 0, as Facts::from_json reads them.
std::string row_json(const Vocabulary& vocabulary, const Level& level, const FactsView& facts,
                     std::size_t row);

}  // namespace bajigong::population
