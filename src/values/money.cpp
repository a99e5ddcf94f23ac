// Money in fen: reading and writing yuan, and the one rounding division.
#include "bajigong/money.hpp"

namespace bajigong {
namespace {

// fen = fen * 10 + digit; false when that leaves int64. Works on the negative side, which holds one
// value more.
bool append_digit(std::int64_t& negative_fen, char digit) {
    return !__builtin_mul_overflow(negative_fen, std::int64_t{10}, &negative_fen) &&
           !__builtin_sub_overflow(negative_fen, std::int64_t{digit - '0'}, &negative_fen);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Money> Money::parse(std::string_view yuan) {
    const bool negative = yuan.starts_with('-');
    if (negative) yuan.remove_prefix(1);
    const std::size_t point = yuan.find('.');
    const std::string_view whole = yuan.substr(0, point);
    std::string_view fraction;
    if (point != std::string_view::npos) {
        fraction = yuan.substr(point + 1);
        if (fraction.empty() || fraction.size() > 2) return std::nullopt;
    }
    if (whole.empty()) return std::nullopt;

    std::int64_t negative_fen = 0;
    for (const std::string_view part : {whole, fraction}) {
        for (const char c : part) {
            if (!is_digit(c) || !append_digit(negative_fen, c)) return std::nullopt;
        }
    }
    for (std::size_t places = fraction.size(); places < 2; ++places) {
        if (!append_digit(negative_fen, '0')) return std::nullopt;
    }
    if (negative) return Money{negative_fen};
    if (negative_fen == INT64_MIN) return std::nullopt;
    return Money{-negative_fen};
}

std::string Money::text() const {
    // Unsigned, because the least int64 has no positive counterpart.
    const std::uint64_t size = fen < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(fen)
                                       : static_cast<std::uint64_t>(fen);
    const std::uint64_t cents = size % 100;
    std::string out = fen < 0 ? "-" : "";
    out += std::to_string(size / 100);
    out += '.';
    out += static_cast<char>('0' + cents / 10);
    out += static_cast<char>('0' + cents % 10);
    return out;
}

namespace {

// Towards zero, then away from it where the rounding says so. `den` is positive.
template <class Int>
Int rounded_quotient(Int num, std::int64_t den, Rounding rounding) {
    const Int quotient = num / den;
    const Int remainder = num % den;
    const Int left = remainder < 0 ? -remainder : remainder;  // below den, and so is den - left
    bool away = false;
    switch (rounding) {
        case Rounding::half_up: away = left >= den - left; break;
        case Rounding::half_even:
            away = left > den - left || (left == den - left && quotient % 2 != 0);
            break;
        case Rounding::up: away = left != 0; break;
        case Rounding::down: break;
    }
    if (!away) return quotient;
    return num < 0 ? quotient - 1 : quotient + 1;
}

}  // namespace

std::optional<std::int64_t> divide(Int128 num, std::int64_t den, Rounding rounding) {
    if (den <= 0) return std::nullopt;
    // Nearly every amount fits, and 64 bits divide many times as fast.
    const auto narrow = static_cast<std::int64_t>(num);
    if (narrow == num) return rounded_quotient(narrow, den, rounding);
    const Int128 quotient = rounded_quotient(num, den, rounding);
    if (quotient > INT64_MAX || quotient < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(quotient);
}

}  // namespace bajigong
