// Steps of an amount: figures, bounds, rounding and payees.
#include <algorithm>

#include "bajigong/money.hpp"

#include "rulebook/loader_rule.hpp"

namespace bajigong {

using language::kNoRegister;
using language::Op;
using language::Operand;
using language::Register;
using text::JsonKind;

namespace {

constexpr Type kTruth{Base::truth};
constexpr Type kMoney{Base::money};

struct RoundingUnit {
    std::string_view name;
    std::int64_t fen;
};
constexpr RoundingUnit kUnits[] = {{"fen", 1}, {"jiao", 10}, {"yuan", 100}};
constexpr std::pair<std::string_view, Rounding> kDirections[] = {{"half_up", Rounding::half_up},
                                                                 {"half_even", Rounding::half_even},
                                                                 {"up", Rounding::up},
                                                                 {"down", Rounding::down}};

}  // namespace

void VersionLoader::round(const Json& json, Step& step) {
    const std::size_t blank = json.text.find(' ');
    const std::string unit = json.text.substr(0, blank);
    const std::string direction = blank == std::string::npos ? "" : json.text.substr(blank + 1);
    for (const RoundingUnit& known : kUnits) {
        for (const auto& [name, rounding] : kDirections) {
            if (known.name != unit || name != direction) continue;
            step.is = compiler_.round(step.is, known.fen, static_cast<std::uint8_t>(rounding));
            return;
        }
    }
    loader_.fail("R067", json);
}

void VersionLoader::read_step(const Json& json) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "is", "at_most", "at_least", "in_principle", "round", "when", "payee",
                     "fund", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    Step step;
    entry(members, json, step, false, false);
    step.payee = members.string("payee");
    step.in_principle = members.flag("in_principle");
    if (const Json* fund = members.get("fund")) {
        if (fund->is(JsonKind::string)) {
            step.fund = Fund{fund->text, std::nullopt};
        } else if (auto open = loader_.open_value(*fund, step.id)) {
            step.fund = Fund{"", std::move(open)};
        } else {
            loader_.fail("R046", *fund);
        }
    }
    const Json* is = members.get("is");
    const Json* at_most = members.get("at_most");
    const Json* at_least = members.get("at_least");
    const Json* rounding = members.get("round", JsonKind::string);
    if (is == nullptr && at_most == nullptr && at_least == nullptr)
        return loader_.fail("R068", json);
    if (at_most != nullptr) step.at_most = stated(*at_most, kMoney, step.id);
    if (at_least != nullptr) step.at_least = stated(*at_least, kMoney, step.id);
    if (const Json* when = members.get("when", JsonKind::string))
        step.when = compile(*when, kTruth, step.id);
    if (is != nullptr) {
        step.expression = is->text;
        const Type wanted{Base::money, -1, rounding == nullptr ? 1 : Type::kVaries};
        step.is = stated(*is, wanted, step.id, &step.open);
        if (!is_set(step.is)) return;
        if (rounding != nullptr) round(*rounding, step);
        // What later steps see: nothing where the step is not paid, a fault where it breaks a
        // bound.
        language::Builder& builder = compiler_.builder();
        Register value = step.is;
        const auto bounded = [&](Register less, Register more) {
            const Register fits = builder.emit(Op::less_equal, kTruth, {less, more, kNoRegister});
            value = builder.emit(Op::select, kMoney, {fits, value, builder.fault(kMoney)});
        };
        if (is_set(step.at_most) && !step.in_principle) bounded(step.is, step.at_most);
        if (is_set(step.at_least) && !step.in_principle) bounded(step.at_least, step.is);
        if (is_set(step.when)) {
            const Register zero = builder.constant(kMoney, {0, 1, {}});
            value = builder.emit(Op::select, kMoney, {step.when, value, zero});
        }
        compiler_.define(step.id, Operand::value(value, kMoney));
    }
    version_.steps.push_back(std::move(step));
}

}  // namespace bajigong
