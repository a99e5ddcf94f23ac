// Faults in words.
#include "decision/fault_cause.hpp"

#include <algorithm>

#include "decision/render_text_personal.hpp"
#include "engine/faults.hpp"

namespace bajigong {

namespace {

using language::Instruction;
using language::Op;
using language::Register;

std::string key_text(const engine::Machine& machine, const Vocabulary& vocabulary,
                     const Instruction& code, std::size_t row) {
    const language::Program& program = machine.program();
    const std::vector<bool> personal = personal_registers(program, vocabulary);
    std::string key;
    for (std::int32_t i = 0; i < code.arg_count; ++i) {
        const Register r = program.args[code.args + i];
        const Type& type = program.types[r];
        const Column& column = machine.column(r);
        const std::size_t at = column.at(row);
        key += i == 0 ? "" : ", ";
        if (personal[static_cast<std::size_t>(r)]) {
            key += "***";
        } else if (type.base == Base::text) {
            key += column.texts[at];
        } else if (type.base == Base::truth) {
            key += bit(column.truths, at) ? "true" : "false";
        } else {
            const bool pair = type.denominator == Type::kVaries;
            key += print_scalar(vocabulary, type, column.numbers[at], pair ? column.seconds[at] : 1,
                                {});
        }
    }
    return key;
}

}  // namespace

void note_fault(const engine::Machine& machine, const language::Environment& names, Register r,
                const std::string& id, std::vector<DecisionCause>& causes) {
    const std::optional<engine::FaultOrigin> origin = engine::find_fault(machine, r, 0);
    if (!origin) return;
    const Instruction& code = machine.program().code[origin->instruction];
    DecisionCause cause{"faults", id, std::string(engine::fault_name(code.op))};
    if (code.op == Op::table) {
        cause.name = names.tables[static_cast<std::size_t>(code.imm)].name;
        cause.why = key_text(machine, *names.vocabulary, code, origin->row);
    }
    if (std::find(causes.begin(), causes.end(), cause) == causes.end())
        causes.push_back(std::move(cause));
}

}  // namespace bajigong
