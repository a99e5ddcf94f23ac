// A voucher's status.
#include "ledger/status.hpp"

#include "ledger/expiry.hpp"
#include "ledger/things.hpp"
#include "ledger/transaction.hpp"
#include "text/json.hpp"

namespace bajigong::ledger {
namespace {

struct Used {
    std::int64_t settled = 0;  // paid, or offset against a debt
};

void add_claims(Working& rows, const Voucher& voucher, VoucherStatus& status, Used& used) {
    for (std::string_view id : voucher.claims) {
        const Claim claim = must_exist(find_claim(rows, id), "claim");
        status.captured += claim.amount;
        status.clawed += claim.clawed;
        used.settled += claim.paid + claim.offset;
        const auto held = [&](AccountKind kind) {
            return total(rows, claim.sources, of_party(kind, claim.institution, id));
        };
        status.payable += held(AccountKind::payable);
        status.paid += held(AccountKind::paid);
        for (const std::string_view name : claim.clawbacks) {
            const Clawback clawback = must_exist(find_clawback(rows, name), "clawback");
            status.owed += total(rows, clawback.sources,
                                 of_party(AccountKind::owed, clawback.institution, name));
        }
    }
    // What is in transit was captured and is neither payable nor answered for.
    status.in_transit = status.captured - status.payable - used.settled;
}

void add_holds(Working& rows, const Voucher& voucher, std::string_view id, Date on,
               VoucherStatus& status) {
    for (const std::string_view name : voucher.holds) {
        const Hold hold = must_exist(find_hold(rows, name), "hold");
        const std::int64_t fen = total(rows, voucher.sources, of_hold(id, name));
        const bool lapsed = on >= lapse_day(hold.until, voucher.late_days);
        (lapsed ? status.remaining : status.held) += fen;
    }
}

VoucherState state_of(const Voucher& voucher, const VoucherStatus& status, bool over,
                      const Used& used) {
    if (status.captured > 0) {
        if (status.clawed >= status.captured) return VoucherState::clawed;
        if (status.clawed > 0) return VoucherState::part_clawed;
        if (status.remaining + status.held > 0) return VoucherState::part_used;
        return used.settled == status.captured ? VoucherState::settled : VoucherState::used;
    }
    if (voucher.void_) return VoucherState::voided;
    if (status.held > 0) return VoucherState::reserved;
    if (over) return VoucherState::expired;
    return voucher.bound ? VoucherState::funded : VoucherState::qualified;
}

}  // namespace

std::string_view name(VoucherState state) {
    constexpr std::string_view kNames[] = {"qualified", "funded",  "reserved",    "part_used",
                                           "used",      "settled", "part_clawed", "clawed",
                                           "expired",   "void"};
    return kNames[static_cast<std::size_t>(state)];
}

std::optional<VoucherStatus> status_of(Working& rows, std::string_view id, Date on) {
    const std::optional<Voucher> voucher = find_voucher(rows, id);
    if (!voucher) return std::nullopt;
    VoucherStatus status;
    status.id = id;
    status.scheme = voucher->scheme;
    status.frozen = voucher->frozen;
    status.from = voucher->from;
    status.until = voucher->until;
    status.issued = voucher->bound ? voucher->funded : voucher->cap;
    Used used;
    add_claims(rows, *voucher, status, used);
    status.remaining =
        voucher->bound ? total(rows, voucher->sources, of_voucher(id)) : status.issued;
    add_holds(rows, *voucher, id, on, status);
    const bool over = voucher->void_ || voucher->expired || voucher->spent ||
                      on >= lapse_day(voucher->until, voucher->late_days);
    if (over) status.remaining = 0;
    status.given_back = status.issued - status.remaining - status.held - status.captured;
    status.state = state_of(*voucher, status, over, used);
    return status;
}

std::string VoucherStatus::json() const {
    const auto money = [](std::int64_t fen) { return '"' + Money{fen}.text() + '"'; };
    std::string out = "{\"voucher\":" + text::json_quote(id) +
                      ",\"scheme\":" + text::json_quote(scheme) + ",\"state\":\"";
    out += name(state);
    out += std::string("\",\"frozen\":") + (frozen ? "true" : "false");
    out += ",\"from\":\"" + from.text() + "\",\"until\":\"" + until.text() + '"';
    out += ",\"issued\":" + money(issued) + ",\"remaining\":" + money(remaining) +
           ",\"held\":" + money(held) + ",\"captured\":" + money(captured) +
           ",\"given_back\":" + money(given_back) + ",\"payable\":" + money(payable) +
           ",\"in_transit\":" + money(in_transit) + ",\"paid\":" + money(paid) +
           ",\"clawed\":" + money(clawed) + ",\"owed\":" + money(owed);
    return out += '}';
}

}  // namespace bajigong::ledger
