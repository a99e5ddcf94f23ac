// Any bytes as an expression: it has a value, or is refused with a place; nothing else escapes.
//
// Each is tried on facts of every type, known and unknown, and on facts without a vocabulary.
#include "bajigong/expression.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bajigong/problem.hpp"

namespace {

constexpr std::string_view kVocabulary = R"({
  "scales": {
    "rung": {"values": [{"id": "low", "zh": "低", "en": "low"}, {"id": "high", "zh": "高", "en": "high"}]},
    "colour": {"ordered": false, "values": [{"id": "red", "zh": "红", "en": "red"}, {"id": "low", "zh": "浅", "en": "pale"}]}
  },
  "facts": {
    "a": {"type": "bool", "zh": "a", "en": "a"}, "b": {"type": "bool", "zh": "b", "en": "b"},
    "n": {"type": "int", "zh": "n", "en": "n"}, "t": {"type": "text", "zh": "t", "en": "t"},
    "d": {"type": "date", "zh": "d", "en": "d"}, "p": {"type": "period", "zh": "p", "en": "p"},
    "m": {"type": "money", "zh": "m", "en": "m"}, "r": {"type": "ratio", "zh": "r", "en": "r"},
    "who.rung": {"type": "rung", "zh": "级", "en": "rung"},
    "c": {"type": "colour", "zh": "色", "en": "colour"},
    "xs": {"list_of": "int", "zh": "xs", "en": "xs"}, "cs": {"list_of": "colour", "zh": "cs", "en": "cs"},
    "part": {"list_of": "int", "zh": "part", "en": "part"},
    "rows": {"zh": "rows", "en": "rows", "list": {
      "k": {"type": "text", "zh": "k", "en": "k"}, "v": {"type": "int", "zh": "v", "en": "v"},
      "m": {"type": "money", "zh": "m", "en": "m"}, "from": {"type": "date", "zh": "起", "en": "from"},
      "until": {"type": "date", "zh": "止", "en": "until"}, "ok": {"type": "bool", "zh": "可", "en": "ok"},
      "ys": {"zh": "ys", "en": "ys", "list": {"v": {"type": "int", "zh": "v", "en": "v"}}}}}
  }
})";

constexpr std::string_view kFacts =
    R"({"a": true, "b": false, "n": 7, "t": "500118", "d": "2024-02-29",
  "p": "P1Y", "m": "1500.05", "r": "13/10", "who": {"rung": "high"}, "c": "red", "xs": [1, 2, 3], "cs": ["low"],
  "part": {"known": [4], "complete": false},
  "rows": [{"k": "x", "v": 1, "m": "100", "from": "2020-01-01", "until": "2020-03-15", "ok": true, "ys": [{"v": 2}]},
           {"k": "y", "from": "2020-03-17", "until": "never", "ys": []}, {"v": 0, "ok": false}]})";

constexpr std::string_view kUntyped =
    R"({"a": true, "b": null, "n": 7, "t": "text", "u": null, "xs": [1, 2, 3],
  "part": {"known": [4], "complete": false}, "ns": [null], "rows": [{"k": "x", "v": 1}, {"k": "y", "v": null}]})";

// False if it could not even be parsed.
bool try_one(std::string_view expression, std::string_view facts, std::string_view vocabulary) {
    using namespace bajigong;
    ExpressionInput input;
    input.facts = facts;
    input.vocabulary = vocabulary;
    input.as_of = Date{20'000};
    try {
        evaluate(expression, input);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) {
            problem.text(Language::en);
            problem.text(Language::zh);
            if (problem.code < "X030") return false;
        }
    }
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view expression(reinterpret_cast<const char*>(data), size);
    if (!try_one(expression, kUntyped, "")) return 0;
    try_one(expression, kFacts, kVocabulary);
    try_one(expression, "{}", kVocabulary);
    return 0;
}
