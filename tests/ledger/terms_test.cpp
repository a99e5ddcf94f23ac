// What a scheme allows, what rides on a posting, and what is said of a voucher: worked by hand.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"

#include "ledger/script.hpp"

namespace bajigong::ledger {
namespace {

using namespace script;

std::string told(Ledger& ledger, const std::string& command) {
    return verdict(ledger.apply(command));
}

// A scheme of both funds, half and half, with more members; encumbers at issue.
std::string scheme(const std::string& id, const std::string& more,
                   const std::string& encumber = "issue", int hold_days = 30) {
    return run("scheme", "scheme-" + id, "2026-01-06",
               "'scheme':'" + id + "','document':'d','encumber':'" + encumber +
                   "','cap':'1000.00','valid':'P3M','hold_days':" + std::to_string(hold_days) +
                   ",'shares':[{'fund':'f1','year':2026,'line':'l1','share':1},"
                   "{'fund':'f2','year':2026,'line':'l2','share':1}]" +
                   (more.empty() ? "" : ',' + more));
}

// Promised and not encumbered, by fund.
std::map<std::string, std::int64_t> exposures(Ledger& ledger) {
    std::map<std::string, std::int64_t> all;
    ledger.exposures([&all](const Leg& leg) { all[leg.account.fund] += leg.fen; });
    return all;
}

using Exposures = std::map<std::string, std::int64_t>;

TEST(Terms, BeyondTheirBoundsAreRefusedAndNotRecorded) {
    struct Bound {
        const char* more;
        int hold_days;
        const char* verdict;
    };
    constexpr Bound kBounds[] = {
        {"", 0, "accepted"},
        {"", 36'500, "accepted"},
        {"", 36'501, "B004"},
        {"'late_days':36500", 1, "accepted"},
        {"'late_days':36501", 1, "B004"},
        {"'late_days':-1", 1, "B004"},
        {"'active':1", 1, "accepted"},
        {"'active':64", 1, "accepted"},
        {"'active':65", 1, "B004"},
        {"'active':0", 1, "B004"},
    };
    int number = 0;
    for (const Bound& bound : kBounds) {
        Ledger ledger = fresh();
        const Outcome outcome = ledger.apply(
            scheme("t" + std::to_string(++number), bound.more, "issue", bound.hold_days));
        EXPECT_EQ(verdict(outcome), bound.verdict) << bound.more << ' ' << bound.hold_days;
        const bool accepted = outcome.verdict == Verdict::accepted;
        EXPECT_EQ(ledger.size(), set_up().size() + (accepted ? 1 : 0)) << bound.more;
    }
}

TEST(Terms, APersonHoldsAsManyAsAreActive) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, scheme("t", "'active':3")), "accepted");
    for (const char* voucher : {"v1", "v2", "v3"}) {
        ASSERT_EQ(told(ledger, issue(voucher, "2026-02-01", 1, "10.00", "t")), "accepted");
    }
    EXPECT_EQ(told(ledger, issue("v4", "2026-02-01", 1, "10.00", "t")), "B111");
    EXPECT_EQ(told(ledger, issue("v5", "2026-02-01", 2, "10.00", "t")), "accepted");
    ASSERT_EQ(told(ledger, run("void", "x1", "2026-02-02", "'voucher':'v2','document':'d'")),
              "accepted");
    EXPECT_EQ(told(ledger, issue("v6", "2026-02-03", 1, "10.00", "t")), "accepted");
    EXPECT_EQ(told(ledger, issue("v7", "2026-02-03", 1, "10.00", "t")), "B111");
}

TEST(Terms, AllVouchersTogetherAreWorthTheBudgetAtMost) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, scheme("t", "'budget':'2500.00'")), "accepted");
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1, "1000.00", "t")), "accepted");
    ASSERT_EQ(told(ledger, issue("v2", "2026-02-01", 2, "1000.00", "t")), "accepted");
    EXPECT_EQ(told(ledger, issue("v3", "2026-02-01", 3, "500.01", "t")), "B123");
    EXPECT_EQ(told(ledger, issue("v4", "2026-02-01", 3, "500.00", "t")), "accepted");
    EXPECT_EQ(told(ledger, issue("v5", "2026-02-01", 4, "0.01", "t")), "B123");
}

// The voucher's lines may be named, in place of the scheme's shares.
TEST(Terms, SourcesSumToTheVoucher) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, scheme("t", "")), "accepted");
    const auto from = [](const char* voucher, const std::string& first, const std::string& second,
                         const char* line = "l2") {
        return run("issue", std::string("issue-") + voucher, "2026-02-01",
                   std::string("'voucher':'") + voucher + "','scheme':'t','person':'" + digest(1) +
                       "','amount':'100.00','sources':[{'fund':'f1','year':2026,'line':'l1',"
                       "'amount':'" +
                       first + "'},{'fund':'f2','year':2026,'line':'" + line + "','amount':'" +
                       second + "'}]");
    };
    EXPECT_EQ(told(ledger, from("v1", "90.00", "10.01")), "B127");
    EXPECT_EQ(told(ledger, from("v2", "90.00", "9.99")), "B127");
    EXPECT_EQ(told(ledger, from("v3", "90.00", "10.00", "l3")), "B102");
    const Outcome outcome = ledger.apply(from("v4", "90.00", "10.00"));
    ASSERT_EQ(verdict(outcome), "accepted");
    std::map<std::string, std::int64_t> moved;
    for (const Leg& leg : outcome.legs) {
        moved[std::string(code(leg.account.kind)) + ' ' + leg.account.fund] += leg.fen;
    }
    EXPECT_EQ(moved,
              (std::map<std::string, std::int64_t>{
                  {"AVL f1", -9000}, {"VCH f1", 9000}, {"AVL f2", -1000}, {"VCH f2", 1000}}));
}

// A decision's receipt stands in the record of the posting it led to, keys in order, as given.
TEST(Terms, AReceiptRidesOnItsPosting) {
    Ledger ledger = fresh();
    const auto issue_on = [](const char* receipt) {
        return run("issue", "issue-v1", "2026-02-01",
                   "'voucher':'v1','scheme':'s','person':'" + digest(1) +
                       "','amount':'10.00','receipt':" + receipt);
    };
    const Outcome outcome = ledger.apply(issue_on("{ 'rule':'r', 'amount':1.50 , 'as_of':'x'}"));
    ASSERT_EQ(verdict(outcome), "accepted");
    EXPECT_FALSE(outcome.legs.empty());
    const std::string carried = json("{'amount':1.50,'as_of':'x','rule':'r'}");
    std::uint64_t found = 0;
    ledger.records(0, [&](std::uint64_t number, std::string_view bytes) {
        if (bytes.find(carried) != std::string_view::npos) {
            ++found;
            EXPECT_EQ(number, outcome.record);
        }
        return true;
    });
    EXPECT_EQ(found, 1u);
    // Written otherwise it is the same receipt; another receipt is another command.
    EXPECT_TRUE(ledger.apply(issue_on("{'as_of':'x','amount':1.50,'rule':'r'}")).replayed);
    const Outcome other = ledger.apply(issue_on("{'as_of':'x','amount':1.51,'rule':'r'}"));
    EXPECT_EQ(other.verdict, Verdict::conflict);
    EXPECT_EQ(other.problems.front().args, std::vector<std::string>{"receipt"});
}

// What is promised is split as money is; binding, voiding and the last day take it back whole.
TEST(Terms, ExposureIsWhatQualifiedVouchersMayAskFor) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, scheme("t", "'over_issue':'2'", "enrolment")), "accepted");
    EXPECT_EQ(exposures(ledger), Exposures{});
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1, "700.00", "t")), "accepted");
    // An odd fen goes to the first line.
    ASSERT_EQ(told(ledger, issue("v2", "2026-02-01", 2, "800.51", "t")), "accepted");
    ASSERT_EQ(told(ledger, issue("v3", "2026-02-10", 3, "0.04", "t")), "accepted");
    EXPECT_EQ(exposures(ledger), (Exposures{{"f1", 35000 + 40026 + 2}, {"f2", 35000 + 40025 + 2}}));
    ASSERT_EQ(told(ledger, run("bind", "b1", "2026-02-02",
                               "'voucher':'v1','amount':'600.00','standard':'x'")),
              "B013");
    ASSERT_EQ(told(ledger, run("bind", "b2", "2026-02-11",
                               "'voucher':'v1','amount':'600.00','standard':'x'")),
              "accepted");
    EXPECT_EQ(exposures(ledger), (Exposures{{"f1", 40028}, {"f2", 40027}}));
    ASSERT_EQ(told(ledger, run("void", "x1", "2026-02-12", "'voucher':'v2','document':'d'")),
              "accepted");
    EXPECT_EQ(exposures(ledger), (Exposures{{"f1", 2}, {"f2", 2}}));
    // Good to 10 May (民法典 202); booked on the next day.
    ASSERT_EQ(told(ledger, run("sweep", "w1", "2026-05-11", "'limit':10")), "accepted");
    EXPECT_EQ(exposures(ledger), Exposures{});
}

TEST(Terms, AVoucherIsSettledClawedOrVoid) {
    Ledger ledger = fresh();
    const auto state = [&ledger](const char* voucher) {
        return std::string(name(ledger.voucher(voucher, *Date::parse("2026-03-04"))->state));
    };
    const auto clawback = [](const char* id, const char* amount) {
        return run("clawback", id, "2026-03-03",
                   std::string("'clawback':'") + id + "','claim':'c1','amount':'" + amount +
                       "','document':'d'");
    };
    const std::string settle =
        run("settle", "b1", "2026-03-01",
            "'batch':'b1','digest':'" + digest(9) +
                "','payments':[{'payment':'p1','institution':'i1','claims':[{'claim':'c1',"
                "'amount':'all'}]}]");
    const std::pair<std::string, const char*> life[] = {
        {issue("v1", "2026-02-01", 1), "funded"},
        {hold("h1", "v1", "2026-02-02"), "reserved"},
        {capture("c1", "h1", "2026-02-20"), "used"},
        {settle, "used"},
        {run("confirm", "y1", "2026-03-02", "'payment':'p1','reference':'k1'"), "settled"},
        {clawback("k1", "300.00"), "part_clawed"},
        {clawback("k2", "all"), "clawed"},
    };
    for (const auto& [command, expected] : life) {
        ASSERT_EQ(told(ledger, command), "accepted") << command;
        EXPECT_EQ(state("v1"), expected) << command;
    }
    const VoucherStatus status = *ledger.voucher("v1", *Date::parse("2026-03-04"));
    EXPECT_EQ(status.clawed, 100000);
    EXPECT_EQ(status.owed, 100000);
    EXPECT_EQ(status.paid, 0);
    ASSERT_EQ(told(ledger, issue("v2", "2026-03-03", 2)), "accepted");
    ASSERT_EQ(told(ledger, run("void", "x1", "2026-03-04", "'voucher':'v2','document':'d'")),
              "accepted");
    EXPECT_EQ(state("v2"), "void");
    EXPECT_EQ(ledger.voucher("v2", *Date::parse("2026-03-04"))->given_back, 100000);
}

}  // namespace
}  // namespace bajigong::ledger
