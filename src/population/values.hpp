// The values of one Arrow array, brought to the type of a fact.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "population/cells.hpp"

namespace bajigong::population {

// Where values go, and the loops that bring them there.
struct Loading {
    Arena& arena;
    const Lanes& lanes;
};

// The rows' values where `known` (null: everywhere); the column's own `known` is left to the
// caller. A row whose value the fact cannot have is told to `bad`, which may throw. Whole numbers
// of 64 bits without nulls are not copied; texts never are.
Column read_values(const BoundColumn& bound, const arrow::Field& field, const Reached& reached,
                   const Rows& rows, const Word* known, const Loading& to,
                   const std::function<void(std::size_t)>& bad);

// Of a column whose values stand for themselves in less than 64 bits: how they lie, and which of
// them its fact can have, those from `low` to `high` and `other`.
struct PlainNumbers {
    Width width;
    std::int64_t low, high, other;
};
std::optional<PlainNumbers> plain_numbers(const BoundColumn& bound, const arrow::Type& type);

// How the integers of a type lie; none for those that may not fit 64 bits with a sign.
std::optional<Width> width_of(const arrow::Type& type);
// Where value `at` of an array of such integers lies.
const void* values_at(const ArrowArray& array, Width width, std::int64_t at);

// Element `at` of an integer array; false if it does not fit int64.
bool whole_number(const ArrowArray& array, const arrow::Type& type, std::int64_t at,
                  std::int64_t& value);

// What a value of the column should be, in words.
std::string expected_value(const BoundColumn& bound);

}  // namespace bajigong::population
