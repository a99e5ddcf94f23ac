// Exact ratios: reducing, reading, writing and comparing them. Intermediates have 128 bits.
#include "bajigong/money.hpp"

namespace bajigong {
namespace {

Int128 greatest_common_divisor(Int128 a, Int128 b) {
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

std::optional<Ratio> reduced(Int128 num, Int128 den) {
    if (den == 0) return std::nullopt;
    const Int128 divisor = greatest_common_divisor(num, den);  // at least 1, as den is not 0
    num /= den < 0 ? -divisor : divisor;
    den /= den < 0 ? -divisor : divisor;
    if (num > INT64_MAX || num < INT64_MIN || den > INT64_MAX) return std::nullopt;
    return Ratio{static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

// An unsigned decimal as digits and a power of ten: "0.8" is 8 over 10. At most 36 digits, so that
// a hundredth of it still fits 128 bits.
struct Decimal {
    Int128 digits = 0;
    Int128 scale = 1;
};

std::optional<Decimal> parse_decimal(std::string_view text, bool point_allowed) {
    constexpr std::size_t kMaxLength = 37;
    if (text.empty() || text.size() > kMaxLength) return std::nullopt;
    if (text.front() == '.' || text.back() == '.') return std::nullopt;
    Decimal out;
    bool after_point = false;
    std::size_t digits = 0;
    for (const char c : text) {
        if (c == '.' && point_allowed && !after_point) {
            after_point = true;
        } else if (c >= '0' && c <= '9' && ++digits < kMaxLength) {
            out.digits = out.digits * 10 + (c - '0');
            if (after_point) out.scale *= 10;
        } else {
            return std::nullopt;
        }
    }
    return out;
}

}  // namespace

std::optional<Ratio> Ratio::make(std::int64_t num, std::int64_t den) { return reduced(num, den); }

std::optional<Ratio> Ratio::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const Int128 sign = negative ? -1 : 1;

    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        const std::optional<Decimal> num = parse_decimal(text.substr(0, slash), false);
        const std::optional<Decimal> den = parse_decimal(text.substr(slash + 1), false);
        if (!num || !den) return std::nullopt;
        return reduced(sign * num->digits, den->digits);
    }
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    const std::optional<Decimal> number = parse_decimal(text, true);
    if (!number) return std::nullopt;
    return reduced(sign * number->digits, number->scale * (percent ? 100 : 1));
}

std::string Ratio::text() const {
    if (den == 1) return std::to_string(num);
    return std::to_string(num) + '/' + std::to_string(den);
}

std::strong_ordering compare(Ratio left, Ratio right) {
    const Int128 a = Int128{left.num} * right.den;
    const Int128 b = Int128{right.num} * left.den;
    if (a < b) return std::strong_ordering::less;
    return a > b ? std::strong_ordering::greater : std::strong_ordering::equal;
}

}  // namespace bajigong
