// Which kernel runs which instruction.
#include "language/execute.hpp"

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
        case Op::bounds_times:
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
    switch (family(instruction.op)) {
        case Family::truth: return run_truth(in);
        case Family::compare: return run_compare(in);
        case Family::number: return run_number(in);
        case Family::exact: return run_exact(in);
        case Family::bounds: return run_bounds(in);
        case Family::date: return run_date(in);
        case Family::text: return run_text(in);
        case Family::outside: break;
    }
    return {};
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

void prepare(Program& program) {
    program.prepared_memory = std::make_shared<Arena>();
    program.prepared.assign(program.code.size(), Column{});
    for (std::size_t r = 0; r < program.code.size(); ++r) {
        const Instruction& code = program.code[r];
        if (code.op != Op::constant) continue;
        program.prepared[r] = constant_column(*program.prepared_memory, program.constants[code.imm],
                                              program.types[r]);
    }
}

}  // namespace bajigong::language
