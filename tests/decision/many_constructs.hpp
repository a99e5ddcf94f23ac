// A rule of lets, groups, a limit, an open reading and two versions with days between.
#pragma once

#include <string>

#include "decision/sample.hpp"

namespace bajigong::sample {

// `second` is the expression of the second amount step.
inline Rulebooks many_constructs(const std::string& second) {
    const std::string rules =
        R"j("let": [{"id": "enough", "is": "person.months >= 3", "cite": "t §1"}], "require": [)j" +
        clause("c1", "enough || person.a") +
        R"j(, {"id": "either", "text": {"zh": "或", "en": "or"}, "any": [)j" +
        clause("c2", "person.b") + "," + clause("c3", "person.level >= junior") +
        "]}], \"unless\": [" + clause("c4", "paid.exists(s, s.level == senior && s.on > on)") +
        R"j(],
        "limits": [{"id": "few", "count": "s in paid", "where": "s.level == person.level",
                    "at_most": 2, "cite": "t §1", "text": {"zh": "限", "en": "few"}}],
        "amount": [{"id": "p", "round": "fen half_up", "cite": "t §1",
                    "is": "cost * (reading.rate == 'low' && person.months > 6 ? percent(50) : percent(80))"},
                   {"id": "q", "cite": "t §1", "is": ")j" +
        second + R"j("}]})j";
    const std::string versions =
        R"j({"from": "2016-01-01", "until": "2018-12-31", "instrument": "t", )j" + rules +
        R"j(, {"from": "2019-01-01", "until": "2019-06-30", "unseen": "not read"},
              {"from": "2019-07-01", "until": "2020-12-31", "instrument": "t", )j" +
        rules;
    const std::string readings = R"j("readings": {"rate": {
        "asks": {"zh": "问", "en": "asks"},
        "options": {"low": {"zh": "低", "en": "low"}, "high": {"zh": "高", "en": "high"}}}},)j";
    return rulebook(
        versions, readings,
        R"j("keyed_on": "on", "adds": {"paid": {"level": "person.level", "on": "on"}})j");
}

}  // namespace bajigong::sample
