// Posting, and splitting sums over budget lines.
#include "ledger/transaction.hpp"

#include <algorithm>
#include <numeric>

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

void add(Working& rows, Table table, std::string_view key, std::int64_t fen) {
    rows.add_to_balance(table, key, fen, [key](std::int64_t held, std::int64_t more) {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(held, more, &sum)) throw Rejection{"B124", {}};
        // The sign rule holds for pools too: they are sums of accounts of one kind.
        if (may_be_negative(key) ? sum > 0 : sum < 0) throw Rejection{"B103", {Money{held}.text()}};
        return sum;
    });
}

void check_open(Transaction& transaction, std::string_view fund) {
    const std::optional<std::string_view> closed =
        transaction.rows.get(Table::item, thing_key(Thing::closed, fund));
    if (!closed) return;
    const YearMonthDay ymd = civil(transaction.on);
    const auto month = static_cast<std::uint64_t>(ymd.year * 12 + ymd.month - 1);
    if (month <= number_of(*closed)) throw Rejection{"B114", {}};
}

}  // namespace

void post(Transaction& transaction, std::span<const KeyLeg> legs) {
    if (transaction.legs.size() + legs.size() > kMaxLegs) {
        throw Failure(Problem{"B012", {}, {std::to_string(kMaxLegs)}});
    }
    // Funds are few; most transactions have one.
    std::vector<std::pair<std::string_view, Int128>> sums;
    for (const KeyLeg& leg : legs) {
        const std::string_view fund = fund_of(leg.account);
        auto found = std::find_if(sums.begin(), sums.end(),
                                  [fund](const auto& sum) { return sum.first == fund; });
        if (found == sums.end()) {
            check_open(transaction, fund);
            found = sums.insert(sums.end(), {fund, 0});
        }
        found->second += leg.fen;
    }
    for (const auto& sum : sums) {
        if (sum.second != 0) throw std::logic_error("a posting that does not balance");
    }
    for (const KeyLeg& leg : legs) {
        add(transaction.rows, Table::account, leg.account, leg.fen);
        add(transaction.rows, Table::pool, pool_key(leg.account), leg.fen);
    }
    transaction.legs.insert(transaction.legs.end(), legs.begin(), legs.end());
}

std::vector<std::int64_t> split(std::int64_t amount, std::span<const std::int64_t> weights) {
    const Int128 whole = std::accumulate(weights.begin(), weights.end(), Int128{0});
    std::vector<std::int64_t> parts;
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
        const std::int64_t held = rows.balance(Table::account, of.key(source));
        if (__builtin_add_overflow(sum, held, &sum)) throw Rejection{"B124", {}};
    }
    return sum;
}

void move(Transaction& transaction, std::span<const Source> sources, std::int64_t amount,
          const AccountOf& from, const AccountOf& to) {
    if (amount == 0) return;
    std::vector<std::string> keys;
    std::vector<std::int64_t> held;
    keys.reserve(sources.size());
    held.reserve(sources.size());
    for (const Source& source : sources) {
        keys.push_back(from.key(source));
        held.push_back(transaction.rows.balance(Table::account, keys.back()));
    }
    const std::vector<std::int64_t> parts = split(amount, held);
    std::vector<KeyLeg> legs;
    legs.reserve(parts.size() * 2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == 0) continue;
        legs.push_back({std::move(keys[i]), -parts[i]});
        legs.push_back({to.key(sources[i]), parts[i]});
        if (to.fresh) transaction.rows.expect_none(Table::account, legs.back().account);
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
