// Reads files of worked cases: first each as written, then each with what it takes from others.
#include "tool/cases.hpp"

#include <algorithm>
#include <map>

#include "text/json_text.hpp"
#include "text/members.hpp"
#include "tool/case_facts.hpp"
#include "tool/expectation.hpp"

namespace bajigong::tool {

using text::Json;
using text::JsonDocument;
using text::JsonKind;
using text::MadeJson;
using text::Members;

namespace {

// A case as written; pointers into the document.
struct Written {
    const Json* json = nullptr;
    const Json *like = nullptr, *but = nullptr, *rule = nullptr, *on = nullptr, *facts = nullptr,
               *given = nullptr, *expect = nullptr, *turned_by = nullptr, *turned_to = nullptr,
               *under = nullptr;
    std::string name;
};

class Reader {
   public:
    explicit Reader(const JsonDocument& document) : document_(document) {}

    std::vector<WorkedCase> run() {
        Members members(document_, document_.root, problems_, {"$schema", "bajigong", "cases"});
        const Json* version = members.get("bajigong", true);
        if (version != nullptr && version->text != "1") fail("C007", *version);
        std::vector<WorkedCase> cases;
        if (const Json* list = members.get("cases", JsonKind::array, true)) {
            if (list->children.size() > kMaxCases) fail("C025", *list, {std::to_string(kMaxCases)});
            for (const Json& json : list->children) {
                if (problems_.size() < kMaxCaseProblems) written_.push_back(read(json));
            }
            for (const Written& written : written_) {
                if (problems_.size() >= kMaxCaseProblems) break;
                if (written.json->is(JsonKind::object)) cases.push_back(complete(written));
            }
        }
        if (problems_.empty()) return cases;
        // Unknown keys and the like are reported in the words of this section.
        for (Problem& problem : problems_) {
            if (problem.code[0] == 'R') problem.code[0] = 'C';
        }
        throw Failure(std::move(problems_));
    }

   private:
    void fail(const char* code, const Json& at, std::vector<std::string> args = {}) {
        if (problems_.size() >= kMaxCaseProblems) return;
        problems_.push_back({code, document_.place(at), std::move(args), Severity::error});
    }

    Written read(const Json& json) {
        Members members(document_, json, problems_,
                        {"name", "source", "arithmetic", "note", "like", "but", "rule", "on",
                         "facts", "given", "expect", "turned_by", "turned_to", "under"});
        Written written;
        written.json = &json;
        if (!json.is(JsonKind::object)) return written;
        written.name = members.string("name", true);
        members.string("source");
        members.string("arithmetic");
        members.string("note");
        written.like = members.get("like", JsonKind::string);
        written.but = members.get("but", JsonKind::object);
        written.rule = members.get("rule", JsonKind::string, written.like == nullptr);
        written.on = members.get("on", JsonKind::string, written.like == nullptr);
        written.facts = members.get("facts", JsonKind::object, written.like == nullptr);
        written.given = members.get("given", JsonKind::object);
        written.expect = members.get("expect", JsonKind::object, true);
        written.turned_by = members.get("turned_by", JsonKind::object);
        written.turned_to = members.get("turned_to", JsonKind::object);
        written.under = members.get("under", JsonKind::array);
        if (written.given != nullptr) check_given(*written.given);
        const bool twice = std::any_of(written_.begin(), written_.end(),
                                       [&](const Written& w) { return w.name == written.name; });
        if (twice && !written.name.empty()) fail("C010", json);
        return written;
    }

    void check_given(const Json& json) {
        const Members members(document_, json, problems_,
                              {"lists", "tables", "params", "readings"});
    }

    const Written* like_of(const Written& written) {
        std::vector<std::string> names;
        for (const Written& other : written_) {
            if (other.name == written.like->text) return &other;
            names.push_back(other.name);
        }
        const std::string near = text::nearest(written.like->text, names);
        if (near.empty()) {
            fail("C008", *written.like);
        } else {
            fail("C026", *written.like, {near});
        }
        return nullptr;
    }

    // The case itself and those it is like, nearest first.
    std::vector<const Written*> chain(const Written& written) {
        std::vector<const Written*> chain{&written};
        while (chain.back()->like != nullptr) {
            const std::size_t before = problems_.size();
            const Written* next = like_of(*chain.back());
            const bool seen = std::find(chain.begin(), chain.end(), next) != chain.end();
            if (seen && next == &written) fail("C009", *chain.back()->like);
            // What is wrong with another case is reported there.
            if (chain.size() > 1 && next == nullptr) forget_since(before);
            if (seen || next == nullptr) break;
            chain.push_back(next);
        }
        return chain;
    }

    void forget_since(std::size_t count) {
        problems_.erase(problems_.begin() + static_cast<std::ptrdiff_t>(count), problems_.end());
    }

    WorkedCase complete(const Written& written) {
        WorkedCase out;
        out.name = written.name;
        out.line = written.json->line;
        out.facts = MadeJson(JsonKind::object);
        out.given = MadeJson(JsonKind::object);
        const Json* on = nullptr;
        const std::vector<const Written*> chained = chain(written);
        const std::size_t before = problems_.size();
        for (auto at = chained.rbegin(); at != chained.rend(); ++at) {
            const Written& part = **at;
            FactTree tree(document_, problems_);
            if (part.facts != nullptr) {
                out.facts = MadeJson(JsonKind::object);
                tree.lay(out.facts, *part.facts, true);
            }
            if (part.but != nullptr) tree.lay(out.facts, *part.but, false);
            if (part.given != nullptr) replace_sections(out.given, *part.given);
            if (part.rule != nullptr) out.rule = part.rule->text;
            if (part.on != nullptr) on = part.on;
            if (&part != &written) forget_since(before);
        }
        if (on != nullptr) {
            const std::optional<Date> day = Date::parse(on->text);
            if (!day || day->is_never()) {
                fail("C011", *on);
            } else {
                out.on = *day;
            }
        }
        read_expectations(written, out);
        return out;
    }

    // A section of `given` (lists, tables, …) stands in the place of the other's.
    static void replace_sections(MadeJson& given, const Json& sections) {
        for (const Json& section : sections.children) given.member(section.key) = MadeJson(section);
    }

    // Each list, table, parameter and reading by itself.
    static void add_entries(MadeJson& given, const Json& sections) {
        for (const Json& section : sections.children) {
            MadeJson& target = given.member(section.key);
            target.kind = JsonKind::object;
            for (const Json& entry : section.children) target.member(entry.key) = MadeJson(entry);
        }
    }

    void read_expectations(const Written& written, WorkedCase& out) {
        if (written.expect == nullptr) return;
        out.expect = read_expectation(document_, *written.expect, problems_);
        if (written.turned_by != nullptr) {
            out.turned_facts = out.facts;
            FactTree(document_, problems_).lay(*out.turned_facts, *written.turned_by, false);
            out.turned_to.outcome = Outcome::eligible;
            out.turned_to.line = written.turned_by->line;
            if (written.turned_to != nullptr) {
                out.turned_to = read_expectation(document_, *written.turned_to, problems_);
            }
        } else if (written.turned_to != nullptr) {
            fail("C001", *written.json, {"turned_by"});
        }
        if (written.under != nullptr) {
            if (written.under->children.size() > kMaxUnder) {
                return fail("C025", *written.under, {std::to_string(kMaxUnder)});
            }
            for (const Json& json : written.under->children) read_under(json, out);
        }
        demand_reasons(written, out);
    }

    void read_under(const Json& json, WorkedCase& out) {
        Members members(document_, json, problems_, {"readings", "but", "given", "expect"});
        if (!json.is(JsonKind::object)) return;
        UnderRun run;
        run.line = json.line;
        run.facts = out.facts;
        run.given = out.given;
        if (const Json* but = members.get("but", JsonKind::object)) {
            run.changes_facts = true;
            FactTree(document_, problems_).lay(run.facts, *but, false);
        }
        if (const Json* given = members.get("given", JsonKind::object)) {
            run.brings_data = true;
            check_given(*given);
            add_entries(run.given, *given);
        }
        if (const Json* readings = members.get("readings", JsonKind::object)) {
            MadeJson& chosen = run.given.member("readings");
            chosen.kind = JsonKind::object;
            for (const Json& reading : readings->children) {
                if (!reading.is(JsonKind::string)) {
                    fail("C002", reading,
                         {std::string(name(JsonKind::string)), std::string(name(reading.kind))});
                }
                chosen.member(reading.key) = MadeJson(reading);
                run.readings.emplace_back(reading.key, reading.text);
            }
        }
        if (run.readings.empty() && !run.changes_facts && !run.brings_data) fail("C027", json);
        if (const Json* expect = members.get("expect", JsonKind::object, true)) {
            run.expect = read_expectation(document_, *expect, problems_);
        }
        out.under.push_back(std::move(run));
    }

    // A refusal names its clause and what turns it; an undetermined its causes, and is run again.
    void demand_reasons(const Written& written, const WorkedCase& out) {
        const Expectation& expect = out.expect;
        if (expect.outcome == Outcome::ineligible) {
            if (!expect.clause) fail("C015", *written.expect, {"clause"});
            if (!out.turned_facts) fail("C015", *written.json, {"turned_by"});
        }
        if (expect.outcome != Outcome::undetermined) return;
        if (!expect.because || expect.because->empty()) {
            return fail("C016", *written.expect, {"because"});
        }
        bool facts = false;
        bool supply = false;
        bool readings = false;
        for (const auto& [kind, name] : *expect.because) {
            facts = facts || kind == "facts" || kind == "waiting";
            supply = supply || kind == "supply";
            readings = readings || kind == "readings";
        }
        const auto some = [&](bool UnderRun::*part) {
            return std::any_of(out.under.begin(), out.under.end(),
                               [&](const UnderRun& run) { return run.*part; });
        };
        if (facts && !some(&UnderRun::changes_facts)) fail("C016", *written.json, {"under/but"});
        if (supply && !some(&UnderRun::brings_data)) fail("C016", *written.json, {"under/given"});
        if (readings && out.under.empty()) fail("C016", *written.json, {"under/readings"});
    }

    const JsonDocument& document_;
    std::vector<Problem> problems_;
    std::vector<Written> written_;
};

}  // namespace

CaseFile read_cases(std::string_view bytes, const std::string& name) {
    text::JsonLimits limits;
    limits.comments = true;
    const JsonDocument document = text::parse_json(bytes, name, limits);
    return {name, Reader(document).run()};
}

Place place_in_case(const MadeJson& tree, const std::string& pointer, const std::string& file,
                    std::int32_t otherwise) {
    Place place{file, otherwise, 0, ""};
    const MadeJson* at = &tree;
    std::size_t begin = 1;
    while (at != nullptr && begin <= pointer.size()) {
        const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
        const std::string step = pointer.substr(begin, end - begin);
        const MadeJson* next = at->find(step);
        const std::size_t digits = step.starts_with('#') ? 1 : 0;
        const bool number = step.size() > digits && step.size() < 9 &&
                            step.find_first_not_of("0123456789", digits) == std::string::npos;
        if (next == nullptr && number) {
            const std::size_t index = std::stoul(step.substr(digits)) - digits;
            if (index < at->children.size()) next = &at->children[index];
        }
        at = next;
        if (at != nullptr && at->line > 0) place.line = at->line;
        begin = end + 1;
    }
    place.pointer = pointer;
    return place;
}

}  // namespace bajigong::tool
