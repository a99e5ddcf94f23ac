// Functions in call syntax: dates, periods, money, ratios, look-ups and spells.
#include <map>

#include "bajigong/date.hpp"
#include "bajigong/identifier.hpp"
#include "bajigong/money.hpp"

#include "language/compiler.hpp"

namespace bajigong::language {

namespace {

constexpr Type kTruth{Base::truth};
constexpr Type kDate{Base::date};
constexpr Type kInteger{Base::integer};
constexpr Type kPeriod{Base::period};
constexpr Type kMoney{Base::money};

}  // namespace

// One member function for each group of functions; reaches into the compiler for types and
// registers.
class Functions {
   public:
    Functions(Compiler& compiler, const Node& node)
        : c_(compiler), node_(node), b_(compiler.builder_) {}

    Operand call() {
        using Member = Operand (Functions::*)();
        struct Entry {
            int least, most;
            Member member;
        };
        static const std::map<std::string_view, Entry> kFunctions = {
            {"date", {1, 1, &Functions::date}},
            {"day", {3, 3, &Functions::day}},
            {"year", {1, 1, &Functions::part}},
            {"month", {1, 1, &Functions::part}},
            {"month_start", {1, 1, &Functions::part}},
            {"month_end", {1, 1, &Functions::part}},
            {"year_start", {1, 1, &Functions::part}},
            {"year_end", {1, 1, &Functions::part}},
            {"years", {1, 1, &Functions::span}},
            {"months", {1, 1, &Functions::span}},
            {"days", {1, 1, &Functions::span}},
            {"full_months", {2, 2, &Functions::full_span}},
            {"full_years", {2, 2, &Functions::full_span}},
            {"days_between", {2, 2, &Functions::days_between}},
            {"within", {3, 3, &Functions::within}},
            {"by", {2, 2, &Functions::by}},
            {"yuan", {1, 1, &Functions::yuan}},
            {"percent", {1, 1, &Functions::percent}},
            {"ratio", {2, 2, &Functions::ratio}},
            {"floor", {1, 1, &Functions::floor}},
            {"size", {1, 1, &Functions::size}},
            {"sum", {1, 1, &Functions::sum}},
            {"min", {1, 100, &Functions::extreme}},
            {"max", {1, 100, &Functions::extreme}},
            {"table", {2, 5, &Functions::table}},
            {"has_row", {2, 5, &Functions::table}},
            {"param", {2, 2, &Functions::param}},
            {"list", {2, 2, &Functions::list}},
            {"in_place", {2, 2, &Functions::in_place}},
            {"held_on", {2, 2, &Functions::held_on}},
            {"covers", {3, 3, &Functions::covers}},
            {"months_covered", {3, 4, &Functions::months_covered}},
            {"unseen", {1, 1, &Functions::open}},
            {"pending", {1, 1, &Functions::open}},
        };
        if (node_.text == "has") c_.fail("X050", node_);
        const auto found = kFunctions.find(node_.text);
        if (found == kFunctions.end()) {
            std::vector<std::string> names;
            for (const auto& [name, entry] : kFunctions) names.emplace_back(name);
            c_.no_such("function", std::string(node_.text), names, node_);
        }
        const auto given = static_cast<int>(node_.children.size());
        const Entry& entry = found->second;
        if (given < entry.least || given > entry.most) {
            const std::string expected =
                entry.least == entry.most
                    ? std::to_string(entry.least)
                    : std::to_string(entry.least) + "-" + std::to_string(entry.most);
            c_.fail("X036", node_, {std::string(node_.text), expected, std::to_string(given)});
        }
        return (this->*entry.member)();
    }

   private:
    const Node& arg(std::size_t i) const { return node_.children[i]; }
    Operand visit(std::size_t i) { return c_.visit(arg(i)); }
    Register as(std::size_t i, const Type& type) { return c_.as(visit(i), type, arg(i)); }
    Operand emit(Op op, const Type& type, Register x, Register y = kNoRegister,
                 Register z = kNoRegister, std::int64_t imm = 0) {
        return Operand::value(b_.emit(op, type, {x, y, z}, imm), type);
    }
    // The text of an argument that must be written out.
    std::string literal(std::size_t i) {
        if (arg(i).kind != NodeKind::text) c_.fail("X039", arg(i), {std::string(node_.text)});
        return std::string(arg(i).text);
    }

    Operand date() {
        const std::optional<Date> day = Date::parse(literal(0));
        if (!day) c_.fail("X040", arg(0));
        return Operand::value(b_.constant(kDate, {day->days, 1, {}}), kDate);
    }
    Operand day() {
        return emit(Op::make_day, kDate, as(0, kInteger), as(1, kInteger), as(2, kInteger));
    }
    Operand part() {
        static const std::map<std::string_view, Op> kParts = {{"year", Op::year},
                                                              {"month", Op::month},
                                                              {"month_start", Op::month_start},
                                                              {"month_end", Op::month_end},
                                                              {"year_start", Op::year_start},
                                                              {"year_end", Op::year_end}};
        const Op op = kParts.at(node_.text);
        return emit(op, op == Op::year || op == Op::month ? kInteger : kDate, as(0, kDate));
    }
    Operand span() {
        const Op op = node_.text == "years"    ? Op::make_years
                      : node_.text == "months" ? Op::make_months
                                               : Op::make_days;
        return emit(op, kPeriod, as(0, kInteger));
    }

    // The last day that counts as completed on day `d`: d itself, or the day before where the
    // corresponding day has not yet expired.
    Register completed(Register d) {
        const Register counts = c_.last_day_counts(node_);
        const Register is_one = b_.emit(Op::equal, kTruth, {counts, b_.integer(1), kNoRegister});
        const Register day_back = b_.constant(kPeriod, {pack_period(0, -1), 1, {}});
        const Register before = b_.emit(Op::date_add, kDate, {d, day_back, b_.integer(0)});
        return c_.select(is_one, Operand::value(d, kDate), Operand::value(before, kDate), node_)
            .reg;
    }
    Operand full_span() {
        const Register start = as(0, kDate);
        const Register end = completed(as(1, kDate));
        const Operand months = emit(Op::full_months, kInteger, start, end, c_.month_end(node_));
        return node_.text == "full_months" ? months
                                           : emit(Op::divide, kInteger, months.reg, b_.integer(12));
    }
    Operand within() {
        const Register d = as(0, kDate);
        const Register start = as(1, kDate);
        const Register period = as(2, kPeriod);
        const Register last = b_.emit(Op::date_add, kDate, {start, period, c_.month_end(node_)});
        const Register counts =
            b_.emit(Op::equal, kTruth, {c_.last_day_counts(node_), b_.integer(1), kNoRegister});
        const Register on_or_before = b_.emit(Op::less_equal, kTruth, {d, last, kNoRegister});
        const Register before = b_.emit(Op::less, kTruth, {d, last, kNoRegister});
        const Operand inside = c_.select(counts, c_.truth(on_or_before), c_.truth(before), node_);
        const Register in_time = b_.or_(inside.reg, after_rest(d, last));
        const Register begun = b_.emit(Op::less_equal, kTruth, {start, d, kNoRegister});
        return c_.truth(b_.and_(happened(d), b_.and_(begun, in_time)));
    }
    // Whether `d` is still in time because every day from the last one on was a day of rest. No
    // longer row of them than the calendar says is looked for.
    Register after_rest(Register d, Register last) {
        const Calendar& calendar = c_.environment_.calendar;
        if (!calendar.holiday.stated) c_.fail("X078", node_);
        const Register choice = c_.calendar(calendar.holiday, node_);
        if (calendar.rest_days.list < 0) return b_.truth(false);
        c_.uses_.lists[calendar.rest_days.list] = true;
        const Register moves = b_.emit(Op::equal, kTruth, {choice, b_.integer(1), kNoRegister});
        const Register end = completed(last);
        const std::int64_t longest =
            pack_period(0, static_cast<std::int32_t>(calendar.rest_days.in_a_row));
        const Register utmost = b_.emit(
            Op::date_add, kDate, {end, b_.constant(kPeriod, {longest, 1, {}}), b_.integer(0)});
        const Register near = b_.emit(Op::less_equal, kTruth, {d, utmost, kNoRegister});
        const Register until = b_.emit(Op::minimum, kDate, {d, utmost, kNoRegister});
        const Register rest =
            b_.emit(Op::all_in_list, kTruth, {end, until, kNoRegister}, calendar.rest_days.list);
        return b_.and_(moves, b_.and_(near, rest));
    }
    Operand days_between() { return emit(Op::days_between, kInteger, as(0, kDate), as(1, kDate)); }
    // `never` is no day that could lie in a period, not even in one that has no end.
    Register happened(Register d) {
        const Register never = b_.constant(kDate, {Date::never().days, 1, {}});
        return b_.emit(Op::less, kTruth, {d, never, kNoRegister});
    }
    Operand by() {
        const Register event = as(0, kDate);
        const Register last = as(1, kDate);
        const Register today = b_.leaf(Op::as_of, kDate, 0, 0);
        const Cause cause{CauseKind::waiting, c_.owner_, ""};
        return emit(Op::by, kTruth, event, last, today, b_.cause(cause));
    }

    Operand yuan() {
        if (arg(0).kind == NodeKind::text) {
            const std::optional<Money> money = Money::parse(arg(0).text);
            if (!money) c_.fail("X041", arg(0));
            return Operand::value(b_.constant(kMoney, {money->fen, 1, {}}), kMoney);
        }
        return emit(Op::multiply, kMoney, as(0, kInteger), b_.integer(100));
    }
    Operand fraction(Register num, std::int64_t den) {
        const Constant* value = b_.constant_of(num);
        if (value != nullptr && value->state == Constant::State::known) {
            if (const auto reduced = Ratio::make(value->number, den)) {
                const Type type{Base::ratio, -1, reduced->den};
                return Operand::value(b_.constant(type, {reduced->num, 1, {}}), type);
            }
        }
        return emit(Op::make_ratio, Type{Base::ratio, -1, Type::kVaries}, num, b_.integer(den));
    }
    Operand percent() {
        if (arg(0).kind != NodeKind::text) return fraction(as(0, kInteger), 100);
        const std::optional<Ratio> ratio = Ratio::parse(std::string(arg(0).text) + "%");
        if (!ratio) c_.fail("X073", arg(0));
        const Type type{Base::ratio, -1, ratio->den};
        return Operand::value(b_.constant(type, {ratio->num, 1, {}}), type);
    }
    Operand ratio() {
        const Register num = as(0, kInteger);
        const Register den = as(1, kInteger);
        const Constant* value = b_.constant_of(den);
        if (value != nullptr && value->state == Constant::State::known && value->number > 0) {
            return fraction(num, value->number);
        }
        return emit(Op::make_ratio, Type{Base::ratio, -1, Type::kVaries}, num, den);
    }
    Operand floor() {
        const Operand operand = c_.resolve(visit(0), arg(0));
        if (operand.kind == Operand::Kind::unknown)
            return Operand::value(b_.unknown(kInteger, operand.cause), kInteger);
        if (operand.kind != Operand::Kind::value || operand.type.base != Base::ratio) {
            c_.fail("X032", arg(0), {"ratio", c_.describe(operand)});
        }
        return emit(Op::floor, kInteger, operand.reg);
    }

    Operand size() { return c_.count(visit(0), arg(0)); }
    Operand sum() { return c_.sum(visit(0), arg(0)); }
    Operand extreme() {
        std::vector<Operand> items;
        for (std::size_t i = 0; i < node_.children.size(); ++i) items.push_back(visit(i));
        return c_.extreme(node_.text == "max", std::move(items), node_);
    }

    template <class Shapes>
    int named(const char* kind, const Shapes& shapes, int index) {
        if (index >= 0) return index;
        std::vector<std::string> names;
        for (const auto& shape : shapes) names.push_back(shape.name);
        c_.no_such(kind, literal(0), names, arg(0));
    }
    Operand table() {
        const Environment& e = c_.environment_;
        const int index = named("table", e.tables, e.table(literal(0)));
        const TableShape& shape = e.tables[index];
        c_.uses_.tables[index] = true;
        const std::size_t given = node_.children.size() - 1;
        if (given != shape.keys.size()) {
            c_.fail("X074", node_,
                    {shape.name, std::to_string(shape.keys.size()), std::to_string(given)});
        }
        std::vector<Register> keys;
        for (std::size_t i = 0; i < given; ++i) keys.push_back(as(i + 1, shape.keys[i]));
        const bool asks = node_.text == "has_row";
        const Type type = asks ? kTruth : shape.value;
        const Register r =
            b_.emit(asks ? Op::has_row : Op::table, type, {kNoRegister, kNoRegister, kNoRegister},
                    index, 0, std::move(keys));
        return Operand::value(r, type);
    }
    Operand param() {
        const Environment& e = c_.environment_;
        const int index = named("parameter", e.params, e.param(literal(0)));
        c_.uses_.params[index] = true;
        return emit(Op::param, e.params[index].type, as(1, kDate), kNoRegister, kNoRegister, index);
    }
    Operand list() {
        const Environment& e = c_.environment_;
        Operand operand;
        operand.kind = Operand::Kind::supplied;
        operand.index = named("list", e.lists, e.list(literal(0)));
        c_.uses_.lists[operand.index] = true;
        operand.reg = as(1, kDate);
        return operand;
    }
    Operand in_place() {
        const Type type{Base::text};
        if (arg(1).kind == NodeKind::text && arg(1).text != "CN" &&
            !parse_region_code(arg(1).text)) {
            c_.fail("X060", arg(1));
        }
        return emit(Op::in_place, kTruth, as(0, type), as(1, type));
    }

    struct Spells {
        int scope;
        Register predicate, from, until;
    };
    Spells spells() {
        const Operand operand = visit(0);
        if (operand.kind != Operand::Kind::stream)
            c_.fail("X032", arg(0), {"a list of spells", c_.describe(operand)});
        const Operand& element = *operand.stream.element;
        if (element.kind != Operand::Kind::record)
            c_.fail("X032", arg(0), {"a list of spells", "[" + c_.describe(element) + "]"});
        const auto field = [&](const char* name) {
            return c_.as_date(c_.element_field(element, name, arg(0)), arg(0));
        };
        return {operand.stream.scope, c_.predicate_of(operand.stream), field("from"),
                field("until")};
    }
    Operand held_on() {
        const Spells s = spells();
        const Register d = as(1, kDate);
        const Register begun = b_.emit(Op::less_equal, kTruth, {s.from, d, kNoRegister});
        const Register running = b_.emit(Op::less_equal, kTruth, {d, s.until, kNoRegister});
        const Register holds = b_.and_(s.predicate, b_.and_(begun, running));
        const Register any =
            b_.fold(Op::fold_any, kTruth, s.scope, {holds, kNoRegister, kNoRegister});
        return c_.truth(b_.and_(happened(d), any));
    }
    Operand covers() {
        const Spells s = spells();
        return c_.truth(b_.fold(Op::fold_covers, kTruth, s.scope, {s.predicate, s.from, s.until},
                                {as(1, kDate), as(2, kDate)}));
    }
    Operand months_covered() {
        const Spells s = spells();
        const std::string mode = literal(2);
        if (mode != "whole" && mode != "pooled") c_.fail("X075", arg(2));
        const Type bounds{Base::integer, -1, 1, true};
        std::vector<Register> args{as(1, kDate), c_.last_day_counts(node_),
                                   b_.truth(mode == "pooled"), c_.month_end(node_)};
        if (node_.children.size() == 4) args.push_back(as(3, kDate));
        return Operand::value(
            b_.fold(Op::fold_months, bounds, s.scope, {s.predicate, s.from, s.until}, args),
            bounds);
    }

    Operand open() {
        const CauseKind kind = node_.text == "unseen" ? CauseKind::unseen : CauseKind::pending;
        Operand operand;
        operand.kind = Operand::Kind::unknown;
        operand.cause = {kind, c_.owner_, literal(0)};
        return operand;
    }

    Compiler& c_;
    const Node& node_;
    Builder& b_;
};

Operand Compiler::visit_call(const Node& node) { return Functions(*this, node).call(); }

}  // namespace bajigong::language
