// Bytes made for the caller.
#pragma once

#include <bajigong.h>
#include <memory>
#include <string>

struct bjg_buffer {
    std::string bytes;
};

namespace bajigong::capi {

// To be called last: writes *out.
inline void give(bjg_buffer** out, std::string bytes) {
    *out = std::make_unique<bjg_buffer>(bjg_buffer{std::move(bytes)}).release();
}

}  // namespace bajigong::capi
