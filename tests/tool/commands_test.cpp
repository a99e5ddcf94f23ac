// The subcommands: what they print and with which exit code.
#include <gtest/gtest.h>

#include "harness.hpp"
#include "text/json.hpp"

namespace bajigong::tool_test {
namespace {

using Arguments = std::vector<std::string>;

struct Tool : ::testing::Test {
    Folder folder;
    std::string rules = folder / "rules";
    std::string facts;
    void SetUp() override {
        write_rulebook(folder);
        facts = folder.write("facts.json", kFacts);
    }
    Arguments decide(const Arguments& more = {}) const {
        Arguments arguments = {"decide", "--rulebooks", rules,        "--rule",
                               "grant",  "--on",        "2024-06-01", facts};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
};

void expect_part(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
}

TEST_F(Tool, DecidesInBothLanguagesAndFormats) {
    const Result english = run(decide({"--reading", "rate=full"}));
    EXPECT_EQ(english.status, 0);
    EXPECT_EQ(english.err, "");
    expect_part(english.out, "Outcome: eligible, 1000.00 yuan\n");
    const Result chinese = run(decide({"--reading", "rate=full", "--lang", "zh"}));
    expect_part(chinese.out, "结论：符合条件，1000.00元\n");
    const Result json = run(decide({"--reading", "rate=full", "--format", "json"}));
    EXPECT_EQ(json.status, 0);
    const text::JsonDocument document = text::parse_json(json.out, "out");
    const text::Json& root = document.root;
    EXPECT_EQ(root.find("outcome")->text, "eligible");
    EXPECT_EQ(root.find("amount")->find("value")->text, "1000.00");
}

TEST_F(Tool, ADecisionOfAnyOutcomeIsDone) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"application": {"on": "2024-05-01"}, "person": {"months": 11, "barred": false}, "grants": []})",
         "Outcome: not eligible"},
        {R"({"application": {"on": "2024-05-01"}, "person": {"months": 12}, "grants": []})",
         "Outcome: undetermined"},
        {R"({"application": {"on": "2023-05-01"}})", "Outcome: undetermined"},
    };
    for (const auto& [json, outcome] : cases) {
        const Result result = run({"decide", "--rulebooks", rules, "--rule", "grant", "--on",
                                   "2024-06-01", folder.write("case.json", json)});
        EXPECT_EQ(result.status, 0) << json;
        expect_part(result.out, outcome);
    }
}

TEST_F(Tool, ReadsFactsFromStandardInput) {
    const Result result = run({"decide", "--rulebooks", rules, "--rule", "grant", "--on",
                               "2024-06-01", "--reading", "rate=full", "-"},
                              kFacts);
    EXPECT_EQ(result.status, 0);
    expect_part(result.out, "eligible, 1000.00 yuan");
    const Result broken =
        run({"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", "-"},
            "{\n\"cost\" 5}");
    EXPECT_EQ(broken.status, 2);
    expect_part(broken.err, "standard input:2:8: error J");
}

TEST_F(Tool, JoinsGivenAndReadings) {
    const std::string given = folder.write("given.json", R"json({
      "lists": {"places": {"editions": [{"from": "2024-01-01", "until": "never", "rows": ["310000"]}],
                           "known": [{"from": "2024-01-01", "until": "never"}]}},
      "readings": {"rate": {"option": "half", "by": "某厅", "authority": "某函"}}})json");
    const Result result = run(decide({"--given", given, "--lang", "zh"}));
    EXPECT_EQ(result.status, 0);
    expect_part(result.out, "符合条件，501.00元");
    expect_part(result.out, "由以下人员或机构选定：某厅，依据：某函");
    const Result twice = run(decide({"--given", given, "--reading", "rate=full"}));
    EXPECT_EQ(twice.status, 2);
    expect_part(twice.err, "T009");
    const Result again = run(decide({"--reading", "rate=full", "--reading", "rate=half"}));
    expect_part(again.err, "T009");
    expect_part(run(decide({"--reading", "rate"})).err, "T008");
    expect_part(run(decide({"--reading", "rate=third"})).err, "D007");
    expect_part(run(decide({"--reading", "rates=half"})).err, "D005");
}

TEST_F(Tool, ReceiptsReplay) {
    const std::string salt = folder.write("salt", "0123456789abcdef0123456789abcdef\n");
    const std::string receipt = folder / "receipt.json";
    const Arguments replay = {"replay", receipt, facts, "--rulebooks", rules, "--salt-file", salt};
    EXPECT_EQ(
        run(decide({"--reading", "rate=full", "--salt-file", salt, "--receipt", receipt})).status,
        0);
    const Result same = run(replay);
    EXPECT_EQ(same.status, 0) << same.all();
    EXPECT_EQ(same.out, "same\n");
    // Other facts than those of the receipt.
    std::string changed = kFacts;
    changed.replace(changed.find("1000.00"), 7, "1001.00");
    folder.write("facts.json", changed);
    const Result differs = run(replay);
    EXPECT_EQ(differs.status, 1);
    expect_part(differs.out, "facts_digest");
    expect_part(run(decide({"--receipt", receipt})).err, "T011");
    const std::string small_salt = folder.write("short", "0123456789abcde");
    expect_part(run(decide({"--salt-file", small_salt})).err, "T012");
    folder.write("receipt.json", folder.read("receipt.json").replace(20, 1, "x"));
    EXPECT_EQ(run(replay).status, 2);
}

TEST_F(Tool, ListsShowsAndLints) {
    const Result listed = run({"rules", rules});
    EXPECT_EQ(listed.out, "grant\tsubsidy\t310000\ttest.grants\tLantern makers' grant\n");
    EXPECT_EQ(run({"rules", rules, "--lang", "zh"}).out,
              "grant\tsubsidy\t310000\ttest.grants\t灯笼工补贴\n");
    expect_part(run({"show", "grant", "--rulebooks", rules, "--on", "2024-03-01"}).out,
                "1. 12 months of work  [1] §1");
    expect_part(run({"show", "grant", "--rulebooks", rules, "--lang", "zh"}).out,
                "即：工作月数不少于12");
    expect_part(run({"readings", rules}).out, "rate: in full or by half");
    const Result clean = run({"lint", rules});
    EXPECT_EQ(clean.status, 0);
    EXPECT_EQ(clean.out, "0 warnings\n");
    std::string book = folder.read("rules/grants.json");
    folder.write("rules/grants.json",
                 book.replace(book.find("\"person.months >= 12\""), 21, "\"12 >= 12\""));
    const Result warned = run({"lint", rules});
    EXPECT_EQ(warned.status, 1);
    expect_part(warned.out, "warning L");
    expect_part(warned.out, "1 warning\n");
    // A rulebook alone: the message says what to give.
    expect_part(run({"lint", rules + "/grants.json"}).err,
                "error R072: no vocabulary.json was given; rulebooks are read together with it");
    folder.write("rules/grants.json", "{");
    EXPECT_EQ(run({"lint", rules}).status, 2);
}

TEST_F(Tool, EvaluatesExpressions) {
    const std::pair<Arguments, const char*> cases[] = {
        {{"eval", "date('2024-02-29') + years(1)"}, "\"2025-02-28\"\n"},
        {{"eval", "yuan(1500) * percent(130)"}, "\"1950.00\"\n"},
        {{"eval", "as_of", "--on", "2024-06-01"}, "\"2024-06-01\"\n"},
        {{"eval", "person.months + 1", "--facts", facts}, "13\n"},
        {{"eval", "cost", "--facts", facts, "--vocabulary", rules + "/vocabulary.json"},
         "\"1000.00\"\n"},
        {{"eval", "--", "-1 + 3"}, "2\n"},
    };
    for (const auto& [arguments, out] : cases) {
        const Result result = run(arguments);
        EXPECT_EQ(result.status, 0) << result.err;
        EXPECT_EQ(result.out, out);
    }
    expect_part(run({"eval", "-months(2)"}).err, "error T020");
    EXPECT_EQ(run({"eval", "--", "-months(2)"}).out, "\"-P2M\"\n");
    const Result broken = run({"eval", "1 +"});
    EXPECT_EQ(broken.status, 2);
    expect_part(broken.err, "error X");
    EXPECT_EQ(
        run({"eval", "cost", "--facts", facts, "--vocabulary", folder.write("empty", "")}).status,
        2);
}

TEST_F(Tool, RefusesBadUsageWithAClearLine) {
    const std::pair<Arguments, const char*> cases[] = {
        {{}, "T002"},
        {{"decde"}, "T014: there is no command decde; did you mean decide?"},
        {{"decide"}, "T001"},
        {decide({"--onn", "2024-01-01"}), "T005: there is no option --onn; did you mean --on?"},
        {decide({"--purple"}), "T004: there is no option --purple"},
        {decide({"second.json"}), "T003"},
        {decide({"--law-date", "2023-02-30"}), "T006: --law-date"},
        {decide({"--law-date", "never"}), "T006"},
        {decide({"--format", "xml"}), "T007: --format: expected one of text, json"},
        {decide({"--lang", "fr"}), "T007: --lang: expected one of zh, en"},
        {decide({"--given", folder / "none.json"}), "J001"},
        {decide({"--salt-file", "0123456789abcdef", "--receipt", folder / "no/such/folder"}),
         "J001"},
        {{"decide", "--rulebooks", rules, "--rule", "grantt", "--on", "2024-06-01", facts},
         "grant"},
        {{"decide", "--rulebooks", folder / "nowhere", "--rule", "grant", "--on", "2024-06-01",
          facts},
         "nowhere"},
        {{"show", "grant"}, "T001: --rulebooks is missing"},
        {{"show", "gramt", "--rulebooks", rules}, "grant"},
        {{"replay", "a"}, "T001"},
    };
    for (const auto& [arguments, part] : cases) {
        const Result result = run(arguments);
        EXPECT_EQ(result.status, 2) << part;
        EXPECT_EQ(result.out, "");
        expect_part(result.err, part);
    }
    expect_part(run({"decide", "--lang", "zh"}).err, "错误 T001：缺少");
    const std::string salt = folder.write("salt", "0123456789abcdef");
    const Result unwritable =
        run(decide({"--salt-file", salt, "--receipt", folder / "no/such/folder"}));
    EXPECT_EQ(unwritable.status, 2);
    expect_part(unwritable.err, "T010");
}

TEST_F(Tool, HelpTeachesWithAnExample) {
    for (const char* command :
         {"decide", "test", "lint", "rules", "show", "readings", "replay", "eval"}) {
        const Result help = run({command, "--help"});
        EXPECT_EQ(help.status, 0) << command;
        EXPECT_EQ(help.err, "");
        expect_part(help.out, std::string("  bajigong ") + command);
        expect_part(help.out, "Example");
    }
    const Result all = run({"--help"});
    EXPECT_EQ(all.status, 0);
    expect_part(all.out, "Exit codes");
    expect_part(run({"--version"}).out, "bajigong ");
}

// The program itself: exit codes and streams as a shell sees them.
TEST_F(Tool, RunsAsAProgram) {
    const Result done = run_program(decide({"--reading", "rate=full"}));
    EXPECT_EQ(done.status, 0) << done.err;
    expect_part(done.out, "eligible, 1000.00 yuan");
    const Result refused = run_program({"decide", "--rulebooks", rules});
    EXPECT_EQ(refused.status, 2);
    EXPECT_EQ(refused.out, "");
    expect_part(refused.err, "T001");
    const Result piped = run_program({"decide", "--rulebooks", rules, "--rule", "grant", "--on",
                                      "2024-06-01", "--reading", "rate=full", "-"},
                                     kFacts);
    EXPECT_EQ(piped.out, done.out);
}

}  // namespace
}  // namespace bajigong::tool_test
