// Blocks of rows: shared out among the rules that decide, partitioned by version, settled by
// bitmaps, the doubtful ones decided alone.
#include "decision/batch.hpp"

#include <algorithm>

#include "decision/asked_blocks.hpp"
#include "decision/key_worlds.hpp"
#include "decision/row_shares.hpp"
#include "decision/version_picks.hpp"
#include "values/truth_words.hpp"

namespace bajigong {

using engine::Machine;

class Batch::Impl {
   public:
    // `stands_in`: it decides rows that it is known to decide in another's place.
    Impl(Machine& machine, const BatchInputs& inputs, bool stands_in = false)
        : machine_(machine),
          inputs_(inputs),
          rule_(*inputs.rule),
          own_(rule_, inputs),
          only_where_it_overrides_(!stands_in && !rule_.overrides.empty()),
          shares_(rule_, inputs_, stands_in) {
        for (const Version& version : rule_.versions) plans_.emplace_back(version, inputs.clauses);
        std::copy_if(rule_.key_readings.begin(), rule_.key_readings.end(),
                     std::back_inserter(open_keys_),
                     [&](int reading) { return own_.readings.choices[reading] > 1; });
        mixes_ = !open_keys_.empty();
        if (!rule_.asks.empty()) asked_ = std::make_unique<AskedBlocks>(machine, inputs);
        if (stands_in) return;
        for (const Rule* other : rule_.overridden_by) {
            BatchInputs theirs = inputs;
            theirs.rule = other;
            theirs.clauses = false;
            others_.push_back({std::make_unique<Impl>(machine, theirs, true), {}});
            mixes_ = mixes_ || others_.back().batch->mixes_;
        }
    }

    // `wanted`: of rows [first, first + count), those that matter; null: all. What the result holds
    // of others is not said.
    void run(std::size_t first, std::size_t count, BatchResult& result, std::size_t at_row,
             const Word* wanted = nullptr) {
        result_ = &result;
        result.overloaded.clear();
        base_ = first - at_row;
        result.grow(rule_, {!others_.empty(), mixes_, inputs_.clauses}, at_row + count);
        const std::size_t step =
            wanted != nullptr ? count : std::clamp<std::size_t>(inputs_.block_rows, 1, kBlockRows);
        for (std::size_t at = first; at < first + count; at += step)
            block(at, std::min(step, first + count - at), wanted);
    }

   private:
    // A rule that may decide in this one's place.
    struct Other {
        std::unique_ptr<Impl> batch;
        BatchResult result;  // of the block
    };

    std::size_t out(std::size_t row) const { return row - base_; }

    void block(std::size_t first, std::size_t rows, const Word* wanted) {
        alone_.clear();
        if (inputs_.clauses) result_->forget_clauses(out(first), rows);
        shares_.share_out(machine_, first, rows, wanted);
        facts_ = inputs_.facts;
        if (asked_ != nullptr && shares_.any_own()) ask(first, rows);
        if (shares_.any_own()) own_rows(first, rows, shares_.own());
        shares_.each_undecided([&](std::size_t i, Outcome outcome) {
            result_->reset(out(first + i), outcome);
            if (only_where_it_overrides_) result_->clause[out(first + i)] = kOverrides;
        });
        for (std::size_t n = 0; n < others_.size(); ++n) let_decide(n, first, rows);
        // The machine is used anew for each; some had more than one reason.
        std::sort(alone_.begin(), alone_.end());
        alone_.erase(std::unique(alone_.begin(), alone_.end()), alone_.end());
        for (const std::size_t row : alone_) alone(row);
    }

    // Answers of other rules among the facts.
    void ask(std::size_t first, std::size_t rows) {
        facts_ = &asked_->answer(first, rows, left_);
        const BlockRows own{first, rows, nullptr, shares_.own()};
        left_.erase(std::remove_if(left_.begin(), left_.end(),
                                   [&](std::size_t row) { return !own.means(row - first); }),
                    left_.end());
        for (const std::size_t row : left_) shares_.withdraw(row - first);
        alone_.insert(alone_.end(), left_.begin(), left_.end());
    }

    // The rows that another rule takes.
    void let_decide(std::size_t n, std::size_t first, std::size_t rows) {
        Other& other = others_[n];
        const std::vector<Word>& takes = shares_.taken(n);
        if (std::all_of(takes.begin(), takes.end(), [](Word word) { return word == 0; })) return;
        other.batch->run(first, rows, other.result, 0, takes.data());
        each_row(takes.data(), takes.size(), [&](std::size_t i) {
            const std::size_t at = out(first + i);
            result_->reset(at, Outcome::undetermined);
            result_->take(at, other.result, i);
            result_->by[at] = static_cast<std::uint16_t>(n + 1);
        });
        result_->decided_alone += std::exchange(other.result.decided_alone, 0);
        for (const std::size_t row : other.result.overloaded)
            result_->overloaded.push_back(out(first + row));
    }

    void own_rows(std::size_t first, std::size_t rows, const Word* meant) {
        if (!open_keys_.empty()) return key_worlds(first, rows, meant);
        pick(first, rows, meant);
        set_aside(first, rows);
        for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
            if (picks_.select(v, rows_)) run_rows(v);
        }
    }

    void pick(std::size_t first, std::size_t rows, const Word* meant) {
        // What an answer rests on, its own rule says.
        static const engine::CauseOfRow kNobody;
        const bool tells = open_keys_.empty() && asked_ == nullptr;
        picks_.pick(machine_, own_, *facts_, inputs_.law_date, first, rows, meant,
                    tells ? inputs_.causes : kNobody);
    }

    // The rows under each choice of the version: what each may come to is joined.
    void key_worlds(std::size_t first, std::size_t rows, const Word* meant) {
        const BlockReadings readings = own_.readings;
        for (const int r : open_keys_) own_.readings.choices[r] = 1;
        worlds_.reset(rows);
        while (true) {
            pick(first, rows, meant);
            one_world(first, rows);
            std::size_t place = open_keys_.size();
            for (; place > 0; --place) {
                const int r = open_keys_[place - 1];
                if (++own_.readings.options[r] < static_cast<int>(readings.choices[r])) break;
                own_.readings.options[r] = 0;
            }
            if (place == 0) break;
        }
        own_.readings = readings;
        worlds_.state(block_);
        rows_ = {first, rows};
        state(-1, nullptr);
        for (std::size_t i = 0; i < rows; ++i) {
            // What states no instrument decides by no item of its own.
            const std::int16_t v = worlds_.version[i];
            const bool named = v >= 0 && !rule_.versions[v].instrument.empty();
            result_->version[out(first + i)] = named || worlds_.named[i] < 0 ? v : worlds_.named[i];
            result_->mixed[out(first + i)] = worlds_.mixed[i];
        }
    }

    void one_world(std::size_t first, std::size_t rows) {
        const bool first_world = worlds_.begin_world(rule_, picks_, rows);
        for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
            const Version& version = rule_.versions[v];
            if (version.kind != Version::Kind::rules || !picks_.select(v, rows_)) continue;
            run_version_on_rows(v);
            // Those that are not meant have no place.
            const auto place = [&](std::size_t i) {
                return rows_.means(i) ? rows_[i] - first : KeyWorlds::kNoPlace;
            };
            worlds_.join(block_, rows_.count, first_world, place);
            if (inputs_.clauses && first_world)
                result_->keep_clauses(machine_, rule_, version, rows_, base_);
        }
    }

    // What no version takes is undetermined, unless something says otherwise.
    void set_aside(std::size_t first, std::size_t rows) {
        for (std::size_t w = 0; w < words_for(rows); ++w) {
            Word undetermined = picks_.uncovered(w);
            for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
                if (rule_.versions[v].kind != Version::Kind::rules)
                    undetermined |= picks_.of_version(v, w);
            }
            each_bit(undetermined & among(w, rows), w,
                     [&](std::size_t i) { result_->reset(out(first + i), Outcome::undetermined); });
            each_bit(picks_.at_fault(w), w,
                     [&](std::size_t i) { result_->reset(out(first + i), Outcome::fault); });
        }
    }

    void run_version_on_rows(std::size_t v) {
        const Version& version = rule_.versions[v];
        own_.begin(machine_, version.program, *facts_, rows_);
        run_version(machine_, version, plans_[v], own_.readings, rows_.count, block_);
    }

    // The rows in hand, under a version.
    void run_rows(std::size_t v) {
        const auto number = static_cast<std::int16_t>(v);
        const Version& version = rule_.versions[v];
        if (version.kind == Version::Kind::none) return not_in_force(number);
        if (version.kind == Version::Kind::open) {
            for (std::size_t i = 0; i < rows_.count; ++i) {
                if (rows_.means(i)) result_->version[out(rows_[i])] = number;
            }
            return;
        }
        run_version_on_rows(v);
        const bool closed = std::none_of(
            version.groups.begin(), version.groups.end(), [&](const ReadingGroup& group) {
                return std::any_of(group.readings.begin(), group.readings.end(),
                                   [&](int r) { return own_.readings.choices[r] > 1; });
            });
        state(number, closed && asked_ == nullptr ? &version : nullptr);
        if (inputs_.clauses) result_->keep_clauses(machine_, rule_, version, rows_, base_);
    }

    void not_in_force(std::int16_t number) {
        for (std::size_t i = 0; i < rows_.count; ++i) {
            if (!rows_.means(i)) continue;
            const std::size_t at = out(rows_[i]);
            result_->outcome[at] = Outcome::ineligible;
            result_->clause[at] = kNotInForce;
            result_->version[at] = number;
        }
    }

    // `version`: what the machine holds, where its registers tell the causes of every row.
    void state(std::int16_t number, const Version* version) {
        const bool tells = inputs_.causes && version != nullptr;
        const bool tells_amounts = tells && plans_[static_cast<std::size_t>(number)].tells_amounts;
        vague_.resize(block_.no.size());
        open_.resize(block_.no.size());
        rows_.each_word([&](std::size_t w, Word here) {
            const Word owed = here & ~(block_.no[w] | block_.unpaid[w]);
            block_.exact[w] &= owed;
            vague_[w] = owed & ~block_.exact[w];
            Word left = block_.alone[w];
            if (inputs_.figures || (inputs_.causes && !tells_amounts)) left |= vague_[w];
            if (tells_amounts && !inputs_.figures)
                left |= vague_[w] & faulty_amounts(machine_, *version, w);
            left &= here;
            block_.open[w] &= vague_[w];
            // Of a fault the case tells, and all of its row.
            open_[w] = here & ~(left | block_.fault[w]);
            each_bit(left, w, [&](std::size_t i) { alone_.push_back(rows_[i]); });
        });
        if (tells) tell_causes(*version);
        const Lanes& lanes = machine_.lanes();
        const std::size_t count = rows_.count;
        if (rows_.only == nullptr && rows_.consecutive()) {
            result_->write(lanes, block_, vague_, inputs_.figures, number, out(rows_[0]), count);
            return;
        }
        // Scattered rows by way of a block of their own.
        scattered_.grow(rule_, {}, kBlockRows);
        scattered_.write(lanes, block_, vague_, inputs_.figures, number, 0, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (rows_.means(i)) result_->take(out(rows_[i]), scattered_, i);
        }
    }

    static Word faulty_amounts(const Machine& machine, const Version& version, std::size_t w) {
        Word faulty = 0;
        for (const Step& step : version.steps) {
            for (const language::Register r : {step.is, step.when}) {
                if (step.pays && r != language::kNoRegister)
                    faulty |= fault_word(machine.column(r), w);
            }
        }
        return faulty;
    }

    // Where no reading is open, what an unknown rests on is what its unknown items rest on, and an
    // amount what its parts do. Of the rows that are open_.
    void tell_causes(const Version& version) {
        engine::BlockCauses why(machine_, rule_.book->environment);
        std::vector<Word> asked(open_.size());
        for (std::size_t w = 0; w < asked.size(); ++w) asked[w] = open_[w] & block_.unknown[w];
        for (const Item& item : version.items) why.ask(item.pass, asked.data());
        for (const Step& step : version.steps) {
            if (!step.pays) continue;
            for (std::size_t w = 0; w < asked.size(); ++w) {
                asked[w] = open_[w] & vague_[w];
                // Once every row is refused, amounts are not run.
                if (asked[w] != 0 && step.when != language::kNoRegister)
                    asked[w] &= ~TruthWords(machine_.column(step.when)).no(w);
            }
            why.ask(step.is, asked.data());
            why.ask(step.when, asked.data());
        }
        why.tell([&](std::size_t i, const engine::CauseView& cause) {
            inputs_.causes(rows_[i], cause);
        });
    }

    void alone(std::size_t row) {
        BatchResult& result = *result_;
        ++result.decided_alone;
        const std::size_t at = out(row);
        // A case that costs too much is that row's fault; it does not end the batch.
        result.reset(at, Outcome::fault);
        Decision::Impl decision;
        try {
            decision = decide_row(machine_, inputs_, row);
        } catch (const Failure&) {
            result.overloaded.push_back(at);
            return;
        }
        if (inputs_.alone) inputs_.alone(row, decision);
        result.outcome[at] = decision.outcome;
        result.amount_kind[at] = decision.amount.kind;
        result.low_fen[at] = decision.amount.low.fen;
        result.high_fen[at] = decision.amount.high.fen;
        const Version* version = decision.shown.empty() ? nullptr : decision.shown.front().version;
        if (version == nullptr || decision.decided != &rule_) return;
        for (std::size_t i = 0; i < version->items.size(); ++i) {
            if (version->id_of(version->items[i]) == decision.clause)
                result.clause[at] = static_cast<std::int16_t>(i);
        }
        if (inputs_.clauses) result.keep_clauses(decision.shown.front(), rule_, *version, at);
    }

    Machine& machine_;
    BatchInputs inputs_;
    const Rule& rule_;
    RuleInputs own_;
    bool only_where_it_overrides_;
    RowShares shares_;
    std::vector<VersionPlan> plans_;
    std::vector<int> open_keys_;  // open readings that pick the version
    bool mixes_ = false;          // some rule that decides has such readings
    std::unique_ptr<AskedBlocks> asked_;
    std::vector<Other> others_;

    BatchResult* result_ = nullptr;
    std::size_t base_ = 0;
    const FactsView* facts_ = nullptr;  // of the block, with the answers of others
    VersionPicks picks_;
    BlockRows rows_;
    std::vector<std::size_t> alone_;
    std::vector<std::size_t> left_;  // of whom others could not be asked in the block
    VersionBlock block_;
    std::vector<Word> vague_;  // amounts that are not exact
    std::vector<Word> open_;   // rows of which causes are told
    BatchResult scattered_;
    KeyWorlds worlds_;
};

Batch::Batch(Machine& machine, const BatchInputs& inputs)
    : impl_(std::make_unique<Impl>(machine, inputs)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch::~Batch() = default;

void Batch::decide(std::size_t first, std::size_t count, BatchResult& result, std::size_t at) {
    impl_->run(first, count, result, at);
}

void decide_rows(Machine& machine, const BatchInputs& inputs, std::size_t first, std::size_t count,
                 BatchResult& result) {
    Batch(machine, inputs).decide(first, count, result, result.outcome.size());
}

}  // namespace bajigong
