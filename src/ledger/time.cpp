// Booked time: RFC 3339 in UTC or China's zone, as microseconds.
#include "bajigong/ledger.hpp"

namespace bajigong::ledger {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int64_t kChina = 8 * 3'600 * kSecond;

// The digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return -1;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

// ".25" -> 250000, and how long it is; -1 if malformed.
std::int64_t fraction(std::string_view text, std::size_t& length) {
    length = 0;
    if (text.empty() || text.front() != '.') return 0;
    std::int64_t value = 0;
    std::size_t i = 1;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        value = value * 10 + (text[i] - '0');
        if (i > 6) return -1;
    }
    if (i == 1) return -1;
    for (std::size_t k = i; k < 7; ++k) value *= 10;
    length = i;
    return value;
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

void append_digits(std::string& out, std::int64_t value, int width) {
    std::string text = std::to_string(value);
    out.append(static_cast<std::size_t>(width) - text.size(), '0') += text;
}

}  // namespace

std::optional<Time> Time::parse(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return {};
    const std::optional<Date> date = Date::parse(text.substr(0, 10));
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2),
              second = digits(text, 17, 2);
    if (!date || date->is_never() || hour < 0 || hour > 23) return {};
    if (minute < 0 || minute > 59 || second < 0 || second > 59) return {};
    std::size_t length = 0;
    const std::int64_t micros = fraction(text.substr(19), length);
    if (micros < 0) return {};
    const std::string_view zone = text.substr(19 + length);
    if (zone != "Z" && zone != "+08:00") return {};
    const std::int64_t of_day = (hour * 3600 + minute * 60 + second) * kSecond + micros;
    return Time{date->days * kDay + of_day - (zone == "Z" ? 0 : kChina)};
}

std::string Time::text() const {
    const std::int64_t days = floor_div(micros, kDay);
    const std::int64_t rest = micros - days * kDay;
    const std::int64_t seconds = rest / kSecond;
    std::string out = Date{static_cast<std::int32_t>(days)}.text() + "T";
    append_digits(out, seconds / 3600, 2);
    append_digits(out += ":", seconds / 60 % 60, 2);
    append_digits(out += ":", seconds % 60, 2);
    append_digits(out += ".", rest % kSecond, 6);
    return out += "Z";
}

Date Time::day() const { return Date{static_cast<std::int32_t>(floor_div(micros + kChina, kDay))}; }

}  // namespace bajigong::ledger
