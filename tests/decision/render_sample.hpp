// A rulebook for the renderers: texts that try to deceive, personal facts, two versions, an open
// reading, groups of every kind, a limit, amounts in steps.
#pragma once

#include "sample.hpp"

namespace bajigong::render_sample {

inline constexpr const char* kRulebook = R"json({
  "bajigong": 1, "id": "shown", "jurisdiction": "310000",
  "title": {"zh": "演示手册", "en": "shown rulebook"},
  "instruments": {
    "old": {"title": "旧办法", "number": "甲发〔2010〕1号", "issuer": "甲局", "issued": "2010-01", "evidence": "official"},
    "new": {"title": "新办法", "number": null, "issuer": "乙局", "issued": "2020", "evidence": "news", "in_part": true,
            "note": {"zh": "<b>\u202egnp\u0007</b>&\"'\\", "en": "<b>\u202egnp\u0007</b>&\"'\\"}}},
  "calendar": {"month_end": "last_day", "last_day": {"reading": "last_day"}, "holiday": "stays", "cite": "old §9"},
  "readings": {
    "last_day": {"asks": {"zh": "对应日是否在期限内", "en": "is the corresponding day inside"},
      "options": {"counts": {"zh": "在期限内", "en": "inside", "cite": "old §9"}, "expired": {"zh": "已满期", "en": "over"}}},
    "rate": {"asks": {"zh": "按哪个比例", "en": "which rate"},
      "options": {"full": {"zh": "全额", "en": "in full"}, "half": {"zh": "半额", "en": "by half"}}}},
  "tables": {"base": {"keys": ["level"], "value": "money", "cite": "new §3",
    "rows": [["junior", "1000.00"], ["senior", {"pending": "另行公布", "cite": "new §2"}]], "else": "10.00"}},
  "lists": {"listed": {"of": "text", "supplied": true, "title": {"zh": "紧缺目录", "en": "shortage list"}, "cite": "new §4"}},
  "facts": {
    "person.id_number": {"type": "text", "zh": "公民身份号码", "en": "citizen number", "personal": true},
    "person.born_on": {"type": "date", "zh": "出生日期", "en": "date of birth", "personal": true},
    "kin": {"zh": "亲属", "en": "kin", "list": {
      "name": {"type": "text", "zh": "姓名", "en": "name", "personal": true},
      "adult": {"type": "bool", "zh": "成年", "en": "adult"}}}},
  "rules": [{
    "id": "r", "kind": "subsidy", "payee": "person", "title": {"zh": "演示补贴", "en": "shown subsidy"},
    "fund": {"unseen": "没有读到资金"}, "keyed_on": "on",
    "adds": {"paid": {"level": "person.level", "on": "on"}},
    "versions": [
      {"from": "2000-01-01", "until": "2009-12-31", "none": {"zh": "尚无补贴", "en": "no subsidy yet"}, "cite": "old §1"},
      {"from": "2010-01-01", "until": "2019-12-31", "unseen": "细则没有读到"},
      {"from": "2020-01-01", "until": "never", "instrument": "new",
       "let": [
         {"id": "adult_on", "is": "person.born_on + years(18)", "cite": "old §2"},
         {"id": "factor", "is": "reading.rate == 'full' ? percent(100) : percent(50)", "cite": "new §5"}],
       "require": [
         {"id": "adult", "if": "on >= adult_on", "cite": "old §2", "text": {"zh": "年满18周岁", "en": "18 or older"}},
         {"id": "known_person", "if": "person.id_number != ''", "cite": "old §2", "text": {"zh": "身份明确", "en": "identity given"}},
         {"id": "grown_kin", "if": "kin.all(k, k.adult && k.name != '')", "cite": "old §2", "text": {"zh": "亲属均成年", "en": "all kin are adult"}},
         {"id": "one_of", "text": {"zh": "下列之一", "en": "one of"}, "any": [
           {"id": "path_a", "if": "person.a", "cite": "new §1", "evidence": "secondary", "text": {"zh": "途径甲", "en": "path a"}},
           {"id": "path_b", "if": "person.b", "derived": {"zh": "由甲推出", "en": "follows from a"}, "text": {"zh": "途径乙", "en": "path b"}}]},
         {"id": "in_time", "if": "within(on, issued, months(12))", "cite": ["old §9", "new §2"], "text": {"zh": "12个月内申请", "en": "within 12 months"}}],
       "unless": [
         {"id": "barred", "if": "person.months > 100", "cite": "new §6", "text": {"zh": "超过100个月", "en": "more than 100 months"}}],
       "limits": [
         {"id": "once", "count": "s in paid", "where": "s.level == person.level", "at_most": 1, "cite": "new §7",
          "text": {"zh": "每级一次", "en": "once a level"}}],
       "amount": [
         {"id": "base", "is": "table('base', person.level)", "cite": "new §3"},
         {"id": "paid_out", "is": "base * factor + (place in list('listed', on) ? yuan(5) : yuan(0))", "round": "fen half_up", "cite": "new §5",
          "text": {"zh": "按比例", "en": "by rate"}}]}]
  }]})json";

inline Rulebooks rulebooks() {
    return Rulebooks::load_texts(
        {{"vocabulary.json", sample::kVocabulary}, {"shown.json", kRulebook}});
}

// An adult by path a, level junior, in time, whose place is not on the list that was brought.
inline constexpr const char* kFacts = R"({
  "on": "2024-05-01", "issued": "2024-01-10", "place": "310115", "paid": [],
  "person": {"name": "欧阳某某", "id_number": "11010119900307888X", "born_on": "1990-03-07",
             "a": true, "b": false, "months": 24, "level": "junior"},
  "kin": [{"name": "司徒某某", "adult": true}]})";
inline constexpr const char* kGiven =
    R"({"lists": {"listed": {"editions": [{"from": "2020-01-01", "until": "never", "rows": ["500000"]}],
                            "known": [{"from": "2020-01-01", "until": "never"}]}}})";
// The same with readings chosen.
inline std::string given_with(const std::string& readings) {
    std::string given = kGiven;
    given.pop_back();
    return given + R"(, "readings": )" + readings + "}";
}

// kFacts with `from` replaced by `to`.
inline std::string facts_with(const std::string& from, const std::string& to) {
    std::string facts = kFacts;
    const std::size_t at = facts.find(from);
    if (at == std::string::npos) return "no such part: " + from;
    return facts.replace(at, from.size(), to);
}

// Every personal value of kFacts.
inline constexpr const char* kPersonal[] = {
    "欧阳", "11010119900307888X", "1990-03-07", "1990年3月", "司徒", "2008-03-07", "2008年3月7日"};

}  // namespace bajigong::render_sample
