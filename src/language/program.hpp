// The program an expression compiles to: a list of instructions, each defining the register of its
// own number.
//
// Registers are columns over the rows of a scope. Scope 0 has a row for each case; every other
// scope has a row for each element of a list, seen from the rows of its parent scope. An
// instruction reads only registers before it. Equal instructions are one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "values/column.hpp"
#include "vocabulary/type.hpp"

namespace bajigong::language {

using Register = std::int32_t;
inline constexpr Register kNoRegister = -1;

enum class Op : std::uint8_t {
    constant,  // imm: index into constants
    // From outside the program; the engine fills them.
    fact,         // imm: column of the scope's table
    reading,      // imm: number of the reading; value: the option's number
    as_of,        // the day of decision
    broadcast,    // a seen from a row of a deeper scope
    table,        // imm: table; args: keys
    has_row,      // imm: table; args: keys
    param,        // imm: parameter; a: day
    in_list,      // imm: list; a: value; b: day
    all_in_list,  // imm: list of days; a: first day, b: the day after the last; true if none
    // Folds: a, b, c are registers of scope `imm`, a child of the instruction's own scope.
    fold_any,    // a: truth
    fold_all,    // a: truth
    fold_count,  // a: truth; result: bounds
    fold_sum,    // a: truth; b: number; result: bounds
    fold_min,    // a: truth; b: number
    fold_max,
    fold_covers,  // a: truth; b, c: from, until; args: first and last day in the own scope
    fold_months,  // a: truth; b, c: from, until; args: day, corresponding-day flag, pooled flag,
                  // month end, and the day to begin with if there is one
    // Truths.
    and_,
    or_,
    not_,
    at_least,  // imm: how many; args: truths
    select,    // a ? b : c
    // Comparisons of numbers of one type; of texts; of truths; of exact numbers; of bounds; of
    // periods.
    equal,
    less,
    less_equal,
    text_equal,
    text_less,
    text_less_equal,
    truth_equal,
    exact_equal,
    exact_less,
    exact_less_equal,
    bounds_equal,
    bounds_less,
    bounds_less_equal,
    period_less,
    period_less_equal,
    // Numbers.
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negate,
    minimum,
    maximum,
    exact_add,
    exact_subtract,
    exact_multiply,
    exact_divide,
    exact_negate,
    // Of bounds, or of bounds and numbers over one denominator; a product's is the product of both.
    bounds_add,
    bounds_subtract,
    bounds_multiply,
    bounds_minimum,
    bounds_maximum,
    bounds_round,  // as `round`
    bounds_known,  // the number where both bounds agree
    make_ratio,    // a / b
    round,         // imm: fen a unit has; b unused; aux: Rounding
    floor,
    // Days and periods. `c` of those that add months: 0 last_day, 1 next_day.
    make_day,
    date_add,
    date_difference,
    year,
    month,
    month_start,
    month_end,
    year_start,
    year_end,
    full_months,
    days_between,
    make_years,
    make_months,
    make_days,
    period_add,
    period_negate,
    by,  // a: event, b: last day, c: as_of
    // Texts.
    concatenate,
    starts_with,
    ends_with,
    contains,
    text_size,
    in_place,
};

struct Instruction {
    Op op = Op::constant;
    std::uint8_t aux = 0;
    std::uint16_t scope = 0;
    Register a = kNoRegister, b = kNoRegister, c = kNoRegister;
    std::int32_t args = 0, arg_count = 0;  // in Program::args
    std::int64_t imm = 0;

    bool operator==(const Instruction&) const = default;
};

// What an unknown rests on.
enum class CauseKind : std::uint8_t {
    facts,
    readings,
    supply,
    unseen,
    pending,
    waiting,
    uncovered
};

struct Cause {
    CauseKind kind = CauseKind::facts;
    std::string name;  // a fact's path, a reading, a list, table or parameter; an id or expression
    std::string why;   // of unseen and pending: the author's words

    auto operator<=>(const Cause&) const = default;
};

struct Constant {
    std::int64_t number = 0;
    std::int64_t second = 1;
    std::string text;
    enum class State : std::uint8_t { known, unknown, fault } state = State::known;
    std::int32_t cause = -1;  // in Program::causes, when unknown

    bool operator==(const Constant&) const = default;
};

struct Scope {
    std::int32_t parent = -1;
    std::int32_t table = 0;  // in the vocabulary
    std::int32_t depth = 0;
    std::int32_t owner = 0;  // the scope whose rows hold the list: the parent or one around it
};

struct Program {
    std::vector<Instruction> code;
    std::vector<Type> types;              // of each register
    std::vector<std::uint64_t> readings;  // of each register: the readings it depends on, as bits
    std::vector<bool> may_fault;          // informative
    std::vector<Register> args;
    std::vector<Constant> constants;
    std::vector<Scope> scopes;
    std::vector<Cause> causes;
    std::vector<Register> results;  // what is asked for: the values of expressions
    // Of each fact's register, whether it is only ever compared with constants: then it may stay as
    // it lies in its column. Filled by `prepare`.
    std::vector<bool> compared;
    // The constants as columns, by register; filled by `prepare`, empty before.
    std::vector<Column> prepared;
    std::shared_ptr<Arena> prepared_memory;
};

// The instructions that `outputs` need, in order; kNoRegister among them is passed over.
std::vector<Register> live_instructions(const Program& program, std::span<const Register> outputs);

}  // namespace bajigong::language
