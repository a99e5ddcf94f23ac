// A ledger behind its handle.
#pragma once

#include <memory>

#include "bajigong/ledger.hpp"

#include "capi/src/arguments.hpp"
#include "capi/src/running.hpp"

struct bjg_ledger {
    // Shared with the calls that are running, so that freeing the handle cannot take it from them.
    std::shared_ptr<bajigong::ledger::Ledger> books;
};

namespace bajigong::capi {

// One call on a ledger: keeps it alive, and refuses (BJG_E_STATE) what comes from its own callback.
class LedgerCall {
   public:
    explicit LedgerCall(const bjg_ledger* ledger)
        : books_(checked(ledger)), running_(books_.get()) {}
    ledger::Ledger* operator->() const { return books_.get(); }
    ledger::Ledger& operator*() const { return *books_; }

   private:
    static std::shared_ptr<ledger::Ledger> checked(const bjg_ledger* ledger) {
        require(ledger, "ledger");
        return ledger->books;
    }
    std::shared_ptr<ledger::Ledger> books_;
    Running running_;
};

}  // namespace bajigong::capi
