// Whether rows take memory of their own: a table is decided in a few blocks and in many, and every
// call of operator new is counted. What a call sets up may take any number. A further block of
// 2,048 rows takes none, but for what its results keep (causes), room that grows with the longest
// list (spells), and what grows with the fullest version.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "bajigong/population.hpp"

#include "population_tables.hpp"

namespace {
std::atomic<std::size_t> taken{0};

void* take(std::size_t size, std::size_t alignment) {
    taken.fetch_add(1, std::memory_order_relaxed);
    const std::size_t whole = (size + alignment - 1) / alignment * alignment;
    void* memory = std::aligned_alloc(alignment, whole == 0 ? alignment : whole);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}
}  // namespace

void* operator new(std::size_t size) { return take(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return take(size, static_cast<std::size_t>(alignment));
}
// GCC cannot see that these go with those above.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace bajigong::bench {
namespace {

constexpr std::size_t kBlock = 2048;
constexpr std::size_t kFew = 8, kMany = 40;  // blocks

std::size_t counted(const Population& population, const Table& table, std::size_t blocks) {
    ArrowArray part;
    arrow::share(table.rows, **table.rows, 0, static_cast<std::int64_t>(blocks * kBlock), &part);
    arrow::Owned<ArrowArray> out;
    const std::size_t before = taken.load();
    population.decide(&part, out.get());
    return taken.load() - before;
}

// `a_block`: how many a further block may take.
bool check(const char* name, const Table& table, const char* options, double a_block) {
    const Population population = table.bind(options);
    counted(population, table, kFew);  // what a first call leaves behind
    const std::size_t few = counted(population, table, kFew);
    const std::size_t many = counted(population, table, kMany);
    const double more =
        static_cast<double>(static_cast<std::ptrdiff_t>(many - few)) / (kMany - kFew);
    const bool good = more <= a_block;
    std::printf("%-12s %8zu for %zu blocks, %8zu for %zu: %.2f a further block%s\n", name, few,
                kFew, many, kMany, more, good ? "" : "  TOO MANY");
    return good;
}

bool all() {
    const std::size_t rows = kMany * kBlock;
    const std::string fen = std::string("{") + kNarrowOptions + "}";
    bool good = check("wide", wide_table(rows), "{}", 0);
    good = check("clauses", wide_table(rows), R"({"outputs": ["clauses"]})", 0) && good;
    good = check("causes", wide_table(rows), R"({"outputs": ["causes"]})", 16) && good;
    good = check("narrow", narrow_table(rows), fen.c_str(), 0) && good;
    good = check("reading", reading_table(rows), fen.c_str(), 0) && good;
    good = check("versions", versions_table(rows), fen.c_str(), 1) && good;
    good = check("lists", lists_table(rows), "{}", 16) && good;
    return good;
}

}  // namespace
}  // namespace bajigong::bench

int main() { return bajigong::bench::all() ? EXIT_SUCCESS : EXIT_FAILURE; }
