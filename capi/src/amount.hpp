// Amounts as numbers of the header.
#pragma once

#include "bajigong/decision.hpp"

#include "capi/src/guard.hpp"

namespace bajigong::capi {

using Kind = Amount::Kind;
static_assert(static_cast<int>(Kind::none) == BJG_AMOUNT_NONE);
static_assert(static_cast<int>(Kind::exact) == BJG_AMOUNT_EXACT);
static_assert(static_cast<int>(Kind::at_most) == BJG_AMOUNT_AT_MOST);
static_assert(static_cast<int>(Kind::at_least) == BJG_AMOUNT_AT_LEAST);
static_assert(static_cast<int>(Kind::between) == BJG_AMOUNT_BETWEEN);
static_assert(static_cast<int>(Kind::open) == BJG_AMOUNT_OPEN);
static_assert(static_cast<int>(Kind::unknown) == BJG_AMOUNT_UNKNOWN);
static_assert(static_cast<int>(Kind::fault) == BJG_AMOUNT_FAULT);
static_assert(static_cast<int>(Outcome::eligible) == BJG_ELIGIBLE);
static_assert(static_cast<int>(Outcome::ineligible) == BJG_INELIGIBLE);
static_assert(static_cast<int>(Outcome::undetermined) == BJG_UNDETERMINED);
static_assert(static_cast<int>(Outcome::fault) == BJG_FAULT);

inline std::int32_t kind_of(const Amount& amount) { return static_cast<std::int32_t>(amount.kind); }
// In fen; 0 where the kind has none.
inline std::int64_t low_of(const Amount& amount) {
    const bool has =
        amount.kind == Kind::exact || amount.kind == Kind::at_least || amount.kind == Kind::between;
    return has ? amount.low.fen : 0;
}
inline std::int64_t high_of(const Amount& amount) {
    if (amount.kind == Kind::exact) return amount.low.fen;
    const bool has = amount.kind == Kind::at_most || amount.kind == Kind::between;
    return has ? amount.high.fen : 0;
}
// The figure where it is one; -1 otherwise.
inline std::int64_t exact_of(const Amount& amount) {
    return amount.kind == Kind::exact ? amount.low.fen : -1;
}

}  // namespace bajigong::capi
