// Amounts while supplied lists are missing: the figures of both answers bound them.
#include <gtest/gtest.h>

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::rulebook;
using sample::version;

// Steps whose figure is 1800 for what list `a` names, 1500 for what `b` does, and `otherwise`.
Rulebooks lists(const std::string& otherwise, const std::string& more = "") {
    const std::string list =
        R"({"of": "text", "supplied": true, "cite": "t §1", "title": {"zh": "目录", "en": "list"}})";
    return rulebook(
        version(
            R"("require": [], "amount": [{"id": "p", "cite": "t §1", "is": "place in list('a', on) ? yuan(1800) : place in list('b', on) ? yuan(1500) : )" +
            otherwise + R"(")" + more + "}]"),
        R"("lists": {"a": )" + list + R"(, "b": )" + list + "},");
}

constexpr const char* kFacts = R"({"on": "2020-01-01", "place": "310000", "cost": "900"})";
constexpr const char* kOnNone =
    R"({"editions": [], "known": [{"from": "2000-01-01", "until": "never"}]})";

TEST(SuppliedAnswers, BoundTheAmount) {
    const Decision decision = sample::decide(lists("cost"), kFacts);
    EXPECT_EQ(decision.outcome(), Outcome::eligible);
    EXPECT_EQ(decision.amount().kind, Amount::Kind::between);
    EXPECT_EQ(decision.amount().low.text(), "900.00");
    EXPECT_EQ(decision.amount().high.text(), "1800.00");
    EXPECT_FALSE(decision.payable());
    ASSERT_EQ(decision.amount().causes.size(), 2U);
    EXPECT_EQ(decision.amount().causes[0], (DecisionCause{"supply", "a", ""}));
    EXPECT_EQ(decision.amount().causes[1], (DecisionCause{"supply", "b", ""}));
}

TEST(SuppliedAnswers, OfTheListsThatAreStillMissing) {
    const std::string given = std::string(R"({"lists": {"a": )") + kOnNone + "}}";
    const Decision one = sample::decide(lists("cost"), kFacts, given);
    EXPECT_EQ(one.amount().kind, Amount::Kind::between);
    EXPECT_EQ(one.amount().high.text(), "1500.00");
    const std::string both =
        std::string(R"({"lists": {"a": )") + kOnNone + R"(, "b": )" + kOnNone + "}}";
    const Decision none = sample::decide(lists("cost"), kFacts, both);
    EXPECT_EQ(none.amount().kind, Amount::Kind::exact);
    EXPECT_EQ(none.amount().low.text(), "900.00");
}

TEST(SuppliedAnswers, LeaveOpenWhatHangsOnMore) {
    // The cost is not known either.
    const Decision more =
        sample::decide(lists("cost"), R"({"on": "2020-01-01", "place": "310000"})");
    EXPECT_EQ(more.amount().kind, Amount::Kind::unknown);
    // The text's own bound stands.
    const Decision bounded =
        sample::decide(lists("cost", R"j(, "at_most": "yuan(2000)")j"), kFacts);
    EXPECT_EQ(bounded.amount().kind, Amount::Kind::at_most);
    EXPECT_EQ(bounded.amount().high.text(), "2000.00");
}

}  // namespace
}  // namespace bajigong
