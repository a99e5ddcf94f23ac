// Shared by the kernels: the output column with its known and fault bitmaps, and loops over
// operands that may be constant.
#pragma once

#include <array>
#include <initializer_list>
#include <span>

#include "language/program.hpp"
#include "values/column.hpp"
#include "values/lanes.hpp"

namespace bajigong::language {

// The result of a strict operation: known where all operands are, at fault where one is. Kernels
// write values for every row, also where they mean nothing.
class Output {
   public:
    Output(Arena& arena, std::initializer_list<const Column*> operands, std::size_t rows);
    // All rows known; `constant`: one row that stands for all.
    Output(Arena& arena, std::size_t rows, bool constant)
        : arena_(arena), rows_(constant ? 1 : rows) {
        column_.constant = constant;
    }

    std::size_t rows() const { return rows_; }
    std::int64_t* numbers();
    std::int64_t* seconds();
    Word* truths();
    std::string_view* texts();
    // Marks a known row as at fault; does nothing where the row is unknown.
    void fail(std::size_t row);
    // Marks a known row as unknown.
    void doubt(std::size_t row);
    bool is_known(std::size_t row) const { return column_.is_known(row); }

    Column finish() const { return column_; }

   private:
    void own_known();

    Arena& arena_;
    std::size_t rows_;
    Column column_;
    Word* known_ = nullptr;
    Word* fault_ = nullptr;
};

// Calls f(row, x, y) for the numbers of two columns.
template <class F>
void for_pairs(const Column& a, const Column& b, std::size_t rows, F f) {
    if (a.constant && !b.constant) {
        const std::int64_t x = a.numbers[0];
        for (std::size_t i = 0; i < rows; ++i) f(i, x, b.numbers[i]);
    } else if (b.constant) {
        const std::int64_t y = b.numbers[0];
        for (std::size_t i = 0; i < rows; ++i) f(i, a.numbers[a.constant ? 0 : i], y);
    } else {
        for (std::size_t i = 0; i < rows; ++i) f(i, a.numbers[i], b.numbers[i]);
    }
}

// Writes the bitmap of f(row).
template <class F>
void write_truths(Word* truths, std::size_t rows, F f) {
    for (std::size_t w = 0; w * kWordBits < rows; ++w) {
        const std::size_t end = rows - w * kWordBits < kWordBits ? rows - w * kWordBits : kWordBits;
        Word word = 0;
        for (std::size_t j = 0; j < end; ++j) word |= static_cast<Word>(f(w * kWordBits + j)) << j;
        truths[w] = word;
    }
}

// What a kernel sees of its instruction.
struct Operands {
    Arena& arena;
    const Lanes& lanes;
    const Program& program;
    const Instruction& instruction;
    const Column* a;  // null where the instruction has none
    const Column* b;
    const Column* c;
    std::span<const Column* const> args;
    Type type;  // of the result
    std::size_t rows;

    const Type& type_of(Register r) const { return program.types[r]; }
};

// One function for each family of instructions.
Column run_truth(const Operands& in);
Column run_compare(const Operands& in);
Column run_number(const Operands& in);
Column run_exact(const Operands& in);
Column run_bounds(const Operands& in);
Column run_date(const Operands& in);
Column run_text(const Operands& in);
// Of an operand that is packed, and a constant; `run` is the kernel for columns that are not.
Column run_packed(const Operands& in, Column (*run)(const Operands&));
// Whether `run_packed` does it.
bool is_comparison(Op op);

}  // namespace bajigong::language
