// Which instructions a set of outputs needs.
#include "language/program.hpp"

#include <algorithm>

namespace bajigong::language {

std::vector<Register> live_instructions(const Program& program, std::span<const Register> outputs) {
    std::vector<std::uint8_t> live(program.code.size(), 0);
    for (const Register r : outputs) {
        if (r != kNoRegister) live[r] = 1;
    }
    for (std::size_t i = program.code.size(); i-- > 0;) {
        if (live[i] == 0) continue;
        const Instruction& instruction = program.code[i];
        for (const Register r : {instruction.a, instruction.b, instruction.c}) {
            if (r != kNoRegister) live[r] = 1;
        }
        for (std::int32_t k = 0; k < instruction.arg_count; ++k)
            live[program.args[instruction.args + k]] = 1;
    }
    std::vector<Register> order;
    order.reserve(static_cast<std::size_t>(std::count(live.begin(), live.end(), 1)));
    for (std::size_t i = 0; i < live.size(); ++i) {
        if (live[i] != 0) order.push_back(static_cast<Register>(i));
    }
    return order;
}

}  // namespace bajigong::language
