// Bitmaps on their way back from unknowns to their leaves.
//
// An operand comes before what uses it, so that going through the registers from the last to the
// first meets each once, with all the rows that it is asked of.
#include "engine/block_causes.hpp"

#include <algorithm>

#include "language/execute.hpp"
#include "values/truth_words.hpp"

namespace bajigong::engine {

using language::CauseKind;
using language::Instruction;
using language::kNoRegister;
using language::Op;
using language::Register;

BlockCauses::BlockCauses(Machine& machine, const language::Environment& names)
    : machine_(machine),
      names_(names),
      words_(words_for(machine.inputs().rows)),
      asked_(machine.program().code.size()) {}

// Rows of which the value is unknown, or has bounds that differ.
Word BlockCauses::open(Register r, std::size_t w) const {
    const Column& column = machine_.column(r);
    const Word known = known_word(column, w);
    Word open = ~known & ~fault_word(column, w);
    if (!machine_.program().types[r].bounds) return open;
    // Where nothing is known there may be no numbers.
    const std::size_t end = std::min(machine_.inputs().rows, (w + 1) * kWordBits);
    for (std::size_t i = w * kWordBits; i < end; ++i) {
        if (!bit(&known, i % kWordBits)) continue;
        const std::size_t at = column.at(i);
        if (column.numbers[at] != column.seconds[at]) set_bit(&open, i % kWordBits);
    }
    return open;
}

void BlockCauses::ask(Register r, const Word* rows) { ask_open(r, rows, nullptr); }

// `answered` gets the rows in which it is open.
bool BlockCauses::ask_open(Register r, const Word* rows, Word* answered) {
    if (r == kNoRegister) return false;
    Word any = 0;
    for (std::size_t w = 0; w < words_; ++w) {
        if (rows[w] == 0) continue;
        const Word here = rows[w] & open(r, w);
        if (here == 0) continue;
        any |= here;
        if (answered != nullptr) answered[w] |= here;
        if (asked_[r] == nullptr) {
            asked_[r] = machine_.arena().zero_bits(words_ * kWordBits);
            registers_.push_back(r);
            std::push_heap(registers_.begin(), registers_.end());
        }
        asked_[r][w] |= here;
    }
    return any != 0;
}

void BlockCauses::ask_operands(const Instruction& instruction, const Word* rows, Word* answered) {
    ask_open(instruction.a, rows, answered);
    ask_open(instruction.b, rows, answered);
    ask_open(instruction.c, rows, answered);
    for (std::int32_t i = 0; i < instruction.arg_count; ++i)
        ask_open(machine_.program().args[instruction.args + i], rows, answered);
}

void BlockCauses::tell(const CauseOfRow& of_row) {
    while (!registers_.empty()) {
        std::pop_heap(registers_.begin(), registers_.end());
        const Register r = registers_.back();
        registers_.pop_back();
        look(r, of_row);
        asked_[r] = nullptr;
    }
}

void BlockCauses::look(Register r, const CauseOfRow& of_row) {
    const language::Program& program = machine_.program();
    const Instruction& instruction = program.code[r];
    const Word* rows = asked_[r];
    const auto tell_all = [&](const Word* of, const CauseView& cause) {
        each_row(of, words_, [&](std::size_t row) { of_row(row, cause); });
    };
    if (instruction.op == Op::constant) {
        const std::int32_t cause = program.constants[instruction.imm].cause;
        if (cause >= 0) tell_all(rows, program.causes[cause]);
        return;
    }
    if (instruction.op == Op::fact) {
        const FactTableInfo& table =
            names_.vocabulary->tables()[program.scopes[instruction.scope].table];
        tell_all(rows, {CauseKind::facts,
                        table.plain ? table.path : table.columns[instruction.imm].full_path});
        return;
    }
    if (instruction.op == Op::select) {
        const TruthWords truth(machine_.column(instruction.a));
        Word* yes = machine_.arena().array<Word>(words_);
        Word* no = machine_.arena().array<Word>(words_);
        Word* neither = machine_.arena().array<Word>(words_);
        for (std::size_t w = 0; w < words_; ++w) {
            yes[w] = rows[w] & truth.yes(w);
            no[w] = rows[w] & truth.no(w);
            neither[w] = rows[w] & ~(yes[w] | no[w]);
        }
        ask_open(instruction.b, yes, nullptr);
        ask_open(instruction.c, no, nullptr);
        return ask_operands(instruction, neither, nullptr);
    }
    if (language::is_pure(instruction.op)) {
        Word* answered = machine_.arena().zero_bits(words_ * kWordBits);
        ask_operands(instruction, rows, answered);
        if (instruction.op != Op::by) return;
        Word* left = machine_.arena().array<Word>(words_);
        for (std::size_t w = 0; w < words_; ++w) left[w] = rows[w] & ~answered[w];
        return tell_all(left, program.causes[instruction.imm]);
    }
    // What looks outside a row is looked at by the row.
    each_row(rows, words_, [&](std::size_t row) {
        Causes causes;
        collect_causes(machine_, names_, r, row, causes);
        for (const CauseView& cause : causes) of_row(row, cause);
    });
}

}  // namespace bajigong::engine
