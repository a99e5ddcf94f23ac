// The figures in README.md and README.zh-CN.md are those of policies/.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "docs/shipped.hpp"
#include "rulebook/set.hpp"

namespace bajigong::docs {
namespace {

struct Figures {
    int rulebooks = 0, rules = 0, cases = 0;
    bool operator==(const Figures&) const = default;
    Figures& operator+=(const Figures& other) {
        rulebooks += other.rulebooks;
        rules += other.rules;
        cases += other.cases;
        return *this;
    }
};

void PrintTo(const Figures& figures, std::ostream* out) {
    *out << figures.rulebooks << " rulebooks, " << figures.rules << " rules, " << figures.cases
         << " cases";
}

// What policies/ holds, by folder. A rulebook without rules is only there to be cited; a case
// counts where its rule stands, as in docs/policies.md.
std::map<std::string, Figures> held() {
    std::map<std::string, int> cases = worked_cases();
    std::map<std::string, Figures> figures;
    for (const Rulebook& book : shipped().impl().books) {
        if (book.rules.empty()) continue;
        Figures& of_folder =
            figures[std::filesystem::path(book.file).parent_path().filename().string()];
        ++of_folder.rulebooks;
        for (const Rule& rule : book.rules) {
            ++of_folder.rules;
            of_folder.cases += cases[rule.id];
        }
    }
    return figures;
}

struct Row {
    std::string place;
    Figures figures;
};

// The rows "| place | rulebooks | rules | cases |" of a page.
std::vector<Row> rows(const std::string& page) {
    static const std::regex kRow(R"(\| ([^|]+) \| ([0-9]+) \| ([0-9]+) \| ([0-9,]+) \|)");
    std::vector<Row> found;
    std::istringstream in(read(kRoot / page));
    for (std::string line; std::getline(in, line);) {
        std::smatch cell;
        if (!std::regex_match(line, cell, kRow)) continue;
        std::string cases = cell[4];
        std::erase(cases, ',');
        found.push_back({cell[1], {std::stoi(cell[2]), std::stoi(cell[3]), std::stoi(cases)}});
    }
    return found;
}

// The folders that an English place names: "Guangdong, with Shenzhen and Zhongshan" names
// "guangdong" and "shenzhen" (Zhongshan has none).
std::set<std::string> folders(const std::string& place,
                              const std::map<std::string, Figures>& known) {
    if (place == "the nation") return {"cn"};
    if (place == "Sichuan and Chongqing together") return {"sichuan_chongqing"};
    std::set<std::string> found;
    std::istringstream words(place);
    for (std::string word; words >> word;) {
        std::string folder;
        for (const char c : word) {
            if (std::isalpha(static_cast<unsigned char>(c)) != 0)
                folder += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        if (known.contains(folder)) found.insert(folder);
    }
    return found;
}

TEST(Readme, TheTableCountsThePolicies) {
    std::map<std::string, Figures> left = held();
    Figures all;
    std::vector<Row> table = rows("README.md");
    ASSERT_GT(table.size(), 2u);
    const Row together = table.back();
    table.pop_back();
    ASSERT_EQ(together.place, "together");
    for (const Row& row : table) {
        Figures counted;
        for (const std::string& folder : folders(row.place, left)) {
            counted += left.at(folder);
            left.erase(folder);
        }
        EXPECT_EQ(row.figures, counted) << row.place;
        all += counted;
    }
    EXPECT_EQ(together.figures, all);
    for (const auto& [folder, figures] : left) ADD_FAILURE() << folder << " stands in no row";
}

TEST(Readme, TheChineseTableIsTheSame) {
    const std::vector<Row> english = rows("README.md"), chinese = rows("README.zh-CN.md");
    ASSERT_EQ(english.size(), chinese.size());
    for (std::size_t i = 0; i < english.size(); ++i) {
        EXPECT_EQ(english[i].figures, chinese[i].figures) << chinese[i].place;
    }
}

struct Kind {
    const char* id;
    const char* english;  // behind the number
    const char* chinese;  // before it
};
constexpr Kind kKinds[] = {
    {"subsidy", "are subsidies", "，补贴"},
    {"certification", "declarations and examinations", "、评价申报"},
    {"recognition", "recognitions", "、认定（含境外资格、见习人员、学徒等）"},
    {"award", "awards of grades", "、表彰奖励（等级晋升等）"},
    {"title", "titles", "、职称"},
    {"appointment", "appointments", "、聘任"},
    {"voucher", "vouchers", "、培训券"},
    {"indicator", "targets", "、指标"},
};

TEST(Readme, TheSentenceCountsTheKinds) {
    std::map<std::string, int> kinds;
    for (const RuleSummary& rule : shipped().rules()) ++kinds[rule.kind];
    std::string english = read(kRoot / "README.md"), chinese = read(kRoot / "README.zh-CN.md");
    std::replace(english.begin(), english.end(), '\n', ' ');
    std::erase(chinese, '\n');
    for (const Kind& kind : kKinds) {
        const std::string count = std::to_string(kinds[kind.id]);
        const std::string in_english = " " + count + " " + kind.english;
        const std::string in_chinese = kind.chinese + count + "项";
        EXPECT_NE(english.find(in_english), std::string::npos) << in_english;
        EXPECT_NE(chinese.find(in_chinese), std::string::npos) << in_chinese;
        kinds.erase(kind.id);
    }
    for (const auto& [kind, count] : kinds) ADD_FAILURE() << kind << " is not told of";
}

}  // namespace
}  // namespace bajigong::docs
