// Faults: which table and key, which operation and where; and never a personal value.
#include <gtest/gtest.h>

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;
using sample::rulebook;
using sample::version;

constexpr const char* kTable =
    R"("tables": {"base": {"keys": ["level"], "value": "money", "cite": "t §1", "rows": [["junior", "100"]]}},)";
const std::string kStep =
    R"j(, "amount": [{"id": "p", "cite": "t §1", "is": "table('base', person.level)"}])j";

TEST(Faults, NameTheTableAndTheKey) {
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("x", "person.a") + "]" + kStep), kTable);
    const Decision decision =
        sample::decide(books, R"({"on": "2020-01-01", "person": {"a": true, "level": "senior"}})");
    EXPECT_EQ(decision.outcome(), Outcome::eligible);
    EXPECT_EQ(decision.amount().kind, Amount::Kind::fault);
    ASSERT_EQ(decision.amount().causes.size(), 1U);
    EXPECT_EQ(decision.amount().causes[0], (DecisionCause{"faults", "base", "senior"}));
    EXPECT_NE(decision.text(Language::en).find("no row of the table base fits the key senior"),
              std::string::npos);
    EXPECT_NE(decision.text(Language::zh).find("查找表 base 中没有与此键相应的行：senior"),
              std::string::npos);
}

TEST(Faults, NameTheOperationAndItsClause) {
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("share", "100 / person.months > 5") + "]"));
    const Decision decision =
        sample::decide(books, R"({"on": "2020-01-01", "person": {"months": 0}})");
    EXPECT_EQ(decision.outcome(), Outcome::fault);
    ASSERT_EQ(decision.because().size(), 1U);
    EXPECT_EQ(decision.because()[0],
              (DecisionCause{"faults", "share", "division by zero, or a result out of range"}));
    EXPECT_NE(decision.text(Language::zh).find("除数为零"), std::string::npos);
    // Behind a refusal a fault is of no account.
    const Rulebooks refused = rulebook(version(R"("require": [)" + clause("a", "person.a") + "," +
                                               clause("share", "100 / person.months > 5") + "]"));
    EXPECT_TRUE(
        sample::decide(refused, R"({"on": "2020-01-01", "person": {"a": false, "months": 0}})")
            .because()
            .empty());
}

TEST(Faults, InAListAndWithoutPersonalValues) {
    const Rulebooks books = rulebook(
        version(R"("require": [)" +
                clause("each", "paid.exists(p, table('of_name', person.name) == 1)") + "]"),
        R"("tables": {"of_name": {"keys": ["text"], "value": "int", "cite": "t §1", "rows": [["x", 1]]}},)");
    const Decision decision = sample::decide(
        books, R"({"on": "2020-01-01", "person": {"name": "Zhang Jinglong"}, "paid": [{}]})");
    EXPECT_EQ(decision.outcome(), Outcome::fault);
    ASSERT_EQ(decision.because().size(), 1U);
    EXPECT_EQ(decision.because()[0], (DecisionCause{"faults", "of_name", "***"}));
    for (const std::string& text :
         {decision.json(), decision.text(Language::en), decision.text(Language::zh)})
        EXPECT_EQ(text.find("Jinglong"), std::string::npos) << text;
}

// Beside an unknown payment, what is certain is told.
TEST(Totals, TellWhatIsCertainSoFar) {
    const Rulebooks books = rulebook(version(
        R"j("require": [], "amount": [{"id": "sure", "payee": "person", "cite": "t §1", "is": "yuan(1000)"},
            {"id": "later", "payee": "host", "cite": "t §1", "is": {"pending": "另行规定"}}])j"));
    const Decision decision = sample::decide(books, R"({"on": "2020-01-01"})");
    EXPECT_EQ(decision.amount().kind, Amount::Kind::unknown);
    EXPECT_EQ(decision.amount().certain.text(), "1000.00");
    EXPECT_NE(decision.text(Language::en).find("certain so far: 1000.00 yuan"), std::string::npos);
    EXPECT_NE(decision.text(Language::zh).find("其中已确定1000.00元"), std::string::npos);
    EXPECT_NE(decision.json().find(R"("certain":"1000.00")"), std::string::npos);
}

}  // namespace
}  // namespace bajigong
