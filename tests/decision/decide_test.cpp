// What a decision says: outcomes, deciding clauses, causes, versions, limits, amounts.
#include <thread>

#include <gtest/gtest.h>

#include "sample.hpp"

namespace bajigong {
namespace {

using sample::causes;
using sample::clause;
using sample::rulebook;
using sample::version;
using Strings = std::vector<std::string>;

TEST(Decide, FirstFailingClauseInDocumentOrderDecides) {
    const Rulebooks books = rulebook(version(R"("require": [)" + clause("first", "person.a") + "," +
                                             clause("second", "person.b") + R"(], "unless": [)" +
                                             clause("third", "person.months < 3") + "]"));
    struct Row {
        const char* facts;
        Outcome outcome;
        const char* clause;
    };
    const Row rows[] = {
        {R"({"on": "2020-01-01", "person": {"a": true, "b": true, "months": 3}})",
         Outcome::eligible, ""},
        {R"({"on": "2020-01-01", "person": {"a": false, "b": false, "months": 1}})",
         Outcome::ineligible, "first"},
        {R"({"on": "2020-01-01", "person": {"a": true, "b": true, "months": 2}})",
         Outcome::ineligible, "third"},
        // Unknown is not false; a known refusal outweighs it, wherever it stands.
        {R"({"on": "2020-01-01", "person": {"b": true, "months": 3}})", Outcome::undetermined,
         "first"},
        {R"({"on": "2020-01-01", "person": {"b": false, "months": 3}})", Outcome::ineligible,
         "second"},
        // No key date, no version.
        {R"({"person": {"a": true, "b": true, "months": 3}})", Outcome::undetermined, ""},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.facts);
        const Decision decision = sample::decide(books, row.facts);
        EXPECT_EQ(decision.outcome(), row.outcome);
        EXPECT_EQ(decision.clause(), row.clause);
    }
    EXPECT_EQ(causes(sample::decide(books, R"({"on": "2020-01-01", "person": {"b": true}})")),
              (Strings{"facts:person.a", "facts:person.months"}));
    EXPECT_EQ(causes(sample::decide(books, "{}")), (Strings{"facts:on"}));
}

// One set of rulebooks, asked by several threads at once: the memory that a decision leaves for the
// next is seen by one at a time.
TEST(Decide, FromSeveralThreads) {
    const Rulebooks books = rulebook(version(R"("require": [)" + clause("first", "person.a") + "," +
                                             clause("second", "person.months > 3") + "]"));
    const auto ask = [&](int seed, bool& right) {
        for (int i = 0; i < 200; ++i) {
            const int months = (seed + i) % 8;
            const Decision decision =
                sample::decide(books, R"({"on": "2020-01-01", "person": {"a": true, "months": )" +
                                          std::to_string(months) + "}}");
            const Outcome expected = months > 3 ? Outcome::eligible : Outcome::ineligible;
            right = right && decision.outcome() == expected;
        }
    };
    bool right[4] = {true, true, true, true};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) threads.emplace_back([&, t] { ask(t, right[t]); });
    for (std::thread& thread : threads) thread.join();
    for (const bool one : right) EXPECT_TRUE(one);
}

TEST(Decide, AVersionThatAlwaysWasInForce) {
    const Rulebooks books = rulebook(
        R"({"from": "ever", "until": "2014-12-31", "none": {"zh": "无", "en": "none"}, "cite": "t §1"},)"
        R"({"from": "2015-01-01", "until": "never", "instrument": "t", "require": [)" +
        clause("c", "person.a") + "]}");
    const Decision before = sample::decide(books, R"({"on": "0001-01-01", "person": {"a": true}})");
    EXPECT_EQ(before.outcome(), Outcome::ineligible);
    EXPECT_EQ(before.clause(), "none");
    EXPECT_NE(before.json().find(R"("from":"ever","until":"2014-12-31")"), std::string::npos);
    EXPECT_NE(before.text(Language::en).find("until 2014-12-31"), std::string::npos);
    EXPECT_NE(before.text(Language::zh).find("2014年12月31日以前（含当日）"), std::string::npos);
    EXPECT_EQ(sample::decide(books, R"({"on": "2015-01-01", "person": {"a": true}})").outcome(),
              Outcome::eligible);
}

TEST(Decide, VersionsGapsAndDaysWithoutLaw) {
    const std::string old_law =
        R"({"from": "2010-01-01", "until": "2014-12-31", "instrument": "t", "require": [)" +
        clause("old_clause", "person.a") + "]}";
    const std::string nothing =
        R"({"from": "2015-01-01", "until": "2015-12-31", "none": {"zh": "无", "en": "none"}, "cite": "t §1"})";
    const std::string unread =
        R"({"from": "2016-01-01", "until": "2016-12-31", "unseen": "not read"})";
    const Rulebooks books = rulebook(old_law + "," + nothing + "," + unread);
    const auto on = [&](const char* day) {
        return sample::decide(books,
                              std::string(R"({"person": {"a": true}, "on": ")") + day + "\"}");
    };
    EXPECT_EQ(on("2014-12-31").outcome(), Outcome::eligible);
    EXPECT_EQ(on("2015-01-01").outcome(), Outcome::ineligible);
    EXPECT_EQ(on("2015-01-01").clause(), "none");
    EXPECT_EQ(on("2016-06-01").outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(on("2016-06-01")), (Strings{"unseen:r"}));
    EXPECT_EQ(on("2017-01-01").outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(on("2017-01-01")), (Strings{"uncovered:2017-01-01"}));
    EXPECT_EQ(on("2009-12-31").outcome(), Outcome::undetermined);
}

TEST(Decide, LimitsCountThisClaim) {
    const Rulebooks books = rulebook(
        version(
            R"("require": [)" + clause("c", "true || person.a") +
            R"(], "limits": [{"id": "two", "count": "s in paid", "where": "s.level == person.level", "at_most": 2,
                    "cite": "t §1", "text": {"zh": "至多两次", "en": "at most two"}}])"),
        "", R"("keyed_on": "on", "adds": {"paid": {"level": "person.level", "on": "on"}})");
    const auto with = [&](const std::string& paid) {
        return sample::decide(
            books, R"({"on": "2020-01-01", "person": {"level": "senior"}, "paid": )" + paid + "}");
    };
    EXPECT_EQ(with("[]").outcome(), Outcome::eligible);
    EXPECT_EQ(with(R"([{"level": "senior"}, {"level": "junior"}])").outcome(), Outcome::eligible);
    EXPECT_EQ(with(R"([{"level": "senior"}, {"level": "senior"}])").outcome(), Outcome::ineligible);
    EXPECT_EQ(with(R"([{"level": "senior"}, {"level": "senior"}])").clause(), "two");
    // One certain, one in doubt: the second place may be taken.
    const Decision doubt = with(R"([{"level": "senior"}, {}])");
    EXPECT_EQ(doubt.outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(doubt), (Strings{"facts:paid.level"}));
    // A list known in part bounds the count from below.
    EXPECT_EQ(with(R"({"known": [{"level": "senior"}, {"level": "senior"}], "complete": false})")
                  .outcome(),
              Outcome::ineligible);
    EXPECT_EQ(causes(with(R"({"known": [], "complete": false})")), (Strings{"facts:paid"}));
}

// 100 and 100 had before; of the 100 for each senior one this claim brings, one is in doubt: 300 to
// 400 in all.
TEST(Decide, ALimitIsKeptByAllThatThisClaimMayComeTo) {
    const auto outcome = [](const std::string& most) {
        const Rulebooks books = rulebook(
            version(
                R"j("let": [{"id": "grant", "is": "cost * min(size(paid.filter(s, s.level == senior)), 5)",
                            "cite": "t §1"}],
                   "require": [)j" +
                clause("c", "true || person.a") +
                R"j(], "limits": [{"id": "most", "count": "s in paid", "sum": "s.got",
                    "at_most": "yuan()j" +
                most + R"j()", "cite": "t §1", "text": {"zh": "上限", "en": "the most"}}])j"),
            "", R"("keyed_on": "on", "adds": {"paid": {"got": "grant"}})");
        const Decision decision = sample::decide(books, R"({"on": "2020-01-01", "cost": "100.00",
            "paid": [{"level": "senior", "got": "100.00"}, {"got": "100.00"}]})");
        if (decision.outcome() == Outcome::undetermined) {
            EXPECT_EQ(causes(decision), (Strings{"facts:paid.level"}));
        }
        // What came together stands in the explanation.
        EXPECT_NE(decision.text(Language::en)
                      .find("counted before this claim: 200.00 yuan; "
                            "this claim: at least 100.00 yuan, at "
                            "most 200.00 yuan; allowed with this "
                            "claim: " +
                            most + ".00 yuan"),
                  std::string::npos)
            << decision.text(Language::en);
        EXPECT_NE(decision.json().find(
                      R"("counted":"200.00","own":{"at_least":"100.00","at_most":"200.00"})"),
                  std::string::npos)
            << decision.json();
        return decision.outcome();
    };
    EXPECT_EQ(outcome("400"), Outcome::eligible);
    EXPECT_EQ(outcome("399"), Outcome::undetermined);
    EXPECT_EQ(outcome("300"), Outcome::undetermined);
    EXPECT_EQ(outcome("299"), Outcome::ineligible);
}

// One step's amount for a person of three months at a cost of 100.01 yuan.
Amount amount_of(const std::string& step) {
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("c", "person.a") +
                         R"(], "amount": [{"id": "p", "cite": "t §1", )" + step + "}]"));
    return sample::decide(books, R"({"on": "2020-01-01", "person": {"a": true, "months": 3},
                                     "cost": "100.01", "paid": [{"level": "senior"}, {}]})")
        .amount();
}

TEST(Decide, AmountsAreExactBoundedOrUnknownWithTheirCauses) {
    // 100.01 yuan at 95 % is 95.0095 yuan.
    const std::string share = R"j("is": "cost * percent(95)", "round": )j";
    EXPECT_EQ(amount_of(share + "\"fen half_up\"").low.text(), "95.01");
    EXPECT_EQ(amount_of(share + "\"fen down\"").low.text(), "95.00");
    EXPECT_EQ(amount_of(share + "\"yuan up\"").low.text(), "96.00");
    const Amount ceiling = amount_of(R"j("at_most": "yuan(1500)")j");
    EXPECT_EQ(ceiling.kind, Amount::Kind::at_most);
    EXPECT_EQ(ceiling.high.text(), "1500.00");
    const Amount pending = amount_of(R"j("is": {"pending": "later"}, "at_most": "yuan(9)")j");
    EXPECT_EQ(pending.kind, Amount::Kind::at_most);
    ASSERT_EQ(pending.causes.size(), 1U);
    EXPECT_EQ(pending.causes[0].kind + ":" + pending.causes[0].name, "pending:p");
    const Amount outside = amount_of(R"j("is": "cost", "at_most": "yuan(50)")j");
    EXPECT_TRUE(outside.out_of_bounds);
    EXPECT_EQ(outside.kind, Amount::Kind::unknown);
    // Not certain before the bound is: 100.01 may be too much.
    const Amount unsure =
        amount_of(R"j("is": "cost", "at_most": "person.b ? yuan(200) : yuan(50)")j");
    EXPECT_EQ(unsure.kind, Amount::Kind::unknown);
    ASSERT_EQ(unsure.causes.size(), 1U);
    EXPECT_EQ(unsure.causes[0].name, "person.b");
    const Amount warned =
        amount_of(R"j("is": "cost", "at_most": "yuan(50)", "in_principle": true)j");
    EXPECT_TRUE(warned.outside_principle);
    EXPECT_EQ(warned.kind, Amount::Kind::exact);
    EXPECT_EQ(amount_of(R"j("is": "cost", "when": "person.months > 5")j").low.text(), "0.00");
    // In doubt whether it is paid at all: between nothing and the figure.
    const Amount doubt = amount_of(R"j("is": "cost", "when": "person.b")j");
    EXPECT_EQ(doubt.kind, Amount::Kind::between);
    EXPECT_EQ(doubt.low.text(), "0.00");
    EXPECT_EQ(doubt.high.text(), "100.01");
    // One or two of two were for a senior: a third of 100.01 each, to the whole yuan upwards.
    const std::string seniors = "size(paid.filter(s, s.level == senior))";
    const Amount range =
        amount_of(R"j("is": "cost * )j" + seniors + R"j( * ratio(1, 3)", "round": "yuan up")j");
    EXPECT_EQ(range.kind, Amount::Kind::between);
    EXPECT_EQ(range.low.text(), "34.00");
    EXPECT_EQ(range.high.text(), "67.00");
    const Amount half = amount_of(R"j("is": "cost * )j" + seniors +
                                  R"j( * percent(50)", "round": "fen half_even")j");
    EXPECT_EQ(half.low.text(), "50.00");
    EXPECT_EQ(half.high.text(), "100.01");
    // In doubt whether it is due as well.
    const Amount perhaps =
        amount_of(R"j("is": "cost * )j" + seniors + R"j(", "when": "person.b")j");
    EXPECT_EQ(perhaps.low.text(), "0.00");
    EXPECT_EQ(perhaps.high.text(), "200.02");
    // A fault in the amount leaves the outcome alone.
    const Amount fault = amount_of(R"j("is": "cost * 9223372036854775807")j");
    EXPECT_EQ(fault.kind, Amount::Kind::fault);
}

TEST(Decide, AFigureOutsideItsBoundsIsNotPaidByALaterStepEither) {
    const std::string steps = R"j([
        {"id": "capped", "is": "cost", "at_most": "yuan(50)"},
        {"id": "p", "is": "capped * 2", "cite": "t §1"}])j";
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("c", "person.a") + R"(], "amount": )" + steps));
    const auto with = [&](const std::string& cost) {
        return sample::decide(
            books, R"({"on": "2020-01-01", "person": {"a": true}, "cost": ")" + cost + "\"}");
    };
    EXPECT_EQ(with("50").amount().low.text(), "100.00");
    EXPECT_EQ(with("50.01").amount().kind, Amount::Kind::fault);
    EXPECT_FALSE(with("50.01").payable());
}

TEST(Decide, AnOverrideStandsInWhereItApplies) {
    const auto rule = [](const std::string& id, const std::string& more, const std::string& cond) {
        return R"({"id": ")" + id +
               R"(", "kind": "subsidy", "payee": "person", "title": {"zh": "试", "en": "t"}, "keyed_on": "on", )" +
               more + R"("versions": [)" +
               version(R"("require": [)" + clause("c_" + id, cond) + "]") + "]}";
    };
    const std::string text =
        R"({"bajigong": 1, "id": "two", "title": {"zh": "试", "en": "t"}, "jurisdiction": "CN",
            "instruments": {"t": {"title": "办法", "number": null, "issuer": "试", "issued": null,
                                  "evidence": "official"}}, "rules": [)" +
        rule("r", "", "person.months >= 12") + "," +
        rule(
            "narrow",
            R"j("overrides": {"rule": "r", "when": "in_place(place, '330922')", "cite": "t §5"}, )j",
            "person.months >= 24") +
        "]}";
    const Rulebooks books =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"two.json", text}});
    const auto ask = [&](const char* id, const std::string& place) {
        const Facts facts = Facts::from_json(
            books, R"({"on": "2020-01-01", "person": {"months": 20})" + place + "}");
        return decide(books, id, facts, {Date{18'300}, std::nullopt, ""});
    };
    EXPECT_EQ(ask("r", R"(, "place": "330901")").outcome(), Outcome::eligible);
    EXPECT_EQ(ask("r", R"(, "place": "330922")").clause(), "c_narrow");
    EXPECT_EQ(ask("r", "").outcome(), Outcome::undetermined);
    EXPECT_EQ(causes(ask("r", "")), (Strings{"facts:place"}));
    // Asked for by itself, the narrow rule is no shorter way to a grant.
    EXPECT_EQ(ask("narrow", R"(, "place": "330901")").clause(), "overrides");
    EXPECT_EQ(ask("narrow", R"(, "place": "330922")").outcome(), Outcome::ineligible);
}

TEST(Decide, TwoPayees) {
    const std::string steps = R"j([
        {"id": "base", "is": "cost"},
        {"id": "trainee", "is": "base * percent(80)", "round": "fen down", "payee": "person",
         "fund": "A", "cite": "t §1"},
        {"id": "host", "is": "base * percent(30)", "round": "fen down", "payee": "host",
         "fund": {"unseen": "not read"}, "cite": "t §1"}])j";
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("c", "person.a") + R"(], "amount": )" + steps));
    const Decision decision =
        sample::decide(books, R"({"on": "2020-01-01", "person": {"a": true}, "cost": "2690.00"})");
    ASSERT_EQ(decision.payments().size(), 2U);
    EXPECT_EQ(decision.payments()[0].payee, "person");
    EXPECT_EQ(decision.payments()[0].amount.low.text(), "2152.00");
    EXPECT_EQ(decision.payments()[1].payee, "host");
    EXPECT_EQ(decision.payments()[1].amount.low.text(), "807.00");
    EXPECT_EQ(decision.amount().low.text(), "2959.00");
    EXPECT_TRUE(decision.payable());
}

TEST(Decide, CostIsBounded) {
    // Every pair of two lists of 40,000: 1.6 thousand million visits.
    const Rulebooks books = rulebook(version(
        R"("require": [)" + clause("c", "paid.all(s, paid.exists(q, q.level == s.level))") + "]"));
    std::string paid;
    for (int i = 0; i < 40'000; ++i) paid += (i == 0 ? "{}" : ",{}");
    try {
        sample::decide(books, R"({"on": "2020-01-01", "paid": [)" + paid + "]}");
        FAIL() << "was decided";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "D001");
    }
}

TEST(Decide, FaultsAreOutweighedByKnownAndUnknown) {
    const std::string tables =
        R"("tables": {"t1": {"keys": ["level"], "value": "int", "cite": "t §1", "rows": [["junior", 1]]}},)";
    const Rulebooks books =
        rulebook(version(R"("require": [)" + clause("lacks", "table('t1', person.level) == 1") +
                         "," + clause("c", "person.a") + "]"),
                 tables);
    const auto with = [&](const char* facts) { return sample::decide(books, facts).outcome(); };
    EXPECT_EQ(with(R"({"on": "2020-01-01", "person": {"level": "senior", "a": true}})"),
              Outcome::fault);
    EXPECT_EQ(with(R"({"on": "2020-01-01", "person": {"level": "senior"}})"),
              Outcome::undetermined);
    EXPECT_EQ(with(R"({"on": "2020-01-01", "person": {"level": "senior", "a": false}})"),
              Outcome::ineligible);
    EXPECT_EQ(with(R"({"on": "2020-01-01", "person": {"level": "junior", "a": true}})"),
              Outcome::eligible);
}

}  // namespace
}  // namespace bajigong
