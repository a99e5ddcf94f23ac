// Certificate numbers: 职业技能等级证书 (22 characters) and the older 职业资格证书 (16 digits).
// Neither has a check digit.
#include "ladder/identifier_text.hpp"

namespace bajigong {
namespace {

std::string part(std::string_view text, std::size_t begin, std::size_t length) {
    return std::string(text.substr(begin, length));
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

// Y 0001 23 000001 19 5 000001: kind of body, body, province, site, year, grade, serial. The list
// of province codes that the numbering rule prints is not verified, so any two digits pass.
Parsed<SkillCertificateNumber> parse_skill_certificate_number(std::string_view text) {
    using Number = SkillCertificateNumber;
    constexpr std::size_t kLength = 22;
    constexpr std::size_t kGrade = 15;
    if (character_count(text) != kLength) return refused<Number>("V050");
    if (text[0] != 'Y' && text[0] != 'S') return refused<Number>("V051", 1);
    if (const std::size_t at = find_non_digit(text, 1, kLength)) {
        return refused<Number>(is_capital(text[at - 1]) ? "V054" : "V052", at);
    }
    const std::optional<Rung> rung = rung_of_grade(text[kGrade] - '0');
    if (!rung) return refused<Number>("V053", kGrade + 1);

    Number number;
    number.by_employer = text[0] == 'Y';
    number.body = part(text, 1, 4);
    number.province = part(text, 5, 2);
    number.site = part(text, 7, 6);
    number.year_in_century = number_of(text.substr(13, 2));
    number.rung = *rung;
    number.serial = part(text, 16, 6);
    return accepted(std::move(number));
}

// 09 50 01 2 123 3 00001: year, province or ministry, city, kind of body, body, grade, serial.
Parsed<QualificationCertificateNumber> parse_qualification_certificate_number(
    std::string_view text) {
    using Number = QualificationCertificateNumber;
    constexpr std::size_t kLength = 16;
    constexpr std::size_t kBodyKind = 6;
    constexpr std::size_t kGrade = 10;
    if (character_count(text) != kLength) return refused<Number>("V060");
    if (const std::size_t at = find_non_digit(text, 0, kLength)) return refused<Number>("V061", at);
    if (text[kBodyKind] > '4') return refused<Number>("V062", kBodyKind + 1);
    const std::optional<Rung> rung = rung_of_grade(text[kGrade] - '0');
    if (!rung) return refused<Number>("V063", kGrade + 1);

    Number number;
    number.year_in_century = number_of(text.substr(0, 2));
    number.province = part(text, 2, 2);
    number.city = part(text, 4, 2);
    number.body_kind = text[kBodyKind] - '0';
    number.body = part(text, 7, 3);
    number.rung = *rung;
    number.serial = part(text, 11, 5);
    return accepted(std::move(number));
}

}  // namespace bajigong
