// Open readings: which are named, what each answer gives, and that deciding by groups equals
// deciding every combination.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::causes;
using sample::clause;
using sample::rulebook;
using sample::version;
using Strings = std::vector<std::string>;

std::string reading(const std::string& name, const std::vector<std::string>& options) {
    std::string text = "\"" + name + R"(": {"asks": {"zh": "问", "en": "asks"}, "options": {)";
    for (std::size_t i = 0; i < options.size(); ++i) {
        text += (i == 0 ? "\"" : ", \"") + options[i] + R"(": {"zh": "答", "en": "answer"})";
    }
    return text + "}}";
}

constexpr const char* kWhen =
    R"({"on": "2020-01-01", "person": {"a": true, "b": false, "months": 5}, "cost": "100"})";

TEST(Readings, AreNamedOnlyWhereTheyMatter) {
    const Rulebooks books = rulebook(
        version(R"("require": [)" + clause("x", "reading.which == 'one' ? person.a : person.b") +
                "," + clause("y", "reading.idle == 'one' ? person.a : person.a || person.b") + "]"),
        R"("readings": {)" + reading("which", {"one", "two"}) + "," +
            reading("idle", {"one", "two"}) + "},");
    const Decision decision = sample::decide(books, kWhen);
    EXPECT_EQ(decision.outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(decision), (Strings{"readings:which"}));
    ASSERT_EQ(decision.alternatives().size(), 2U);
    EXPECT_EQ(decision.alternatives()[0].outcome, Outcome::eligible);
    EXPECT_EQ(decision.alternatives()[1].outcome, Outcome::ineligible);
    EXPECT_EQ(decision.alternatives()[1].clause, "x");
    // A chosen option settles it.
    EXPECT_EQ(sample::decide(books, kWhen, R"({"readings": {"which": "one"}})").outcome(),
              Outcome::eligible);
    EXPECT_EQ(sample::decide(books, kWhen, R"({"readings": {"which": "two"}})").outcome(),
              Outcome::ineligible);
    // Where the answers agree, the reading is not named.
    const Decision agreed =
        sample::decide(books, R"({"on": "2020-01-01", "person": {"a": true, "b": true}})");
    EXPECT_EQ(agreed.outcome(), Outcome::eligible);
    EXPECT_TRUE(agreed.alternatives().empty());
}

TEST(Readings, OpenAmountsGiveOneFigureForEachAnswer) {
    const std::string steps = R"j(, "amount": [{"id": "p", "cite": "t §1", "round": "fen down",
        "is": "cost * (reading.rate == 'low' ? percent(50) : percent(80))"}])j";
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("x", "person.a") + "]" + steps),
                 R"("readings": {)" + reading("rate", {"low", "high"}) + "},");
    const Decision decision = sample::decide(books, kWhen);
    EXPECT_EQ(decision.outcome(), Outcome::eligible);
    EXPECT_EQ(decision.amount().kind, Amount::Kind::open);
    EXPECT_FALSE(decision.payable());
    ASSERT_EQ(decision.alternatives().size(), 2U);
    EXPECT_EQ(decision.alternatives()[0].amount.low.text(), "50.00");
    EXPECT_EQ(decision.alternatives()[1].amount.low.text(), "80.00");
    // A refused case has no amount, and the rate does not matter to it.
    const Decision refused =
        sample::decide(books, R"({"on": "2020-01-01", "person": {"a": false}, "cost": "100"})");
    EXPECT_EQ(refused.outcome(), Outcome::ineligible);
    EXPECT_EQ(refused.amount().kind, Amount::Kind::none);
    EXPECT_TRUE(refused.alternatives().empty());
}

TEST(Readings, MayPickTheVersion) {
    const std::string old_law =
        R"({"from": "2010-01-01", "until": "2019-12-31", "instrument": "t", "require": [)" +
        clause("old_law", "person.months >= 36") + "]}";
    const std::string new_law =
        R"({"from": "2020-01-01", "until": "never", "instrument": "t", "require": [)" +
        clause("new_law", "person.months >= 12") + "]}";
    const Rulebooks books =
        rulebook(old_law + "," + new_law,
                 R"("readings": {)" + reading("key", {"certificate", "application"}) + "},",
                 R"("keyed_on": {"reading": "key", "certificate": "issued", "application": "on"})");
    const auto decide = [&](int months) {
        return sample::decide(
            books, R"({"issued": "2019-12-20", "on": "2020-02-01", "person": {"months": )" +
                       std::to_string(months) + "}}");
    };
    EXPECT_EQ(decide(40).outcome(), Outcome::eligible);
    EXPECT_EQ(decide(11).outcome(), Outcome::ineligible);
    const Decision between = decide(20);
    EXPECT_EQ(between.outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(between), (Strings{"readings:key"}));
}

// Random clauses over random readings. The oracle decides every combination of all readings by
// choosing it, and says what is common to all; the groups must say the same, and name exactly the
// readings that alone change something.
TEST(Readings, GroupsEqualTheFullProduct) {
    std::mt19937 random(7);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const Strings facts = {"person.a", "person.b", "person.months > 3", "person.months > 6"};
    int undetermined = 0;
    for (int round = 0; round < 150; ++round) {
        constexpr int kReadings = 4;
        std::string shared = R"("readings": {)";
        for (int r = 0; r < kReadings; ++r) {
            shared += (r == 0 ? "" : ",") + reading("r" + std::to_string(r), {"x", "y"});
        }
        shared += "},";
        std::string clauses;
        for (int c = 0; c < 3; ++c) {
            std::string condition = facts[pick(4)];
            for (int k = pick(3); k > 0; --k) {
                condition = "(reading.r" + std::to_string(pick(kReadings)) + " == 'x' ? " +
                            condition + " : " + facts[pick(4)] + ")";
            }
            clauses += (c == 0 ? "" : ",") + clause("c" + std::to_string(c), condition);
        }
        // Every reading is used, or the rulebook would not load.
        for (int r = 0; r < kReadings; ++r) {
            clauses += "," + clause("u" + std::to_string(r), "reading.r" + std::to_string(r) +
                                                                 " == 'x' || true || person.a");
        }
        const std::string amount =
            R"j(, "amount": [{"id": "p", "cite": "t §1", "is": "reading.r)j" +
            std::to_string(pick(kReadings)) + R"j( == 'x' ? cost : yuan(7)"}])j";
        const Rulebooks books =
            rulebook(version(R"("require": [)" + clauses + "]" + amount), shared);
        std::string person;
        if (pick(3) != 0) person += R"("a": )" + std::string(pick(2) != 0 ? "true" : "false") + ",";
        if (pick(3) != 0) person += R"("b": )" + std::string(pick(2) != 0 ? "true" : "false") + ",";
        person += R"("months": )" + std::to_string(pick(9));
        const std::string json = R"({"on": "2020-01-01", "cost": "3", "person": {)" + person + "}}";

        std::vector<Decision> all;
        for (int mask = 0; mask < 1 << kReadings; ++mask) {
            std::string given;
            for (int r = 0; r < kReadings; ++r) {
                given += (r == 0 ? "" : ",") + ("\"r" + std::to_string(r)) + "\": \"" +
                         ((mask >> r & 1) != 0 ? "y" : "x") + "\"";
            }
            all.push_back(sample::decide(books, json, R"({"readings": {)" + given + "}}"));
        }
        Strings named;
        for (int r = 0; r < kReadings; ++r) {
            bool matters = false;
            for (int mask = 0; mask < 1 << kReadings; ++mask) {
                const Decision& x = all[mask];
                const Decision& y = all[mask ^ (1 << r)];
                matters = matters || x.outcome() != y.outcome() ||
                          (x.outcome() != Outcome::ineligible && !(x.amount() == y.amount()));
            }
            if (matters) named.push_back("r" + std::to_string(r));
        }
        const bool same = std::all_of(all.begin(), all.end(), [&](const Decision& d) {
            return d.outcome() == all[0].outcome();
        });
        const Decision decision = sample::decide(books, json);
        SCOPED_TRACE(clauses + amount + json);
        EXPECT_EQ(decision.outcome(), same ? all[0].outcome() : Outcome::undetermined);
        Strings alternatives;
        if (!decision.alternatives().empty()) {
            for (const ReadingChoice& choice : decision.alternatives()[0].readings)
                alternatives.push_back(choice.first);
        }
        std::sort(alternatives.begin(), alternatives.end());
        EXPECT_EQ(alternatives, named);
        undetermined += same ? 0 : 1;
    }
    EXPECT_GT(undetermined, 10) << "the random rules hardly depend on readings";
}

}  // namespace
}  // namespace bajigong
