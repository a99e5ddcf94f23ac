// `bajigong ledger`: what its subcommands say, and with which exit code.
#include <gtest/gtest.h>

#include "harness.hpp"

namespace bajigong::tool_test {
namespace {

constexpr const char* kAppropriate =
    R"({"do":"appropriate","id":"a1","at":"2026-01-05T09:00:00+08:00","by":"c","fund":"f","year":2026,"line":"l","amount":"100","document":"d"})"
    "\n";
// No such fund: rejected, and recorded.
constexpr const char* kWithdraw =
    R"({"do":"withdraw","id":"a2","at":"2026-01-06T09:00:00+08:00","by":"c","fund":"g","year":2026,"line":"l","amount":"1","document":"d"})"
    "\n";
constexpr const char* kScheme =
    R"({"do":"scheme","id":"a3","at":"2026-01-07T09:00:00+08:00","by":"c","scheme":"q","document":"d","encumber":"enrolment","cap":"50","valid":"P3M","hold_days":9,"shares":[{"fund":"f","year":2026,"line":"l","share":1}]})"
    "\n";
constexpr const char* kIssue =
    R"({"do":"issue","id":"a4","at":"2026-01-08T09:00:00+08:00","by":"c","voucher":"v","scheme":"q","person":"0000000000000000000000000000000000000000000000000000000000000001","amount":"40.50"})"
    "\n";

struct LedgerTool : ::testing::Test {
    Folder folder;
    std::string file = folder / "a.ledger";
    void SetUp() override {
        const Result made = run({"ledger", "init", file, "--origin", "test.example/tool"});
        ASSERT_EQ(made.status, 0) << made.all();
    }
    Result apply(const std::string& commands, const std::vector<std::string>& more = {}) const {
        std::vector<std::string> arguments = {"ledger", "apply", file, "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments, commands);
    }
    std::string said(const std::vector<std::string>& arguments, int status = 0) const {
        const Result result = run(arguments);
        EXPECT_EQ(result.status, status) << result.all();
        return result.all();
    }
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++times;
    return times;
}

void expect_part(const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\nis not in\n" << text;
}

TEST_F(LedgerTool, GoesOnAfterARejectionUnlessToldToStop) {
    const std::string commands = std::string(kAppropriate) + kWithdraw + kScheme + kIssue;
    const Result stopped = apply(commands, {"--stop"});
    EXPECT_EQ(stopped.status, 1);
    EXPECT_EQ(count(stopped.out, "\n"), 2u);
    EXPECT_EQ(count(stopped.out, "\"rejected\""), 1u);
    expect_part(said({"ledger", "status", file}), " 2 records");
    const Result all = apply(commands);
    EXPECT_EQ(all.status, 1);
    EXPECT_EQ(count(all.out, "\"replayed\":true"), 2u);
    EXPECT_EQ(count(all.out, "\"accepted\""), 3u);
    // What stood in the file is judged as what came by standard input.
    const std::string path = folder.write("again.jsonl", commands);
    const Result again = run({"ledger", "apply", file, path});
    EXPECT_EQ(count(again.out, "\"replayed\":true"), 4u);
}

TEST_F(LedgerTool, TakesNothingBookedLaterThanTheHostSays) {
    const std::vector<std::string> bound = {"--not-after", "2026-01-05T09:00:00+08:00"};
    const Result result = apply(std::string(kAppropriate) + kWithdraw, bound);
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(count(result.out, "\"accepted\""), 1u);
    EXPECT_EQ(count(result.out, "\"refused\""), 1u);
    EXPECT_EQ(count(result.out, "B011"), 1u);
    expect_part(said({"ledger", "status", file}), " 1 records");  // a refusal is not recorded
    const Result wrong = apply("", {"--not-after", "tomorrow"});
    EXPECT_EQ(wrong.status, 2);
    expect_part(wrong.err, "B042");
}

// 100 yuan appropriated, of which 40.50 are promised to a voucher that is only qualified.
TEST_F(LedgerTool, ShowsTheLedgerAtAGlance) {
    ASSERT_EQ(apply(std::string(kAppropriate) + kScheme + kIssue).status, 0);
    EXPECT_EQ(said({"ledger", "status", file}),
              "test.example/tool, SHA-256, 3 records, last booked 2026-01-08T01:00:00.000000Z\n"
              "           -100.00  APP\n"
              "            100.00  AVL\n"
              "             40.50  promised, not encumbered: f 2026 l\n");
}

TEST_F(LedgerTool, BacksUpToAFileThatIsNotThereYet) {
    ASSERT_EQ(apply(kAppropriate).status, 0);
    const std::string copy = folder / "copy.ledger";
    EXPECT_EQ(said({"ledger", "backup", file, copy}), "");
    EXPECT_EQ(said({"ledger", "checkpoint", copy}), said({"ledger", "checkpoint", file}));
    const std::string kept = folder.read("copy.ledger");
    expect_part(said({"ledger", "backup", file, copy}, 2), "B023");
    EXPECT_EQ(folder.read("copy.ledger"), kept);
}

TEST_F(LedgerTool, HasNothingToUpgrade) {
    EXPECT_EQ(said({"ledger", "upgrade", file}), "nothing to do\n");
    expect_part(said({"ledger", "upgrade", folder.write("none", "no ledger")}, 2), "B024");
}

TEST_F(LedgerTool, SaysWhatACheckpointAnchorsAndWhatNot) {
    ASSERT_EQ(apply(kAppropriate).status, 0);
    const std::string early = folder.write("1.json", said({"ledger", "checkpoint", file}));
    const std::string older = folder / "older.ledger";
    said({"ledger", "backup", file, older});
    ASSERT_EQ(apply(kScheme).status, 0);
    const std::string late = folder.write("2.json", said({"ledger", "checkpoint", file}));

    expect_part(said({"ledger", "verify", file}),
                "2 records judged again: all as stored\n"
                "no outside checkpoint given: that the whole was replaced by an older or another "
                "state cannot be excluded\n");
    const std::string some = said({"ledger", "verify", file, "--checkpoint", early});
    expect_part(some, "anchored: the first 1 records");
    expect_part(some, "not anchored: records from 1 on");
    const std::string all =
        said({"ledger", "verify", file, "--checkpoint", early, "--checkpoint", late});
    expect_part(all, "anchored: the first 2 records");
    EXPECT_EQ(count(all, "not anchored"), 0u);
    expect_part(said({"ledger", "verify", older, "--checkpoint", late}, 1), "WRONG at record 1: ");
    expect_part(said({"ledger", "verify", older, "--checkpoint", late}, 1), "truncated");
}

}  // namespace
}  // namespace bajigong::tool_test
