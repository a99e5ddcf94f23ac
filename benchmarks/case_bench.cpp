// One real case: decided from parsed facts with its explanation, and from JSON to JSON, beside
// parsing that JSON alone.
#include <fstream>
#include <optional>
#include <sstream>

#include <benchmark/benchmark.h>

#include "bajigong/decision.hpp"

#include "text/json.hpp"

namespace bajigong::bench {
namespace {

std::string case_facts() {
    std::ifstream file(BAJIGONG_SOURCE_DIR "/benchmarks/case.json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const Rulebooks& policies() {
    static const Rulebooks rulebooks = Rulebooks::load({BAJIGONG_SOURCE_DIR "/policies"});
    return rulebooks;
}

constexpr const char* kRule = "insured_worker_skill_upgrading";

void one_case_from_parsed_facts(benchmark::State& state) {
    const Facts facts = Facts::from_json(policies(), case_facts());
    const DecideOptions options{*Date::parse("2023-09-01"), std::nullopt, ""};
    for (auto _ : state) benchmark::DoNotOptimize(decide(policies(), kRule, facts, options));
}
BENCHMARK(one_case_from_parsed_facts);

void one_case_json_to_json(benchmark::State& state) {
    const std::string json = case_facts();
    const DecideOptions options{*Date::parse("2023-09-01"), std::nullopt, ""};
    for (auto _ : state) {
        const Facts facts = Facts::from_json(policies(), json);
        benchmark::DoNotOptimize(decide(policies(), kRule, facts, options).json());
    }
}
BENCHMARK(one_case_json_to_json);

void parse_that_json(benchmark::State& state) {
    const std::string json = case_facts();
    for (auto _ : state) benchmark::DoNotOptimize(text::parse_json(json, "facts"));
}
BENCHMARK(parse_that_json);

// Loading and compiling; giving the memory back is not timed.
void load_all_policies(benchmark::State& state) {
    std::optional<Rulebooks> loaded;
    for (auto _ : state) {
        loaded.emplace(Rulebooks::load({BAJIGONG_SOURCE_DIR "/policies"}));
        state.PauseTiming();
        loaded.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(load_all_policies)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bajigong::bench
