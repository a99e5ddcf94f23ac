// One case under every rule of a place.
#include <gtest/gtest.h>

#include "bajigong/matching.hpp"

#include "sample.hpp"

namespace bajigong {
namespace {

// A rulebook of one rule that requires `condition`; `more` are further members of the rule.
std::string book(const std::string& id, const std::string& place, const std::string& condition,
                 const std::string& more = "", const std::string& from = "2000-01-01") {
    return R"j({"bajigong": 1, "id": ")j" + id +
           R"j(", "title": {"zh": "试", "en": "test"}, "jurisdiction": ")j" + place +
           R"j(", "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
               "rules": [{"id": ")j" +
           id + R"j(", "kind": "subsidy", "payee": "person", "title": {"zh": "试", "en": ")j" + id +
           R"j("}, "keyed_on": "on")j" + more + R"j(, "versions": [{"from": ")j" + from +
           R"j(", "until": "never", "instrument": "t", "require": [)j" +
           sample::clause(id + "_clause", condition) +
           R"j(], "amount": [{"id": "paid", "is": "yuan(7)", "cite": "t §1"}]}]}]})j";
}

std::string matched(const std::map<std::string, std::string>& files, const std::string& place,
                    const std::string& facts) {
    std::map<std::string, std::string> all = files;
    all["vocabulary.json"] = sample::kVocabulary;
    const Rulebooks set = Rulebooks::load_texts(all);
    const Matching matching = match(set, Facts::from_json(set, facts), place,
                                    {*Date::parse("2024-06-01"), std::nullopt, ""});
    std::string out;
    for (const MatchedRule& rule : matching.rules()) {
        out += rule.rule + " " + std::string(name(rule.standing));
        for (const std::string& other : rule.not_together_with) out += " !" + other;
        out += "; ";
    }
    return out;
}

const std::string kFacts = R"j({"on": "2024-01-01", "person": {"a": true, "months": 3}})j";

TEST(Match, GroupsByStandingAndLeavesOtherPlacesOut) {
    const std::map<std::string, std::string> files = {
        {"a.json", book("granted_rule", "CN", "person.a")},
        {"b.json", book("refused_rule", "500000", "person.months > 3")},
        {"c.json", book("possible_rule", "500118", "person.a && person.b")},
        {"d.json", book("untouched_rule", "CN", "cost > yuan(1)")},
        {"e.json", book("elsewhere", "310000", "person.a")}};
    EXPECT_EQ(matched(files, "500118", kFacts),
              "granted_rule granted; possible_rule possible; refused_rule refused; "
              "untouched_rule untouched; ");
    EXPECT_EQ(matched(files, "CN", kFacts), "granted_rule granted; untouched_rule untouched; ");
}

// Who need not apply is told so, where there is something to be had.
TEST(Match, SaysWhatIsGivenWithoutAnApplication) {
    const std::string automatic = R"j(, "automatic": {"cite": "t §3"})j";
    const Rulebooks set =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary},
                               {"a.json", book("given", "CN", "person.a", automatic)},
                               {"b.json", book("refused", "CN", "!person.a", automatic)},
                               {"c.json", book("asked_for", "CN", "person.a")}});
    const Matching matching = match(set, Facts::from_json(set, kFacts), "CN",
                                    {*Date::parse("2024-06-01"), std::nullopt, ""});
    const std::string text = matching.text(Language::en);
    const std::string told = "given without an application";
    EXPECT_LT(text.find("(given)"), text.find(told));
    EXPECT_EQ(text.find(told), text.rfind(told)) << text;
    EXPECT_NE(matching.text(Language::zh).find("免申即享"), std::string::npos);
    EXPECT_NE(matching.json().find(R"("automatic":true)"), std::string::npos) << matching.json();
}

// `book` with a reading `by` of two options, the first of which must be chosen.
std::string with_reading(const std::string& id, const std::string& a, const std::string& b) {
    std::string text = book(id, "310000", "reading.by == '" + a + "'");
    const auto option = [](const std::string& name) {
        return "\"" + name + R"(": {"zh": "选", "en": "option"})";
    };
    text.insert(text.find("\"rules\""), R"("readings": {"by": {"asks": {"zh": "问", "en": "asks"},
        "options": {)" + option(a) + "," + option(b) +
                                            "}}}, ");
    return text;
}

TEST(Match, AReadingIsChosenWhereItHasTheOption) {
    const Rulebooks set = Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary},
                                                 {"a.json", with_reading("a", "x", "y")},
                                                 {"b.json", with_reading("b", "u", "x")},
                                                 {"c.json", with_reading("c", "p", "q")}});
    const Given given = Given::for_all(set, R"({"readings": {"by": "x"}})");
    const Facts facts = Facts::from_json(set, R"({"on": "2024-01-01"})");
    const DecideOptions how{*Date::parse("2024-06-01"), std::nullopt, ""};
    EXPECT_EQ(decide(set, "a", facts, how, &given).outcome(), Outcome::eligible);
    EXPECT_EQ(decide(set, "b", facts, how, &given).outcome(), Outcome::ineligible);
    const Decision open = decide(set, "c", facts, how, &given);
    EXPECT_EQ(open.outcome(), Outcome::undetermined);
    EXPECT_EQ(open.because().front().kind, "readings");
    try {
        Given::for_all(set, R"({"readings": {"by": "z"}})");
        FAIL() << "accepted";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "D007");
    }
}

TEST(Match, OfOneBenefitTheMostLocalApplies) {
    const std::string benefit = R"j(, "benefit": "b")j";
    const std::string nation = book("nation", "CN", "person.a", benefit);
    EXPECT_EQ(matched({{"a.json", nation}, {"b.json", book("city", "500000", "person.a", benefit)}},
                      "500118", kFacts),
              "city granted; ");
    // Where the local text of that day is not known, it stands back.
    EXPECT_EQ(matched({{"a.json", nation},
                       {"b.json", book("city", "500000", "person.a", benefit, "2025-01-01")}},
                      "500118", kFacts),
              "nation granted; city possible; ");
}

TEST(Match, AFrameStandsBackAndAnExclusionIsToldOnBothSides) {
    const std::string local =
        R"j(, "implements": {"rule": "frame", "cite": "t §1"}, "benefit": "x", "excludes": ["y"])j";
    EXPECT_EQ(matched({{"a.json", book("frame", "CN", "person.a")},
                       {"b.json", book("local", "500000", "person.a", local)},
                       {"c.json", book("other", "CN", "person.a", R"j(, "benefit": "y")j")}},
                      "500000", kFacts),
              "local granted !other; other granted !local; ");
}

TEST(Match, APlaceIsACode) {
    try {
        matched({{"a.json", book("a_rule", "CN", "person.a")}}, "Chongqing", kFacts);
        FAIL() << "a name was taken for a code";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems()[0].code, "D011");
    }
}

TEST(Frame, AFigureBeyondItIsToldAndPaid) {
    const auto files = [&](const std::string& bound) {
        std::string frame = book("frame", "CN", "person.a");
        frame.replace(frame.find(R"j("is": "yuan(7)")j"), 15,
                      R"j("at_most": "yuan()j" + bound + ")\"");
        return std::map<std::string, std::string>{
            {"vocabulary.json", sample::kVocabulary},
            {"a.json", frame},
            {"b.json", book("local", "500000", "person.a",
                            R"j(, "implements": {"rule": "frame", "cite": "t §1"})j")}};
    };
    for (const auto& [bound, outside] : {std::pair("7", false), std::pair("6", true)}) {
        const Rulebooks set = Rulebooks::load_texts(files(bound));
        const Decision decision = decide(set, "local", Facts::from_json(set, kFacts),
                                         {*Date::parse("2024-06-01"), std::nullopt, ""});
        ASSERT_TRUE(decision.frame().has_value());
        EXPECT_EQ(decision.frame()->outside, outside);
        EXPECT_TRUE(decision.payable());
        EXPECT_EQ(decision.text(Language::en).find("beyond the frame") != std::string::npos,
                  outside);
    }
}

}  // namespace
}  // namespace bajigong
