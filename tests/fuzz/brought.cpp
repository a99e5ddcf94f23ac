// Any bytes as what a host brings beside the facts: supplied data and readings, the options of a
// population, a receipt, a checkpoint. Each is read or refused; what is read can be used.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bajigong/ledger_log.hpp"
#include "bajigong/population.hpp"
#include "bajigong/receipt.hpp"

#include "../decision/sample.hpp"
#include "arrow/made.hpp"
#include "arrow/owned.hpp"
#include "attempt.hpp"

namespace {

using namespace bajigong;
using fuzz::attempt;

constexpr const char* kFacts = R"({"on": "2020-01-31", "person": {"a": true, "level": "senior"}})";

Rulebooks rules() {
    return sample::rulebook(
        sample::version(R"("require": [)" +
                        sample::clause("c", "place in list('l', on) || reading.r == 'x'") + "," +
                        sample::clause("d", "table('t', person.level, place) > param('p', on)") +
                        R"j(], "amount": [{"id": "a", "is": "table('m', on)", "cite": "t §1"}])j"),
        R"j("readings": {"r": {"asks": {"zh": "问", "en": "asks"}, "options": {
              "x": {"zh": "甲", "en": "x"}, "y": {"zh": "乙", "en": "y"}}}},
            "lists": {"l": {"of": "text", "supplied": true, "cite": "t §1",
              "title": {"zh": "单", "en": "list"}}},
            "tables": {"t": {"keys": ["level", "text"], "value": "int", "supplied": true, "cite": "t §1"},
              "m": {"keys": ["date"], "value": "money", "supplied": true, "cite": "t §1"}},
            "params": {"p": {"value": "int", "supplied": true, "cite": "t §1"}},)j");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Rulebooks rulebooks = rules();
    static const Facts facts = Facts::from_json(rulebooks, kFacts);
    static const arrow::MadeSchema table{
        "+s", "", {{"u", "place"}, {"l", "cost"}, {"s", "person.level"}, {"tdD", "on"}}};
    const std::string text(reinterpret_cast<const char*>(data), size);
    const DecideOptions how{Date{18'300}, std::nullopt, "0123456789abcdef"};
    attempt([&] {
        const Given given = Given::from_json(rulebooks, "r", text);
        const Decision decision = decide(rulebooks, "r", facts, how, &given);
        decision.text(Language::en);
        if (!replay(rulebooks, decision.receipt(), facts, how.salt, &given).same) std::abort();
    });
    attempt([&] { Given::for_all(rulebooks, text).with(rulebooks, "", text); });
    attempt([&] {
        arrow::Owned<ArrowSchema> schema, results;
        arrow::give(table, schema.get());
        PopulationRequest request;
        request.rules = {"r"};
        request.how = how;
        const Population population = Population::bind(rulebooks, request, *schema, text);
        population.report();
        population.schema(results.get());
    });
    attempt([&] { replay(rulebooks, text, facts, how.salt); });
    attempt([&] {
        using ledger::SignedCheckpoint;
        const std::string json = SignedCheckpoint::parse(text, "checkpoint").json();
        if (SignedCheckpoint::parse(json, "again").json() != json) std::abort();
    });
    return 0;
}
