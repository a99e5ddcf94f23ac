// Outcomes by whole bitmaps.
//
// Each group of readings is run under every combination of its open options, and what its items may
// come to is kept as sets of truths, one bitmap for each truth. The groups do not meet, so that the
// sets of all join as the truths of one world would (see summary.cpp, which does the same for a
// case with its words).
#include "decision/version_block.hpp"

#include <algorithm>
#include <numeric>

#include "decision/summary.hpp"
#include "values/truth_words.hpp"

namespace bajigong {

namespace {

using engine::Machine;
using language::kNoRegister;
using language::Register;

class Run {
   public:
    Run(Machine& machine, const Version& version, const VersionPlan& plan,
        const BlockReadings& readings, std::size_t rows, VersionBlock& block)
        : machine_(machine),
          version_(version),
          plan_(plan),
          options_(block.scratch.options),
          choices_(readings.choices),
          rows_(rows),
          words_(words_for(rows)),
          block_(block),
          named_(block.scratch.named),
          exact_(block.scratch.exact),
          fen_(block.scratch.fen),
          possible_(block.scratch.possible),
          group_(block.scratch.group) {
        options_ = readings.options;
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
        if (!version_.groups.empty()) name_items(version_.items.size());
        if (machine_.overloaded()) block_.alone.assign(words_, ~Word{0});
    }

   private:
    Word in_block(std::size_t w) const { return among(w, rows_); }

    // The items without readings in document order; stops once every row is refused by one before
    // which none has readings. Returns how many items can have decided.
    std::size_t run_items() {
        bool in_order = plan_.may_stop;
        std::vector<Word>& left = block_.scratch.left;
        left.assign(words_, ~Word{0});
        left[words_ - 1] = in_block(words_ - 1);
        for (std::size_t i = 0; i < version_.items.size(); ++i) {
            machine_.run(plan_.items[i]);
            if (version_.items[i].readings != 0) in_order = false;
            if (!in_order) continue;
            const TruthWords item(machine_.column(version_.items[i].pass));
            Word any = 0;
            for (std::size_t w = 0; w < words_; ++w) any |= left[w] &= ~item.no(w);
            if (any == 0) return i + 1;
        }
        return version_.items.size();
    }

    // Which of the first `count` items decides each row.
    void name_items(std::size_t count) {
        std::vector<int>& all = block_.scratch.items;
        all.resize(count);
        std::iota(all.begin(), all.end(), 0);
        named_.run(machine_, version_, all, rows_);
        block_.item.swap(named_.first);
    }

    void join_base() {
        // Without readings the base is all there is, and what decides comes with it.
        const bool alone = version_.groups.empty();
        if (alone) {
            name_items(version_.items.size());
        } else {
            named_.run(machine_, version_, version_.base.items, rows_);
        }
        for (std::size_t w = 0; w < words_; ++w) possible_.join(w, named_);
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
        named_.run(machine_, version_, group.items, rows_);
        for (std::size_t w = 0; w < words_; ++w) {
            const Word no = named_.no[w];
            group_.yes[w] |= ~(no | named_.unknown[w] | named_.fault[w]);
            group_.no[w] |= no;
            group_.unknown[w] |= named_.unknown[w];
            group_.fault[w] |= named_.fault[w];
            if (!pays_) continue;
            const Word counts = ~no & in_block(w);
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
        each_bit(rows & group_.seen[w], w, [&](std::size_t i) {
            if (group_.fen[i] != fen[i]) set_bit(group_.differs.data(), i);
        });
        each_bit(rows & ~group_.seen[w], w, [&](std::size_t i) { group_.fen[i] = fen[i]; });
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
            if (__builtin_add_overflow(fen_[i], more[i], &fen_[i])) set_bit(block_.alone.data(), i);
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

    Machine& machine_;
    const Version& version_;
    const VersionPlan& plan_;
    std::vector<int>& options_;
    const std::vector<std::size_t>& choices_;
    std::size_t rows_, words_;
    VersionBlock& block_;
    bool pays_ = false;
    Conjunction& named_;
    std::vector<Word>& exact_;
    std::vector<std::int64_t>& fen_;
    Possible& possible_;
    GroupPossible& group_;
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
    // What the outputs need and nothing before them did: into the groups of the readings that it
    // depends on; into `base` where there are none.
    const auto plan = [&](const std::vector<Register>& outputs, std::vector<Register>& base) {
        for (const Register r : language::live_instructions(program, outputs)) {
            if (planned[r]) continue;
            planned[r] = true;
            bool grouped = false;
            for (std::size_t g = 0; g < version.groups.size(); ++g) {
                if ((version.groups[g].mask & program.readings[r]) == 0) continue;
                groups[g].push_back(r);
                grouped = true;
            }
            if (!grouped) base.push_back(r);
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
    tells_amounts = std::all_of(version.steps.begin(), version.steps.end(), [](const Step& step) {
        return !step.pays || (step.at_most == kNoRegister && step.at_least == kNoRegister &&
                              step.lines_fit == kNoRegister && step.supplied_truths.empty());
    });
    for (std::vector<Register>& group : groups) std::sort(group.begin(), group.end());
}

void run_version(Machine& machine, const Version& version, const VersionPlan& plan,
                 const BlockReadings& readings, std::size_t rows, VersionBlock& block) {
    Run(machine, version, plan, readings, rows, block).run();
}

}  // namespace bajigong
