// Broken rulebooks: each is refused, and the first problem has the code and JSON pointer that stand
// beside it.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "bajigong/rulebooks.hpp"

namespace bajigong {
namespace {

namespace fs = std::filesystem;

std::string slurp(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const fs::path kSource = BAJIGONG_SOURCE_DIR;

TEST(BadRulebooks, AreRefusedWithCodeAndPlace) {
    int files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(kSource / "tests/bad")) {
        const std::string file = entry.path().filename().string();
        if (!file.ends_with(".rulebook.json") && !file.ends_with(".loader.json")) continue;
        ++files;
        SCOPED_TRACE(entry.path().filename().string());
        fs::path beside = entry.path();
        const std::string expected = slurp(beside.replace_extension(".expected"));
        const std::string first_line = expected.substr(0, expected.find('\n'));
        try {
            Rulebooks::load_texts(
                {{"vocabulary.json", slurp(kSource / "policies/vocabulary.json")},
                 {"cn/civil_code.json", slurp(kSource / "policies/cn/civil_code.json")},
                 {"zz_bad.json", slurp(entry.path())}});
            ADD_FAILURE() << "was loaded";
        } catch (const Failure& failure) {
            const Problem& problem = failure.problems().front();
            EXPECT_EQ(problem.code + " " + problem.place.pointer, first_line);
            EXPECT_EQ(problem.place.file, "zz_bad.json");
            EXPECT_GT(problem.place.line, 0);
            // Worded in both languages: a code without words prints itself.
            EXPECT_NE(problem.message(Language::en), problem.code);
            EXPECT_NE(problem.message(Language::zh), problem.message(Language::en));
        }
    }
    EXPECT_GE(files, 60);
}

// What loads and is yet a mistake: the lint tells of it, and of nothing else.
TEST(BadRulebooks, AreToldByTheLint) {
    int files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(kSource / "tests/bad")) {
        if (!entry.path().filename().string().ends_with(".lint.json")) continue;
        ++files;
        SCOPED_TRACE(entry.path().filename().string());
        fs::path beside = entry.path();
        const std::string expected = slurp(beside.replace_extension(".expected"));
        const Rulebooks books = Rulebooks::load_texts(
            {{"vocabulary.json", slurp(kSource / "policies/vocabulary.json")},
             {"cn/civil_code.json", slurp(kSource / "policies/cn/civil_code.json")},
             {"zz_bad.json", slurp(entry.path())}});
        const std::vector<Problem> warnings = books.lint();
        ASSERT_EQ(warnings.size(), 1U);
        EXPECT_EQ(warnings[0].code + " " + warnings[0].place.pointer,
                  expected.substr(0, expected.find('\n')));
        EXPECT_EQ(warnings[0].place.file, "zz_bad.json");
    }
    EXPECT_EQ(files, 16);  // each of the lint's messages, some from two sides
}

TEST(Rulebooks, LoadInByteOrderWithoutFollowingLinks) {
    const fs::path folder =
        fs::temp_directory_path() / ("bajigong_links_" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder / "inner");
    fs::copy_file(kSource / "policies/vocabulary.json", folder / "vocabulary.json");
    fs::copy_file(kSource / "policies/cn/civil_code.json", folder / "inner/civil_code.json");
    // A link that leads out of the folder would bring a broken rulebook in.
    fs::create_symlink(kSource / "tests/bad", folder / "out");
    const Rulebooks loaded = Rulebooks::load({folder.string()});
    EXPECT_TRUE(loaded.rules().empty());
    // Broken files are told of in the order of their bytes.
    for (const char* name : {"inner/b.json", "inner.json", "Z.json"})
        std::ofstream(folder / name) << "{";
    std::vector<std::string> told;
    try {
        Rulebooks::load({folder.string()});
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems())
            told.push_back(fs::path(problem.place.file).lexically_relative(folder).string());
    }
    EXPECT_EQ(told, (std::vector<std::string>{"Z.json", "inner.json", "inner/b.json"}));
    fs::remove_all(folder);
}

TEST(Rulebooks, NeedOneVocabulary) {
    EXPECT_THROW(Rulebooks::load_texts({}), Failure);
    const std::string vocabulary = "{\"bajigong\": 1, \"facts\": {}}";
    EXPECT_NO_THROW(Rulebooks::load_texts({{"vocabulary.json", vocabulary}}));
    EXPECT_THROW(
        Rulebooks::load_texts({{"vocabulary.json", vocabulary}, {"a/vocabulary.json", vocabulary}}),
        Failure);
}

// The guide's first rulebook, in both languages, loads as it stands.
TEST(Rulebooks, TheGuidesExampleLoads) {
    for (const char* guide : {"docs/rulebook.md", "docs/rulebook.zh-CN.md"}) {
        SCOPED_TRACE(guide);
        const std::string text = slurp(kSource / guide);
        const std::size_t begin = text.find("```jsonc\n");
        ASSERT_NE(begin, std::string::npos);
        const std::string example = text.substr(begin + 9, text.find("\n```", begin) - begin - 9);
        try {
            const Rulebooks loaded = Rulebooks::load_texts(
                {{"vocabulary.json", slurp(kSource / "policies/vocabulary.json")},
                 {"example.json", example}});
            EXPECT_EQ(loaded.rules().at(0).id, "lantern_subsidy");
        } catch (const Failure& failure) {
            ADD_FAILURE() << failure.what();
        }
    }
}

TEST(Rulebooks, ShippedOnesLintClean) {
    const Rulebooks shipped = Rulebooks::load({(kSource / "policies").string()});
    for (const Problem& problem : shipped.lint()) ADD_FAILURE() << problem.text(Language::en);
    EXPECT_GE(shipped.rules().size(), 13U);
}

}  // namespace
}  // namespace bajigong
