// Identifiers of places and occupations, and what all identifier forms share.
#include "bajigong/identifier.hpp"

#include <algorithm>
#include <array>

#include "ladder/identifier_text.hpp"
#include "text/utf8.hpp"

namespace bajigong {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// GB/T 2260.
constexpr std::array<std::string_view, 34> kProvinces = {
    "11", "12", "13", "14", "15",              // 华北
    "21", "22", "23",                          // 东北
    "31", "32", "33", "34", "35", "36", "37",  // 华东
    "41", "42", "43", "44", "45", "46",        // 中南
    "50", "51", "52", "53", "54",              // 西南
    "61", "62", "63", "64", "65",              // 西北
    "71", "81", "82",                          // 台湾, 香港, 澳门
};

}  // namespace

std::string IdentifierFault::message(Language language) const {
    Problem problem;
    problem.code = code;
    problem.args = {std::to_string(position)};
    return problem.message(language);
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t offset = 0; offset < text.size(); ++count) {
        offset += std::max<std::size_t>(text::decode_utf8(text, offset).size, 1);
    }
    return count;
}

std::size_t find_non_digit(std::string_view text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && i < text.size(); ++i) {
        if (!is_digit(text[i])) return i + 1;
    }
    return 0;
}

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

bool is_province(std::string_view digits) {
    return std::find(kProvinces.begin(), kProvinces.end(), digits) != kProvinces.end();
}

Parsed<RegionCode> parse_region_code(std::string_view text) {
    if (character_count(text) != 6) return refused<RegionCode>("V030");
    if (const std::size_t at = find_non_digit(text, 0, 6)) return refused<RegionCode>("V031", at);
    if (!is_province(text.substr(0, 2))) return refused<RegionCode>("V032", 1);
    return accepted(RegionCode{std::string(text.substr(0, 2)), std::string(text.substr(2, 2)),
                               std::string(text.substr(4, 2))});
}

bool in_place(std::string_view place, std::string_view area) {
    if (!parse_region_code(place)) return false;
    if (area == "CN") return true;
    if (!parse_region_code(area)) return false;
    while (area.ends_with("00")) area.remove_suffix(2);
    return place.starts_with(area);
}

Parsed<OccupationCode> parse_occupation_code(std::string_view text) {
    constexpr std::string_view kForm = "d-dd-dd-dd";
    if (character_count(text) != kForm.size()) return refused<OccupationCode>("V040");
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        if (kForm[i] == 'd' && !is_digit(text[i])) return refused<OccupationCode>("V041", i + 1);
        if (kForm[i] == '-' && text[i] != '-') return refused<OccupationCode>("V042", i + 1);
    }
    OccupationCode code;
    code.major = number_of(text.substr(0, 1));
    code.middle = number_of(text.substr(2, 2));
    code.minor = number_of(text.substr(5, 2));
    code.detail = number_of(text.substr(8, 2));
    if (code.major < 1 || code.major > 8) return refused<OccupationCode>("V043", 1);
    return accepted(code);
}

}  // namespace bajigong
