// Receipts: they hold what decided, nothing personal, and replay says what differs.
#include "bajigong/receipt.hpp"

#include <gtest/gtest.h>

#include "bajigong/rule_digest.hpp"

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;
using sample::rulebook;
using sample::version;

Rulebooks books_of(const std::string& condition, const std::string& layout = "") {
    return rulebook(layout +
                    version(R"("require": [)" + clause("c", condition) +
                            R"(], "amount": [{"id": "p", "is": "cost", "cite": "t §1"}])"));
}

constexpr const char* kFacts =
    R"({"on": "2020-01-01", "person": {"a": true, "months": 5, "name": "王小明"}, "cost": "100.00"})";

TEST(Receipt, ReplaysTheSame) {
    const Rulebooks books = books_of("person.a && person.months >= 3");
    const Decision decision = sample::decide(books, kFacts, "{}", "salt");
    const std::string receipt = decision.receipt();
    const Replay again = replay(books, receipt, Facts::from_json(books, kFacts), "salt");
    EXPECT_TRUE(again.same) << (again.differences.empty() ? "" : again.differences[0]);
    // Without a salt there is no receipt: a bare digest of facts could be guessed.
    EXPECT_TRUE(sample::decide(books, kFacts).receipt().empty());
    // No fact stands in it.
    EXPECT_EQ(receipt.find("王小明"), std::string::npos);
}

TEST(Receipt, CarriesTheDigestThatAHostCanAskFor) {
    const Rulebooks books = books_of("person.a && person.months >= 3");
    const std::string receipt = sample::decide(books, kFacts, "{}", "salt").receipt();
    const std::string digest = rule_digest(books, "r");
    EXPECT_EQ(digest.size(), 64u);
    EXPECT_NE(receipt.find("\"rule_digest\":\"" + digest + "\""), std::string::npos);
    // Of all rules together: the same for the same rules, another for others.
    const std::string all = rule_digest(books);
    EXPECT_NE(all, digest);
    EXPECT_EQ(all, rule_digest(books_of("person.a && person.months >= 3", "\n\n")));
    EXPECT_NE(all, rule_digest(books_of("person.a && person.months >= 6")));
    EXPECT_THROW(rule_digest(books, "s"), Failure);
}

TEST(Receipt, SaysWhatDiffers) {
    const Rulebooks books = books_of("person.a && person.months >= 3");
    const std::string receipt = sample::decide(books, kFacts, "{}", "salt").receipt();
    const auto differences = [&](const Rulebooks& now, const std::string& facts, const char* salt) {
        std::string joined;
        for (const std::string& d :
             replay(now, receipt, Facts::from_json(now, facts), salt).differences)
            joined += d + "; ";
        return joined;
    };
    // Another amount; a fact the rule does not read changes nothing; another salt; another law.
    const std::string dearer =
        R"({"on": "2020-01-01", "person": {"a": true, "months": 5}, "cost": "101.00"})";
    EXPECT_NE(differences(books, dearer, "salt").find("amount: exact 100.00, now exact 101.00"),
              std::string::npos);
    const std::string renamed =
        R"({"on": "2020-01-01", "person": {"a": true, "months": 5, "b": false}, "cost": "100.00"})";
    EXPECT_EQ(differences(books, renamed, "salt"), "");
    EXPECT_NE(differences(books, kFacts, "other").find("facts_digest"), std::string::npos);
    const std::string stricter =
        differences(books_of("person.a && person.months >= 6"), kFacts, "salt");
    EXPECT_NE(stricter.find("rule_digest"), std::string::npos);
    EXPECT_NE(stricter.find("outcome: eligible, now ineligible"), std::string::npos);
}

TEST(Receipt, IsOfTheLawNotOfItsLayout) {
    const Rulebooks plain = books_of("person.a");
    const Rulebooks laid_out = books_of("person.a", "\n\n   ");
    const std::string receipt = sample::decide(plain, kFacts, "{}", "salt").receipt();
    EXPECT_EQ(receipt, sample::decide(laid_out, kFacts, "{}", "salt").receipt());
}

TEST(Receipt, ThatWasChangedIsRefused) {
    const Rulebooks books = books_of("person.a");
    std::string receipt = sample::decide(books, kFacts, "{}", "salt").receipt();
    const std::size_t place = receipt.find("100.00");
    ASSERT_NE(place, std::string::npos);
    receipt.replace(place, 6, "900.00");
    try {
        replay(books, receipt, Facts::from_json(books, kFacts), "salt");
        FAIL();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "D004");
    }
    EXPECT_THROW(rule_of_receipt("{}"), Failure);
    EXPECT_THROW(rule_of_receipt("[1"), Failure);
}

}  // namespace
}  // namespace bajigong
