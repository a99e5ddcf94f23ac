// 统一社会信用代码: GB 32100-2015.
#include "ladder/identifier_text.hpp"

namespace bajigong {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::size_t kRegionBegin = 2;
constexpr std::size_t kRegionEnd = 8;

// The digits and the capital letters without I, O, S, V, Z; a symbol's value is its place here.
constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char check_character(std::string_view text) {
    std::size_t sum = 0;
    std::size_t weight = 1;  // 3 to the i-th, mod 31
    for (const char c : text.substr(0, kLength - 1)) {
        sum += weight * kSymbols.find(c);
        weight = weight * 3 % 31;
    }
    return kSymbols[(31 - sum % 31) % 31];
}

}  // namespace

// The department and kind are not checked against a list, as the standard's own is longer than what
// is verified; nor is the organisation code's own check character, since codes in use break it.
Parsed<CreditCode> parse_credit_code(std::string_view text) {
    if (character_count(text) != kLength) return refused<CreditCode>("V020");
    for (std::size_t i = 0; i < kLength; ++i) {
        const bool symbol = kSymbols.find(text[i]) != std::string_view::npos;
        if (!symbol) return refused<CreditCode>("V021", i + 1);
    }
    if (const std::size_t at = find_non_digit(text, kRegionBegin, kRegionEnd)) {
        return refused<CreditCode>("V022", at);
    }
    if (text.back() != check_character(text)) return refused<CreditCode>("V023", kLength);
    return accepted(CreditCode{text[0], text[1], std::string(text.substr(kRegionBegin, 6)),
                               std::string(text.substr(8, 9))});
}

}  // namespace bajigong
