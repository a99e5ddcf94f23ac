// A batch where a rule is asked of the members of each case.
#include <gtest/gtest.h>

#include "decision/batch.hpp"
#include "made_rows.hpp"
#include "rulebook/reads.hpp"
#include "sample.hpp"

namespace bajigong {
namespace {

using sample::clause;

// Firms with trainees who took courses; both have lists.
constexpr const char* kFirms = R"({"bajigong": 1, "facts": {
    "on": {"type": "date", "zh": "日", "en": "day"},
    "staff": {"type": "int", "zh": "人数", "en": "staff"},
    "small": {"type": "bool", "zh": "小", "en": "small"},
    "fee": {"type": "money", "zh": "费用", "en": "fee"},
    "grants": {"zh": "已领", "en": "grants", "list": {
        "sum": {"type": "money", "zh": "金额", "en": "sum"}}},
    "course.hours": {"type": "int", "zh": "学时", "en": "hours"},
    "trainee.hours": {"type": "int", "zh": "学时", "en": "hours"},
    "trainee.age": {"type": "int", "zh": "年龄", "en": "age"},
    "trainee.kept": {"type": "bool", "zh": "留用", "en": "kept"},
    "trainee.since": {"type": "date", "zh": "起", "en": "since"},
    "trainee.courses": {"zh": "课程", "en": "courses", "list": {
        "hours": {"type": "int", "zh": "学时", "en": "hours"},
        "topics": {"zh": "内容", "en": "topics", "list": {
            "score": {"type": "int", "zh": "得分", "en": "score"}}},
        "passed": {"type": "bool", "zh": "合格", "en": "passed"}}},
    "trainees": {"zh": "学员", "en": "trainees", "list": {
        "kept": {"type": "bool", "zh": "留用", "en": "kept"},
        "age": {"type": "int", "zh": "年龄", "en": "age"},
        "since": {"type": "date", "zh": "起", "en": "since"},
        "courses": {"zh": "课程", "en": "courses", "list": {
            "passed": {"type": "bool", "zh": "合格", "en": "passed"},
            "hours": {"type": "int", "zh": "学时", "en": "hours"},
            "topics": {"zh": "内容", "en": "topics", "list": {
                "score": {"type": "int", "zh": "得分", "en": "score"}}}}}}}}})";

std::map<std::string, std::string> texts(const std::string& admits) {
    const std::string rule = R"("kind": "subsidy", "payee": "employer",
        "title": {"zh": "试", "en": "test"}, )";
    return {
        {"vocabulary.json", kFirms},
        {"test.json",
         R"j({"bajigong": 1, "id": "test", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
    "instruments": {"t": {"title": "试行办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
    "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays", "cite": "t §9"},
    "readings": {"wide": {"asks": {"zh": "问", "en": "asks"}, "options": {
        "no": {"zh": "否", "en": "no"}, "yes": {"zh": "是", "en": "yes"}}}},
    "rules": [{"id": "skilled", )j" +
             rule + R"j("keyed_on": "trainee.since", "versions": [{"from": "2016-07-19",
            "until": "never", "instrument": "t", "require": [)j" +
             clause("hours",
                    "trainee.courses.all(c, c.hours > 2 || c.passed || c.topics.exists(t, t.score "
                    "> 8))") +
             R"j(]}]}, {"id": "admits", )j" + rule +
             R"j("keyed_on": "trainee.since", "asks": {"skilled": "skilled"},
            "versions": [{"from": "2016-07-19", "until": "2020-01-01", "instrument": "t",
            "require": [)j" +
             admits +
             R"j(]}, {"from": "2020-01-02", "until": "never", "none": {"zh": "无", "en": "none"},
            "cite": "t §1"}]}, {"id": "r", )j" +
             rule + R"j("keyed_on": "on",
            "members": {"each": "x in trainees", "rule": "admits", "as": "trainee"},
            "versions": [{"from": "2016-07-19", "until": "never", "instrument": "t", "require": [)j" +
             clause("some", "trainees.exists(x, x.admitted)") + "," +
             clause("staff", "staff > 2 || (reading.wide == 'yes' && small)") +
             R"j(], "amount": [{"id": "p", "cite": "t §1",
                "is": "fee * trainees.filter(x, x.admitted).size()"}]}]}]})j"}};
}

Rulebooks firms(const std::string& admits) { return Rulebooks::load_texts(texts(admits)); }

TEST(BatchOfMembers, EqualsTheSingleCase) {
    constexpr std::size_t kRows = 1'500;
    const Rulebooks books =
        firms(clause("age", "trainee.age >= 4 || small") + "," +
              clause("kept", "trainee.kept || staff > 6 || reading.wide == 'yes'") + "," +
              clause("skill", "asks.skilled || trainee.age > 7") + "," +
              clause("once", "grants.all(g, g.sum < fee)"));
    const sample::Rows rows(books.impl().vocabulary, kRows, 23);
    engine::Machine machine;
    BatchInputs inputs;
    inputs.rule = &books.impl().rule("r");
    inputs.facts = &rows.view;
    inputs.as_of = Date{20'000};
    inputs.figures = false;
    std::size_t alone = 0;
    inputs.alone = [&](std::size_t, const Decision::Impl&) { ++alone; };
    for (const std::size_t block : {std::size_t{1}, std::size_t{100}, kBlockRows}) {
        SCOPED_TRACE(block);
        inputs.block_rows = block;
        BatchResult batch;
        Batch decider(machine, inputs);
        decider.decide(kRows / 2, kRows / 2, batch);
        decider.decide(0, kRows, batch);
        std::map<Outcome, int> seen;
        int paid = 0;
        for (std::size_t row = 0; row < kRows; ++row) {
            const Decision::Impl decision = decide_row(machine, inputs, row);
            ASSERT_EQ(batch.outcome[row], decision.outcome) << row;
            ASSERT_EQ(batch.amount_kind[row] == Amount::Kind::exact,
                      decision.amount.kind == Amount::Kind::exact)
                << row;
            // Without figures the batch does not tell how far a range goes.
            if (decision.amount.kind == Amount::Kind::exact) {
                ASSERT_EQ(batch.low_fen[row], decision.amount.low.fen) << row;
            }
            ++seen[decision.outcome];
            paid += decision.amount.low.fen > 0 ? 1 : 0;
        }
        EXPECT_GT(seen[Outcome::eligible], 20);
        EXPECT_GT(seen[Outcome::ineligible], 50);
        EXPECT_GT(seen[Outcome::undetermined], 50);
        EXPECT_GT(paid, 10);
    }
    EXPECT_EQ(alone, 0U);
}

// Each member in a case of its own, with the rule asked of it there.
TEST(BatchOfMembers, StandInTheirCase) {
    const Rulebooks books =
        firms(clause("age", "trainee.age >= 4 && staff > 3") + "," +
              clause("skill", "asks.skilled") + "," + clause("once", "grants.all(g, g.sum < fee)"));
    const std::string firm = R"("on": "2018-01-01", "staff": 5, "fee": "2.00",
        "grants": [{"sum": "1.00"}])";
    const std::vector<std::string> members = {
        R"("age": 5, "since": "2018-01-01", "courses": [{"hours": 3, "passed": false}])",
        R"("age": 3, "since": "2018-01-01", "courses": [{"hours": 3, "passed": false}])",
        R"("age": 5, "since": "2018-01-01", "courses": [{"hours": 3, "passed": false},
                                         {"hours": 1, "passed": false, "topics": []}])",
        R"("age": 5, "since": "2021-01-01", "courses": [])",
        R"("since": "2018-01-01", "courses": [])",
        R"("age": 5, "since": "2018-01-01", "courses": [
            {"hours": 1, "passed": false, "topics": [{"score": 1}, {"score": 9}]}])",
    };
    std::string trainees;
    for (const std::string& member : members)
        trainees += (trainees.empty() ? "{" : ", {") + member + "}";
    const DecideOptions options{*Date::parse("2024-06-01"), std::nullopt, ""};
    const Facts facts =
        Facts::from_json(books, "{" + firm + R"(, "trainees": [)" + trainees + "]}");
    const Decision decision = decide(books, "r", facts, options);
    EXPECT_EQ(decision.outcome(), Outcome::eligible);
    ASSERT_EQ(decision.answers().size(), members.size());
    const std::vector<std::pair<Outcome, std::string>> expected = {
        {Outcome::eligible, ""},        {Outcome::ineligible, "age"},
        {Outcome::ineligible, "skill"}, {Outcome::ineligible, "none"},
        {Outcome::undetermined, "age"}, {Outcome::eligible, ""},
    };
    for (std::size_t i = 0; i < members.size(); ++i) {
        SCOPED_TRACE(i);
        EXPECT_EQ(decision.answers()[i].outcome, expected[i].first);
        EXPECT_EQ(decision.answers()[i].clause, expected[i].second);
        const Facts own =
            Facts::from_json(books, "{" + firm + R"(, "trainee": {)" + members[i] + "}}");
        EXPECT_EQ(decide(books, "admits", own, options).outcome(), expected[i].first);
    }
}

// Another rulebook asks a rule of each course of a trainee: its answers are no field that a list of
// members would have to have.
TEST(BatchOfMembers, StandBesideTheAnswersOfOthers) {
    std::map<std::string, std::string> files = texts(clause("skill", "asks.skilled"));
    const std::string kind = R"("kind": "subsidy", "payee": "employer",
        "title": {"zh": "试", "en": "test"}, "keyed_on": "on", )";
    const std::string always = R"j("versions": [{"from": "2016-07-19", "until": "never",
        "instrument": "t", "require": [)j";
    files["other.json"] =
        R"j({"bajigong": 1, "id": "other", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
        "instruments": {"t": {"title": "另一办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
        "rules": [{"id": "long", )j" +
        kind + always + clause("long", "course.hours > 2") + R"j(]}]}, {"id": "courses", )j" +
        kind +
        R"j("members": {"each": "c in trainee.courses", "rule": "long", "as": "course"}, )j" +
        always + clause("each", "trainee.courses.all(c, c.admitted)") + "]}]}]}";
    const Rulebooks books = Rulebooks::load_texts(files);
    const Facts facts = Facts::from_json(books, R"({"on": "2018-01-01", "staff": 5, "fee": "2.00",
        "trainees": [{"since": "2018-01-01", "courses": [{"hours": 3, "passed": false}]},
                     {"since": "2018-01-01", "courses": [{"hours": 1, "passed": false, "topics": []}]}]})");
    const DecideOptions options{*Date::parse("2024-06-01"), std::nullopt, ""};
    const Decision decision = decide(books, "r", facts, options);
    ASSERT_EQ(decision.answers().size(), 2U);
    EXPECT_EQ(decision.answers()[0].outcome, Outcome::eligible);
    EXPECT_EQ(decision.answers()[1].outcome, Outcome::ineligible);
    EXPECT_EQ(decision.answers()[1].clause, "skill");
}

// A member's rule reads as the member's own what its list does not hold, or holds otherwise.
TEST(BatchOfMembers, MustHoldWhatIsReadOfThem) {
    const auto refused = [](const std::string& from, const std::string& to) {
        std::map<std::string, std::string> files = texts(clause("skill", "asks.skilled"));
        std::string& vocabulary = files["vocabulary.json"];
        const std::size_t at = vocabulary.rfind(from);
        EXPECT_NE(at, std::string::npos) << from;
        vocabulary.replace(at, from.size(), to);
        try {
            Rulebooks::load_texts(files);
        } catch (const Failure& failure) {
            const Problem& problem = failure.problems().front();
            return problem.code + " " + problem.args[0] + " " + problem.args[1] + " " +
                   problem.args[2];
        }
        return std::string("taken");
    };
    EXPECT_EQ(refused("\"hours\": {\"type\": \"int\"", "\"hours\": {\"type\": \"bool\""),
              "R087 admits trainee.courses trainees");
    EXPECT_EQ(refused("\"courses\": {", "\"lessons\": {"), "R087 admits trainee.courses trainees");
    EXPECT_EQ(refused("\"score\": {", "\"points\": {"), "R087 admits trainee.courses trainees");
    EXPECT_EQ(refused("\"since\": {\"type\": \"date\"", "\"since\": {\"type\": \"int\""),
              "R087 admits trainee.since trainees");
}

// Through the rule that overrides the one asked a circle is a circle, and a fact that is no
// member's is none.
TEST(BatchOfMembers, AreDecidedByOverridesToo) {
    const auto loaded = [](const std::string& asks, const std::string& condition) {
        std::map<std::string, std::string> files = texts(clause("skill", "asks.skilled"));
        files["over.json"] =
            R"j({"bajigong": 1, "id": "over", "title": {"zh": "试", "en": "test"}, "jurisdiction": "CN",
            "instruments": {"t": {"title": "另一办法", "number": null, "issuer": "试", "issued": null, "evidence": "official"}},
            "rules": [{"id": "over", "kind": "subsidy", "payee": "employer",
            "title": {"zh": "试", "en": "test"}, "keyed_on": "on",
            "overrides": {"rule": "admits", "when": "small", "cite": "t §1"}, )j" +
            asks + R"j("versions": [{"from": "2016-07-19", "until": "never", "instrument": "t",
            "require": [)j" +
            clause("c", condition) + "]}]}]}";
        try {
            Rulebooks::load_texts(files);
        } catch (const Failure& failure) {
            std::string told = failure.problems().front().code;
            for (const std::string& arg : failure.problems().front().args) told += " " + arg;
            return told;
        }
        return std::string("taken");
    };
    EXPECT_EQ(loaded("", "staff > 2 && trainee.age > 1"), "taken");
    EXPECT_EQ(loaded("", "trainee.hours > 2"), "R087 admits trainee.hours trainees");
    EXPECT_EQ(loaded(R"("asks": {"again": "r"}, )", "asks.again"), "R086 over 8");
}

// What is read of members is read of the lists within them: a population binds those too.
TEST(BatchOfMembers, AreReadWithTheirLists) {
    const Rulebooks books = firms(clause("skill", "asks.skilled || reading.wide == 'yes'"));
    const Vocabulary& vocabulary = books.impl().vocabulary;
    Reads reads;
    note_reads(books.impl().rule("r"), vocabulary, reads);
    const int trainees = vocabulary.list(0, "trainees");
    const int courses = vocabulary.list(trainees, "courses");
    const int topics = vocabulary.list(courses, "topics");
    for (const int list : {trainees, courses, topics}) EXPECT_TRUE(reads.lists.contains(list));
    EXPECT_TRUE(reads.columns.contains({topics, vocabulary.tables()[topics].column("score")}));
}

// Loops within loops over what members share would fill a block: it is cut up instead.
TEST(BatchOfMembers, ShareWithoutFillingTheMemory) {
    const Rulebooks books = firms(clause("once",
                                         "grants.all(g, grants.exists(h, h.sum == g.sum)) || "
                                         "reading.wide == 'yes'"));
    std::string grants, trainees;
    for (int i = 0; i < 300; ++i) grants += std::string(i == 0 ? "" : ",") + R"({"sum": "1.00"})";
    for (int i = 0; i < 300; ++i)
        trainees += std::string(i == 0 ? "" : ",") + R"({"since": "2018-01-01"})";
    const Facts facts = Facts::from_json(
        books, R"({"on": "2018-01-01", "staff": 5, "fee": "2.00", "small": true, "trainees": [)" +
                   trainees + R"(], "grants": [)" + grants + "]}");
    engine::Machine machine;
    BatchInputs inputs;
    inputs.rule = &books.impl().rule("r");
    inputs.facts = &facts.impl().facts->view();
    inputs.as_of = Date{20'000};
    BatchResult batch;
    decide_rows(machine, inputs, 0, 1, batch);
    EXPECT_EQ(batch.outcome[0], Outcome::eligible);
    EXPECT_EQ(batch.low_fen[0], 60'000);
    EXPECT_LT(machine.memory(), std::size_t{1} << 29);
}

// Ten thousand members that each look at ten thousand grants cost more than a case may.
TEST(BatchOfMembers, MayCostTooMuch) {
    const Rulebooks books = firms(clause("once", "grants.all(g, g.sum < fee)"));
    const auto case_of = [&](std::size_t trainees, std::size_t grants) {
        const auto list = [](const char* element, std::size_t count) {
            std::string all;
            for (std::size_t i = 0; i < count; ++i)
                all += (i == 0 ? "" : ",") + std::string(element);
            return "[" + all + "]";
        };
        return Facts::from_json(
            books, R"({"on": "2018-01-01", "staff": 5, "fee": "2.00", "trainees": )" +
                       list(R"({"since": "2018-01-01"})", trainees) + R"(, "grants": )" +
                       list(R"({"sum": "1.00"})", grants) + "}");
    };
    const DecideOptions options{*Date::parse("2024-06-01"), std::nullopt, ""};
    EXPECT_EQ(decide(books, "r", case_of(1'000, 1'001), options).outcome(), Outcome::eligible);
    for (const std::size_t many : {1'000, 10'000}) {
        const Facts facts = case_of(many, many + 1);
        engine::Machine machine;
        BatchInputs inputs;
        inputs.rule = &books.impl().rule("r");
        inputs.facts = &facts.impl().facts->view();
        inputs.as_of = options.as_of;
        BatchResult batch;
        decide_rows(machine, inputs, 0, 1, batch);
        EXPECT_EQ(batch.outcome[0], many == 1'000 ? Outcome::eligible : Outcome::fault);
        EXPECT_EQ(batch.low_fen[0], many == 1'000 ? 200'000 : 0);
        EXPECT_EQ(batch.overloaded.size(), many == 1'000 ? 0U : 1U);
    }
    try {
        decide(books, "r", case_of(10'000, 10'001), options);
        FAIL() << "taken";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.problems().front().code, "D001");
    }
}

}  // namespace
}  // namespace bajigong
