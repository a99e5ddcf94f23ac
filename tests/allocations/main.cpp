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

// Texts in plain columns and in views, compared with constants; some longer than a view holds.
Table texts_table(std::size_t rows) {
    constexpr const char* kVocabulary = R"j({"bajigong": 1, "scales": {"grade": {"title":
        {"zh": "x", "en": "x"}, "values": [{"id": "low", "zh": "低", "en": "low"},
        {"id": "high", "zh": "高", "en": "high"}]}}, "facts": {
        "on": {"type": "date", "zh": "x", "en": "x"},
        "place": {"type": "text", "zh": "x", "en": "x"},
        "name": {"type": "text", "zh": "x", "en": "x"},
        "grade": {"type": "grade", "zh": "x", "en": "x"}}})j";
    constexpr const char* kRulebook = R"j({"bajigong": 1, "id": "made", "jurisdiction": "CN",
        "title": {"zh": "x", "en": "x"}, "instruments": {"made": {"title": "t", "number": null,
        "issuer": "x", "issued": null, "evidence": "official"}},
        "rules": [{"id": "made", "kind": "certification", "title": {"zh": "x", "en": "x"},
        "keyed_on": "on", "versions": [{"from": "ever", "until": "never", "instrument": "made",
        "require": [
        {"id": "a", "if": "place in ['310115', '310101'] || in_place(place, '330000')",
         "cite": "made §1", "text": {"zh": "x", "en": "x"}},
        {"id": "b", "if": "name.startsWith('职业技能') && name != '职业技能等级证书3'",
         "cite": "made §1", "text": {"zh": "x", "en": "x"}},
        {"id": "c", "if": "grade == high", "cite": "made §1", "text": {"zh": "x", "en": "x"}}
        ]}]}]})j";
    ArrowTable made(rows);
    made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'000; });
    const std::vector<std::string> places{"310115", "310101", "330100", "440100"};
    made.texts("place", kNulls, [&](std::size_t) { return places[made.below(4)]; });
    made.views("name", kNulls,
               [&](std::size_t) { return "职业技能等级证书" + std::to_string(made.below(5)); });
    made.texts("grade", kNulls, [&](std::size_t) { return made.below(2) == 0 ? "low" : "high"; });
    Table table{Rulebooks::load_texts({{"vocabulary.json", kVocabulary}, {"made.json", kRulebook}}),
                std::move(made), 0};
    table.rule = "made";
    return table;
}

bool all() {
    const std::size_t rows = kMany * kBlock;
    const std::string fen = std::string("{") + kNarrowOptions + "}";
    bool good = check("wide", wide_table(rows), "{}", 0);
    good = check("clauses", wide_table(rows), R"({"outputs": ["clauses"]})", 0) && good;
    good = check("causes", wide_table(rows), R"({"outputs": ["causes"]})", 16) && good;
    good = check("texts", texts_table(rows), "{}", 0) && good;
    good = check("narrow", narrow_table(rows), fen.c_str(), 0) && good;
    good = check("reading", reading_table(rows), fen.c_str(), 0) && good;
    good = check("versions", versions_table(rows), fen.c_str(), 1) && good;
    good = check("lists", lists_table(rows), "{}", 16) && good;
    return good;
}

}  // namespace
}  // namespace bajigong::bench

int main() { return bajigong::bench::all() ? EXIT_SUCCESS : EXIT_FAILURE; }
