// What a decision states besides money, and what was paid before.
#include <gtest/gtest.h>

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;
using sample::rulebook;
using sample::version;

const std::string kResults = R"j("require": [)j" + clause("c", "person.a") + R"j(], "results": [
      {"id": "earned", "is": "person.level >= junior ? senior : junior", "cite": "t §1", "text": {"zh": "等级", "en": "level"}},
      {"id": "holds_until", "is": "on + months(12)", "cite": "t §1", "text": {"zh": "至", "en": "until"}},
      {"id": "short_by", "is": "max(0, 12 - person.months)", "always": true, "cite": "t §1", "text": {"zh": "差", "en": "short"}},
      {"id": "code", "is": "'x' ", "when": "person.b", "cite": "t §1", "text": {"zh": "码", "en": "code"}},
      {"id": "later", "is": {"pending": "the annex"}, "cite": "t §1", "text": {"zh": "附件", "en": "annex"}}])j";

std::string told(const Decision& decision) {
    std::string out;
    for (const Result& result : decision.results()) {
        out += result.id + "=" + std::string(name(result.kind)) + ":" + result.value;
        for (const DecisionCause& cause : result.causes) out += " " + cause.kind + " " + cause.name;
        out += "; ";
    }
    return out;
}

TEST(Results, EligibleRefusedAndUnknown) {
    const Rulebooks books = rulebook(version(kResults));
    struct Row {
        const char* facts;
        const char* told;
    };
    const Row rows[] = {
        {R"j({"on": "2024-02-29", "person": {"a": true, "b": true, "months": 9, "level": "junior"}})j",
         "earned=stated:\"senior\"; holds_until=stated:\"2025-02-28\"; short_by=stated:3; "
         "code=stated:\"x\"; later=unknown: pending later; "},
        // A `when` that does not hold: not stated.
        {R"j({"on": "2024-02-29", "person": {"a": true, "b": false, "months": 12, "level": "none"}})j",
         "earned=stated:\"junior\"; holds_until=stated:\"2025-02-28\"; short_by=stated:0; "
         "later=unknown: pending later; "},
        // Refused: only what is stated whatever the outcome.
        {R"j({"on": "2024-02-29", "person": {"a": false, "months": 2}})j", "short_by=stated:10; "},
        // Unknown, with its cause.
        {R"j({"on": "2024-02-29", "person": {"a": true, "b": false, "level": "none"}})j",
         "earned=stated:\"junior\"; holds_until=stated:\"2025-02-28\"; "
         "short_by=unknown: facts person.months; later=unknown: pending later; "},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.facts);
        EXPECT_EQ(told(sample::decide(books, row.facts)), row.told);
    }
}

TEST(Results, OpenReadingsGiveOneValueEach) {
    const std::string reading =
        R"j("readings": {"how": {"asks": {"zh": "问", "en": "ask"}, "options": {
             "old": {"zh": "旧", "en": "old", "cite": "t §1"}, "new": {"zh": "新", "en": "new", "cite": "t §1"}}}},)j";
    const Rulebooks books = rulebook(
        version(
            R"j("require": [)j" + clause("c", "person.a") +
            R"j(], "results": [{"id": "needed", "is": "reading.how == \"old\" ? 36 : 12", "cite": "t §1", "text": {"zh": "月", "en": "months"}}])j"),
        reading);
    const std::string facts = R"j({"on": "2024-01-01", "person": {"a": true}})j";
    const Decision open = sample::decide(books, facts);
    EXPECT_EQ(open.outcome(), Outcome::eligible);
    EXPECT_EQ(told(open), "needed=open: readings how; ");
    ASSERT_EQ(open.alternatives().size(), 2U);
    EXPECT_EQ(open.alternatives()[0].results[0].value, "36");
    EXPECT_EQ(open.alternatives()[1].results[0].value, "12");
    const Decision chosen = sample::decide(books, facts, R"j({"readings": {"how": "new"}})j");
    EXPECT_EQ(told(chosen), "needed=stated:12; ");
    EXPECT_NE(open.text(Language::en).find("months: 36"), std::string::npos);
}

TEST(Results, ReceiptsHoldThemAndReplayComparesThem) {
    const Rulebooks books = rulebook(version(kResults));
    const std::string facts =
        R"j({"on": "2024-02-29", "person": {"a": true, "b": true, "months": 9, "level": "junior"}})j";
    const std::string receipt = sample::decide(books, facts, "{}", "salt").receipt();
    EXPECT_NE(receipt.find(R"j("short_by":3)j"), std::string::npos) << receipt;
}

TEST(Payments, WhatWasPaidBeforeIsTakenOff) {
    const Rulebooks books =
        rulebook(version(R"j("require": [)j" + clause("c", "person.a") + R"j(], "amount": [
          {"id": "whole", "is": "cost", "cite": "t §1"},
          {"id": "balance", "is": "whole", "less": "sum(paid.map(p, p.got))", "payee": "person", "cite": "t §1"}])j"));
    struct Row {
        const char* cost;
        const char* paid;
        const char* due;
        const char* recover;
    };
    const Row rows[] = {{"1000.00", "[]", "1000.00", "0.00"},
                        {"1000.00", R"j([{"got": "400.00"}, {"got": "0.01"}])j", "599.99", "0.00"},
                        {"1000.00", R"j([{"got": "1000.00"}])j", "0.00", "0.00"},
                        {"900.00", R"j([{"got": "1000.00"}])j", "0.00", "100.00"}};
    for (const Row& row : rows) {
        const Decision decision = sample::decide(
            books, std::string(R"j({"on": "2024-01-01", "person": {"a": true}, "cost": ")j") +
                       row.cost + R"j(", "paid": )j" + row.paid + "}");
        ASSERT_EQ(decision.payments().size(), 1U);
        const Payment& payment = decision.payments()[0];
        EXPECT_EQ(payment.due().low.text(), row.due);
        EXPECT_EQ(payment.recover().low.text(), row.recover);
        EXPECT_EQ(payment.due().kind, Amount::Kind::exact);
    }
    // Not due at all: what was paid of it is to be recovered.
    const Rulebooks staged = rulebook(version(
        R"j("require": [)j" + clause("c", "person.a") +
        R"j(], "amount": [{"id": "second", "is": "cost", "when": "person.b", "less": "yuan(3)", "payee": "person", "cite": "t §1"}])j"));
    const Decision none = sample::decide(
        staged, R"j({"on": "2024-01-01", "person": {"a": true, "b": false}, "cost": "9.00"})j");
    ASSERT_EQ(none.payments().size(), 1U);
    EXPECT_EQ(none.payments()[0].recover().low.text(), "3.00");
    // What was paid is not known: neither is what is due.
    const Decision open =
        sample::decide(books, R"j({"on": "2024-01-01", "person": {"a": true}, "cost": "1.00"})j");
    EXPECT_EQ(open.amount().kind, Amount::Kind::exact);
    EXPECT_EQ(open.payments()[0].due().kind, Amount::Kind::unknown);
    ASSERT_TRUE(open.payments()[0].paid_before.has_value());
    EXPECT_EQ(open.payments()[0].paid_before->causes[0].name, "paid");
}

}  // namespace
}  // namespace bajigong
