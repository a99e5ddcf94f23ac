// Which Arrow types may hold which facts; docs/arrow.md has the table.
#pragma once

#include <string>

#include "population/binding.hpp"

namespace bajigong::population {

// Empty if the column's type can hold its fact; else what was expected.
std::string misfit(const BoundColumn& bound);

}  // namespace bajigong::population
