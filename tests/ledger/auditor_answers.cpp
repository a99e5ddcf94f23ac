// What the auditor holds the ledger's answers to.
#include "ledger/auditor.hpp"

namespace audit {
namespace {

std::string name_of(int line) {
    return fund_name(line) + ' ' + std::to_string(year_of(line)) + ' ' + line_name(line);
}

}  // namespace

std::map<std::string, std::int64_t> Auditor::balances(long day) {
    lapse(day);
    std::map<std::string, std::int64_t> all;
    const auto add = [&all](const std::string& name, std::int64_t fen) {
        if (fen != 0 && (all[name] += fen) == 0) all.erase(name);
    };
    const auto put = [&](const std::string& kind, const Parts& parts, const std::string& rest) {
        for (int line = 0; line < kLines; ++line) {
            add(kind + ' ' + name_of(line) + rest, parts[line]);
        }
    };
    // Of a fund's year, not of a line.
    const auto put_year = [&](const std::string& kind, const Parts& parts, int sign) {
        for (int line = 0; line < kLines; ++line) {
            add(kind + ' ' + fund_name(line) + ' ' + std::to_string(year_of(line)),
                sign * parts[line]);
        }
    };
    put_year("APP", appropriated_, -1);
    put_year("RET", back_, 1);
    put_year("LOS", lost_, 1);
    put("AVL", available_, "");
    for (const auto& [id, voucher] : vouchers_) put("VCH", voucher.fen, ' ' + id);
    for (const auto& [id, hold] : holds_) put("HLD", hold.fen, ' ' + hold.voucher + ' ' + id);
    for (const auto& [id, claim] : claims_) {
        put("PAY", claim.payable, ' ' + claim.institution + ' ' + id);
        put("OUT", claim.paid, ' ' + claim.institution + ' ' + id);
    }
    for (const auto& [id, payment] : payments_) {
        for (const auto& [claim, parts] : payment.claims) put("TRN", parts, ' ' + id + ' ' + claim);
    }
    for (const auto& [id, debt] : debts_) put("OWE", debt.fen, ' ' + debt.institution + ' ' + id);
    return all;
}

std::map<std::string, std::int64_t> Auditor::exposures(long day) {
    lapse(day);
    std::map<std::string, std::int64_t> all;
    for (const auto& [id, voucher] : vouchers_) {
        for (const int line : voucher.order) {
            if (voucher.promised[line] != 0) all[name_of(line)] += voucher.promised[line];
        }
    }
    return all;
}

Status Auditor::status(const std::string& id, long day) {
    lapse(day);
    const Voucher& voucher = vouchers_.at(id);
    Status status;
    status.frozen = voucher.frozen;
    status.from = voucher.from;
    status.until = voucher.until;
    status.issued = voucher.bound ? voucher.funded : voucher.cap;
    status.captured = voucher.captured;
    status.given_back = voucher.given_back;
    status.remaining = sum(voucher.fen) + sum(voucher.promised);
    for (const auto& [name, hold] : holds_) {
        if (hold.voucher == id) status.held += sum(hold.fen);
    }
    for (const std::string& name : voucher.claims) {
        status.payable += sum(claims_[name].payable);
        status.paid += sum(claims_[name].paid);
        for (const auto& [payment, entry] : payments_) {
            const auto sent = entry.claims.find(name);
            if (sent != entry.claims.end()) status.in_transit += sum(sent->second);
        }
        for (const auto& [clawback, debt] : debts_) {
            if (debt.claim != name) continue;
            status.clawed += debt.amount;
            status.owed += sum(debt.fen);
        }
    }
    const bool waits = status.payable + status.in_transit > 0;
    status.state = status.captured > 0 && status.clawed == status.captured     ? "clawed"
                   : status.clawed > 0                                         ? "part_clawed"
                   : status.captured > 0 && status.remaining + status.held > 0 ? "part_used"
                   : status.captured > 0 ? (waits ? "used" : "settled")
                   : voucher.dead        ? "void"
                   : status.held > 0     ? "reserved"
                   : voucher.expired     ? "expired"
                   : voucher.bound       ? "funded"
                                         : "qualified";
    return status;
}

std::string Status::text() const {
    std::string out = state + (frozen ? " frozen" : "");
    for (const std::int64_t number :
         {std::int64_t{from}, std::int64_t{until}, issued, remaining, held, captured, given_back,
          payable, in_transit, paid, clawed, owed}) {
        out += ' ' + std::to_string(number);
    }
    return out;
}

}  // namespace audit
