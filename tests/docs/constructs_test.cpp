// The last table of the rulebook guide: each construct with a rule that uses it.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "docs/shipped.hpp"

namespace bajigong::docs {
namespace {

struct Row {
    std::string construct, rule, file;
};

// "| construct | stands in | `rule` (`path`) |", in either language.
std::vector<Row> rows(const std::string& page, const std::string& heading) {
    const std::string text = read(kRoot / page);
    const std::size_t from = text.find(heading);
    EXPECT_NE(from, std::string::npos) << page;
    std::vector<Row> found;
    std::istringstream lines(text.substr(from == std::string::npos ? text.size() : from));
    static const std::regex kRow(R"(\| (.+) \| [^|]+ \| `([\w.]+)` ?\(`([\w/]+)`\) \|)");
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_match(line, match, kRow)) {
            found.push_back({match[1], match[2], match[3]});
        } else if (line.starts_with("| `")) {
            ADD_FAILURE() << page << " names no rule: " << line;
        }
    }
    return found;
}

std::string file_of(const Row& row) {
    const bool invented = row.file.starts_with("tests/");
    return (invented ? row.file : "policies/" + row.file) + ".json";
}

// The words of a construct that must stand in the file: what is written in code style, as far as it
// is a name.
std::vector<std::string> words_of(const std::string& construct) {
    static const std::regex kCode("`([^`]+)`");
    static const std::regex kName("[A-Za-z_]{3,}");
    std::vector<std::string> words;
    for (std::sregex_iterator code(construct.begin(), construct.end(), kCode), end; code != end;
         ++code) {
        const std::string inside = (*code)[1];
        for (std::sregex_iterator name(inside.begin(), inside.end(), kName); name != end; ++name)
            words.push_back(name->str());
    }
    return words;
}

TEST(Constructs, EachIsUsedWhereTheGuideSaysSo) {
    const std::vector<Row> english = rows("docs/rulebook.md", "## All constructs");
    ASSERT_GT(english.size(), 100U);
    for (const Row& row : english) {
        const std::string file = file_of(row);
        if (row.file == "vocabulary") {
            EXPECT_NE(read(kRoot / "policies/vocabulary.json").find('"' + row.rule + '"'),
                      std::string::npos)
                << row.rule;
            continue;
        }
        const std::string text = read(kRoot / file);
        EXPECT_NE(text.find("\"id\": \"" + row.rule + '"'), std::string::npos)
            << file << " has no rule " << row.rule;
        // Of alternatives in one row, one will do.
        const std::vector<std::string> words = words_of(row.construct);
        EXPECT_TRUE(words.empty() || std::any_of(words.begin(), words.end(),
                                                 [&](const std::string& word) {
                                                     return text.find(word) != std::string::npos;
                                                 }))
            << file << " does not use " << row.construct;
    }
}

TEST(Constructs, TheChineseGuideNamesTheSameRules) {
    const std::vector<Row> english = rows("docs/rulebook.md", "## All constructs");
    const std::vector<Row> chinese = rows("docs/rulebook.zh-CN.md", "## 每种构造一行");
    ASSERT_EQ(english.size(), chinese.size());
    for (std::size_t i = 0; i < english.size(); ++i) {
        EXPECT_EQ(english[i].rule, chinese[i].rule) << english[i].construct;
        EXPECT_EQ(english[i].file, chinese[i].file) << english[i].construct;
    }
}

// Every function of the language's reference stands in the table.
TEST(Constructs, NoFunctionIsMissing) {
    const std::string guide = read(kRoot / "docs/rulebook.md");
    const std::string table = guide.substr(guide.find("## All constructs"));
    const std::string reference = read(kRoot / "docs/language.md");
    static const std::regex kRow("\\n\\| (`[^\\n]+?) \\| ");
    static const std::regex kCall("[^\\w.]([a-z_]+)\\(");
    const std::set<std::string> plain{"has", "years", "months",
                                      "days"};  // spans, by `date + period`
    int seen = 0;
    for (std::sregex_iterator row(reference.begin(), reference.end(), kRow), end; row != end;
         ++row) {
        const std::string cell = (*row)[1];
        for (std::sregex_iterator call(cell.begin(), cell.end(), kCall); call != end; ++call) {
            const std::string name = (*call)[1];
            if (plain.contains(name)) continue;
            ++seen;
            EXPECT_NE(table.find(name), std::string::npos) << name;
        }
    }
    EXPECT_GT(seen, 25);
}

}  // namespace
}  // namespace bajigong::docs
