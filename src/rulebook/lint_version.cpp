// Lint of one version.
#include "rulebook/lint_version.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "rulebook/reach.hpp"

namespace bajigong {

namespace {

using language::Instruction;
using language::kNoRegister;
using language::Op;
using language::Register;

// Branches within branches that are told apart.
constexpr int kMaxBranches = 6;
constexpr std::size_t kMaxWays = 16;

// What the conditions so far leave of a number or a day, and the clauses that drew the bounds.
struct Span {
    std::int64_t low = INT64_MIN, high = INT64_MAX;
    std::string low_by, high_by;
};

class VersionLint {
   public:
    VersionLint(const Rule& rule, const Version& version, std::vector<Problem>& warnings)
        : rule_(rule), version_(version), program_(version.program), warnings_(warnings) {}

    void run() {
        repeated();
        contradictions();
        table_gaps();
        for (const Limit& limit : version_.limits) {
            if (limit.where.empty()) warn("L009", limit.place, {limit.id, limit.list});
        }
    }

   private:
    void warn(const char* code, const Place& place, std::vector<std::string> args) {
        warnings_.push_back({code, place, std::move(args), Severity::warning});
    }

    const Entry& entry(const Item& item) const {
        if (item.clause >= 0) return version_.clauses[static_cast<std::size_t>(item.clause)];
        return version_.limits[static_cast<std::size_t>(item.limit)];
    }
    const Instruction& code(Register r) const { return program_.code[static_cast<std::size_t>(r)]; }

    // Equal conditions are one register: the second can never decide.
    void repeated() {
        std::map<Register, const Entry*> seen;
        for (const Item& item : version_.items) {
            const auto [first, fresh] = seen.emplace(item.pass, &entry(item));
            if (!fresh) warn("L006", entry(item).place, {entry(item).id, first->second->id});
        }
        for (const Clause& group : version_.clauses) {
            std::map<Register, const Entry*> parts;
            for (const int child : group.children) {
                const Clause& part = version_.clauses[static_cast<std::size_t>(child)];
                const auto [first, fresh] = parts.emplace(part.truth, &part);
                if (!fresh) warn("L006", part.place, {part.id, first->second->id});
            }
        }
    }

    std::optional<std::int64_t> constant(Register r) const {
        if (code(r).op != Op::constant) return std::nullopt;
        const language::Constant& value = program_.constants[static_cast<std::size_t>(code(r).imm)];
        if (value.state != language::Constant::State::known) return std::nullopt;
        return value.number;
    }

    void at_least(Register r, std::int64_t bound, const std::string& by) {
        Span& span = spans_[r];
        if (bound > span.low) span.low = bound, span.low_by = by;
    }
    void at_most(Register r, std::int64_t bound, const std::string& by) {
        Span& span = spans_[r];
        if (bound < span.high) span.high = bound, span.high_by = by;
    }

    // What a condition that must hold (or must not) says of a number.
    void note(Register r, bool holds, const std::string& by) {
        const Instruction& condition = code(r);
        if (condition.op == Op::not_) return note(condition.a, !holds, by);
        if (holds && condition.op == Op::and_) {
            note(condition.a, true, by);
            return note(condition.b, true, by);
        }
        if (!holds && condition.op == Op::or_) {
            note(condition.a, false, by);
            return note(condition.b, false, by);
        }
        const bool less = condition.op == Op::less;
        const bool less_equal = condition.op == Op::less_equal;
        const bool equal = condition.op == Op::equal && holds;
        if (!less && !less_equal && !equal) return;
        const auto a = constant(condition.a);
        const auto b = constant(condition.b);
        if (a.has_value() == b.has_value()) return;
        const Register x = a ? condition.b : condition.a;
        const std::int64_t bound = a ? *a : *b;
        if (equal) {
            at_least(x, bound, by);
            return at_most(x, bound, by);
        }
        // a <= x, x <= b and their opposites.
        const bool from_below = a.has_value() == holds;
        const bool strict = less == holds;
        if (from_below) {
            at_least(x, strict ? bound + 1 : bound, by);
        } else {
            at_most(x, strict ? bound - 1 : bound, by);
        }
    }

    void contradictions() {
        for (const Item& item : version_.items) note(item.pass, true, entry(item).id);
        for (const auto& [r, span] : spans_) {
            if (span.low <= span.high) continue;
            const Place& place = version_.place;
            warn("L007", place, {span.low_by, span.high_by});
        }
        key_days();
    }

    // Where the key is a plain fact, the version's days bound it too.
    void key_days() {
        if (rule_.key == kNoRegister || version_.from.reading >= 0 || version_.until.reading >= 0)
            return;
        const Instruction& key = rule_.selector.code[static_cast<std::size_t>(rule_.key)];
        if (key.op != Op::fact || key.scope != 0) return;
        for (const auto& [r, span] : spans_) {
            const Instruction& fact = code(r);
            if (fact.op != Op::fact || fact.scope != 0 || fact.imm != key.imm) continue;
            if (span.low > version_.until.day.days) warn("L008", version_.place, {span.low_by});
            if (span.high < version_.from.day.days) warn("L008", version_.place, {span.high_by});
        }
    }

    bool admits(const std::vector<Reach>& known) const {
        return std::all_of(version_.items.begin(), version_.items.end(), [&](const Item& item) {
            return known[static_cast<std::size_t>(item.pass)].yes;
        });
    }

    // The conditions of which any one makes `r` true.
    void alternatives(Register r, std::vector<Register>& ways) const {
        if (code(r).op != Op::or_ || ways.size() >= kMaxWays) return ways.push_back(r);
        alternatives(code(r).a, ways);
        alternatives(code(r).b, ways);
    }

    // The look-ups that `r` comes to for some case that passes and is as supposed.
    void live_look_ups(Register r, const std::vector<Supposed>& supposed, int depth,
                       std::set<Register>& seen, std::set<Register>& found) const {
        if (r == kNoRegister || !seen.insert(r).second) return;
        const Instruction& at = code(r);
        if (at.op == Op::table) found.insert(r);
        if (at.op == Op::select && depth < kMaxBranches) {
            live_look_ups(at.a, supposed, depth, seen, found);
            const std::vector<Reach> before = reach(program_, supposed);
            const auto branch = [&](Register condition, bool answer) {
                const Reach& here = before[static_cast<std::size_t>(condition)];
                if (!(answer ? here.yes : here.no)) return;
                std::vector<Supposed> own = supposed;
                suppose(program_, condition, answer, own);
                if (!admits(reach(program_, own))) return;
                std::set<Register> fresh;
                live_look_ups(answer ? at.b : at.c, own, depth + 1, fresh, found);
            };
            std::vector<Register> ways;
            alternatives(at.a, ways);
            for (const Register way : ways) branch(way, true);
            branch(at.a, false);
            return;
        }
        for (const Register next : {at.a, at.b, at.c})
            live_look_ups(next, supposed, depth, seen, found);
        for (std::int32_t i = 0; i < at.arg_count; ++i)
            live_look_ups(program_.args[static_cast<std::size_t>(at.args + i)], supposed, depth,
                          seen, found);
    }

    // For every value of a scale that some case may pass with: does each table that its amount then
    // looks up have a row for it?
    void table_gaps() {
        std::set<Register> keys;
        for (const Instruction& at : program_.code) {
            if (at.op != Op::table) continue;
            for (std::int32_t i = 0; i < at.arg_count; ++i) {
                const Register key = program_.args[static_cast<std::size_t>(at.args + i)];
                const Type& type = program_.types[static_cast<std::size_t>(key)];
                if (type.base == Base::scale && code(key).op == Op::fact && code(key).scope == 0)
                    keys.insert(key);
            }
        }
        for (const Register key : keys) gaps_of(key);
    }

    void gaps_of(Register key) {
        const Vocabulary& vocabulary = *rule_.book->environment.vocabulary;
        const Scale& scale = vocabulary.scales()[static_cast<std::size_t>(
            program_.types[static_cast<std::size_t>(key)].scale)];
        std::map<int, std::string> missing;  // by table
        for (std::size_t value = 0; value < scale.values.size(); ++value) {
            const auto number = static_cast<std::int64_t>(value);
            std::vector<Supposed> supposed{{key, number}};
            for (std::size_t r = 0; r < program_.code.size(); ++r) {
                const auto look_up = static_cast<Register>(r);
                if (code(look_up).op == Op::has_row && lacks(look_up, key, number))
                    supposed.push_back({look_up, 0});
            }
            const std::vector<Reach> known = reach(program_, supposed);
            if (!admits(known)) continue;
            std::set<Register> seen;
            std::set<Register> found;
            for (const Step& step : version_.steps) {
                if (step.when != kNoRegister && !known[static_cast<std::size_t>(step.when)].yes)
                    continue;
                if (step.line_when != kNoRegister &&
                    !known[static_cast<std::size_t>(step.line_when)].yes)
                    continue;
                for (const Register r : {step.is, step.at_most, step.at_least})
                    live_look_ups(r, supposed, 0, seen, found);
            }
            for (const Register look_up : found) {
                if (lacks(look_up, key, number)) {
                    std::string& names = missing[static_cast<int>(code(look_up).imm)];
                    const std::string& id = scale.values[value].id;
                    if (names.find(id) == std::string::npos)
                        names += (names.empty() ? "" : ", ") + id;
                }
            }
        }
        for (const auto& [table, values] : missing) {
            const std::string& name =
                rule_.book->environment.tables[static_cast<std::size_t>(table)].name;
            warn("L010", version_.place, {name, values});
        }
    }

    bool lacks(Register look_up, Register key, std::int64_t value) const {
        const Instruction& at = code(look_up);
        const auto& data = rule_.book->supply.tables[static_cast<std::size_t>(at.imm)];
        if (!data || (at.op == Op::table && data->otherwise())) return false;
        for (std::int32_t i = 0; i < at.arg_count; ++i) {
            if (program_.args[static_cast<std::size_t>(at.args + i)] != key) continue;
            const bool some = std::any_of(
                data->rows().begin(), data->rows().end(), [&](const TableData::Row& row) {
                    return row.key[static_cast<std::size_t>(i)].number == value;
                });
            if (!some) return true;
        }
        return false;
    }

    const Rule& rule_;
    const Version& version_;
    const language::Program& program_;
    std::vector<Problem>& warnings_;
    std::map<Register, Span> spans_;
};

}  // namespace

void lint_version(const Rule& rule, const Version& version, std::vector<Problem>& warnings) {
    if (version.kind == Version::Kind::rules) VersionLint(rule, version, warnings).run();
}

}  // namespace bajigong
