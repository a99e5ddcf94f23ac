// Posting, and splitting sums over budget lines.
#include "ledger/transaction.hpp"

#include <algorithm>
#include <numeric>

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

void add(Working& rows, Working::Balance balance, std::int64_t fen) {
    const std::int64_t held = balance.fen();
    std::int64_t sum = 0;
    if (__builtin_add_overflow(held, fen, &sum)) throw Rejection{"B124", {}};
    // The sign rule holds for pools too: they are sums of accounts of one kind.
    if (may_be_negative(balance.key()) ? sum > 0 : sum < 0) {
        throw Rejection{"B103", {Money{held}.text()}};
    }
    rows.set(balance, sum);
}

void check_open(Transaction& transaction, std::string_view fund) {
    const std::optional<std::string_view> closed =
        transaction.rows.get(Table::item, ThingKey(Thing::closed, fund));
    if (!closed) return;
    const YearMonthDay ymd = civil(transaction.on);
    const auto month = static_cast<std::uint64_t>(ymd.year * 12 + ymd.month - 1);
    if (month <= number_of(*closed)) throw Rejection{"B114", {}};
}

}  // namespace

void post(Transaction& transaction, std::span<const Posting> legs) {
    if (transaction.legs.size() + legs.size() > kMaxLegs) {
        throw Failure(Problem{"B012", {}, {std::to_string(kMaxLegs)}});
    }
    // Funds are few; most transactions have one.
    struct Sum {
        std::string_view fund;
        Int128 fen = 0;
    };
    Few<Sum, 2> sums;
    for (const Posting& leg : legs) {
        const std::string_view fund = fund_of(leg.account.key());
        auto* found = std::find_if(sums.begin(), sums.end(),
                                   [fund](const Sum& sum) { return sum.fund == fund; });
        if (found == sums.end()) {
            check_open(transaction, fund);
            sums.push_back({fund, 0});
            found = &sums.back();
        }
        found->fen += leg.fen;
    }
    for (const Sum& sum : sums) {
        if (sum.fen != 0) throw std::logic_error("a posting that does not balance");
    }
    for (const Posting& leg : legs) {
        add(transaction.rows, leg.account, leg.fen);
        add(transaction.rows, transaction.rows.pool_of(leg.account), leg.fen);
    }
    for (const Posting& leg : legs) transaction.legs.push_back({leg.account.key(), leg.fen});
}

Parts split(std::int64_t amount, std::span<const std::int64_t> weights) {
    Parts parts;
    if (weights.size() == 1) {
        parts.push_back(amount);
        return parts;
    }
    const Int128 whole = std::accumulate(weights.begin(), weights.end(), Int128{0});
    parts.reserve(weights.size());
    std::int64_t left = amount;
    for (const std::int64_t weight : weights) {
        parts.push_back(static_cast<std::int64_t>(Int128{amount} * weight / whole));
        left -= parts.back();
    }
    for (std::size_t i = 0; left > 0; ++i) {
        if (Int128{amount} * weights[i] % whole == 0) continue;
        ++parts[i];
        --left;
    }
    return parts;
}

std::int64_t total(Working& rows, std::span<const Source> sources, const AccountOf& of) {
    std::int64_t sum = 0;
    for (const Source& source : sources) {
        if (__builtin_add_overflow(sum, of.in(rows, source).fen(), &sum)) {
            throw Rejection{"B124", {}};
        }
    }
    return sum;
}

void move(Transaction& transaction, std::span<const Source> sources, std::int64_t amount,
          const AccountOf& from, const AccountOf& to) {
    if (amount == 0) return;
    Few<Working::Balance, 4> accounts;
    Parts held;
    for (const Source& source : sources) {
        accounts.push_back(from.in(transaction.rows, source));
        held.push_back(accounts.back().fen());
    }
    const Parts parts = split(amount, held);
    Few<Posting, 4> legs;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == 0) continue;
        legs.push_back({accounts[i], -parts[i]});
        legs.push_back({to.in(transaction.rows, sources[i]), parts[i]});
    }
    post(transaction, legs);
}

std::int64_t amount_within(const Transaction& transaction, std::int64_t held) {
    if (held == 0) throw Rejection{"B125", {}};
    const std::int64_t amount = transaction.command.amount(Field::amount).value_or(held);
    if (amount > held) throw Rejection{"B103", {Money{held}.text()}};
    return amount;
}

void must_be_new(Transaction& transaction, Thing thing, std::string_view id, const char* what) {
    if (exists(transaction.rows, thing, id)) throw Rejection{"B101", {what}};
}

void must_not_precede(const Transaction& transaction, Date day) {
    if (transaction.on < day) throw Rejection{"B116", {day.text()}};
}

}  // namespace bajigong::ledger
