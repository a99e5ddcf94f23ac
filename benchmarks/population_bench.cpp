// A table through twenty conditions and an amount, Arrow in and Arrow out, against a loop written
// by hand on the same buffers and against reading them.
#include <benchmark/benchmark.h>

#include "population_tables.hpp"

namespace bajigong::bench {
namespace {

constexpr std::size_t kRows = 1'000'000;
const Table& wide() {
    static const Table table = wide_table(kRows);
    return table;
}
const Table& narrow() {
    static const Table table = narrow_table(kRows);
    return table;
}
const Table& lists() {
    static const Table table = lists_table(kRows / 10);
    return table;
}

void run(benchmark::State& state, const Table& table, const std::string& options) {
    const Population population = table.bind(options);
    for (auto _ : state) {
        ArrowArray in = again(table.rows);
        ArrowArray out;
        population.decide(&in, &out);
        benchmark::DoNotOptimize(out.children[0]->buffers[1]);
        out.release(&out);
    }
    const std::int64_t rows = state.iterations() * (*table.rows)->length;
    state.SetItemsProcessed(rows);
    state.SetBytesProcessed(rows * table.bytes);
}

void population_wide(benchmark::State& state) { run(state, wide(), ""); }
BENCHMARK(population_wide)->Unit(benchmark::kMillisecond);

void population_narrow(benchmark::State& state) {
    run(state, narrow(), std::string("{") + kNarrowOptions + "}");
}
BENCHMARK(population_narrow)->Unit(benchmark::kMillisecond);

void population_lists(benchmark::State& state) { run(state, lists(), ""); }
BENCHMARK(population_lists)->Unit(benchmark::kMillisecond);

void population_wide_portable(benchmark::State& state) {
    run(state, wide(), R"({"vectors": "portable"})");
}
BENCHMARK(population_wide_portable)->Unit(benchmark::kMillisecond);

void population_wide_clauses(benchmark::State& state) {
    run(state, wide(), R"({"outputs": ["clauses"]})");
}
BENCHMARK(population_wide_clauses)->Unit(benchmark::kMillisecond);

void population_wide_two_threads(benchmark::State& state) {
    run(state, wide(), R"({"threads": 2})");
}
BENCHMARK(population_wide_two_threads)->Unit(benchmark::kMillisecond)->UseRealTime();

// Every byte of every column once, as fast as the machine reads.
void reading_wide(benchmark::State& state) {
    const ArrowArray& rows = **wide().rows;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        Word sum = 0;
        bytes = 0;
        for (std::int64_t c = 0; c < rows.n_children; ++c) {
            const ArrowArray& column = *rows.children[c];
            for (std::int64_t b = 0; b < column.n_buffers; ++b) {
                if (column.buffers[b] == nullptr) continue;
                const std::size_t size = b == 0    ? kRows / 8
                                         : c == 0  ? kRows * 4
                                         : c <= 12 ? kRows * 8
                                         : c <= 16 ? kRows / 8
                                         : c <= 20 ? kRows
                                                   : kRows * 16;
                const Word* words = static_cast<const Word*>(column.buffers[b]);
                for (std::size_t w = 0; w < size / sizeof(Word); ++w) sum ^= words[w];
                bytes += static_cast<std::int64_t>(size);
            }
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kRows));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * bytes);
}
BENCHMARK(reading_wide)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bajigong::bench
