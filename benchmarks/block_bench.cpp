// A block of 2,048 rows under twenty conditions and an amount, against a loop written by hand on
// the same columns.
#include <benchmark/benchmark.h>

#include "twenty.hpp"

namespace bajigong::bench {
namespace {

constexpr std::size_t kRows = kBlockRows;

void block(benchmark::State& state) {
    const Rulebooks rulebooks = twenty_conditions();
    const Population population(kRows);
    engine::Machine machine;
    BatchInputs inputs;
    inputs.rule = &rulebooks.impl().rule("twenty");
    inputs.facts = &population.view;
    inputs.as_of = Date{20'000};
    for (auto _ : state) {
        BatchResult result;
        decide_rows(machine, inputs, 0, kRows, result);
        benchmark::DoNotOptimize(result.low_fen.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kRows));
}
BENCHMARK(block);

// The same answers: outcome, first failing condition, amount; unknowns by validity bits, as a
// careful programmer would.
void loop_by_hand(benchmark::State& state) {
    const Population population(kRows);
    std::vector<Outcome> outcome(kRows);
    std::vector<std::int16_t> clause(kRows);
    std::vector<std::int64_t> fen(kRows);
    const std::vector<Column>& columns = population.view.tables[0].columns;
    for (auto _ : state) {
        for (std::size_t i = 0; i < kRows; ++i) {
            int refused = -1;
            int doubted = -1;
            for (int c = 0; c < kConditions; ++c) {
                const bool known = (columns[c].known[i / 64] >> (i % 64) & 1) != 0;
                if (!known) {
                    if (doubted < 0) doubted = c;
                } else if (columns[c].numbers[i] < c) {
                    refused = c;
                    break;
                }
            }
            outcome[i] = refused >= 0   ? Outcome::ineligible
                         : doubted >= 0 ? Outcome::undetermined
                                        : Outcome::eligible;
            clause[i] = static_cast<std::int16_t>(refused >= 0 ? refused : doubted);
            const std::int64_t scaled =
                columns[kConditions].numbers[i] * 52;  // 130 % of 80 % over 50
            fen[i] = refused >= 0 ? 0 : (scaled + 25) / 50;
        }
        benchmark::DoNotOptimize(fen.data());
        benchmark::DoNotOptimize(clause.data());
        benchmark::DoNotOptimize(outcome.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kRows));
}
BENCHMARK(loop_by_hand);

}  // namespace
}  // namespace bajigong::bench
