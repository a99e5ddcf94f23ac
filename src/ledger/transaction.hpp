// A transaction in the making: the legs posted so far, on the rows being worked on.
//
// post() is the only function that changes a balance.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/command.hpp"
#include "ledger/things.hpp"
#include "ledger/working.hpp"

namespace bajigong::ledger {

// Legs of one transaction at most: bounds the record and the memory of a command.
inline constexpr std::size_t kMaxLegs = 100'000;

// A leg by its account's key, whose bytes stand elsewhere: in a row being worked on, or in a
// record.
struct KeyLeg {
    std::string_view account;
    std::int64_t fen = 0;
};

// A leg to post. The account's row is good until the next commit.
struct Posting {
    Working::Balance account;
    std::int64_t fen = 0;
};

// Thrown by an operation that the books or the scheme forbid; becomes the recorded verdict.
struct Rejection {
    std::string code;
    std::vector<std::string> args;
};

struct Transaction {
    Working& rows;
    const Command& command;
    Time booked;
    Date day;  // of booking, in China
    Date on;   // effective
    std::vector<KeyLeg> legs = {};
    std::vector<std::pair<std::string, std::string>> facts = {};

    void fact(std::string name, std::string value) {
        facts.emplace_back(std::move(name), std::move(value));
    }
};

// Moves money: legs that sum to nothing in each fund, none in a closed month, no account but an
// appropriation left below nothing. Throws Rejection (B103, B114, B124) otherwise; then the
// transaction must be undone.
void post(Transaction& transaction, std::span<const Posting> legs);

// `amount` in parts as `weights` are to each other: floored, then one fen each to the first parts
// that lost a fraction. The parts sum to the amount and each is within a fen of its exact share.
// Weights must not be negative, nor all 0.
using Parts = Few<std::int64_t, 4>;
Parts split(std::int64_t amount, std::span<const std::int64_t> weights);

// Accounts of one kind and party: one for each budget line that a thing is paid from.
struct AccountOf {
    AccountKind kind;
    std::string_view party = {}, sub = {};  // must outlive it
    bool fresh = false;  // of a thing that is new: no store has an account of it yet

    // Its row for that line.
    Working::Balance in(Working& rows, const Source& line) const {
        Writer key;
        write_account_key(key, kind, line.fund, line.year, line.line, party, sub);
        return fresh ? rows.new_account(key.bytes()) : rows.account(key.bytes());
    }
    AccountOf of_new() const { return {kind, party, sub, true}; }
};
inline constexpr AccountOf kAvailable{AccountKind::available};
inline constexpr AccountOf kAppropriation{AccountKind::appropriation};
inline constexpr AccountOf kReturned{AccountKind::returned};
inline constexpr AccountOf kLost{AccountKind::lost};
inline AccountOf of_voucher(std::string_view voucher) { return {AccountKind::voucher, voucher}; }
inline AccountOf of_hold(std::string_view voucher, std::string_view hold) {
    return {AccountKind::hold, voucher, hold};
}
// PAY, OUT: institution and claim; OWE: institution and clawback; TRN: payment and claim.
inline AccountOf of_party(AccountKind kind, std::string_view party, std::string_view sub) {
    return {kind, party, sub};
}

// What the accounts of the sources hold together.
std::int64_t total(Working& rows, std::span<const Source> sources, const AccountOf& of);

// Posts `amount` from accounts to accounts, line by line, in parts as the first hold money. The
// amount must not be more than they hold together.
void move(Transaction& transaction, std::span<const Source> sources, std::int64_t amount,
          const AccountOf& from, const AccountOf& to);

// The amount that a command names, or all of `held`. Throws Rejection B103 if it is more, B125 if
// there is nothing.
std::int64_t amount_within(const Transaction& transaction, std::int64_t held);

// Throws Rejection B101 if there is a thing of that id, B102 where there is none.
void must_be_new(Transaction& transaction, Thing thing, std::string_view id, const char* what);
template <class T>
T must_exist(std::optional<T> found, const char* what) {
    if (!found) throw Rejection{"B102", {what}};
    return std::move(*found);
}
// Throws Rejection B116 if the effective day is before `day`.
void must_not_precede(const Transaction& transaction, Date day);

}  // namespace bajigong::ledger
