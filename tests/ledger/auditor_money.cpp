// The auditor's own arithmetic: budget lines, payments and clawbacks.
#include <algorithm>

#include "ledger/auditor.hpp"

namespace audit {
namespace {

// The parts on the lines of one fund.
Parts of_fund(const Parts& parts, int fund) {
    Parts of(parts.size());
    for (int line = 0; line < kLines; ++line) {
        if (fund_of(line) == fund) of[line] = parts[line];
    }
    return of;
}

// The amount that an event names of what is there, or all; 0 if it is not there.
std::int64_t within(const Event& event, std::int64_t there) {
    const std::int64_t fen = event.fen == 0 ? there : event.fen;
    return fen > there ? 0 : fen;
}

}  // namespace

bool Auditor::budget(const Event& event) {
    if (event.kind == "appropriate") {
        available_[event.line] += event.fen;
        appropriated_[event.line] += event.fen;
        return true;
    }
    const std::int64_t fen = within(event, available_[event.line]);
    if (fen == 0) return false;
    available_[event.line] -= fen;
    if (event.kind == "lapse") {
        back_[event.line] += fen;
    } else {
        appropriated_[event.line] -= fen;
    }
    return true;
}

// To the same line of the next year, and the appropriation with it.
bool Auditor::carry_line(int line, std::int64_t named) {
    const int next = line + kLinesOfYear;
    const std::int64_t fen = named == 0 ? available_[line] : named;
    if (fen == 0 || fen > available_[line]) return false;
    available_[line] -= fen;
    appropriated_[line] -= fen;
    available_[next] += fen;
    appropriated_[next] += fen;
    carried_in_[next] += fen;
    see("carry of a line");
    return true;
}

bool Auditor::carry_voucher(const Event& event) {
    const auto found = vouchers_.find(event.voucher);
    if (found == vouchers_.end()) return false;
    Voucher& voucher = found->second;
    if (voucher.over() || event.on < voucher.from) return false;
    Order order;
    bool of_that_year = false;
    for (const int line : voucher.order) {
        const bool moves = year_of(line) == event.year;
        of_that_year = of_that_year || moves;
        const int now = moves ? line + kLinesOfYear : line;
        if (std::find(order.begin(), order.end(), now) == order.end()) {
            order.push_back(now);
        } else {
            see("carry to a line that pays already");
        }
    }
    if (!of_that_year) return false;
    std::vector<Parts*> moved = {&voucher.fen, &voucher.promised};
    for (auto& [id, hold] : holds_) {
        if (hold.open && hold.voucher == event.voucher) moved.push_back(&hold.fen);
    }
    for (Parts* const parts : moved) {
        for (int line = 0; line + kLinesOfYear < kLines; ++line) {
            if (year_of(line) != event.year) continue;
            const std::int64_t fen = std::exchange((*parts)[line], 0);
            (*parts)[line + kLinesOfYear] += fen;
            // A promise is no money yet.
            if (parts == &voucher.promised) continue;
            appropriated_[line] -= fen;
            appropriated_[line + kLinesOfYear] += fen;
        }
    }
    voucher.order = order;
    voucher.carried = true;
    see(!voucher.bound         ? "carry of a qualified voucher"
        : moved.size() > 2     ? "carry of a voucher with holds"
        : sum(voucher.fen) > 0 ? "carry of a voucher with money"
                               : "carry of a voucher that is used up");
    return true;
}

// All of a batch or none. A claim may be in several payments, as long as there is money.
bool Auditor::settle(const Event& event) {
    std::map<std::string, Claim> claims;  // as they will be
    std::map<std::string, Payment> payments;
    bool parted = false;
    ++batches_;
    for (const Event::Payment& order : event.batch) {
        if (payments_.contains(order.id) || payments.contains(order.id)) return false;
        if (!admitted_.contains(order.institution) || frozen_[order.institution]) return false;
        Payment payment{std::to_string(batches_), order.institution, event.on, true, {}};
        for (const auto& [id, named] : order.claims) {
            const auto found = claims_.find(id);
            if (found == claims_.end() || payment.claims.contains(id)) return false;
            Claim& claim = claims.emplace(id, found->second).first->second;
            if (claim.institution != order.institution || event.on < claim.on) return false;
            if (vouchers_[claim.voucher].frozen) return false;
            const std::int64_t there = sum(claim.payable), fen = named == 0 ? there : named;
            if (there == 0 || fen > there) return false;
            parted = parted || fen < there;
            payment.claims[id].resize(kLines);
            shift(claim.payable, payment.claims[id], share(fen, claim.payable, claim.order));
        }
        payments[order.id] = payment;
    }
    for (const auto& [id, claim] : claims) claims_[id] = claim;
    payments_.insert(payments.begin(), payments.end());
    if (parted) see("settle of a part");
    if (payments.size() > 1) see("settle of several payments");
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
    for (const auto& [id, other] : payments_) {
        if (other.batch == found->second.batch && other.open) see("answer to a part of a batch");
    }
    return true;
}

bool Auditor::claw(const Event& event) {
    const auto found = claims_.find(event.claim);
    if (debts_.contains(event.clawback) || found == claims_.end()) return false;
    Claim& claim = found->second;
    if (event.on < claim.on) return false;
    const std::int64_t fen = within(event, sum(claim.paid));
    if (fen == 0) return false;
    Debt debt{claim.institution, event.claim, event.on, claim.order, fen, Parts(kLines)};
    shift(claim.paid, debt.fen, share(fen, claim.paid, claim.order));
    debts_[event.clawback] = debt;
    return true;
}

bool Auditor::collect(const Event& event) {
    const auto found = debts_.find(event.clawback);
    if (found == debts_.end() || event.on < found->second.on) return false;
    if (references_[event.reference]) return false;
    const std::int64_t fen = within(event, sum(found->second.fen));
    if (fen == 0) return false;
    references_[event.reference] = true;
    shift(found->second.fen, back_, share(fen, found->second.fen, found->second.order));
    return true;
}

// What a fund is owed is set off against what the same fund would pay, whichever of its lines.
bool Auditor::offset(const Event& event) {
    const auto found = debts_.find(event.clawback);
    const auto of = claims_.find(event.claim);
    if (found == debts_.end() || of == claims_.end()) return false;
    Debt& debt = found->second;
    Claim& claim = of->second;
    if (event.on < debt.on || event.on < claim.on) return false;
    if (debt.institution != claim.institution) return false;
    Parts common(kFunds);
    Order funds;  // as the claim's lines first name them
    for (const int line : claim.order) {
        const int fund = fund_of(line);
        common[fund] = std::min(sum(of_fund(debt.fen, fund)), sum(of_fund(claim.payable, fund)));
        if (std::find(funds.begin(), funds.end(), fund) == funds.end()) funds.push_back(fund);
    }
    const std::int64_t fen = within(event, sum(common));
    if (fen == 0) return false;
    const Parts by_fund = share(fen, common, funds);
    bool lines = false, years = false;
    const Order paying = claim.order;
    for (int fund = 0; fund < kFunds; ++fund) {
        if (by_fund[fund] == 0) continue;
        const Parts from = share(by_fund[fund], of_fund(claim.payable, fund), paying);
        const Parts owed = share(by_fund[fund], of_fund(debt.fen, fund), debt.order);
        shift(claim.payable, back_, from);
        shift(debt.fen, claim.paid, owed);
        std::int64_t year[2][kYears] = {};
        for (int line = 0; line < kLines; ++line) {
            year[0][year_of(line) - kFirstYear] += from[line];
            year[1][year_of(line) - kFirstYear] += owed[line];
        }
        lines = lines || from != owed;
        years = years || !std::equal(year[0], year[0] + kYears, year[1]);
    }
    for (const int line : debt.order) {
        const bool known =
            std::find(claim.order.begin(), claim.order.end(), line) != claim.order.end();
        if (!known) claim.order.push_back(line);
    }
    if (lines) see("offset between lines of a fund");
    if (years) see("offset between years");
    if (std::count_if(by_fund.begin(), by_fund.end(), [](std::int64_t f) { return f > 0; }) > 1) {
        see("offset of several funds");
    }
    return true;
}

bool Auditor::write_off(const Event& event) {
    const auto found = debts_.find(event.clawback);
    if (found == debts_.end() || event.on < found->second.on) return false;
    const std::int64_t fen = within(event, sum(found->second.fen));
    if (fen == 0) return false;
    shift(found->second.fen, lost_, share(fen, found->second.fen, found->second.order));
    return true;
}

}  // namespace audit
