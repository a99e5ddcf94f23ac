// A version's program: what runs once, what each group of readings adds, and what a clause reads.
#include <algorithm>

#include "rulebook/loader_rule.hpp"

namespace bajigong {

using language::kNoRegister;
using language::Op;
using language::Register;

// Which facts, lists and lets a register is made of, not looking behind lets.
void VersionLoader::note_reads(Register r, std::vector<int>& facts, std::vector<int>& lists,
                               std::vector<int>& lets) {
    const language::Program& program = version_.program;
    std::vector<bool>& seen = seen_;
    std::vector<Register>& open = to_see_;
    seen.assign(program.code.size(), false);
    const auto see = [&](Register next) {
        if (next == kNoRegister || seen[next]) return;
        seen[next] = true;
        open.push_back(next);
    };
    const auto add = [](std::vector<int>& into, int value) {
        if (std::find(into.begin(), into.end(), value) == into.end()) into.push_back(value);
    };
    see(r);
    while (!open.empty()) {
        const Register at = open.back();
        open.pop_back();
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
        for (const Register next : {instruction.a, instruction.b, instruction.c}) see(next);
        for (std::int32_t i = 0; i < instruction.arg_count; ++i)
            see(program.args[instruction.args + i]);
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
    const auto looks_up = [](const language::Instruction& code) {
        return code.op == Op::in_list && code.scope == 0;
    };
    if (std::any_of(version_.program.code.begin(), version_.program.code.end(), looks_up)) {
        for (Step& step : version_.steps) note_supplied(step);
    }
    group_readings();
}

// The look-ups in supplied lists that a step reads, and what leads from them to its figure.
void VersionLoader::note_supplied(Step& step) const {
    if (!is_set(step.is)) return;
    const language::Program& program = version_.program;
    std::vector<bool> reached(program.code.size(), false);
    const auto is_reached = [&](Register r) { return r != kNoRegister && reached[r]; };
    for (const Register r : language::live_instructions(program, std::vector{step.is})) {
        const language::Instruction& code = program.code[r];
        const bool look_up = code.op == Op::in_list && code.scope == 0;
        bool follows = false;
        for (const Register from : {code.a, code.b, code.c}) follows = follows || is_reached(from);
        for (std::int32_t i = 0; i < code.arg_count; ++i)
            follows = follows || is_reached(program.args[code.args + i]);
        if (look_up) {
            step.supplied_truths.push_back(r);
        } else if (follows) {
            step.from_supplied.push_back(r);
        }
        if (look_up || follows) reached[r] = true;
    }
}

// The group that holds the readings; the base where there are none.
ReadingGroup& VersionLoader::group_of(std::uint64_t readings) {
    const auto found =
        std::find_if(version_.groups.begin(), version_.groups.end(),
                     [&](const ReadingGroup& group) { return (group.mask & readings) != 0; });
    return found == version_.groups.end() ? version_.base : *found;
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
    masks.reserve(version_.items.size() + version_.steps.size() + version_.results.size());
    constexpr std::size_t kMostOfOne = 6;  // registers that a step has
    outputs.reserve((masks.capacity() + version_.clauses.size() + version_.limits.size()) *
                    kMostOfOne);
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
        output(limit.own, ignored);
        output(limit.allowed, ignored);
        output(limit.applies, ignored);
    }
    for (const Step& step : version_.steps) {
        std::uint64_t mask = 0;
        for (const Register r :
             {step.is, step.at_most, step.at_least, step.when, step.less, step.lines_fit})
            output(r, mask);
        masks.push_back(mask);
    }
    for (const ResultStep& result : version_.results) {
        std::uint64_t mask = 0;
        for (const Register r : {result.is, result.when}) output(r, mask);
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
    for (std::size_t i = 0; i < masks.size(); ++i) {
        ReadingGroup& group = group_of(masks[i]);
        const std::size_t items = version_.items.size();
        const std::size_t steps = version_.steps.size();
        if (i < items) {
            group.items.push_back(static_cast<int>(i));
        } else if (i < items + steps) {
            group.steps.push_back(static_cast<int>(i - items));
        } else {
            group.results.push_back(static_cast<int>(i - items - steps));
        }
    }
    std::vector<Register> live = language::live_instructions(version_.program, outputs);
    if (version_.groups.empty()) {
        version_.base.code = std::move(live);
        return;
    }
    for (const Register r : live) {
        const std::uint64_t readings = version_.program.readings[r];
        bool grouped = false;
        for (ReadingGroup& group : version_.groups) {
            if ((group.mask & readings) == 0) continue;
            group.code.push_back(r);
            grouped = true;
        }
        // What no answer of a reading can change (of a group that is settled when loading) is shown
        // under the first.
        if (!grouped) version_.base.code.push_back(r);
    }
}

}  // namespace bajigong
