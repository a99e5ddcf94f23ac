// Which instructions a set of outputs needs.
#include "language/program.hpp"

namespace bajigong::language {

std::vector<Register> live_instructions(const Program& program, std::span<const Register> outputs) {
    std::vector<bool> live(program.code.size(), false);
    for (const Register r : outputs) {
        if (r != kNoRegister) live[r] = true;
    }
    for (std::size_t i = program.code.size(); i-- > 0;) {
        if (!live[i]) continue;
        const Instruction& instruction = program.code[i];
        for (const Register r : {instruction.a, instruction.b, instruction.c}) {
            if (r != kNoRegister) live[r] = true;
        }
        for (std::int32_t k = 0; k < instruction.arg_count; ++k)
            live[program.args[instruction.args + k]] = true;
    }
    std::vector<Register> order;
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (live[i]) order.push_back(static_cast<Register>(i));
    }
    return order;
}

}  // namespace bajigong::language
