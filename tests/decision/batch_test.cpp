// A batch says of every row what the single case says, at any block size and in any company.
#include "decision/batch.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "decision/step_amount.hpp"
#include "made_rows.hpp"
#include "many_constructs.hpp"
#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;
using sample::Rows;
using sample::rulebook;

BatchInputs inputs_of(const Rulebooks& books, const Rows& rows) {
    BatchInputs inputs;
    inputs.rule = &books.impl().rule("r");
    inputs.facts = &rows.view;
    inputs.as_of = Date{20'000};
    return inputs;
}

void expect_equal(const BatchResult& a, const BatchResult& b) {
    EXPECT_EQ(a.outcome, b.outcome);
    EXPECT_EQ(a.amount_kind, b.amount_kind);
    EXPECT_EQ(a.low_fen, b.low_fen);
    EXPECT_EQ(a.high_fen, b.high_fen);
    EXPECT_EQ(a.clause, b.clause);
}

// The second amount a fact as it stands, and a sum over a list whose elements may be in doubt: of
// bounds, equal where it is certain.
class Batch : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Amounts, Batch,
                         testing::Values("cost",
                                         "sum(paid.filter(s, s.level == senior).map(s, s.got))"));

TEST_P(Batch, EqualsTheSingleCaseAtEveryBlockSize) {
    const Rulebooks books = sample::many_constructs(GetParam());
    constexpr std::size_t kRows = 5'000;
    const Rows rows(books.impl().vocabulary, kRows, 11);
    engine::Machine machine;
    BatchInputs inputs = inputs_of(books, rows);

    BatchResult alone;
    int outcomes[4] = {};
    for (std::size_t row = 0; row < kRows; ++row) {
        const Decision::Impl decision = decide_row(machine, inputs, row);
        ++outcomes[static_cast<int>(decision.outcome)];
        alone.outcome.push_back(decision.outcome);
        alone.amount_kind.push_back(decision.amount.kind);
        alone.low_fen.push_back(decision.amount.low.fen);
        alone.high_fen.push_back(decision.amount.high.fen);
        std::int16_t clause_number = -1;
        const Version* version = decision.shown.front().version;
        for (std::size_t i = 0; version != nullptr && i < version->items.size(); ++i) {
            const Item& item = version->items[i];
            const std::string& id = item.clause >= 0 ? version->clauses[item.clause].id
                                                     : version->limits[item.limit].id;
            if (id == decision.clause) clause_number = static_cast<std::int16_t>(i);
        }
        alone.clause.push_back(clause_number);
    }
    for (int outcome = 0; outcome < 3; ++outcome) EXPECT_GT(outcomes[outcome], 100);

    for (const std::size_t block :
         {std::size_t{1}, std::size_t{64}, std::size_t{100}, kBlockRows}) {
        SCOPED_TRACE(block);
        inputs.block_rows = block;
        BatchResult batch;
        decide_rows(machine, inputs, 0, kRows, batch);
        expect_equal(batch, alone);
        if (block == kBlockRows) {
            EXPECT_LT(batch.decided_alone, kRows * 3 / 4);
        }
    }
    // In two parts that begin anywhere.
    inputs.block_rows = kBlockRows;
    BatchResult parts;
    decide_rows(machine, inputs, 0, 1'237, parts);
    decide_rows(machine, inputs, 1'237, kRows - 1'237, parts);
    expect_equal(parts, alone);
}

// Rules whose rows differ in what open readings and doubtful amounts make of them.
const std::vector<std::pair<std::string, Rulebooks>>& doubtful_rules() {
    static const auto* const kRules = new std::vector<std::pair<std::string, Rulebooks>>{[] {
        const auto reading = [](const std::string& name) {
            return "\"" + name + R"j(": {"asks": {"zh": "问", "en": "asks"}, "options": {
                "x": {"zh": "甲", "en": "x"}, "y": {"zh": "乙", "en": "y"},
                "z": {"zh": "丙", "en": "z"}}})j";
        };
        // A rulebook with the readings that it uses.
        const auto book = [&](const std::string& versions,
                              const std::string& rule = R"("keyed_on": "on")") {
            std::string readings;
            for (const char* name : {"k", "m", "n"}) {
                const std::string used = std::string("reading.") + name + " ";
                if ((versions + rule).find(used) == std::string::npos) continue;
                readings += (readings.empty() ? "\"readings\": {" : ",") + reading(name);
            }
            std::string lists;
            for (const char* name : {"a", "b"}) {
                if (versions.find(std::string("list('") + name) == std::string::npos) continue;
                lists += std::string(lists.empty() ? "\"lists\": {\"" : ",\"") + name +
                         R"j(": {"of": "text", "supplied": true, "cite": "t §1",
                                 "title": {"zh": "目录", "en": "list"}})j";
            }
            if (!lists.empty()) lists += "},";
            return rulebook(versions, readings + (readings.empty() ? "" : "},") + lists, rule);
        };
        const auto step = [](const std::string& body) {
            return R"j({"cite": "t §1", )j" + body + "}";
        };
        const auto body = [&](const std::string& clauses, const std::string& steps) {
            return "\"require\": [" + clauses + "], \"amount\": [" + steps + "]";
        };
        const std::string plain = step(R"j("id": "p", "is": "cost")j");
        const std::string by_reading = clause("c1", "reading.m == 'x' ? person.a : person.b") +
                                       "," + clause("c2", "person.months >= 3") + "," +
                                       clause("c3", "reading.n == 'z' || person.level >= junior");
        std::vector<std::pair<std::string, Rulebooks>> rules;
        rules.emplace_back("readings in clauses", book(sample::version(body(by_reading, plain))));
        rules.emplace_back(
            "readings in clauses and amounts",
            book(sample::version(body(
                by_reading, step(R"j("id": "p", "is": "reading.m == 'y' ? cost : cost * 2")j") +
                                "," + step(R"j("id": "q", "payee": "person", "is": "cost")j") +
                                "," + step(R"j("id": "r", "payee": "employer",
                                  "is": "reading.n == 'x' ? yuan(5) : cost")j")))));
        rules.emplace_back(
            "conditionals",
            book(sample::version(body(
                clause("c1", "person.a ? person.b : person.months >= 3") + "," +
                    clause("c2", "(person.a ? person.months : 4) >= 3") + "," +
                    clause("c3", "(person.a ? 1 / (person.months - 3) : 2) < 3") + "," +
                    clause("c4", "(person.b ? person.level : senior) >= junior") + "," +
                    clause("c5", "(person.a ? on : issued) <= (person.b ? issued : on)"),
                step(
                    R"j("id": "p", "is": "person.a && person.b ? cost * 2 : person.a ? yuan(5) : cost")j")))));
        const auto bounded = [&](const std::string& more) {
            return step(R"j("id": "p", "payee": "person", "is": "cost", )j" + more) + "," +
                   step(R"j("id": "q", "payee": "employer", "is": "yuan(0)", "when": "person.b")j");
        };
        const std::string ask = clause("c1", "person.months >= 1");
        for (const std::string more :
             {R"j("when": "person.a")j", R"j("at_most": "yuan('0.04')")j",
              R"j("at_least": "yuan('0.02')", "when": "person.a")j",
              R"j("at_most": "cost", "at_least": "cost")j",
              R"j("at_most": "person.a ? yuan('0.03') : yuan('0.05')", "in_principle": true)j",
              R"j("at_most": "reading.m == 'x' ? yuan('0.03') : yuan('0.05')")j",
              R"j("when": "reading.m == 'x' && person.a")j"}) {
            rules.emplace_back(more, book(sample::version(body(ask, bounded(more)))));
        }
        // Figures that hang on lists nobody brought, of which some are the same whatever they say.
        for (
            const std::string more :
            {R"j("is": "place in list('a', on) ? cost : person.b ? cost : yuan('0.03')")j",
             R"j("is": "place in list('a', on) ? cost : place in list('b', on) ? yuan('0.03') : cost * 2", "when": "person.a")j",
             R"j("is": "place in list('a', on) && person.a ? sum(paid.map(s, s.got)) : cost")j",
             R"j("is": "place in list('a', on) ? cost : yuan('0.03')", "at_most": "yuan('0.05')")j",
             R"j("is": "reading.m == 'x' && place in list('a', on) ? cost : yuan('0.02')")j"}) {
            rules.emplace_back(
                more, book(sample::version(body(
                          ask, step(R"j("id": "p", "payee": "person", )j" + more) + "," +
                                   step(R"j("id": "q", "payee": "employer", "is": "cost")j")))));
        }
        const auto from = [](const std::string& first, const std::string& last) {
            return R"j({"from": ")j" + first + R"j(", "until": ")j" + last + "\", ";
        };
        rules.emplace_back(
            "versions picked by readings",
            book(
                from("2016-07-19", "2018-01-01") + R"j("instrument": "t", )j" + body(ask, plain) +
                    "}," + from("2018-01-02", "2018-12-31") +
                    R"j("none": {"zh": "无", "en": "none"}, "cite": "t §1"},)j" +
                    from("2019-01-01", "2020-03-01") + R"j("instrument": "t", )j" +
                    body(by_reading, plain) + "}," + from("2020-03-02", "2021-01-01") +
                    R"j("unseen": "not read"})j",
                R"j("keyed_on": "reading.k == 'x' ? on : reading.k == 'y' ? issued : on + days(200)")j"));
        return rules;
    }()};
    return *kRules;
}

// With and without the figures of amounts that are not exact, at every size of block.
TEST(BatchOfDoubts, EqualsTheSingleCase) {
    constexpr std::size_t kRows = 1'000;
    for (const auto& [name, books] : doubtful_rules()) {
        const Rows rows(books.impl().vocabulary, kRows, 5);
        engine::Machine machine;
        BatchInputs inputs = inputs_of(books, rows);
        for (const bool figures : {true, false}) {
            inputs.figures = figures;
            for (const std::size_t block : {std::size_t{1}, std::size_t{100}, kBlockRows}) {
                SCOPED_TRACE(name + " " + std::to_string(block));
                inputs.block_rows = block;
                BatchResult batch;
                decide_rows(machine, inputs, 0, kRows, batch);
                for (std::size_t row = 0; row < kRows; ++row) {
                    const Decision::Impl decision = decide_row(machine, inputs, row);
                    const Version* shown = decision.shown.front().version;
                    const std::int16_t item = batch.clause[row];
                    std::string clause = item == kNotInForce ? "none" : "";
                    if (item >= 0) {
                        const Item& decided = shown->items.at(static_cast<std::size_t>(item));
                        clause = shown->clauses.at(static_cast<std::size_t>(decided.clause)).id;
                    } else if (decision.clause == "none" && batch.version[row] == -1) {
                        clause = "none";  // decided alone, which is told by itself
                    }
                    ASSERT_EQ(batch.outcome[row], decision.outcome) << row;
                    ASSERT_EQ(clause, decision.clause) << row;
                    const Amount::Kind kind = decision.amount.kind;
                    if (figures) {
                        ASSERT_EQ(batch.amount_kind[row], kind) << row;
                        ASSERT_EQ(batch.high_fen[row], decision.amount.high.fen) << row;
                    }
                    ASSERT_EQ(batch.amount_kind[row] == Amount::Kind::exact,
                              kind == Amount::Kind::exact)
                        << row;
                    if (figures || kind == Amount::Kind::exact) {
                        ASSERT_EQ(batch.low_fen[row], decision.amount.low.fen) << row;
                    }
                }
                if (!figures) {
                    EXPECT_LT(batch.decided_alone, kRows / 2);
                }
            }
        }
    }
}

// What a block tells of a row's causes is what the case says of its outcome, and of its amount
// where that is not exact; also of blocks in which every row is refused.
TEST(BatchOfDoubts, TellsTheCausesOfEachRow) {
    constexpr std::size_t kRows = 600;
    std::size_t told_of = 0;
    for (const auto& [name, books] : doubtful_rules()) {
        const Rows rows(books.impl().vocabulary, kRows, 8);
        engine::Machine machine;
        std::map<std::size_t, std::set<DecisionCause>> told;
        std::set<std::size_t> alone;
        BatchInputs inputs;
        inputs.rule = &books.impl().rule("r");
        inputs.facts = &rows.view;
        inputs.as_of = Date{20'000};
        inputs.figures = false;
        inputs.alone = [&](std::size_t row, const Decision::Impl&) { alone.insert(row); };
        inputs.causes = [&](std::size_t row, const engine::CauseView& cause) {
            Causes one;
            one.insert(cause);
            told[row].insert(public_causes(one).front());
        };
        for (const std::size_t block : {std::size_t{1}, std::size_t{64}, kBlockRows}) {
            SCOPED_TRACE(name + " " + std::to_string(block));
            inputs.block_rows = block;
            told.clear();
            alone.clear();
            BatchResult batch;
            decide_rows(machine, inputs, 0, kRows, batch);
            for (const auto& [row, causes] : told) {
                if (alone.contains(row)) continue;
                const Decision::Impl decision = decide_row(machine, inputs, row);
                std::set<DecisionCause> all(decision.because.begin(), decision.because.end());
                if (decision.amount.kind != Amount::Kind::exact)
                    all.insert(decision.amount.causes.begin(), decision.amount.causes.end());
                ASSERT_EQ(causes, all) << row;
                ++told_of;
            }
        }
    }
    EXPECT_GT(told_of, 2'000U);
}

// The matrix of clauses is what each case shows, also in a result that held other rows before.
TEST(BatchOfDoubts, KeepsTheTruthsOfAllClauses) {
    constexpr std::size_t kRows = 700;
    for (const auto& [name, books] : doubtful_rules()) {
        const Rows rows(books.impl().vocabulary, kRows * 2, 6);
        engine::Machine machine;
        BatchInputs inputs = inputs_of(books, rows);
        inputs.clauses = true;
        for (const bool figures : {true, false}) {
            inputs.figures = figures;
            for (const std::size_t block : {std::size_t{100}, kBlockRows}) {
                SCOPED_TRACE(name + " " + std::to_string(block));
                inputs.block_rows = block;
                bajigong::Batch batch(machine, inputs);
                BatchResult result;
                batch.decide(kRows, kRows, result);
                batch.decide(0, kRows, result);
                for (std::size_t row = 0; row < kRows; ++row) {
                    const Decision::Impl decision = decide_row(machine, inputs, row);
                    const ShownVersion& shown = decision.shown.front();
                    std::size_t column = 0;
                    for (const Version& version : inputs.rule->versions) {
                        for (std::size_t c = 0; c < version.clauses.size(); ++c, ++column) {
                            const Truth truth = &version == shown.version && !shown.clauses.empty()
                                                    ? shown.clauses[c]
                                                    : Truth::unknown;
                            ASSERT_EQ(bit(result.clause_true[column].data(), row),
                                      truth == Truth::yes)
                                << row << " " << column;
                            ASSERT_EQ(bit(result.clause_known[column].data(), row),
                                      truth == Truth::yes || truth == Truth::no)
                                << row << " " << column;
                        }
                    }
                }
            }
        }
    }
}

}  // namespace
}  // namespace bajigong
