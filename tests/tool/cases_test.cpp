// Worked cases: how they are read, what is checked, what coverage says.
#include <gtest/gtest.h>

#include "harness.hpp"

namespace bajigong::tool_test {
namespace {

struct Cases : ::testing::Test {
    Folder folder;
    std::string rules = folder / "rules";
    void SetUp() override { write_rulebook(folder); }

    // Runs the cases of one file, whose elements are `cases`; `base` is always there.
    Result test(const std::string& cases, const std::vector<std::string>& more = {}) {
        const std::string base = R"json(
          {"name": "base", "rule": "grant", "on": "2024-06-01", "given": {"readings": {"rate": "full"}},
           "facts": {"application.on": "2024-05-01", "application": {"kind": "lantern"}, "cost": "1000.00",
                     "person": {"months": 12, "barred": false}, "grants": []},
           "expect": {"outcome": "eligible", "amount": "1000.00"}})json";
        const std::string file =
            folder.write("a.cases.json", "{\"bajigong\": 1, \"cases\": [" + base +
                                             (cases.empty() ? "" : ",\n") + cases + "]}");
        std::vector<std::string> arguments = {"test", rules, file};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }
};

void expect_part(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
}

// A fault in the case that others are like is told in full once.
TEST_F(Cases, TellAFaultThatTheyShareOnce) {
    const std::string wrong =
        R"({"name": "wrong", "like": "base", "but": {"person.mnths": 1}, "expect": {"outcome": "eligible"}},)"
        R"({"name": "x", "like": "wrong", "but": {"cost": "5"}, "expect": {"outcome": "ineligible", "clause": "once"},
            "turned_by": {"cost": "6"}})";
    const Result result = test(wrong);
    EXPECT_EQ(result.status, 1);
    const std::size_t first = result.out.find("F005");
    ASSERT_NE(first, std::string::npos) << result.out;
    EXPECT_EQ(result.out.find("error F005", first + 1), std::string::npos) << result.out;
    expect_part(result.out, "the same fault as told above: F005");
    expect_part(result.out, "1 passed, 2 failed");
}

TEST_F(Cases, ReportInChinese) {
    const Result result = test(
        R"({"name": "x", "like": "base", "but": {"cost": "5"}, "expect": {"outcome": "undetermined", "because": {"facts": ["cost"]}, "amount": "6.00"},
            "under": [{"but": {"cost": "6"}, "expect": {"amount": "6.00"}}]})",
        {"--lang", "zh"});
    EXPECT_EQ(result.status, 1);
    expect_part(result.out,
                "结论（outcome）：应为 无法确定（undetermined），实为 符合（eligible）");
    expect_part(result.out, "金额（amount）：应为 确定（exact） 6.00，实为 确定（exact） 5.00");
}

TEST_F(Cases, TakeFromOthersAndChange) {
    const char* passing[] = {
        // A path changes one fact and leaves its neighbours; a group does the same.
        R"({"name": "x", "like": "base", "but": {"person.months": 13}, "expect": {"amount": "1000.00"}})",
        R"({"name": "x", "like": "base", "but": {"person": {"months": 13}, "cost": "5"}, "expect": {"amount": "5.00"}})",
        // What a case is like may itself be like another, and stand after it.
        R"({"name": "x", "like": "y", "but": {"cost": "7"}, "expect": {"amount": "7.00"}},
           {"name": "y", "like": "base", "but": {"cost": "6"}, "expect": {"amount": "6.00"}})",
        // A fact taken away is unknown.
        R"({"name": "x", "like": "base", "but": {"person.barred": {"unknown": true}},
            "expect": {"outcome": "undetermined", "because": {"facts": ["person.barred"]}},
            "under": [{"but": {"person.barred": true}, "expect": {"outcome": "ineligible", "clause": "barred"}}]})",
        // Elements repeated, as a list and within one.
        R"({"name": "x", "like": "base", "but": {"grants": {"times": 3, "of": {"kind": "kite"}}}, "expect": {"outcome": "eligible"}})",
        R"({"name": "x", "like": "base", "but": {"grants": [{"times": 2, "of": {"kind": "kite"}}, {"kind": "lantern"}]},
            "expect": {"outcome": "ineligible", "clause": "once"}, "turned_by": {"grants": {"times": 0, "of": {}}}})",
        // A list known in part: the claim itself is the one that is allowed.
        R"({"name": "x", "like": "base", "but": {"grants": {"known": [], "complete": false}},
            "expect": {"outcome": "undetermined", "because": {"facts": ["grants"]}},
            "under": [{"but": {"grants": []}, "expect": {"outcome": "eligible"}}]})",
        // A section of given stands in the place of the other's.
        R"({"name": "x", "like": "base", "given": {"readings": {"rate": "half"}, "lists": {"places":
              {"editions": [], "known": [{"from": "2024-01-01", "until": "never"}]}}}, "expect": {"amount": "500.00"}})",
        // Left open, there is a figure for each answer.
        R"({"name": "x", "like": "base", "given": {"readings": {}, "lists": {"places":
              {"editions": [], "known": [{"from": "2024-01-01", "until": "never"}]}}},
            "expect": {"outcome": "eligible", "version": "2024", "open": {"rate=full": "1000.00", "rate=half": "500.00"}}})",
        R"({"name": "x", "like": "base", "given": {"readings": {"rate": "half"}}, "expect": {"between": ["500.00", "501.00"]}})",
        R"({"name": "x", "like": "base", "on": "2023-06-01", "but": {"application.on": "2023-05-01"},
            "expect": {"outcome": "undetermined", "because": {"uncovered": true}}})",
        R"({"name": "x", "like": "base", "but": {"person.months": 11}, "expect": {"outcome": "ineligible", "clause": "long_enough"},
            "turned_by": {"person.months": 12, "cost": "9"}, "turned_to": {"outcome": "eligible", "amount": "9.00"}})",
    };
    for (const char* cases : passing) {
        const Result result = test(cases);
        EXPECT_EQ(result.status, 0) << cases << "\n" << result.all();
        expect_part(result.out, " passed, 0 failed\n");
    }
}

TEST_F(Cases, FailWhereTheyComeOutOtherwise) {
    struct Row {
        const char* cases;
        const char* line;
    };
    const Row rows[] = {
        {R"({"name": "x", "like": "base", "expect": {"outcome": "undetermined", "because": {"unseen": ["x"]}}})",
         "outcome: expected undetermined, came eligible"},
        {R"({"name": "x", "like": "base", "expect": {"amount": "1000.01"}})",
         "amount: expected exact 1000.01, came exact 1000.00"},
        {R"({"name": "x", "like": "base", "expect": {"at_most": "1000.00"}})",
         "amount: expected at_most 1000.00, came exact 1000.00"},
        {R"({"name": "x", "like": "base", "expect": {"between": ["1", "2"]}})",
         "amount: expected between 1.00 2.00"},
        {R"({"name": "x", "like": "base", "expect": {"unknown": {"pending": ["paid"]}}})",
         "amount: expected unknown (pending paid)"},
        {R"({"name": "x", "like": "base", "expect": {"version": "2023"}})",
         "version: expected 2023, came 2024"},
        {R"({"name": "x", "like": "base", "expect": {"because": {"facts": ["cost"]}}})",
         "because: expected facts cost, came -"},
        {R"({"name": "x", "like": "base", "expect": {"clause": "once"}})",
         "clause: expected once, came -"},
        {R"({"name": "x", "like": "base", "but": {"person.months": 1}, "expect": {"outcome": "ineligible", "clause": "long_enough"},
             "turned_by": {"person.months": 11}})",
         "turned by other facts: outcome: expected eligible, came ineligible"},
        {R"({"name": "x", "like": "base", "given": {"readings": {}, "lists": {"places": {"editions": [], "known": [{"from": "2024-01-01", "until": "never"}]}}},
             "expect": {"open": {"rate=full": "1000.00", "rate=half": "501.00"}}})",
         "amount, rate=half: expected exact 501.00, came exact 500.00"},
        {R"({"name": "x", "like": "base", "given": {"readings": {}, "lists": {"places": {"editions": [], "known": [{"from": "2024-01-01", "until": "never"}]}}},
             "expect": {"open": {"rate=full": "1000.00"}}})",
         "amount, rate=half: expected -, came exact 500.00"},
        // What is wrong with its facts, by the line they stand on.
        {R"({"name": "x", "like": "base", "but": {
               "person.mnths": 3}, "expect": {"outcome": "eligible"}})",
         "a.cases.json:7: error F005"},
        {R"({"name": "x", "like": "base", "given": {
               "readings": {"rate": "third"}}, "expect": {"outcome": "eligible"}})",
         "a.cases.json:7: error D007"},
        {R"({"name": "x", "like": "base", "rule": "gramt", "expect": {"outcome": "eligible"}})",
         "error D002"},
        {R"({"name": "x", "like": "base", "rule": "zzzz", "expect": {"outcome": "eligible"}})",
         "error D009"},
        {R"({"name": "x", "like": "base", "given": {"lists": {"zzzz": {"editions": []}}}, "expect": {"outcome": "eligible"}})",
         "error D010"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.cases);
        const Result result = test(row.cases);
        EXPECT_EQ(result.status, 1) << result.all();
        expect_part(result.out, "a.cases.json:6: x\n");
        expect_part(result.out, row.line);
        expect_part(result.out, "1 passed, 1 failed\n");
    }
}

// A reading named as a cause is run with each of its options.
TEST_F(Cases, DemandEveryOption) {
    std::string book = folder.read("rules/grants.json");
    const std::string before = "\"person.months >= 12\"";
    book.replace(book.find(before), before.size(),
                 "\"person.months >= (reading.rate == 'full' ? 12 : 24)\"");
    folder.write("rules/grants.json", book);
    const std::string with = R"({"name": "x", "like": "base", "given": {"readings": {}},
       "expect": {"outcome": "undetermined", "because": {"readings": ["rate"]}}, "under": [
       {"readings": {"rate": "full"}, "expect": {"outcome": "eligible", "amount": "1000.00"}})";
    const Result lacking = test(with + "]}");
    EXPECT_EQ(lacking.status, 1);
    expect_part(lacking.out, "`under` lacks a run with rate=half");
    const Result whole = test(
        with +
        R"(, {"readings": {"rate": "half"}, "expect": {"outcome": "ineligible", "clause": "long_enough"}}]})");
    EXPECT_EQ(whole.status, 0) << whole.all();
}

TEST_F(Cases, AreReadStrictly) {
    struct Row {
        const char* cases;
        const char* code;
    };
    const Row rows[] = {
        {R"({"name": "x", "like": "base", "expct": {}})", "C005"},
        {R"({"name": "x", "like": "base"})", "C001"},
        {R"({"name": "x", "on": "2024-06-01", "facts": {}, "expect": {}})", "C001"},
        {R"({"name": "x", "like": 5, "expect": {}})", "C002"},
        {R"({"name": "", "like": "base", "expect": {}})", "C006"},
        {R"({"name": "x", "like": "bas", "expect": {}})", "C026"},
        {R"({"name": "x", "like": "something else", "expect": {}})", "C008"},
        {R"({"name": "x", "like": "x", "expect": {}})", "C009"},
        {R"({"name": "x", "like": "y", "expect": {}}, {"name": "y", "like": "x", "expect": {}})",
         "C009"},
        {R"({"name": "base", "like": "base", "expect": {}})", "C010"},
        {R"({"name": "x", "like": "base", "on": "2024-02-30", "expect": {}})", "C011"},
        {R"({"name": "x", "like": "base", "on": "never", "expect": {}})", "C011"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "granted"}})", "C012"},
        {R"({"name": "x", "like": "base", "expect": {"amount": "1", "at_most": "2"}})", "C013"},
        {R"({"name": "x", "like": "base", "expect": {"amount": "0.005"}})", "C014"},
        {R"({"name": "x", "like": "base", "expect": {"between": ["1"]}})", "C014"},
        {R"({"name": "x", "like": "base", "expect": {"because": {"fact": []}}})", "C005"},
        {R"({"name": "x", "like": "base", "expect": {"because": {"uncovered": 1}}})", "C002"},
        {R"({"name": "x", "like": "base", "expect": {"because": {"facts": [1]}}})", "C002"},
        {R"({"name": "x", "like": "base", "expect": {"open": {"rate": "1"}}})", "C024"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "ineligible", "clause": "once"}})",
         "C015"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "ineligible"}, "turned_by": {"cost": "1"}})",
         "C015"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "undetermined"}})", "C016"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "undetermined", "because": {"facts": ["cost"]}}})",
         "C016"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "undetermined", "because": {"supply": ["places"]}},
             "under": [{"but": {"cost": "1"}, "expect": {}}]})",
         "C016"},
        {R"({"name": "x", "like": "base", "expect": {"outcome": "undetermined", "because": {"readings": ["rate"]}}})",
         "C016"},
        {R"({"name": "x", "like": "base", "but": {"grants": {"times": -1, "of": {}}}, "expect": {}})",
         "C019"},
        {R"({"name": "x", "like": "base", "but": {"grants": {"times": 1000000000, "of": {}}}, "expect": {}})",
         "C019"},
        {R"({"name": "x", "like": "base", "but": {"cost.fen": 1}, "expect": {}})", "C020"},
        {R"({"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {"person.months": 1, "person": {"months": 2}}, "expect": {}})",
         "C020"},
        {R"({"name": "x", "like": "base", "expect": {}, "under": [{"expect": {}}]})", "C027"},
        {R"({"name": "x", "like": "base", "expect": {}, "under": [{"but": {"cost": "1"}}]})",
         "C001"},
        {R"({"name": "x", "like": "base", "expect": {}, "turned_to": {}})", "C001"},
        {R"({"name": "x", "like": "base", "expect": {}, "given": {"list": {}}})", "C005"},
        {"5", "C002"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.cases);
        const Result result = test(row.cases);
        EXPECT_EQ(result.status, 2) << result.all();
        EXPECT_EQ(result.out, "");
        expect_part(result.err, "a.cases.json:6: error " + std::string(row.code));
    }
    const Result version =
        run({"test", rules, folder.write("b.cases.json", R"({"bajigong": 2, "cases": []})")});
    EXPECT_EQ(version.status, 2);
    expect_part(version.err, "C007");
}

TEST_F(Cases, FindsTheFilesBesideTheRulebooks) {
    const char* one =
        R"({"bajigong": 1, "cases": [{"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {},
        "expect": {"outcome": "undetermined", "because": {"facts": ["application.on"]}},
        "under": [{"but": {"application.on": "2023-01-01"}, "expect": {"outcome": "undetermined"}}]}]})";
    folder.write("rules/grants.cases.json", one);
    folder.write("rules/deep/er/more.cases.json", one);
    folder.write("rules/deep/readme.txt", "not cases");
    const Result result = run({"test", rules});
    EXPECT_EQ(result.status, 0) << result.all();
    EXPECT_EQ(result.out, "2 passed, 0 failed\n");
}

TEST_F(Cases, ListEveryRunForOtherPrograms) {
    const Result result = test(R"(
      {"name": "x", "like": "base", "but": {"person.months": 1},
       "expect": {"outcome": "ineligible", "clause": "long_enough"}, "turned_by": {"person.months": 12}},
      {"name": "y", "like": "base", "but": {"cost": {"unknown": true}},
       "expect": {"outcome": "eligible", "unknown": {"facts": ["cost"]}, "because": {"facts": ["cost"]}},
       "under": [{"but": {"cost": "7"}, "expect": {"at_most": "7.00"}}]})",
                               {"--list"});
    EXPECT_EQ(result.status, 0) << result.err;
    const std::string facts =
        R"("rule":"grant","as_of":"2024-06-01","facts":{"application":{"on":"2024-05-01","kind":"lantern"},)";
    const std::string given = R"(},"given":{"readings":{"rate":"full"}},"expect":)";
    std::string rest = result.out;
    const auto expect_line = [&](const std::string& run, const std::string& facts_part,
                                 const std::string& expected) {
        const std::string line = rest.substr(0, rest.find('\n'));
        rest.erase(0, line.size() + 1);
        expect_part(line, run);
        expect_part(line, facts);
        expect_part(line, facts_part);
        expect_part(line, given + expected + '}');
    };
    expect_line(R"("name":"base","run":"case")", R"("cost":"1000.00")",
                R"({"outcome":"eligible","amount":{"kind":"exact","low":100000,"high":100000}})");
    expect_line(R"("name":"x","run":"case")", R"("months":1,)",
                R"({"outcome":"ineligible","clause":"long_enough"})");
    expect_line(R"("name":"x","run":"turned")", R"("months":12,)", R"({"outcome":"eligible"})");
    expect_line(
        R"("name":"y","run":"case")", R"("grants":[]})",
        R"({"outcome":"eligible","because":[["facts","cost"]],"amount":{"kind":"unknown"}})");
    expect_line(R"("name":"y","run":"under")", R"("cost":"7")",
                R"({"amount":{"kind":"at_most","high":700}})");
    EXPECT_EQ(rest, "");
}

TEST_F(Cases, CoverageListsWhatIsNotMadeBothTrueAndFalse) {
    const Result result = test("", {"--coverage"});
    EXPECT_EQ(result.status, 1);
    expect_part(result.out, "NOT COVERED grant 2024: long_enough is never false");
    expect_part(result.out, "NOT COVERED grant 2024: barred is never true");
    expect_part(result.out, "NOT COVERED grant 2024: once is never false");
    EXPECT_TRUE(result.out.ends_with("\n1 passed, 0 failed\n")) << result.out;
    const Result covered = test(R"(
      {"name": "x", "like": "base", "but": {"person.months": 1, "person.barred": true, "grants": [{"kind": "lantern"}]},
       "expect": {"outcome": "ineligible", "clause": "long_enough"},
       "turned_by": {"person.months": 12, "person.barred": false, "grants": []}})",
                                {"--coverage"});
    EXPECT_EQ(covered.status, 0) << covered.all();
    EXPECT_EQ(covered.out, "2 passed, 0 failed\n");
}

}  // namespace
}  // namespace bajigong::tool_test
