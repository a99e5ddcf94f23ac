// Decisions as JSON: well-formed, escaped, masked, and true to the decision.
#include <gtest/gtest.h>

#include "render_sample.hpp"
#include "text/json.hpp"

namespace bajigong {
namespace {

using render_sample::facts_with;
using render_sample::given_with;
using render_sample::kFacts;
using render_sample::kGiven;
using sample::decide;
using text::Json;

// The node at "a/b/0/c"; a null node that fails the test if there is none.
const Json& at(const Json& root, const std::string& path) {
    static const Json kNone;
    const Json* node = &root;
    std::size_t begin = 0;
    while (node != nullptr && begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string step = path.substr(begin, end - begin);
        const bool index =
            !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
        if (index && node->is(text::JsonKind::array)) {
            const std::size_t i = std::stoul(step);
            node = i < node->children.size() ? &node->children[i] : nullptr;
        } else {
            node = node->find(step);
        }
        begin = end + 1;
    }
    if (node == nullptr) ADD_FAILURE() << "nothing at " << path;
    return node == nullptr ? kNone : *node;
}

text::JsonDocument json_of(const Decision& decision) {
    return text::parse_json(decision.json(), "decision");
}

TEST(RenderJson, GivesTheDecision) {
    const Rulebooks books = render_sample::rulebooks();
    const text::JsonDocument json_text =
        json_of(decide(books, kFacts, given_with(R"({"rate": "half"})")));
    const Json& json = json_text.root;
    const std::pair<const char*, const char*> expected[] = {
        {"bajigong_decision", "1"},
        {"rule", "r"},
        {"decided_by", "r"},
        {"title/zh", "演示补贴"},
        {"decided_on", "2024-06-01"},
        {"outcome", "eligible"},
        {"amount/kind", "exact"},
        {"amount/value", "500.00"},  // 1000 × 50 % + 0
        {"payments/0/step", "paid_out"},
        {"payments/0/payee", "person"},
        {"payments/0/fund/unseen", "没有读到资金"},
        {"versions/0", "new"},
        {"readings_chosen/0/reading", "rate"},
        {"readings_chosen/0/option", "half"},
        {"explanations/0/key_date", "2024-05-01"},
        {"explanations/0/version/from", "2020-01-01"},
        {"explanations/0/version/until", "never"},
        {"explanations/0/require/0/id", "adult"},
        {"explanations/0/require/0/truth", "true"},
        {"explanations/0/require/0/cite/0/instrument", "shown:old"},
        {"explanations/0/require/0/cite/0/place", "§2"},
        {"explanations/0/require/3/any/0/truth", "true"},
        {"explanations/0/require/3/any/0/evidence", "secondary"},
        {"explanations/0/require/3/any/1/truth", "false"},
        {"explanations/0/require/3/any/1/derived/en", "follows from a"},
        {"explanations/0/require/4/if", "within(on, issued, months(12))"},
        {"explanations/0/unless/0/truth", "false"},
        {"explanations/0/limits/0/counted", "0"},
        {"explanations/0/limits/0/at_most", "1"},
        {"explanations/0/limits/0/within", "true"},
        {"explanations/0/lets/1/value", "1/2"},
        {"explanations/0/amounts/0/amount/value", "1000.00"},
        {"instruments/shown:new/title", "新办法"},
        {"instruments/shown:new/evidence", "news"},
        {"instruments/shown:old/number", "甲发〔2010〕1号"},
    };
    for (const auto& [path, value] : expected) {
        SCOPED_TRACE(path);
        EXPECT_EQ(at(json, path).text, value);
    }
    EXPECT_TRUE(at(json, "payable").boolean);
    EXPECT_TRUE(at(json, "clause").is(text::JsonKind::null));
    EXPECT_TRUE(at(json, "law_date").is(text::JsonKind::null));
    EXPECT_TRUE(at(json, "instruments/shown:new/in_part").boolean);
}

TEST(RenderJson, GivesCausesAndAlternatives) {
    const Rulebooks books = render_sample::rulebooks();
    // On the corresponding day, with the list not brought.
    const std::string facts = facts_with("2024-01-10", "2023-05-01");
    const text::JsonDocument json_text = json_of(decide(books, facts));
    const Json& json = json_text.root;
    EXPECT_EQ(at(json, "outcome").text, "undetermined");
    EXPECT_FALSE(at(json, "payable").boolean);
    EXPECT_EQ(at(json, "because/0/kind").text, "readings");
    EXPECT_EQ(at(json, "because/0/name").text, "last_day");
    // 1000 to 1005 in full, 500 to 505 by half.
    EXPECT_EQ(at(json, "amount/kind").text, "open");
    bool supply = false;
    for (const Json& cause : at(json, "amount/because").children) {
        supply = supply || at(cause, "name").text == "listed";
    }
    EXPECT_TRUE(supply);
    bool refused = false;
    for (const Json& alternative : at(json, "alternatives").children) {
        if (at(alternative, "readings/last_day").text != "expired") continue;
        refused = true;
        EXPECT_EQ(at(alternative, "outcome").text, "ineligible");
        EXPECT_EQ(at(alternative, "clause").text, "in_time");
    }
    EXPECT_TRUE(refused);
}

// Two answers that pick one version: its clauses are told under both, and are those of each answer
// where the reading that picks it reaches them too.
TEST(RenderJson, TellsAVersionUnderEachAnswerThatPicksIt) {
    const std::string readings =
        R"("readings": {"key": {"asks": {"zh": "问", "en": "asks"}, "options": {"on": {"zh": "甲", "en": "a"}, "issued": {"zh": "乙", "en": "b"}}}},)";
    const std::string keyed = R"("keyed_on": {"reading": "key", "on": "on", "issued": "issued"})";
    constexpr const char* kFacts =
        R"({"on": "2020-05-01", "issued": "2020-01-01", "person": {"a": true, "b": false}})";
    const text::JsonDocument apart_text = json_of(sample::decide(
        sample::rulebook(sample::version(R"("require": [)" + sample::clause("x", "person.a") + "]"),
                         readings, keyed),
        kFacts));
    const Json& apart = apart_text.root;
    EXPECT_EQ(at(apart, "outcome").text, "eligible");
    ASSERT_EQ(at(apart, "explanations").children.size(), 2U);
    EXPECT_EQ(at(apart, "explanations/0/key_date").text, "2020-05-01");
    EXPECT_EQ(at(apart, "explanations/1/key_date").text, "2020-01-01");
    for (const char* path : {"require/0/id", "require/0/truth", "require/0/cite/0/instrument"}) {
        EXPECT_EQ(at(apart, std::string("explanations/0/") + path).text,
                  at(apart, std::string("explanations/1/") + path).text);
    }
    EXPECT_EQ(at(apart, "explanations/1/require/0/truth").text, "true");

    const text::JsonDocument reached_text = json_of(sample::decide(
        sample::rulebook(
            sample::version(R"("require": [)" +
                            sample::clause("x", "reading.key == 'on' ? person.a : person.b") + "]"),
            readings, keyed),
        kFacts));
    const Json& reached = reached_text.root;
    EXPECT_EQ(at(reached, "outcome").text, "undetermined");
    EXPECT_EQ(at(reached, "explanations/0/require/0/truth").text, "true");
    EXPECT_EQ(at(reached, "explanations/1/require/0/truth").text, "false");
}

TEST(RenderJson, TellsVersionsWithoutRules) {
    const Rulebooks books = render_sample::rulebooks();
    const text::JsonDocument none_text =
        json_of(decide(books, facts_with("2024-05-01", "2005-05-01"), kGiven));
    const Json& none = none_text.root;
    EXPECT_EQ(at(none, "outcome").text, "ineligible");
    EXPECT_EQ(at(none, "clause").text, "none");
    EXPECT_EQ(at(none, "explanations/0/version/none/en").text, "no subsidy yet");
    const text::JsonDocument unseen_text =
        json_of(decide(books, facts_with("2024-05-01", "2015-05-01"), kGiven));
    const Json& unseen = unseen_text.root;
    EXPECT_EQ(at(unseen, "outcome").text, "undetermined");
    EXPECT_EQ(at(unseen, "explanations/0/version/unseen").text, "细则没有读到");
    const text::JsonDocument before_text =
        json_of(decide(books, facts_with("2024-05-01", "1999-12-31"), kGiven));
    const Json& before = before_text.root;
    EXPECT_EQ(at(before, "because/0/kind").text, "uncovered");
    EXPECT_TRUE(at(before, "explanations/0/version").is(text::JsonKind::null));
    const text::JsonDocument unknown_text =
        json_of(decide(books, facts_with(R"("on": "2024-05-01", )", ""), kGiven));
    const Json& unknown = unknown_text.root;
    EXPECT_TRUE(at(unknown, "explanations/0/key_date").is(text::JsonKind::null));
}

TEST(RenderJson, MasksWhatIsPersonal) {
    const Rulebooks books = render_sample::rulebooks();
    const std::string json = decide(books, kFacts, kGiven).json();
    for (const char* value : render_sample::kPersonal) {
        EXPECT_EQ(json.find(value), std::string::npos) << value;
    }
    const text::JsonDocument document = text::parse_json(json, "decision");
    const Json& root = document.root;
    // Made of a personal date; still told to be known.
    EXPECT_TRUE(at(root, "explanations/0/lets/0/value/masked").boolean);
    EXPECT_EQ(at(root, "lists/1/path").text, "kin");
    EXPECT_TRUE(at(root, "lists/1/elements/0/name/masked").boolean);
    EXPECT_TRUE(at(root, "lists/1/elements/0/adult").boolean);
}

TEST(RenderJson, EscapesForAnyUse) {
    const Rulebooks books = render_sample::rulebooks();
    const std::string json = decide(books, kFacts, kGiven).json();
    EXPECT_EQ(json.find("\xe2\x80\xae"), std::string::npos);
    for (const char c : json) EXPECT_GE(static_cast<unsigned char>(c), 0x20u);
    const text::JsonDocument document = text::parse_json(json, "decision");
    const Json& root = document.root;
    EXPECT_EQ(at(root, "instruments/shown:new/note/en").text, "<b>\xe2\x80\xaegnp\x07</b>&\"'\\");
}

}  // namespace
}  // namespace bajigong
