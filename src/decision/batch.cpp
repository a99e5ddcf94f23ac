// Blocks of rows: partitioned by version, settled by bitmaps, the doubtful ones decided alone.
#include "decision/batch.hpp"

#include <algorithm>
#include <bit>

#include "decision/step_amount.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::kNoRegister;
using language::Register;

// The bits of a truth column, one word at a time, constants spread.
struct TruthWords {
    const Column& column;
    Word yes(std::size_t w) const { return spread(column.truths, w) & known(w); }
    Word no(std::size_t w) const { return known(w) & ~spread(column.truths, w); }
    Word fault(std::size_t w) const {
        return column.fault == nullptr ? 0 : spread(column.fault, w);
    }
    Word known(std::size_t w) const {
        return (column.known == nullptr ? ~Word{0} : spread(column.known, w)) & ~fault(w);
    }
    Word spread(const Word* bits, std::size_t w) const {
        if (!column.constant) return bits[w];
        return (bits[0] & 1) != 0 ? ~Word{0} : Word{0};
    }
};

class BatchRun {
   public:
    BatchRun(Machine& machine, const BatchInputs& inputs, BatchResult& result)
        : machine_(machine),
          inputs_(inputs),
          result_(result),
          rule_(*inputs.rule),
          world_(world_inputs(rule_, *inputs.facts, inputs.as_of, inputs.law_date, inputs.given)) {
        block_.facts = inputs.facts;
        block_.vocabulary = rule_.book->environment.vocabulary;
        block_.supply = world_.supply;
        block_.as_of = inputs.as_of;
        for (std::size_t i = 0; i < world_.chosen.size(); ++i)
            options_.push_back(std::max(0, world_.chosen[i].option));
        key_open_ = std::any_of(rule_.key_readings.begin(), rule_.key_readings.end(),
                                [&](int r) { return is_open(r); });
    }

    void run(std::size_t first, std::size_t count) {
        const std::size_t step = std::clamp<std::size_t>(inputs_.block_rows, 1, kBlockRows);
        const std::size_t old = result_.outcome.size();
        base_ = first - old;
        resize(old + count);
        for (std::size_t at = first; at < first + count; at += step) {
            block(at, std::min(step, first + count - at));
        }
    }

   private:
    bool is_open(int reading) const { return world_.chosen[reading].option < 0; }
    void resize(std::size_t size) {
        result_.outcome.resize(size, Outcome::undetermined);
        result_.amount_kind.resize(size, Amount::Kind::none);
        result_.low_fen.resize(size);
        result_.high_fen.resize(size);
        result_.clause.resize(size, -1);
        result_.version.resize(size, -1);
    }
    std::size_t out(std::size_t row) const { return row - base_; }

    void alone(std::size_t row) {
        ++result_.decided_alone;
        const std::size_t at = out(row);
        result_.clause[at] = -1;
        result_.version[at] = -1;
        Decision::Impl decision;
        try {
            decision = decide_row(machine_, inputs_, row);
        } catch (const Failure&) {
            // A case that costs too much is that row's fault; it does not end the batch.
            result_.outcome[at] = Outcome::fault;
            return;
        }
        if (inputs_.alone) inputs_.alone(row, decision);
        result_.outcome[at] = decision.outcome;
        result_.amount_kind[at] = decision.amount.kind;
        result_.low_fen[at] = decision.amount.low.fen;
        result_.high_fen[at] = decision.amount.high.fen;
        const Version* version = decision.shown.empty() ? nullptr : decision.shown.front().version;
        if (version == nullptr || decision.decided != &rule_) return;
        for (std::size_t i = 0; i < version->items.size(); ++i) {
            const Item& item = version->items[i];
            const std::string& id = item.clause >= 0 ? version->clauses[item.clause].id
                                                     : version->limits[item.limit].id;
            if (id == decision.clause) result_.clause[at] = static_cast<std::int16_t>(i);
        }
    }

    void block(std::size_t first, std::size_t rows) {
        // Rows that an override may take, whose version hangs on a reading, or of which other rules
        // are asked, are decided alone.
        if (!rule_.overridden_by.empty() || !rule_.overrides.empty() || !rule_.asks.empty() ||
            key_open_) {
            for (std::size_t row = first; row < first + rows; ++row) alone(row);
            return;
        }
        pick_versions(first, rows);
        for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
            selection_.clear();
            for (std::size_t i = 0; i < rows; ++i) {
                if (picked_[i] == static_cast<std::int16_t>(v))
                    selection_.push_back(static_cast<std::int64_t>(first + i));
            }
            if (selection_.empty()) continue;
            const Version& version = rule_.versions[v];
            if (version.kind == Version::Kind::rules) {
                run_version(version, static_cast<std::int16_t>(v), selection_.size() == rows);
            } else {
                for (const std::int64_t row : selection_) alone(static_cast<std::size_t>(row));
            }
        }
        for (std::size_t i = 0; i < rows; ++i) {
            if (picked_[i] < 0) alone(first + i);
        }
    }

    void begin(const language::Program& program, std::size_t first, std::size_t rows,
               const std::int64_t* selection) {
        block_.first = first;
        block_.rows = rows;
        block_.selection = selection;
        machine_.begin(program, block_);
        for (std::size_t i = 0; i < options_.size(); ++i)
            machine_.choose(static_cast<int>(i), options_[i]);
    }

    void pick_versions(std::size_t first, std::size_t rows) {
        picked_.assign(rows, -1);
        const auto pick = [&](std::size_t i, Date day) {
            for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
                const Version& version = rule_.versions[v];
                if (version.from.under(options_) <= day && day <= version.until.under(options_)) {
                    picked_[i] = static_cast<std::int16_t>(v);
                    return;
                }
            }
        };
        if (inputs_.law_date) {
            for (std::size_t i = 0; i < rows; ++i) pick(i, *inputs_.law_date);
            return;
        }
        begin(rule_.selector, first, rows, nullptr);
        machine_.run(rule_.selector_code);
        const Column& key = machine_.column(rule_.key);
        for (std::size_t i = 0; i < rows; ++i) {
            if (key.is_known(i)) pick(i, Date{static_cast<std::int32_t>(key.numbers[key.at(i)])});
        }
    }

    void run_version(const Version& version, std::int16_t number, bool whole_block) {
        const std::size_t rows = selection_.size();
        const auto first = static_cast<std::size_t>(selection_[0]);
        begin(version.program, first, rows, whole_block ? nullptr : selection_.data());
        machine_.run(version.base.code);
        doubtful_.assign(words_for(rows), 0);
        for (const ReadingGroup& group : version.groups) run_group(version, group, rows);
        if (machine_.overloaded()) doubtful_.assign(words_for(rows), ~Word{0});
        settle(version, number, rows);
        amounts(version, rows);
        std::vector<std::size_t> alone_rows;
        for (std::size_t i = 0; i < rows; ++i) {
            if (bit(doubtful_.data(), i))
                alone_rows.push_back(static_cast<std::size_t>(selection_[i]));
        }
        for (const std::size_t row : alone_rows) alone(row);
    }

    // Runs a group under each combination; rows where one differs from the first are doubtful.
    void run_group(const Version& version, const ReadingGroup& group, std::size_t rows) {
        std::vector<int> open;
        for (const int r : group.readings) {
            if (is_open(r)) open.push_back(r);
        }
        machine_.run(group.code);
        std::vector<Column> first;
        std::vector<Register> watched;
        for (const Item& item : version.items) {
            if ((item.readings & group.mask) != 0) watched.push_back(item.pass);
        }
        for (const Step& step : version.steps) {
            for (const Register r : {step.is, step.at_most, step.at_least, step.when}) {
                if (r != kNoRegister && (version.program.readings[r] & group.mask) != 0)
                    watched.push_back(r);
            }
        }
        for (const Register r : watched) first.push_back(machine_.column(r));
        std::vector<int> options = options_;
        while (true) {
            std::size_t place = open.size();
            while (place > 0) {
                int& option = options[open[place - 1]];
                if (++option <
                    static_cast<int>(rule_.book->readings[open[place - 1]].options.size()))
                    break;
                option = 0;
                --place;
            }
            if (place == 0) break;
            for (const int r : open) machine_.choose(r, options[r]);
            machine_.run(group.code);
            for (std::size_t k = 0; k < watched.size(); ++k) {
                compare(first[k], machine_.column(watched[k]), version.program.types[watched[k]],
                        rows);
            }
        }
        if (!open.empty()) {
            for (const int r : open) machine_.choose(r, options_[r]);
            machine_.run(group.code);
        }
    }

    void compare(const Column& a, const Column& b, const Type& type, std::size_t rows) {
        for (std::size_t i = 0; i < rows; ++i) {
            bool same = a.is_known(i) == b.is_known(i) && a.is_fault(i) == b.is_fault(i);
            if (same && a.is_known(i)) {
                same = type.base == Base::truth ? bit(a.truths, a.at(i)) == bit(b.truths, b.at(i))
                                                : a.numbers[a.at(i)] == b.numbers[b.at(i)];
                if (a.seconds != nullptr && b.seconds != nullptr)
                    same = same && a.seconds[a.at(i)] == b.seconds[b.at(i)];
            }
            if (!same) set_bit(doubtful_.data(), i);
        }
    }

    // Outcome and deciding item of every row: refused by the first false item; else in doubt by the
    // first unknown; else at fault by the first fault; else eligible.
    void settle(const Version& version, std::int16_t number, std::size_t rows) {
        const std::size_t words = words_for(rows);
        std::vector<Word> open(words, ~Word{0});
        if (rows % kWordBits != 0) open[words - 1] = (Word{1} << (rows % kWordBits)) - 1;
        const auto assign = [&](std::size_t w, Word bits, Outcome outcome, std::size_t item) {
            while (bits != 0) {
                const std::size_t i =
                    w * kWordBits + static_cast<std::size_t>(std::countr_zero(bits));
                bits &= bits - 1;
                const std::size_t at = out(static_cast<std::size_t>(selection_[i]));
                result_.outcome[at] = outcome;
                result_.clause[at] = static_cast<std::int16_t>(item);
                result_.version[at] = number;
            }
        };
        static constexpr Outcome kOrder[] = {Outcome::ineligible, Outcome::undetermined,
                                             Outcome::fault};
        for (const Outcome outcome : kOrder) {
            for (std::size_t k = 0; k < version.items.size(); ++k) {
                const TruthWords item{machine_.column(version.items[k].pass)};
                if (outcome != Outcome::ineligible && item.column.known == nullptr &&
                    item.column.fault == nullptr)
                    continue;
                if (outcome == Outcome::fault && item.column.fault == nullptr) continue;
                for (std::size_t w = 0; w < words; ++w) {
                    Word bits = item.no(w);
                    if (outcome == Outcome::undetermined) bits = ~item.known(w) & ~item.fault(w);
                    if (outcome == Outcome::fault) bits = item.fault(w);
                    bits &= open[w];
                    open[w] &= ~bits;
                    if (bits != 0) assign(w, bits, outcome, k);
                }
            }
        }
        for (std::size_t w = 0; w < words; ++w)
            assign(w, open[w], Outcome::eligible, static_cast<std::size_t>(-1));
    }

    // Sums of payments where every figure is exact; the rest is left to the single case.
    void amounts(const Version& version, std::size_t rows) {
        const bool pays = std::any_of(version.steps.begin(), version.steps.end(),
                                      [](const Step& s) { return s.pays; });
        if (!pays) return;
        std::vector<std::int64_t> sums(rows, 0);
        for (const Step& step : version.steps) {
            if (!step.pays) continue;
            if (step.is == kNoRegister || step.line != kNoRegister || step.when != kNoRegister ||
                step.at_most != kNoRegister || step.at_least != kNoRegister) {
                mark_not_refused(rows);
                return;
            }
            const Column& is = machine_.column(step.is);
            const bool range = version.program.types[step.is].bounds;
            for (std::size_t i = 0; i < rows; ++i) {
                const bool settled =
                    is.is_known(i) && (!range || is.numbers[is.at(i)] == is.seconds[is.at(i)]);
                const bool plain =
                    settled && !__builtin_add_overflow(sums[i], is.numbers[is.at(i)], &sums[i]);
                if (!plain && result_.outcome[out(static_cast<std::size_t>(selection_[i]))] !=
                                  Outcome::ineligible) {
                    set_bit(doubtful_.data(), i);
                }
            }
        }
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t at = out(static_cast<std::size_t>(selection_[i]));
            if (result_.outcome[at] == Outcome::ineligible) continue;
            result_.amount_kind[at] = Amount::Kind::exact;
            result_.low_fen[at] = sums[i];
            result_.high_fen[at] = sums[i];
        }
    }

    void mark_not_refused(std::size_t rows) {
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t at = out(static_cast<std::size_t>(selection_[i]));
            if (result_.outcome[at] != Outcome::ineligible) set_bit(doubtful_.data(), i);
        }
    }

    Machine& machine_;
    const BatchInputs& inputs_;
    BatchResult& result_;
    const Rule& rule_;
    WorldInputs world_;
    engine::Inputs block_;
    std::vector<int> options_;
    bool key_open_ = false;
    std::size_t base_ = 0;
    std::vector<std::int16_t> picked_;
    std::vector<std::int64_t> selection_;
    std::vector<Word> doubtful_;
};

}  // namespace

void decide_rows(Machine& machine, const BatchInputs& inputs, std::size_t first, std::size_t count,
                 BatchResult& result) {
    BatchRun(machine, inputs, result).run(first, count);
}

}  // namespace bajigong
