// Loading rulebooks, and what they say of themselves.
#include "capi/src/rulebooks.hpp"

#include <map>
#include <memory>
#include <string>

#include "bajigong/prose.hpp"
#include "bajigong/rule_digest.hpp"

#include "capi/src/arguments.hpp"
#include "capi/src/buffer.hpp"
#include "decision/render_json_writer.hpp"
#include "text/members.hpp"

namespace bajigong::capi {
namespace {

using text::Json;
using text::JsonKind;
using text::Members;

constexpr const char* kSources = "sources";

class SourcesReader {
   public:
    explicit SourcesReader(std::string_view json) : document_(text::parse_json(json, kSources)) {}

    Rulebooks load() {
        Members members(document_, document_.root, problems_, {"paths", "texts"});
        const Json* paths = members.get("paths", JsonKind::array);
        const Json* texts = members.get("texts", JsonKind::object);
        const bool both = document_.root.children.size() > 1;
        if (problems_.empty() && (both || (paths == nullptr) == (texts == nullptr))) {
            members.fail("A021", document_.root, {"paths, texts"});
        }
        std::vector<std::string> folders;
        std::map<std::string, std::string> files;
        if (paths != nullptr) {
            for (const Json& path : paths->children) folders.push_back(string(path));
        }
        if (texts != nullptr) {
            for (const Json& file : texts->children) files[std::string(file.key)] = string(file);
        }
        if (!problems_.empty()) throw Failure(std::move(problems_));
        return paths != nullptr ? Rulebooks::load(folders) : Rulebooks::load_texts(files);
    }

   private:
    std::string string(const Json& json) {
        const bool fits = json.is(JsonKind::string) && json.text.find('\0') == std::string::npos;
        if (!fits) {
            problems_.push_back(
                {"R002",
                 document_.place(json),
                 {std::string(name(JsonKind::string)), std::string(name(json.kind))},
                 Severity::error});
        }
        return std::string(json.text);
    }

    text::JsonDocument document_;
    std::vector<Problem> problems_;
};

std::string facts_json(const Rulebooks& rulebooks) {
    JsonWriter json;
    json.open('[');
    for (const std::string& path : rulebooks.fact_paths()) json.string(path);
    json.close(']');
    return json.take();
}

std::string lint_json(const Rulebooks& rulebooks) {
    JsonWriter json;
    json.open('[');
    for (const Problem& problem : rulebooks.lint()) {
        json.open('{');
        json.string("code", problem.code);
        json.string("file", problem.place.file);
        json.key("line");
        json.raw(std::to_string(problem.place.line));
        json.key("column");
        json.raw(std::to_string(problem.place.column));
        json.string("pointer", problem.place.pointer);
        json.string("severity", problem.severity == Severity::error ? "error" : "warning");
        json.string("zh", problem.message(Language::zh));
        json.string("en", problem.message(Language::en));
        json.close('}');
    }
    json.close(']');
    return json.take();
}

const char* lend_part(const bjg_rulebooks* rulebooks, std::size_t i, std::string RuleSummary::*part,
                      std::size_t* out_size) noexcept {
    if (rulebooks == nullptr || i >= rulebooks->rules.size()) return lend_nothing(out_size);
    return lend(rulebooks->rules[i].*part, out_size);
}

}  // namespace
}  // namespace bajigong::capi

using bajigong::RuleSummary;
using namespace bajigong::capi;

std::int32_t bjg_rulebooks_load(const char* sources, std::size_t size, bjg_rulebooks** out,
                                bjg_error** err) {
    return guard(err, [&] {
        require(out, "out");
        bajigong::Rulebooks set = SourcesReader(utf8(sources, size, kSources)).load();
        std::vector<RuleSummary> rules = set.rules();
        *out = std::make_unique<bjg_rulebooks>(bjg_rulebooks{std::move(set), std::move(rules)})
                   .release();
    });
}

std::size_t bjg_rulebooks_rule_count(const bjg_rulebooks* rulebooks) {
    return rulebooks == nullptr ? 0 : rulebooks->rules.size();
}

const char* bjg_rulebooks_rule_id(const bjg_rulebooks* rulebooks, std::size_t i,
                                  std::size_t* out_size) {
    return lend_part(rulebooks, i, &RuleSummary::id, out_size);
}

const char* bjg_rulebooks_rule_kind(const bjg_rulebooks* rulebooks, std::size_t i,
                                    std::size_t* out_size) {
    return lend_part(rulebooks, i, &RuleSummary::kind, out_size);
}

const char* bjg_rulebooks_rule_book(const bjg_rulebooks* rulebooks, std::size_t i,
                                    std::size_t* out_size) {
    return lend_part(rulebooks, i, &RuleSummary::rulebook, out_size);
}

const char* bjg_rulebooks_rule_place(const bjg_rulebooks* rulebooks, std::size_t i,
                                     std::size_t* out_size) {
    return lend_part(rulebooks, i, &RuleSummary::jurisdiction, out_size);
}

const char* bjg_rulebooks_rule_title(const bjg_rulebooks* rulebooks, std::size_t i,
                                     std::int32_t language, std::size_t* out_size) {
    return lend_part(rulebooks, i,
                     language == BJG_ZH ? &RuleSummary::title_zh : &RuleSummary::title_en,
                     out_size);
}

std::int32_t bjg_rulebooks_facts(const bjg_rulebooks* rulebooks, bjg_buffer** out,
                                 bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        give(out, facts_json(rulebooks->set));
    });
}

std::int32_t bjg_rulebooks_lint(const bjg_rulebooks* rulebooks, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        give(out, lint_json(rulebooks->set));
    });
}

std::int32_t bjg_rulebooks_digest(const bjg_rulebooks* rulebooks, const char* rule,
                                  std::size_t size, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        give(out, bajigong::rule_digest(rulebooks->set, utf8(rule, size, "rule")));
    });
}

std::int32_t bjg_rulebooks_show(const bjg_rulebooks* rulebooks, const char* rule, std::size_t size,
                                std::int32_t language, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        give(out, bajigong::prose(rulebooks->set, utf8(rule, size, "rule"), language_of(language)));
    });
}

void bjg_rulebooks_free(bjg_rulebooks* rulebooks) { delete rulebooks; }
