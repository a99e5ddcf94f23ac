// What each command does to the books: worked by hand.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"

#include "ledger/script.hpp"

namespace bajigong::ledger {
namespace {

using namespace script;

// Balances of single accounts as "VCH f1 2026 l1 v1": fen.
std::map<std::string, std::int64_t> balances(Ledger& ledger) {
    std::map<std::string, std::int64_t> all;
    ledger.accounts([&all](const Leg& leg) {
        const Account& a = leg.account;
        std::string name = std::string(code(a.kind)) + ' ' + a.fund;
        for (const std::string& part : {a.line, a.party, a.sub}) {
            if (!part.empty()) name += ' ' + part;
        }
        if (a.year != 2026) name += ' ' + std::to_string(a.year);
        all[name] = leg.fen;
    });
    return all;
}

using Balances = std::map<std::string, std::int64_t>;

std::string told(Ledger& ledger, const std::string& command) {
    return verdict(ledger.apply(command));
}

// The year's accounts of both funds are as a set-up ledger's, with these changes.
Balances with(Balances changes) {
    Balances all = {
        {"APP f1", -700000}, {"APP f2", -300000}, {"AVL f1 l1", 700000}, {"AVL f2 l2", 300000}};
    for (const auto& [name, fen] : changes) {
        if (fen == 0) {
            all.erase(name);
        } else {
            all[name] = fen;
        }
    }
    return all;
}

TEST(Operations, SetUpIsAccepted) {
    Ledger ledger = Ledger::create(memory_store(), {"test.example/vouchers", Hash::sha256});
    for (const Outcome& outcome : ledger.apply_all(set_up())) {
        EXPECT_EQ(verdict(outcome), "accepted") << outcome.json();
    }
    EXPECT_EQ(balances(ledger), with({}));
}

TEST(Operations, CoFundedVoucherIsSplitToTheFenAndReturnedToTheSameSources) {
    Ledger ledger = fresh();
    // 100.01 yuan at 70 to 30: 70.007 and 30.003; the fen over goes to the first.
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1, "100.01")), "accepted");
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 700000 - 7001},
                                      {"AVL f2 l2", 300000 - 3000},
                                      {"VCH f1 l1 v1", 7001},
                                      {"VCH f2 l2 v1", 3000}}));
    // 33.33 of 100.01: 7001*3333/10001 = 2333.17, 3000*3333/10001 = 999.80.
    ASSERT_EQ(told(ledger, hold("h1", "v1", "2026-02-02", "33.33")), "accepted");
    EXPECT_EQ(balances(ledger)["HLD f1 l1 v1 h1"], 2334);
    EXPECT_EQ(balances(ledger)["HLD f2 l2 v1 h1"], 999);
    ASSERT_EQ(told(ledger, run("release", "r1", "2026-02-03", "'hold':'h1'")), "accepted");
    EXPECT_EQ(balances(ledger)["VCH f1 l1 v1"], 7001);
    EXPECT_EQ(balances(ledger)["VCH f2 l2 v1"], 3000);
    ASSERT_EQ(told(ledger, run("void", "x1", "2026-02-04", "'voucher':'v1','document':'d'")),
              "accepted");
    EXPECT_EQ(balances(ledger), with({}));
}

TEST(Operations, MoneyWalksToThePaidAccountAndBackOnARejectedPayment) {
    Ledger ledger = fresh();
    for (const std::string& command :
         {issue("v1", "2026-02-01", 1), hold("h1", "v1", "2026-02-02", "800.00"),
          capture("c1", "h1", "2026-02-20", "500.00"),
          capture("c2", "h1", "2026-02-21", "200.00", true)}) {
        ASSERT_EQ(told(ledger, command), "accepted") << command;
    }
    // Two captures; the final one gave the last 100 back to the voucher.
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 630000},
                                      {"AVL f2 l2", 270000},
                                      {"VCH f1 l1 v1", 21000},
                                      {"VCH f2 l2 v1", 9000},
                                      {"PAY f1 l1 i1 c1", 35000},
                                      {"PAY f2 l2 i1 c1", 15000},
                                      {"PAY f1 l1 i1 c2", 14000},
                                      {"PAY f2 l2 i1 c2", 6000}}));
    const std::string batch = "'digest':'" + digest(9) +
                              "','payments':[{'payment':'%','institution':'i1','claims':"
                              "[{'claim':'c1','amount':'all'},{'claim':'c2','amount':'100.00'}]}]";
    const auto settle = [&](const char* id, const char* day, const char* payment) {
        std::string rest = batch;
        rest.replace(rest.find('%'), 1, payment);
        return run("settle", id, day, "'batch':'" + std::string(id) + "'," + rest);
    };
    ASSERT_EQ(told(ledger, settle("b1", "2026-03-01", "p1")), "accepted");
    EXPECT_EQ(balances(ledger)["TRN f1 l1 p1 c1"], 35000);
    EXPECT_EQ(balances(ledger)["TRN f1 l1 p1 c2"], 7000);
    ASSERT_EQ(told(ledger, run("reject", "n1", "2026-03-02", "'payment':'p1','reference':'k1'")),
              "accepted");
    EXPECT_EQ(balances(ledger)["PAY f1 l1 i1 c2"], 14000);
    EXPECT_EQ(told(ledger, settle("b2", "2026-03-02", "p1")),
              "B101");  // a payment is not sent twice
    ASSERT_EQ(told(ledger, settle("b3", "2026-03-02", "p2")), "accepted");
    // A bank reference is used once.
    EXPECT_EQ(told(ledger, run("confirm", "y1", "2026-03-03", "'payment':'p2','reference':'k1'")),
              "B101");
    ASSERT_EQ(told(ledger, run("confirm", "y2", "2026-03-03", "'payment':'p2','reference':'k2'")),
              "accepted");
    EXPECT_EQ(told(ledger, run("reject", "y3", "2026-03-03", "'payment':'p2','reference':'k3'")),
              "B117");
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 630000},
                                      {"AVL f2 l2", 270000},
                                      {"VCH f1 l1 v1", 21000},
                                      {"VCH f2 l2 v1", 9000},
                                      {"OUT f1 l1 i1 c1", 35000},
                                      {"OUT f2 l2 i1 c1", 15000},
                                      {"OUT f1 l1 i1 c2", 7000},
                                      {"OUT f2 l2 i1 c2", 3000},
                                      {"PAY f1 l1 i1 c2", 7000},
                                      {"PAY f2 l2 i1 c2", 3000}}));
}

// A ledger where claim c1 of 1,000 yuan is paid, and claim c2 of 600 yuan is payable.
Ledger paid_and_payable() {
    Ledger ledger = fresh();
    const std::string settle =
        run("settle", "b1", "2026-03-01",
            "'batch':'b1','digest':'" + digest(9) +
                "','payments':[{'payment':'p1','institution':'i1','claims':[{'claim':'c1',"
                "'amount':'all'}]}]");
    for (const std::string& command :
         {issue("v1", "2026-02-01", 1), issue("v2", "2026-02-01", 2, "600.00"),
          hold("h1", "v1", "2026-02-02"), hold("h2", "v2", "2026-02-02"),
          capture("c1", "h1", "2026-02-20"), capture("c2", "h2", "2026-02-20"), settle,
          run("confirm", "y1", "2026-03-02", "'payment':'p1','reference':'k1'")}) {
        EXPECT_EQ(told(ledger, command), "accepted") << command;
    }
    return ledger;
}

TEST(Operations, ClawbackIsCollectedOffsetAndWrittenOff) {
    Ledger ledger = paid_and_payable();
    const auto clawback = [](const char* id, const char* amount) {
        return run("clawback", std::string("cb-") + id, "2026-03-10",
                   std::string("'clawback':'") + id + "','claim':'c1','amount':'" + amount +
                       "','document':'decision 1'");
    };
    EXPECT_EQ(told(ledger, clawback("k0", "1000.01")), "B103");  // never more than was paid
    ASSERT_EQ(told(ledger, clawback("k1", "900.00")), "accepted");
    EXPECT_EQ(told(ledger, clawback("k2", "100.01")), "B103");
    ASSERT_EQ(told(ledger, run("collect", "o1", "2026-03-11",
                               "'clawback':'k1','amount':'200.00','reference':'bank 7'")),
              "accepted");
    ASSERT_EQ(told(ledger, run("offset", "o2", "2026-03-12",
                               "'clawback':'k1','claim':'c2','amount':'all','document':'d'")),
              "accepted");
    // 900 - 200 = 700 owed; c2 had 600: 420 of f1, 180 of f2. 100 are owed still: 70 and 30.
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 700000 - 112000},
                                      {"AVL f2 l2", 300000 - 48000},
                                      {"OUT f1 l1 i1 c1", 7000},
                                      {"OUT f2 l2 i1 c1", 3000},
                                      {"OUT f1 l1 i1 c2", 42000},
                                      {"OUT f2 l2 i1 c2", 18000},
                                      {"OWE f1 l1 i1 k1", 7000},
                                      {"OWE f2 l2 i1 k1", 3000},
                                      {"RET f1", 14000 + 42000},
                                      {"RET f2", 6000 + 18000}}));
    ASSERT_EQ(told(ledger, run("write_off", "o3", "2026-03-13",
                               "'clawback':'k1','amount':'all','document':'d'")),
              "accepted");
    EXPECT_EQ(balances(ledger)["LOS f1"], 7000);
    EXPECT_EQ(balances(ledger)["LOS f2"], 3000);
    EXPECT_EQ(told(ledger, run("write_off", "o4", "2026-03-13",
                               "'clawback':'k1','amount':'all','document':'d'")),
              "B125");
    // OUT + OWE = confirmed payments - money that the institution gave back:
    // (7000+3000+42000+18000) + 0 = 100000 - 20000 - 10000 written off.
    std::int64_t out = 0;
    for (const auto& [name, fen] : balances(ledger)) {
        if (name.starts_with("OUT") || name.starts_with("OWE")) out += fen;
    }
    EXPECT_EQ(out, 100000 - 20000 - 10000);
}

TEST(Operations, EncumberedAtEnrolmentMovesMoneyWhenBound) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, issue("q1", "2026-02-01", 1, "1500.00", "q")), "accepted");
    EXPECT_EQ(balances(ledger), with({}));
    EXPECT_EQ(told(ledger, hold("h1", "q1", "2026-02-02")), "B118");
    const auto bind = [](const char* id, const char* amount) {
        return run(
            "bind", id, "2026-02-03",
            std::string("'voucher':'q1','amount':'") + amount + "','standard':'2026 table 3'");
    };
    EXPECT_EQ(told(ledger, bind("n1", "1500.01")), "B108");
    ASSERT_EQ(told(ledger, bind("n2", "1200.00")), "accepted");
    EXPECT_EQ(told(ledger, bind("n3", "1200.00")), "B118");
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 580000}, {"VCH f1 l1 q1", 120000}}));
    ASSERT_EQ(told(ledger, hold("h2", "q1", "2026-02-04")), "accepted");
}

TEST(Operations, OverIssueStopsAtTheSchemesRatio) {
    Ledger ledger = fresh();
    // 7,000 yuan are there, promised at most twice that: nine vouchers of 1,500 are 13,500, a tenth
    // would make 15,000.
    for (int i = 0; i < 9; ++i) {
        ASSERT_EQ(told(ledger, issue("q" + std::to_string(i), "2026-02-01", i, "1500.00", "q")),
                  "accepted");
    }
    EXPECT_EQ(told(ledger, issue("q9", "2026-02-01", 9, "1500.00", "q")), "B113");
    EXPECT_EQ(told(ledger, issue("q10", "2026-02-01", 10, "500.00", "q")), "accepted");
    // Once the first are due, what they were promised is free again, swept or not.
    EXPECT_EQ(told(ledger, issue("q11", "2026-05-01", 11, "1500.00", "q")), "B113");
    EXPECT_EQ(told(ledger, issue("q12", "2026-05-02", 11, "1500.00", "q")), "accepted");
}

TEST(Operations, RestrictionsComeBeforeBalances) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1)), "accepted");
    // Not admitted, frozen, out of time: none of these tells what the voucher holds.
    EXPECT_EQ(told(ledger, run("hold", "h0", "2026-02-02",
                               "'hold':'h0','voucher':'v1','institution':'i2','amount':'9999'")),
              "B102");
    ASSERT_EQ(told(ledger, run("freeze", "z1", "2026-02-02", "'voucher':'v1','document':'d'")),
              "accepted");
    EXPECT_EQ(told(ledger, hold("h1", "v1", "2026-02-03", "9999.00")), "B105");
    ASSERT_EQ(told(ledger, run("unfreeze", "z2", "2026-02-03", "'voucher':'v1','document':'d'")),
              "accepted");
    EXPECT_EQ(told(ledger, hold("h2", "v1", "2026-02-03", "9999.00")), "B103");
    EXPECT_EQ(told(ledger, hold("h3", "v1", "2026-05-02", "9999.00")), "B104");
}

TEST(Operations, OnePersonOneActiveVoucherOfAScheme) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1)), "accepted");
    EXPECT_EQ(told(ledger, issue("v2", "2026-02-01", 1)), "B111");
    EXPECT_EQ(told(ledger, issue("q1", "2026-02-01", 1, "1000.00", "q")), "accepted");
    ASSERT_EQ(told(ledger, run("void", "x1", "2026-02-02", "'voucher':'v1','document':'d'")),
              "accepted");
    EXPECT_EQ(told(ledger, issue("v3", "2026-02-03", 1)), "accepted");
    // 民法典 204: three months from 02-03 end on 05-03, which still counts.
    EXPECT_EQ(told(ledger, issue("v4", "2026-05-03", 1)), "B111");
    EXPECT_EQ(told(ledger, issue("v5", "2026-05-04", 1)), "accepted");
}

TEST(Operations, YearEndCarriesAndLapses) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, issue("v1", "2026-11-01", 1)), "accepted");
    // Nothing is effective before what it is about.
    EXPECT_EQ(told(ledger, run("carry", "c0", "2026-12-20",
                               "'on':'2026-10-31','voucher':'v1','year':2026,'document':'d'")),
              "B116");
    ASSERT_EQ(told(ledger, hold("h1", "v1", "2026-12-20", "400.00")), "accepted");
    ASSERT_EQ(
        told(ledger, run("carry", "c1", "2026-12-31", "'voucher':'v1','year':2026,'document':'d'")),
        "accepted");
    ASSERT_EQ(told(ledger, run("carry", "c2", "2026-12-31",
                               "'fund':'f1','year':2026,'line':'l1','amount':'1000.00',"
                               "'document':'d'")),
              "accepted");
    ASSERT_EQ(
        told(ledger, run("lapse", "c3", "2026-12-31",
                         "'fund':'f1','year':2026,'line':'l1','amount':'all','document':'d'")),
        "accepted");
    EXPECT_EQ(balances(ledger), with({{"APP f1", -700000 + 70000 + 100000},
                                      {"APP f2", -270000},
                                      {"APP f1 2027", -170000},
                                      {"APP f2 2027", -30000},
                                      {"AVL f1 l1", 0},
                                      {"AVL f2 l2", 270000},
                                      {"AVL f1 l1 2027", 100000},
                                      {"RET f1", 530000},
                                      {"VCH f1 l1 v1 2027", 42000},
                                      {"VCH f2 l2 v1 2027", 18000},
                                      {"HLD f1 l1 v1 h1 2027", 28000},
                                      {"HLD f2 l2 v1 h1 2027", 12000}}));
    EXPECT_EQ(told(ledger, capture("c1", "h1", "2027-01-05")), "accepted");
}

TEST(Operations, AClosedMonthTakesNothing) {
    Ledger ledger = fresh();
    const auto close = [](const char* id, const char* day, const char* month) {
        return run("close", id, day,
                   std::string("'fund':'f1','period':'") + month + "','document':'d'");
    };
    EXPECT_EQ(told(ledger, close("z1", "2026-01-31", "2026-01")), "B126");
    ASSERT_EQ(told(ledger, close("z2", "2026-02-01", "2026-01")), "accepted");
    EXPECT_EQ(told(ledger, close("z3", "2026-02-01", "2026-01")), "B101");
    const std::string back =
        run("appropriate", "a9", "2026-02-02",
            "'fund':'f1','year':2026,'line':'l1','amount':'1','document':'d','on':'2026-01-31'");
    EXPECT_EQ(told(ledger, back), "B114");
    const std::string other =
        run("appropriate", "a10", "2026-02-02",
            "'fund':'f2','year':2026,'line':'l2','amount':'1','document':'d','on':'2026-01-31'");
    EXPECT_EQ(told(ledger, other), "accepted");  // another fund, not closed
}

TEST(Operations, ASingleUseVoucherGivesItsRestBack) {
    Ledger ledger = fresh();
    ASSERT_EQ(told(ledger, run("scheme", "s3", "2026-01-06",
                               "'scheme':'one','document':'d','encumber':'issue','cap':'1000',"
                               "'valid':'2026-06-30','hold_days':30,'single_use':true,'count':2,"
                               "'shares':[{'fund':'f1','year':2026,'line':'l1','share':1}]")),
              "accepted");
    ASSERT_EQ(told(ledger, run("institution", "i2", "2026-01-06",
                               "'institution':'i1','document':'d','schemes':['one'],"
                               "'from':'2026-01-01','until':'2026-12-31'")),
              "accepted");
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1, "500.00", "one")), "accepted");
    ASSERT_EQ(told(ledger, hold("h1", "v1", "2026-02-02")), "accepted");
    ASSERT_EQ(told(ledger, capture("c1", "h1", "2026-02-03", "300.00", true)), "accepted");
    EXPECT_EQ(balances(ledger), with({{"AVL f1 l1", 700000 - 30000}, {"PAY f1 l1 i1 c1", 30000}}));
    EXPECT_EQ(told(ledger, hold("h2", "v1", "2026-02-04")), "B110");
    ASSERT_EQ(told(ledger, issue("v2", "2026-02-01", 2, "500.00", "one")), "B013");
    ASSERT_EQ(told(ledger, issue("v3", "2026-02-05", 2, "500.00", "one")), "accepted");
    EXPECT_EQ(told(ledger, issue("v4", "2026-02-05", 3, "500.00", "one")), "B112");
}

// Days before 1970 are days like others: what is due then is booked by a sweep, and by who needs
// the money.
TEST(Operations, WhatIsDueBefore1970IsBooked) {
    const auto long_ago = [](std::string command) {
        for (std::size_t at = 0; (at = command.find("2026", at)) != std::string::npos;)
            command.replace(at, 4, "1969");
        return command;
    };
    for (const bool swept : {true, false}) {
        Ledger ledger = Ledger::create(memory_store(), {"test.example/vouchers", Hash::sha256});
        const auto swept_by = [&](const char* id, const char* day) {
            const Outcome outcome = ledger.apply(run("sweep", id, day, "'limit':100"));
            return outcome.facts.empty() ? verdict(outcome) : outcome.facts.front().second;
        };
        for (const std::string& command : set_up())
            ASSERT_EQ(told(ledger, long_ago(command)), "accepted");
        for (int i = 0; i < 7; ++i) {
            const std::string voucher = "v" + std::to_string(i);
            ASSERT_EQ(told(ledger, long_ago(issue(voucher, "2026-01-10", i, "1400.00"))),
                      "accepted");
        }
        if (swept) {
            // Good for three months, to 10 April.
            EXPECT_EQ(swept_by("z1", "1969-04-10"), "0");
            EXPECT_EQ(swept_by("z2", "1970-02-01"), "7");
            EXPECT_EQ(balances(ledger)["AVL f1 l1 1969"], 700000);
        }
        // 9,800 of 10,000 yuan are back.
        EXPECT_EQ(told(ledger, issue("late", "1970-02-01", 9, "1400.00")), "accepted") << swept;
    }
}

TEST(Operations, StatusFollowsTheAccounts) {
    Ledger ledger = fresh();
    const auto state = [&ledger](const char* voucher, const char* day) {
        return std::string(name(ledger.voucher(voucher, *Date::parse(day))->state));
    };
    ASSERT_EQ(told(ledger, issue("v1", "2026-02-01", 1)), "accepted");
    ASSERT_EQ(told(ledger, issue("q1", "2026-02-01", 1, "100", "q")), "accepted");
    EXPECT_EQ(state("v1", "2026-02-01"), "funded");
    EXPECT_EQ(state("q1", "2026-02-01"), "qualified");
    EXPECT_EQ(state("v1", "2026-05-01"), "funded");
    EXPECT_EQ(state("v1", "2026-05-02"), "expired");  // nothing has swept it
    ASSERT_EQ(told(ledger, hold("h1", "v1", "2026-02-02", "600.00")), "accepted");
    EXPECT_EQ(state("v1", "2026-02-02"), "reserved");
    EXPECT_EQ(state("v1", "2026-03-05"), "funded");  // the hold's 30 days are over
    ASSERT_EQ(told(ledger, capture("c1", "h1", "2026-02-20")), "accepted");
    EXPECT_EQ(state("v1", "2026-02-20"), "part_used");
    EXPECT_EQ(state("v1", "2026-05-02"), "used");
    const VoucherStatus status = *ledger.voucher("v1", *Date::parse("2026-05-02"));
    EXPECT_EQ(status.captured, 60000);
    EXPECT_EQ(status.given_back, 40000);
    EXPECT_EQ(status.payable, 60000);
    EXPECT_FALSE(ledger.voucher("v9", *Date::parse("2026-05-02")));
}

TEST(Operations, TheTimeOfBookingGoesForwardToTheHostsBound) {
    Ledger ledger = fresh();
    ledger.set_latest(Time::parse("2026-02-28T16:00:00Z"));
    EXPECT_EQ(told(ledger, issue("v1", "2026-03-02", 1)), "B011");
    EXPECT_EQ(told(ledger, issue("v2", "2026-02-01", 1)), "accepted");
    EXPECT_EQ(told(ledger, issue("v3", "2026-01-31", 2)), "B013");
    EXPECT_EQ(ledger.size(), set_up().size() + 1);  // neither was recorded
}

}  // namespace
}  // namespace bajigong::ledger
