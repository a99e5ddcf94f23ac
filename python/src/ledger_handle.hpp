// A ledger as Python holds it: closed on demand, refused after a fork and from its own callbacks.
//
// Any thread may call. Every call holds the ledger while it lasts; `close` gives up Python's share,
// and the store is released when the last call has ended.
#pragma once

#include <memory>
#include <mutex>
#include <stdexcept>
#include <unistd.h>

#include "bajigong/ledger.hpp"

namespace bajigong::python {

class LedgerHandle {
   public:
    explicit LedgerHandle(ledger::Ledger ledger)
        : ledger_(std::make_shared<ledger::Ledger>(std::move(ledger))) {}

    // Throws Failure B022 in a forked process, whatever the store; std::invalid_argument (a
    // ValueError) if the ledger is closed; std::runtime_error from within a callback of a Visit.
    std::shared_ptr<ledger::Ledger> get() {
        if (getpid() != process_) throw Failure(Problem{"B022", {}, {}});
        if (visited() == this) {
            throw std::runtime_error("a ledger cannot be used from its own callback");
        }
        const std::lock_guard lock(mutex_);
        if (!ledger_) throw std::invalid_argument("the ledger is closed");
        return ledger_;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        ledger_.reset();
    }

    // While it lives, this thread runs callbacks of the host and may not come back: the ledger
    // would wait for itself.
    class Visit {
       public:
        explicit Visit(const LedgerHandle& handle) : before_(visited()) { visited() = &handle; }
        ~Visit() { visited() = before_; }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;

       private:
        const LedgerHandle* before_;
    };

   private:
    // What this thread visits.
    static const LedgerHandle*& visited() {
        static thread_local const LedgerHandle* handle = nullptr;
        return handle;
    }

    std::mutex mutex_;
    std::shared_ptr<ledger::Ledger> ledger_;
    pid_t process_ = getpid();
};

}  // namespace bajigong::python
