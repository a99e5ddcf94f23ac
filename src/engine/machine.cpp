// The machine: scopes, loads, and the order of work.
#include "engine/machine.hpp"

#include <algorithm>

#include "language/execute.hpp"
#include "values/packed.hpp"

namespace bajigong::engine {

using language::Instruction;
using language::Op;
using language::Register;

void Machine::begin(const language::Program& program, const Inputs& inputs) {
    program_ = &program;
    inputs_ = inputs;
    arena_.reset();
    overloaded_ = false;
    if (program.prepared.empty()) {
        registers_.assign(program.code.size(), Column{});
    } else {
        registers_ = program.prepared;
    }
    scopes_.assign(program.scopes.size(), ScopeRows{});
    options_.assign(64, 0);
    ScopeRows& root = scopes_[0];
    root.open = true;
    root.rows = inputs.rows;
    root.first = inputs.first;
    root.table_row = inputs.selection;
}

void Machine::choose(int reading, int option) { options_[reading] = option; }

void Machine::run(std::span<const Register> instructions) {
    for (const Register r : instructions) {
        const Instruction& instruction = program_->code[r];
        const Type& type = program_->types[r];
        if (instruction.op == Op::constant) {
            if (program_->prepared.empty()) {
                registers_[r] =
                    language::constant_column(arena_, program_->constants[instruction.imm], type);
            }
            continue;
        }
        open(instruction.scope);
        switch (instruction.op) {
            case Op::fact: registers_[r] = load(r); break;
            case Op::reading: registers_[r] = number(options_[instruction.imm]); break;
            case Op::as_of: registers_[r] = number(inputs_.as_of.days); break;
            case Op::broadcast: registers_[r] = broadcast(instruction, type); break;
            case Op::table:
            case Op::has_row:
            case Op::param:
            case Op::in_list:
            case Op::all_in_list: registers_[r] = look_up(*this, r); break;
            default:
                if (language::is_pure(instruction.op)) {
                    registers_[r] = language::execute(arena_, *lanes_, *program_, r, registers_,
                                                      scopes_[instruction.scope].rows);
                } else {
                    open(static_cast<int>(instruction.imm));
                    registers_[r] = fold(*this, r);
                }
        }
    }
}

Column Machine::number(std::int64_t value) {
    auto* cell = arena_.array<std::int64_t>(1);
    *cell = value;
    Column column;
    column.numbers = cell;
    column.constant = true;
    return column;
}

void Machine::open(int index) {
    ScopeRows& scope = scopes_[index];
    if (scope.open) return;
    const language::Scope& shape = program_->scopes[index];
    open(shape.parent);
    const ScopeRows& parent = scopes_[shape.parent];
    const FactTable& table = inputs_.facts->tables[shape.table];
    const std::size_t parents = parent.rows;
    // Lists of whole cases that lie one after the other: no case is too large, as no list is.
    if (shape.parent == 0 && parent.table_row == nullptr && !table.holders.any() &&
        table.offsets[parent.first] == 0) {
        open_whole(scope, table, parent);
        return;
    }

    // The row of the table in which the list stands, and the case, for each row of the parent
    // scope.
    auto* owners = arena_.array<std::int64_t>(parents);
    auto* cases = arena_.array<std::int64_t>(parents);
    for (std::size_t row = 0; row < parents; ++row) {
        int s = shape.parent;
        std::size_t at = row;
        bool found = false;
        while (true) {
            if (!found && s == shape.owner) {
                owners[row] = static_cast<std::int64_t>(table.holders.of(scopes_[s].in_table(at)));
                found = true;
            }
            if (s == 0) break;
            at = static_cast<std::size_t>(scopes_[s].parent_row[at]);
            s = program_->scopes[s].parent;
        }
        cases[row] = static_cast<std::int64_t>(at);
    }

    // Lists that lie one after the other need no index.
    bool consecutive = parents > 0;
    for (std::size_t row = 1; row < parents; ++row)
        consecutive = consecutive && owners[row] == owners[row - 1] + 1;

    auto* segments = arena_.array<std::int64_t>(parents + 1);
    Word* incomplete = arena_.zero_bits(parents);
    Word* overloaded = nullptr;
    std::int64_t total = 0;
    std::int64_t of_case = 0;
    for (std::size_t row = 0; row < parents; ++row) {
        segments[row] = total;
        if (row == 0 || cases[row] != cases[row - 1]) of_case = 0;
        const std::int64_t size = table.offsets[owners[row] + 1] - table.offsets[owners[row]];
        of_case += size;
        if (!table.is_complete(static_cast<std::size_t>(owners[row]))) set_bit(incomplete, row);
        if (of_case > static_cast<std::int64_t>(kMaxElementsPerCase) ||
            total + size > kMaxElementsPerBlock) {
            if (overloaded == nullptr) overloaded = arena_.zero_bits(parents);
            set_bit(overloaded, row);
            overloaded_ = true;
            continue;
        }
        total += size;
    }
    segments[parents] = total;

    auto* parent_row = arena_.array<std::int64_t>(static_cast<std::size_t>(total));
    for (std::size_t row = 0; row < parents; ++row) {
        for (std::int64_t i = segments[row]; i < segments[row + 1]; ++i)
            parent_row[i] = static_cast<std::int64_t>(row);
    }
    std::int64_t* table_row = nullptr;
    if (consecutive && overloaded == nullptr) {
        scope.first = static_cast<std::size_t>(table.offsets[owners[0]]);
    } else {
        table_row = arena_.array<std::int64_t>(static_cast<std::size_t>(total));
        for (std::size_t row = 0; row < parents; ++row) {
            const std::int64_t first = table.offsets[owners[row]];
            for (std::int64_t i = segments[row]; i < segments[row + 1]; ++i)
                table_row[i] = first + (i - segments[row]);
        }
    }
    scope.open = true;
    scope.rows = static_cast<std::size_t>(total);
    scope.parent_row = parent_row;
    scope.table_row = table_row;
    scope.segments = segments;
    scope.incomplete = incomplete;
    scope.overloaded = overloaded;
}

void Machine::open_whole(ScopeRows& scope, const FactTable& table, const ScopeRows& parent) {
    const std::int64_t* segments = table.offsets + parent.first;
    auto* parent_row = arena_.array<std::int64_t>(static_cast<std::size_t>(segments[parent.rows]));
    Word* incomplete = arena_.zero_bits(parent.rows);
    for (std::size_t row = 0; row < parent.rows; ++row) {
        if (!table.is_complete(parent.first + row)) set_bit(incomplete, row);
        for (std::int64_t i = segments[row]; i < segments[row + 1]; ++i)
            parent_row[i] = static_cast<std::int64_t>(row);
    }
    scope.open = true;
    scope.rows = static_cast<std::size_t>(segments[parent.rows]);
    scope.parent_row = parent_row;
    scope.segments = segments;
    scope.incomplete = incomplete;
}

Column Machine::load(Register r) {
    const Instruction& instruction = program_->code[r];
    const Type& type = program_->types[r];
    const ScopeRows& scope = scopes_[instruction.scope];
    const FactTable& table = inputs_.facts->tables[program_->scopes[instruction.scope].table];
    const Column& source = table.columns[instruction.imm];
    if (source.constant) return source;
    if (table.holds(static_cast<std::size_t>(instruction.imm))) {
        auto* from = arena_.array<std::int64_t>(scope.rows);
        for (std::size_t i = 0; i < scope.rows; ++i)
            from[i] = static_cast<std::int64_t>(table.holders.of(scope.in_table(i)));
        return gather(source, type, scope.rows, from);
    }
    if (scope.table_row == nullptr) {
        // The column lies as the block needs it, but for bits that do not begin with a word.
        Column column = source.packed == nullptr ? source : load_packed(r, source);
        if (source.numbers != nullptr) column.numbers += scope.first;
        if (source.seconds != nullptr) column.seconds += scope.first;
        if (source.texts != nullptr) column.texts += scope.first;
        column.truths = bits_from(column.truths, scope.first, scope.rows);
        column.known = bits_from(column.known, scope.first, scope.rows);
        column.fault = bits_from(column.fault, scope.first, scope.rows);
        return column;
    }
    return gather(source, type, scope.rows, scope.table_row,
                  instruction.scope == 0 && inputs_.selected != nullptr);
}

// What lies in its own width stays so where it is only compared, and a dictionary is not looked
// through for a few rows.
Column Machine::load_packed(Register r, const Column& source) {
    const ScopeRows& scope = scopes_[program_->code[r].scope];
    Column column = source;
    auto* here = arena_.array<Packed>(1);
    *here = source.packed->from(scope.first);
    const bool stays =
        !program_->compared.empty() && program_->compared[r] && here->size <= scope.rows;
    if (stays) {
        column.packed = here;
    } else {
        unpack(arena_, *lanes_, *here, scope.rows, nullptr, column);
    }
    return column;
}

// Bits from `first` on, at the beginning of a word.
const Word* Machine::bits_from(const Word* bits, std::size_t first, std::size_t rows) {
    if (bits == nullptr) return nullptr;
    if (first % kWordBits == 0) return bits + first / kWordBits;
    Word* shifted = arena_.array<Word>(words_for(rows));
    copy_bits(reinterpret_cast<const std::uint8_t*>(bits), static_cast<std::int64_t>(first), rows,
              shifted);
    return shifted;
}

// `selected`: `from` is the selection of the inputs.
Column Machine::gather(const Column& source, const Type& type, std::size_t rows,
                       const std::int64_t* from, bool selected) {
    if (source.constant) return source;
    Column column;
    const auto bits = [&](const Word* given) {
        Word* result = arena_.array<Word>(words_for(rows) + 1);
        if (selected) {
            lanes_->compress(bits_from(given, inputs_.first, inputs_.span), inputs_.selected,
                             words_for(inputs_.span), result);
            return result;
        }
        for (std::size_t w = 0; w < words_for(rows); ++w) {
            Word word = 0;
            const std::size_t end = std::min(rows, (w + 1) * kWordBits);
            for (std::size_t i = w * kWordBits; i < end; ++i)
                word |= Word{bit(given, static_cast<std::size_t>(from[i]))} << (i % kWordBits);
            result[w] = word;
        }
        return result;
    };
    if (type.base == Base::truth) {
        column.truths = bits(source.truths);
    } else if (source.packed != nullptr) {
        unpack(arena_, *lanes_, *source.packed, rows, from, column);
    } else if (type.base == Base::text) {
        auto* texts = arena_.array<std::string_view>(rows);
        for (std::size_t i = 0; i < rows; ++i) texts[i] = source.texts[from[i]];
        column.texts = texts;
    } else {
        auto* numbers = arena_.array<std::int64_t>(rows);
        lanes_->pick(source.numbers, from, rows, numbers);
        column.numbers = numbers;
        if (type.denominator == Type::kVaries || type.bounds) {
            auto* seconds = arena_.array<std::int64_t>(rows);
            lanes_->pick(source.seconds, from, rows, seconds);
            column.seconds = seconds;
        }
    }
    if (source.known != nullptr) column.known = bits(source.known);
    if (source.fault != nullptr) column.fault = bits(source.fault);
    return column;
}

Column Machine::broadcast(const Instruction& instruction, const Type& type) {
    const ScopeRows& scope = scopes_[instruction.scope];
    const int target = program_->code[instruction.a].scope;
    auto* from = arena_.array<std::int64_t>(scope.rows);
    for (std::size_t i = 0; i < scope.rows; ++i) {
        std::int64_t at = static_cast<std::int64_t>(i);
        for (int s = instruction.scope; s != target; s = program_->scopes[s].parent)
            at = scopes_[s].parent_row[at];
        from[i] = at;
    }
    return gather(registers_[instruction.a], type, scope.rows, from);
}

}  // namespace bajigong::engine
