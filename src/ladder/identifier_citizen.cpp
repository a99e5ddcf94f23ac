// 公民身份号码: GB 11643-1999.
#include "ladder/identifier_text.hpp"

namespace bajigong {
namespace {

constexpr std::size_t kLength = 18;

// The two digits that begin a citizen number. Beyond GB/T 2260: 83 in the residence permits of
// Taiwan residents (港澳台居民居住证; those of Hong Kong and Macau use 81 and 82), and 91, which
// identity cards may also show.
bool is_issuing_area(std::string_view digits) {
    return is_province(digits) || digits == "83" || digits == "91";
}

// ISO 7064 MOD 11-2 over the first seventeen digits.
char check_character(std::string_view text) {
    constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kChecks = "10X98765432";
    int sum = 0;
    for (std::size_t i = 0; i < kLength - 1; ++i) sum += kWeights[i] * (text[i] - '0');
    return kChecks[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

Parsed<CitizenNumber> parse_citizen_number(std::string_view text) {
    if (character_count(text) != kLength) return refused<CitizenNumber>("V010");
    if (const std::size_t at = find_non_digit(text, 0, kLength - 1)) {
        return refused<CitizenNumber>("V011", at);
    }
    const std::string_view last = text.substr(kLength - 1);
    if (last != "X" && find_non_digit(last, 0, 1) != 0) {
        return refused<CitizenNumber>("V015", kLength);
    }
    if (!is_issuing_area(text.substr(0, 2))) return refused<CitizenNumber>("V012", 1);
    const std::optional<Date> born_on = Date::from_ymd(
        number_of(text.substr(6, 4)), number_of(text.substr(10, 2)), number_of(text.substr(12, 2)));
    if (!born_on) return refused<CitizenNumber>("V013", 7);
    if (last.front() != check_character(text)) return refused<CitizenNumber>("V014", kLength);

    const bool male = (text[16] - '0') % 2 == 1;  // the sequence is odd for men
    return accepted(CitizenNumber{std::string(text.substr(0, 6)), *born_on, male});
}

}  // namespace bajigong
