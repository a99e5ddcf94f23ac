// Walking back from an unknown to its leaves.
#include "engine/causes.hpp"

#include <algorithm>
#include <set>

#include "values/truth.hpp"

namespace bajigong::engine {

namespace {

using language::CauseKind;
using language::Instruction;
using language::kNoRegister;
using language::Op;
using language::Program;
using language::Register;

// What a walk has seen: mostly a few registers, of which a scan is the quickest index.
class Visited {
   public:
    // False if it was seen before.
    bool insert(Register r, std::size_t row) {
        const std::pair<Register, std::size_t> place{r, row};
        if (many_.empty()) {
            if (std::find(few_.begin(), few_.end(), place) != few_.end()) return false;
            few_.push_back(place);
            if (few_.size() > kFew) many_.insert(few_.begin(), few_.end());
            return true;
        }
        return many_.insert(place).second;
    }

   private:
    static constexpr std::size_t kFew = 48;
    std::vector<std::pair<Register, std::size_t>> few_;
    std::set<std::pair<Register, std::size_t>> many_;
};

class Walk {
   public:
    Walk(const Machine& machine, const language::Environment& names, Causes& causes)
        : machine_(machine), program_(machine.program()), names_(names), causes_(causes) {}

    // A program may be a chain of any length, so what is still to be seen waits in a list.
    void run(Register r, std::size_t row) {
        visit(r, row);
        while (!waiting_.empty()) {
            const auto [next, at] = waiting_.back();
            waiting_.pop_back();
            look(program_.code[next], at);
        }
    }

   private:
    void visit(Register r, std::size_t row) {
        if (!is_open(r, row)) return;
        if (visited_.insert(r, machine_.column(r).at(row))) waiting_.emplace_back(r, row);
    }

    void look(const Instruction& instruction, std::size_t row) {
        switch (instruction.op) {
            case Op::constant: return constant(instruction);
            case Op::fact: return fact(instruction);
            case Op::broadcast: return visit(instruction.a, ancestor_row(instruction, row));
            case Op::table:
            case Op::has_row: return table(instruction, row);
            case Op::param: return looked_up(instruction, row, names_.params);
            case Op::in_list:
            case Op::all_in_list: return looked_up(instruction, row, names_.lists);
            case Op::fold_any:
            case Op::fold_all:
            case Op::fold_count:
            case Op::fold_sum:
            case Op::fold_min:
            case Op::fold_max:
            case Op::fold_covers:
            case Op::fold_months: return fold(instruction, row);
            case Op::select: return select(instruction, row);
            case Op::by:
                if (!visit_operands(instruction, row))
                    causes_.insert(program_.causes[instruction.imm]);
                return;
            default: visit_operands(instruction, row);
        }
    }

    bool is_open(Register r, std::size_t row) const {
        const Column& column = machine_.column(r);
        if (column.is_fault(row)) return false;
        if (!column.is_known(row)) return true;
        return program_.types[r].bounds &&
               column.numbers[column.at(row)] != column.seconds[column.at(row)];
    }

    // True if some operand was open.
    bool visit_operands(const Instruction& instruction, std::size_t row) {
        bool any = false;
        const auto operand = [&](Register r) {
            if (r == kNoRegister || !is_open(r, row)) return;
            any = true;
            visit(r, row);
        };
        operand(instruction.a);
        operand(instruction.b);
        operand(instruction.c);
        for (std::int32_t i = 0; i < instruction.arg_count; ++i)
            operand(program_.args[instruction.args + i]);
        return any;
    }

    void constant(const Instruction& instruction) {
        const std::int32_t cause = program_.constants[instruction.imm].cause;
        if (cause >= 0) causes_.insert(program_.causes[cause]);
    }

    void fact(const Instruction& instruction) {
        const FactTableInfo& table =
            names_.vocabulary->tables()[program_.scopes[instruction.scope].table];
        causes_.insert({CauseKind::facts,
                        table.plain ? table.path : table.columns[instruction.imm].full_path});
    }

    std::size_t ancestor_row(const Instruction& instruction, std::size_t row) const {
        const int target = program_.code[instruction.a].scope;
        for (int s = instruction.scope; s != target; s = program_.scopes[s].parent) {
            row = static_cast<std::size_t>(machine_.scope(s).parent_row[row]);
        }
        return row;
    }

    void looked_up(const Instruction& instruction, std::size_t row,
                   const std::vector<language::NamedShape>& names) {
        if (visit_operands(instruction, row)) return;
        if (instruction.op == Op::param) {
            const auto& data = machine_.inputs().supply->params[instruction.imm];
            const Column& day = machine_.column(instruction.a);
            const CellData* cell =
                data ? data->find(static_cast<std::int32_t>(day.numbers[day.at(row)])) : nullptr;
            if (cell != nullptr) return open_cell(*cell, names[instruction.imm].name);
        }
        causes_.insert({CauseKind::supply, names[instruction.imm].name});
    }

    void open_cell(const CellData& cell, const std::string& name) {
        if (cell.state == CellData::State::unseen)
            causes_.insert({CauseKind::unseen, name, cell.text});
        if (cell.state == CellData::State::pending)
            causes_.insert({CauseKind::pending, name, cell.text});
    }

    void table(const Instruction& instruction, std::size_t row) {
        if (visit_operands(instruction, row)) return;
        const auto& data = machine_.inputs().supply->tables[instruction.imm];
        const std::string& name = names_.tables[instruction.imm].name;
        if (!data) {
            causes_.insert({CauseKind::supply, name});
            return;
        }
        std::vector<KeyPart> key;
        for (std::int32_t i = 0; i < instruction.arg_count; ++i) {
            const Register r = program_.args[instruction.args + i];
            const Column& column = machine_.column(r);
            const std::size_t at = column.at(row);
            switch (program_.types[r].base) {
                case Base::text: key.push_back({0, column.texts[at]}); break;
                case Base::truth: key.push_back({bit(column.truths, at) ? 1 : 0, {}}); break;
                default: key.push_back({column.numbers[at], {}});
            }
        }
        if (const CellData* cell = data->find(key)) open_cell(*cell, name);
    }

    void select(const Instruction& instruction, std::size_t row) {
        const Truth truth = truth_at(machine_.column(instruction.a), row);
        if (truth == Truth::yes) return visit(instruction.b, row);
        if (truth == Truth::no) return visit(instruction.c, row);
        visit_operands(instruction, row);
    }

    void fold(const Instruction& instruction, std::size_t row) {
        const auto child = static_cast<int>(instruction.imm);
        const ScopeRows& scope = machine_.scope(child);
        const bool tests_alone = instruction.b == kNoRegister;
        for (std::int64_t i = scope.segments[row]; i < scope.segments[row + 1]; ++i) {
            const auto element = static_cast<std::size_t>(i);
            const Truth truth = truth_at(machine_.column(instruction.a), element);
            visit(instruction.a, element);
            if (tests_alone || truth == Truth::no) continue;
            visit(instruction.b, element);
            if (instruction.c != kNoRegister) visit(instruction.c, element);
        }
        for (std::int32_t i = 0; i < instruction.arg_count; ++i) {
            visit(program_.args[instruction.args + i], row);
        }
        if (bit(scope.incomplete, row)) {
            causes_.insert(
                {CauseKind::facts, names_.vocabulary->tables()[program_.scopes[child].table].path});
        }
    }

    const Machine& machine_;
    const Program& program_;
    const language::Environment& names_;
    Causes& causes_;
    Visited visited_;
    std::vector<std::pair<Register, std::size_t>> waiting_;
};

}  // namespace

std::string_view name(CauseKind kind) {
    static constexpr std::string_view kNames[] = {"facts",   "readings", "supply",   "unseen",
                                                  "pending", "waiting",  "uncovered"};
    return kNames[static_cast<std::size_t>(kind)];
}

const std::string& CauseView::none() {
    static const std::string kNone;
    return kNone;
}

std::strong_ordering CauseView::operator<=>(const CauseView& other) const {
    if (kind != other.kind) return kind <=> other.kind;
    if (name != other.name) {
        if (const auto order = *name <=> *other.name; order != 0) return order;
    }
    return why == other.why ? std::strong_ordering::equal : *why <=> *other.why;
}

void Causes::insert(const CauseView& cause) {
    const auto place = std::lower_bound(views_.begin(), views_.end(), cause);
    if (place == views_.end() || *place != cause) views_.insert(place, cause);
}

void collect_causes(const Machine& machine, const language::Environment& names, Register r,
                    std::size_t row, Causes& causes) {
    Walk(machine, names, causes).run(r, row);
}

}  // namespace bajigong::engine
