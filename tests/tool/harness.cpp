// Running the tool.
#include "harness.hpp"

#include <fstream>
#include <sstream>
#include <unistd.h>

#include <sys/wait.h>

#include "tool/tool.hpp"

namespace bajigong::tool_test {

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string quoted(const std::string& argument) {
    std::string out = "'";
    for (const char c : argument) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace

Result run(const std::vector<std::string>& arguments, const std::string& input) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    Result result;
    result.status = tool::run(arguments, {in, out, err});
    result.out = out.str();
    result.err = err.str();
    return result;
}

Result run_program(const std::vector<std::string>& arguments, const std::string& input) {
    const Folder folder;
    folder.write("in", input);
    std::string command = quoted(BAJIGONG_TOOL);
    for (const std::string& argument : arguments) command += " " + quoted(argument);
    command += " <" + quoted(folder / "in") + " >" + quoted(folder / "out") + " 2>" +
               quoted(folder / "err");
    const int status = std::system(command.c_str());
    Result result;
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    result.out = folder.read("out");
    result.err = folder.read("err");
    return result;
}

Folder::Folder() {
    static int count = 0;
    path_ = fs::temp_directory_path() /
            ("bajigong_tool_test_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    fs::create_directories(path_);
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
    const fs::path path = path_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
}

std::string Folder::read(const std::string& name) const { return bytes_of(path_ / name); }

void write_rulebook(const Folder& folder) {
    folder.write("rules/vocabulary.json", R"json({"bajigong": 1,
      "scales": {"kind": {"ordered": false, "title": {"zh": "种类", "en": "kind"}, "values": [
        {"id": "lantern", "zh": "灯笼", "en": "lantern"}, {"id": "kite", "zh": "风筝", "en": "kite"}]}},
      "facts": {
        "person.name": {"type": "text", "zh": "姓名", "en": "name", "personal": true},
        "person.id_number": {"type": "text", "zh": "公民身份号码", "en": "citizen number", "personal": true},
        "person.months": {"type": "int", "zh": "工作月数", "en": "months of work"},
        "person.barred": {"type": "bool", "zh": "被排除", "en": "barred"},
        "application.on": {"type": "date", "zh": "申请日期", "en": "day of application"},
        "application.kind": {"type": "kind", "zh": "申请种类", "en": "kind applied for"},
        "cost": {"type": "money", "zh": "费用", "en": "cost"},
        "grants": {"zh": "已领补贴", "en": "grants received", "list": {
          "kind": {"type": "kind", "zh": "种类", "en": "kind"}, "on": {"type": "date", "zh": "日期", "en": "day"}}}}})json");
    folder.write("rules/grants.json", R"json({
      "bajigong": 1, "id": "test.grants", "title": {"zh": "补贴手册", "en": "grants"}, "jurisdiction": "310000",
      "instruments": {"2024": {"title": "灯笼工补贴办法", "number": "灯发〔2024〕1号", "issuer": "灯笼局", "issued": "2024-01-05", "evidence": "official"}},
      "readings": {"rate": {"asks": {"zh": "全额还是半额", "en": "in full or by half"},
        "options": {"full": {"zh": "全额", "en": "in full"}, "half": {"zh": "半额", "en": "by half"}}}},
      "lists": {"places": {"of": "text", "supplied": true, "title": {"zh": "地区目录", "en": "places"}, "cite": "2024 §4"}},
      "rules": [{
        "id": "grant", "kind": "subsidy", "payee": "person", "title": {"zh": "灯笼工补贴", "en": "Lantern makers' grant"},
        "keyed_on": "application.on", "adds": {"grants": {"kind": "application.kind", "on": "application.on"}},
        "versions": [{
          "from": "2024-01-01", "until": "never", "instrument": "2024",
          "require": [{"id": "long_enough", "if": "person.months >= 12", "cite": "2024 §1", "text": {"zh": "工作满12个月", "en": "12 months of work"}}],
          "unless": [{"id": "barred", "if": "person.barred", "cite": "2024 §2", "text": {"zh": "被排除人员", "en": "barred persons"}}],
          "limits": [{"id": "once", "count": "g in grants", "where": "g.kind == application.kind", "at_most": 1, "cite": "2024 §3", "text": {"zh": "每种一次", "en": "once a kind"}}],
          "amount": [{"id": "paid", "is": "reading.rate == 'full' ? cost : cost * percent(50) + ('310000' in list('places', application.on) ? yuan(1) : yuan(0))", "round": "fen half_up", "cite": "2024 §5"}]
        }]}]})json");
}

const char* const kFacts = R"json({
  "application": {"on": "2024-05-01", "kind": "lantern"}, "cost": "1000.00",
  "person": {"months": 12, "barred": false}, "grants": []})json";

}  // namespace bajigong::tool_test
