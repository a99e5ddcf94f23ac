// A table through twenty conditions and an amount, Arrow in and Arrow out, against a loop written
// by hand on the same buffers and against reading them.
#include <algorithm>

#include <benchmark/benchmark.h>

#include "bajigong/population.hpp"

#include "arrow_table.hpp"

namespace bajigong::bench {
namespace {

constexpr std::size_t kRows = 1'000'000;
constexpr int kNulls = 50;  // of 1,000

struct Table {
    Rulebooks rulebooks;
    ArrowSchema schema;
    arrow::SharedArray rows;
    std::int64_t bytes = 0;  // that a row's columns take

    std::string rule = "twenty";

    Population bind(const std::string& options) const {
        PopulationRequest request;
        request.rules = {rule};
        request.how.as_of = *Date::parse("2022-01-01");
        return Population::bind(rulebooks, request, schema, options);
    }
};

// Profile wide20 of benchmarks/population, in miniature: twenty columns, an amount and a day.
const Table& wide() {
    static const Table table = [] {
        ArrowTable made(kRows);
        made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'000; });
        for (int c = 0; c < 12; ++c) {
            made.fixed<std::int64_t>("l", "c" + std::to_string(c), kNulls,
                                     [&](std::size_t) { return made.below(400); });
        }
        for (int c = 12; c < 16; ++c) made.truths("c" + std::to_string(c), kNulls, 970);
        const std::vector<std::string> levels{"none",         "apprentice", "junior",
                                              "intermediate", "senior",     "technician"};
        for (int c = 16; c < 20; ++c) {
            made.coded("c" + std::to_string(c), levels, kNulls, [&](std::size_t) {
                const std::uint64_t draw = made.below(100);
                return draw < 2 ? 0 : draw < 10 ? 1 : 2 + draw % 4;
            });
        }
        made.money("base", kNulls, [&](std::size_t) { return made.below(400'000); });
        Rulebooks rulebooks =
            Rulebooks::load({BAJIGONG_SOURCE_DIR "/benchmarks/population/wide20"});
        ArrowSchema schema = made.schema();
        return Table{std::move(rulebooks), schema, made.take(), 4 + 12 * 8 + 4 + 16};
    }();
    return table;
}

// Twenty conditions that read four columns, the amount's among them.
const Table& narrow() {
    static const Table table = [] {
        std::string facts = R"("on": {"type": "date", "zh": "d", "en": "d"})";
        std::string clauses;
        for (int c = 0; c < 3; ++c) {
            facts += ",\"c" + std::to_string(c) + R"(": {"type": "int", "zh": "c", "en": "c"})";
        }
        facts += R"(,"base": {"type": "money", "zh": "b", "en": "b"})";
        for (int k = 0; k < 20; ++k) {
            const std::string n = std::to_string(k);
            const std::string test = "c" + std::to_string(k % 3) + (k % 2 == 0 ? " >= " : " != ") +
                                     std::to_string(k / 2 + k % 2 * 10);
            clauses += (k == 0 ? "" : ",") + (R"({"id": "k)" + n) + R"(", "if": ")" + test +
                       R"(", "cite": "made §1", "text": {"zh": "x", "en": "x"}})";
        }
        Rulebooks rulebooks = Rulebooks::load_texts(
            {{"vocabulary.json", "{\"bajigong\": 1, \"facts\": {" + facts + "}}"},
             {"narrow.json",
              R"j({"bajigong": 1, "id": "narrow", "title": {"zh": "b", "en": "b"},
                  "jurisdiction": "CN", "instruments": {"made": {"title": "t", "number": null,
                  "issuer": "x", "issued": null, "evidence": "official"}},
                  "rules": [{"id": "twenty", "kind": "subsidy", "payee": "person",
                  "title": {"zh": "b", "en": "b"}, "keyed_on": "on", "versions": [{
                  "from": "2020-01-01", "until": "never", "instrument": "made", "require": [)j" +
                  clauses + R"j(], "amount": [{"id": "paid",
                  "is": "base * percent(130) * percent(80)", "round": "fen half_up",
                  "cite": "made §2"}]}]}]})j"}});
        ArrowTable made(kRows);
        made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'000; });
        for (int c = 0; c < 3; ++c) {
            made.fixed<std::int64_t>("l", "c" + std::to_string(c), kNulls,
                                     [&](std::size_t) { return made.below(400); });
        }
        made.fixed<std::int64_t>("l", "base", kNulls,
                                 [&](std::size_t) { return made.below(400'000); });
        ArrowSchema schema = made.schema();
        return Table{std::move(rulebooks), schema, made.take(), 4 + 4 * 8};
    }();
    return table;
}

// Profile lists in miniature: three spells and three records a row, more or less.
const Table& lists() {
    static const Table table = [] {
        constexpr std::size_t kPeople = kRows / 10;
        ArrowTable made(kPeople);
        made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'700; });
        made.fixed<std::int64_t>("l", "least", kNulls, [&](std::size_t) { return made.below(60); });
        std::vector<std::int64_t> ends(kPeople);
        std::vector<std::size_t> places;  // of each element in its list
        for (std::size_t i = 0; i < kPeople; ++i) {
            const std::size_t length = made.below(7);
            for (std::size_t k = 0; k < length; ++k) places.push_back(k);
            ends[i] = static_cast<std::int64_t>(places.size());
        }
        ArrowTable spells(places.size(), 2);
        std::vector<std::int32_t> from(places.size());
        spells.fixed<std::int32_t>("tdD", "from", kNulls / 5, [&](std::size_t i) {
            return from[i] =
                       static_cast<std::int32_t>(19'800 - places[i] * 500 - spells.below(300));
        });
        spells.fixed<std::int32_t>("tdD", "until", kNulls / 5, [&](std::size_t i) {
            return from[i] + static_cast<std::int32_t>(spells.below(400));
        });
        ArrowTable records(places.size(), 3);
        records.coded("level", {"none", "apprentice", "junior", "intermediate", "senior"},
                      kNulls / 5, [&](std::size_t) { return records.below(5); });
        records.fixed<std::int32_t>("tdD", "on", kNulls / 5, [&](std::size_t) {
            return 19'700 - static_cast<std::int32_t>(records.below(3650));
        });
        records.money("amount", kNulls / 5, [&](std::size_t) { return records.below(400'000); });
        records.truths("counts", kNulls / 5, 500);
        made.list("spells", ends, std::move(spells));
        made.list("records", ends, std::move(records));
        Rulebooks rulebooks = Rulebooks::load({BAJIGONG_SOURCE_DIR "/benchmarks/population/lists"});
        ArrowSchema schema = made.schema();
        return Table{std::move(rulebooks), schema, made.take(), 12 + 16 + 3 * (8 + 4 + 1 + 16),
                     "over_lists"};
    }();
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
    run(state, narrow(), R"({"columns": {"base": {"unit": "fen"}}})");
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
