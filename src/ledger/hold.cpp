// Holds (预留) and their capture: money for one institution's course, paid out on evidence.
#include <algorithm>

#include "ledger/expiry.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

// Bounds on what one voucher may carry, so that a command's work is bounded.
constexpr std::size_t kMaxHolds = 32, kMaxClaims = 256;

void must_admit(const Transaction& transaction, const Institution& institution,
                std::string_view scheme) {
    const bool in_time = institution.from <= transaction.on && transaction.on <= institution.until;
    const bool for_scheme = std::find(institution.schemes.begin(), institution.schemes.end(),
                                      scheme) != institution.schemes.end();
    if (!in_time || !for_scheme) throw Rejection{"B107", {}};
    if (institution.frozen) throw Rejection{"B105", {}};
}

void must_be_usable(const Transaction& transaction, const Voucher& voucher) {
    if (voucher.void_) throw Rejection{"B106", {}};
    if (voucher.expired) throw Rejection{"B104", {}};
    if (voucher.frozen) throw Rejection{"B105", {}};
    if (voucher.spent) throw Rejection{"B110", {}};
    if (!voucher.bound) throw Rejection{"B118", {}};
    if (transaction.on < voucher.from || transaction.on > voucher.until) {
        throw Rejection{"B104", {}};
    }
}

// A hold with its voucher, brought up to date.
struct Held {
    std::string_view hold_id, voucher_id;
    Hold hold;
    Voucher voucher;
};

Held open_hold(Transaction& transaction) {
    Held held;
    held.hold_id = transaction.command.text(Field::hold);
    held.voucher_id = must_exist(find_hold(transaction.rows, held.hold_id), "hold").voucher;
    held.voucher = must_exist(find_voucher(transaction.rows, held.voucher_id), "voucher");
    bring_up_to_date(transaction, held.voucher_id, held.voucher);
    held.hold = must_exist(find_hold(transaction.rows, held.hold_id), "hold");
    if (!held.hold.open) throw Rejection{"B109", {}};
    return held;
}

void close(Transaction& transaction, Held& held) {
    const AccountOf from = of_hold(held.voucher_id, held.hold_id);
    const Sources& sources = held.voucher.sources;
    move(transaction, sources, total(transaction.rows, sources, from), from,
         of_voucher(held.voucher_id));
    held.hold.open = false;
    held.voucher.holds.erase(held.hold_id);
}

void save_held(Transaction& transaction, Held& held) {
    // What came back to a voucher that has expired goes back to its lines.
    bring_up_to_date(transaction, held.voucher_id, held.voucher);
    save(transaction.rows, held.hold_id, held.hold);
    save_voucher(transaction, held.voucher_id, held.voucher);
}

}  // namespace

void do_hold(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::hold);
    const std::string_view voucher_id = command.text(Field::voucher);
    must_be_new(transaction, Thing::hold, id, "hold");
    Voucher voucher = must_exist(find_voucher(transaction.rows, voucher_id), "voucher");
    Hold hold;
    hold.institution = command.text(Field::institution);
    must_admit(transaction,
               must_exist(find_institution(transaction.rows, hold.institution), "institution"),
               voucher.scheme);
    bring_up_to_date(transaction, voucher_id, voucher);
    must_be_usable(transaction, voucher);
    const Scheme scheme = must_exist(find_scheme(transaction.rows, voucher.scheme), "scheme");
    if (scheme.single_use && (!voucher.holds.empty() || !voucher.claims.empty())) {
        throw Rejection{"B110", {}};
    }
    if (voucher.holds.size() >= kMaxHolds) throw Rejection{"B121", {std::to_string(kMaxHolds)}};
    const Date last = add(transaction.on, Period{0, scheme.hold_days}).value_or(Date::never());
    hold.voucher = voucher_id;
    hold.course = command.text(Field::course);
    hold.on = transaction.on;
    hold.until = command.day(Field::until, last);
    const bool lapsed = transaction.day >= lapse_day(hold.until, voucher.late_days);
    if (hold.until < hold.on || hold.until > last || lapsed) throw Rejection{"B122", {}};
    const AccountOf from = of_voucher(voucher_id);
    hold.amount = amount_within(transaction, total(transaction.rows, voucher.sources, from));
    move(transaction, voucher.sources, hold.amount, from, of_hold(voucher_id, id).of_new());
    voucher.holds.push_back(id);
    save(transaction.rows, id, hold);
    save_voucher(transaction, voucher_id, voucher);
    transaction.fact("amount", Money{hold.amount}.text());
    transaction.fact("until", hold.until.text());
}

void do_capture(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::claim);
    must_be_new(transaction, Thing::claim, id, "claim");
    Held held = open_hold(transaction);
    if (held.voucher.frozen) throw Rejection{"B105", {}};
    const std::optional<Institution> institution =
        find_institution(transaction.rows, held.hold.institution);
    if (institution && institution->frozen) throw Rejection{"B105", {}};
    must_not_precede(transaction, held.hold.on);
    if (transaction.on > held.hold.until) throw Rejection{"B109", {}};
    if (held.voucher.claims.size() >= kMaxClaims) {
        throw Rejection{"B121", {std::to_string(kMaxClaims)}};
    }
    const AccountOf from = of_hold(held.voucher_id, held.hold_id);
    Claim claim;
    claim.voucher = held.voucher_id;
    claim.hold = held.hold_id;
    claim.institution = held.hold.institution;
    claim.on = transaction.on;
    claim.sources = held.voucher.sources;
    const std::int64_t there = total(transaction.rows, claim.sources, from);
    claim.amount = amount_within(transaction, there);
    move(transaction, claim.sources, claim.amount, from,
         of_party(AccountKind::payable, claim.institution, id).of_new());
    held.voucher.claims.push_back(id);
    const bool final = command.flag(Field::final_);
    if (final || claim.amount == there) close(transaction, held);
    const Scheme scheme = must_exist(find_scheme(transaction.rows, held.voucher.scheme), "scheme");
    // A single use is over with its last capture: the rest has no further use.
    if (scheme.single_use && !held.hold.open) held.voucher.spent = true;
    save(transaction.rows, id, claim);
    save_held(transaction, held);
    transaction.fact("amount", Money{claim.amount}.text());
}

void do_release(Transaction& transaction) {
    Held held = open_hold(transaction);
    must_not_precede(transaction, held.hold.on);
    close(transaction, held);
    save_held(transaction, held);
}

}  // namespace bajigong::ledger
