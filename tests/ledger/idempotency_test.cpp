// The same id again: the first verdict, marked; another command under it: a conflict.
#include <string>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"

#include "ledger/script.hpp"

namespace bajigong::ledger {
namespace {

using namespace script;

TEST(Idempotency, AnAcceptedCommandIsAnsweredAgainWithoutEffect) {
    Ledger ledger = fresh();
    const Outcome first = ledger.apply(issue("v1", "2026-02-01", 1));
    const Digest state = ledger.state_digest();
    // Booked later, keys in another order, blanks: the same command.
    const Outcome again = ledger.apply(
        json("{ 'amount':'1000', 'person':'" + digest(1) +
             "','voucher':'v1','scheme':'s','by':'clerk-1','at':'2026-03-09T00:00:00Z',"
             "'id':'issue-v1', 'do':'issue'}"));
    EXPECT_EQ(again.verdict, Verdict::accepted);
    EXPECT_TRUE(again.replayed);
    EXPECT_FALSE(first.replayed);
    EXPECT_EQ(again.record, first.record);
    EXPECT_EQ(again.booked.text(), "2026-02-01T02:00:00.000000Z");
    EXPECT_EQ(again.legs.size(), first.legs.size());
    EXPECT_EQ(ledger.state_digest(), state);
    EXPECT_EQ(ledger.size(), first.record + 1);
}

TEST(Idempotency, ARejectionIsRecordedAndStands) {
    Ledger ledger = fresh();
    ASSERT_EQ(verdict(ledger.apply(issue("v1", "2026-02-01", 1))), "accepted");
    const Digest state = ledger.state_digest();
    const std::string command = hold("h1", "v1", "2026-02-02", "1000.01");
    const Outcome first = ledger.apply(command);
    EXPECT_EQ(verdict(first), "B103");
    EXPECT_EQ(ledger.state_digest(), state);
    // The money would be there now; the id is used up all the same.
    const std::string more = run("appropriate", "a9", "2026-02-03",
                                 "'fund':'f1','year':2026,'line':'l1','amount':'1','document':'d'");
    ASSERT_EQ(verdict(ledger.apply(more)), "accepted");
    const Outcome again = ledger.apply(command);
    EXPECT_EQ(verdict(again), "B103");
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.problems.front().args, first.problems.front().args);
}

TEST(Idempotency, AnotherCommandUnderTheIdIsAConflict) {
    Ledger ledger = fresh();
    ASSERT_EQ(verdict(ledger.apply(issue("v1", "2026-02-01", 1))), "accepted");
    const Outcome other = ledger.apply(
        run("issue", "issue-v1", "2026-02-01",
            "'voucher':'v1','scheme':'s','person':'" + digest(1) + "','amount':'1000.01'"));
    EXPECT_EQ(other.verdict, Verdict::conflict);
    EXPECT_EQ(other.problems.front().args, std::vector<std::string>{"amount"});
    const Outcome kind = ledger.apply(run("release", "issue-v1", "2026-02-01", "'hold':'h1'"));
    EXPECT_EQ(kind.problems.front().args, std::vector<std::string>{"do"});
    EXPECT_EQ(ledger.size(), set_up().size() + 1);
}

TEST(Idempotency, WhatIsNoCommandUsesNoId) {
    Ledger ledger = fresh();
    const std::string good = issue("v1", "2026-02-01", 1);
    std::string zero = good;
    zero.replace(zero.find("1000.00"), 7, "0");
    const Outcome refused = ledger.apply(zero);
    EXPECT_EQ(refused.verdict, Verdict::refused);
    EXPECT_EQ(verdict(refused), "B002");
    EXPECT_EQ(refused.problems.front().place.pointer, "/amount");
    EXPECT_EQ(verdict(ledger.apply(good)), "accepted");
    EXPECT_FALSE(ledger.find("never"));
    EXPECT_TRUE(ledger.find("issue-v1")->replayed);
}

struct BadCase {
    const char* command;
    const char* code;
    const char* pointer;
};
constexpr BadCase kBad[] = {
    {"", "J004", ""},
    {"[]", "R002", ""},
    {"{}", "R001", ""},
    {"{'do':'issu'}", "B001", "/do"},
    {"{'do':'release','at':'2026-02-30T00:00:00Z','id':'a','by':'b','hold':'h'}", "B003", "/at"},
    {"{'do':'release','at':'2026-02-03T00:00:00+01:00','id':'a','by':'b','hold':'h'}", "B003",
     "/at"},
    {"{'do':'release','at':'2026-02-03T00:00:00Z','id':'a','hold':'h'}", "R001", ""},
    {"{'do':'release','at':'2026-02-03T00:00:00Z','id':'a\\nb','by':'b','hold':'h'}", "B002",
     "/id"},
    {"{'do':'release','at':'2026-02-03T00:00:00Z','id':'a','by':'b','hold':'h','hodl':'h'}", "R005",
     "/hodl"},
    {"{'do':'collect','at':'2026-02-03T00:00:00Z','id':'a','by':'b','clawback':'c','reference':'r',"
     "'amount':'0.001'}",
     "B002", "/amount"},
    {"{'do':'collect','at':'2026-02-03T00:00:00Z','id':'a','by':'b','clawback':'c','reference':'r',"
     "'amount':12.5}",
     "B002", "/amount"},
    {"{'do':'appropriate','at':'2026-02-03T00:00:00Z','id':'a','by':'b','fund':'f','year':2026,"
     "'line':'l','document':'d','amount':'all'}",
     "B007", "/amount"},
    {"{'do':'freeze','at':'2026-02-03T00:00:00Z','id':'a','by':'b','document':'d'}", "B008", ""},
    {"{'do':'capture','at':'2026-02-03T00:00:00Z','id':'a','by':'b','claim':'c','hold':'h',"
     "'amount':'all'}",
     "R001", ""},
    {"{'do':'capture','at':'2026-02-03T00:00:00Z','id':'a','by':'b','claim':'c','hold':'h',"
     "'amount':'all','evidence':['ABC']}",
     "B002", "/evidence/0"},
};

TEST(Idempotency, BadCommandsAreRefusedWithTheirPlace) {
    Ledger ledger = fresh();
    for (const BadCase& bad : kBad) {
        const Outcome outcome = ledger.apply(json(bad.command));
        EXPECT_EQ(outcome.verdict, Verdict::refused) << bad.command;
        EXPECT_EQ(verdict(outcome), bad.code) << bad.command;
        EXPECT_EQ(outcome.problems.front().place.pointer, bad.pointer) << bad.command;
    }
    EXPECT_EQ(ledger.size(), set_up().size());
}

}  // namespace
}  // namespace bajigong::ledger
