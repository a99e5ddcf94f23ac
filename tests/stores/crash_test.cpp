// I16: whatever fails and whenever it fails, what was acknowledged is there and nothing is halved.
#include <csignal>
#include <map>
#include <random>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "ledger/script.hpp"
#include "stores/folder.hpp"
#include "stores/sim_vfs.hpp"
#include "stores/sqlite_open.hpp"

namespace bajigong::ledger {
namespace {

using namespace script;

const Founding kFounding{"test.example/crash", Hash::sha256};

// A short life: some commands one by one, some together. Half-way the ledger is closed and opened
// again, so that what lies beside the file is copied into it.
std::vector<std::vector<std::string>> life() {
    std::vector<std::vector<std::string>> groups = {set_up()};
    for (int i = 0; i < 4; ++i) groups.push_back({issue("v" + std::to_string(i), "2026-02-01", i)});
    groups.push_back({hold("h1", "v1", "2026-02-02"), hold("h2", "v2", "2026-02-02", "300.00"),
                      hold("h3", "v3", "2026-02-02", "3000.00")});
    groups.push_back({capture("c1", "h1", "2026-02-20")});
    groups.push_back({capture("c2", "h2", "2026-02-21", "100.00", true)});
    return groups;
}

// Roots of the log by size, from a ledger in memory to which nothing happened.
std::map<std::uint64_t, Digest> roots() {
    std::map<std::uint64_t, Digest> roots;
    Ledger ledger = Ledger::create(memory_store(), kFounding);
    roots[0] = ledger.checkpoint().root;
    for (const std::vector<std::string>& group : life()) {
        for (const std::string& command : group) {
            ledger.apply(command);
            roots[ledger.size()] = ledger.checkpoint().root;
        }
    }
    return roots;
}

struct Life {
    bool founded = false;
    std::uint64_t acknowledged = 0;
    bool failed = false;
};

using Groups = std::span<const std::vector<std::string>>;

void live_on(Ledger ledger, Groups groups, Life& life) {
    for (const std::vector<std::string>& group : groups) {
        try {
            life.acknowledged += ledger.apply_all(group).size();
        } catch (const Failure&) {
            life.failed = true;
            // From then on everything is refused.
            EXPECT_THROW(ledger.apply(group.front()), Failure);
            EXPECT_THROW(ledger.find("a1"), Failure);
            return;
        }
    }
}

// Lives on the simulated disk until something fails.
Life live(const std::string& path, Groups groups) {
    Life life;
    const std::size_t half = groups.size() / 2;
    try {
        Ledger ledger = Ledger::create(sqlite_store_on(path, Access::create, sim_vfs()), kFounding);
        life.founded = true;
        live_on(std::move(ledger), groups.first(half), life);
        if (life.failed || sim_disk().crashed) return life;
        // A file's header is read from the real folder.
        sim_disk().write_out(path, path, nullptr);
        Ledger again = Ledger::open(sqlite_store_on(path, Access::write, sim_vfs()));
        live_on(std::move(again), groups.subspan(half), life);
    } catch (const Failure&) {
        life.failed = true;
    }
    return life;
}

class Crash : public testing::Test {
   protected:
    void SetUp() override { ASSERT_STRNE(sim_vfs(), ""); }

    // Runs a life on that disk; returns it, with what is left in folder `to`.
    Life run(const SimDisk& disk, std::mt19937* crash, const Folder& to) {
        sim_disk() = disk;
        const Folder real(true);
        const std::string path = real.file("a.ledger");
        const Life life = live(path, script_);
        sim_disk().write_out(path, to.file("a.ledger"), crash);
        return life;
    }

    static SimDisk failing(SimDisk::Fault fault, std::uint64_t at,
                           SimDisk::Counts counts = SimDisk::Counts::writes) {
        SimDisk disk;
        disk.fault = fault;
        disk.fault_at = at;
        disk.counts = counts;
        return disk;
    }

    // What lies there is a ledger that holds all that was acknowledged, and a prefix of the life.
    void check_left(const Folder& folder, const Life& life, std::uint64_t at) {
        const std::string path = folder.file("a.ledger");
        try {
            const std::unique_ptr<Store> store = sqlite_store(path, Access::write);
            const Verification found = verify(*store, {});
            // Before it was founded there may be tables and no ledger.
            if (!life.founded && !found.good()) return;
            ASSERT_TRUE(found.good()) << at << ": " << found.first->problem.text(Language::en);
            ASSERT_GE(found.size, life.acknowledged) << at;
            ASSERT_TRUE(roots_.contains(found.size)) << at;
            size_ = found.size;
        } catch (const Failure& failure) {
            ASSERT_FALSE(life.founded) << at << ": " << failure.what();
            return;
        }
        Ledger ledger = Ledger::open(sqlite_store(path, Access::write));
        ASSERT_EQ(ledger.checkpoint().root, roots_[size_]) << at;
        // And it goes on.
        for (const std::vector<std::string>& group : script_) ledger.apply_all(group);
        ASSERT_EQ(ledger.checkpoint().root, roots_.rbegin()->second) << at;
    }

    std::map<std::uint64_t, Digest> roots_ = roots();
    std::vector<std::vector<std::string>> script_ = life();
    std::uint64_t size_ = 0;
};

// What a crash leaves of the unsynced writes is drawn anew twenty times for each of them.
TEST_F(Crash, AtEveryWriteNothingAcknowledgedIsLost) {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        std::mt19937 random(seed);
        for (std::uint64_t at = 1;; ++at) {
            const Folder folder(true);
            const Life life = run(failing(SimDisk::Fault::crash, at), &random, folder);
            check_left(folder, life, at);
            if (HasFatalFailure()) return;
            if (life.failed || sim_disk().crashed) continue;
            EXPECT_GT(at, 40u);
            break;
        }
    }
}

TEST_F(Crash, EveryOperationThatFailsOnceOrForGoodIsNoticed) {
    for (const SimDisk::Counts counts : {SimDisk::Counts::writes, SimDisk::Counts::reads}) {
        for (const SimDisk::Fault fault : {SimDisk::Fault::once, SimDisk::Fault::for_good}) {
            std::size_t failed = 0;
            for (std::uint64_t at = 1;; ++at) {
                const Folder folder(true);
                const Life life = run(failing(fault, at, counts), nullptr, folder);
                failed += life.failed ? 1 : 0;
                check_left(folder, life, at);
                if (HasFatalFailure()) return;
                if (sim_disk().operations >= at) continue;
                // As many as there are; a ledger that failed nowhere would have noticed nothing.
                EXPECT_GT(at, counts == SimDisk::Counts::writes ? 40u : 20u);
                EXPECT_GT(failed, 10u);
                break;
            }
        }
    }
}

TEST_F(Crash, ADiskThatFillsUpLosesNothing) {
    std::size_t failed = 0;
    for (std::size_t capacity = 0;; capacity += 2'048) {
        SimDisk disk;
        disk.capacity = capacity;
        const Folder folder(true);
        const Life life = run(disk, nullptr, folder);
        check_left(folder, life, capacity);
        if (HasFatalFailure()) return;
        if (!life.failed) break;
        ++failed;
    }
    EXPECT_GT(failed, 20u);
}

// A process of its own that tells after each command that it has its answer.
[[noreturn]] void work_until_killed(const std::string& path, int pipe, int round) {
    Ledger ledger = Ledger::open(sqlite_store(path, Access::write));
    for (int i = 0;; ++i) {
        const std::string id = std::to_string(round) + "-" + std::to_string(i);
        ledger.apply(run("appropriate", id, "2026-02-01",
                         "'fund':'f1','year':2026,'line':'l1','amount':'0.01','document':'d'"));
        if (::write(pipe, &i, sizeof i) != sizeof i) _exit(1);
    }
}

TEST(Kill, AProcessKilledLosesNothingItAnswered) {
    const Folder folder;
    const std::string path = folder.file("a.ledger");
    {
        Ledger ledger = Ledger::create(sqlite_store(path, Access::create), kFounding);
        ledger.apply_all(set_up());
    }
    std::mt19937 random(11);
    int all = 0;
    for (int round = 0; round < 15; ++round) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) work_until_killed(path, ends[1], round);
        ::close(ends[1]);
        usleep(20'000 + random() % 60'000);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        int last = -1;
        for (int i = 0; ::read(ends[0], &i, sizeof i) == sizeof i;) last = i;
        ::close(ends[0]);
        Ledger ledger = Ledger::open(sqlite_store(path, Access::write));
        for (int i = 0; i <= last; ++i) {
            const std::string id = std::to_string(round) + "-" + std::to_string(i);
            ASSERT_TRUE(ledger.find(id).has_value()) << id;
        }
        all += last + 1;
    }
    EXPECT_GT(all, 20);
    const std::unique_ptr<Store> store = sqlite_store(path, Access::read);
    EXPECT_TRUE(verify(*store, {}).good());
}

}  // namespace
}  // namespace bajigong::ledger
