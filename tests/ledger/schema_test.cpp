// schema/ledger.schema.json and the table of commands name the same kinds, members and
// requirements.
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gtest/gtest.h>

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
            theirs.insert(member.key);
        for (const text::Json& name : branch.find("required")->children)
            their_required.insert(name.text);
        EXPECT_EQ(members, theirs) << kind.name;
        EXPECT_EQ(required, their_required) << kind.name;
    }
}

}  // namespace
}  // namespace bajigong::ledger
