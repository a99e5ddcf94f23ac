// What each command does, one function a kind. Each checks first what restricts, last what is
// there: a stranger learns no balance. Throws Rejection, and then what it posted must be undone.
#pragma once

#include "ledger/transaction.hpp"

namespace bajigong::ledger {

// budget.cpp
void do_appropriate(Transaction& transaction);
void do_withdraw(Transaction& transaction);
void do_lapse(Transaction& transaction);
void do_carry(Transaction& transaction);
void do_close(Transaction& transaction);
// terms.cpp
void do_scheme(Transaction& transaction);
void do_institution(Transaction& transaction);
void do_freeze(Transaction& transaction);
// voucher.cpp
void do_issue(Transaction& transaction);
void do_bind(Transaction& transaction);
void do_void(Transaction& transaction);
void do_expire(Transaction& transaction);
void do_sweep(Transaction& transaction);
void do_extend(Transaction& transaction);
// hold.cpp
void do_hold(Transaction& transaction);
void do_capture(Transaction& transaction);
void do_release(Transaction& transaction);
// settlement.cpp
void do_settle(Transaction& transaction);
void do_confirm(Transaction& transaction);
void do_reject(Transaction& transaction);
// clawback.cpp
void do_clawback(Transaction& transaction);
void do_collect(Transaction& transaction);
void do_offset(Transaction& transaction);
void do_write_off(Transaction& transaction);

}  // namespace bajigong::ledger
