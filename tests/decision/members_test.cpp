// Rules that ask other rules: members of a list, and the case itself.
#include <gtest/gtest.h>

#include "bajigong/receipt.hpp"

#include "decision/batch.hpp"
#include "sample.hpp"

namespace bajigong {
namespace {

constexpr const char* kWords = R"j({"bajigong": 1, "facts": {
    "on": {"type": "date", "zh": "日", "en": "day"},
    "host.ready": {"type": "bool", "zh": "就绪", "en": "ready"},
    "helper.born": {"type": "date", "zh": "出生", "en": "born"},
    "helper.days": {"type": "int", "zh": "天数", "en": "days"},
    "helpers": {"zh": "帮工", "en": "helpers", "list": {
       "born": {"type": "date", "zh": "出生", "en": "born"},
       "days": {"type": "int", "zh": "天数", "en": "days"},
       "kept": {"type": "bool", "zh": "留用", "en": "kept"}}}
  }})j";

std::string head(const std::string& rules) {
    return R"j({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
        "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
        "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays", "cite": "t §9"},
        "readings": {"adult": {"asks": {"zh": "问", "en": "ask"}, "options": {
             "sixteen": {"zh": "十六", "en": "16", "cite": "t §1"}, "eighteen": {"zh": "十八", "en": "18", "cite": "t §1"}}}},
        "rules": [)j" +
           rules + "]}";
}

const std::string kHelper =
    R"j({"id": "helper_rule", "kind": "recognition", "title": {"zh": "帮工", "en": "helper"}, "keyed_on": "on",
    "versions": [{"from": "2000-01-01", "until": "never", "instrument": "t", "require": [
      {"id": "old_enough", "if": "on >= helper.born + years(reading.adult == 'sixteen' ? 16 : 18)", "cite": "t §1", "text": {"zh": "年龄", "en": "age"}},
      {"id": "host_is_ready", "if": "host.ready", "cite": "t §1", "text": {"zh": "就绪", "en": "ready"}}]}]})j";

const std::string kHost =
    R"j({"id": "r", "kind": "subsidy", "payee": "host", "title": {"zh": "主", "en": "host"}, "keyed_on": "on",
    "members": {"each": "h in helpers", "rule": "helper_rule", "as": "helper"},
    "versions": [{"from": "2000-01-01", "until": "never", "instrument": "t",
      "require": [{"id": "half_kept", "if": "size(helpers.filter(h, h.admitted && h.kept)) * 2 >= size(helpers.filter(h, h.admitted))",
                   "cite": "t §2", "text": {"zh": "半数", "en": "half"}}],
      "amount": [{"id": "daily", "each": "h in helpers", "when": "h.admitted", "is": "percent(50) * yuan('0.03') * h.days", "round": "fen half_up",
                  "payee": "host", "cite": "t §3"},
                 {"id": "flat", "each": "h in helpers", "when": "h.admitted && h.kept", "is": "yuan(10)", "payee": "person", "cite": "t §3"}]}]})j";

Rulebooks books(const std::string& rules) {
    return Rulebooks::load_texts({{"vocabulary.json", kWords}, {"test.json", head(rules)}});
}

std::string answers(const Decision& decision) {
    std::string out;
    for (const Answer& answer : decision.answers()) {
        out += answer.name + " " + std::string(name(answer.outcome));
        if (!answer.clause.empty()) out += " " + answer.clause;
        out += "; ";
    }
    return out;
}

TEST(Members, AdmittedOneByOneAndPaidByLine) {
    const Rulebooks set = books(kHelper + "," + kHost);
    const Decision decision =
        sample::decide(set,
                       R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
             {"born": "2000-01-01", "days": 1, "kept": true},
             {"born": "2009-01-01", "days": 100, "kept": true},
             {"born": "1990-01-01", "days": 3, "kept": false}]})j",
                       R"j({"readings": {"adult": "sixteen"}})j");
    EXPECT_EQ(answers(decision),
              "helpers[0] eligible; helpers[1] ineligible old_enough; helpers[2] eligible; ");
    EXPECT_EQ(decision.outcome(), Outcome::eligible);  // one of two admitted is kept
    // Each line is rounded: 1.5 fen and 4.5 fen give 2 + 5 fen, not 6.
    ASSERT_EQ(decision.payments().size(), 2U);
    EXPECT_EQ(decision.payments()[0].amount.low.text(), "0.07");
    EXPECT_EQ(decision.payments()[1].amount.low.text(), "10.00");
    EXPECT_EQ(decision.payments()[1].payee, "person");
}

TEST(Members, OneInDoubtWidensTheAmountAndNamesItsCause) {
    const Rulebooks set = books(kHelper + "," + kHost);
    const Decision decision =
        sample::decide(set,
                       R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
             {"born": "2000-01-01", "days": 2, "kept": true}, {"days": 4, "kept": true}]})j",
                       R"j({"readings": {"adult": "sixteen"}})j");
    EXPECT_EQ(decision.outcome(), Outcome::eligible);
    EXPECT_EQ(decision.amount().kind, Amount::Kind::between);
    EXPECT_EQ(decision.amount().low.text(), "10.03");
    EXPECT_EQ(decision.amount().high.text(), "20.09");
    ASSERT_EQ(decision.amount().causes.size(), 1U);
    EXPECT_EQ(decision.amount().causes[0].name, "helpers.born");
    // What the member's own rule leaves open is named too.
    const Decision open =
        sample::decide(set, R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
                   {"born": "2007-01-01", "days": 2, "kept": false}]})j");
    EXPECT_EQ(open.outcome(), Outcome::undetermined);
    ASSERT_EQ(open.because().size(), 1U);
    EXPECT_EQ(open.because()[0].kind + " " + open.because()[0].name, "readings adult");
}

TEST(Members, ALineThatDoesNotHangOnItsElementIsTheSameForAll) {
    std::string host = kHost;
    const std::string step = R"j({"id": "daily")j";
    host.insert(
        host.find(step),
        R"j({"id": "each_the_same", "each": "h in helpers", "when": "host.ready", "is": "host.ready ? yuan(70) : yuan(5)", "payee": "host", "cite": "t §3"}, )j");
    const Rulebooks set = books(kHelper + "," + host);
    const Decision decision =
        sample::decide(set, R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
               {"born": "2000-01-01", "days": 1, "kept": true}, {"born": "2000-01-01", "days": 1, "kept": true},
               {"born": "2000-01-01", "days": 1, "kept": true}]})j",
                       R"j({"readings": {"adult": "sixteen"}})j");
    ASSERT_EQ(decision.payments().size(), 3U);
    EXPECT_EQ(decision.payments()[0].amount.low.text(), "210.00");
    const ShownStep& shown = decision.impl().shown.front().steps.front();
    ASSERT_EQ(shown.lines.size(), 3U);
    for (const ShownLine& line : shown.lines) {
        EXPECT_EQ(line.when, Truth::yes);
        EXPECT_TRUE(line.amount.known);
        EXPECT_EQ(line.amount.number, 7000);
    }
}

TEST(Members, ARangeStaysOneThroughLaterSteps) {
    std::string host = kHost;
    const std::string flat = R"j({"id": "flat")j";
    host.insert(host.find(flat),
                R"j({"id": "whole", "is": "daily + yuan(1)", "payee": "host", "cite": "t §3"}, )j");
    const Rulebooks set = books(kHelper + "," + host);
    const Decision decision =
        sample::decide(set, R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
                   {"born": "2000-01-01", "days": 2, "kept": true}, {"days": 4, "kept": true}]})j",
                       R"j({"readings": {"adult": "sixteen"}})j");
    ASSERT_EQ(decision.payments().size(), 3U);
    EXPECT_EQ(decision.payments()[1].amount.kind, Amount::Kind::between);
    EXPECT_EQ(decision.payments()[1].amount.low.text(), "1.03");
    EXPECT_EQ(decision.payments()[1].amount.high.text(), "1.09");
}

TEST(Members, AnEmptyListHasNoneAndAnAbsentOneIsUnknown) {
    const Rulebooks set = books(kHelper + "," + kHost);
    const Decision none =
        sample::decide(set, R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": []})j");
    EXPECT_EQ(none.outcome(), Outcome::eligible);
    EXPECT_EQ(none.amount().low.text(), "0.00");
    const Decision absent =
        sample::decide(set, R"j({"on": "2024-06-01", "host": {"ready": true}})j");
    EXPECT_EQ(absent.outcome(), Outcome::undetermined);
    ASSERT_EQ(absent.because().size(), 1U);
    EXPECT_EQ(absent.because()[0].name, "helpers");
}

TEST(Members, TheBatchSaysTheSame) {
    const Rulebooks set = books(kHelper + "," + kHost);
    const Facts facts =
        Facts::from_json(set, R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [
               {"born": "2000-01-01", "days": 2, "kept": true}]})j");
    BatchInputs inputs;
    inputs.rule = &set.impl().rule("r");
    inputs.facts = &facts.impl().facts->view();
    inputs.as_of = *Date::parse("2024-06-01");
    engine::Machine machine;
    BatchResult result;
    decide_rows(machine, inputs, 0, 1, result);
    EXPECT_EQ(result.outcome[0], Outcome::eligible);
    EXPECT_EQ(result.low_fen[0], 1003);
}

TEST(Members, AnAnswerCannotBeGivenAndReplaysWithTheReceipt) {
    const Rulebooks set = books(kHelper + "," + kHost);
    try {
        Facts::from_json(set, R"j({"helpers": [{"admitted": true}]})j");
        FAIL() << "given all the same";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems()[0].code, "F015");
    }
    const auto facts = [&](const char* born) {
        return std::string(
                   R"j({"on": "2024-06-01", "host": {"ready": true}, "helpers": [{"born": ")j") +
               born + R"j(", "days": 2, "kept": true}]})j";
    };
    const std::string receipt = sample::decide(set, facts("2000-01-01"), "{}", "salt").receipt();
    const Facts same = Facts::from_json(set, facts("2000-01-01"));
    const Facts other = Facts::from_json(set, facts("2000-01-02"));
    EXPECT_TRUE(replay(set, receipt, same, "salt").same);
    EXPECT_FALSE(replay(set, receipt, other, "salt").same);
}

TEST(Asks, AnotherRulesAnswerIsATruth) {
    const std::string asking =
        R"j({"id": "r", "kind": "subsidy", "payee": "person", "title": {"zh": "乙", "en": "b"}, "keyed_on": "on",
            "asks": {"help": "helper_rule"},
            "versions": [{"from": "2000-01-01", "until": "never", "instrument": "t",
              "require": [{"id": "helped", "if": "asks.help", "cite": "t §4", "text": {"zh": "已认定", "en": "helped"}}],
              "amount": [{"id": "paid", "is": "yuan(5)", "cite": "t §4"}]}]})j";
    const Rulebooks set = books(kHelper + "," + asking);
    const auto decide = [&](const char* facts) {
        return sample::decide(set, facts, R"j({"readings": {"adult": "eighteen"}})j");
    };
    const Decision yes = decide(
        R"j({"on": "2024-06-01", "host": {"ready": true}, "helper": {"born": "2006-06-01"}})j");
    EXPECT_EQ(yes.outcome(), Outcome::eligible);
    EXPECT_EQ(answers(yes), "asks.help eligible; ");
    const Decision no = decide(
        R"j({"on": "2024-06-01", "host": {"ready": false}, "helper": {"born": "2006-06-01"}})j");
    EXPECT_EQ(no.outcome(), Outcome::ineligible);
    EXPECT_EQ(no.clause(), "helped");
    EXPECT_EQ(answers(no), "asks.help ineligible host_is_ready; ");
    const Decision unknown = decide(R"j({"on": "2024-06-01", "helper": {"born": "2006-06-01"}})j");
    EXPECT_EQ(unknown.outcome(), Outcome::undetermined);
    ASSERT_EQ(unknown.because().size(), 1U);
    EXPECT_EQ(unknown.because()[0].name, "host.ready");
}

TEST(Asks, NoRuleAsksItself) {
    const auto asking = [](const std::string& id, const std::string& other) {
        return R"j({"id": ")j" + id +
               R"j(", "kind": "subsidy", "title": {"zh": "乙", "en": "b"}, "keyed_on": "on", "asks": {"x": ")j" +
               other +
               R"j("}, "versions": [{"from": "2000-01-01", "until": "never", "instrument": "t",
                 "require": [{"id": "c", "if": "asks.x && reading.adult == 'sixteen'", "cite": "t §4", "text": {"zh": "子", "en": "c"}}]}]})j";
    };
    for (const auto& rules : {asking("p", "p"), asking("p", "q") + "," + asking("q", "p")}) {
        try {
            books(rules);
            FAIL() << rules;
        } catch (const Failure& failure) {
            EXPECT_EQ(failure.problems()[0].code, "R086");
        }
    }
}

}  // namespace
}  // namespace bajigong
