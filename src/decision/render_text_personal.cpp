// Finds personal facts behind a value.
#include "decision/render_text_personal.hpp"

namespace bajigong {

bool reads_personal(const language::Program& program, language::Register value,
                    const Vocabulary& vocabulary) {
    const language::Register outputs[] = {value};
    for (const language::Register r : language::live_instructions(program, outputs)) {
        const language::Instruction& code = program.code[r];
        if (code.op != language::Op::fact) continue;
        const FactTableInfo& table = vocabulary.tables()[program.scopes[code.scope].table];
        if (table.columns[static_cast<std::size_t>(code.imm)].personal) return true;
    }
    return false;
}

}  // namespace bajigong
