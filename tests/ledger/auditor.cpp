// The auditor's own arithmetic. Each line is a fund of its own here, with one budget line.
#include "ledger/auditor.hpp"

#include <algorithm>
#include <numeric>

namespace audit {
namespace {

std::int64_t sum(const Parts& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

// Parts of `fen` as the weights are: exact shares cut off, and what is left over handed out fen by
// fen, from the first line on, to those whose share was cut.
Parts share(std::int64_t fen, const Parts& weights) {
    const std::int64_t whole = sum(weights);
    Parts parts(weights.size());
    std::vector<bool> cut(weights.size());
    std::int64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const std::int64_t product = fen * weights[i];
        parts[i] = product / whole;
        cut[i] = parts[i] * whole != product;
        given += parts[i];
    }
    for (std::size_t i = 0; given < fen; ++i) {
        if (cut[i]) ++parts[i], ++given;
    }
    return parts;
}

void shift(Parts& from, Parts& to, const Parts& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        from[i] -= parts[i];
        to[i] += parts[i];
    }
}

}  // namespace

bool Auditor::has_open_hold(const std::string& voucher) const {
    return std::any_of(holds_.begin(), holds_.end(), [&](const auto& entry) {
        return entry.second.open && entry.second.voucher == voucher;
    });
}

// Money of a voucher that can have no further use goes home.
void Auditor::retire(Voucher& voucher) {
    if (!voucher.dead && !voucher.expired && !voucher.spent) return;
    const Parts all = voucher.fen;
    shift(voucher.fen, available_, all);
    std::fill(voucher.promised.begin(), voucher.promised.end(), 0);
}

void Auditor::lapse(long day) {
    for (auto& [id, hold] : holds_) {
        Voucher& voucher = vouchers_[hold.voucher];
        if (!hold.open || day <= hold.until + schemes_[voucher.scheme].late_days) continue;
        const Parts all = hold.fen;
        shift(hold.fen, voucher.fen, all);
        hold.open = false;
    }
    for (auto& [id, voucher] : vouchers_) {
        const bool over = voucher.dead || voucher.spent;
        if (!over && day > voucher.until + schemes_[voucher.scheme].late_days)
            voucher.expired = true;
        retire(voucher);
    }
}

bool Auditor::apply(const Event& event) {
    lapse(event.day);
    if (event.on > event.day) return false;
    if (event.kind == "appropriate") {
        available_[event.line] += event.fen;
        appropriated_[event.line] += event.fen;
        return true;
    }
    if (event.kind == "withdraw") {
        if (available_[event.line] < event.fen) return false;
        available_[event.line] -= event.fen;
        appropriated_[event.line] -= event.fen;
        return true;
    }
    if (event.kind == "lapse") {
        const std::int64_t fen = event.fen == 0 ? available_[event.line] : event.fen;
        if (fen == 0 || fen > available_[event.line]) return false;
        available_[event.line] -= fen;
        back_[event.line] += fen;
        return true;
    }
    if (event.kind == "issue") return issue(event);
    if (event.kind == "bind") return bind(event);
    if (event.kind == "hold") return hold(event);
    if (event.kind == "capture") return capture(event);
    if (event.kind == "release") return release(event);
    if (event.kind == "void") return cancel(event);
    if (event.kind == "extend") return extend(event);
    if (event.kind == "settle") return settle(event);
    if (event.kind == "confirm") return answer(event, true);
    if (event.kind == "reject") return answer(event, false);
    if (event.kind == "clawback") return claw(event);
    if (event.kind == "collect") return collect(event);
    if (event.kind == "offset") return offset(event);
    if (event.kind == "write_off") return write_off(event);
    if (event.kind == "expire") {
        const auto found = vouchers_.find(event.voucher);
        return found != vouchers_.end() && !found->second.dead && found->second.expired;
    }
    if (event.kind == "freeze" || event.kind == "unfreeze") {
        const bool frozen = event.kind == "freeze";
        if (event.voucher.empty()) {
            if (!admitted_.contains(event.institution)) return false;
            if (frozen_[event.institution] == frozen) return false;
            frozen_[event.institution] = frozen;
            return true;
        }
        const auto found = vouchers_.find(event.voucher);
        if (found == vouchers_.end() || found->second.frozen == frozen) return false;
        found->second.frozen = frozen;
        return true;
    }
    return event.kind == "sweep";
}

bool Auditor::issue(const Event& event) {
    const Scheme& scheme = schemes_[event.scheme];
    if (vouchers_.contains(event.voucher) || event.fen > scheme.cap) return false;
    Voucher voucher;
    voucher.scheme = event.scheme;
    voucher.person = event.person;
    voucher.cap = event.fen;
    voucher.from = event.on;
    voucher.until = event.on + scheme.valid_days;
    if (event.day > voucher.until + scheme.late_days) return false;
    for (const auto& [id, other] : vouchers_) {
        if (other.scheme != event.scheme || other.person != event.person) continue;
        if (other.dead || other.expired || other.spent) continue;
        if (!other.bound || has_open_hold(id) || sum(other.fen) > 0) return false;
    }
    const Parts parts = share(event.fen, scheme.shares);
    voucher.fen.resize(available_.size());
    voucher.promised.resize(available_.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto line = static_cast<std::size_t>(scheme.lines[i]);
        if (!scheme.at_enrolment) {
            if (available_[line] < parts[i]) return false;
            voucher.fen[line] = parts[i];
            continue;
        }
        std::int64_t promised = parts[i];
        for (const auto& entry : vouchers_) promised += entry.second.promised[line];
        if (parts[i] > 0 && promised * scheme.over_den > available_[line] * scheme.over_num) {
            return false;
        }
        voucher.promised[line] = parts[i];
    }
    voucher.bound = !scheme.at_enrolment;
    for (std::size_t i = 0; i < available_.size(); ++i) available_[i] -= voucher.fen[i];
    vouchers_[event.voucher] = voucher;
    return true;
}

bool Auditor::bind(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    if (voucher.dead || voucher.expired || voucher.frozen || voucher.bound) return false;
    if (event.on < voucher.from || event.on > voucher.until || event.fen > voucher.cap)
        return false;
    const Parts parts = share(event.fen, voucher.promised);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (available_[i] < parts[i]) return false;
    }
    shift(available_, voucher.fen, parts);
    std::fill(voucher.promised.begin(), voucher.promised.end(), 0);
    voucher.bound = true;
    return true;
}

bool Auditor::hold(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (holds_.contains(event.hold) || found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    const Scheme& scheme = schemes_[voucher.scheme];
    if (!admitted_.contains(event.institution) || !admitted_[event.institution]) return false;
    if (frozen_[event.institution]) return false;
    if (voucher.dead || voucher.expired || voucher.frozen || voucher.spent || !voucher.bound) {
        return false;
    }
    if (event.on < voucher.from || event.on > voucher.until) return false;
    if (scheme.single && (has_open_hold(event.voucher) || !voucher.claims.empty())) return false;
    const long last = event.on + scheme.hold_days;
    const long until = event.until == 0 ? last : event.until;
    if (until < event.on || until > last || event.day > until + scheme.late_days) return false;
    const std::int64_t there = sum(voucher.fen), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    Hold hold{event.voucher, event.institution, Parts(available_.size()), event.on, until, true};
    shift(voucher.fen, hold.fen, share(fen, voucher.fen));
    holds_[event.hold] = hold;
    return true;
}

bool Auditor::capture(const Event& event) {
    const auto found = holds_.find(event.hold);
    if (claims_.contains(event.claim) || found == holds_.end() || !found->second.open) return false;
    Hold& hold = found->second;
    Voucher& voucher = vouchers_[hold.voucher];
    if (voucher.frozen || frozen_[hold.institution]) return false;
    if (event.on < hold.on || event.on > hold.until) return false;
    const std::int64_t there = sum(hold.fen), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    const Parts none(available_.size());
    Claim claim{hold.voucher, hold.institution, event.on, none, none};
    shift(hold.fen, claim.payable, share(fen, hold.fen));
    claims_[event.claim] = claim;
    voucher.claims.push_back(event.claim);
    if (event.final || fen == there) {
        const Parts rest = hold.fen;
        shift(hold.fen, voucher.fen, rest);
        hold.open = false;
        if (schemes_[voucher.scheme].single) voucher.spent = true;
    }
    retire(voucher);
    return true;
}

bool Auditor::release(const Event& event) {
    const auto found = holds_.find(event.hold);
    if (found == holds_.end() || !found->second.open || event.on < found->second.on) return false;
    Hold& hold = found->second;
    const Parts all = hold.fen;
    shift(hold.fen, vouchers_[hold.voucher].fen, all);
    hold.open = false;
    retire(vouchers_[hold.voucher]);
    return true;
}

bool Auditor::cancel(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    if (voucher.dead || voucher.expired || voucher.spent || event.on < voucher.from) return false;
    if (has_open_hold(event.voucher) && !event.release_holds) return false;
    for (auto& [id, hold] : holds_) {
        if (hold.voucher != event.voucher || !hold.open) continue;
        const Parts all = hold.fen;
        shift(hold.fen, voucher.fen, all);
        hold.open = false;
    }
    voucher.dead = true;
    retire(voucher);
    return true;
}

bool Auditor::extend(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    if (voucher.dead || voucher.expired || voucher.spent || voucher.frozen) return false;
    if (event.until <= voucher.until) return false;
    voucher.until = event.until;
    return true;
}

bool Auditor::settle(const Event& event) {
    if (payments_.contains(event.payment) || !admitted_.contains(event.institution)) return false;
    if (frozen_[event.institution]) return false;
    for (const std::string& id : event.claims) {
        const auto found = claims_.find(id);
        if (found == claims_.end() || found->second.institution != event.institution) return false;
        if (std::count(event.claims.begin(), event.claims.end(), id) > 1) return false;
        if (vouchers_[found->second.voucher].frozen || event.on < found->second.on) return false;
        if (sum(found->second.payable) == 0) return false;
    }
    Payment payment{event.institution, event.on, true, {}};
    for (const std::string& id : event.claims) {
        Parts& to = payment.claims[id];
        to.resize(available_.size());
        const Parts all = claims_[id].payable;
        shift(claims_[id].payable, to, all);
    }
    payments_[event.payment] = payment;
    return true;
}

bool Auditor::answer(const Event& event, bool confirmed) {
    const auto found = payments_.find(event.payment);
    if (found == payments_.end() || !found->second.open) return false;
    if (references_[event.reference] || event.on < found->second.on) return false;
    references_[event.reference] = true;
    found->second.open = false;
    for (auto& [id, parts] : found->second.claims) {
        const Parts all = parts;
        shift(parts, confirmed ? claims_[id].paid : claims_[id].payable, all);
    }
    return true;
}

bool Auditor::claw(const Event& event) {
    const auto found = claims_.find(event.claim);
    if (debts_.contains(event.clawback) || found == claims_.end()) return false;
    if (event.on < found->second.on) return false;
    const std::int64_t there = sum(found->second.paid), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    Debt debt{found->second.institution, event.claim, event.on, Parts(available_.size())};
    shift(found->second.paid, debt.fen, share(fen, found->second.paid));
    debts_[event.clawback] = debt;
    return true;
}

bool Auditor::collect(const Event& event) {
    const auto found = debts_.find(event.clawback);
    if (found == debts_.end() || event.on < found->second.on) return false;
    if (references_[event.reference]) return false;
    const std::int64_t there = sum(found->second.fen), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    references_[event.reference] = true;
    shift(found->second.fen, back_, share(fen, found->second.fen));
    return true;
}

bool Auditor::offset(const Event& event) {
    const auto debt = debts_.find(event.clawback);
    const auto claim = claims_.find(event.claim);
    if (debt == debts_.end() || claim == claims_.end()) return false;
    if (event.on < debt->second.on || event.on < claim->second.on) return false;
    if (debt->second.institution != claim->second.institution) return false;
    Parts common(available_.size());
    for (std::size_t i = 0; i < common.size(); ++i) {
        common[i] = std::min(debt->second.fen[i], claim->second.payable[i]);
    }
    const std::int64_t there = sum(common), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    const Parts parts = share(fen, common);
    shift(claim->second.payable, back_, parts);
    shift(debt->second.fen, claim->second.paid, parts);
    return true;
}

bool Auditor::write_off(const Event& event) {
    const auto found = debts_.find(event.clawback);
    if (found == debts_.end() || event.on < found->second.on) return false;
    const std::int64_t there = sum(found->second.fen), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    shift(found->second.fen, lost_, share(fen, found->second.fen));
    return true;
}

std::map<std::string, std::int64_t> Auditor::balances(long day) {
    lapse(day);
    std::map<std::string, std::int64_t> all;
    const auto put = [&all](const std::string& kind, const Parts& parts, const std::string& rest) {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string name = kind + ' ' + std::to_string(i) + rest;
            if (parts[i] != 0) all[name] += parts[i];
        }
    };
    Parts source = appropriated_;
    for (std::int64_t& fen : source) fen = -fen;
    put("APP", source, "");
    put("AVL", available_, "");
    put("RET", back_, "");
    put("LOS", lost_, "");
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

}  // namespace audit
