// The values of one Arrow array, brought to the type of a fact.
#pragma once

#include <functional>
#include <string>

#include "population/cells.hpp"

namespace bajigong::population {

// The rows' values where `known` (null: everywhere); the column's own `known` is left to the
// caller. A row whose value the fact cannot have is told to `bad`, which may throw. Whole numbers
// of 64 bits without nulls are not copied; texts never are.
Column read_values(const BoundColumn& bound, const arrow::Field& field, const Reached& reached,
                   const Rows& rows, const Word* known, Arena& arena,
                   const std::function<void(std::size_t)>& bad);

// Element `at` of an integer array; false if it does not fit int64.
bool whole_number(const ArrowArray& array, const arrow::Type& type, std::int64_t at,
                  std::int64_t& value);

// What a value of the column should be, in words.
std::string expected_value(const BoundColumn& bound);

}  // namespace bajigong::population
