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

std::optional<std::int64_t> divide(Int128 num, std::int64_t den, Rounding rounding) {
    if (den <= 0) return std::nullopt;
    Int128 quotient = num / den;  // towards zero
    const Int128 remainder = num % den;
    const Int128 twice = remainder < 0 ? -2 * remainder : 2 * remainder;
    bool away = false;
    switch (rounding) {
        case Rounding::half_up: away = twice >= den; break;
        case Rounding::half_even: away = twice > den || (twice == den && quotient % 2 != 0); break;
        case Rounding::up: away = remainder != 0; break;
        case Rounding::down: break;
    }
    if (away) quotient += num < 0 ? -1 : 1;
    if (quotient > INT64_MAX || quotient < INT64_MIN) return std::nullopt;
    return static_cast<std::int64_t>(quotient);
}

}  // namespace bajigong
