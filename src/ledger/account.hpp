// Account keys: the bytes an account is stored and logged under.
#pragma once

#include <cstdint>
#include <string_view>

#include "bajigong/ledger.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {

// Kind, fund, year, then line, party and sub where the kind has them; see docs/ledger-log.md.
void write_account_key(Writer& out, AccountKind kind, std::string_view fund, std::int32_t year,
                       std::string_view line, std::string_view party, std::string_view sub);
// Throws Damaged.
Account account_of(std::string_view key);

// The part of a key that its pool is kept under: kind, fund, year, line.
std::string_view pool_key(std::string_view account_key);
// The fund of a key.
std::string_view fund_of(std::string_view account_key);

// True if an account of that key may hold less than nothing.
inline bool may_be_negative(std::string_view account_key) { return account_key.front() == 1; }

}  // namespace bajigong::ledger
