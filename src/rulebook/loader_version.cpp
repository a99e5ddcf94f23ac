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
constexpr Type kAnyMoney{Base::money, -1, Type::kVaries, true};
constexpr int kMaxNesting = 16;

}  // namespace

void VersionLoader::read(const Json& json) {
    version_.place = loader_.place(json);
    Members members(loader_.document_, json, loader_.problems_,
                    {"from", "until", "instrument", "none", "unseen", "pending", "cite", "derived",
                     "evidence", "let", "require", "unless", "limits", "amount", "results"});
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
    const auto read_day = [&](const Json* day, const Json& owner,
                              std::string_view name) -> std::optional<Date> {
        const bool ever =
            key == "from" && day != nullptr && day->is(JsonKind::string) && day->text == "ever";
        return ever ? kEver : loader_.day(day, owner, name);
    };
    if (value == nullptr || !value->is(JsonKind::object)) {
        const auto day = read_day(value, json, key);
        if (!day) return std::nullopt;
        return VersionDay{*day, -1, {}};
    }
    const Json* name = value->find("reading");
    VersionDay result;
    result.reading = name == nullptr ? -1 : book_.reading(name->text);
    if (result.reading < 0) {
        loader_.fail("R035", *value, {std::string(name == nullptr ? "" : name->text)});
        return std::nullopt;
    }
    for (const ReadingOption& option : book_.readings[result.reading].options) {
        const auto day = read_day(value->find(option.name), *value, option.name);
        if (!day) return std::nullopt;
        result.of_option.push_back(*day);
    }
    if (value->children.size() != result.of_option.size() + 1)
        loader_.fail("R051", *value, {std::string(name->text)});
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
    list("results", "results", [&](const Json& json) { read_result(json); });
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
        const std::string path = std::string(kind) + "/" + std::string(use->text);
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

Register VersionLoader::compile(const Json& json, const Type& wanted, const std::string& owner) {
    const language::Tree* parsed = loader_.tree(json);
    if (parsed == nullptr) return kNoRegister;
    compiler_.set_owner(owner);
    try {
        return compiler_.compile(*parsed, wanted);
    } catch (const Failure& failure) {
        for (const Problem& problem : failure.problems()) loader_.problems_.push_back(problem);
        return kNoRegister;
    }
}

Register VersionLoader::stated(const Json& json, const Type& wanted, const std::string& owner,
                               bool cited, std::optional<language::Cause>* open) {
    if (json.is(JsonKind::number) && wanted.base == Base::integer) {
        std::string expected;
        const auto scalar = read_scalar(loader_.vocabulary_, wanted, json, expected);
        if (!scalar) loader_.fail("R038", json, {expected});
        return compiler_.builder().integer(scalar ? scalar->number : 0);
    }
    if (!json.is(JsonKind::object)) return compile(json, wanted, owner);
    auto cause = loader_.open_value(json, owner, cited);
    if (!cause) {
        loader_.fail("R037", json);
        return kNoRegister;
    }
    if (open != nullptr) *open = cause;
    return compiler_.builder().unknown(wanted, *cause);
}

void VersionLoader::read_let(const Json& json) {
    Members members(loader_.document_, json, loader_.problems_,
                    {"id", "is", "each", "round", "cite", "derived", "evidence", "text"});
    if (!json.is(JsonKind::object)) return;
    Let let;
    entry(members, json, let, false, true);
    const Json* is = members.get("is", JsonKind::string, true);
    if (is == nullptr) return;
    let.expression = is->text;
    const language::Tree* parsed = loader_.tree(*is);
    if (parsed == nullptr) return;
    const Json* rounding = members.get("round", JsonKind::string);
    if (rounding != nullptr) let.rounding = rounding->text;
    if (const Json* each = members.get("each", JsonKind::string)) {
        if (rounding != nullptr) return loader_.fail("R090", *rounding);
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
        Operand operand;
        if (rounding == nullptr) {
            operand = compiler_.compile(*parsed);
        } else {
            Register money = compiler_.compile(*parsed, kAnyMoney);
            round(*rounding, money);
            operand = Operand::value(money, compiler_.builder().type(money));
        }
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

void VersionLoader::add_item(Item item) {
    if (!is_set(item.pass)) return;
    item.readings = compiler_.builder().readings_of(item.pass);
    version_.items.push_back(item);
}

}  // namespace bajigong
