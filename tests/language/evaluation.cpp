// Evaluating for the tables.
#include "language/evaluation.hpp"

#include "bajigong/expression.hpp"
#include "bajigong/problem.hpp"

#include "text/json.hpp"

namespace bajigong::test {

const std::string_view kVocabulary = R"({
  "bajigong": 1,
  "scales": {
    "level": {"values": [{"id": "low", "zh": "低", "en": "low"}, {"id": "middle", "zh": "中", "en": "middle"},
                         {"id": "high", "zh": "高", "en": "high"}]},
    "colour": {"ordered": false, "values": [{"id": "red", "zh": "红", "en": "red"}, {"id": "green", "zh": "绿", "en": "green"}]},
    "light": {"values": [{"id": "green", "zh": "绿灯", "en": "green"}, {"id": "amber", "zh": "黄灯", "en": "amber"}]}
  },
  "facts": {
    "a": {"type": "bool", "zh": "a", "en": "a"}, "b": {"type": "bool", "zh": "b", "en": "b"},
    "c": {"type": "bool", "zh": "c", "en": "c"}, "d": {"type": "bool", "zh": "d", "en": "d"},
    "i": {"type": "int", "zh": "i", "en": "i"}, "j": {"type": "int", "zh": "j", "en": "j"},
    "k": {"type": "int", "zh": "k", "en": "k"},
    "s": {"type": "text", "zh": "s", "en": "s"}, "t": {"type": "text", "zh": "t", "en": "t"},
    "today": {"type": "date", "zh": "日", "en": "day"}, "start": {"type": "date", "zh": "起", "en": "start"},
    "event": {"type": "date", "zh": "事", "en": "event"},
    "m": {"type": "money", "zh": "m", "en": "m"}, "n": {"type": "money", "zh": "n", "en": "n"},
    "r": {"type": "ratio", "zh": "r", "en": "r"}, "q": {"type": "ratio", "zh": "q", "en": "q"},
    "p": {"type": "period", "zh": "p", "en": "p"},
    "person.level": {"type": "level", "zh": "级", "en": "level"},
    "person.home.city": {"type": "text", "zh": "城", "en": "city"},
    "kind": {"type": "colour", "zh": "类", "en": "kind"},
    "flags": {"list_of": "bool", "zh": "flags", "en": "flags"},
    "numbers": {"list_of": "int", "zh": "numbers", "en": "numbers"},
    "dates": {"list_of": "date", "zh": "days", "en": "days"},
    "kinds": {"list_of": "colour", "zh": "kinds", "en": "kinds"},
    "levels": {"list_of": "level", "zh": "levels", "en": "levels"},
    "grants": {"zh": "补贴", "en": "grants", "list": {
      "amount": {"type": "money", "zh": "额", "en": "amount"}, "count": {"type": "int", "zh": "数", "en": "count"},
      "on": {"type": "date", "zh": "日", "en": "day"}, "level": {"type": "level", "zh": "级", "en": "level"},
      "ok": {"type": "bool", "zh": "可", "en": "ok"},
      "parts": {"zh": "份", "en": "parts", "list": {
        "n": {"type": "int", "zh": "n", "en": "n"}, "ok": {"type": "bool", "zh": "可", "en": "ok"}}}}},
    "spells": {"zh": "时段", "en": "spells", "list": {
      "from": {"type": "date", "zh": "起", "en": "from"}, "until": {"type": "date", "zh": "止", "en": "until"},
      "kind": {"type": "text", "zh": "类", "en": "kind"}}}
  }
})";

namespace {

// {"unknown":{"facts":["a","b"],"supply":["x"]}} as "unknown a b x".
std::string shortened(const std::string& printed) {
    const text::JsonDocument document = text::parse_json(printed, "value");
    const text::Json& json = document.root;
    if (!json.is(text::JsonKind::object)) return printed;
    if (json.find("fault") != nullptr) return "fault";
    const text::Json* causes = json.find("unknown");
    if (causes == nullptr) return printed;
    std::string out = "unknown";
    for (const text::Json& kind : causes->children) {
        for (const text::Json& name : kind.children) out += " " + std::string(name.text);
    }
    return out;
}

std::string evaluated(std::string_view expression, const ExpressionInput& input) {
    try {
        return shortened(evaluate(expression, input));
    } catch (const Failure& failure) {
        const Problem& problem = failure.problems().front();
        return problem.code + " " + std::to_string(problem.place.line) + ":" +
               std::to_string(problem.place.column);
    }
}

}  // namespace

std::string value(std::string_view expression, std::string_view facts, std::string_view as_of) {
    ExpressionInput input;
    input.facts = facts;
    input.vocabulary = kVocabulary;
    input.as_of = Date::parse(as_of).value();
    return evaluated(expression, input);
}

std::string inferred(std::string_view expression, std::string_view facts) {
    ExpressionInput input;
    input.facts = facts;
    return evaluated(expression, input);
}

}  // namespace bajigong::test
