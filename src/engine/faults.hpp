// Where a fault began: the first instruction that could not be computed though all it reads could.
#pragma once

#include <optional>
#include <string_view>

#include "engine/machine.hpp"

namespace bajigong::engine {

struct FaultOrigin {
    language::Register instruction = language::kNoRegister;
    std::size_t row = 0;  // of the instruction's scope
};

// Empty where the value is not at fault.
std::optional<FaultOrigin> find_fault(const Machine& machine, language::Register r,
                                      std::size_t row);

// What went wrong with an instruction of its kind: "division by zero". A phrase, the same for good.
std::string_view fault_name(language::Op op);

}  // namespace bajigong::engine
