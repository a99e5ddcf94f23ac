// A version of a rule: its lets, clauses, limits and amounts, compiled into one program.
#include <algorithm>
#include <functional>

#include "bajigong/money.hpp"

#include "language/token.hpp"
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
constexpr Type kMoney{Base::money};
constexpr int kMaxNesting = 16;

struct RoundingUnit {
    std::string_view name;
    std::int64_t fen;
};
constexpr RoundingUnit kUnits[] = {{"fen", 1}, {"jiao", 10}, {"yuan", 100}};
constexpr std::pair<std::string_view, Rounding> kDirections[] = {{"half_up", Rounding::half_up},
                                                                 {"half_even", Rounding::half_even},
                                                                 {"up", Rounding::up},
                                                                 {"down", Rounding::down}};

// "s in subsidies"
bool split_loop(const std::string& text, std::string& variable, std::string& list) {
    const std::size_t in = text.find(" in ");
    if (in == std::string::npos) return false;
    variable = text.substr(0, in);
    list = text.substr(in + 4);
    return is_identifier(variable) && !list.empty() && list.find(' ') == std::string::npos;
}

}  // namespace

void VersionLoader::read(const Json& json) {
    version_.place = loader_.place(json);
    Members members(loader_.document_, json, loader_.problems_,
                    {"from", "until", "instrument", "none", "unseen", "pending", "cite", "derived",
                     "evidence", "let", "require", "unless", "limits", "amount"});
    if (!json.is(JsonKind::object)) return;
    if (auto day = version_day(json, "from")) version_.from = std::move(*day);
    if (auto day = version_day(json, "until")) version_.until = std::move(*day);
    const bool none = json.find("none") != nullptr;
    const bool open = json.find("unseen") != nullptr || json.find("pending") != nullptr;
    const bool rules = json.find("require") != nullptr || json.find("unless") != nullptr;
    if ((none ? 1 : 0) + (open ? 1 : 0) + (rules ? 1 : 0) != 1) return loader_.fail("R054", json);
    version_.instrument = members.string("instrument", rules);
    if (!version_.instrument.empty()) {
        const Instrument* instrument = book_.instrument(version_.instrument);
        if (instrument == nullptr) {
            loader_.fail("R022", *json.find("instrument"), {version_.instrument, "none"});
        } else if (rules && instrument->evidence == Evidence::recalled) {
            loader_.fail("R023", *json.find("instrument"));
        }
    }
    if (none) {
        version_.kind = Version::Kind::none;
        version_.none = loader_.label_of(members, "none", true);
        version_.basis = loader_.basis(members, true);
        return;
    }
    if (open) {
        version_.kind = Version::Kind::open;
        const bool unseen = json.find("unseen") != nullptr;
        version_.open = {unseen ? language::CauseKind::unseen : language::CauseKind::pending,
                         version_.instrument, members.string(unseen ? "unseen" : "pending", true)};
        version_.basis = loader_.basis(members, false);
        return;
    }
    read_rules(members);
}

std::optional<VersionDay> VersionLoader::version_day(const Json& json, std::string_view key) {
    const Json* value = json.find(key);
    if (value == nullptr || !value->is(JsonKind::object)) {
        const auto day = loader_.day(value, json, key);
        if (!day) return std::nullopt;
        return VersionDay{*day, -1, {}};
    }
    const Json* name = value->find("reading");
    VersionDay result;
    result.reading = name == nullptr ? -1 : book_.reading(name->text);
    if (result.reading < 0) {
        loader_.fail("R035", *value, {name == nullptr ? "" : name->text});
        return std::nullopt;
    }
    for (const ReadingOption& option : book_.readings[result.reading].options) {
        const auto day = loader_.day(value->find(option.name), *value, option.name);
        if (!day) return std::nullopt;
        result.of_option.push_back(*day);
    }
    if (value->children.size() != result.of_option.size() + 1)
        loader_.fail("R051", *value, {name->text});
    return result;
}

void VersionLoader::read_rules(Members& members) {
    const auto list = [&](std::string_view key, const char* kind,
                          const std::function<void(const Json&)>& each) {
        if (const Json* json = members.get(key, JsonKind::array)) entries(*json, kind, 0, each);
    };
    const std::size_t before = loader_.problems_.size();
    list("let", "lets", [&](const Json& json) { read_let(json); });
    list("require", "clauses", [&](const Json& json) {
        const int clause = read_clause(json, 0);
        if (clause >= 0) add_item({clause, -1, false, version_.clauses[clause].truth, 0});
    });
    list("unless", "clauses", [&](const Json& json) {
        const int clause = read_clause(json, 0);
        if (clause < 0 || !is_set(version_.clauses[clause].truth)) return;
        add_item({clause, -1, true, compiler_.builder().not_(version_.clauses[clause].truth), 0});
    });
    list("limits", "limits", [&](const Json& json) { read_limit(json); });
    list("amount", "amounts", [&](const Json& json) { read_step(json); });
    loader_.note_uses(compiler_.uses());
    if (loader_.problems_.size() != before) return;
    for (const Let& let : version_.lets) {
        if (!let.each_list.empty()) continue;
        const auto& names = compiler_.uses().names;
        if (const auto used = names.find(let.id); used == names.end() || used->second == 0) {
            loader_.problems_.push_back({"R055", let.place, {let.id}, Severity::error});
        }
    }
    finish();
}

void VersionLoader::entries(const Json& list, const char* kind, int depth,
                            const std::function<void(const Json&)>& each) {
    for (const Json& json : list.children) {
        const Json* use = json.find("use");
        if (use == nullptr) {
            each(json);
            continue;
        }
        Members members(loader_.document_, json, loader_.problems_, {"use"});
        const std::string path = std::string(kind) + "/" + use->text;
        const auto found = loader_.named_lists_.find(path);
        if (found == loader_.named_lists_.end() || !found->second->is(JsonKind::array)) {
            loader_.fail("R056", *use, {path});
        } else if (depth >= kMaxNesting) {
            loader_.fail("R057", *use, {std::to_string(kMaxNesting)});
        } else {
            loader_.used_lists_.insert(path);
            entries(*found->second, kind, depth + 1, each);
        }
    }
}

void VersionLoader::entry(Members& members, const Json& json, Entry& entry, bool text_required,
                          bool basis_required) {
    entry.place = loader_.place(json);
    entry.id = members.string("id", true);
    if (!entry.id.empty() && (!is_identifier(entry.id) || is_reserved_word(entry.id))) {
        loader_.fail("R030", json, {"entry"});
    }
    if (!entry.id.empty() && !ids_.insert(entry.id).second) loader_.fail("R058", json, {entry.id});
    entry.text = loader_.label_of(members, "text", text_required);
    entry.basis = loader_.basis(members, basis_required);
}

std::optional<language::Tree> VersionLoader::tree(const Json& json) {
    if (!json.is(JsonKind::string)) {
        loader_.fail("R050", json);
        return std::nullopt;
    }
    try {
        return language::parse(json.text, loader_.place(json));
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        return std::nullopt;
    }
}

Register VersionLoader::compile(const Json& json, const Type& wanted, const std::string& owner) {
    const auto parsed = tree(json);
    if (!parsed) return kNoRegister;
    compiler_.set_owner(owner);
    try {
        return compiler_.compile(*parsed, wanted);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        return kNoRegister;
    }
}

Register VersionLoader::stated(const Json& json, const Type& wanted, const std::string& owner,
                               std::optional<language::Cause>* open) {
    if (json.is(JsonKind::number) && wanted.base == Base::integer) {
        std::string expected;
        const auto scalar = read_scalar(loader_.vocabulary_, wanted, json, expected);
        if (!scalar) loader_.fail("R038", json, {expected});
        return compiler_.builder().integer(scalar ? scalar->number : 0);
    }
    if (!json.is(JsonKind::object)) return compile(json, wanted, owner);
    auto cause = loader_.open_value(json, owner);
    if (!cause) {
        loader_.fail("R037", json);
        return kNoRegister;
    }
    if (open != nullptr) *open = cause;
    return compiler_.builder().unknown(wanted, *cause);
}

void VersionLoader::read_let(const Json& json) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "is", "each", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    Let let;
    entry(members, json, let, false, true);
    const Json* is = members.get("is", JsonKind::string, true);
    if (is == nullptr) return;
    let.expression = is->text;
    const auto parsed = tree(*is);
    if (!parsed) return;
    if (const Json* each = members.get("each", JsonKind::string)) {
        if (!split_loop(each->text, let.each_variable, let.each_list))
            return loader_.fail("R059", *each);
        compiler_.define_field(let.each_list, let.id, let.each_variable, *parsed);
        version_.lets.push_back(std::move(let));
        return;
    }
    if (loader_.vocabulary_.is_prefix(0, let.id) ||
        loader_.vocabulary_.tables()[0].column(let.id) >= 0 ||
        loader_.vocabulary_.list(0, let.id) >= 0) {
        return loader_.fail("R060", json, {let.id});
    }
    compiler_.set_owner(let.id);
    try {
        const Operand operand = compiler_.compile(*parsed);
        if (operand.kind == Operand::Kind::value) {
            let.value = operand.reg;
            note_reads(operand.reg, let.facts, let.lists, let.lets);
        }
        compiler_.define(let.id, operand);
        version_.lets.push_back(std::move(let));
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        // What uses it is not wrong for its sake.
        Operand broken;
        broken.kind = Operand::Kind::unknown;
        compiler_.define(let.id, broken);
    }
}

int VersionLoader::read_clause(const Json& json, int depth) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "if", "all", "any", "none", "at_least", "of", "cite", "derived",
                     "evidence", "text"});
    if (!json.is(JsonKind::object)) return -1;
    if (depth > kMaxNesting) {
        loader_.fail("R057", json, {std::to_string(kMaxNesting)});
        return -1;
    }
    Clause clause;
    const Json* condition = members.get("if", JsonKind::string);
    const bool leaf = condition != nullptr;
    entry(members, json, clause, true, leaf);
    const Json* parts = nullptr;
    int forms = leaf ? 1 : 0;
    static constexpr std::pair<std::string_view, Clause::Kind> kGroups[] = {
        {"all", Clause::Kind::all},
        {"any", Clause::Kind::any},
        {"none", Clause::Kind::none},
        {"of", Clause::Kind::at_least}};
    for (const auto& [key, kind] : kGroups) {
        if (const Json* list = members.get(key, JsonKind::array)) {
            parts = list;
            clause.kind = kind;
            ++forms;
        }
    }
    const Json* needed = members.get("at_least", JsonKind::number);
    if (forms != 1 || (needed != nullptr) != (clause.kind == Clause::Kind::at_least)) {
        loader_.fail("R061", json);
        return -1;
    }
    language::Builder& builder = compiler_.builder();
    if (leaf) {
        clause.expression = condition->text;
        clause.truth = compile(*condition, kTruth, clause.id);
        if (is_set(clause.truth)) note_reads(clause.truth, clause.facts, clause.lists, clause.lets);
    } else {
        const int own = static_cast<int>(version_.clauses.size());
        version_.clauses.emplace_back();  // before its parts, so that document order is kept
        entries(*parts, "clauses", depth, [&](const Json& part) {
            const int child = read_clause(part, depth + 1);
            if (child >= 0) clause.children.push_back(child);
        });
        if (clause.children.empty()) loader_.fail("R062", *parts);
        std::vector<Register> truths;
        for (const int child : clause.children) {
            if (is_set(version_.clauses[child].truth))
                truths.push_back(version_.clauses[child].truth);
        }
        if (needed != nullptr) {
            std::string expected;
            const auto number = read_scalar(loader_.vocabulary_, kInteger, *needed, expected);
            const auto size = static_cast<std::int64_t>(truths.size());
            if (!number || number->number < 1 || number->number > size) {
                loader_.fail("R063", *needed, {std::to_string(size)});
            } else {
                clause.needed = static_cast<int>(number->number);
                clause.truth =
                    builder.emit(Op::at_least, kTruth, {kNoRegister, kNoRegister, kNoRegister},
                                 number->number, 0, truths);
            }
        } else {
            const bool all = clause.kind == Clause::Kind::all;
            clause.truth = builder.truth(all);
            for (const Register r : truths)
                clause.truth = all ? builder.and_(clause.truth, r) : builder.or_(clause.truth, r);
            if (clause.kind == Clause::Kind::none) clause.truth = builder.not_(clause.truth);
        }
        version_.clauses[own] = std::move(clause);
        return own;
    }
    version_.clauses.push_back(std::move(clause));
    if (version_.clauses.size() > kMaxClausesInVersion) {
        loader_.fail("R064", json, {std::to_string(kMaxClausesInVersion)});
        return -1;
    }
    return static_cast<int>(version_.clauses.size()) - 1;
}

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
            const Register r = compile(*json, table.columns[table.column(field)].type, "adds");
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
        const language::Tree at = language::parse(limit.list, loader_.place(*count));
        const auto condition = [&] {
            return where == nullptr ? builder.truth(true) : compile(*where, kTruth, limit.id);
        };
        const auto value = [&]() -> Operand {
            const auto parsed = tree(*sum);
            if (!parsed) throw Failure(Problem{"R050", loader_.place(*sum), {}});
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
    limit.allowed = stated(*at_most, unit, limit.id);
    const Register bound = when == nullptr ? builder.truth(true) : compile(*when, kTruth, limit.id);
    if (loader_.problems_.size() != before || !is_set(others)) return;
    Type bounds = unit;
    bounds.bounds = true;
    limit.counted = others;
    const Register total = builder.emit(Op::bounds_add, bounds, {others, own, kNoRegister});
    const Register fits =
        builder.emit(Op::bounds_less_equal, kTruth, {total, limit.allowed, kNoRegister});
    limit.applies = builder.and_(bound, limit.applies);
    limit.within = builder.or_(builder.not_(limit.applies), fits);
    version_.limits.push_back(std::move(limit));
    add_item({-1, static_cast<int>(version_.limits.size()) - 1, false,
              version_.limits.back().within, 0});
}

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

void VersionLoader::add_item(Item item) {
    if (!is_set(item.pass)) return;
    item.readings = compiler_.builder().readings_of(item.pass);
    version_.items.push_back(item);
}

// Which facts, lists and lets a register is made of, not looking behind lets.
void VersionLoader::note_reads(Register r, std::vector<int>& facts, std::vector<int>& lists,
                               std::vector<int>& lets) {
    const language::Program& program = version_.program;
    std::set<Register> seen;
    std::vector<Register> open{r};
    const auto add = [](std::vector<int>& into, int value) {
        if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
    };
    while (!open.empty()) {
        const Register at = open.back();
        open.pop_back();
        if (at == kNoRegister || !seen.insert(at).second) continue;
        const language::Instruction& instruction = program.code[at];
        const auto let = std::find_if(version_.lets.begin(), version_.lets.end(),
                                      [&](const Let& l) { return l.value == at; });
        if (let != version_.lets.end() && instruction.op != Op::constant &&
            instruction.op != Op::fact) {
            add(lets, static_cast<int>(let - version_.lets.begin()));
            continue;
        }
        if (instruction.op == Op::fact) {
            if (instruction.scope == 0) {
                add(facts, static_cast<int>(instruction.imm));
            } else {
                add(lists, program.scopes[instruction.scope].table);
            }
        }
        if (instruction.op >= Op::fold_any && instruction.op <= Op::fold_months) {
            add(lists, program.scopes[static_cast<std::size_t>(instruction.imm)].table);
        }
        open.insert(open.end(), {instruction.a, instruction.b, instruction.c});
        for (std::int32_t i = 0; i < instruction.arg_count; ++i)
            open.push_back(program.args[instruction.args + i]);
    }
    std::sort(facts.begin(), facts.end());
    std::sort(lists.begin(), lists.end());
    std::sort(lets.begin(), lets.end());
}

void VersionLoader::finish() {
    const bool named = std::any_of(version_.steps.begin(), version_.steps.end(),
                                   [](const Step& s) { return !s.payee.empty(); });
    for (Step& step : version_.steps)
        step.pays = named ? !step.payee.empty() : &step == &version_.steps.back();
    for (const Step& step : version_.steps) {
        if (step.pays && step.basis.cites.empty() && step.basis.derived.zh.empty()) {
            loader_.problems_.push_back({"R024", step.place, {}, Severity::error});
        }
    }
    group_readings();
}

// Readings that reach one item or one step belong together; what no reading reaches is run once.
void VersionLoader::group_readings() {
    std::vector<std::uint64_t> masks;
    std::vector<Register> outputs;
    const auto output = [&](Register r, std::uint64_t& mask) {
        if (!is_set(r)) return;
        outputs.push_back(r);
        mask |= compiler_.builder().readings_of(r);
    };
    for (const Item& item : version_.items) {
        std::uint64_t mask = 0;
        output(item.pass, mask);
        masks.push_back(mask);
    }
    for (const Clause& clause : version_.clauses) {
        std::uint64_t ignored = 0;  // its item has the same readings
        output(clause.truth, ignored);
    }
    for (const Limit& limit : version_.limits) {
        std::uint64_t ignored = 0;
        output(limit.counted, ignored);
        output(limit.allowed, ignored);
        output(limit.applies, ignored);
    }
    for (const Step& step : version_.steps) {
        std::uint64_t mask = 0;
        for (const Register r : {step.is, step.at_most, step.at_least, step.when}) output(r, mask);
        masks.push_back(mask);
    }
    std::vector<std::uint64_t> joined;
    for (std::uint64_t mask : masks) {
        if (mask == 0) continue;
        std::vector<std::uint64_t> apart;
        for (const std::uint64_t other : joined) {
            if ((other & mask) != 0) {
                mask |= other;
            } else {
                apart.push_back(other);
            }
        }
        apart.push_back(mask);
        joined = std::move(apart);
    }
    std::sort(joined.begin(), joined.end(),
              [](std::uint64_t a, std::uint64_t b) { return (a & -a) < (b & -b); });
    for (const std::uint64_t mask : joined) {
        ReadingGroup group;
        group.mask = mask;
        std::size_t worlds = 1;
        for (int i = 0; i < static_cast<int>(book_.readings.size()); ++i) {
            if ((mask >> i & 1) == 0) continue;
            group.readings.push_back(i);
            worlds *= book_.readings[i].options.size();
        }
        if (worlds > kMaxWorldsInGroup) {
            loader_.problems_.push_back(
                {"R069",
                 version_.place,
                 {std::to_string(worlds), std::to_string(kMaxWorldsInGroup)},
                 Severity::error});
        }
        version_.groups.push_back(std::move(group));
    }
    for (const Register r : language::live_instructions(version_.program, outputs)) {
        const std::uint64_t readings = version_.program.readings[r];
        if (readings == 0) {
            version_.base_code.push_back(r);
            continue;
        }
        for (ReadingGroup& group : version_.groups) {
            if ((group.mask & readings) != 0) group.code.push_back(r);
        }
    }
}

}  // namespace bajigong
