// Lint of the tables that a version's amounts look up: rows that are missing for what it admits.
#include <algorithm>
#include <map>
#include <set>

#include "rulebook/lint_version.hpp"
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

class TableLint {
   public:
    TableLint(const Rule& rule, const Version& version, std::vector<Problem>& warnings)
        : rule_(rule), version_(version), program_(version.program), warnings_(warnings) {}

    // For every value of a scale that some case may pass with: does each table that its amount then
    // looks up have a row for it?
    void run() {
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

   private:
    void warn(const char* code, const Place& place, std::vector<std::string> args) {
        warnings_.push_back({code, place, std::move(args), Severity::warning});
    }
    const Instruction& code(Register r) const { return program_.code[static_cast<std::size_t>(r)]; }

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
            const auto tell = [&](Register look_up, const std::string& id) {
                std::string& names = missing[static_cast<int>(code(look_up).imm)];
                if (names.find(id) == std::string::npos) names += (names.empty() ? "" : ", ") + id;
            };
            for (const Register look_up : look_ups(supposed)) {
                if (lacks(look_up, key, number)) {
                    tell(look_up, scale.values[value].id);
                    continue;
                }
                each_beside(
                    look_up, key,
                    [&](Register other, std::int64_t beside, const std::string& name) {
                        if (has_both(look_up, key, number, other, beside)) return;
                        std::vector<Supposed> both = supposed;
                        if (program_.types[static_cast<std::size_t>(other)].base == Base::truth) {
                            suppose(program_, other, beside != 0, both);
                        } else {
                            both.push_back({other, beside});
                        }
                        if (look_ups(both).count(look_up) > 0)
                            tell(look_up, scale.values[value].id + " + " + name);
                    });
            }
        }
        for (const auto& [table, values] : missing) {
            const std::string& name =
                rule_.book->environment.tables[static_cast<std::size_t>(table)].name;
            warn("L010", version_.place, {name, values});
        }
    }

    // The look-ups that the amount of some case comes to that passes and is as supposed.
    std::set<Register> look_ups(const std::vector<Supposed>& supposed) const {
        std::set<Register> seen;
        std::set<Register> found;
        const std::vector<Reach> known = reach(program_, supposed);
        if (!admits(known)) return found;
        const auto never = [&](Register r) {
            return r != kNoRegister && !known[static_cast<std::size_t>(r)].yes;
        };
        for (const Step& step : version_.steps) {
            if (never(step.when) || never(step.line_when)) continue;
            for (const Register r : {step.is, step.at_most, step.at_least})
                live_look_ups(r, supposed, 0, seen, found);
        }
        return found;
    }

    // Every value that a further key of a look-up can have: a truth's, or a scale's of a fact.
    template <class Visit>
    void each_beside(Register look_up, Register key, Visit visit) const {
        const Instruction& at = code(look_up);
        for (std::int32_t i = 0; i < at.arg_count; ++i) {
            const Register other = program_.args[static_cast<std::size_t>(at.args + i)];
            const Type& type = program_.types[static_cast<std::size_t>(other)];
            if (other == key || code(other).op == Op::constant) continue;
            if (type.base == Base::truth) {
                visit(other, 0, "false");
                visit(other, 1, "true");
            } else if (type.base == Base::scale && code(other).op == Op::fact &&
                       code(other).scope == 0) {
                const Vocabulary& vocabulary = *rule_.book->environment.vocabulary;
                const Scale& scale = vocabulary.scales()[static_cast<std::size_t>(type.scale)];
                for (std::size_t value = 0; value < scale.values.size(); ++value)
                    visit(other, static_cast<std::int64_t>(value), scale.values[value].id);
            }
        }
    }

    bool has_both(Register look_up, Register key, std::int64_t value, Register other,
                  std::int64_t beside) const {
        const Instruction& at = code(look_up);
        const auto& data = rule_.book->supply.tables[static_cast<std::size_t>(at.imm)];
        if (!data || data->otherwise()) return true;
        return std::any_of(
            data->rows().begin(), data->rows().end(), [&](const TableData::Row& row) {
                for (std::int32_t i = 0; i < at.arg_count; ++i) {
                    const Register r = program_.args[static_cast<std::size_t>(at.args + i)];
                    const std::int64_t number = row.key[static_cast<std::size_t>(i)].number;
                    if ((r == key && number != value) || (r == other && number != beside))
                        return false;
                }
                return true;
            });
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
};

}  // namespace

void lint_tables(const Rule& rule, const Version& version, std::vector<Problem>& warnings) {
    TableLint(rule, version, warnings).run();
}

}  // namespace bajigong
