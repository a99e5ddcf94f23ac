// docs/policies.md says what the rulebooks cite, and the seed documents are covered or explained.
//
// The page is generated: with WRITE_DOCS=1 in the environment,
// Coverage.ThePageIsWhatTheRulebooksCite writes it instead of comparing.
#include "docs/coverage.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "docs/shipped.hpp"
#include "rulebook/set.hpp"

namespace bajigong::docs {
namespace {

namespace fs = std::filesystem;

const fs::path kPage = kRoot / "docs" / "policies.md";

const Coverage& covered() {
    static const Coverage coverage = cover(
        shipped(), text::parse_json(read(kRoot / "docs" / "seed_articles.json"), "list").root);
    return coverage;
}

std::string lines(const std::vector<std::string>& findings) {
    std::string out;
    for (const std::string& finding : findings) out += finding + '\n';
    return out;
}

TEST(Coverage, EveryArticleIsCarriedOrExplained) {
    EXPECT_EQ(covered().documents.size(), 5u);
    EXPECT_TRUE(covered().findings.empty()) << lines(covered().findings);
}

TEST(Coverage, ThePageIsWhatTheRulebooksCite) {
    const std::string expected =
        coverage_page(shipped(), covered(), worked_cases(), kRoot.string());
    if (std::getenv("WRITE_DOCS") != nullptr) std::ofstream(kPage, std::ios::binary) << expected;
    EXPECT_TRUE(fs::exists(kPage) && read(kPage) == expected)
        << "run this test with WRITE_DOCS=1 to write docs/policies.md";
}

// ---- what the join finds, on a small set of its own ----

constexpr const char* kVocabulary = R"({"bajigong": 1, "scales": {}, "facts": {
  "application.on": {"type": "date", "zh": "申请日期", "en": "day of application"},
  "person.months": {"type": "int", "zh": "月数", "en": "months"}}})";

// A rule whose clause cites CLAUSE and whose let cites LET, of a document with wide brackets.
constexpr const char* kBook = R"json({"bajigong": 1, "id": "lantern", "jurisdiction": "CN",
  "title": {"zh": "灯笼", "en": "Lanterns"}, "about": {"zh": "为测试编写。", "en": "Made for tests."},
  "instruments": {"a": {"title": "灯笼规划（2024年）", "number": null, "issuer": "灯笼局",
                        "issued": "2024", "evidence": "EVIDENCE"}},
  "rules": [{"id": "lit", "kind": "award", "title": {"zh": "灯笼", "en": "lantern"},
    "keyed_on": "application.on",
    "versions": [{"from": "ever", "until": "never", "instrument": "a",
      "let": [{"id": "enough", "is": "person.months >= 12", "cite": "a §LET"}],
      "require": [{"id": "long", "if": "enough", "cite": "a §CLAUSE",
                   "text": {"zh": "满12个月", "en": "12 months"}}]}]}]})json";

// 七 is followed by MORE; nothing hangs on 八.
constexpr const char* kList = R"json({
  "documents": [{"title": "灯笼规划(2024年)", "number": null, "issuer": "灯笼局", "issued": "2024",
    "evidence": "official", "english": "Lanterns", "articles": [
      {"place": "七", "says": {"zh": "点灯", "en": "light"} MORE},
      {"place": "八", "says": {"zh": "看灯", "en": "look"}, "no_mechanism": "events"}]}],
  "reasons": {"events": {"zh": "活动", "en": "events"}}, "places": {}})json";

std::string with(std::string text, const std::string& word, const std::string& put) {
    return text.replace(text.find(word), word.size(), put);
}

Rulebooks small(const std::string& clause, const std::string& let,
                const std::string& evidence = "official") {
    const std::string book =
        with(with(with(kBook, "CLAUSE", clause), "LET", let), "EVIDENCE", evidence);
    return Rulebooks::load_texts({{"vocabulary.json", kVocabulary}, {"lantern.json", book}});
}

Coverage join(const Rulebooks& rulebooks, const std::string& more = "") {
    return cover(rulebooks, text::parse_json(with(kList, "MORE", more), "list").root);
}

void expect_finding(const Coverage& coverage, const std::string& part) {
    ASSERT_EQ(coverage.findings.size(), 1u) << lines(coverage.findings);
    EXPECT_NE(coverage.findings[0].find(part), std::string::npos) << coverage.findings[0];
}

constexpr const char* kExplained = R"(, "not_computable": {"zh": "没有数额", "en": "no amount"})";

TEST(Coverage, AClauseCarriesInWhicheverBrackets) {
    for (const char* place : {"七", "(七)", "（七）"}) {
        const Coverage coverage = join(small(place, "七"));
        EXPECT_TRUE(coverage.findings.empty()) << place << lines(coverage.findings);
        const SeedArticle& article = coverage.documents[0].articles[0];
        EXPECT_EQ(article.carriers, std::vector<std::string>{"lit"});
        EXPECT_TRUE(article.named.empty());
        EXPECT_EQ(totals(coverage.documents[0]).carried, 1);
    }
}

TEST(Coverage, ALetOnlyNames) {
    const Coverage coverage = join(small("八", "七"), kExplained);
    EXPECT_EQ(coverage.documents[0].articles[0].named, std::vector<std::string>{"lit"});
    EXPECT_TRUE(coverage.documents[0].articles[0].carriers.empty());
}

TEST(Coverage, FindsWhatDoesNotFit) {
    // 八 states no mechanism, so that a clause that cites it is a finding of its own.
    const Coverage uncarried = join(small("八", "七"));
    ASSERT_EQ(uncarried.findings.size(), 2u) << lines(uncarried.findings);
    EXPECT_NE(uncarried.findings[0].find("七: no rule"), std::string::npos);
    EXPECT_NE(uncarried.findings[1].find("八: explained away"), std::string::npos);

    expect_finding(join(small("七", "九")), "lit cites §九");
    expect_finding(join(small("七", "七"), kExplained), "七: explained away, yet carried by lit");
    expect_finding(join(small("七", "七", "repost")), "described otherwise");
}

TEST(Coverage, TheListIsReadStrictly) {
    const Rulebooks rulebooks = small("七", "七");
    EXPECT_THROW(join(rulebooks, R"(, "open": "nowhere")"), std::runtime_error);
    EXPECT_THROW(join(rulebooks, std::string(R"(, "open": "events")") + kExplained),
                 std::runtime_error);
    EXPECT_THROW(join(rulebooks, R"(}, {"place": "七", "says": {"zh": "点", "en": "lit"})"),
                 std::runtime_error);
}

TEST(Coverage, TheWeakestGradeCounts) {
    for (const char* grade : {"official", "repost", "secondary"}) {
        const Rulebooks rulebooks = small("七", "七", grade);
        const Rulebook& book = rulebooks.impl().books[0];
        EXPECT_EQ(name(weakest_evidence(rulebooks, book)), grade);
    }
}

}  // namespace
}  // namespace bajigong::docs
