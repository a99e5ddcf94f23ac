// Which kernel runs which instruction.
#include "language/execute.hpp"

#include <memory>
#include <vector>

#include "language/kernels.hpp"
#include "values/truth.hpp"

namespace bajigong::language {

namespace {

enum class Family { outside, truth, compare, number, exact, bounds, date, text };

Family family(Op op) {
    switch (op) {
        case Op::constant:
        case Op::fact:
        case Op::reading:
        case Op::as_of:
        case Op::broadcast:
        case Op::table:
        case Op::has_row:
        case Op::param:
        case Op::in_list:
        case Op::all_in_list:
        case Op::fold_any:
        case Op::fold_all:
        case Op::fold_count:
        case Op::fold_sum:
        case Op::fold_min:
        case Op::fold_max:
        case Op::fold_covers:
        case Op::fold_months: return Family::outside;
        case Op::and_:
        case Op::or_:
        case Op::not_:
        case Op::at_least:
        case Op::select: return Family::truth;
        case Op::equal:
        case Op::less:
        case Op::less_equal:
        case Op::text_equal:
        case Op::text_less:
        case Op::text_less_equal:
        case Op::truth_equal:
        case Op::period_less:
        case Op::period_less_equal: return Family::compare;
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::modulo:
        case Op::negate:
        case Op::minimum:
        case Op::maximum: return Family::number;
        case Op::exact_equal:
        case Op::exact_less:
        case Op::exact_less_equal:
        case Op::exact_add:
        case Op::exact_subtract:
        case Op::exact_multiply:
        case Op::exact_divide:
        case Op::exact_negate:
        case Op::make_ratio:
        case Op::round:
        case Op::floor: return Family::exact;
        case Op::bounds_equal:
        case Op::bounds_less:
        case Op::bounds_less_equal:
        case Op::bounds_add:
        case Op::bounds_subtract:
        case Op::bounds_multiply:
        case Op::bounds_minimum:
        case Op::bounds_maximum:
        case Op::bounds_round:
        case Op::bounds_known: return Family::bounds;
        case Op::make_day:
        case Op::date_add:
        case Op::date_difference:
        case Op::year:
        case Op::month:
        case Op::month_start:
        case Op::month_end:
        case Op::year_start:
        case Op::year_end:
        case Op::full_months:
        case Op::days_between:
        case Op::make_years:
        case Op::make_months:
        case Op::make_days:
        case Op::period_add:
        case Op::period_negate:
        case Op::by: return Family::date;
        case Op::concatenate:
        case Op::starts_with:
        case Op::ends_with:
        case Op::contains:
        case Op::text_size:
        case Op::in_place: return Family::text;
    }
    return Family::outside;
}

using Kernel = Column (*)(const Operands&);

Kernel kernel(Family family) {
    switch (family) {
        case Family::truth: return run_truth;
        case Family::compare: return run_compare;
        case Family::number: return run_number;
        case Family::exact: return run_exact;
        case Family::bounds: return run_bounds;
        case Family::date: return run_date;
        case Family::text: return run_text;
        case Family::outside: break;
    }
    return nullptr;
}

}  // namespace

bool is_pure(Op op) { return family(op) != Family::outside; }

Column execute(Arena& arena, const Lanes& lanes, const Program& program, Register target,
               std::span<const Column> registers, std::size_t rows) {
    const Instruction& instruction = program.code[target];
    const auto column = [&](Register r) { return r == kNoRegister ? nullptr : &registers[r]; };
    Operands in{arena,
                lanes,
                program,
                instruction,
                column(instruction.a),
                column(instruction.b),
                column(instruction.c),
                {},
                program.types[target],
                rows};
    if (instruction.arg_count > 0) {
        const auto count = static_cast<std::size_t>(instruction.arg_count);
        auto* args = arena.array<const Column*>(count);
        for (std::size_t i = 0; i < count; ++i)
            args[i] = column(program.args[instruction.args + i]);
        in.args = {args, count};
    }
    const Kernel run = kernel(family(instruction.op));
    if (run == nullptr) return {};
    for (const Column* operand : {in.a, in.b}) {
        if (operand != nullptr && operand->packed != nullptr) return run_packed(in, run);
    }
    return run(in);
}

Column constant_column(Arena& arena, const Constant& constant, const Type& type) {
    Column column;
    column.constant = true;
    auto* numbers = arena.array<std::int64_t>(2);
    numbers[0] = constant.number;
    numbers[1] = constant.second;
    auto* bits = arena.array<Word>(3);
    bits[0] = constant.number != 0 ? 1 : 0;
    bits[1] = constant.state == Constant::State::known ? 1 : 0;
    bits[2] = constant.state == Constant::State::fault ? 1 : 0;
    column.numbers = numbers;
    column.seconds = numbers + 1;
    if (type.base == Base::truth) column.truths = bits;
    if (type.base == Base::text) {
        auto* text = arena.array<std::string_view>(1);
        *text = constant.text;
        column.texts = text;
    }
    if (constant.state != Constant::State::known) {
        column.known = bits + 1;
        column.fault = constant.state == Constant::State::fault ? bits + 2 : nullptr;
    }
    return column;
}

namespace {

// Facts whose every use is a comparison with a known constant, and which nothing asks for itself.
std::vector<bool> only_compared(const Program& program) {
    const std::size_t size = program.code.size();
    std::vector<bool> compared(size), used_otherwise(size);
    const auto known_constant = [&](Register r) {
        return program.code[r].op == Op::constant &&
               program.constants[program.code[r].imm].state == Constant::State::known;
    };
    for (const Instruction& code : program.code) {
        const bool compares =
            is_comparison(code.op) && (known_constant(code.a) || known_constant(code.b));
        for (const Register r : {code.a, code.b, code.c}) {
            if (r != kNoRegister) (compares ? compared : used_otherwise)[r] = true;
        }
        for (std::int32_t i = 0; i < code.arg_count; ++i)
            used_otherwise[program.args[code.args + i]] = true;
    }
    for (const Register r : program.results) {
        if (r != kNoRegister) used_otherwise[r] = true;
    }
    for (std::size_t r = 0; r < size; ++r) {
        compared[r] = compared[r] && !used_otherwise[r] && program.code[r].op == Op::fact &&
                      program.code[r].scope == 0;
    }
    return compared;
}

}  // namespace

void prepare(Program& program, std::shared_ptr<Arena> memory) {
    program.compared = only_compared(program);
    program.prepared.assign(program.code.size(), Column{});
    for (std::size_t r = 0; r < program.code.size(); ++r) {
        const Instruction& code = program.code[r];
        if (code.op != Op::constant) continue;
        program.prepared[r] =
            constant_column(*memory, program.constants[code.imm], program.types[r]);
    }
    program.prepared_memory = std::move(memory);
}

}  // namespace bajigong::language
