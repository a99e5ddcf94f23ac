// Amounts with their bounds.
#include "decision/step_amount.hpp"

#include <algorithm>

#include "decision/fault_cause.hpp"
#include "decision/supply_answers.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::kNoRegister;
using language::Register;

// A bound that may be missing or unknown.
struct Bound {
    bool given = false, known = false, fault = false;
    std::int64_t fen = 0;
    std::int64_t high = 0;  // of a sum with lines in doubt; else `fen`

    bool settled() const { return known && fen == high; }
};

Bound bound_at(const Machine& machine, Register r) {
    Bound bound;
    if (r == kNoRegister) return bound;
    const Column& column = machine.column(r);
    bound.given = true;
    bound.known = column.is_known(0);
    bound.fault = column.is_fault(0);
    if (!bound.known) return bound;
    bound.fen = bound.high = column.numbers[column.at(0)];
    if (machine.program().types[r].bounds) bound.high = column.seconds[column.at(0)];
    return bound;
}

Amount exact(std::int64_t fen) {
    Amount amount;
    amount.kind = Amount::Kind::exact;
    amount.low = amount.high = Money{fen};
    return amount;
}

void set_bounds(Amount& amount, const Bound& least, const Bound& most) {
    if (least.known) amount.low = Money{least.fen};
    if (most.known) amount.high = Money{most.high};
    if (least.known && most.known) {
        amount.kind = Amount::Kind::between;
    } else if (most.known) {
        amount.kind = Amount::Kind::at_most;
    } else if (least.known) {
        amount.kind = Amount::Kind::at_least;
    } else {
        amount.kind = Amount::Kind::unknown;
    }
}

// Where the figure hangs on lists that nobody brought, no further than what their answers make of
// it. Where the text has a bound, that is what stands.
void narrow_by_answers(Bound& is, Machine& machine, const Step& step) {
    if (step.at_least != kNoRegister || step.at_most != kNoRegister ||
        (step.lines_fit != kNoRegister && !step.in_principle))
        return;
    AnsweredFigures figures;
    if (!figures_under_answers(machine, step, 1, figures) || !bit(figures.closed.data(), 0)) return;
    is.fen = is.known ? std::max(is.fen, figures.low[0]) : figures.low[0];
    is.high = is.known ? std::min(is.high, figures.high[0]) : figures.high[0];
    is.known = true;
}

// A sum with lines in doubt, no further than the text's bounds.
void set_range(Amount& amount, const Bound& is, const Bound& least, const Bound& most) {
    const std::int64_t low = least.known ? std::max(is.fen, least.fen) : is.fen;
    const std::int64_t high = most.known ? std::min(is.high, most.high) : is.high;
    const bool has_low = low != kNoLowerBound;
    const bool has_high = high != kNoUpperBound;
    using Kind = Amount::Kind;
    amount.kind = has_low && has_high ? Kind::between
                  : has_low           ? Kind::at_least
                  : has_high          ? Kind::at_most
                                      : Kind::unknown;
    if (has_low) amount.low = Money{low};
    if (has_high) amount.high = Money{high};
}

// The row of an element in a column: what does not hang on the loop stands once, for all of them.
std::size_t line_row(const Machine& machine, const Step& step, Register r, std::size_t element) {
    return machine.program().code[r].scope == step.scope ? element : 0;
}

void note_lines(const Machine& machine, const Step& step, ShownStep& shown) {
    if (step.line == kNoRegister) return;
    const Column& line = machine.column(step.line);
    const Column& when = machine.column(step.line_when);
    shown.lines_in_all = machine.scope(step.scope).rows;
    for (std::size_t i = 0; i < std::min(shown.lines_in_all, kMaxShownLines); ++i) {
        ShownLine& one = shown.lines.emplace_back();
        one.when = truth_at(when, line_row(machine, step, step.line_when, i));
        const std::size_t row = line_row(machine, step, step.line, i);
        one.amount.type = machine.program().types[step.line];
        one.amount.known = line.is_known(row);
        one.amount.fault = line.is_fault(row);
        if (one.amount.known) one.amount.number = line.numbers[line.at(row)];
    }
}

// What was paid of a step before.
Amount paid_before(Machine& machine, const language::Environment& names, const Step& step) {
    const Bound less = bound_at(machine, step.less);
    if (less.settled()) return exact(less.fen);
    Amount amount;
    engine::Causes reasons;
    amount.kind = less.fault ? Amount::Kind::fault : Amount::Kind::unknown;
    engine::collect_causes(machine, names, step.less, 0, reasons);
    amount.causes = public_causes(reasons);
    return amount;
}

}  // namespace

std::vector<DecisionCause> public_causes(const engine::Causes& causes) {
    std::vector<DecisionCause> result;
    for (const engine::CauseView& cause : causes) {
        result.push_back({std::string(engine::name(cause.kind)), *cause.name, *cause.why});
    }
    return result;
}

ShownStep step_amount(Machine& machine, const language::Environment& names, const Step& step) {
    ShownStep shown;
    engine::Causes causes;
    const auto note = [&](Register r) {
        if (r != kNoRegister) engine::collect_causes(machine, names, r, 0, causes);
    };
    if (step.when != kNoRegister) shown.when = truth_at(machine.column(step.when), 0);
    Bound is = bound_at(machine, step.is);
    const Bound least = bound_at(machine, step.at_least);
    const Bound most = bound_at(machine, step.at_most);
    Amount& amount = shown.amount;
    if (step.less != kNoRegister) shown.less = paid_before(machine, names, step);
    if (shown.when == Truth::no) {
        // Not due: what was paid of it before is to be recovered.
        amount = exact(0);
        shown.paid = shown.less.has_value();
        return shown;
    }
    shown.paid = true;
    if (shown.when == Truth::fault || is.fault || least.fault || most.fault) {
        amount.kind = Amount::Kind::fault;
        for (const Register r : {step.when, step.is, step.at_least, step.at_most})
            note_fault(machine, names, r, step.id, amount.causes);
        return shown;
    }
    note_lines(machine, step, shown);
    if (is.given && !is.settled()) narrow_by_answers(is, machine, step);
    bool outside =
        step.lines_fit != kNoRegister && truth_at(machine.column(step.lines_fit), 0) == Truth::no;
    const bool boundless = is.fen == kNoLowerBound && is.high == kNoUpperBound;
    if (is.known && !is.settled() && !boundless) {
        const Bound none;
        step.in_principle ? set_range(amount, is, none, none) : set_range(amount, is, least, most);
        note(step.is);
    } else if (is.settled()) {
        amount = exact(is.fen);
        outside =
            outside || (least.known && is.fen < least.fen) || (most.known && is.fen > most.high);
    } else {
        set_bounds(amount, least, most);
        note(step.is);
    }
    if (outside && step.in_principle) amount.outside_principle = true;
    if (outside && !step.in_principle) {
        amount = {};
        amount.kind = Amount::Kind::unknown;
        amount.out_of_bounds = true;
    }
    if ((least.given && !least.known) || (most.given && !most.known)) {
        note(step.at_least);
        note(step.at_most);
    }
    // A figure is not certain before it is certain that it keeps the bounds.
    const bool unsure = (least.given && !least.known) || (most.given && !most.known) ||
                        (step.lines_fit != kNoRegister &&
                         truth_at(machine.column(step.lines_fit), 0) == Truth::unknown);
    if (unsure && !step.in_principle && amount.kind == Amount::Kind::exact) {
        amount = {};
        amount.kind = Amount::Kind::unknown;
        note(step.lines_fit);
    }
    if (shown.when == Truth::unknown) {
        // Nothing, or what it would come to.
        note(step.when);
        switch (amount.kind) {
            case Amount::Kind::exact:
            case Amount::Kind::between:
                amount.low = std::min(amount.low, Money{0});
                amount.high = std::max(amount.high, Money{0});
                amount.kind = Amount::Kind::between;
                break;
            case Amount::Kind::at_most: amount.high = std::max(amount.high, Money{0}); break;
            case Amount::Kind::at_least: amount.low = std::min(amount.low, Money{0}); break;
            default: break;
        }
    }
    amount.causes = public_causes(causes);
    return shown;
}

Amount sum_amounts(const std::vector<Amount>& amounts) {
    if (amounts.empty()) return {};
    Amount total = exact(0);
    bool has_low = true;
    bool has_high = true;
    bool fault = false;
    for (const Amount& amount : amounts) {
        using Kind = Amount::Kind;
        fault = fault || amount.kind == Kind::fault;
        has_low = has_low && amount.kind != Kind::at_most && amount.kind != Kind::unknown;
        has_high = has_high && amount.kind != Kind::at_least && amount.kind != Kind::unknown;
        fault = fault ||
                (has_low && __builtin_add_overflow(total.low.fen, amount.low.fen, &total.low.fen));
        fault = fault || (has_high &&
                          __builtin_add_overflow(total.high.fen, amount.high.fen, &total.high.fen));
        if (amount.kind == Kind::exact) {
            fault = fault ||
                    __builtin_add_overflow(total.certain.fen, amount.low.fen, &total.certain.fen);
        }
        total.out_of_bounds = total.out_of_bounds || amount.out_of_bounds;
        total.outside_principle = total.outside_principle || amount.outside_principle;
        for (const DecisionCause& cause : amount.causes) {
            if (std::find(total.causes.begin(), total.causes.end(), cause) == total.causes.end()) {
                total.causes.push_back(cause);
            }
        }
    }
    if (fault) {
        total.kind = Amount::Kind::fault;
    } else if (has_low && has_high) {
        total.kind = total.low == total.high ? Amount::Kind::exact : Amount::Kind::between;
    } else if (has_high) {
        total.kind = Amount::Kind::at_most;
    } else {
        total.kind = has_low ? Amount::Kind::at_least : Amount::Kind::unknown;
    }
    // Alone, a payment in doubt has nothing beside it that is certain.
    if (total.kind == Amount::Kind::exact || fault) total.certain = {};
    if (!has_low || fault) total.low = {};
    if (!has_high || fault) total.high = {};
    return total;
}

}  // namespace bajigong
