// What a callback of the host answers through: bytes, rows, or why it failed.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "bajigong/ledger_store.hpp"

#include "capi/src/guard.hpp"

// Nothing thrown here may pass through the host's frames: it is kept, and thrown again after them.
struct bjg_sink {
    std::optional<std::string> answer;
    std::string message;
    const bajigong::ledger::Store::Visit* visit = nullptr;  // of a scan
    bool done = false;                                      // no more rows are wanted
    std::exception_ptr thrown;

    // Throws again what was kept.
    void rethrow() const {
        if (thrown) std::rethrow_exception(thrown);
    }
    // What the host said, or that it said nothing.
    std::string words() const { return message.empty() ? "no reason given" : message; }
};
