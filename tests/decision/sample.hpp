// Small rulebooks for tests, made of a few clauses.
#pragma once

#include <string>
#include <vector>

#include "bajigong/decision.hpp"

namespace bajigong::sample {

inline constexpr const char* kVocabulary = R"({"bajigong": 1,
  "scales": {"level": {"title": {"zh": "等级", "en": "level"}, "values": [
     {"id": "none", "zh": "无", "en": "none"}, {"id": "junior", "zh": "初级工", "en": "junior"},
     {"id": "senior", "zh": "高级工", "en": "senior"}]}},
  "facts": {
    "person.name": {"type": "text", "zh": "姓名", "en": "name", "personal": true},
    "person.months": {"type": "int", "zh": "月数", "en": "months"},
    "person.level": {"type": "level", "zh": "等级", "en": "level"},
    "person.a": {"type": "bool", "zh": "甲", "en": "a"},
    "person.b": {"type": "bool", "zh": "乙", "en": "b"},
    "on": {"type": "date", "zh": "日", "en": "day"},
    "issued": {"type": "date", "zh": "发证日", "en": "issued"},
    "cost": {"type": "money", "zh": "费用", "en": "cost"},
    "place": {"type": "text", "zh": "地区", "en": "place"},
    "paid": {"zh": "已领", "en": "paid", "list": {
       "level": {"type": "level", "zh": "等级", "en": "level"},
       "on": {"type": "date", "zh": "日", "en": "day"},
       "got": {"type": "money", "zh": "金额", "en": "sum"}}}
  }})";

// A clause, or anything with words and a basis.
inline std::string clause(const std::string& id, const std::string& condition) {
    return R"({"id": ")" + id + R"(", "if": ")" + condition +
           R"(", "cite": "t §1", "text": {"zh": "条件", "en": "condition"}})";
}

// A rulebook with one rule `r`, keyed on `on`; `shared` and `versions` are JSON members and
// elements.
inline Rulebooks rulebook(const std::string& versions, const std::string& shared = "",
                          const std::string& rule = R"("keyed_on": "on")") {
    const std::string text =
        R"({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
            "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
            "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays", "cite": "t §9"},)" +
        shared +
        R"("rules": [{"id": "r", "kind": "subsidy", "payee": "person", "title": {"zh": "试", "en": "test"},)" +
        rule + R"(, "versions": [)" + versions + "]}]}";
    return Rulebooks::load_texts({{"vocabulary.json", kVocabulary}, {"test.json", text}});
}

// One version in force for ever.
inline std::string version(const std::string& body) {
    return R"({"from": "2000-01-01", "until": "never", "instrument": "t", )" + body + "}";
}

inline Decision decide(const Rulebooks& rulebooks, const std::string& facts,
                       const std::string& given = "{}", const std::string& salt = "") {
    const Facts read = Facts::from_json(rulebooks, facts);
    const Given brought = Given::from_json(rulebooks, "r", given);
    return bajigong::decide(rulebooks, "r", read, {*Date::parse("2024-06-01"), std::nullopt, salt},
                            &brought);
}

inline std::vector<std::string> causes(const Decision& decision) {
    std::vector<std::string> names;
    for (const DecisionCause& cause : decision.because())
        names.push_back(cause.kind + ":" + cause.name);
    return names;
}

}  // namespace bajigong::sample
