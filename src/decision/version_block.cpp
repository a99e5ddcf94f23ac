// Outcomes by whole bitmaps.
//
// Each group of readings is run under every combination of its open options, and what its items may
// come to is kept as sets of truths, one bitmap for each truth. The groups do not meet, so that the
// sets of all join as the truths of one world would (see summary.cpp, which does the same for a
// case with its words).
#include "decision/version_block.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "decision/summary.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::kNoRegister;
using language::Register;

// The bits of a truth, the same word over and over for a constant.
struct ItemBits {
    const Word* truths;
    const Word* known;
    const Word* fault;
    std::size_t step;

    explicit ItemBits(const Column& column)
        : truths(column.truths),
          known(column.known),
          fault(column.fault),
          step(column.constant ? 0 : 1) {
        if (step != 0) return;
        spread(truths, 0);
        if (known != nullptr) spread(known, 1);
        if (fault != nullptr) spread(fault, 2);
    }
    ItemBits(const ItemBits&) = delete;
    ItemBits(ItemBits&& other) noexcept
        : truths(other.truths), known(other.known), fault(other.fault), step(other.step) {
        if (step != 0) return;
        std::copy_n(other.same, 3, same);
        truths = same;
        if (known != nullptr) known = same + 1;
        if (fault != nullptr) fault = same + 2;
    }

    Word no(std::size_t w) const {
        const Word all = known == nullptr ? ~Word{0} : known[w * step];
        const Word no = all & ~truths[w * step];
        return fault == nullptr ? no : no & ~fault[w * step];
    }
    Word faulty(std::size_t w) const { return fault == nullptr ? 0 : fault[w * step]; }
    Word unknown(std::size_t w) const {
        return known == nullptr ? 0 : ~known[w * step] & ~faulty(w);
    }

   private:
    void spread(const Word*& bits, std::size_t at) {
        same[at] = (bits[0] & 1) != 0 ? ~Word{0} : Word{0};
        bits = same + at;
    }
    Word same[3] = {};
};

// One word of the truths of a conjunction.
struct Bits {
    Word no = 0, unknown = 0, fault = 0;

    void add(const ItemBits& item, std::size_t w) {
        no |= item.no(w);
        unknown |= item.unknown(w);
        fault |= item.faulty(w);
    }
    // Each row in one of them; what a refusal hides is none.
    void settle() {
        unknown &= ~no;
        fault &= ~(no | unknown);
    }
    Word yes() const { return ~(no | unknown | fault); }
};

// What the rows of a block may come to over the groups joined so far.
struct Possible {
    std::vector<Word> yes, no, not_no, unknown, fault, yes_or_fault;
    std::vector<Word> varied;  // some group comes to more than one truth or amount

    void reset(std::size_t words) {
        for (std::vector<Word>* all : {&yes, &not_no, &yes_or_fault}) all->assign(words, ~Word{0});
        for (std::vector<Word>* none : {&no, &unknown, &fault, &varied}) none->assign(words, 0);
    }
    // One group: the truths that it may come to.
    void join(std::size_t w, Word may_yes, Word may_no, Word may_unknown, Word may_fault) {
        yes[w] &= may_yes;
        no[w] |= may_no;
        not_no[w] &= may_yes | may_unknown | may_fault;
        unknown[w] |= may_unknown;
        fault[w] |= may_fault;
        yes_or_fault[w] &= may_yes | may_fault;
        const Word several = (may_yes & (may_no | may_unknown | may_fault)) |
                             (may_no & (may_unknown | may_fault)) | (may_unknown & may_fault);
        varied[w] |= several;
    }
};

class Run {
   public:
    Run(Machine& machine, const Version& version, const VersionPlan& plan,
        const BlockReadings& readings, std::size_t rows, VersionBlock& block)
        : machine_(machine),
          version_(version),
          plan_(plan),
          options_(readings.options),
          choices_(readings.choices),
          rows_(rows),
          words_(words_for(rows)),
          block_(block) {
        last_ = rows % kWordBits == 0 ? ~Word{0} : (Word{1} << (rows % kWordBits)) - 1;
        pays_ = std::any_of(version.steps.begin(), version.steps.end(),
                            [](const Step& step) { return step.pays; });
    }

    void run() {
        for (std::vector<Word>* bits :
             {&block_.may_yes, &block_.may_no, &block_.may_unknown, &block_.may_fault,
              &block_.alone, &block_.exact, &block_.open})
            bits->assign(words_, 0);
        block_.unpaid.assign(words_, pays_ ? Word{0} : ~Word{0});
        block_.item.resize(rows_);
        const std::size_t ran = run_items();
        if (ran < version_.items.size()) {
            name_items(ran);
            block_.may_no.assign(words_, ~Word{0});
            block_.state_outcomes();
            block_.fen.clear();
            return;
        }
        machine_.run(plan_.rest);
        possible_.reset(words_);
        exact_.assign(words_, ~Word{0});
        fen_.clear();
        join_base();
        std::size_t lines = 1;
        for (std::size_t g = 0; g < version_.groups.size(); ++g) lines *= join_group(g);
        state_outcomes();
        // Of a case with more alternatives not all are looked at for the amount.
        if (lines > kMaxAlternatives) leave_alone(possible_.varied);
        state_amounts();
        name_items(version_.items.size());
        if (machine_.overloaded()) block_.alone.assign(words_, ~Word{0});
    }

   private:
    Word in_block(std::size_t w) const { return w + 1 == words_ ? last_ : ~Word{0}; }

    std::vector<ItemBits> bits_of(const std::vector<int>& items) const {
        std::vector<ItemBits> bits;
        bits.reserve(items.size());
        for (const int i : items) bits.emplace_back(machine_.column(version_.items[i].pass));
        return bits;
    }

    // The items without readings in document order; stops once every row is refused by one before
    // which none has readings. Returns how many items can have decided.
    std::size_t run_items() {
        bool in_order = plan_.may_stop;
        std::vector<Word> left(words_, ~Word{0});
        left[words_ - 1] = last_;
        for (std::size_t i = 0; i < version_.items.size(); ++i) {
            machine_.run(plan_.items[i]);
            if (version_.items[i].readings != 0) in_order = false;
            if (!in_order) continue;
            const ItemBits item(machine_.column(version_.items[i].pass));
            Word any = 0;
            for (std::size_t w = 0; w < words_; ++w) any |= left[w] &= ~item.no(w);
            if (any == 0) return i + 1;
        }
        return version_.items.size();
    }

    // Of each row the first of `count` items that is false; else the first unknown; else the first
    // at fault. Written from the last of these to the first, each over those before it.
    void name_items(std::size_t count) {
        std::vector<int> all(count);
        std::iota(all.begin(), all.end(), 0);
        const std::vector<ItemBits> items = bits_of(all);
        std::vector<Word> bits(words_);
        const auto name = [&](auto of) {
            for (std::size_t i = count; i-- > 0;) {
                Word any = 0;
                for (std::size_t w = 0; w < words_; ++w) any |= bits[w] = of(items[i], w);
                if (any != 0) put_item(bits, i);
            }
        };
        const auto has = [&](auto what) { return std::any_of(items.begin(), items.end(), what); };
        few_ = count <= kFewItems;
        if (few_) {
            bytes_.assign(rows_, kNoItem);
        } else {
            std::fill(block_.item.begin(), block_.item.end(), std::int16_t{-1});
        }
        if (has([](const ItemBits& item) { return item.fault != nullptr; }))
            name([](const ItemBits& item, std::size_t w) { return item.faulty(w); });
        if (has([](const ItemBits& item) { return item.known != nullptr; }))
            name([](const ItemBits& item, std::size_t w) { return item.unknown(w); });
        name([](const ItemBits& item, std::size_t w) { return item.no(w); });
        for (std::size_t i = 0; few_ && i < rows_; ++i)
            block_.item[i] = bytes_[i] == kNoItem ? std::int16_t{-1} : std::int16_t{bytes_[i]};
    }

    void put_item(const std::vector<Word>& bits, std::size_t item) {
        if (few_) {
            machine_.lanes().mark(bits.data(), static_cast<std::uint8_t>(item), rows_,
                                  bytes_.data());
            return;
        }
        for (std::size_t i = 0; i < rows_; ++i) {
            if (bit(bits.data(), i)) block_.item[i] = static_cast<std::int16_t>(item);
        }
    }

    void join_base() {
        const std::vector<ItemBits> items = bits_of(version_.base.items);
        for (std::size_t w = 0; w < words_; ++w) {
            Bits bits;
            for (const ItemBits& item : items) bits.add(item, w);
            bits.settle();
            possible_.join(w, bits.yes(), bits.no, bits.unknown, bits.fault);
        }
        if (!pays_) return;
        const BlockAmount amount = block_amount(machine_, version_, version_.base.steps, rows_);
        for (std::size_t w = 0; w < words_; ++w) {
            exact_[w] &= amount.exact[w];
            // Where it may yet come out exact, a case must tell.
            block_.alone[w] |= ~amount.exact[w] & ~amount.never[w];
        }
        if (amount.fen != nullptr) fen_.assign(amount.fen, amount.fen + rows_);
    }

    // The group under each combination, the first at the end, so that the registers hold it.
    // Returns how many there are.
    std::size_t join_group(std::size_t g) {
        const ReadingGroup& group = version_.groups[g];
        group_.reset(words_, rows_);
        std::size_t combinations = 0;
        for (const int r : group.readings) options_[r] += static_cast<int>(choices_[r]) - 1;
        while (true) {
            for (const int r : group.readings) machine_.choose(r, options_[r]);
            machine_.run(plan_.groups[g]);
            ++combinations;
            combination(group);
            if (!step_back(group)) break;
        }
        for (std::size_t w = 0; w < words_; ++w) {
            possible_.join(w, group_.yes[w], group_.no[w], group_.unknown[w], group_.fault[w]);
            possible_.varied[w] |= group_.differs[w];
            block_.open[w] |= group_.differs[w];
            block_.alone[w] |= group_.doubtful[w];
            exact_[w] &= ~(group_.differs[w] | group_.inexact[w]);
        }
        add_fen(group_.fen);
        return combinations;
    }

    // The combination before this one; false at the first.
    bool step_back(const ReadingGroup& group) {
        for (auto r = group.readings.rbegin(); r != group.readings.rend(); ++r) {
            const int first = choices_[*r] > 1 ? 0 : options_[*r];
            if (options_[*r] > first) {
                --options_[*r];
                return true;
            }
            options_[*r] = first + static_cast<int>(choices_[*r]) - 1;
        }
        for (const int r : group.readings) {
            if (choices_[r] > 1) options_[r] = 0;
        }
        return false;
    }

    void combination(const ReadingGroup& group) {
        const BlockAmount amount =
            pays_ ? block_amount(machine_, version_, group.steps, rows_) : BlockAmount{};
        const bool in_principle =
            std::any_of(group.steps.begin(), group.steps.end(),
                        [&](int step) { return version_.steps[step].in_principle; });
        const std::vector<ItemBits> items = bits_of(group.items);
        for (std::size_t w = 0; w < words_; ++w) {
            Bits bits;
            for (const ItemBits& item : items) bits.add(item, w);
            bits.settle();
            group_.yes[w] |= bits.yes();
            group_.no[w] |= bits.no;
            group_.unknown[w] |= bits.unknown;
            group_.fault[w] |= bits.fault;
            if (!pays_) continue;
            const Word counts = ~bits.no & in_block(w);
            group_.inexact[w] |= counts & ~amount.exact[w];
            group_.doubtful[w] |= counts & ~amount.exact[w] & ~amount.never[w];
            // What lies outside a bound in principle is told apart from what does not.
            if (in_principle) group_.doubtful[w] |= counts;
            if (amount.fen == nullptr) continue;
            compare(w, counts & amount.exact[w], amount.fen);
        }
    }

    // The rows' amounts under this combination beside those seen before.
    void compare(std::size_t w, Word rows, const std::int64_t* fen) {
        for (Word left = rows & group_.seen[w]; left != 0; left &= left - 1) {
            const std::size_t i = w * kWordBits + static_cast<std::size_t>(std::countr_zero(left));
            if (group_.fen[i] != fen[i]) group_.differs[w] |= left & -left;
        }
        for (Word left = rows & ~group_.seen[w]; left != 0; left &= left - 1) {
            const std::size_t i = w * kWordBits + static_cast<std::size_t>(std::countr_zero(left));
            group_.fen[i] = fen[i];
        }
        group_.seen[w] |= rows;
    }

    void add_fen(const std::vector<std::int64_t>& more) {
        if (!pays_) return;
        if (fen_.empty()) {
            fen_ = more;
            return;
        }
        for (std::size_t i = 0; i < rows_; ++i) {
            // A sum beyond 64 bits is a fault, which the case tells.
            if (__builtin_add_overflow(fen_[i], more[i], &fen_[i]))
                block_.alone[i / kWordBits] |= Word{1} << (i % kWordBits);
        }
    }

    void state_outcomes() {
        for (std::size_t w = 0; w < words_; ++w) {
            block_.may_yes[w] = possible_.yes[w];
            block_.may_no[w] = possible_.no[w];
            block_.may_unknown[w] = possible_.not_no[w] & possible_.unknown[w];
            block_.may_fault[w] = possible_.yes_or_fault[w] & possible_.fault[w];
        }
        block_.state_outcomes();
    }

    void state_amounts() {
        block_.fen.clear();
        if (!pays_) {
            block_.alone.assign(words_, 0);
            return;
        }
        for (std::size_t w = 0; w < words_; ++w) {
            block_.alone[w] &= ~block_.no[w] & in_block(w);
            block_.exact[w] = exact_[w];
        }
        if (fen_.empty()) fen_.assign(rows_, 0);
        block_.fen.swap(fen_);
    }

    void leave_alone(const std::vector<Word>& rows) {
        for (std::size_t w = 0; w < words_; ++w) block_.alone[w] |= rows[w];
    }

    struct Group {
        std::vector<Word> yes, no, unknown, fault;
        std::vector<Word> seen, differs, inexact, doubtful;  // of its amounts
        std::vector<std::int64_t> fen;

        void reset(std::size_t words, std::size_t rows) {
            for (std::vector<Word>* bits :
                 {&yes, &no, &unknown, &fault, &seen, &differs, &inexact, &doubtful})
                bits->assign(words, 0);
            fen.assign(rows, 0);
        }
    };

    Machine& machine_;
    const Version& version_;
    const VersionPlan& plan_;
    std::vector<int> options_;
    const std::vector<std::size_t>& choices_;
    std::size_t rows_, words_;
    VersionBlock& block_;
    Word last_ = 0;
    bool pays_ = false;
    // The deciding items in bytes, where those will do.
    static constexpr std::uint8_t kNoItem = 255;
    static constexpr std::size_t kFewItems = 255;
    bool few_ = true;
    std::vector<std::uint8_t> bytes_;
    std::vector<Word> exact_;
    std::vector<std::int64_t> fen_;
    Possible possible_;
    Group group_;
};

}  // namespace

void VersionBlock::state_outcomes() {
    const std::size_t words = may_no.size();
    for (std::vector<Word>* bits : {&no, &unknown, &fault}) bits->resize(words);
    for (std::size_t w = 0; w < words; ++w) {
        no[w] = may_no[w] & ~(may_yes[w] | may_unknown[w] | may_fault[w]);
        fault[w] = may_fault[w] & ~(may_yes[w] | may_no[w] | may_unknown[w]);
        const Word yes = may_yes[w] & ~(may_no[w] | may_unknown[w] | may_fault[w]);
        unknown[w] = ~(no[w] | fault[w] | yes);
    }
}

VersionPlan::VersionPlan(const Version& version, bool clauses) {
    const language::Program& program = version.program;
    std::vector<bool> planned(program.code.size());
    groups.resize(version.groups.size());
    // What the outputs need and nothing before them did: without readings into `base`, with them
    // into the groups that they belong to.
    const auto plan = [&](const std::vector<Register>& outputs, std::vector<Register>& base) {
        for (const Register r : language::live_instructions(program, outputs)) {
            if (planned[r]) continue;
            planned[r] = true;
            if (program.readings[r] == 0) base.push_back(r);
            for (std::size_t g = 0; g < version.groups.size(); ++g) {
                if ((version.groups[g].mask & program.readings[r]) != 0) groups[g].push_back(r);
            }
        }
    };
    for (const Item& item : version.items) plan({item.pass}, items.emplace_back());
    for (const Step& step : version.steps) {
        if (!step.pays) continue;
        plan({step.is, step.at_most, step.at_least, step.when, step.lines_fit}, rest);
    }
    if (clauses) {
        for (const Clause& clause : version.clauses) plan({clause.truth}, rest);
        for (const Limit& limit : version.limits) plan({limit.within}, rest);
    }
    // Within a loop in a loop a case may prove too large, and must be seen to.
    may_stop = !clauses && std::all_of(program.scopes.begin(), program.scopes.end(),
                                       [](const language::Scope& s) { return s.depth <= 1; });
    for (std::vector<Register>& group : groups) std::sort(group.begin(), group.end());
}

void run_version(Machine& machine, const Version& version, const VersionPlan& plan,
                 const BlockReadings& readings, std::size_t rows, VersionBlock& block) {
    Run(machine, version, plan, readings, rows, block).run();
}

}  // namespace bajigong
