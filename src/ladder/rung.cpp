// The eight rungs: their names, their grades, and the spellings in official use.
#include "bajigong/rung.hpp"

#include <array>
#include <string>

namespace bajigong {
namespace {

struct RungNames {
    int grade;  // 0: none
    std::string_view identifier;
    std::string_view chinese;
    std::string_view english;
    std::string_view official;
    std::string_view grade_name;  // empty: none
    // Names of the standards before 2018. They name a rung only beside its grade, since 高级 alone
    // may be a title.
    std::string_view old_name;
    std::string_view old_skill_name;
};

// In the order of Rung.
constexpr std::array<RungNames, kRungCount> kNames = {{
    {0, "apprentice", "学徒工", "apprentice", "学徒工", "", "", ""},
    {5, "junior", "初级工", "junior worker", "五级/初级工", "五级", "初级", "初级技能"},
    {4, "intermediate", "中级工", "intermediate worker", "四级/中级工", "四级", "中级", "中级技能"},
    {3, "senior", "高级工", "senior worker", "三级/高级工", "三级", "高级", "高级技能"},
    {2, "technician", "技师", "technician", "二级/技师", "二级", "", ""},
    {1, "senior_technician", "高级技师", "senior technician", "一级/高级技师", "一级", "", ""},
    {0, "special_technician", "特级技师", "special technician", "特级技师", "", "", ""},
    {0, "chief_technician", "首席技师", "chief technician", "首席技师", "", "", ""},
}};

const RungNames& names(Rung rung) { return kNames[static_cast<std::size_t>(rung)]; }

template <class Matches>
std::optional<Rung> first_rung(const Matches& matches) {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (matches(kNames[i])) return static_cast<Rung>(i);
    }
    return std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    std::string out;
    std::size_t begin = 0;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, begin)) {
        out.append(text, begin, at - begin).append(to);
        begin = at + from.size();
    }
    text = out.append(text, begin);
}

// Small letters, spaces for '_', and the plain marks for full-width ones.
std::string normalised(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '_') c = ' ';
    }
    replace_all(out, "（", "(");
    replace_all(out, "）", ")");
    replace_all(out, "／", "/");
    return out;
}

// 三级, 职业资格三级, 国家职业资格三级.
std::optional<Rung> rung_of_grade_name(std::string_view text) {
    for (const std::string_view prefix : {"国家职业资格", "职业资格"}) {
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
            break;
        }
    }
    if (text.empty()) return std::nullopt;
    return first_rung([text](const RungNames& rung) { return text == rung.grade_name; });
}

std::optional<Rung> rung_of_chinese_name(std::string_view text) {
    return first_rung([text](const RungNames& rung) { return text == rung.chinese; });
}

std::optional<Rung> rung_of_name_beside_grade(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return first_rung([text](const RungNames& rung) {
        return text == rung.chinese || text == rung.old_name || text == rung.old_skill_name;
    });
}

std::optional<Rung> rung_of_latin_name(std::string_view text) {
    if (text.size() == 2 && text[0] == 'l') return rung_of_grade(text[1] - '0');
    if (const std::optional<Rung> rung =
            first_rung([text](const RungNames& names) { return text == names.english; })) {
        return rung;
    }
    std::string identifier(text);
    for (char& c : identifier) {
        if (c == ' ') c = '_';
    }
    return first_rung([&](const RungNames& names) { return identifier == names.identifier; });
}

// Two names of one rung, one of them its grade: 三级/高级工, 高级工(三级). Empty if they contradict
// each other.
std::optional<Rung> rung_of_pair(std::string_view text) {
    std::size_t middle = text.find('/');
    if (middle == std::string_view::npos) {
        if (!text.ends_with(')')) return std::nullopt;
        text.remove_suffix(1);
        middle = text.find('(');
        if (middle == std::string_view::npos) return std::nullopt;
    }
    const std::string_view left = text.substr(0, middle);
    const std::string_view right = text.substr(middle + 1);
    for (const auto& [grade, name] : {std::pair(left, right), std::pair(right, left)}) {
        const std::optional<Rung> rung = rung_of_grade_name(grade);
        if (rung && rung == rung_of_name_beside_grade(name)) return rung;
    }
    return std::nullopt;
}

struct SchoolClassSpelling {
    std::string_view text;
    SchoolClass school_class;
};
constexpr SchoolClassSpelling kSchoolClasses[] = {
    {"中级工班", SchoolClass::intermediate_worker},
    {"intermediate worker", SchoolClass::intermediate_worker},
    {"高级工班", SchoolClass::senior_worker},
    {"senior worker", SchoolClass::senior_worker},
    {"预备技师班", SchoolClass::technician},
    {"技师班", SchoolClass::technician},
    {"预备技师(技师)班", SchoolClass::technician},
    {"technician", SchoolClass::technician},
};

}  // namespace

std::optional<Rung> parse_rung(std::string_view text) {
    constexpr std::size_t kMaxLength = 64;  // bytes; no spelling is longer
    if (text.size() > kMaxLength) return std::nullopt;
    const std::string plain = normalised(text);
    if (const std::optional<Rung> rung = rung_of_chinese_name(plain)) return rung;
    if (const std::optional<Rung> rung = rung_of_grade_name(plain)) return rung;
    if (const std::optional<Rung> rung = rung_of_pair(plain)) return rung;
    return rung_of_latin_name(plain);
}

std::optional<Rung> rung_of_grade(int grade) {
    if (grade == 0) return std::nullopt;
    return first_rung([grade](const RungNames& rung) { return rung.grade == grade; });
}

std::optional<int> national_grade(Rung rung) {
    const int grade = names(rung).grade;
    if (grade == 0) return std::nullopt;
    return grade;
}

std::string_view identifier(Rung rung) { return names(rung).identifier; }
std::string_view chinese_name(Rung rung) { return names(rung).chinese; }
std::string_view english_name(Rung rung) { return names(rung).english; }
std::string_view official_name(Rung rung) { return names(rung).official; }

bool is_highly_skilled(Rung rung) { return rung >= Rung::senior; }

std::optional<SchoolClass> parse_school_class(std::string_view text) {
    const std::string plain = normalised(text);
    for (const SchoolClassSpelling& spelling : kSchoolClasses) {
        if (plain == spelling.text) return spelling.school_class;
    }
    return std::nullopt;
}

std::string_view equivalent_education(SchoolClass school_class) {
    switch (school_class) {
        case SchoolClass::intermediate_worker: return "中专";
        case SchoolClass::senior_worker: return "大专";
        case SchoolClass::technician: return "本科";
    }
    return "";
}

}  // namespace bajigong
