// Tells Python how far long work is, and lets Ctrl-C end it.
#pragma once

#include <cstdint>
#include <functional>

#include <pybind11/pybind11.h>

namespace bajigong::python {

// Calls `told` (a callable of two numbers, or None) with the GIL held. Throws what Python raised,
// or KeyboardInterrupt. Must not outlive `told`.
inline std::function<void(std::uint64_t, std::uint64_t)> progress_to(const pybind11::object& told) {
    return [&told](std::uint64_t done, std::uint64_t all) {
        const pybind11::gil_scoped_acquire acquired;
        if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
        if (!told.is_none()) told(done, all);
    };
}

}  // namespace bajigong::python
