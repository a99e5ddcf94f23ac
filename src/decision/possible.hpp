// Truths of many items over the rows of a block, as sets: what each row may come to over the
// options of open readings.
#pragma once

#include <span>
#include <vector>

#include "engine/machine.hpp"
#include "rulebook/model.hpp"

namespace bajigong {

// Items that must all be true: the three ways not to be, as bitmaps. What an earlier way hides is
// none of the later.
struct Conjunction {
    std::vector<Word> no, unknown, fault;
    std::vector<std::int16_t> first;  // the item that makes it so, or -1

    // The version's items of these numbers.
    void run(engine::Machine& machine, const Version& version, std::span<const int> items,
             std::size_t rows);

   private:
    void with_faults(std::size_t rows);

    std::vector<TruthBits> items_;
};

// What the rows of a block may come to over the groups joined so far.
struct Possible {
    std::vector<Word> yes, no, not_no, unknown, fault, yes_or_fault;
    std::vector<Word> varied;  // some group comes to more than one truth or amount

    void reset(std::size_t words) {
        for (std::vector<Word>* all : {&yes, &not_no, &yes_or_fault}) all->assign(words, ~Word{0});
        for (std::vector<Word>* none : {&no, &unknown, &fault, &varied}) none->assign(words, 0);
    }
    void join(std::size_t w, const Conjunction& only) {
        const Word yes_here = ~(only.no[w] | only.unknown[w] | only.fault[w]);
        join(w, yes_here, only.no[w], only.unknown[w], only.fault[w]);
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

// What one group of readings may come to: the truths of its items, and its amounts.
struct GroupPossible {
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

}  // namespace bajigong
