// Limits: the elements that count, and this claim among them.
#include <algorithm>

#include "rulebook/loader_rule.hpp"

namespace bajigong {

using language::kNoRegister;
using language::Op;
using language::Operand;
using language::Register;
using text::JsonKind;

namespace {

constexpr Type kTruth{Base::truth};
constexpr Type kInteger{Base::integer};

}  // namespace

std::shared_ptr<const language::ClaimRecord> VersionLoader::claim(const std::string& list,
                                                                  const Json& at) {
    if (const auto found = claims_.find(list); found != claims_.end()) return found->second;
    auto record = std::make_shared<language::ClaimRecord>();
    record->list = list;
    const auto added = std::find_if(added_.begin(), added_.end(),
                                    [&](const AddedRecord& r) { return r.list == list; });
    if (added == added_.end()) {
        loader_.fail("R065", at, {list});
    } else {
        const FactTableInfo& table =
            loader_.vocabulary_.tables()[loader_.vocabulary_.list(0, list)];
        for (const auto& [field, json] : added->fields) {
            // What this claim comes to may be in doubt and lie within a limit all the same.
            Type type = table.columns[table.column(field)].type;
            type.bounds = type.base == Base::integer || type.base == Base::money;
            const Register r = compile(*json, type, "adds");
            if (is_set(r)) record->fields.emplace_back(field, r);
        }
    }
    claims_[list] = record;
    return record;
}

void VersionLoader::read_limit(const Json& json) {
    Members members(
        loader_.document_, json, loader_.problems_,
        {"id", "count", "sum", "where", "at_most", "when", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    Limit limit;
    entry(members, json, limit, true, true);
    const Json* count = members.get("count", JsonKind::string, true);
    const Json* at_most = members.get("at_most", true);
    std::string variable;
    if (count == nullptr || at_most == nullptr) return;
    if (!split_loop(count->text, variable, limit.list)) return loader_.fail("R059", *count);
    limit.count = count->text;
    limit.at_most = at_most->text;
    const Json* where = members.get("where", JsonKind::string);
    const Json* sum = members.get("sum", JsonKind::string);
    const Json* when = members.get("when", JsonKind::string);
    if (where != nullptr) limit.where = where->text;
    if (sum != nullptr) limit.sum = sum->text;
    if (when != nullptr) limit.when = when->text;
    language::Builder& builder = compiler_.builder();
    const auto record = claim(limit.list, *count);
    const std::size_t before = loader_.problems_.size();

    Type unit = kInteger;
    Register others = kNoRegister;
    Register own = builder.integer(1);
    compiler_.set_owner(limit.id);
    try {
        const language::Tree at = language::parse(limit.list, {loader_.document_, *count});
        const auto condition = [&] {
            return where == nullptr ? builder.truth(true) : compile(*where, kTruth, limit.id);
        };
        const auto value = [&]() -> Operand {
            const language::Tree* parsed = loader_.tree(*sum);
            if (parsed == nullptr) throw Failure(Problem{"R050", loader_.place(*sum), {}});
            return compiler_.compile(*parsed);
        };
        const int scope = compiler_.open(limit.list, variable, at);
        const Register meets = condition();
        Register addend = kNoRegister;
        if (sum != nullptr) {
            const Operand operand = value();
            unit = operand.type;
            if ((unit.base != Base::integer && unit.base != Base::money) || unit.denominator != 1 ||
                unit.bounds) {
                loader_.fail("R066", *sum);
            }
            addend = operand.reg;
        }
        compiler_.close();
        Type bounds = unit;
        bounds.bounds = true;
        if (is_set(meets)) {
            others = builder.fold(sum == nullptr ? Op::fold_count : Op::fold_sum, bounds, scope,
                                  {meets, addend, kNoRegister});
        }
        compiler_.open_claim(variable, record);
        limit.applies = condition();
        if (sum != nullptr) own = value().reg;
        compiler_.close();
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
    }
    limit.allowed = stated(*at_most, unit, limit.id, true);
    const Register bound = when == nullptr ? builder.truth(true) : compile(*when, kTruth, limit.id);
    if (loader_.problems_.size() != before || !is_set(others)) return;
    Type bounds = unit;
    bounds.bounds = true;
    limit.counted = others;
    if (sum != nullptr) limit.own = own;
    const Register total = builder.emit(Op::bounds_add, bounds, {others, own, kNoRegister});
    const Register fits =
        builder.emit(Op::bounds_less_equal, kTruth, {total, limit.allowed, kNoRegister});
    limit.applies = builder.and_(bound, limit.applies);
    limit.within = builder.or_(builder.not_(limit.applies), fits);
    version_.limits.push_back(std::move(limit));
    add_item({-1, static_cast<int>(version_.limits.size()) - 1, false,
              version_.limits.back().within, 0});
}

}  // namespace bajigong
