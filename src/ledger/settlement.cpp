// Settlement (结算): batches to the bank, and what the bank answers.
#include <algorithm>
#include <set>

#include "ledger/codec.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

// A claim's payable money, or a part of it, into transit. Returns what was moved.
std::int64_t send_claim(Transaction& transaction, const PaymentOrder& order,
                        const PaymentLine& line) {
    const std::string_view id = line.claim, institution = order.institution;
    const Claim claim = must_exist(find_claim(transaction.rows, id), "claim");
    if (claim.institution != institution) throw Rejection{"B120", {}};
    const std::optional<Voucher> voucher = find_voucher(transaction.rows, claim.voucher);
    if (voucher && voucher->frozen) throw Rejection{"B105", {}};
    must_not_precede(transaction, claim.on);
    const AccountOf from = of_party(AccountKind::payable, institution, id);
    const std::int64_t there = total(transaction.rows, claim.sources, from);
    if (there == 0) throw Rejection{"B125", {}};
    const std::int64_t amount = line.amount.value_or(there);
    if (amount > there) throw Rejection{"B103", {Money{there}.text()}};
    move(transaction, claim.sources, amount, from,
         of_party(AccountKind::transit, order.payment, id).of_new());
    return amount;
}

std::int64_t send_payment(Transaction& transaction, const PaymentOrder& order,
                          std::string_view batch) {
    must_be_new(transaction, Thing::payment, order.payment, "payment");
    const Institution institution =
        must_exist(find_institution(transaction.rows, order.institution), "institution");
    if (institution.frozen) throw Rejection{"B105", {}};
    Payment payment;
    payment.batch = batch;
    payment.institution = order.institution;
    payment.on = transaction.on;
    std::set<std::string_view> seen;
    std::int64_t sum = 0;
    for (const PaymentLine& line : order.lines) {
        if (!seen.insert(line.claim).second) throw Rejection{"B101", {"claim"}};
        if (__builtin_add_overflow(sum, send_claim(transaction, order, line), &sum)) {
            throw Rejection{"B124", {}};
        }
        payment.claims.push_back(line.claim);
    }
    save(transaction.rows, order.payment, payment);
    return sum;
}

// The payment, after its bank reference was taken.
Payment answered(Transaction& transaction, PaymentState state) {
    const Command& command = transaction.command;
    Payment payment =
        must_exist(find_payment(transaction.rows, command.text(Field::payment)), "payment");
    if (payment.state != PaymentState::sent) throw Rejection{"B117", {}};
    must_be_new(transaction, Thing::reference, command.text(Field::reference), "reference");
    must_not_precede(transaction, payment.on);
    transaction.rows.put(Table::item, ThingKey(Thing::reference, command.text(Field::reference)),
                         command.id());
    payment.state = state;
    payment.reference = command.text(Field::reference);
    save(transaction.rows, command.text(Field::payment), payment);
    return payment;
}

}  // namespace

void do_settle(Transaction& transaction) {
    const std::string_view batch = transaction.command.text(Field::batch);
    must_be_new(transaction, Thing::batch, batch, "batch");
    std::int64_t sum = 0;
    for (const PaymentOrder& order : transaction.command.payments()) {
        if (__builtin_add_overflow(sum, send_payment(transaction, order, batch), &sum)) {
            throw Rejection{"B124", {}};
        }
    }
    transaction.rows.put(Table::item, ThingKey(Thing::batch, batch),
                         transaction.command.text(Field::digest));
    transaction.fact("amount", Money{sum}.text());
}

void do_confirm(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::payment);
    const Payment payment = answered(transaction, PaymentState::confirmed);
    for (const std::string_view claim_id : payment.claims) {
        Claim claim = must_exist(find_claim(transaction.rows, claim_id), "claim");
        const AccountOf from = of_party(AccountKind::transit, id, claim_id);
        const std::int64_t amount = total(transaction.rows, claim.sources, from);
        move(transaction, claim.sources, amount, from,
             of_party(AccountKind::paid, payment.institution, claim_id));
        claim.paid += amount;
        save(transaction.rows, claim_id, claim);
    }
}

void do_reject(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::payment);
    const Payment payment = answered(transaction, PaymentState::rejected);
    for (const std::string_view claim_id : payment.claims) {
        const Claim claim = must_exist(find_claim(transaction.rows, claim_id), "claim");
        const AccountOf from = of_party(AccountKind::transit, id, claim_id);
        move(transaction, claim.sources, total(transaction.rows, claim.sources, from), from,
             of_party(AccountKind::payable, payment.institution, claim_id));
    }
}

}  // namespace bajigong::ledger
