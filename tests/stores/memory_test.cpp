// The k-th allocation fails, for every k until none does: a command is booked whole or not at all.
#include <cstdlib>
#include <new>
#include <sqlite3.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "ledger/script.hpp"
#include "stores/borrowed.hpp"
#include "stores/folder.hpp"

namespace {

// Allocations until one fails; negative: none does.
thread_local long g_until_failure = -1;

void* allocate(std::size_t size) {
    if (g_until_failure > 0 && --g_until_failure == 0) throw std::bad_alloc();
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

// SQLite asks an allocator of its own; its requests count as well. Set before SQLite first runs.
sqlite3_mem_methods g_sqlite;

bool sqlite_is_out() { return g_until_failure > 0 && --g_until_failure == 0; }

[[maybe_unused]] const int g_configured = [] {
    sqlite3_mem_methods counting = {};
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &counting);
    g_sqlite = counting;
    counting.xMalloc = [](int size) { return sqlite_is_out() ? nullptr : g_sqlite.xMalloc(size); };
    counting.xRealloc = [](void* memory, int size) {
        return sqlite_is_out() ? nullptr : g_sqlite.xRealloc(memory, size);
    };
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_MALLOC, &counting);
    return code;
}();

}  // namespace

// The whole program's, but they fail only between arm and disarm.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return allocate(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace bajigong::ledger {
namespace {

using namespace script;

struct Result {
    bool threw = false;
    std::string verdict;
};

// Applies with the k-th allocation failing.
Result apply_failing(Ledger& ledger, const std::string& command, long k) {
    Result result;
    Outcome outcome;
    g_until_failure = k;
    try {
        outcome = ledger.apply(command);
    } catch (const std::bad_alloc&) {
        result.threw = true;
    } catch (const Failure&) {
        result.threw = true;
    }
    g_until_failure = -1;
    if (!result.threw) result.verdict = verdict(outcome);
    return result;
}

TEST(Memory, ACommandIsBookedWholeOrNotAtAll) {
    const std::vector<std::string> before = {issue("v1", "2026-02-01", 1),
                                             hold("h1", "v1", "2026-02-02", "600.00")};
    const std::string commands[] = {
        issue("v2", "2026-02-03", 2, "100.01"), hold("h2", "v1", "2026-02-03", "100.00"),
        capture("c1", "h1", "2026-02-03", "500.00", true),
        hold("h3", "v1", "2026-02-03", "9999.00"), run("sweep", "w1", "2026-06-01", "'limit':10")};
    for (const std::string& command : commands) {
        std::size_t threw = 0;
        for (long k = 1;; ++k) {
            const std::unique_ptr<Store> kept = memory_store();
            Digest state;
            Result result;
            {
                Ledger ledger = Ledger::create(std::make_unique<Borrowed>(*kept),
                                               {"test.example/memory", Hash::sha256});
                ledger.apply_all(set_up());
                ledger.apply_all(before);
                state = ledger.state_digest();
                result = apply_failing(ledger, command, k);
            }
            ASSERT_TRUE(verify(*kept, {}).good()) << k;
            Ledger again = Ledger::open(std::make_unique<Borrowed>(*kept));
            const std::size_t size = set_up().size() + before.size();
            if (!result.threw) {
                ASSERT_EQ(again.size(), size + 1);
                if (k > 5 && threw > 5) break;
                continue;
            }
            ++threw;
            // Nothing was acknowledged. It is there whole, or not at all and the id is free.
            if (again.size() == size) {
                ASSERT_EQ(again.state_digest(), state) << k;
                ASSERT_FALSE(again.apply(command).replayed) << k;
            } else {
                ASSERT_TRUE(again.apply(command).replayed) << k;
            }
        }
        EXPECT_GE(threw, 10u) << command;
    }
}

// Runs `work` with the k-th allocation of it failing. True if there was a k-th.
template <class Work>
bool fail_at(long k, Work work) {
    g_until_failure = k;
    try {
        work();
    } catch (const std::bad_alloc&) {
    } catch (const Failure&) {
    }
    const bool failed = g_until_failure == 0;
    g_until_failure = -1;
    return failed;
}

// A closed ledger in a file, copied anew for each k.
class MemoryOfFiles : public testing::Test {
   protected:
    void SetUp() override {
        ASSERT_EQ(g_configured, SQLITE_OK);
        {
            Ledger ledger = Ledger::create(sqlite_store(path_, Access::create),
                                           {"test.example/memory", Hash::sha256});
            ledger.apply_all(set_up());
            ledger.apply(issue("v1", "2026-02-01", 1));
            root_ = ledger.checkpoint().root;
            size_ = ledger.size();
        }
        bytes_ = read_bytes(path_);
    }
    void anew() {
        std::remove((path_ + "-wal").c_str());
        write_bytes(path_, bytes_);
    }
    std::unique_ptr<Store> open(Access access) { return sqlite_store(path_, access); }

    Folder folder_{true};
    std::string path_ = folder_.file("a.ledger"), bytes_;
    Digest root_{};
    std::uint64_t size_ = 0;
};

TEST_F(MemoryOfFiles, OpeningIsWholeOrNotAtAll) {
    for (const Access access : {Access::write, Access::read}) {
        long k = 1;
        while (fail_at(k, [&] { Ledger::open(open(access)); })) ++k;
        EXPECT_GT(k, 100);
        // Nothing was changed, and nothing holds the file.
        Ledger ledger = Ledger::open(open(Access::write));
        ASSERT_EQ(ledger.checkpoint().root, root_);
    }
}

TEST_F(MemoryOfFiles, ACommandIsBookedWholeOrNotAtAll) {
    const std::string command = hold("h1", "v1", "2026-02-03", "100.00");
    std::size_t free = 0, booked = 0;
    for (long k = 1;; ++k) {
        anew();
        bool failed = false, answered = false;
        {
            Ledger ledger = Ledger::open(open(Access::write));
            failed =
                fail_at(k, [&] { answered = ledger.apply(command).verdict == Verdict::accepted; });
        }
        Ledger again = Ledger::open(open(Access::write));
        const bool there = again.size() == size_ + 1;
        ASSERT_TRUE(there || again.size() == size_) << k;
        ASSERT_TRUE(there || !answered) << k;
        if (!there) {
            ASSERT_EQ(again.checkpoint().root, root_) << k;
        }
        ASSERT_EQ(again.apply(command).replayed, there) << k;
        if (!failed) break;
        ++(there ? booked : free);
    }
    EXPECT_GT(free, 50u);
}

TEST_F(MemoryOfFiles, VerifyingNeverCallsGoodWhatItCouldNotRead) {
    anew();
    std::string changed = bytes_;
    const std::size_t at = changed.find("clerk-1");  // who, in a record
    ASSERT_NE(at, std::string::npos);
    changed[at] = 'C';
    long k = 1;
    for (bool failed = true; failed; ++k) {
        write_bytes(path_, changed);
        bool good = false;
        failed = fail_at(k, [&] { good = verify(*open(Access::read), {}).good(); });
        ASSERT_FALSE(good) << k;
    }
    EXPECT_GT(k, 200);
    anew();
    EXPECT_TRUE(verify(*open(Access::read), {}).good());
}

}  // namespace
}  // namespace bajigong::ledger
