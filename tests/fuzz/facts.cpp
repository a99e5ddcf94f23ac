// Any bytes as the facts of a case: read or refused against a vocabulary; and as facts of unknown
// types.
#include <cstddef>
#include <cstdint>
#include <string>

#include "bajigong/expression.hpp"

#include "../decision/sample.hpp"
#include "attempt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bajigong;
    static const Rulebooks rulebooks = sample::rulebook(sample::version(
        R"("require": [)" + sample::clause("c", "person.a || paid.exists(s, s.level == senior)") +
        "]"));
    const std::string text(reinterpret_cast<const char*>(data), size);
    fuzz::attempt([&] {
        const Facts facts = Facts::from_json(rulebooks, text);
        decide(rulebooks, "r", facts, {Date{20'000}, std::nullopt, "salt"}).text(Language::en);
    });
    // Records, plain values, a list that is unknown, lists within lists: whatever the facts turn
    // out to be, some of these fit.
    for (const char* expression : {"a && x.exists(e, e.v > 1)", "x.exists(e, e > 1) || size(x) > 2",
                                   "sum(x) + sum(x.map(e, e))", "x.all(e, e.y.exists(f, f.v == a))",
                                   "x.y.z == a.b", "[a, x.v][0]"}) {
        fuzz::attempt([&] {
            ExpressionInput input;
            input.facts = text;
            evaluate(expression, input);
        });
    }
    return 0;
}
