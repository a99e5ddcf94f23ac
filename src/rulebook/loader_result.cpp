// Results: what a decision states besides money.
#include "rulebook/loader_rule.hpp"

namespace bajigong {

using language::Operand;
using text::JsonKind;

std::optional<Operand> VersionLoader::operand(const Json& json, const std::string& owner) {
    const language::Tree* parsed = loader_.tree(json);
    if (parsed == nullptr) return std::nullopt;
    compiler_.set_owner(owner);
    try {
        return compiler_.compile_value(*parsed);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        return std::nullopt;
    }
}

void VersionLoader::read_result(const Json& json) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "is", "when", "always", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    ResultStep result;
    entry(members, json, result, true, true);
    result.always = members.flag("always");
    if (const Json* when = members.get("when", JsonKind::string)) {
        result.when_expression = when->text;
        result.when = compile(*when, Type{Base::truth}, result.id);
    }
    const Json* is = members.get("is", true);
    if (is == nullptr) return;
    if (is->is(JsonKind::object)) {
        result.open = loader_.open_value(*is, result.id, true);
        if (!result.open) return loader_.fail("R037", *is);
    } else {
        result.expression = is->text;
        const auto value = operand(*is, result.id);
        if (!value) return;
        if (value->kind == Operand::Kind::value) {
            result.is = value->reg;
        } else {
            result.open = value->cause;
        }
        compiler_.define(result.id, *value);
    }
    version_.results.push_back(std::move(result));
}

}  // namespace bajigong
