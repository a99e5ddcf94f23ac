// The boundary: nothing thrown inside passes it; it comes out as a status and an error.
#pragma once

#include <bajigong.h>
#include <cstdint>
#include <utility>
#include <vector>

#include "bajigong/problem.hpp"

namespace bajigong::capi {

// Thrown for what is wrong with a call rather than with its input; names the status itself.
struct Refusal {
    std::int32_t status;
    std::vector<Problem> problems;
};

[[noreturn]] void refuse(std::int32_t status, Problem problem);

// The status of what is being thrown; writes the error if somebody takes it. Only in a handler.
std::int32_t report(bjg_error** err) noexcept;

// Runs `body`, which writes its results last, once nothing can fail any more.
template <class Body>
std::int32_t guard(bjg_error** err, Body&& body) noexcept {
    try {
        std::forward<Body>(body)();
        return BJG_OK;
    } catch (...) {
        return report(err);
    }
}

}  // namespace bajigong::capi
