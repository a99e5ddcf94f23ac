// The auditor's own arithmetic: vouchers and holds.
#include "ledger/auditor.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace audit {

std::string fund_name(int line) { return "f" + std::to_string(fund_of(line)); }
std::string line_name(int line) { return line % kLinesOfYear < kFunds ? "l" : "m"; }

std::int64_t sum(const Parts& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

Parts share(std::int64_t fen, const Parts& weights, const Order& order) {
    std::int64_t whole = 0;
    for (const int line : order) whole += weights[line];
    Parts parts(weights.size());
    std::vector<int> cut;
    std::int64_t given = 0;
    for (const int line : order) {
        const std::int64_t product = fen * weights[line];
        parts[line] = product / whole;
        if (parts[line] * whole != product) cut.push_back(line);
        given += parts[line];
    }
    for (std::size_t i = 0; given < fen; ++i, ++given) ++parts[cut[i]];
    return parts;
}

void shift(Parts& from, Parts& to, const Parts& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        from[i] -= parts[i];
        to[i] += parts[i];
    }
}

bool Auditor::has_open_hold(const std::string& voucher) const {
    return std::any_of(holds_.begin(), holds_.end(), [&](const auto& entry) {
        return entry.second.open && entry.second.voucher == voucher;
    });
}

// Money of a voucher that can have no further use goes home.
void Auditor::retire(Voucher& voucher) {
    if (!voucher.over()) return;
    const Parts all = voucher.fen;
    voucher.given_back += sum(all) + sum(voucher.promised);
    shift(voucher.fen, available_, all);
    std::fill(voucher.promised.begin(), voucher.promised.end(), 0);
}

void Auditor::lapse(long day) {
    for (auto& [id, hold] : holds_) {
        if (!hold.open) continue;
        Voucher& voucher = vouchers_[hold.voucher];
        if (day <= hold.until + schemes_[voucher.scheme].late_days) continue;
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
    if (event.kind == "appropriate" || event.kind == "withdraw" || event.kind == "lapse") {
        return budget(event);
    }
    if (event.kind == "carry") {
        if (event.voucher.empty()) return carry_line(event.line, event.fen);
        return carry_voucher(event);
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
    if (event.kind == "freeze" || event.kind == "unfreeze") return freeze(event);
    return event.kind == "sweep";
}

bool Auditor::freeze(const Event& event) {
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

// What a scheme allows to a person and in all, counted anew from its vouchers.
bool Auditor::room_for(const Scheme& scheme, const Event& event) {
    int active = 0, count = 0;
    std::int64_t fen = 0;
    for (const auto& [id, other] : vouchers_) {
        if (other.scheme != event.scheme) continue;
        if (!other.dead || other.captured > 0) ++count;
        fen += other.dead ? other.captured : other.cap;
        if (other.person != event.person || other.over()) continue;
        if (!other.bound || sum(other.fen) > 0 || has_open_hold(id)) ++active;
    }
    if (active >= scheme.active) return false;
    if (active > 0) see("issue of a second voucher that is active");
    if (scheme.count > 0 && count >= scheme.count) return false;
    return scheme.budget == 0 || fen + event.fen <= scheme.budget;
}

bool Auditor::issue(const Event& event) {
    const Scheme& scheme = schemes_[event.scheme];
    if (vouchers_.contains(event.voucher) || event.fen > scheme.cap) return false;
    Voucher voucher;
    voucher.scheme = event.scheme;
    voucher.person = event.person;
    voucher.cap = event.fen;
    voucher.from = event.from == 0 ? event.on : event.from;
    voucher.until = voucher.from + scheme.valid_days;
    if (event.day > voucher.until + scheme.late_days) return false;
    if (!room_for(scheme, event)) return false;
    Parts parts(kLines);
    if (event.shares.empty()) {
        voucher.order = scheme.lines;
        Parts weights(kLines);
        for (std::size_t i = 0; i < scheme.lines.size(); ++i) {
            weights[scheme.lines[i]] = scheme.shares[i];
        }
        parts = share(event.fen, weights, scheme.lines);
    } else {
        const std::set<int> allowed(scheme.lines.begin(), scheme.lines.end());
        for (const auto& [line, fen] : event.shares) {
            if (!allowed.contains(line) || parts[line] != 0) return false;
            voucher.order.push_back(line);
            parts[line] = fen;
        }
        if (sum(parts) != event.fen) return false;
    }
    for (const int line : voucher.order) {
        if (!scheme.at_enrolment) {
            if (available_[line] < parts[line]) return false;
            continue;
        }
        std::int64_t promised = parts[line];
        for (const auto& entry : vouchers_) promised += entry.second.promised[line];
        if (parts[line] > 0 && promised * scheme.over_den > available_[line] * scheme.over_num) {
            return false;
        }
    }
    voucher.fen.resize(kLines);
    voucher.promised.resize(kLines);
    voucher.bound = !scheme.at_enrolment;
    if (voucher.bound) {
        voucher.funded = event.fen;
        shift(available_, voucher.fen, parts);
        for (const int line : voucher.order) {
            if (parts[line] > 0 && carried_in_[line] > 0) see("issue from what was carried");
        }
    } else {
        voucher.promised = parts;
    }
    if (event.shares.size() > 1) see("issue with sources, co-funded");
    if (event.from > event.day) see("issue from a later day");
    if (event.from != 0 && event.from < event.on) see("issue from an earlier day");
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
    const Parts parts = share(event.fen, voucher.promised, voucher.order);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (available_[i] < parts[i]) return false;
    }
    shift(available_, voucher.fen, parts);
    std::fill(voucher.promised.begin(), voucher.promised.end(), 0);
    voucher.bound = true;
    voucher.funded = event.fen;
    if (voucher.carried) see("bind after it was carried");
    return true;
}

bool Auditor::hold(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (holds_.contains(event.hold) || found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    const Scheme& scheme = schemes_[voucher.scheme];
    if (!admitted_.contains(event.institution) || !admitted_[event.institution]) return false;
    if (frozen_[event.institution]) return false;
    if (voucher.over() || voucher.frozen || !voucher.bound) return false;
    if (event.on < voucher.from || event.on > voucher.until) return false;
    if (scheme.single && (has_open_hold(event.voucher) || !voucher.claims.empty())) return false;
    const long last = event.on + scheme.hold_days;
    const long until = event.until == 0 ? last : event.until;
    if (until < event.on || until > last || event.day > until + scheme.late_days) return false;
    const std::int64_t there = sum(voucher.fen), fen = event.fen == 0 ? there : event.fen;
    if (there == 0 || fen > there) return false;
    Hold hold{event.voucher, event.institution, Parts(kLines), event.on, until, true};
    shift(voucher.fen, hold.fen, share(fen, voucher.fen, voucher.order));
    holds_[event.hold] = hold;
    if (voucher.carried) see("hold after it was carried");
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
    const Parts none(kLines);
    Claim claim{hold.voucher, hold.institution, event.on, voucher.order, none, none};
    shift(hold.fen, claim.payable, share(fen, hold.fen, voucher.order));
    claims_[event.claim] = claim;
    voucher.claims.push_back(event.claim);
    voucher.captured += fen;
    if (voucher.carried) see("capture after it was carried");
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
    if (voucher.over() || event.on < voucher.from) return false;
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
    if (voucher.over() || voucher.frozen || event.until <= voucher.until) return false;
    voucher.until = event.until;
    return true;
}

}  // namespace audit
