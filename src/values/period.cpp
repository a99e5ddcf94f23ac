// Periods of months and days: their ISO 8601 text form.
#include <cstdint>

#include "bajigong/date.hpp"

namespace bajigong {
namespace {

// Takes the leading digits of `rest`. Empty if there are none or they pass the int32 range of a
// Period's parts.
std::optional<std::int64_t> take_number(std::string_view& rest) {
    std::int64_t value = 0;
    std::size_t count = 0;
    while (count < rest.size() && rest[count] >= '0' && rest[count] <= '9') {
        value = value * 10 + (rest[count] - '0');
        if (value > INT32_MAX) return std::nullopt;
        ++count;
    }
    if (count == 0) return std::nullopt;
    rest.remove_prefix(count);
    return value;
}

}  // namespace

std::optional<Period> Period::parse(std::string_view text) {
    const bool back = text.starts_with('-');
    if (back) text.remove_prefix(1);
    if (!text.starts_with('P')) return std::nullopt;
    text.remove_prefix(1);

    constexpr std::string_view kUnits = "YMD";  // in this order, each at most once
    std::size_t next_unit = 0;
    std::int64_t months = 0;
    std::int64_t days = 0;
    while (!text.empty()) {
        const std::optional<std::int64_t> number = take_number(text);
        if (!number || text.empty()) return std::nullopt;
        const std::size_t unit = kUnits.find(text.front(), next_unit);
        if (unit == std::string_view::npos) return std::nullopt;
        if (kUnits[unit] == 'Y') months += *number * 12;
        if (kUnits[unit] == 'M') months += *number;
        if (kUnits[unit] == 'D') days = *number;
        next_unit = unit + 1;
        text.remove_prefix(1);
    }
    if (next_unit == 0 || months > INT32_MAX) return std::nullopt;
    const std::int64_t sign = back ? -1 : 1;
    return Period{static_cast<std::int32_t>(sign * months), static_cast<std::int32_t>(sign * days)};
}

std::string Period::text() const {
    std::int64_t all_months = months;
    std::int64_t all_days = days;
    std::string out;
    // One sign for the whole. Parts of opposite sign print as they are; no text form parses to
    // them.
    if (all_months <= 0 && all_days <= 0 && (all_months < 0 || all_days < 0)) {
        out += '-';
        all_months = -all_months;
        all_days = -all_days;
    }
    out += 'P';
    if (all_months / 12 != 0) out += std::to_string(all_months / 12) + 'Y';
    if (all_months % 12 != 0) out += std::to_string(all_months % 12) + 'M';
    if (all_days != 0 || all_months == 0) out += std::to_string(all_days) + 'D';
    return out;
}

}  // namespace bajigong
