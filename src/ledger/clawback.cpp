// Clawback (追回): a receivable that is collected, set off against a new claim, or written off.
#include <algorithm>

#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

// Bounds what one claim carries.
constexpr std::size_t kMaxClawbacks = 64;

AccountOf owed(const Clawback& clawback, std::string_view id) {
    return of_party(AccountKind::owed, clawback.institution, id);
}

Clawback named(Transaction& transaction) {
    Clawback clawback = must_exist(
        find_clawback(transaction.rows, transaction.command.text(Field::clawback)), "clawback");
    must_not_precede(transaction, clawback.on);
    return clawback;
}

Sources of_fund(const Sources& sources, std::string_view fund) {
    Sources of;
    for (const Source& source : sources) {
        if (source.fund == fund) of.push_back(source);
    }
    return of;
}

// Takes the lines of a debt into a claim that now earns what was paid from them.
void add_sources(Claim& claim, const Sources& sources) {
    for (const Source& source : sources) {
        const bool known = std::any_of(claim.sources.begin(), claim.sources.end(),
                                       [&](const Source& s) { return s.same_line(source); });
        if (!known) claim.sources.push_back({source.fund, source.year, source.line, 0});
    }
}

// What of a fund a claim can still pay and a clawback still owes.
struct Offset {
    Few<std::string_view, 2> funds;
    Parts fen;
};

Offset common(Transaction& transaction, const Claim& claim, const AccountOf& payable,
              const Clawback& clawback, const AccountOf& owing) {
    Offset offset;
    for (const Source& source : claim.sources) {
        if (std::find(offset.funds.begin(), offset.funds.end(), source.fund) !=
            offset.funds.end()) {
            continue;
        }
        const std::int64_t there =
            total(transaction.rows, of_fund(claim.sources, source.fund), payable);
        const std::int64_t owes =
            total(transaction.rows, of_fund(clawback.sources, source.fund), owing);
        offset.funds.push_back(source.fund);
        offset.fen.push_back(std::min(there, owes));
    }
    return offset;
}

}  // namespace

void do_clawback(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::clawback),
                           claim_id = command.text(Field::claim);
    must_be_new(transaction, Thing::clawback, id, "clawback");
    Claim claim = must_exist(find_claim(transaction.rows, claim_id), "claim");
    must_not_precede(transaction, claim.on);
    const AccountOf from = of_party(AccountKind::paid, claim.institution, claim_id);
    Clawback clawback;
    clawback.claim = claim_id;
    clawback.institution = claim.institution;
    clawback.on = transaction.on;
    clawback.sources = claim.sources;
    clawback.amount = amount_within(transaction, total(transaction.rows, claim.sources, from));
    move(transaction, claim.sources, clawback.amount, from, owed(clawback, id));
    claim.clawed += clawback.amount;
    if (claim.clawbacks.size() >= kMaxClawbacks) {
        throw Rejection{"B121", {std::to_string(kMaxClawbacks)}};
    }
    claim.clawbacks.push_back(id);
    save(transaction.rows, claim_id, claim);
    save(transaction.rows, id, clawback);
    transaction.fact("amount", Money{clawback.amount}.text());
}

void do_collect(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::clawback);
    const Clawback clawback = named(transaction);
    must_be_new(transaction, Thing::reference, command.text(Field::reference), "reference");
    const AccountOf from = owed(clawback, id);
    const std::int64_t amount =
        amount_within(transaction, total(transaction.rows, clawback.sources, from));
    move(transaction, clawback.sources, amount, from, kReturned);
    transaction.rows.put(Table::item, ThingKey(Thing::reference, command.text(Field::reference)),
                         command.id());
    transaction.fact("amount", Money{amount}.text());
}

void do_offset(Transaction& transaction) {
    const Command& command = transaction.command;
    const std::string_view id = command.text(Field::clawback),
                           claim_id = command.text(Field::claim);
    const Clawback clawback = named(transaction);
    Claim claim = must_exist(find_claim(transaction.rows, claim_id), "claim");
    if (claim.institution != clawback.institution) throw Rejection{"B120", {}};
    must_not_precede(transaction, claim.on);
    const AccountOf payable = of_party(AccountKind::payable, claim.institution, claim_id);
    const AccountOf owing = owed(clawback, id);
    // Fund by fund: one fund's money never pays what is owed to another.
    const Offset offset = common(transaction, claim, payable, clawback, owing);
    std::int64_t most = 0;
    for (const std::int64_t fen : offset.fen) most += fen;
    const std::int64_t amount = amount_within(transaction, most);
    const Parts parts = split(amount, offset.fen);
    const Sources own = claim.sources;
    add_sources(claim, clawback.sources);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == 0) continue;
        move(transaction, of_fund(own, offset.funds[i]), parts[i], payable, kReturned);
        // The institution keeps what it owed, now earned by the new claim: so the old claim cannot
        // be clawed back for it twice.
        move(transaction, of_fund(clawback.sources, offset.funds[i]), parts[i], owing,
             of_party(AccountKind::paid, claim.institution, claim_id));
    }
    claim.offset += amount;
    save(transaction.rows, claim_id, claim);
    transaction.fact("amount", Money{amount}.text());
}

void do_write_off(Transaction& transaction) {
    const std::string_view id = transaction.command.text(Field::clawback);
    const Clawback clawback = named(transaction);
    const AccountOf from = owed(clawback, id);
    const std::int64_t amount =
        amount_within(transaction, total(transaction.rows, clawback.sources, from));
    move(transaction, clawback.sources, amount, from, kLost);
    transaction.fact("amount", Money{amount}.text());
}

}  // namespace bajigong::ledger
