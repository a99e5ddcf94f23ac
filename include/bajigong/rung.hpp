// Vocational skill levels (职业技能等级): the eight rungs, their national grades and their names.
//
// Source: 人社部发〔2022〕14号. Five rungs carry a national grade (五级 … 一级, where 一级 is the
// highest); the apprentice and the two top posts carry none.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bajigong {

// Ordered from low to high.
enum class Rung : std::uint8_t {
    apprentice,          // 学徒工
    junior,              // 初级工, 五级
    intermediate,        // 中级工, 四级
    senior,              // 高级工, 三级
    technician,          // 技师, 二级
    senior_technician,   // 高级技师, 一级
    special_technician,  // 特级技师
    chief_technician,    // 首席技师
};
inline constexpr int kRungCount = 8;

// The rung that `text` names, in any spelling in official use ("高级工", "三级", "三级/高级工",
// "senior", "L3"). Empty if none does. A bare digit is refused: it may be a rung or a national
// grade.
std::optional<Rung> parse_rung(std::string_view text);
// The rung of a national grade 5 (五级) to 1 (一级). Empty for any other number.
std::optional<Rung> rung_of_grade(int grade);
// 5 to 1; empty for a rung without a national grade.
std::optional<int> national_grade(Rung rung);

std::string_view identifier(Rung rung);    // "senior_technician"
std::string_view chinese_name(Rung rung);  // "高级技师"
std::string_view english_name(Rung rung);
// "一级/高级技师" where the rung has a grade, else its Chinese name.
std::string_view official_name(Rung rung);

// 高技能人才: 高级工 and above.
bool is_highly_skilled(Rung rung);

// Classes of a technical school (技工院校) and the education they stand for in a title declaration
// (鲁人社发〔2020〕16号 (三)1): 中级工班 = 中专, 高级工班 = 大专, 预备技师(技师)班 = 本科.
enum class SchoolClass : std::uint8_t { intermediate_worker, senior_worker, technician };
std::optional<SchoolClass> parse_school_class(std::string_view text);
std::string_view equivalent_education(SchoolClass school_class);  // "中专", "大专", "本科"

}  // namespace bajigong
