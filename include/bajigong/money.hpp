// Money (金额) in whole fen of renminbi, and exact ratios (比例). No floating point, no silent
// overflow.
//
// Plain values, safe from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bajigong {

struct Money {
    std::int64_t fen = 0;

    // Yuan with at most two decimals: "1500", "1500.5", "-0.05". Empty for half a fen ("0.005"),
    // separators, signs other than a leading '-', exponents, and sums beyond int64 fen.
    static std::optional<Money> parse(std::string_view yuan);
    // Yuan with two decimals: "1500.00".
    std::string text() const;

    auto operator<=>(const Money&) const = default;
};

struct Ratio {
    std::int64_t num = 0;
    std::int64_t den = 1;  // always positive, and coprime with num

    // Reduced. Empty when den is 0 or the reduced value does not fit.
    static std::optional<Ratio> make(std::int64_t num, std::int64_t den);
    // "13/10", "80%", "0.8", "2". Empty for anything else.
    static std::optional<Ratio> parse(std::string_view text);
    // "13/10"; a whole number prints alone ("2").
    std::string text() const;

    bool operator==(const Ratio&) const = default;
};
std::strong_ordering compare(Ratio left, Ratio right);

// Direction in which a fraction of a unit is rounded (舍入).
enum class Rounding {
    half_up,
    half_even,
    up,
    down
};  // half_up: away from zero; up: away from zero; down: towards it

// Holds any product of two int64 values.
__extension__ using Int128 = __int128;

// num / den, rounded; den > 0. Exact in 128 bits; empty when the result leaves int64.
std::optional<std::int64_t> divide(Int128 num, std::int64_t den, Rounding rounding);

}  // namespace bajigong
