// The k-th allocation fails, for every k until none does: a command is booked whole or not at all.
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"

#include "ledger/script.hpp"
#include "stores/borrowed.hpp"

namespace {

// Allocations until one fails; negative: none does.
thread_local long g_until_failure = -1;

void* allocate(std::size_t size) {
    if (g_until_failure > 0 && --g_until_failure == 0) throw std::bad_alloc();
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

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
        EXPECT_GT(threw, 10u) << command;
    }
}

}  // namespace
}  // namespace bajigong::ledger
