// Which handles have a call running on this thread: a callback that comes back into one of them is
// refused, where it would wait for itself.
#pragma once

#include "capi/src/guard.hpp"

namespace bajigong::capi {

// Lives on the stack for the length of a call.
class Running {
   public:
    // Throws Refusal (BJG_E_STATE, A015) if a call on `handle` is running on this thread.
    explicit Running(const void* handle);
    ~Running();
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    const void* handle_;
    const Running* outer_;
};

}  // namespace bajigong::capi
