// Any bytes as a rulebook: it loads or is refused with problems; what loads, decides and prints.
#include <cstddef>
#include <cstdint>
#include <string>

#include "../decision/sample.hpp"
#include "attempt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bajigong;
    const std::string text(reinterpret_cast<const char*>(data), size);
    fuzz::attempt([&] {
        const Rulebooks rulebooks =
            Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"fuzz.json", text}});
        for (const Problem& problem : rulebooks.lint()) problem.text(Language::zh);
        for (const RuleSummary& rule : rulebooks.rules()) {
            const Facts facts = Facts::from_json(
                rulebooks, R"({"on": "2020-01-31", "issued": "2019-02-28", "cost": "99.99",
                    "place": "310115", "person": {"a": true, "months": 7, "level": "senior"},
                    "paid": [{"level": "senior", "on": "2019-12-31"}, {"level": "junior"}]})");
            const Decision decision =
                bajigong::decide(rulebooks, rule.id, facts, {Date{18'300}, std::nullopt, "salt"});
            decision.json();
            decision.text(Language::zh);
            decision.receipt();
        }
    });
    return 0;
}
