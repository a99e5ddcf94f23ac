// What the ledger keeps beside balances: schemes, institutions, vouchers, holds, claims, payments,
// clawbacks. Each is one row of Table::item.
//
// A thing that was found points into the bytes of its row, which stand until the next commit; what
// is put into it must stand until it is saved.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "ledger/command.hpp"
#include "ledger/working.hpp"

namespace bajigong::ledger {

// First byte of an item's key. Written to stores: never changed or used again.
enum class Thing : char {
    scheme = 'S',
    institution = 'I',
    voucher = 'V',
    hold = 'H',
    claim = 'C',
    batch = 'B',
    payment = 'P',
    clawback = 'K',
    reference = 'R',  // a bank reference, so that it is used once
    person = 'A',     // scheme and person -> their vouchers
    exposure = 'E',   // a line -> fen promised by vouchers that are not encumbered yet
    closed = 'Z',     // a fund -> the last month that is closed
};
// The key of a thing's row.
class ThingKey {
   public:
    ThingKey(Thing thing, std::string_view id) {
        key_.u8(static_cast<std::uint8_t>(thing)).raw(id);
    }
    operator std::string_view() const { return key_.bytes(); }

   private:
    Writer key_;
};

using Ids = Few<std::string_view, 2>;

struct Scheme {
    bool at_enrolment = false;  // when money is encumbered
    std::int64_t cap = 0;       // the most a voucher may be worth
    Validity validity;
    std::int32_t hold_days = 0;  // how long a hold may last
    std::int32_t late_days =
        0;  // how long after a last day something of that day may still be booked
    bool single_use = false;
    std::int32_t active = 1;  // vouchers that a person may have at once
    std::int64_t count = 0;   // vouchers that may be issued; 0: as many as there is money for
    std::int64_t budget = 0;  // what they may be worth together; 0: no bound of its own
    Ratio over_issue{1,
                     1};  // promised / available, at most, where money is encumbered at enrolment
    Sources sources;      // parts are shares
    std::int64_t issued = 0;  // vouchers, without those made void
    std::int64_t issued_fen = 0;
};

struct Institution {
    Date from, until;
    bool frozen = false;
    Ids schemes;
};

struct Voucher {
    std::string_view scheme, person;
    std::int64_t cap = 0;     // what it was issued for
    std::int64_t funded = 0;  // what was encumbered for it
    bool bound = false;       // its amount is settled and encumbered
    Date from, until;
    std::int32_t late_days = 0;
    std::uint32_t deadline = 0;  // how often its last day was moved
    bool void_ = false, expired = false, frozen = false, spent = false;
    Date due;           // the day its row in Table::due stands at; never if it has none
    Sources sources;    // parts of cap, then of funded
    Ids holds, claims;  // open holds; claims
};

struct Hold {
    std::string_view voucher, institution, course;
    std::int64_t amount = 0;
    Date on, until;
    bool open = true;
};

struct Claim {
    std::string_view voucher, hold, institution;
    std::int64_t amount = 0;
    std::int64_t paid = 0;    // confirmed
    std::int64_t clawed = 0;  // established
    std::int64_t offset = 0;  // kept by the treasury to offset a clawback
    Date on;
    Sources sources;
    Ids clawbacks;
};

enum class PaymentState : std::uint8_t { sent, confirmed, rejected };
struct Payment {
    std::string_view batch, institution, reference;
    PaymentState state = PaymentState::sent;
    Date on;
    Ids claims;
};

struct Clawback {
    std::string_view claim, institution;
    std::int64_t amount = 0;
    Date on;
    Sources sources;
};

// Empty if there is none of that id.
std::optional<Scheme> find_scheme(Working& rows, std::string_view id);
std::optional<Institution> find_institution(Working& rows, std::string_view id);
std::optional<Voucher> find_voucher(Working& rows, std::string_view id);
std::optional<Hold> find_hold(Working& rows, std::string_view id);
std::optional<Claim> find_claim(Working& rows, std::string_view id);
std::optional<Payment> find_payment(Working& rows, std::string_view id);
std::optional<Clawback> find_clawback(Working& rows, std::string_view id);
bool exists(Working& rows, Thing thing, std::string_view id);

void save(Working& rows, std::string_view id, const Scheme& scheme);
void save(Working& rows, std::string_view id, const Institution& institution);
void save(Working& rows, std::string_view id, const Voucher& voucher);
void save(Working& rows, std::string_view id, const Hold& hold);
void save(Working& rows, std::string_view id, const Claim& claim);
void save(Working& rows, std::string_view id, const Payment& payment);
void save(Working& rows, std::string_view id, const Clawback& clawback);

}  // namespace bajigong::ledger
