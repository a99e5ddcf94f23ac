// Other rules that a rule names: those it asks, of the case or of each member of a list; the frame
// it fills in; what it excludes.
#include "rulebook/loader_rule.hpp"

namespace bajigong {

using text::Json;
using text::JsonKind;
using text::Members;

namespace {

constexpr const char* kAdmitted = "admitted";
constexpr const char* kAsks = "asks.";

}  // namespace

void declare_answers(const Json& rulebook, Vocabulary& vocabulary) {
    const Json* rules = rulebook.find("rules");
    if (rules == nullptr || !rules->is(JsonKind::array)) return;
    for (const Json& rule : rules->children) {
        const Json* members = rule.find("members");
        const Json* each = members == nullptr ? nullptr : members->find("each");
        std::string variable;
        std::string list;
        if (each != nullptr && split_loop(each->text, variable, list)) {
            const int table = vocabulary.list(0, list);
            if (table > 0 && !vocabulary.tables()[table].plain)
                vocabulary.add_answer(table, kAdmitted, {"经认定符合条件", "admitted"});
        }
        const Json* asks = rule.find("asks");
        if (asks == nullptr || !asks->is(JsonKind::object)) continue;
        for (const Json& asked : asks->children) {
            if (!is_identifier(asked.key)) continue;
            vocabulary.add_answer(0, kAsks + std::string(asked.key),
                                  {"另一规则的认定：" + std::string(asked.key),
                                   "answer of another rule: " + std::string(asked.key)});
        }
    }
}

void RuleLoader::read_members(const Json& json, Rule& rule) {
    Members members(loader_.document_, json, loader_.problems_, {"each", "rule", "as"});
    AskedRule asked;
    asked.place = loader_.place(json);
    asked.rule_id = members.string("rule", true);
    asked.as = members.string("as", true);
    const Json* each = members.get("each", JsonKind::string, true);
    if (each == nullptr || asked.rule_id.empty() || asked.as.empty()) return;
    if (!split_loop(each->text, asked.variable, asked.list)) return loader_.fail("R059", *each);
    asked.table = loader_.vocabulary_.list(0, asked.list);
    if (asked.table <= 0 || loader_.vocabulary_.tables()[asked.table].plain)
        return loader_.fail("R048", *each, {asked.list});
    if (!is_identifier(asked.as)) return loader_.fail("R030", json, {"as"});
    asked.column = loader_.vocabulary_.tables()[asked.table].column(kAdmitted);
    asked.name = asked.list + "." + kAdmitted;
    rule.asks.push_back(std::move(asked));
}

void RuleLoader::read_asks(const Json& json, Rule& rule) {
    for (const Json& entry : json.children) {
        if (!entry.is(JsonKind::string) || !is_identifier(entry.key)) {
            loader_.fail("R030", entry, {"asks"});
            continue;
        }
        AskedRule asked;
        asked.place = loader_.place(entry);
        asked.rule_id = entry.text;
        asked.name = kAsks + std::string(entry.key);
        asked.column = loader_.vocabulary_.tables()[0].column(asked.name);
        rule.asks.push_back(std::move(asked));
    }
}

void RuleLoader::read_meeting(Members& members, Rule& rule) {
    if (const Json* frame = members.get("implements", JsonKind::object)) {
        Members inner(loader_.document_, *frame, loader_.problems_,
                      {"rule", "cite", "derived", "evidence"});
        rule.implements = inner.string("rule", true);
        rule.implements_basis = loader_.basis(inner, true);
    }
    if (const Json* excludes = members.get("excludes", JsonKind::array)) {
        for (const Json& benefit : excludes->children) {
            if (benefit.is(JsonKind::string) && !benefit.text.empty()) {
                rule.excludes.emplace_back(benefit.text);
            } else {
                loader_.fail("R002", benefit, {"a text", std::string(name(benefit.kind))});
            }
        }
    }
    if (const Json* automatic = members.get("automatic", JsonKind::object)) {
        Members inner(loader_.document_, *automatic, loader_.problems_,
                      {"cite", "derived", "evidence"});
        rule.automatic = loader_.basis(inner, true);
    }
}

}  // namespace bajigong
