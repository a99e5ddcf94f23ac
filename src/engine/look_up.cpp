// Tables, parameters and lists. Data that nobody brought, and cells left open, are unknown.
#include <array>

#include "engine/machine.hpp"
#include "language/kernels.hpp"

namespace bajigong::engine {

namespace {

using language::Instruction;
using language::Op;
using language::Output;
using language::Register;

KeyPart key_at(const Column& column, const Type& type, std::size_t row) {
    const std::size_t i = column.at(row);
    if (type.base == Base::text) return {0, column.texts[i]};
    if (type.base == Base::truth) return {bit(column.truths, i) ? 1 : 0, {}};
    return {column.numbers[i], {}};
}

// The keys of a look-up: as many as the format allows a table.
constexpr std::size_t kMaxKeys = 4;
using Operands = std::array<const Column*, kMaxKeys>;

// Marks what is unknown or at fault in any of the operands; a null one is none.
Output strict_output(Machine& machine, const Operands& operands, std::size_t rows) {
    return Output(machine.arena(), {operands[0], operands[1], operands[2], operands[3]}, rows);
}

class CellWriter {
   public:
    CellWriter(Output& out, const Type& type) : out_(out) {
        if (type.base == Base::truth) {
            truths_ = out.truths();
            for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths_[w] = 0;
        } else if (type.base == Base::text) {
            texts_ = out.texts();
        } else {
            numbers_ = out.numbers();
            if (type.denominator == Type::kVaries) seconds_ = out.seconds();
        }
    }
    void blank(std::size_t row) {
        if (texts_ != nullptr) texts_[row] = {};
        if (numbers_ != nullptr) numbers_[row] = 0;
        if (seconds_ != nullptr) seconds_[row] = 1;
    }
    void write(std::size_t row, const CellData* cell) {
        blank(row);
        if (cell == nullptr) return out_.fail(row);
        if (cell->state != CellData::State::known) return out_.doubt(row);
        if (truths_ != nullptr && cell->number != 0) set_bit(truths_, row);
        if (texts_ != nullptr) texts_[row] = cell->text;
        if (numbers_ != nullptr) numbers_[row] = cell->number;
        if (seconds_ != nullptr) seconds_[row] = cell->second;
    }

   private:
    Output& out_;
    Word* truths_ = nullptr;
    std::string_view* texts_ = nullptr;
    std::int64_t* numbers_ = nullptr;
    std::int64_t* seconds_ = nullptr;
};

Column table(Machine& machine, const Instruction& instruction, const Type& type, std::size_t rows) {
    const language::Program& program = machine.program();
    const std::optional<TableData>& data = machine.inputs().supply->tables[instruction.imm];
    const auto keys = static_cast<std::size_t>(instruction.arg_count);
    Operands operands{};
    std::array<const Type*, kMaxKeys> types{};
    for (std::size_t k = 0; k < keys; ++k) {
        const Register r = program.args[static_cast<std::size_t>(instruction.args) + k];
        operands[k] = &machine.column(r);
        types[k] = &program.types[r];
    }
    Output out = strict_output(machine, operands, rows);
    CellWriter writer(out, type);
    static const CellData kYes{CellData::State::known, 1, 1, {}};
    static const CellData kNo{};
    std::array<KeyPart, kMaxKeys> parts;
    const std::span<const KeyPart> key(parts.data(), keys);
    for (std::size_t row = 0; row < out.rows(); ++row) {
        writer.blank(row);
        if (!out.is_known(row)) continue;
        if (!data) {
            out.doubt(row);
            continue;
        }
        for (std::size_t k = 0; k < keys; ++k) parts[k] = key_at(*operands[k], *types[k], row);
        if (instruction.op == Op::has_row) {
            writer.write(row, data->has(key) ? &kYes : &kNo);
        } else {
            writer.write(row, data->find(key));
        }
    }
    return out.finish();
}

Column param(Machine& machine, const Instruction& instruction, const Type& type, std::size_t rows) {
    const std::optional<ParamData>& data = machine.inputs().supply->params[instruction.imm];
    const Column& day = machine.column(instruction.a);
    Output out = strict_output(machine, {&day}, rows);
    CellWriter writer(out, type);
    for (std::size_t row = 0; row < out.rows(); ++row) {
        writer.blank(row);
        if (!out.is_known(row)) continue;
        const CellData* cell =
            data ? data->find(static_cast<std::int32_t>(day.numbers[day.at(row)])) : nullptr;
        if (cell == nullptr) {
            out.doubt(row);
        } else {
            writer.write(row, cell);
        }
    }
    return out.finish();
}

Column in_list(Machine& machine, const Instruction& instruction, std::size_t rows) {
    const std::optional<ListData>& data = machine.inputs().supply->lists[instruction.imm];
    const Column& value = machine.column(instruction.a);
    const Column& day = machine.column(instruction.b);
    const Type type = machine.program().types[instruction.a];
    Output out = strict_output(machine, {&value, &day}, rows);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for (std::size_t row = 0; row < out.rows(); ++row) {
        if (!out.is_known(row)) continue;
        const auto on = static_cast<std::int32_t>(day.numbers[day.at(row)]);
        if (data && data->contains(key_at(value, type, row), on)) {
            set_bit(truths, row);
        } else if (!data || !data->is_known(on)) {
            out.doubt(row);
        }
    }
    return out.finish();
}

// Whether every day from one to before another is on the list, in its edition of that day. A day
// that is known not to be there settles it; what lies after such a day is not looked at.
Column all_in_list(Machine& machine, const Instruction& instruction, std::size_t rows) {
    const std::optional<ListData>& data = machine.inputs().supply->lists[instruction.imm];
    const Column& first = machine.column(instruction.a);
    const Column& after = machine.column(instruction.b);
    Output out = strict_output(machine, {&first, &after}, rows);
    Word* truths = out.truths();
    for (std::size_t w = 0; w < words_for(out.rows()); ++w) truths[w] = 0;
    for (std::size_t row = 0; row < out.rows(); ++row) {
        if (!out.is_known(row)) continue;
        const std::int64_t begin = first.numbers[first.at(row)];
        const std::int64_t end = after.numbers[after.at(row)];
        bool all = true;
        bool doubtful = !data && begin < end;
        for (std::int64_t day = begin; data && all && day < end; ++day) {
            const auto on = static_cast<std::int32_t>(day);
            if (data->contains({day, {}}, on)) continue;
            all = !data->is_known(on);
            doubtful = all;
        }
        if (all && doubtful) {
            out.doubt(row);
        } else if (all) {
            set_bit(truths, row);
        }
    }
    return out.finish();
}

}  // namespace

Column look_up(Machine& machine, Register target) {
    const Instruction& instruction = machine.program().code[target];
    const Type& type = machine.program().types[target];
    const std::size_t rows = machine.scope(instruction.scope).rows;
    if (instruction.op == Op::param) return param(machine, instruction, type, rows);
    if (instruction.op == Op::in_list) return in_list(machine, instruction, rows);
    if (instruction.op == Op::all_in_list) return all_in_list(machine, instruction, rows);
    return table(machine, instruction, type, rows);
}

}  // namespace bajigong::engine
