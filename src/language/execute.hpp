// Runs one instruction that needs nothing from outside the program, on the columns of its operands.
#pragma once

#include <span>

#include "language/program.hpp"
#include "values/column.hpp"
#include "values/lanes.hpp"

namespace bajigong::language {

// True for the instructions that `execute` runs: all but facts, readings, as_of, broadcasts,
// look-ups and folds.
bool is_pure(Op op);

// The result over `rows` rows; constant when all operands are. `registers` holds the columns of all
// operands, `types` those of all registers up to `target`.
Column execute(Arena& arena, const Lanes& lanes, const Program& program, Register target,
               std::span<const Column> registers, std::size_t rows);

// A constant as a column of one row that stands for all. The column points into `constant` and the
// arena.
Column constant_column(Arena& arena, const Constant& constant, const Type& type);

// Lays out the program's constants once, for all runs, in memory that programs may share. The
// program must not change or move afterwards.
void prepare(Program& program, std::shared_ptr<Arena> memory);

}  // namespace bajigong::language
