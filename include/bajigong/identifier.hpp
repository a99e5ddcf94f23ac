// Identifiers (编号) with their check digits and parts, and what is wrong with one that does not
// parse.
//
// A refusal says which rule was broken and at which character, never the value itself: identity
// numbers are personal. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bajigong/date.hpp"
#include "bajigong/problem.hpp"
#include "bajigong/rung.hpp"

namespace bajigong {

// What was wrong: a catalogue code (V…), the character (from 1) where it shows, 0 for the whole.
struct IdentifierFault {
    std::string code;
    int position = 0;
    std::string message(Language language) const;
};

template <class T>
struct Parsed {
    std::optional<T> value;
    IdentifierFault fault;  // set when value is empty
    explicit operator bool() const { return value.has_value(); }
};

// 公民身份号码, GB 11643-1999: region, birth date, sequence, ISO 7064 MOD 11-2 check. Upper-case X
// only.
struct CitizenNumber {
    std::string region;  // six digits, GB/T 2260 form; old codes stay valid
    Date born_on;
    bool male = false;
};
Parsed<CitizenNumber> parse_citizen_number(std::string_view text);

// 统一社会信用代码, GB 32100-2015: 18 of 31 symbols, MOD 31 check.
struct CreditCode {
    char department = 0, kind = 0;
    std::string region;        // six digits
    std::string organisation;  // nine characters, GB 11714
};
Parsed<CreditCode> parse_credit_code(std::string_view text);

// 行政区划代码 in the form of GB/T 2260: six digits, province 11 to 82 as assigned; not looked up
// further.
struct RegionCode {
    std::string province, city, county;  // "50", "01", "18"
};
Parsed<RegionCode> parse_region_code(std::string_view text);
// True if `place` lies in `area`: equal up to area's trailing "00" pairs. Both must be region
// codes, or area "CN".
bool in_place(std::string_view place, std::string_view area);

// 职业编码 of the 职业分类大典: d-dd-dd-dd. The marks S and L are no part of it.
struct OccupationCode {
    int major = 0, middle = 0, minor = 0, detail = 0;
};
Parsed<OccupationCode> parse_occupation_code(std::string_view text);

// 职业技能等级证书编号: one letter (Y 用人单位, S 社会培训评价组织) and 21 digits.
// Not parsed, because its rule is not verified: the form with two letters for 特级技师.
struct SkillCertificateNumber {
    bool by_employer = false;
    std::string body;      // four digits; 0000: first filed at province level
    std::string province;  // two digits
    std::string site;      // six digits
    int year_in_century = 0;
    Rung rung = Rung::junior;
    std::string serial;  // six digits
};
Parsed<SkillCertificateNumber> parse_skill_certificate_number(std::string_view text);

// 职业资格证书编号, the old form of 16 digits.
struct QualificationCertificateNumber {
    int year_in_century = 0;
    std::string province, city;  // two digits each
    int body_kind = 0;           // 0 to 4
    std::string body;            // three digits
    Rung rung = Rung::junior;
    std::string serial;  // five digits
};
Parsed<QualificationCertificateNumber> parse_qualification_certificate_number(
    std::string_view text);

}  // namespace bajigong
