// The eight rungs: names, grades and spellings. 人社部发〔2022〕14号.
#include "bajigong/rung.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace bajigong {
namespace {

struct RungCase {
    Rung rung;
    std::optional<int> grade;
    std::string_view identifier, chinese, official;
    bool highly_skilled;
};
constexpr RungCase kRungs[] = {
    {Rung::apprentice, std::nullopt, "apprentice", "学徒工", "学徒工", false},
    {Rung::junior, 5, "junior", "初级工", "五级/初级工", false},
    {Rung::intermediate, 4, "intermediate", "中级工", "四级/中级工", false},
    {Rung::senior, 3, "senior", "高级工", "三级/高级工", true},
    {Rung::technician, 2, "technician", "技师", "二级/技师", true},
    {Rung::senior_technician, 1, "senior_technician", "高级技师", "一级/高级技师", true},
    {Rung::special_technician, std::nullopt, "special_technician", "特级技师", "特级技师", true},
    {Rung::chief_technician, std::nullopt, "chief_technician", "首席技师", "首席技师", true},
};

TEST(Rung, HasItsNamesAndGrade) {
    for (const RungCase& c : kRungs) {
        EXPECT_EQ(identifier(c.rung), c.identifier);
        EXPECT_EQ(chinese_name(c.rung), c.chinese);
        EXPECT_EQ(official_name(c.rung), c.official);
        EXPECT_EQ(national_grade(c.rung), c.grade);
        EXPECT_EQ(is_highly_skilled(c.rung), c.highly_skilled);
        if (c.grade) {
            EXPECT_EQ(rung_of_grade(*c.grade), c.rung);
        }
    }
    for (const int grade : {-1, 0, 6, 8}) EXPECT_EQ(rung_of_grade(grade), std::nullopt) << grade;
}

TEST(ParseRung, ReadsEveryNameThatItPrints) {
    for (const RungCase& c : kRungs) {
        for (const std::string_view text : {identifier(c.rung), chinese_name(c.rung),
                                            english_name(c.rung), official_name(c.rung)}) {
            EXPECT_EQ(parse_rung(text), c.rung) << text;
        }
    }
    EXPECT_LT(Rung::apprentice, Rung::chief_technician);
}

TEST(ParseRung, ReadsTheSpellingsInUse) {
    struct Case {
        std::string_view text;
        Rung rung;
    };
    constexpr Case kCases[] = {
        {"五级", Rung::junior},
        {"四级", Rung::intermediate},
        {"三级", Rung::senior},
        {"二级", Rung::technician},
        {"一级", Rung::senior_technician},
        {"三级／高级工", Rung::senior},
        {"高级工/三级", Rung::senior},
        {"高级工（三级）", Rung::senior},
        {"高级工(三级)", Rung::senior},
        {"三级（高级工）", Rung::senior},
        {"技师(二级)", Rung::technician},
        {"高级技师（一级）", Rung::senior_technician},
        {"国家职业资格三级", Rung::senior},
        {"职业资格三级", Rung::senior},
        {"国家职业资格五级", Rung::junior},
        {"高级工（国家职业资格三级）", Rung::senior},
        {"国家职业资格二级(技师)", Rung::technician},
        {"高级（国家职业资格三级）", Rung::senior},
        {"三级/高级技能", Rung::senior},
        {"五级/初级技能", Rung::junior},
        {"senior", Rung::senior},
        {"Senior worker", Rung::senior},
        {"SENIOR TECHNICIAN", Rung::senior_technician},
        {"L5", Rung::junior},
        {"L3", Rung::senior},
        {"l1", Rung::senior_technician},
    };
    for (const Case& c : kCases) EXPECT_EQ(parse_rung(c.text), c.rung) << c.text;
}

TEST(ParseRung, RefusesWhatNamesNoneOrTwo) {
    constexpr std::string_view kTexts[] = {
        "",
        "3",
        "３",
        "三",
        "L",
        "L0",
        "L6",
        "L33",
        "六级",
        "零级",
        "8级",
        "3级",
        "高级",  // may be a title
        "中级",
        "高级职称",
        "高级技能",
        "级",
        "职业资格",
        "国家职业资格",
        "国家职业资格高级工",
        "三级/中级工",  // contradicts itself
        "高级工（二级）",
        "高级技师/二级",
        "三级/三级",
        "高级工/高级工",
        "三级/",
        "/高级工",
        "高级工()",
        "高级工（三级",
        "三级/高级工/高级工",
        "学徒工（六级）",
        " 高级工",
        "三级工",        // a rung of the old eight-grade wage scale
        "首席技师资助",  // a municipal honour
        "senior engineer",
    };
    for (const std::string_view text : kTexts) EXPECT_EQ(parse_rung(text), std::nullopt) << text;
    EXPECT_EQ(parse_rung(std::string(1000, '/')), std::nullopt);
}

// 鲁人社发〔2020〕16号 (三)1.
TEST(SchoolClass, StandsForAnEducation) {
    struct Case {
        std::string_view text, education;
    };
    constexpr Case kCases[] = {
        {"中级工班", "中专"},           {"intermediate_worker", "中专"}, {"高级工班", "大专"},
        {"senior_worker", "大专"},      {"预备技师班", "本科"},          {"技师班", "本科"},
        {"预备技师（技师）班", "本科"}, {"预备技师(技师)班", "本科"},    {"technician", "本科"},
    };
    for (const Case& c : kCases) {
        const std::optional<SchoolClass> parsed = parse_school_class(c.text);
        ASSERT_TRUE(parsed) << c.text;
        EXPECT_EQ(equivalent_education(*parsed), c.education) << c.text;
    }
    for (const std::string_view text : {"", "高级工", "初级工班", "本科"}) {
        EXPECT_EQ(parse_school_class(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace bajigong
