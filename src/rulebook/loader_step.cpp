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
constexpr Type kMoneyBounds{Base::money, -1, 1, true};

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

void VersionLoader::round(const Json& json, Register& money) {
    const std::size_t blank = json.text.find(' ');
    const std::string_view unit = json.text.substr(0, blank);
    const std::string_view direction =
        blank == std::string_view::npos ? "" : json.text.substr(blank + 1);
    for (const RoundingUnit& known : kUnits) {
        for (const auto& [name, rounding] : kDirections) {
            if (known.name != unit || name != direction) continue;
            money = compiler_.round(money, known.fen, static_cast<std::uint8_t>(rounding));
            return;
        }
    }
    loader_.fail("R067", json);
}

void VersionLoader::read_step(const Json& json) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "is", "at_most", "at_least", "in_principle", "round", "when", "payee",
                     "fund", "less", "each", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    Step step;
    entry(members, json, step, false, false);
    step.payee = members.string("payee");
    step.in_principle = members.flag("in_principle");
    if (const Json* fund = members.get("fund")) {
        if (fund->is(JsonKind::string)) {
            step.fund = Fund{std::string(fund->text), std::nullopt};
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
    const Json* when = members.get("when", JsonKind::string);
    if (is == nullptr && at_most == nullptr && at_least == nullptr)
        return loader_.fail("R068", json);
    if (when != nullptr) step.when_expression = when->text;
    if (is != nullptr) step.expression = is->text;
    if (rounding != nullptr) step.rounding = rounding->text;
    if (const Json* less = members.get("less", JsonKind::string)) {
        step.less_expression = less->text;
        step.less = compile(*less, kMoney, step.id);
    }
    const bool cited = json.find("cite") != nullptr || json.find("derived") != nullptr;
    const auto figure = [&](const Json* figure, std::optional<language::Cause>* open) {
        if (figure == nullptr) return kNoRegister;
        // A sum in doubt keeps its bounds; a line of its own is a figure.
        const bool bounds = members.get("each") == nullptr;
        const Type wanted{Base::money, -1, rounding == nullptr ? 1 : Type::kVaries, bounds};
        Register r = stated(*figure, wanted, step.id, cited, open);
        if (is_set(r) && rounding != nullptr) round(*rounding, r);
        return r;
    };
    const std::size_t before = loader_.problems_.size();
    if (const Json* each = members.get("each", JsonKind::string)) {
        step.scope = open_each(*each, step);
        if (step.scope < 0) return;
        const Register most = figure(at_most, nullptr);
        const Register least = figure(at_least, nullptr);
        step.line = figure(is, &step.open);
        step.line_when =
            when == nullptr ? compiler_.builder().truth(true) : compile(*when, kTruth, step.id);
        compiler_.close();
        if (loader_.problems_.size() == before) add_up(step, most, least);
    } else {
        step.at_most = figure(at_most, nullptr);
        step.at_least = figure(at_least, nullptr);
        step.is = figure(is, &step.open);
        if (when != nullptr) step.when = compile(*when, kTruth, step.id);
    }
    if (loader_.problems_.size() != before) return;
    if (is != nullptr) define_step(step);
    version_.steps.push_back(std::move(step));
}

// The loop of a step with a line for every element; its scope, or -1 with the problem noted.
int VersionLoader::open_each(const Json& each, Step& step) {
    if (!split_loop(each.text, step.each_variable, step.each_list)) {
        loader_.fail("R059", each);
        return -1;
    }
    try {
        return compiler_.open(step.each_list, step.each_variable,
                              language::parse(step.each_list, {loader_.document_, each}));
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        return -1;
    }
}

// The sums over the lines, which are in doubt where a line is, and whether each keeps its bounds.
void VersionLoader::add_up(Step& step, Register most, Register least) {
    language::Builder& builder = compiler_.builder();
    const auto sum = [&](Register line) {
        if (!is_set(line)) return kNoRegister;
        return builder.fold(Op::fold_sum, kMoneyBounds, step.scope,
                            {step.line_when, line, kNoRegister});
    };
    step.is = sum(step.line);
    step.at_most = sum(most);
    step.at_least = sum(least);
    if (!is_set(step.line) || (!is_set(most) && !is_set(least))) return;
    Register fits = builder.not_(step.line_when);
    Register kept = builder.truth(true);
    const auto within = [&](Register less, Register more) {
        kept = builder.and_(kept, builder.emit(Op::less_equal, kTruth, {less, more, kNoRegister}));
    };
    if (is_set(most)) within(step.line, most);
    if (is_set(least)) within(least, step.line);
    fits = builder.or_(fits, kept);
    step.lines_fit =
        builder.fold(Op::fold_all, kTruth, step.scope, {fits, kNoRegister, kNoRegister});
}

// What later steps see: nothing where the step is not paid, a fault where it breaks a bound.
void VersionLoader::define_step(const Step& step) {
    language::Builder& builder = compiler_.builder();
    Register value = step.is;
    const bool free = !is_set(step.lines_fit) && !is_set(step.at_most) && !is_set(step.at_least);
    const bool range = builder.type(value).bounds && free;
    if (builder.type(value).bounds && !range)
        value = builder.emit(Op::bounds_known, kMoney, {value, kNoRegister, kNoRegister});
    const Type type = range ? kMoneyBounds : kMoney;
    const Register figure = value;
    const auto bounded = [&](Register fits) {
        value = builder.emit(Op::select, kMoney, {fits, value, builder.fault(kMoney)});
    };
    const auto at_most = [&](Register less, Register more) {
        return builder.emit(Op::less_equal, kTruth, {less, more, kNoRegister});
    };
    if (is_set(step.lines_fit) && !step.in_principle) bounded(step.lines_fit);
    if (!is_set(step.line) && !step.in_principle) {
        if (is_set(step.at_most)) bounded(at_most(figure, step.at_most));
        if (is_set(step.at_least)) bounded(at_most(step.at_least, figure));
    }
    if (is_set(step.when)) {
        const Register zero = builder.constant(type, {0, range ? 0 : 1, {}});
        value = builder.emit(Op::select, type, {step.when, value, zero});
    }
    compiler_.define(step.id, Operand::value(value, type));
}

}  // namespace bajigong
