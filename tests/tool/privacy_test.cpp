// Personal values stand in no output of bad input: every kind of mistake is made with values that
// look personal, in every place where an input goes, and all that comes out is searched for them.
#include <gtest/gtest.h>

#include "harness.hpp"

namespace bajigong::tool_test {
namespace {

using Arguments = std::vector<std::string>;

// Made up: a name, an identity number and a telephone number of the right form, an address.
constexpr const char* kName = "欧阳甲乙丙";
constexpr const char* kNumber = "310115198802290019";
constexpr const char* kPhone = "13812345678";
constexpr const char* kPinyin = "OuyangJia310115";

bool is_clean(const std::string& text) {
    for (const char* value :
         {kName, "欧阳", "甲乙丙", kNumber, "198802290019", kPhone, "12345678", kPinyin}) {
        if (text.find(value) != std::string::npos) return false;
    }
    return true;
}

// `form` with %n, %i, %p, %y replaced by the personal values.
std::string filled(std::string form) {
    const std::pair<const char*, const char*> values[] = {
        {"%n", kName}, {"%i", kNumber}, {"%p", kPhone}, {"%y", kPinyin}};
    for (const auto& [mark, value] : values) {
        for (std::size_t at = form.find(mark); at != std::string::npos; at = form.find(mark)) {
            form.replace(at, 2, value);
        }
    }
    return form;
}

// Facts (and most of them anything that reads JSON) that are wrong in one way each.
const char* const kBadJson[] = {
    // Broken text around values.
    R"({"person.name": "%n)",
    R"({"person.name": "%n" "%i"})",
    R"({"person.name": %n})",
    R"({"person.id_number": %iX})",
    R"({"person.name": "%n",})",
    R"({%n: 1})",
    R"({"person.name": "%n\q"})",
    R"({"person.id_number": "%i\u12"})",
    R"({"%n": 1, "%n": 2})",
    R"({"%y": 1, "%y": 2})",
    R"({"person.name": "%n"} %i)",
    R"(%n)",
    R"("%n")",
    R"(["%n", "%i"])",
    "{\"person.name\": \"%n\xff\"}",
    "{\"person.name\": \"%n\n\"}",
    "{\"person.name\": \"%n\x00\"}",
    // Keys that are values.
    R"({"%n": true})",
    R"({"%i": true})",
    R"({"%y": true})",
    R"({"person": {"%n": true}})",
    R"({"person": {"%p": {"%i": 1}}})",
    R"({"person.%n": 1})",
    R"({"grants": [{"%n": "lantern"}]})",
    R"({"grants": [{"%i": "lantern"}]})",
    R"({"id%i": 1})",
    // Wrong types and values.
    R"({"person.months": "%i"})",
    R"({"person.months": "%n"})",
    R"({"person.months": %i%i})",
    R"({"person.months": %p.5})",
    R"({"person.barred": "%n"})",
    R"({"person.name": %i})",
    R"({"person.name": ["%n"]})",
    R"({"person.name": {"%n": "%i"}})",
    R"({"application.on": "%i"})",
    R"({"application.on": "%n"})",
    R"({"application.kind": "%n"})",
    R"({"application.kind": "%y"})",
    R"({"cost": "%p.005"})",
    R"({"cost": "%n"})",
    R"({"grants": "%n"})",
    R"({"grants": {"%n": []}})",
    R"({"grants": {"known": ["%n"], "complete": "%i"}})",
    R"({"grants": ["%n"]})",
    R"({"grants": [{"kind": "%n"}]})",
    R"({"grants": [{"on": "%i"}]})",
    R"({"person": "%n"})",
    R"({"person.name": "%n", "person": {"name": "%n"}})",
    R"({"lists": {"%n": {}}})",
    R"({"lists": {"places": {"editions": [{"from": "%i", "until": "%n", "rows": ["%n"]}]}}})",
    R"({"lists": {"places": {"editions": [{"from": "2024-01-01", "until": "never", "rows": [{"%n": 1}]}]}}})",
    R"({"lists": {"places": "%n"}})",
    R"({"readings": {"%n": "full"}})",
    R"({"readings": {"rate": "%n"}})",
    R"({"readings": {"rate": {"option": "%y", "by": "%n", "%p": 1}}})",
    R"({"tables": {"%y": {"rows": [["%n"]]}}})",
    R"({"bajigong_receipt": 1, "rule": "%n", "decided_on": "%i", "digest": "%p"})",
    R"({"bajigong": 1, "cases": [{"name": "%n", "like": "%i", "expect": {"outcome": "%n"}}]})",
    R"({"bajigong": 1, "cases": [{"%n": 1}]})",
    R"({"bajigong": 1, "id": "%n", "title": "%n", "rules": [{"id": "%y", "%i": 1}]})",
    R"({"bajigong": 1, "facts": {"%n": {"type": "%i", "zh": 5}}, "scales": {"%n": "%p"}})",
};

struct Privacy : ::testing::Test {
    Folder folder;
    std::string rules = folder / "rules";
    std::string facts;
    void SetUp() override {
        write_rulebook(folder);
        facts = folder.write("facts.json", kFacts);
        folder.write("salt", "0123456789abcdef0123456789abcdef");
        const Result made =
            run({"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", facts,
                 "--salt-file", folder / "salt", "--receipt", folder / "receipt"});
        ASSERT_EQ(made.status, 0) << made.all();
    }

    // Every command that reads `path`, in every place where it can stand.
    std::vector<Arguments> places(const std::string& path) const {
        const std::string salt = folder / "salt";
        return {
            {"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", path},
            {"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", facts,
             "--given", path},
            {"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", facts,
             "--given", path, "--reading", "rate=full"},
            {"decide", "--rulebooks", rules, "--rulebooks", path, "--rule", "grant", "--on",
             "2024-06-01", facts},
            {"decide", "--rulebooks", path, "--rule", "grant", "--on", "2024-06-01", facts},
            {"test", rules, path},
            {"lint", rules, path},
            {"replay", path, facts, "--rulebooks", rules, "--salt-file", salt},
            {"replay", folder / "receipt", path, "--rulebooks", rules, "--salt-file", salt},
            {"eval", "cost", "--facts", path, "--vocabulary", rules + "/vocabulary.json"},
            {"eval", "cost", "--vocabulary", path},
            {"eval", "cost == yuan(1)", "--facts", path},
        };
    }
};

TEST_F(Privacy, NoValueOfBadFilesIsRepeated) {
    int refused = 0;
    for (const char* form : kBadJson) {
        const std::string path = folder.write("bad.json", filled(form));
        for (Arguments arguments : places(path)) {
            for (const char* language : {"zh", "en"}) {
                Arguments with = arguments;
                with.insert(with.end(), {"--lang", language});
                const Result result = run(with);
                EXPECT_TRUE(is_clean(result.all())) << form << "\n"
                                                    << with[0] << "\n"
                                                    << result.all();
                if (result.status == 2) {
                    ++refused;
                    EXPECT_NE(result.err, "") << form;
                    EXPECT_EQ(result.out, "") << form;
                }
            }
        }
    }
    // Most of these are refused in most places; else the test would show little.
    EXPECT_GT(refused, 1000);
}

// Mistakes in cases come with values from facts that are otherwise well-formed.
TEST_F(Privacy, NoValueOfFailingCasesIsRepeated) {
    const char* const cases[] = {
        R"({"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {"person.name": "%n", "person.months": "%i"}, "expect": {"outcome": "eligible"}})",
        R"({"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {"person": {"name": "%n", "id_number": "%i", "%y": 1}}, "expect": {"outcome": "eligible"}})",
        R"({"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {"person": {"name": "%n", "id_number": "%i"}}, "expect": {"outcome": "eligible"}})",
        R"({"name": "x", "rule": "grant", "on": "2024-06-01", "facts": {}, "given": {"readings": {"rate": "%y"}}, "expect": {"outcome": "eligible"}})",
        R"({"name": "x", "rule": "%y", "on": "2024-06-01", "facts": {}, "expect": {"outcome": "eligible"}})",
    };
    for (const char* form : cases) {
        const std::string path =
            folder.write("p.cases.json", "{\"bajigong\": 1, \"cases\": [" + filled(form) + "]}");
        const Result result = run({"test", rules, path});
        EXPECT_EQ(result.status, 1) << result.all();
        EXPECT_TRUE(is_clean(result.all())) << form << "\n" << result.all();
    }
}

TEST_F(Privacy, NoWordOfTheCommandLineIsRepeated) {
    const Arguments base = {"decide", "--rulebooks", rules,        "--rule",
                            "grant",  "--on",        "2024-06-01", facts};
    const Arguments extras[] = {
        {kName},
        {kNumber},
        {"--" + std::string(kName)},
        {"--" + std::string(kPinyin), kName},
        {"--name=" + std::string(kName)},
        {"-" + std::string(kNumber)},
        {"--reading", std::string(kName) + "=" + kNumber},
        {"--reading", std::string("rate=") + kPinyin},
        {"--reading", std::string(kPinyin) + "=full"},
        {"--reading", kName},
        {"--law-date", kNumber},
        {"--format", kName},
        {"--lang", kPhone},
        {"--rule", kName},
    };
    for (const Arguments& extra : extras) {
        Arguments arguments = base;
        arguments.insert(arguments.end(), extra.begin(), extra.end());
        const Result result = run(arguments);
        EXPECT_EQ(result.status, 2) << extra[0];
        EXPECT_TRUE(is_clean(result.all())) << result.all();
    }
    const Arguments whole[] = {
        {kName},
        {kNumber, kPhone},
        {"decide", "--rulebooks", rules, "--rule", kName, "--on", "2024-06-01", facts},
        {"decide", "--rulebooks", rules, "--rule", kPinyin, "--on", "2024-06-01", facts},
        {"decide", "--rulebooks", rules, "--rule", "grant", "--on", kNumber, facts},
        {"show", kName, "--rulebooks", rules},
        {"show", kPinyin, "--rulebooks", rules},
        {"eval", "'" + std::string(kName) + "' + 1"},
        {"eval", "'" + std::string(kName)},
        {"eval", kName},
        {"eval", std::string(kNumber) + "X"},
        {"eval", "date('" + std::string(kNumber) + "')"},
        {"eval", "yuan('" + std::string(kPhone) + ".005')"},
    };
    for (const Arguments& arguments : whole) {
        const Result result = run(arguments);
        EXPECT_EQ(result.status, 2) << arguments[0];
        EXPECT_TRUE(is_clean(result.all())) << result.all();
    }
}

// Enormous and deep inputs are refused in bounded time, without repeating what they hold.
TEST_F(Privacy, HugeInputsAreRefused) {
    const std::string name = "\"" + std::string(kName) + "\"";
    const std::string opening(100'000, '[');
    const auto list_of = [&](int count) {
        std::string list = "[";
        for (int i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + name;
        return list + "]";
    };
    const std::string inputs[] = {
        "{\"grants\": " + opening,
        "{\"person\": " + opening + name + std::string(100'000, ']') + "}",
        "{\"grants\": " + list_of(200'000) + "}",
        "{\"grants\": " + list_of(1'500) + "}",  // each element is wrong
        "{\"person.name\": \"" + std::string(1 << 20, 'x') + kNumber,
        "{\"person.months\": " + std::string(1 << 20, '9') + "}",
    };
    for (const std::string& bytes : inputs) {
        const std::string path = folder.write("huge.json", bytes);
        const Result result =
            run({"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", path});
        EXPECT_EQ(result.status, 2);
        EXPECT_TRUE(is_clean(result.all()));
        EXPECT_LT(result.err.size(), 100'000u);
    }
    // Larger than any file that is read: sparse, so that it costs nothing.
    const std::string path = folder.write("sparse.json", "{}");
    std::filesystem::resize_file(path, std::uintmax_t{65} << 20);
    const Result result =
        run({"decide", "--rulebooks", rules, "--rule", "grant", "--on", "2024-06-01", path});
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.err.find("J002"), std::string::npos) << result.err;
}

// The same through the program itself, once for each place.
TEST_F(Privacy, TheProgramRepeatsNothing) {
    const std::string path =
        folder.write("bad.json", filled(R"({"%n": "%i", "person.months": "%p"})"));
    for (const Arguments& arguments : places(path)) {
        const Result result = run_program(arguments);
        EXPECT_TRUE(is_clean(result.all())) << arguments[0] << "\n" << result.all();
    }
}

}  // namespace
}  // namespace bajigong::tool_test
