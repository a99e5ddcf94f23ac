// The invariants under random commands, with an auditor that knows nothing of the ledger.
//
// I1 to I20 are those of docs/ledger.md; each test names the ones that it shows.
#include <algorithm>
#include <initializer_list>
#include <map>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"

#include "ledger/auditor.hpp"
#include "ledger/record.hpp"
#include "ledger/script.hpp"
#include "ledger/stream.hpp"

namespace bajigong::ledger {
namespace {

using Balances = std::map<std::string, std::int64_t>;

// As the auditor names them.
std::string line_text(const Account& account) {
    std::string name = account.fund + ' ' + std::to_string(account.year);
    if (!account.line.empty()) name += ' ' + account.line;
    return name;
}

Balances balances(Ledger& ledger) {
    Balances all;
    ledger.accounts([&all](const Leg& leg) {
        std::string name = std::string(code(leg.account.kind)) + ' ' + line_text(leg.account);
        if (!leg.account.party.empty()) name += ' ' + leg.account.party;
        if (!leg.account.sub.empty()) name += ' ' + leg.account.sub;
        all[name] = leg.fen;
    });
    return all;
}

Balances exposures(Ledger& ledger) {
    Balances all;
    ledger.exposures([&all](const Leg& leg) { all[line_text(leg.account)] = leg.fen; });
    return all;
}

// What the ledger answers about a voucher, in the auditor's form.
std::string status_text(Ledger& ledger, const std::string& id, long day) {
    const VoucherStatus got =
        ledger.voucher(id, Date{static_cast<std::int32_t>(day)}).value_or(VoucherStatus{});
    return audit::Status{std::string(name(got.state)),
                         got.frozen,
                         got.from.days,
                         got.until.days,
                         got.issued,
                         got.remaining,
                         got.held,
                         got.captured,
                         got.given_back,
                         got.payable,
                         got.in_transit,
                         got.paid,
                         got.clawed,
                         got.owed}
        .text();
}

Ledger founded(audit::Auditor& auditor) {
    Ledger ledger = Ledger::create(memory_store(), {"test.example/random", Hash::sha256});
    for (const Outcome& outcome : ledger.apply_all(audit::found(auditor))) {
        EXPECT_EQ(outcome.verdict, Verdict::accepted) << outcome.json();
    }
    return ledger;
}

bool accepted(const Outcome& outcome) { return outcome.verdict == Verdict::accepted; }

// A sweep of the same moment as a command, to stand before or after it.
std::string sweep_at(const audit::Item& item, const std::string& id) {
    std::string sweep = audit::sweep(id, item.event.day, 10'000);
    const auto time = [](const std::string& json) { return json.find("\"at\":\"") + 6; };
    const std::string& command = item.json;
    const std::size_t end = command.find('"', time(command));
    const std::string at = command.substr(time(command), end - time(command));
    sweep.replace(time(sweep), sweep.find('"', time(sweep)) - time(sweep), at);
    return sweep;
}

constexpr std::size_t kLength = 2'000;

// Each of them at least so many times, or the streams no longer try what they are there for.
void expect_often(std::map<std::string, int> seen, int least,
                  std::initializer_list<const char*> names) {
    for (const char* const name : names) EXPECT_GE(seen[name], least) << name;
}

// I1 to I5, I7, I8, I14: every verdict, and every balance each time all that is due is booked.
TEST(Properties, TheAuditorAgreesOnEveryVerdictAndFen) {
    std::size_t all = 0;
    std::map<std::string, std::pair<int, int>> seen;  // by kind: accepted, not
    std::map<std::string, int> rare, states, reasons;
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        audit::Auditor auditor;
        Ledger ledger = founded(auditor);
        for (const audit::Item& item : audit::stream(seed, kLength)) {
            const Outcome outcome = ledger.apply(item.json);
            const bool expected = auditor.apply(item.event);
            ASSERT_EQ(accepted(outcome), expected) << "seed " << seed << ": " << item.json << '\n'
                                                   << outcome.json();
            ++(expected ? seen[item.event.kind].first : seen[item.event.kind].second);
            if (!expected) ++reasons[script::verdict(outcome)];
            // Whatever is due: an answer does not wait for the sweep.
            if (!item.event.voucher.empty() && ledger.voucher(item.event.voucher, {})) {
                const audit::Status status = auditor.status(item.event.voucher, item.event.day);
                ++states[status.state];
                ASSERT_EQ(status_text(ledger, item.event.voucher, item.event.day), status.text())
                    << "seed " << seed << ": " << item.json;
            }
            if (++all % 20 != 0) continue;
            ASSERT_TRUE(accepted(ledger.apply(sweep_at(item, "sweep" + std::to_string(all)))));
            ASSERT_EQ(balances(ledger), auditor.balances(item.event.day)) << "seed " << seed;
            ASSERT_EQ(exposures(ledger), auditor.exposures(item.event.day)) << "seed " << seed;
        }
        for (const auto& [what, times] : auditor.seen()) rare[what] += times;
    }
    // The streams are worth something only if each kind is both accepted and not, many times.
    EXPECT_EQ(seen.size(), 21u);
    for (const auto& [kind, times] : seen) {
        EXPECT_GT(times.first, 4) << kind;
        if (kind == "appropriate") continue;
        EXPECT_GT(times.second, 12) << kind;
    }
    expect_often(rare, 8,
                 {"answer to a part of a batch", "bind after it was carried",
                  "carry to a line that pays already", "offset between lines of a fund",
                  "offset between years", "offset of several funds", "settle of several payments"});
    expect_often(
        rare, 50,
        {"capture after it was carried", "carry of a line", "carry of a qualified voucher",
         "carry of a voucher with holds", "carry of a voucher with money",
         "hold after it was carried", "issue from a later day", "issue from an earlier day",
         "issue from what was carried", "issue of a second voucher that is active",
         "issue with sources, co-funded", "settle of a part"});
    expect_often(states, 50,
                 {"qualified", "funded", "reserved", "part_used", "used", "settled", "part_clawed",
                  "clawed", "expired", "void"});
    // What a person, a count, a line's promises, a budget and wrong sources stand in the way of.
    expect_often(reasons, 50, {"B111", "B112", "B113", "B123", "B127"});
}

// I1, I2, I3, I4 after every command; I6 and I5 for every voucher, by its status.
TEST(Properties, EveryPrefixBalances) {
    audit::Auditor auditor;
    Ledger ledger = founded(auditor);
    for (const audit::Item& item : audit::stream(99, 600)) {
        const Outcome outcome = ledger.apply(item.json);
        std::map<std::string, std::int64_t> of_fund;
        for (const Leg& leg : outcome.legs) of_fund[leg.account.fund] += leg.fen;
        for (const auto& [fund, fen] : of_fund) ASSERT_EQ(fen, 0) << item.json;
        std::map<std::pair<std::string, int>, std::int64_t> of_year;
        std::map<std::string, std::int64_t> singles, pooled;
        ledger.accounts([&](const Leg& leg) {
            of_year[{leg.account.fund, leg.account.year}] += leg.fen;
            singles[leg.account.fund + std::string(code(leg.account.kind))] += leg.fen;
            if (leg.account.kind == AccountKind::appropriation) {
                ASSERT_LT(leg.fen, 0);
            } else {
                ASSERT_GT(leg.fen, 0);
            }
        });
        for (const auto& [year, fen] : of_year) ASSERT_EQ(fen, 0) << item.json;
        ledger.pools([&](const Leg& leg) {
            pooled[leg.account.fund + std::string(code(leg.account.kind))] += leg.fen;
        });
        ASSERT_EQ(singles, pooled);
        if (item.event.voucher.empty()) continue;
        const Date day{static_cast<std::int32_t>(item.event.day)};
        const std::optional<VoucherStatus> status = ledger.voucher(item.event.voucher, day);
        if (!status) continue;
        ASSERT_EQ(status->issued,
                  status->remaining + status->held + status->captured + status->given_back);
        ASSERT_GE(status->given_back, 0);
        ASSERT_LE(status->captured, status->issued);
        ASSERT_LE(status->clawed, status->captured);
    }
}

// I9: duplicates, and duplicates out of order, change nothing and are answered as the first time.
TEST(Properties, DuplicatesChangeNothing) {
    std::mt19937 random(5);
    const std::vector<audit::Item> items = audit::stream(21, 800);
    audit::Auditor one, other;
    Ledger plain = founded(one), doubled = founded(other);
    std::vector<Outcome> first;
    for (std::size_t i = 0; i < items.size(); ++i) {
        plain.apply(items[i].json);
        first.push_back(doubled.apply(items[i].json));
        ASSERT_FALSE(first.back().replayed);
        for (int k = 0; k < 2; ++k) {
            const std::size_t back = random() % (i + 1);
            const Outcome again = doubled.apply(items[back].json);
            ASSERT_TRUE(again.replayed);
            ASSERT_EQ(again.verdict, first[back].verdict);
            ASSERT_EQ(again.record, first[back].record);
            ASSERT_EQ(again.facts, first[back].facts);
        }
    }
    EXPECT_EQ(plain.state_digest(), doubled.state_digest());
    EXPECT_EQ(plain.checkpoint().root, doubled.checkpoint().root);
}

// I10: what is rejected leaves the state as it was.
TEST(Properties, ARejectionLeavesTheState) {
    audit::Auditor auditor;
    Ledger ledger = founded(auditor);
    Digest before = ledger.state_digest();
    for (const audit::Item& item : audit::stream(33, 700)) {
        const Outcome outcome = ledger.apply(item.json);
        const Digest after = ledger.state_digest();
        if (!accepted(outcome)) {
            ASSERT_EQ(after, before) << item.json;
        }
        before = after;
    }
}

// I12: a sweep before every command, now and then, or never: the same verdicts and reasons.
TEST(Properties, SweepingChangesNoVerdict) {
    for (std::uint32_t seed = 50; seed < 58; ++seed) {
        const std::vector<audit::Item> items = audit::stream(seed, 700);
        audit::Auditor one, two, three;
        Ledger never = founded(one), always = founded(two), sometimes = founded(three);
        std::mt19937 random(seed);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string id = "sweep" + std::to_string(i);
            ASSERT_TRUE(accepted(always.apply(sweep_at(items[i], id))));
            if (random() % 9 == 0) sometimes.apply(sweep_at(items[i], id));
            const Outcome expected = never.apply(items[i].json);
            for (Ledger* ledger : {&always, &sometimes}) {
                const Outcome outcome = ledger->apply(items[i].json);
                ASSERT_EQ(outcome.verdict, expected.verdict) << items[i].json;
                ASSERT_EQ(script::verdict(outcome), script::verdict(expected)) << items[i].json;
            }
        }
        // And once the last sweep is done, the same books.
        const std::string last = sweep_at(items.back(), "last");
        ASSERT_TRUE(accepted(never.apply(last)));
        ASSERT_TRUE(accepted(always.apply(last)));
        EXPECT_EQ(balances(never), balances(always));
    }
}

// I13: once a month is closed, nothing more is effective in it.
// Returns how often a command came too late for it.
std::size_t close_months_under(std::uint32_t seed) {
    audit::Auditor auditor;
    Ledger ledger = founded(auditor);
    const auto month_of = [](long day) {
        const YearMonthDay ymd = civil(Date{static_cast<std::int32_t>(day)});
        return ymd.year * 12 + ymd.month - 1;
    };
    int closed = 0;  // the last month that is, of every fund
    std::size_t refused = 0;
    for (const audit::Item& item : audit::stream(seed, 1'500)) {
        const int month = month_of(item.event.day);
        if (month - 1 > closed) {
            closed = month - 1;
            for (int line = 0; line < audit::kFunds; ++line) {
                const std::string fund = "f" + std::to_string(line);
                const int of_year = closed % 12 + 1;
                std::string close =
                    audit::sweep("close-" + fund + std::to_string(closed), item.event.day, 1);
                close.replace(close.find("sweep"), 5, "close");
                close.replace(close.find("\"limit\":1"), 9,
                              "\"fund\":\"" + fund + "\",\"period\":\"" +
                                  std::to_string(closed / 12) + (of_year < 10 ? "-0" : "-") +
                                  std::to_string(of_year) + "\",\"document\":\"d\"");
                const Outcome outcome = ledger.apply(close);
                EXPECT_TRUE(accepted(outcome)) << outcome.json();
                EXPECT_EQ(outcome.facts.front().first, "trial_balance");
            }
        }
        const Outcome outcome = ledger.apply(item.json);
        const bool back = month_of(item.event.on) <= closed;
        if (back && script::verdict(outcome) == "B114") ++refused;
        if (back && accepted(outcome)) {
            EXPECT_TRUE(outcome.legs.empty()) << item.json;
        }
    }
    return refused;
}

TEST(Properties, AClosedMonthKeepsItsTotals) {
    std::size_t refused = 0;
    for (std::uint32_t seed = 71; seed < 79; ++seed) refused += close_months_under(seed);
    EXPECT_GT(refused, 10u);
}

// I15: every record says who, and one that moved money on what; a few kinds rest on their scheme's
// document. Read from the log's own bytes.
TEST(Properties, NothingIsBookedWithoutWhoAndOnWhat) {
    audit::Auditor auditor;
    Ledger ledger = founded(auditor);
    for (const audit::Item& item : audit::stream(66, 1'500)) ledger.apply(item.json);
    const std::set<Kind> rest_on_a_scheme = {Kind::issue, Kind::hold, Kind::release, Kind::expire,
                                             Kind::sweep};
    std::set<Kind> moved;
    ledger.records(0, [&](std::uint64_t number, std::string_view bytes) {
        const Record record = record_of(bytes);
        const Command command = record.command();
        EXPECT_FALSE(command.text(Field::by).empty()) << number;
        if (record.legs.empty() || rest_on_a_scheme.contains(command.kind())) return true;
        moved.insert(command.kind());
        bool said = false;
        for (const Field field :
             {Field::document, Field::evidence, Field::standard, Field::reference, Field::digest}) {
            said = said || !command.text(field).empty();
        }
        EXPECT_TRUE(said) << number;
        return true;
    });
    EXPECT_GT(moved.size(), 10u);
}

// And nobody is let in without: each kind's table requires one of them.
TEST(Properties, EveryKindThatMovesMoneyRequiresOnWhat) {
    const std::set<Kind> others = {Kind::issue, Kind::hold, Kind::release, Kind::expire,
                                   Kind::sweep};
    for (const KindSpec& kind : kinds()) {
        bool who = false, what = others.contains(kind.kind);
        for (const FieldUse& use : uses_of(kind)) {
            if (!use.required) continue;
            who = who || use.field == Field::by;
            for (const Field field : {Field::document, Field::evidence, Field::standard,
                                      Field::reference, Field::digest}) {
                what = what || use.field == field;
            }
        }
        EXPECT_TRUE(who && what) << kind.name;
    }
}

// I19: every root that ever was begins the tree of today.
TEST(Properties, EveryEarlierRootIsConsistent) {
    audit::Auditor auditor;
    Ledger ledger = founded(auditor);
    std::vector<Checkpoint> past;
    for (const audit::Item& item : audit::stream(44, 700)) {
        ledger.apply(item.json);
        past.push_back(ledger.checkpoint());
    }
    const Checkpoint now = past.back();
    for (const Checkpoint& then : past) {
        EXPECT_TRUE(holds(Hash::sha256, then.size, then.root, now.size, now.root,
                          ledger.consistency_proof(then.size, now.size)));
    }
    for (std::uint64_t number = 0; number < now.size; number += 37) {
        Inclusion inclusion;
        inclusion.number = number;
        inclusion.path = ledger.inclusion_proof(number, now.size);
        inclusion.checkpoint.checkpoint = now;
        ledger.records(number, [&](std::uint64_t, std::string_view record) {
            inclusion.record = record;
            return false;
        });
        EXPECT_TRUE(holds(inclusion)) << number;
    }
    EXPECT_THROW(ledger.inclusion_proof(now.size, now.size), Failure);
}

}  // namespace
}  // namespace bajigong::ledger
