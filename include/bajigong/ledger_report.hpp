// What the ledger says of a voucher (培训券): its status, worked out from its accounts on a day.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bajigong/date.hpp"
#include "bajigong/ledger.hpp"
#include "bajigong/money.hpp"

namespace bajigong::ledger {

enum class VoucherState {
    qualified,    // issued, its money not encumbered yet
    funded,       // encumbered, nothing held
    reserved,     // held, nothing captured
    part_used,    // captured in part; the rest may still be used
    used,         // captured, not all of it paid
    settled,      // all that was captured is paid
    part_clawed,  // a part of what was captured was clawed back
    clawed,       // all of it was
    expired,
    voided,
};
// "part_used"
std::string_view name(VoucherState state);

// All sums in fen. issued = remaining + held + captured + given_back.
struct VoucherStatus {
    std::string id, scheme;
    VoucherState state = VoucherState::qualified;
    bool frozen = false;         // an overlay, no state
    Date from, until;            // both days belong to it
    std::int64_t issued = 0;     // face, or the most it may be worth while it is only qualified
    std::int64_t remaining = 0;  // may still be held (of a qualified one: bound)
    std::int64_t held = 0;
    std::int64_t captured = 0;    // claimed by institutions, whatever became of it since
    std::int64_t given_back = 0;  // to its budget lines
    std::int64_t payable = 0, in_transit = 0, paid = 0;  // of what was captured, now
    std::int64_t owed = 0;    // clawback not yet collected, offset or written off
    std::int64_t clawed = 0;  // clawback established, ever

    // One line of JSON.
    std::string json() const;
};

}  // namespace bajigong::ledger
