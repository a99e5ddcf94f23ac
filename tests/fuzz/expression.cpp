// Any bytes as an expression: it has a value, or is refused with a place; nothing else escapes.
#include "bajigong/expression.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bajigong/problem.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bajigong;
    ExpressionInput input;
    input.facts = R"({"a": true, "b": false, "n": 7, "t": "text", "u": null, "xs": [1, 2, 3],
        "part": {"known": [4], "complete": false},
        "rows": [{"k": "x", "v": 1, "from": "2020-01-01"}, {"k": "y", "v": null}]})";
    input.as_of = Date{20'000};
    try {
        evaluate({reinterpret_cast<const char*>(data), size}, input);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) {
            problem.text(Language::en);
            problem.text(Language::zh);
        }
    }
    return 0;
}
