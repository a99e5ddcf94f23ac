// Walking back from a fault to where it began.
#include "engine/faults.hpp"

#include "values/truth.hpp"

namespace bajigong::engine {

namespace {

using language::Instruction;
using language::kNoRegister;
using language::Op;
using language::Program;
using language::Register;

bool is_fold(Op op) { return op >= Op::fold_any && op <= Op::fold_months; }

class Walk {
   public:
    explicit Walk(const Machine& machine) : machine_(machine), program_(machine.program()) {}

    FaultOrigin run(FaultOrigin at) const {
        // Registers are read only by those after them, so this ends.
        while (const std::optional<FaultOrigin> before = operand(at)) at = *before;
        return at;
    }

   private:
    std::optional<FaultOrigin> at_fault(Register r, std::size_t row) const {
        if (r == kNoRegister || !machine_.column(r).is_fault(row)) return std::nullopt;
        return FaultOrigin{r, row};
    }

    std::optional<FaultOrigin> operand(const FaultOrigin& at) const {
        const Instruction& code = program_.code[at.instruction];
        if (code.op == Op::broadcast) return at_fault(code.a, ancestor_row(code, at.row));
        if (is_fold(code.op)) {
            if (auto found = element(code, at.row)) return found;
        } else {
            if (code.op == Op::select) {
                const Truth truth = truth_at(machine_.column(code.a), at.row);
                if (truth == Truth::yes) return at_fault(code.b, at.row);
                if (truth == Truth::no) return at_fault(code.c, at.row);
            }
            for (const Register r : {code.a, code.b, code.c}) {
                if (auto found = at_fault(r, at.row)) return found;
            }
        }
        for (std::int32_t i = 0; i < code.arg_count; ++i) {
            if (auto found = at_fault(program_.args[code.args + i], at.row)) return found;
        }
        return std::nullopt;
    }

    std::optional<FaultOrigin> element(const Instruction& code, std::size_t row) const {
        const ScopeRows& scope = machine_.scope(static_cast<int>(code.imm));
        for (std::int64_t i = scope.segments[row]; i < scope.segments[row + 1]; ++i) {
            for (const Register r : {code.a, code.b, code.c}) {
                if (auto found = at_fault(r, static_cast<std::size_t>(i))) return found;
            }
        }
        return std::nullopt;
    }

    std::size_t ancestor_row(const Instruction& code, std::size_t row) const {
        const int target = program_.code[code.a].scope;
        for (int s = code.scope; s != target; s = program_.scopes[s].parent)
            row = static_cast<std::size_t>(machine_.scope(s).parent_row[row]);
        return row;
    }

    const Machine& machine_;
    const Program& program_;
};

}  // namespace

std::optional<FaultOrigin> find_fault(const Machine& machine, Register r, std::size_t row) {
    if (r == kNoRegister || !machine.column(r).is_fault(row)) return std::nullopt;
    return Walk(machine).run({r, row});
}

std::string_view fault_name(Op op) {
    switch (op) {
        case Op::table: return "no row for the key";
        case Op::divide:
        case Op::modulo:
        case Op::exact_divide:
        case Op::make_ratio: return "division by zero, or a result out of range";
        case Op::fold_min:
        case Op::fold_max: return "the least or greatest of an empty list";
        case Op::period_less:
        case Op::period_less_equal: return "months compared with days";
        case Op::make_day: return "a day that does not exist";
        case Op::date_add:
        case Op::date_difference:
        case Op::full_months: return "a day out of range, or never";
        case Op::concatenate: return "a text out of range";
        case Op::constant: return "a value that an earlier step made a fault";
        default: return "a number out of range";
    }
}

}  // namespace bajigong::engine
