// Finds personal facts behind a value.
#include "decision/render_text_personal.hpp"

namespace bajigong {

std::vector<bool> personal_registers(const language::Program& program,
                                     const Vocabulary& vocabulary) {
    std::vector<bool> personal(program.code.size());
    const auto is_personal = [&](language::Register r) {
        return r != language::kNoRegister && personal[static_cast<std::size_t>(r)];
    };
    for (std::size_t r = 0; r < program.code.size(); ++r) {
        const language::Instruction& code = program.code[r];
        if (code.op == language::Op::fact) {
            const FactTableInfo& table = vocabulary.tables()[program.scopes[code.scope].table];
            personal[r] = table.columns[static_cast<std::size_t>(code.imm)].personal;
            continue;
        }
        bool reads = is_personal(code.a) || is_personal(code.b) || is_personal(code.c);
        for (std::int32_t i = 0; i < code.arg_count; ++i) {
            reads = reads || is_personal(program.args[code.args + i]);
        }
        personal[r] = reads;
    }
    return personal;
}

bool reads_personal(const language::Program& program, language::Register value,
                    const Vocabulary& vocabulary) {
    return value != language::kNoRegister &&
           personal_registers(program, vocabulary)[static_cast<std::size_t>(value)];
}

bool is_masked(const language::Program& program, language::Register value,
               const Vocabulary& vocabulary) {
    return value != language::kNoRegister && program.types[value].base != Base::truth &&
           reads_personal(program, value, vocabulary);
}

}  // namespace bajigong
