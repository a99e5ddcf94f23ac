// schema/ledger.schema.json and the table of commands name the same kinds, members and
// requirements.
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_report.hpp"

#include "ledger/command.hpp"
#include "text/json.hpp"

namespace bajigong::ledger {
namespace {

using Names = std::set<std::string>;

TEST(Schema, HasEveryKindWithItsMembers) {
    std::ifstream file(BAJIGONG_SOURCE_DIR "/schema/ledger.schema.json", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const text::JsonDocument document = text::parse_json(bytes, "ledger.schema.json");
    const text::Json* branches = document.root.find("oneOf");
    ASSERT_NE(branches, nullptr);
    ASSERT_EQ(branches->children.size(), kinds().size());
    for (std::size_t i = 0; i < kinds().size(); ++i) {
        const KindSpec& kind = kinds()[i];
        const text::Json& branch = branches->children[i];
        EXPECT_EQ(branch.find("title")->text, kind.name);
        EXPECT_EQ(branch.find("properties")->find("do")->find("const")->text, kind.name);
        Names members = {"do", "at"}, required = {"do", "at"}, theirs, their_required;
        for (const FieldUse& use : uses_of(kind)) {
            members.insert(spec(use.field).name);
            if (use.required) required.insert(spec(use.field).name);
        }
        for (const text::Json& member : branch.find("properties")->children)
            theirs.emplace(member.key);
        for (const text::Json& name : branch.find("required")->children)
            their_required.emplace(name.text);
        EXPECT_EQ(members, theirs) << kind.name;
        EXPECT_EQ(required, their_required) << kind.name;
    }
}

// A life with a command of every kind, each member in one of them, which tests/schema holds to the
// schema. By hand: of 10,000 yuan 100 are withdrawn and 1,000 carried; 600 are claimed in two
// parts; 300 of the first are paid, 250 of those clawed back: 100 collected, 50 offset, 100 written
// off.
TEST(Schema, ALifeOfEveryKindIsTaken) {
    std::ifstream file(BAJIGONG_SOURCE_DIR "/tests/ledger/every_kind.jsonl", std::ios::binary);
    Ledger ledger = Ledger::create(memory_store(), {"test.example/kinds", Hash::sha256});
    Names seen;
    for (std::string line; std::getline(file, line);) {
        const Outcome outcome = ledger.apply(line);
        EXPECT_EQ(outcome.verdict, Verdict::accepted) << line << outcome.json();
        seen.emplace(text::parse_json(line, "line").root.find("do")->text);
    }
    EXPECT_EQ(seen.size(), kinds().size());
    std::map<std::string, std::int64_t> pools;
    ledger.pools([&pools](const Leg& leg) {
        pools[std::string(code(leg.account.kind)) + ' ' + std::to_string(leg.account.year)] +=
            leg.fen;
    });
    const std::map<std::string, std::int64_t> expected = {
        {"APP 2026", -890000}, {"APP 2027", -100000}, {"AVL 2027", 100000}, {"PAY 2026", 25000},
        {"OUT 2026", 10000},   {"LOS 2026", 10000},   {"RET 2026", 845000}};
    EXPECT_EQ(pools, expected);
}

}  // namespace
}  // namespace bajigong::ledger
