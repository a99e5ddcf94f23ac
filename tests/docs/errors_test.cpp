// docs/errors.md says what the catalogue says, and the catalogue says what the sources use.
//
// The page is generated: with WRITE_DOCS=1 in the environment, Errors.ThePageIsTheCatalogue writes
// it instead of comparing.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "text/catalogue.hpp"

namespace bajigong {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = BAJIGONG_SOURCE_DIR;
const fs::path kPage = kRoot / "docs" / "errors.md";

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string section_title(char letter) {
    switch (letter) {
        case 'J': return "Files and JSON (文件与 JSON)";
        case 'V': return "Values and identifiers (值与编号)";
        case 'X': return "Expressions (表达式)";
        case 'R': return "Rulebooks (规则手册)";
        case 'L': return "Lint (检查建议)";
        case 'F': return "Facts (事实)";
        case 'D': return "Decisions (判定)";
        case 'C': return "Worked cases (案例)";
        case 'T': return "The tool (命令行工具)";
        case 'B': return "The ledger (账本)";
        case 'P': return "Populations (人群)";
        case 'A': return "Calls of the C interface (C 接口的调用)";
        default: return "?";
    }
}

// Text as it stands in a cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("|<*`[\\").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string page() {
    std::ostringstream out;
    out << "# Errors and warnings\n\n"
           "Every code with its message in both languages. `{0}`, `{1}` stand for names, places\n"
           "and bounds, never for personal values. A code keeps its meaning for good.\n\n"
           "Made from `src/text/catalogue.cpp`; `WRITE_DOCS=1` and the test\n"
           "`Errors.ThePageIsTheCatalogue` write it anew.\n";
    char section = '\0';
    for (const text::Message& message : text::catalogue()) {
        if (message.code[0] != section) {
            section = message.code[0];
            out << "\n## " << section << ": " << section_title(section)
                << "\n\n| code | English | 中文 |\n|---|---|---|\n";
        }
        out << "| " << message.code << " | " << cell(message.en) << " | " << cell(message.zh)
            << " |\n";
    }
    return out.str();
}

TEST(Errors, ThePageIsTheCatalogue) {
    const std::string expected = page();
    if (std::getenv("WRITE_DOCS") != nullptr) std::ofstream(kPage, std::ios::binary) << expected;
    EXPECT_TRUE(read(kPage) == expected)
        << "run this test with WRITE_DOCS=1 to write docs/errors.md";
}

// The codes that the library's own sources use, each with the file that shows it.
std::set<std::string> used_codes() {
    static const std::regex kCode("\"([JVXRLFDCTBPA][0-9]{3})\"");
    std::set<std::string> codes;
    for (const char* folder : {"src", "capi/src"}) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            const fs::path& file = entry.path();
            const bool source = file.extension() == ".cpp" || file.extension() == ".hpp";
            if (!source || file.filename() == "catalogue.cpp") continue;
            const std::string text = read(file);
            for (std::sregex_iterator i(text.begin(), text.end(), kCode), end; i != end; ++i) {
                codes.insert((*i)[1]);
            }
        }
    }
    return codes;
}

TEST(Errors, WhatIsUsedIsInTheCatalogue) {
    const std::set<std::string> codes = used_codes();
    EXPECT_GT(codes.size(), 100u) << "the sources were not found";
    for (const std::string& code : codes) {
        EXPECT_NE(text::find_message(code), nullptr) << code << " has no message";
    }
}

TEST(Errors, WhatIsInTheCatalogueIsUsed) {
    std::set<std::string> codes = used_codes();
    // Files of worked cases are read by what reads rulebooks; its problems R... become C...
    for (const char* code : {"C003", "C004", "C005", "C006"}) codes.insert(code);
    for (const text::Message& message : text::catalogue()) {
        EXPECT_TRUE(codes.contains(message.code)) << message.code << " is used nowhere";
    }
}

}  // namespace
}  // namespace bajigong
