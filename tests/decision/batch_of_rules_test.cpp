// A batch where other rules stand in for the one asked, and where rules ask others.
#include <map>

#include <gtest/gtest.h>

#include "decision/batch.hpp"
#include "decision/step_amount.hpp"
#include "made_rows.hpp"
#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;

std::string rule(const std::string& id, const std::string& about, const std::string& require,
                 const std::string& pays = "cost") {
    return R"j({"id": ")j" + id +
           R"j(", "kind": "subsidy", "payee": "person", "title": {"zh": "试", "en": "test"}, )j" +
           about + R"j("versions": [{"from": "2016-07-19", "until": "2019-12-31", "instrument": "t",
             "require": [)j" +
           require + R"j(], "amount": [{"id": "p", "cite": "t §1", "is": ")j" + pays +
           R"j("}]}, {"from": "2020-01-01", "until": "2020-06-30",
             "none": {"zh": "无", "en": "none"}, "cite": "t §1"}]})j";
}

// `r` asks one rule, and two stand in for it; the second asks too, and hangs on a reading.
const Rulebooks& several_rules() {
    static const Rulebooks kBooks = Rulebooks::load_texts(
        {{"vocabulary.json", sample::kVocabulary},
         {"test.json",
          R"j({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
    "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
    "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays", "cite": "t §9"},
    "readings": {"wide": {"asks": {"zh": "问", "en": "asks"}, "options": {
        "no": {"zh": "否", "en": "no"}, "yes": {"zh": "是", "en": "yes"}}}},
    "rules": [)j" +
              rule("asked", R"j("keyed_on": "issued", )j",
                   clause("old", "person.months >= 4 || reading.wide == 'yes'") + "," +
                       clause("known", "paid.all(s, s.level != senior)")) +
              "," +
              rule("r", R"j("keyed_on": "on", "asks": {"x": "asked"}, )j",
                   clause("answered", "asks.x || person.level == senior") + "," +
                       clause("mine", "person.months <= 7")) +
              "," +
              rule(
                  "first",
                  R"j("keyed_on": "issued", "overrides": {"rule": "r", "when": "person.a && person.months > 2", "cite": "t §5"}, )j",
                  clause("theirs", "person.level >= junior"), "cost * 2") +
              "," +
              rule("second",
                   R"j("keyed_on": "reading.wide == 'yes' ? on : issued", "asks": {"y": "asked"},
                       "overrides": {"rule": "r", "when": "person.b", "cite": "t §5"}, )j",
                   clause("also", "asks.y"), "yuan(7)") +
              "]}"}});
    return kBooks;
}

// The id of what decided the row, as the result has it by number.
std::string decided_by(const Rule& rule, const BatchResult& result, std::size_t row) {
    const std::int16_t item = result.clause[row];
    if (item == kOverrides) return "overrides";
    if (item == kNotInForce) return "none";
    if (item == kNoClause) return "";
    const std::size_t by = result.by.empty() ? 0 : result.by[row];
    const Rule& decider = by == 0 ? rule : *rule.overridden_by[by - 1];
    const Version& version = decider.versions.at(static_cast<std::size_t>(result.version[row]));
    return version.clauses
        .at(static_cast<std::size_t>(version.items.at(static_cast<std::size_t>(item)).clause))
        .id;
}

std::vector<DecisionCause> sorted(std::vector<DecisionCause> causes) {
    std::sort(causes.begin(), causes.end());
    causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
    return causes;
}

class BatchOfRules : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Rules, BatchOfRules, testing::Values("r", "first", "second"));

TEST_P(BatchOfRules, EqualsTheSingleCase) {
    constexpr std::size_t kRows = 1'500;
    const Rulebooks& books = several_rules();
    const sample::Rows rows(books.impl().vocabulary, kRows * 2, 17);
    engine::Machine machine;
    BatchInputs inputs;
    inputs.rule = &books.impl().rule(GetParam());
    inputs.facts = &rows.view;
    inputs.as_of = Date{20'000};
    inputs.figures = false;
    std::map<std::size_t, Decision::Impl> alone;
    std::map<std::size_t, std::vector<DecisionCause>> causes;
    inputs.alone = [&](std::size_t row, const Decision::Impl& decision) { alone[row] = decision; };
    inputs.causes = [&](std::size_t row, const engine::CauseView& cause) {
        Causes one;
        one.insert(cause);
        causes[row].push_back(public_causes(one).front());
    };
    for (const std::size_t block : {std::size_t{1}, std::size_t{100}, kBlockRows}) {
        SCOPED_TRACE(block);
        inputs.block_rows = block;
        // In a result that held other rows before.
        BatchResult batch;
        Batch decider(machine, inputs);
        decider.decide(kRows, kRows, batch);
        alone.clear();
        causes.clear();
        batch.decided_alone = 0;
        decider.decide(0, kRows, batch);
        std::map<std::string, int> seen;
        for (std::size_t row = 0; row < kRows; ++row) {
            const Decision::Impl decision = decide_row(machine, inputs, row);
            ASSERT_EQ(batch.outcome[row], decision.outcome) << row;
            ASSERT_EQ(batch.amount_kind[row] == Amount::Kind::exact,
                      decision.amount.kind == Amount::Kind::exact)
                << row;
            ASSERT_EQ(batch.low_fen[row], decision.amount.low.fen) << row;
            if (!alone.contains(row)) {
                const std::string clause = decided_by(*inputs.rule, batch, row);
                ASSERT_EQ(clause, decision.clause) << row;
                ++seen[clause];
            }
            if (const auto told = causes.find(row); told != causes.end() && !alone.contains(row)) {
                std::vector<DecisionCause> because = decision.because;
                if (decision.amount.kind != Amount::Kind::exact)
                    because.insert(because.end(), decision.amount.causes.begin(),
                                   decision.amount.causes.end());
                ASSERT_EQ(sorted(told->second), sorted(because)) << row;
                ++seen["because"];
            }
        }
        EXPECT_EQ(alone.size(), batch.decided_alone);
        EXPECT_LT(alone.size(), kRows / 10);
        const bool mine = inputs.rule->id == "r";
        EXPECT_GT(seen["because"], 50);
        EXPECT_GT(seen["none"], 20);
        if (mine || inputs.rule->id == "first") {
            EXPECT_GT(seen["theirs"], 20);
        }
        if (mine || inputs.rule->id == "second") {
            EXPECT_GT(seen["also"], 10);
        }
        EXPECT_EQ(seen["overrides"] > 100, !mine);
        EXPECT_EQ(seen["answered"] > 10, mine);
    }
}

// A rule without readings, overridden by one that an open reading takes under two versions.
TEST(BatchOfRulesOfSeveralVersions, SaySoThroughTheRuleThatIsAsked) {
    const auto version = [](const char* from, const char* until, const char* instrument) {
        return std::string(R"j({"from": ")j") + from + R"j(", "until": ")j" + until +
               R"j(", "instrument": ")j" + instrument + R"j(", "require": [)j" +
               clause("long", "person.months > 1") + "]}";
    };
    const auto certificate = [](const std::string& id, const std::string& about,
                                const std::string& versions) {
        return R"j({"id": ")j" + id +
               R"j(", "kind": "certification", "title": {"zh": "试", "en": "test"}, )j" + about +
               R"j(, "versions": [)j" + versions + "]}";
    };
    const std::string text =
        R"j({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
    "instruments": {"t": {"title": "旧", "number": null, "issuer": "试", "issued": null, "evidence": "official"},
                    "u": {"title": "新", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
    "readings": {"key": {"asks": {"zh": "问", "en": "asks"}, "options": {
        "one": {"zh": "一", "en": "one"}, "two": {"zh": "二", "en": "two"}}}},
    "rules": [)j" +
        certificate("asked", R"j("keyed_on": "on")j", version("ever", "never", "t")) + "," +
        certificate(
            "other",
            R"j("keyed_on": {"reading": "key", "one": "on", "two": "issued"},
                "overrides": {"rule": "asked", "when": "true", "cite": "t §5"})j",
            version("ever", "2018-06-30", "t") + "," + version("2018-07-01", "never", "u")) +
        "]}";
    const Rulebooks books =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"test.json", text}});
    constexpr std::size_t kRows = 500;
    const sample::Rows rows(books.impl().vocabulary, kRows, 23);
    engine::Machine machine;
    const auto run = [&](const char* rule) {
        BatchInputs inputs;
        inputs.rule = &books.impl().rule(rule);
        inputs.facts = &rows.view;
        inputs.as_of = Date{20'000};
        BatchResult result;
        decide_rows(machine, inputs, 0, kRows, result);
        return result;
    };
    const BatchResult asked = run("asked");
    const BatchResult other = run("other");
    ASSERT_EQ(asked.mixed.size(), kRows);
    EXPECT_EQ(asked.mixed, other.mixed);
    EXPECT_EQ(asked.outcome, other.outcome);
    EXPECT_GT(std::count(other.mixed.begin(), other.mixed.end(), 1), 20);
}

// Three rows cost too much for the rule that is asked: their own fault, and nobody else's.
TEST(BatchOfRulesThatCost, AreAtFaultWhereTheAskedIs) {
    const std::string text =
        R"j({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
    "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
    "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays", "cite": "t §9"},
    "rules": [)j" +
        rule("asked", R"j("keyed_on": "on", )j",
             clause("pairs", "paid.all(s, paid.exists(t, t.on == s.on))")) +
        "," +
        rule("r", R"j("keyed_on": "on", "asks": {"x": "asked"}, )j",
             clause("first", "person.a") + "," + clause("answered", "asks.x")) +
        "]}";
    const Rulebooks books =
        Rulebooks::load_texts({{"vocabulary.json", sample::kVocabulary}, {"test.json", text}});
    constexpr std::size_t kRows = 10;
    constexpr std::size_t kMany = 1'001;  // squared, beyond what a case may cost
    const Vocabulary& vocabulary = books.impl().vocabulary;
    FactsView facts;
    facts.tables.resize(vocabulary.tables().size());
    const Word none = 0;
    Column unknown;
    static const std::int64_t kZero = 0;
    static const std::string_view kText;
    unknown.numbers = unknown.seconds = &kZero;
    unknown.texts = &kText;
    unknown.truths = unknown.known = &none;
    unknown.constant = true;
    for (std::size_t t = 0; t < facts.tables.size(); ++t)
        facts.tables[t].columns.assign(vocabulary.tables()[t].columns.size(), unknown);
    const int list = vocabulary.list(0, "paid");
    const std::vector<std::int64_t> days(kRows * kMany, 17'500);
    std::vector<std::int64_t> offsets{0};
    for (std::size_t row = 0; row < kRows; ++row)
        offsets.push_back(offsets.back() + static_cast<std::int64_t>(row % 3 == 1 ? kMany : 2));
    const Word listed = (Word{1} << kRows) - 1;
    facts.tables[0].rows = kRows;
    facts.tables[list].rows = static_cast<std::size_t>(offsets.back());
    facts.tables[list].offsets = offsets.data();
    facts.tables[list].listed = &listed;
    Column day;
    day.numbers = days.data();
    facts.tables[0].columns[vocabulary.tables()[0].column("on")] = day;
    facts.tables[list].columns[vocabulary.tables()[list].column("on")] = day;
    const Word refused = 1 << 4;  // a row refused before the answer matters
    Column truth;
    const Word truths = ~refused;
    truth.truths = &truths;
    facts.tables[0].columns[vocabulary.tables()[0].column("person.a")] = truth;

    engine::Machine machine;
    BatchInputs inputs;
    inputs.rule = &books.impl().rule("r");
    inputs.facts = &facts;
    inputs.as_of = Date{20'000};
    inputs.figures = false;
    BatchResult batch;
    decide_rows(machine, inputs, 0, kRows, batch);
    for (std::size_t row = 0; row < kRows; ++row) {
        EXPECT_EQ(batch.outcome[row], row % 3 == 1 ? Outcome::fault : Outcome::eligible) << row;
    }
}

}  // namespace
}  // namespace bajigong
