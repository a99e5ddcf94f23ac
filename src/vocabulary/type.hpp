// Types of facts and of expressions.
#pragma once

#include <cstdint>
#include <string>

namespace bajigong {

enum class Base : std::uint8_t { truth, integer, text, date, period, money, ratio, scale };

// `scale` is the index of a scale in the vocabulary. `denominator` belongs to ratio and money: the
// values are numerators over it; 1 for plain money (whole fen), kVaries where each row brings its
// own. `bounds`: a count or sum whose list is in doubt; the value is a pair (sure, possible).
struct Type {
    Base base = Base::truth;
    std::int32_t scale = -1;
    std::int64_t denominator = 1;
    bool bounds = false;

    static constexpr std::int64_t kVaries = 0;
    bool operator==(const Type&) const = default;
};

constexpr bool same_kind(const Type& a, const Type& b) {
    return a.base == b.base && a.scale == b.scale;
}

}  // namespace bajigong
