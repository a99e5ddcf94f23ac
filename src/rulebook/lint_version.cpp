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

// What the conditions so far leave of a number or a day, and the clauses that drew the bounds.
struct Span {
    std::int64_t low = INT64_MIN, high = INT64_MAX;
    std::string low_by, high_by;
};

// What they say of a truth, and the clause that says it.
struct Settled {
    bool holds = false;
    std::string by;
};

// A comparison of a value with a constant.
struct Compared {
    Register x = kNoRegister;
    std::int64_t bound = 0;
    bool equal = false;
    bool from_below = false, strict = false;  // bound <= x, or x <= bound
};

class VersionLint {
   public:
    VersionLint(const Rule& rule, const Version& version, std::vector<Problem>& warnings)
        : rule_(rule), version_(version), program_(version.program), warnings_(warnings) {}

    void run() {
        repeated();
        contradictions();
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

    // The comparison that holds where the condition is `holds`; none if it is no such comparison.
    // Of an equality that does not hold `equal` is told, and nothing follows for the bounds.
    std::optional<Compared> compared(const Instruction& condition, bool holds) const {
        const bool less = condition.op == Op::less;
        const bool less_equal = condition.op == Op::less_equal;
        const bool equal = condition.op == Op::equal;
        if (!less && !less_equal && !equal) return std::nullopt;
        const auto a = constant(condition.a);
        const auto b = constant(condition.b);
        if (a.has_value() == b.has_value()) return std::nullopt;
        // a <= x, x <= b and their opposites.
        return Compared{a ? condition.b : condition.a, a ? *a : *b, equal, a.has_value() == holds,
                        less == holds};
    }

    // What a condition that must hold (or must not) says of numbers and truths.
    void note(Register r, bool holds, const std::string& by) {
        const Instruction& condition = code(r);
        if (condition.op == Op::not_) return note(condition.a, !holds, by);
        if (condition.op == (holds ? Op::and_ : Op::or_)) {
            note(condition.a, holds, by);
            return note(condition.b, holds, by);
        }
        settled_.emplace(r, Settled{holds, by});
        const auto found = compared(condition, holds);
        if (!found || (found->equal && !holds)) return;
        if (found->equal) {
            at_least(found->x, found->bound, by);
            return at_most(found->x, found->bound, by);
        }
        if (found->from_below) {
            at_least(found->x, found->strict ? found->bound + 1 : found->bound, by);
        } else {
            at_most(found->x, found->strict ? found->bound - 1 : found->bound, by);
        }
    }

    // The clause from which it follows, after what was noted, that a condition holds (or does not);
    // nullptr where it does not follow from any.
    const std::string* follows(Register r, bool holds) const {
        const Instruction& condition = code(r);
        if (condition.op == Op::not_) return follows(condition.a, !holds);
        if (condition.op == Op::and_ || condition.op == Op::or_) {
            const std::string* const a = follows(condition.a, holds);
            const std::string* const b = follows(condition.b, holds);
            if (condition.op == (holds ? Op::or_ : Op::and_)) return a != nullptr ? a : b;
            return a != nullptr && b != nullptr ? b : nullptr;
        }
        const auto known = settled_.find(r);
        if (known != settled_.end())
            return known->second.holds == holds ? &known->second.by : nullptr;
        const auto found = compared(condition, holds);
        const auto span = found ? spans_.find(found->x) : spans_.end();
        if (span == spans_.end()) return nullptr;
        const auto& [low, high, low_by, high_by] = span->second;
        if (found->equal && holds) return low == high && low == found->bound ? &low_by : nullptr;
        if (found->equal) {
            if (low > found->bound) return &low_by;
            return high < found->bound ? &high_by : nullptr;
        }
        if (found->from_below)
            return low >= found->bound + (found->strict ? 1 : 0) ? &low_by : nullptr;
        return high <= found->bound - (found->strict ? 1 : 0) ? &high_by : nullptr;
    }

    // The items that are true for every value of some scale's fact that those before them leave,
    // and the last of these that left some out.
    std::map<std::size_t, std::string> true_of_all_values() const {
        std::map<std::size_t, std::string> found;
        const std::size_t items = version_.items.size();
        for (std::size_t r = 0; r < program_.code.size(); ++r) {
            const Type& type = program_.types[r];
            const Instruction& fact = program_.code[r];
            if (type.base != Base::scale || fact.op != Op::fact || fact.scope != 0) continue;
            const Vocabulary& vocabulary = *rule_.book->environment.vocabulary;
            const std::size_t values =
                vocabulary.scales()[static_cast<std::size_t>(type.scale)].values.size();
            std::vector<bool> reached(items), may_fail(items), leaves_out(items);
            const std::vector<Reach> at_all = reach(program_, {});
            for (std::size_t value = 0; value < values; ++value) {
                const std::vector<Supposed> supposed{
                    {static_cast<Register>(r), static_cast<std::int64_t>(value)}};
                const std::vector<Reach> known = reach(program_, supposed);
                for (std::size_t i = 0; i < items; ++i) {
                    const Reach& here = known[static_cast<std::size_t>(version_.items[i].pass)];
                    reached[i] = true;
                    if (here.no) may_fail[i] = true;
                    if (here.yes) continue;
                    leaves_out[i] = true;
                    break;
                }
            }
            std::size_t last = items;
            for (std::size_t i = 0; i < items; ++i) {
                // What no fact can make false is told as that.
                const bool open = at_all[static_cast<std::size_t>(version_.items[i].pass)].no;
                if (open && last < items && reached[i] && !may_fail[i])
                    found.emplace(i, entry(version_.items[last]).id);
                if (leaves_out[i]) last = i;
            }
        }
        return found;
    }

    // A condition that what stands before it already makes true can never decide; one that it makes
    // false lets nobody pass.
    void contradictions() {
        std::set<std::pair<std::string, std::string>> told;
        const auto contradict = [&](const std::string& one, const std::string& other) {
            if (told.emplace(one, other).second) warn("L007", version_.place, {one, other});
        };
        std::set<Register> seen;
        const std::map<std::size_t, std::string> by_values = true_of_all_values();
        for (std::size_t i = 0; i < version_.items.size(); ++i) {
            const Item& item = version_.items[i];
            if (!seen.insert(item.pass).second) continue;  // told as said twice
            const Entry& here = entry(item);
            if (const std::string* by = follows(item.pass, false)) {
                contradict(*by, here.id);
            } else if (const std::string* before = follows(item.pass, true)) {
                warn("L012", here.place, {here.id, *before});
            } else if (const auto found = by_values.find(i); found != by_values.end()) {
                warn("L012", here.place, {here.id, found->second});
            }
            note(item.pass, true, here.id);
        }
        for (const auto& [r, span] : spans_) {
            if (span.low > span.high) contradict(span.low_by, span.high_by);
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

    const Rule& rule_;
    const Version& version_;
    const language::Program& program_;
    std::vector<Problem>& warnings_;
    std::map<Register, Span> spans_;
    std::map<Register, Settled> settled_;
};

}  // namespace

void lint_version(const Rule& rule, const Version& version, std::vector<Problem>& warnings) {
    if (version.kind != Version::Kind::rules) return;
    VersionLint(rule, version, warnings).run();
    lint_tables(rule, version, warnings);
}

}  // namespace bajigong
