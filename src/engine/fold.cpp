// Folds: what the elements of a list come to, for each row that has the list. Elements in doubt
// give bounds.
#include <algorithm>

#include "bajigong/date.hpp"

#include "engine/machine.hpp"
#include "engine/spells.hpp"
#include "language/kernels.hpp"
#include "values/truth.hpp"
#include "values/truth_words.hpp"

namespace bajigong::engine {

namespace {

using language::Instruction;
using language::Op;
using language::Output;
using language::Register;

// One row's elements.
struct Segment {
    std::size_t begin, end;
    bool complete, overloaded;
};

// Calls f for every word of the bits [begin, end), those before and after them zero; `of` gives a
// word. Ends once f returns false.
template <class Of, class F>
void each_word(std::size_t begin, std::size_t end, Of of, F f) {
    for (std::size_t at = begin; at < end;) {
        const std::size_t in_word = at % kWordBits;
        const std::size_t size = std::min(kWordBits - in_word, end - at);
        if (!f(of(at / kWordBits) >> in_word & low_bits(size))) return;
        at += size;
    }
}

template <class Of>
bool any(const std::size_t begin, const std::size_t end, Of of) {
    bool found = false;
    each_word(begin, end, of, [&](Word word) { return !(found = word != 0); });
    return found;
}

// How many bits are set; lists are short, and so are their words.
std::size_t count_bits(const Word* bits, std::size_t begin, std::size_t end) {
    std::size_t count = 0;
    each_word(
        begin, end, [&](std::size_t w) { return bits[w]; },
        [&](Word word) {
            for (; word != 0; word &= word - 1) ++count;
            return true;
        });
    return count;
}

class Folder {
   public:
    Folder(Machine& machine, Register target)
        : machine_(machine),
          instruction_(machine.program().code[target]),
          own_(machine.scope(instruction_.scope)),
          child_(machine.scope(static_cast<int>(instruction_.imm))) {}

    std::size_t rows() const { return own_.rows; }
    Segment segment(std::size_t row) const {
        return {static_cast<std::size_t>(child_.segments[row]),
                static_cast<std::size_t>(child_.segments[row + 1]), !bit(child_.incomplete, row),
                child_.overloaded != nullptr && bit(child_.overloaded, row)};
    }
    const Column& column(Register r) const { return machine_.column(r); }
    const Column& arg(int i) const {
        return machine_.column(machine_.program().args[instruction_.args + i]);
    }

    // The states of a truth of the elements, as three bitmaps.
    struct States {
        const Word *yes, *no, *fault;  // fault: null if none is
    };
    States states(Register r) const {
        const Column& truth = column(r);
        const std::size_t words = words_for(child_.rows);
        Word* yes = machine_.arena().array<Word>(words);
        Word* no = machine_.arena().array<Word>(words);
        Word* fault = truth.fault == nullptr ? nullptr : machine_.arena().array<Word>(words);
        const TruthWords word(truth);
        for (std::size_t w = 0; w < words; ++w) {
            yes[w] = word.yes(w);
            no[w] = word.no(w);
            if (fault != nullptr) fault[w] = word.fault(w);
        }
        return {yes, no, fault};
    }

    // Whether `one` element is true, or all are.
    Column truth(bool one) {
        Output out = fresh();
        Word* truths = zeroed(out);
        const States test = states(instruction_.a);
        // What decides: one that is true makes the one, one that is false undoes the all.
        const Word* decisive = one ? test.yes : test.no;
        const Word* idle = one ? test.no : test.yes;
        for (std::size_t row = 0; row < rows(); ++row) {
            const Segment s = segment(row);
            Truth result = one ? Truth::no : Truth::yes;
            if (any(s.begin, s.end, [&](std::size_t w) { return decisive[w]; })) {
                result = truth_not(result);
            } else {
                const auto unknown = [&](std::size_t w) {
                    return ~idle[w] & (test.fault == nullptr ? ~Word{0} : ~test.fault[w]);
                };
                if (!s.complete || any(s.begin, s.end, unknown)) {
                    result = Truth::unknown;
                } else if (test.fault != nullptr &&
                           any(s.begin, s.end, [&](std::size_t w) { return test.fault[w]; })) {
                    result = Truth::fault;
                }
            }
            if (s.overloaded) result = Truth::fault;
            set(out, truths, row, result);
        }
        return out.finish();
    }

    Column count() {
        const States test = states(instruction_.a);
        return bounds([&](const Segment& s, std::int64_t& low, std::int64_t& high) {
            if (test.fault != nullptr && count_bits(test.fault, s.begin, s.end) != 0) return false;
            low = static_cast<std::int64_t>(count_bits(test.yes, s.begin, s.end));
            high = s.complete ? static_cast<std::int64_t>(s.end - s.begin -
                                                          count_bits(test.no, s.begin, s.end))
                              : kNoUpperBound;
            return true;
        });
    }

    Column sum() {
        const Column& test = column(instruction_.a);
        const Column& value = column(instruction_.b);
        return bounds([&](const Segment& s, std::int64_t& low, std::int64_t& high) {
            bool open = !s.complete;
            Wide least = 0;
            Wide most = 0;
            for (std::size_t i = s.begin; i < s.end; ++i) {
                const Truth t = truth_at(test, i);
                if (t == Truth::no) continue;
                if (t == Truth::fault || (t == Truth::yes && value.is_fault(i))) return false;
                // A fault counts only where its value is used: here that is in doubt.
                if (!value.is_known(i)) {
                    open = true;
                    continue;
                }
                const std::int64_t v = value.numbers[value.at(i)];
                if (t == Truth::yes || v < 0) least += v;
                if (t == Truth::yes || v > 0) most += v;
            }
            low = open ? kNoLowerBound : clamped(least);
            high = open ? kNoUpperBound : clamped(most);
            // At fault where no selection of the elements in doubt has a sum.
            return open || (least <= INT64_MAX && most >= INT64_MIN);
        });
    }

    Column extreme(bool maximum) {
        Output out = fresh();
        std::int64_t* numbers = out.numbers();
        const Column& test = column(instruction_.a);
        const Column& value = column(instruction_.b);
        for (std::size_t row = 0; row < rows(); ++row) {
            const Segment s = segment(row);
            bool found = false;
            bool open = !s.complete;
            bool fault = s.overloaded;
            numbers[row] = 0;
            for (std::size_t i = s.begin; i < s.end; ++i) {
                const Truth t = truth_at(test, i);
                if (t == Truth::no) continue;
                fault = fault || t == Truth::fault || (t == Truth::yes && value.is_fault(i));
                open = open || t == Truth::unknown || !value.is_known(i);
                const std::int64_t v = value.numbers[value.at(i)];
                if (!found || (maximum ? v > numbers[row] : v < numbers[row])) numbers[row] = v;
                found = true;
            }
            // The extreme of nothing is no value.
            if (fault || (!open && !found)) {
                out.fail(row);
            } else if (open) {
                out.doubt(row);
            }
        }
        return out.finish();
    }

    // The spells of a row: those certain, those possible too, and whether some could lie anywhere.
    struct RowSpells {
        std::vector<Spell> sure, possible;
        bool open = false, fault = false;
    };
    void spells(std::size_t row, RowSpells& result) const {
        result.sure.clear();
        result.possible.clear();
        const Segment s = segment(row);
        const Column& test = column(instruction_.a);
        const Column& from = column(instruction_.b);
        const Column& until = column(instruction_.c);
        result.open = !s.complete;
        result.fault = s.overloaded;
        for (std::size_t i = s.begin; i < s.end; ++i) {
            const Truth t = truth_at(test, i);
            if (t == Truth::no) continue;
            const bool fault = from.is_fault(i) || until.is_fault(i);
            if (t == Truth::fault || (t == Truth::yes && fault)) result.fault = true;
            if (!from.is_known(i) || !until.is_known(i)) {
                result.open = true;
                continue;
            }
            const Spell spell{Date{static_cast<std::int32_t>(from.numbers[from.at(i)])},
                              Date{static_cast<std::int32_t>(until.numbers[until.at(i)])}};
            result.possible.push_back(spell);
            if (t == Truth::yes) result.sure.push_back(spell);
        }
    }

    Column covers() {
        Output out = fresh();
        Word* truths = zeroed(out);
        RowSpells s;
        for (std::size_t row = 0; row < rows(); ++row) {
            spells(row, s);
            Truth result = Truth::unknown;
            if (s.fault || arg(0).is_fault(row) || arg(1).is_fault(row)) {
                result = Truth::fault;
            } else if (arg(0).is_known(row) && arg(1).is_known(row)) {
                const Date first{static_cast<std::int32_t>(arg(0).numbers[arg(0).at(row)])};
                const Date last{static_cast<std::int32_t>(arg(1).numbers[arg(1).at(row)])};
                if (covers_all(s.sure, first, last)) {
                    result = Truth::yes;
                } else if (!s.open && !covers_all(s.possible, first, last)) {
                    result = Truth::no;
                }
            }
            set(out, truths, row, result);
        }
        return out.finish();
    }

    Column months() {
        Output out = fresh();
        std::int64_t* low = out.numbers();
        std::int64_t* high = out.seconds();
        RowSpells s;
        for (std::size_t row = 0; row < rows(); ++row) {
            spells(row, s);
            low[row] = 0;
            high[row] = kNoUpperBound;
            bool known = true;
            const int args = instruction_.arg_count;
            for (int i = 0; i < args; ++i) {
                s.fault = s.fault || arg(i).is_fault(row);
                known = known && arg(i).is_known(row);
            }
            if (s.fault) {
                out.fail(row);
                continue;
            }
            if (!known) continue;
            const auto number = [&](int i) { return arg(i).numbers[arg(i).at(row)]; };
            MonthCount how;
            how.on = Date{static_cast<std::int32_t>(number(0))};
            how.last_day_counts = number(1) == 1;
            how.pooled = bit(arg(2).truths, arg(2).at(row));
            how.month_end = number(3) == 0 ? MonthEnd::last_day : MonthEnd::next_day;
            if (args > 4) how.since = Date{static_cast<std::int32_t>(number(4))};
            const MonthBounds bounds = bound_months(s.sure, s.possible, s.open, how);
            low[row] = bounds.least;
            high[row] = bounds.most;
        }
        return out.finish();
    }

   private:
    __extension__ using Wide = __int128;
    static std::int64_t clamped(Wide sum) {
        if (sum < INT64_MIN) return INT64_MIN;
        return sum > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(sum);
    }

    Output fresh() { return Output(machine_.arena(), rows(), false); }
    Word* zeroed(Output& out) const {
        Word* truths = out.truths();
        for (std::size_t w = 0; w < words_for(rows()); ++w) truths[w] = 0;
        return truths;
    }
    static void set(Output& out, Word* truths, std::size_t row, Truth truth) {
        if (truth == Truth::yes) set_bit(truths, row);
        if (truth == Truth::unknown) out.doubt(row);
        if (truth == Truth::fault) out.fail(row);
    }
    template <class F>
    Column bounds(F f) {
        Output out = fresh();
        std::int64_t* low = out.numbers();
        std::int64_t* high = out.seconds();
        for (std::size_t row = 0; row < rows(); ++row) {
            const Segment s = segment(row);
            low[row] = 0;
            high[row] = 0;
            if (!f(s, low[row], high[row]) || s.overloaded) out.fail(row);
        }
        return out.finish();
    }

    Machine& machine_;
    const Instruction& instruction_;
    const ScopeRows& own_;
    const ScopeRows& child_;
};

}  // namespace

Column fold(Machine& machine, Register target) {
    Folder folder(machine, target);
    switch (machine.program().code[target].op) {
        case Op::fold_any: return folder.truth(true);
        case Op::fold_all: return folder.truth(false);
        case Op::fold_count: return folder.count();
        case Op::fold_sum: return folder.sum();
        case Op::fold_min: return folder.extreme(false);
        case Op::fold_max: return folder.extreme(true);
        case Op::fold_covers: return folder.covers();
        default: return folder.months();
    }
}

}  // namespace bajigong::engine
