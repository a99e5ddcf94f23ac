// One suite for every store: what the ledger relies on, and that all stores give the same books.
//
// A host that brings a store runs it by adding a maker to kMakers.
#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "ledger/script.hpp"
#include "ledger/stream.hpp"
#include "stores/folder.hpp"

namespace bajigong::ledger {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

struct Maker {
    const char* name;
    std::unique_ptr<Store> (*make)(const Folder&);
};

std::unique_ptr<Store> make_memory(const Folder&) { return memory_store(); }
std::unique_ptr<Store> make_sqlite(const Folder& folder) {
    return sqlite_store(folder.file("a.ledger"), Access::create);
}

constexpr Maker kMakers[] = {{"memory", make_memory}, {"sqlite", make_sqlite}};

class EveryStore : public testing::TestWithParam<Maker> {
   protected:
    std::unique_ptr<Store> store() { return GetParam().make(folder_); }
    Folder folder_;
};
INSTANTIATE_TEST_SUITE_P(All, EveryStore, testing::ValuesIn(kMakers),
                         [](const auto& info) { return std::string(info.param.name); });

std::string number(std::uint64_t value) {
    std::string bytes(8, '\0');
    for (std::size_t i = 8; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
    return bytes;
}

Rows rows(Store& store, Table table, const std::string& from = "", const std::string& until = "") {
    Rows all;
    store.scan(table, from, until, [&all](std::string_view key, std::string_view value) {
        all.emplace_back(key, value);
        return true;
    });
    return all;
}

TEST_P(EveryStore, KeepsRowsInOrderOfTheirBytes) {
    const std::unique_ptr<Store> store = this->store();
    const std::string nul("a\0b", 3), high = "\xff\x01", low = "\x01";
    const std::vector<Change> changes = {{Table::item, "b", "2"}, {Table::item, nul, "3"},
                                         {Table::item, "a", ""},  {Table::item, high, "5"},
                                         {Table::item, low, "6"}, {Table::due, "d2", ""},
                                         {Table::due, "d1", ""}};
    store->commit(changes);
    EXPECT_EQ(rows(*store, Table::item),
              (Rows{{low, "6"}, {"a", ""}, {nul, "3"}, {"b", "2"}, {high, "5"}}));
    EXPECT_EQ(rows(*store, Table::item, "a", "b"), (Rows{{"a", ""}, {nul, "3"}}));
    EXPECT_EQ(rows(*store, Table::item, "b"), (Rows{{"b", "2"}, {high, "5"}}));
    EXPECT_EQ(rows(*store, Table::due), (Rows{{"d1", ""}, {"d2", ""}}));
    EXPECT_EQ(store->get(Table::item, nul), "3");
    EXPECT_EQ(store->get(Table::due, "d1"), "");
    EXPECT_EQ(store->get(Table::due, "d3"), std::nullopt);
    EXPECT_EQ(store->get(Table::meta, "a"), std::nullopt);
}

TEST_P(EveryStore, ChangesAndErases) {
    const std::unique_ptr<Store> store = this->store();
    const std::string avl = "\x02x", five = number(5), seven = number(7);
    store->commit(std::vector<Change>{{Table::account, avl, five}, {Table::item, "a", "1"}});
    EXPECT_EQ(store->get(Table::account, avl), five);
    store->commit(
        std::vector<Change>{{Table::account, avl, seven}, {Table::item, "a", std::nullopt}});
    EXPECT_EQ(store->get(Table::account, avl), seven);
    EXPECT_EQ(store->get(Table::item, "a"), std::nullopt);
    EXPECT_TRUE(rows(*store, Table::item).empty());
    const std::string app = "\x01x", minus = number(static_cast<std::uint64_t>(-9));
    store->commit(std::vector<Change>{{Table::account, app, minus}});
    EXPECT_EQ(store->get(Table::account, app), minus);
}

// Rows of all sizes come and go, are looked up, and now and then looked through in part.
TEST_P(EveryStore, KeepsManyRowsInOrderWhileTheyComeAndGo) {
    const std::unique_ptr<Store> store = this->store();
    std::mt19937 random(11);
    for (const Table table : {Table::due, Table::item}) {
        std::map<std::string, std::string> mine;
        for (int round = 0; round < 60; ++round) {
            std::map<std::string, std::optional<std::string>> changed;
            // Rounds that mostly add, then rounds that mostly take out.
            const unsigned adds = round / 10 % 2 == 0 ? 9 : 2;
            for (int i = 0; i < 900; ++i) {
                const std::string key = std::to_string(random() % 6'000);
                const bool add = random() % 10 < adds;
                const std::string value(table == Table::due ? 0 : random() % 1'100, 'v');
                changed[key] = add ? std::optional<std::string>(value) : std::nullopt;
            }
            std::vector<Change> changes;
            for (const auto& [key, value] : changed) {
                changes.push_back({table, key, value});
                if (value) {
                    mine[key] = *value;
                } else {
                    mine.erase(key);
                }
            }
            store->commit(changes);
            const std::string one = std::to_string(random() % 6'000);
            const auto found = mine.find(one);
            ASSERT_EQ(store->get(table, one), found == mine.end()
                                                  ? std::nullopt
                                                  : std::optional<std::string>(found->second));
            if (round % 10 < 9 && round % 20 >= 10) continue;  // nobody looks for a while
            const std::string from = std::to_string(random() % 6'000), until = from + "zz";
            ASSERT_EQ(rows(*store, table, from, until),
                      Rows(mine.lower_bound(from), mine.lower_bound(until)));
            ASSERT_EQ(rows(*store, table), Rows(mine.begin(), mine.end()));
        }
    }
}

TEST_P(EveryStore, KeepsRecordsByNumber) {
    const std::unique_ptr<Store> store = this->store();
    const std::string n0 = number(0), n1 = number(1), n2 = number(2);
    store->commit(std::vector<Change>{
        {Table::record, n0, "r0"}, {Table::record, n1, "r1"}, {Table::record, n2, "r2"}});
    EXPECT_EQ(store->get(Table::record, n1), "r1");
    EXPECT_EQ(store->get(Table::record, number(3)), std::nullopt);
    EXPECT_EQ(rows(*store, Table::record, n1), (Rows{{n1, "r1"}, {n2, "r2"}}));
    store->commit(std::vector<Change>{{Table::request, "id", n2}});
    EXPECT_EQ(store->get(Table::request, "id"), n2);
}

// I17: the same commands give the same answers, state and log, whatever the store, one by one or
// together, sent once or again.
TEST_P(EveryStore, GivesTheSameBooksAsMemory) {
    audit::Auditor one, two;
    const Founding founding{"test.example/same", Hash::sm3};
    Ledger plain = Ledger::create(memory_store(), founding);
    Ledger other = Ledger::create(store(), founding);
    plain.apply_all(audit::found(one));
    other.apply_all(audit::found(two));
    const std::vector<audit::Item> items = audit::stream(7, 1'500);
    std::mt19937 random(17);
    std::size_t replayed = 0, conflicts = 0;
    std::vector<std::string> batch, answers;
    const auto send = [&](const std::string& command) {
        const Outcome outcome = plain.apply(command);
        replayed += outcome.replayed ? 1 : 0;
        conflicts += outcome.verdict == Verdict::conflict ? 1 : 0;
        batch.push_back(command);
        answers.push_back(outcome.json());
    };
    const auto compare = [&] {
        const std::vector<Outcome> outcomes = other.apply_all(batch);
        ASSERT_EQ(outcomes.size(), answers.size());
        for (std::size_t i = 0; i < batch.size(); ++i) ASSERT_EQ(outcomes[i].json(), answers[i]);
        batch.clear();
        answers.clear();
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        send(items[i].json);
        // Again: the one just sent, one of long ago, and the id of one with something else.
        if (random() % 5 == 0) send(items[i].json);
        if (random() % 5 == 0) send(items[random() % (i + 1)].json);
        if (random() % 9 == 0) {
            std::string changed = items[random() % (i + 1)].json;
            changed.replace(changed.find("\"by\":\"t\""), 8, "\"by\":\"u\"");
            send(changed);
        }
        if (i % 10 > 6) compare();
        if (HasFatalFailure()) return;
    }
    compare();
    EXPECT_GT(replayed, 400u);
    EXPECT_GT(conflicts, 100u);
    EXPECT_EQ(plain.state_digest(), other.state_digest());
    EXPECT_EQ(plain.checkpoint().signed_text(), other.checkpoint().signed_text());
}

// I11: replaying the log from nothing gives every row again.
TEST_P(EveryStore, VerifiesAfterARandomStream) {
    audit::Auditor auditor;
    std::unique_ptr<Store> store = this->store();
    Store& kept = *store;
    Ledger ledger = Ledger::create(std::move(store), {"test.example/v", Hash::sha256});
    ledger.apply_all(audit::found(auditor));
    std::vector<Checkpoint> past;
    for (const audit::Item& item : audit::stream(8, 700)) {
        ledger.apply(item.json);
        if (ledger.size() % 100 == 0) past.push_back(ledger.checkpoint());
    }
    const Verification good = verify(kept, past);
    EXPECT_TRUE(good.good()) << good.first->problem.text(Language::en);
    EXPECT_EQ(good.size, ledger.size());
    EXPECT_EQ(good.anchored, past.back().size);
    past.back().root[3] ^= 1;
    const Verification other = verify(kept, past);
    ASSERT_FALSE(other.good());
    EXPECT_EQ(other.first->problem.code, "B036");
    past.back().root[3] ^= 1;
    past.back().size = ledger.size() + 1;
    EXPECT_EQ(verify(kept, past).first->problem.code, "B032");
}

// I20: of n who take at once, as many succeed as there is money.
TEST_P(EveryStore, ThreadsTakeNoMoreThanThereIs) {
    Ledger ledger = Ledger::create(store(), {"test.example/t", Hash::sha256});
    ledger.apply_all(script::set_up());
    ASSERT_EQ(script::verdict(ledger.apply(script::issue("v1", "2026-02-01", 1, "1000.00"))),
              "accepted");
    constexpr int kThreads = 8, kEach = 5;
    std::vector<int> taken(kThreads);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&ledger, &taken, t] {
            for (int i = 0; i < kEach; ++i) {
                const std::string id = std::to_string(t) + "-" + std::to_string(i);
                const Outcome outcome = ledger.apply(script::hold(id, "v1", "2026-02-02", "90.00"));
                if (outcome.verdict == Verdict::accepted) ++taken[static_cast<std::size_t>(t)];
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    int all = 0;
    for (const int count : taken) all += count;
    EXPECT_EQ(all, 11);  // 11 x 90 = 990
    EXPECT_EQ(ledger.size(), script::set_up().size() + 1 + kThreads * kEach);
}

TEST_P(EveryStore, OpensAgainOnlyWhatIsALedger) { EXPECT_THROW(Ledger::open(store()), Failure); }

}  // namespace
}  // namespace bajigong::ledger
