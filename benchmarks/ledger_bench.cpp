// The ledger: judging in memory, on SQLite one by one, together and in batches; a million vouchers;
// and beside them what the machine itself does: fdatasync, and the digest of one leaf.
//
// Counters: postings are legs, transactions are records. The files lie in the current folder.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <malloc.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <benchmark/benchmark.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/sqlite_store.hpp"

#include "ledger/books.hpp"
#include "ledger/command_json.hpp"

namespace bajigong::bench {
namespace {

using namespace ledger;

constexpr const char* kFile = "bench.ledger";

void remove_file() {
    std::remove(kFile);
    std::remove((std::string(kFile) + "-wal").c_str());
}

std::string command(const std::string& kind, const std::string& id, const std::string& day,
                    const std::string& rest) {
    return "{\"do\":\"" + kind + "\",\"id\":\"" + id + "\",\"at\":\"" + day +
           "T10:00:00+08:00\",\"by\":\"clerk\"," + rest + "}";
}

std::string padded(int number) {
    const std::string text = std::to_string(number);
    return std::string(7 - text.size(), '0') + text;
}

std::string person(int number) {
    const std::string text = std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

std::vector<std::string> set_up() {
    return {command("appropriate", "budget", "2026-01-05",
                    "\"fund\":\"f\",\"year\":2026,\"line\":\"l\",\"amount\":\"90000000000\","
                    "\"document\":\"d\""),
            command("scheme", "scheme", "2026-01-05",
                    "\"scheme\":\"s\",\"document\":\"d\",\"encumber\":\"issue\",\"cap\":\"1000\","
                    "\"valid\":\"P3M\",\"hold_days\":30,\"shares\":[{\"fund\":\"f\",\"year\":2026,"
                    "\"line\":\"l\",\"share\":1}]"),
            command("institution", "inst", "2026-01-05",
                    "\"institution\":\"i\",\"document\":\"d\",\"schemes\":[\"s\"],"
                    "\"from\":\"2026-01-01\",\"until\":\"2026-12-31\"")};
}

std::string issue(int i) {
    return command("issue", "issue-" + padded(i), "2026-02-01",
                   "\"voucher\":\"v" + padded(i) + "\",\"scheme\":\"s\",\"person\":\"" + person(i) +
                       "\",\"amount\":\"1000\"");
}
std::string hold(int i) {
    return command("hold", "hold-" + padded(i), "2026-02-02",
                   "\"hold\":\"h" + padded(i) + "\",\"voucher\":\"v" + padded(i) +
                       "\",\"institution\":\"i\",\"amount\":\"all\"");
}
std::string capture(int i) {
    return command("capture", "capture-" + padded(i), "2026-02-03",
                   "\"claim\":\"c" + padded(i) + "\",\"hold\":\"h" + padded(i) +
                       "\",\"amount\":\"all\",\"evidence\":[\"" + person(i) + "\"]");
}
std::string settle(int from, int count) {
    std::string claims;
    for (int i = from; i < from + count; ++i) {
        claims += (i > from ? "," : "") + ("{\"claim\":\"c" + padded(i)) + "\",\"amount\":\"all\"}";
    }
    return command("settle", "settle-" + padded(from), "2026-02-04",
                   "\"batch\":\"b" + padded(from) + "\",\"digest\":\"" + person(from) +
                       "\",\"payments\":[{\"payment\":\"p" + padded(from) +
                       "\",\"institution\":\"i\",\"claims\":[" + claims + "]}]");
}

Ledger founded(std::unique_ptr<Store> store, Hash hash = Hash::sha256) {
    Ledger books = Ledger::create(std::move(store), {"bench.example/x", hash});
    books.apply_all(set_up());
    return books;
}

// Parsed commands judged in memory: the books alone, with their leaves.
void judge_in_memory(benchmark::State& state, Hash hash) {
    constexpr int kCount = 50'000;
    std::vector<Arrived> commands;
    for (int i = 0; i < kCount; ++i) commands.push_back(command_from_json(issue(i)));
    for (int i = 0; i < kCount; ++i) commands.push_back(command_from_json(hold(i)));
    std::size_t postings = 0;
    std::vector<std::unique_ptr<Store>> stores;  // freed when nobody measures
    for (auto _ : state) {
        state.PauseTiming();
        stores.push_back(memory_store());
        Books books(*stores.back(), Founding{"bench.example/x", hash});
        for (const std::string& json : set_up()) books.judge(command_from_json(json), {});
        state.ResumeTiming();
        std::size_t count = 0;
        for (const Arrived& arrived : commands) {
            postings += books.judge(arrived, {}).legs.size();
            if (++count % 1'000 == 0) books.commit();
        }
    }
    using benchmark::Counter;
    state.counters["postings/s"] = Counter(static_cast<double>(postings), Counter::kIsRate);
    state.counters["transactions/s"] =
        Counter(static_cast<double>(state.iterations()) * 2 * kCount, Counter::kIsRate);
}
void judge_in_memory_sha256(benchmark::State& state) { judge_in_memory(state, Hash::sha256); }
void judge_in_memory_sm3(benchmark::State& state) { judge_in_memory(state, Hash::sm3); }
BENCHMARK(judge_in_memory_sha256)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(judge_in_memory_sm3)->Unit(benchmark::kMillisecond)->Iterations(2);

void command_from_its_json(benchmark::State& state) {
    const std::string json = issue(1);
    for (auto _ : state) benchmark::DoNotOptimize(command_from_json(json));
}
BENCHMARK(command_from_its_json);

void bare_leaf(benchmark::State& state, Hash hash) {
    const std::string record(250, 'x');
    for (auto _ : state) benchmark::DoNotOptimize(leaf_digest(hash, record));
    state.SetItemsProcessed(state.iterations());
}
void bare_leaf_sm3(benchmark::State& state) { bare_leaf(state, Hash::sm3); }
void bare_leaf_sha256(benchmark::State& state) { bare_leaf(state, Hash::sha256); }
BENCHMARK(bare_leaf_sm3);
BENCHMARK(bare_leaf_sha256);

// What a commit cannot be faster than: 4 KiB appended and synced.
void fdatasync_alone(benchmark::State& state) {
    const int file = open("bench.sync", O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    for (auto _ : state) {
        if (write(file, page.data(), page.size()) < 0 || fdatasync(file) != 0) {
            state.SkipWithError("cannot write here");
            break;
        }
    }
    close(file);
    std::remove("bench.sync");
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(fdatasync_alone)->UseRealTime()->MinTime(1.0);

void sqlite_one_commit_each(benchmark::State& state) {
    remove_file();
    {
        Ledger books = founded(sqlite_store(kFile, Access::create));
        int i = 0;
        for (auto _ : state) books.apply(issue(i++));
        state.SetItemsProcessed(state.iterations());
    }
    remove_file();
}
BENCHMARK(sqlite_one_commit_each)->UseRealTime()->MinTime(2.0);

void sqlite_64_waiting(benchmark::State& state) {
    constexpr int kThreads = 64, kEach = 500;
    for (auto _ : state) {
        remove_file();
        Ledger books = founded(sqlite_store(kFile, Access::create));
        std::vector<std::thread> threads;
        const auto start = std::chrono::steady_clock::now();
        for (int t = 0; t < kThreads; ++t) {
            threads.emplace_back([&books, t] {
                for (int i = 0; i < kEach; ++i) books.apply(issue(t * kEach + i));
            });
        }
        for (std::thread& thread : threads) thread.join();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(took.count());
    }
    remove_file();
    state.SetItemsProcessed(state.iterations() * kThreads * kEach);
}
BENCHMARK(sqlite_64_waiting)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);

void sqlite_batches_of_10k(benchmark::State& state) {
    constexpr int kBatch = 10'000;
    remove_file();
    {
        Ledger books = founded(sqlite_store(kFile, Access::create));
        int next = 0;
        for (auto _ : state) {
            state.PauseTiming();
            std::vector<std::string> batch;
            for (int i = 0; i < kBatch; ++i) batch.push_back(issue(next++));
            state.ResumeTiming();
            books.apply_all(batch);
        }
    }
    remove_file();
    state.counters["transactions/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * kBatch, benchmark::Counter::kIsRate);
    state.counters["postings/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * kBatch * 2, benchmark::Counter::kIsRate);
}
BENCHMARK(sqlite_batches_of_10k)->UseRealTime()->Iterations(5)->Unit(benchmark::kMillisecond);

// Counts the seconds of a piece of work, and those in which this process had a CPU: the machine may
// be shared, and a disk may be slow.
void time(benchmark::State& state, const std::string& name, const std::function<void()>& work) {
    const std::clock_t cpu = std::clock();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    state.counters[name + " s"] = took.count();
    state.counters[name + " CPU s"] = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
}

void apply_in_batches(Ledger& books, int count, std::string (*make)(int)) {
    constexpr int kBatch = 10'000;
    for (int from = 0; from < count; from += kBatch) {
        std::vector<std::string> batch;
        for (int i = from; i < from + kBatch && i < count; ++i) batch.push_back(make(i));
        for (const Outcome& outcome : books.apply_all(batch)) {
            if (outcome.verdict != Verdict::accepted) std::abort();
        }
    }
}

// Seconds for each step in the life of so many vouchers, from JSON, durable each 10,000. Half of
// them are held, claimed and settled, half expire.
void vouchers_on_sqlite(benchmark::State& state) {
    const int count = static_cast<int>(state.range(0));
    for (auto _ : state) {
        remove_file();
        {
            Ledger books = founded(sqlite_store(kFile, Access::create), Hash::sm3);
            time(state, "issue", [&] { apply_in_batches(books, count, issue); });
            apply_in_batches(books, count / 2, hold);
            apply_in_batches(books, count / 2, capture);
            time(state, "settle half", [&] {
                for (int from = 0; from < count / 2; from += 10'000) {
                    books.apply(settle(from, 10'000));
                }
            });
            time(state, "expire half", [&] {
                for (int i = 0; i < count / 2; i += 10'000) {
                    books.apply(
                        command("sweep", "sweep-" + padded(i), "2026-06-01", "\"limit\":10000"));
                }
            });
            state.counters["records"] = static_cast<double>(books.size());
        }
        std::ifstream file(kFile, std::ios::binary | std::ios::ate);
        state.counters["file MB"] = static_cast<double>(file.tellg()) / 1e6;
        time(state, "open", [] { Ledger::open(sqlite_store(kFile, Access::write)); });
        const std::unique_ptr<Store> store = sqlite_store(kFile, Access::read);
        time(state, "verify", [&] {
            if (!verify(*store, {}).good()) std::abort();
        });
    }
    remove_file();
}
BENCHMARK(vouchers_on_sqlite)
    ->Arg(100'000)
    ->Arg(500'000)
    ->Arg(1'000'000)
    ->UseRealTime()
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

// Bytes that were asked for and not given back. Unlike the resident memory of the process, this
// does not hang on what ran before: memory that others gave back is not mistaken for none.
double allocated() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

void memory_of_a_live_voucher(benchmark::State& state) {
    constexpr int kCount = 100'000;
    // Nothing in mappings of its own: what those leave over at their ends would be counted too.
    constexpr int kMappingsAtFirst = 65'536;
    mallopt(M_MMAP_MAX, 0);
    for (auto _ : state) {
        const double before = allocated();
        Ledger books = founded(memory_store());
        apply_in_batches(books, kCount, issue);
        state.counters["bytes a voucher"] = (allocated() - before) / kCount;
    }
    mallopt(M_MMAP_MAX, kMappingsAtFirst);
}
BENCHMARK(memory_of_a_live_voucher)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bajigong::bench
