// The calls of a thread, innermost first, as a list through their stack frames.
#include "capi/src/running.hpp"

namespace bajigong::capi {
namespace {

thread_local const Running* innermost = nullptr;

}  // namespace

Running::Running(const void* handle) : handle_(handle), outer_(innermost) {
    for (const Running* call = innermost; call != nullptr; call = call->outer_) {
        if (call->handle_ == handle) refuse(BJG_E_STATE, {"A015", {}, {}});
    }
    innermost = this;
}

Running::~Running() { innermost = outer_; }

}  // namespace bajigong::capi
