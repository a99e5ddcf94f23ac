// What a result comes to, and the value of any register as it is shown.
#pragma once

#include "decision/decision_impl.hpp"
#include "engine/machine.hpp"

namespace bajigong {

// The value that `r` holds for the case; unknown if it was not run.
ShownValue shown_value(const engine::Machine& machine, const language::Program& program,
                       language::Register r);

// The value as JSON: whole numbers and truths plain, everything else quoted.
std::string json_scalar(const Vocabulary& vocabulary, const Type& type, std::int64_t number,
                        std::int64_t second, std::string_view text);

ShownResult state_result(const engine::Machine& machine, const language::Environment& names,
                         const language::Program& program, const ResultStep& step);

}  // namespace bajigong
