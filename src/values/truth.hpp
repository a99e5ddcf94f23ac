// Truth (真值): true, false, unknown and fault, as bitmaps over the rows of a block.
//
// A truth column has three bitmaps: truths (true), known (true or false) and fault; what is neither
// known nor at fault is unknown. In `and` and `or` a deciding side wins in either order, then
// unknown, then fault. In every other operation a fault wins.
#pragma once

#include <span>

#include "values/column.hpp"

namespace bajigong {

enum class Truth : std::uint8_t { no, yes, unknown, fault };

// The truth of one row.
Truth truth_at(const Column& column, std::size_t row);

// Kleene AND with faults.
//
//            right: T F U X
//   left T          T F U X
//   left F          F F F F
//   left U          U F U U
//   left X          X F U X
Column truth_and(Arena& arena, const Column& left, const Column& right, std::size_t rows);

// Kleene OR with faults.
//
//            right: T F U X
//   left T          T T T T
//   left F          T F U X
//   left U          T U U U
//   left X          T X U X
Column truth_or(Arena& arena, const Column& left, const Column& right, std::size_t rows);

// True and false change places; unknown and fault stay.
Column truth_not(Arena& arena, const Column& column, std::size_t rows);

// At least `needed` of the columns: true once that many are true, false once fewer than that many
// may still be true. Otherwise unknown if an unknown could tip it, else fault.
Column truth_at_least(Arena& arena, std::span<const Column* const> columns, std::size_t needed,
                      std::size_t rows);

// The four scalar operations, for rows taken one by one.
Truth truth_and(Truth left, Truth right);
Truth truth_or(Truth left, Truth right);
Truth truth_not(Truth truth);

}  // namespace bajigong
