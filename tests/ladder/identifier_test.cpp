// Identifiers: published and recomputed vectors, and for each broken one the rule and the
// character.
#include "bajigong/identifier.hpp"

#include <string>

#include <gtest/gtest.h>

namespace bajigong {
namespace {

struct FaultCase {
    std::string_view text;
    std::string_view code;
    int position;
};

template <class Parse, std::size_t kCount>
void expect_faults(Parse parse, const FaultCase (&cases)[kCount]) {
    for (const FaultCase& c : cases) {
        const auto parsed = parse(c.text);
        EXPECT_FALSE(parsed) << c.text;
        EXPECT_EQ(parsed.fault.code, c.code) << c.text;
        EXPECT_EQ(parsed.fault.position, c.position) << c.text;
    }
}

TEST(CitizenNumber, Reads) {
    struct Case {
        std::string_view text, region, born_on;
        bool male;
    };
    constexpr Case kCases[] = {
        {"11010519491231002X", "110105", "1949-12-31", false},  // GB 11643-1999, example
        {"440524188001010014", "440524", "1880-01-01", true},   // GB 11643-1999, example
        {"53010219200508011X", "530102", "1920-05-08", true},
        {"500118200002290018", "500118", "2000-02-29", true},
        {"330110200802290021", "330110", "2008-02-29", false},
        {"500118200901010032", "500118", "2009-01-01", true},
        {"310115199912310049", "310115", "1999-12-31", false},
    };
    for (const Case& c : kCases) {
        const Parsed<CitizenNumber> parsed = parse_citizen_number(c.text);
        ASSERT_TRUE(parsed) << c.text << ": " << parsed.fault.code;
        EXPECT_EQ(parsed.value->region, c.region);
        EXPECT_EQ(parsed.value->born_on.text(), c.born_on);
        EXPECT_EQ(parsed.value->male, c.male);
    }
}

TEST(CitizenNumber, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"", "V010", 0},
        {"11010519491231002", "V010", 0},
        {"11010519491231002XX", "V010", 0},
        {"110105491231002", "V010", 0},  // the form of 15 digits was withdrawn
        {"110105194912310021", "V014", 18},
        {"530102192005080119", "V014", 18},
        {"110105194902300028", "V013", 7},
        {"110105194913010028", "V013", 7},
        {"110105000001010028", "V013", 7},
        {"11010519491231002x", "V015", 18},
        {"11010519491231002A", "V015", 18},
        {"1101051949123100 X", "V011", 17},
        {"A1010519491231002X", "V011", 1},
        {"11010519491231００2X", "V011", 15},
        {"11010519491231002Ｘ", "V015", 18},
        {"00010519491231002X", "V012", 1},
        {"16010519491231002X", "V012", 1},
        {"99010519491231002X", "V012", 1},
    };
    expect_faults(parse_citizen_number, kCases);
}

// ISO 7064 as its own text defines it: with the check as last digit (X is ten), the sum of digits
// times 2 to the power of their distance from the end is 1 mod 11. Not the weight table that the
// code uses.
bool check_by_powers(std::string_view text) {
    int remainder = 0;
    for (const char c : text) remainder = (remainder * 2 + (c == 'X' ? 10 : c - '0')) % 11;
    return remainder == 1;
}

TEST(CitizenNumber, TakesExactlyOneCheckCharacter) {
    for (int sequence = 0; sequence < 1000; ++sequence) {
        std::string number = "50011820000229" + std::to_string(1000 + sequence).substr(1) + "?";
        for (const char check : std::string("0123456789X")) {
            number.back() = check;
            EXPECT_EQ(static_cast<bool>(parse_citizen_number(number)), check_by_powers(number))
                << number;
        }
    }
}

TEST(CitizenNumber, TakesTheProvincesAsAssignedAndTwoMore) {
    std::string accepted;
    for (int province = 0; province < 100; ++province) {
        const std::string digits = std::to_string(100 + province).substr(1);
        for (const char check : std::string("0123456789X")) {
            const std::string number = digits + "010019900101001" + check;
            if (parse_citizen_number(number)) accepted += digits + " ";
        }
    }
    EXPECT_EQ(accepted,
              "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
              "61 62 63 64 65 71 81 82 83 91 ");
}

TEST(CreditCode, Reads) {
    const Parsed<CreditCode> example = parse_credit_code("91350100M000100Y43");
    ASSERT_TRUE(example);
    EXPECT_EQ(example.value->department, '9');
    EXPECT_EQ(example.value->kind, '1');
    EXPECT_EQ(example.value->region, "350100");
    EXPECT_EQ(example.value->organisation, "M000100Y4");
    EXPECT_TRUE(parse_credit_code("91310000MA1K000006"));
}

TEST(CreditCode, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"91350100M000100Y4", "V020", 0},    {"91350100M000100Y433", "V020", 0},
        {"91350100M000100Y44", "V023", 18},  {"91310000MA1K000000", "V023", 18},
        {"91350100M000100I43", "V021", 16},  {"91350100M000100O43", "V021", 16},
        {"91350100M000100S43", "V021", 16},  {"91350100M000100V43", "V021", 16},
        {"91350100M000100Z43", "V021", 16},  {"91350100m000100Y43", "V021", 9},
        {"91350100M000100Y4３", "V021", 18}, {"9135A100M000100Y43", "V022", 5},
    };
    expect_faults(parse_credit_code, kCases);
}

TEST(CreditCode, NoticesEveryWrongSymbolAndEverySwapOfNeighbours) {
    const std::string symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string valid = "91350100M000100Y43";
    for (std::size_t at = 0; at < valid.size(); ++at) {
        for (const char symbol : symbols) {
            std::string changed = valid;
            changed[at] = symbol;
            EXPECT_EQ(static_cast<bool>(parse_credit_code(changed)), changed == valid) << changed;
        }
        if (at + 1 == valid.size()) break;
        std::string swapped = valid;
        std::swap(swapped[at], swapped[at + 1]);
        EXPECT_EQ(static_cast<bool>(parse_credit_code(swapped)), swapped == valid) << swapped;
    }
}

TEST(RegionCode, Reads) {
    const Parsed<RegionCode> parsed = parse_region_code("500118");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed.value->province, "50");
    EXPECT_EQ(parsed.value->city, "01");
    EXPECT_EQ(parsed.value->county, "18");
    for (const std::string_view text :
         {"110000", "310115", "330110", "500112", "710000", "820000"}) {
        EXPECT_TRUE(parse_region_code(text)) << text;
    }
}

TEST(RegionCode, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"", "V030", 0},       {"50", "V030", 0},     {"5001180", "V030", 0},
        {"CN", "V030", 0},     {"50011x", "V031", 6}, {"5００118", "V031", 2},
        {"100000", "V032", 1}, {"830000", "V032", 1}, {"910000", "V032", 1},
        {"550000", "V032", 1},
    };
    expect_faults(parse_region_code, kCases);
}

TEST(InPlace, MatchesUpToTrailingZeroPairs) {
    struct Case {
        std::string_view place, area;
        bool expected;
    };
    constexpr Case kCases[] = {
        {"500118", "500118", true},  {"500118", "500100", true},  {"500118", "500000", true},
        {"500118", "CN", true},      {"500118", "500112", false}, {"500118", "510000", false},
        {"500118", "500200", false}, {"500100", "500118", false}, {"500000", "500100", false},
        {"500000", "500000", true},  {"500118", "", false},       {"500118", "50", false},
        {"500118", "cn", false},     {"CN", "CN", false},         {"", "CN", false},
        {"100000", "CN", false},     {"500110", "500100", true},  {"330110", "331000", false},
    };
    for (const Case& c : kCases) {
        EXPECT_EQ(in_place(c.place, c.area), c.expected) << c.place << " in " << c.area;
    }
}

TEST(OccupationCode, Reads) {
    const Parsed<OccupationCode> parsed = parse_occupation_code("4-04-05-06");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed.value->major, 4);
    EXPECT_EQ(parsed.value->middle, 4);
    EXPECT_EQ(parsed.value->minor, 5);
    EXPECT_EQ(parsed.value->detail, 6);
    EXPECT_TRUE(parse_occupation_code("2-02-10-09"));
}

TEST(OccupationCode, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"4-04-05-05S", "V040", 0},  // the marks S and L are no part of it
        {"4-04-05", "V040", 0},     {"4-04-05-5", "V040", 0},  {"04-04-05-05", "V040", 0},
        {"4-0a-05-05", "V041", 4},  {"S-04-05-05", "V041", 1}, {"4-04-05-0５", "V041", 10},
        {"4.04.05.05", "V042", 2},  {"4-04-05—05", "V042", 8}, {"0-04-05-05", "V043", 1},
        {"9-04-05-05", "V043", 1},
    };
    expect_faults(parse_occupation_code, kCases);
}

TEST(SkillCertificateNumber, Reads) {
    const auto parsed = parse_skill_certificate_number("Y000123000001195000001");
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(parsed.value->by_employer);
    EXPECT_EQ(parsed.value->body, "0001");
    EXPECT_EQ(parsed.value->province, "23");
    EXPECT_EQ(parsed.value->site, "000001");
    EXPECT_EQ(parsed.value->year_in_century, 19);
    EXPECT_EQ(parsed.value->rung, Rung::junior);
    EXPECT_EQ(parsed.value->serial, "000001");

    const auto other = parse_skill_certificate_number("S000050123456231654321");
    ASSERT_TRUE(other);
    EXPECT_FALSE(other.value->by_employer);
    EXPECT_EQ(other.value->body, "0000");
    EXPECT_EQ(other.value->site, "123456");
    EXPECT_EQ(other.value->rung, Rung::senior_technician);
    EXPECT_EQ(other.value->serial, "654321");
}

TEST(SkillCertificateNumber, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"Y00012300000119500000", "V050", 0},     {"Y0001230000011950000011", "V050", 0},
        {"Y000123000001196000001", "V053", 16},   {"Y000123000001190000001", "V053", 16},
        {"X000123000001195000001", "V051", 1},    {"y000123000001195000001", "V051", 1},
        {"0000123000001195000001", "V051", 1},    {"Y00012300000119T000001", "V054", 16},
        {"YS00123000001195000001", "V054", 2},    {"Y000123000001195 00001", "V052", 17},
        {"Y000123000001195００0001", "V052", 17},
    };
    expect_faults(parse_skill_certificate_number, kCases);
}

TEST(QualificationCertificateNumber, Reads) {
    const auto parsed = parse_qualification_certificate_number("0950012123300042");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed.value->year_in_century, 9);
    EXPECT_EQ(parsed.value->province, "50");
    EXPECT_EQ(parsed.value->city, "01");
    EXPECT_EQ(parsed.value->body_kind, 2);
    EXPECT_EQ(parsed.value->body, "123");
    EXPECT_EQ(parsed.value->rung, Rung::senior);
    EXPECT_EQ(parsed.value->serial, "00042");
}

TEST(QualificationCertificateNumber, SaysWhichRuleIsBroken) {
    constexpr FaultCase kCases[] = {
        {"095001212330004", "V060", 0},   {"09500121233000421", "V060", 0},
        {"0950015123300042", "V062", 7},  {"0950012123600042", "V063", 11},
        {"0950012123000042", "V063", 11}, {"095001212330004X", "V061", 16},
    };
    expect_faults(parse_qualification_certificate_number, kCases);
}

TEST(IdentifierFault, SaysThePlaceAndNeverTheValue) {
    const std::string number = "110105194912310021";
    const IdentifierFault wrong_check = parse_citizen_number(number).fault;
    for (const Language language : {Language::zh, Language::en}) {
        const std::string message = wrong_check.message(language);
        EXPECT_EQ(message.find(number), std::string::npos);
        EXPECT_EQ(message.find("19491231"), std::string::npos);
    }
    const IdentifierFault letter = parse_citizen_number("1101051949123100 X").fault;
    EXPECT_EQ(letter.message(Language::en), "character 17 of the citizen number must be a digit");
    EXPECT_EQ(letter.message(Language::zh), "公民身份号码第 17 位应为数字");
}

}  // namespace
}  // namespace bajigong
