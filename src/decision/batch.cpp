// Blocks of rows: partitioned by version, settled by bitmaps, the doubtful ones decided alone.
#include "decision/batch.hpp"

#include <algorithm>
#include <bit>

#include "decision/key_worlds.hpp"
#include "values/truth_words.hpp"

namespace bajigong {

using engine::Machine;
using language::Register;

class Batch::Impl {
   public:
    Impl(Machine& machine, const BatchInputs& inputs)
        : machine_(machine), inputs_(inputs), rule_(*inputs.rule), own_(rule_, inputs) {
        for (const Rule* other : rule_.overridden_by) overriding_.emplace_back(*other, inputs);
        for (const Version& version : rule_.versions) plans_.emplace_back(version, inputs.clauses);
        std::copy_if(rule_.key_readings.begin(), rule_.key_readings.end(),
                     std::back_inserter(open_keys_),
                     [&](int reading) { return own_.readings.choices[reading] > 1; });
    }

    void run(std::size_t first, std::size_t count, BatchResult& result, std::size_t at_row) {
        result_ = &result;
        const std::size_t step = std::clamp<std::size_t>(inputs_.block_rows, 1, kBlockRows);
        base_ = first - at_row;
        if (result.outcome.size() < at_row + count) resize(result, at_row + count);
        for (std::size_t at = first; at < first + count; at += step)
            block(at, std::min(step, first + count - at));
    }

   private:
    // A rule's readings and data in this run.
    struct Side {
        Side(const Rule& rule, const BatchInputs& inputs) : rule(&rule) {
            const WorldInputs world =
                world_inputs(rule, *inputs.facts, inputs.as_of, inputs.law_date, inputs.given);
            supply = world.supply;
            for (std::size_t i = 0; i < world.chosen.size(); ++i) {
                const int option = world.chosen[i].option;
                readings.options.push_back(std::max(0, option));
                readings.choices.push_back(option < 0 ? rule.book->readings[i].options.size() : 1);
            }
        }
        const Rule* rule;
        const Supply* supply = nullptr;
        BlockReadings readings;
    };

    void resize(BatchResult& result, std::size_t size) const {
        result.outcome.resize(size, Outcome::undetermined);
        result.amount_kind.resize(size, Amount::Kind::none);
        result.low_fen.resize(size);
        result.high_fen.resize(size);
        result.clause.resize(size, kNoClause);
        result.version.resize(size, -1);
        if (!open_keys_.empty()) result.mixed.resize(size);
        if (!inputs_.clauses) return;
        std::size_t clauses = 0;
        for (const Version& version : rule_.versions)
            clauses += version.clauses.size() + version.limits.size();
        for (auto* bits : {&result.clause_true, &result.clause_known}) {
            bits->resize(clauses);
            for (std::vector<Word>& column : *bits) column.resize(words_for(size));
        }
    }
    std::size_t out(std::size_t row) const { return row - base_; }

    void begin(const Side& side, const language::Program& program, std::size_t first,
               std::size_t rows, const std::int64_t* selection) {
        engine::Inputs block;
        block.facts = inputs_.facts;
        block.vocabulary = side.rule->book->environment.vocabulary;
        block.supply = side.supply;
        block.as_of = inputs_.as_of;
        block.first = first;
        block.rows = rows;
        block.selection = selection;
        machine_.begin(program, block);
        for (std::size_t i = 0; i < side.readings.options.size(); ++i)
            machine_.choose(static_cast<int>(i), side.readings.options[i]);
    }

    void block(std::size_t first, std::size_t rows) {
        alone_.clear();
        if (inputs_.clauses) forget_clauses(out(first), rows);
        if (!rule_.asks.empty()) {
            for (std::size_t row = first; row < first + rows; ++row) alone_.push_back(row);
        } else if (!open_keys_.empty()) {
            key_worlds(first, rows);
        } else {
            pick_versions(first, rows);
            leave_overridden(first, rows);
            if (!whole_) set_aside(first, rows);
            if (whole_) {
                rows_ = {first, rows};
                run_rows(static_cast<std::size_t>(likely_));
            }
            for (std::size_t v = 0; !whole_ && v < rule_.versions.size(); ++v) {
                if (select(v, first, rows)) run_rows(v);
            }
        }
        // The machine is used anew for each; some had more than one reason.
        std::sort(alone_.begin(), alone_.end());
        alone_.erase(std::unique(alone_.begin(), alone_.end()), alone_.end());
        for (const std::size_t row : alone_) alone(row);
    }

    // The rows under each choice of the version: what each may come to is joined.
    void key_worlds(std::size_t first, std::size_t rows) {
        const BlockReadings readings = own_.readings;
        for (const int r : open_keys_) own_.readings.choices[r] = 1;
        worlds_.reset(rows);
        while (true) {
            pick_versions(first, rows);
            if (whole_) picked_.assign(rows, likely_);
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
        leave_overridden(first, rows);
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
        const bool first_world = worlds_.count++ == 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const std::int16_t v = picked_[i];
            const Version* version = v < 0 ? nullptr : &rule_.versions[v];
            if (version != nullptr && !version->instrument.empty()) {
                const std::int16_t named = worlds_.named[i];
                if (named < 0) worlds_.named[i] = v;
                if (named >= 0 && rule_.versions[named].instrument != version->instrument)
                    worlds_.mixed[i] = 1;
            }
            if (first_world) worlds_.version[i] = v < 0 ? std::int16_t{-1} : v;
            if (version != nullptr && version->kind == Version::Kind::rules) continue;
            const bool none = version != nullptr && version->kind == Version::Kind::none;
            set_bit((none            ? worlds_.no
                     : v == kAtFault ? worlds_.fault
                                     : worlds_.unknown)
                        .data(),
                    i);
            if (first_world) worlds_.item[i] = none ? kNotInForce : kNoClause;
        }
        for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
            const Version& version = rule_.versions[v];
            if (version.kind != Version::Kind::rules || !select(v, first, rows)) continue;
            begin(own_, version.program, rows_.first, rows_.count, rows_.selection);
            run_version(machine_, version, plans_[v], own_.readings, rows_.count, block_);
            // Those that are not meant have no place.
            const auto place = [&](std::size_t i) {
                return rows_.means(i) ? rows_[i] - first : KeyWorlds::kNoPlace;
            };
            worlds_.join(block_, rows_.count, first_world, place);
            if (inputs_.clauses && first_world) keep_clauses(v);
        }
    }

    // Rows that another rule takes or may take, and those in which this one does not stand in for
    // the other.
    void leave_overridden(std::size_t first, std::size_t rows) {
        const auto holds = [&](const Side& side) -> const Column& {
            begin(side, side.rule->selector, first, rows, nullptr);
            machine_.run(side.rule->selector_code);
            return machine_.column(side.rule->override_when);
        };
        for (const Side& side : overriding_) {
            const Column& truth = holds(side);
            for (std::size_t i = 0; i < rows; ++i) {
                if (truth_at(truth, i) != Truth::no) leave(first, i);
            }
        }
        if (rule_.overrides.empty()) return;
        const Column& truth = holds(own_);
        for (std::size_t i = 0; i < rows; ++i) {
            if (truth_at(truth, i) != Truth::yes) leave(first, i);
        }
    }

    // What no version takes is undetermined, unless something says otherwise.
    void set_aside(std::size_t first, std::size_t rows) {
        for (std::size_t i = 0; i < rows; ++i) {
            const bool runs =
                picked_[i] >= 0 && rule_.versions[picked_[i]].kind == Version::Kind::rules;
            if (!runs)
                reset(out(first + i),
                      picked_[i] == kAtFault ? Outcome::fault : Outcome::undetermined);
        }
    }
    void reset(std::size_t at, Outcome outcome) {
        BatchResult& result = *result_;
        result.outcome[at] = outcome;
        result.amount_kind[at] = Amount::Kind::none;
        result.low_fen[at] = result.high_fen[at] = 0;
        result.clause[at] = kNoClause;
        result.version[at] = -1;
        if (!result.mixed.empty()) result.mixed[at] = 0;
        if (inputs_.clauses) forget_clauses(at, 1);
    }

    // What the result may hold of rows of another block, or of another version.
    void forget_clauses(std::size_t at, std::size_t rows) {
        for (auto* bits : {&result_->clause_true, &result_->clause_known}) {
            for (std::vector<Word>& column : *bits) {
                for (std::size_t i = at; i < at + rows;) {
                    const std::size_t in_word = i % kWordBits;
                    const std::size_t size = std::min(kWordBits - in_word, at + rows - i);
                    const Word mask = size == kWordBits ? ~Word{0} : (Word{1} << size) - 1;
                    column[i / kWordBits] &= ~(mask << in_word);
                    i += size;
                }
            }
        }
    }

    void leave(std::size_t first, std::size_t i) {
        if (picked_[i] == kLeft) return;
        picked_[i] = kLeft;
        alone_.push_back(first + i);
    }

    void pick_versions(std::size_t first, std::size_t rows) {
        whole_ = false;
        const std::vector<int>& options = own_.readings.options;
        const auto covering = [&](Date day) -> std::int16_t {
            for (std::size_t v = 0; v < rule_.versions.size(); ++v) {
                const Version& version = rule_.versions[v];
                if (version.from.under(options) <= day && day <= version.until.under(options))
                    return static_cast<std::int16_t>(v);
            }
            return -1;
        };
        if (inputs_.law_date) {
            picked_.assign(rows, covering(*inputs_.law_date));
            return;
        }
        begin(own_, rule_.selector, first, rows, nullptr);
        machine_.run(rule_.selector_code);
        const Column& key = machine_.column(rule_.key);
        const auto day = [&](std::size_t i) {
            return Date{static_cast<std::int32_t>(key.numbers[key.at(i)])};
        };
        // Most blocks lie within one version.
        const std::int16_t likely = key.is_known(0) ? covering(day(0)) : std::int16_t{-1};
        if (likely >= 0 && key.known == nullptr && key.fault == nullptr) {
            const Version& version = rule_.versions[likely];
            const std::int64_t from = version.from.under(options).days;
            const std::int64_t until = version.until.under(options).days;
            if (key.constant || machine_.lanes().within(key.numbers, from, until, from, rows)) {
                likely_ = likely;
                whole_ = version.kind == Version::Kind::rules && overriding_.empty() &&
                         rule_.overrides.empty();
                if (!whole_) picked_.assign(rows, likely);
                return;
            }
        }
        picked_.assign(rows, -1);
        for (std::size_t i = 0; i < rows; ++i) {
            if (key.is_known(i)) picked_[i] = covering(day(i));
            if (key.is_fault(i)) picked_[i] = kAtFault;
            if (!inputs_.causes || !open_keys_.empty() || key.is_known(i) || key.is_fault(i))
                continue;
            Causes causes;
            engine::collect_causes(machine_, rule_.book->environment, rule_.key, i, causes);
            inputs_.causes(first + i, causes);
        }
    }

    // The rows of the block that are in hand: all of them, or those selected; or all of them, of
    // which only some are meant.
    struct Rows {
        std::size_t first, count;
        const std::int64_t* selection = nullptr;
        const Word* only = nullptr;
        bool means(std::size_t i) const { return only == nullptr || bit(only, i); }
        std::size_t operator[](std::size_t i) const {
            return selection == nullptr ? first + i : static_cast<std::size_t>(selection[i]);
        }
        bool consecutive() const { return (*this)[count - 1] - (*this)[0] == count - 1; }
    };

    // The rows of the block that are of a version; false if there are none.
    bool select(std::size_t v, std::size_t first, std::size_t rows) {
        const auto number = static_cast<std::int16_t>(v);
        selection_.resize(rows);
        std::size_t count = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            selection_[count] = static_cast<std::int64_t>(first + i);
            count += picked_[i] == number ? 1 : 0;
        }
        rows_ = {first, count, selection_.data()};
        if (count == rows) {
            rows_ = {first, rows};
        } else if (count * 2 >= rows) {
            // Running all is cheaper than gathering most.
            only_.assign(words_for(rows), 0);
            for (std::size_t i = 0; i < rows; ++i) {
                if (picked_[i] == number) set_bit(only_.data(), i);
            }
            rows_ = {first, rows, nullptr, only_.data()};
        }
        return count != 0;
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
        begin(own_, version.program, rows_.first, rows_.count, rows_.selection);
        run_version(machine_, version, plans_[v], own_.readings, rows_.count, block_);
        const bool closed = std::none_of(
            version.groups.begin(), version.groups.end(), [&](const ReadingGroup& group) {
                return std::any_of(group.readings.begin(), group.readings.end(),
                                   [&](int r) { return own_.readings.choices[r] > 1; });
            });
        state(number, closed ? &version : nullptr);
        if (inputs_.clauses) keep_clauses(v);
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

    static void write_bit(Word* bits, std::size_t at, bool value) {
        const Word mask = Word{1} << (at % kWordBits);
        bits[at / kWordBits] = value ? bits[at / kWordBits] | mask : bits[at / kWordBits] & ~mask;
    }

    template <class F>
    static void each_bit(Word bits, std::size_t w, F f) {
        for (; bits != 0; bits &= bits - 1)
            f(w * kWordBits + static_cast<std::size_t>(std::countr_zero(bits)));
    }

    // Calls f for every word of the rows in hand, with the bits of those that there are.
    template <class F>
    void each_word(F f) const {
        for (std::size_t w = 0; w < words_for(rows_.count); ++w) {
            const std::size_t left = rows_.count - w * kWordBits;
            const Word here = left >= kWordBits ? ~Word{0} : (Word{1} << left) - 1;
            f(w, rows_.only == nullptr ? here : here & rows_.only[w]);
        }
    }

    // `version`: what the machine holds, where its registers tell the causes of every row.
    void state(std::int16_t number, const Version* version) {
        vague_.resize(block_.no.size());
        each_word([&](std::size_t w, Word here) {
            const Word owed = here & ~(block_.no[w] | block_.unpaid[w]);
            block_.exact[w] &= owed;
            vague_[w] = owed & ~block_.exact[w];
            const Word left = (block_.alone[w] | (inputs_.figures ? vague_[w] : 0)) & here;
            block_.open[w] &= vague_[w];
            each_bit(left, w, [&](std::size_t i) { alone_.push_back(rows_[i]); });
            if (inputs_.causes && version != nullptr)
                each_bit(block_.unknown[w] & here & ~left, w,
                         [&](std::size_t i) { tell_causes(*version, i); });
        });
        const std::size_t count = rows_.count;
        if (rows_.only == nullptr && rows_.consecutive())
            return put(number, out(rows_[0]), count, *result_);
        // Scattered rows by way of a block of their own.
        BatchResult& rows = scattered_;
        if (rows.outcome.size() < count) resize(rows, kBlockRows);
        put(number, 0, count, rows);
        for (std::size_t i = 0; i < count; ++i) {
            if (!rows_.means(i)) continue;
            const std::size_t at = out(rows_[i]);
            result_->outcome[at] = rows.outcome[i];
            result_->amount_kind[at] = rows.amount_kind[i];
            result_->low_fen[at] = rows.low_fen[i];
            result_->high_fen[at] = rows.high_fen[i];
            result_->clause[at] = rows.clause[i];
            result_->version[at] = number;
        }
    }

    // Where no reading is open, what an unknown rests on is what its unknown items rest on.
    void tell_causes(const Version& version, std::size_t i) {
        Causes causes;
        for (const Item& item : version.items) {
            if (truth_at(machine_.column(item.pass), i) == Truth::unknown)
                engine::collect_causes(machine_, rule_.book->environment, item.pass, i, causes);
        }
        inputs_.causes(rows_[i], causes);
    }

    // The rows in hand as rows [at, at + count) of the result.
    void put(std::int16_t number, std::size_t at, std::size_t count, BatchResult& result) {
        const Lanes& lanes = machine_.lanes();
        const auto mark = [&](auto& values, const std::vector<Word>& bits, auto value) {
            lanes.mark(bits.data(), static_cast<std::uint8_t>(value), count,
                       reinterpret_cast<std::uint8_t*>(values.data()) + at);
        };
        std::fill_n(result.outcome.begin() + static_cast<std::ptrdiff_t>(at), count,
                    Outcome::eligible);
        std::fill_n(result.version.begin() + static_cast<std::ptrdiff_t>(at), count, number);
        std::copy_n(block_.item.begin(), count,
                    result.clause.begin() + static_cast<std::ptrdiff_t>(at));
        mark(result.outcome, block_.no, Outcome::ineligible);
        mark(result.outcome, block_.unknown, Outcome::undetermined);
        mark(result.outcome, block_.fault, Outcome::fault);
        std::fill_n(result.amount_kind.begin() + static_cast<std::ptrdiff_t>(at), count,
                    Amount::Kind::none);
        std::int64_t* low = result.low_fen.data() + at;
        std::int64_t* high = result.high_fen.data() + at;
        if (block_.fen.size() < count) {
            std::fill_n(low, count, 0);
            if (inputs_.figures) std::fill_n(high, count, 0);
            return;
        }
        static constexpr std::int64_t kNothing = 0;
        lanes.choose(block_.exact.data(), block_.fen.data(), 1, &kNothing, 0, count, low);
        if (inputs_.figures) std::copy_n(low, count, high);
        mark(result.amount_kind, block_.exact, Amount::Kind::exact);
        mark(result.amount_kind, vague_, Amount::Kind::unknown);
        mark(result.amount_kind, block_.open, Amount::Kind::open);
    }

    // The truths of the clauses and limits of a version, as the machine holds them.
    void keep_clauses(std::size_t v) {
        std::size_t column = 0;
        for (std::size_t before = 0; before < v; ++before)
            column += rule_.versions[before].clauses.size() + rule_.versions[before].limits.size();
        const Version& version = rule_.versions[v];
        const auto keep = [&](Register r) {
            Word* yes = result_->clause_true[column].data();
            Word* known = result_->clause_known[column].data();
            ++column;
            if (r == language::kNoRegister) return;
            const TruthWords truth(machine_.column(r));
            const auto at = [&](std::size_t i) { return out(rows_[i]); };
            each_word([&](std::size_t w, Word here) {
                const std::size_t first = w * kWordBits;
                const std::size_t to = at(first);
                if (to % kWordBits == 0 && rows_.selection == nullptr) {
                    Word& yes_word = yes[to / kWordBits];
                    Word& known_word = known[to / kWordBits];
                    yes_word = (yes_word & ~here) | (truth.yes(w) & here);
                    known_word = (known_word & ~here) | (truth.known(w) & here);
                    return;
                }
                each_bit(here, w, [&](std::size_t i) {
                    write_bit(yes, at(i), (truth.yes(w) >> (i % kWordBits) & 1) != 0);
                    write_bit(known, at(i), (truth.known(w) >> (i % kWordBits) & 1) != 0);
                });
            });
        };
        for (const Clause& clause : version.clauses) keep(clause.truth);
        for (const Limit& limit : version.limits) keep(limit.within);
    }

    void alone(std::size_t row) {
        BatchResult& result = *result_;
        ++result.decided_alone;
        const std::size_t at = out(row);
        // A case that costs too much is that row's fault; it does not end the batch.
        reset(at, Outcome::fault);
        Decision::Impl decision;
        try {
            decision = decide_row(machine_, inputs_, row);
        } catch (const Failure&) {
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
            const Item& item = version->items[i];
            const std::string& id = item.clause >= 0 ? version->clauses[item.clause].id
                                                     : version->limits[item.limit].id;
            if (id == decision.clause) result.clause[at] = static_cast<std::int16_t>(i);
        }
        if (inputs_.clauses) keep_clauses(decision.shown.front(), *version, at);
    }

    // Of a row decided alone, what its decision shows.
    void keep_clauses(const ShownVersion& shown, const Version& version, std::size_t at) {
        std::size_t column = 0;
        for (const Version& before : rule_.versions) {
            if (&before == &version) break;
            column += before.clauses.size() + before.limits.size();
        }
        const auto keep = [&](Truth truth) {
            std::vector<Word>& yes = result_->clause_true[column];
            std::vector<Word>& known = result_->clause_known[column];
            ++column;
            write_bit(yes.data(), at, truth == Truth::yes);
            write_bit(known.data(), at, truth == Truth::yes || truth == Truth::no);
        };
        for (const Truth truth : shown.clauses) keep(truth);
        for (const ShownLimit& limit : shown.limits) keep(limit.within);
    }

    // In picked_, beside the versions and -1 for none.
    static constexpr std::int16_t kLeft = -2;     // not for this rule's versions
    static constexpr std::int16_t kAtFault = -3;  // the day that picks is at fault

    Machine& machine_;
    BatchInputs inputs_;
    const Rule& rule_;
    Side own_;
    std::vector<Side> overriding_;
    std::vector<VersionPlan> plans_;
    std::vector<int> open_keys_;  // open readings that pick the version

    BatchResult* result_ = nullptr;
    std::size_t base_ = 0;
    std::vector<std::int16_t> picked_;  // by row of the block: the version; -1: none
    bool whole_ = false;                // the rules of version likely_ take the whole block
    std::int16_t likely_ = -1;
    std::vector<std::int64_t> selection_;
    Rows rows_{0, 0};
    std::vector<Word> only_;
    std::vector<std::size_t> alone_;
    VersionBlock block_;
    std::vector<Word> vague_;  // amounts that are not exact
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
