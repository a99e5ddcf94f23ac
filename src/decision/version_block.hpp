// The rows of one version in one block, under every combination of the open readings at once:
// outcomes as bitmaps.
#pragma once

#include <vector>

#include "bajigong/decision.hpp"

#include "decision/block_amount.hpp"
#include "decision/possible.hpp"
#include "engine/machine.hpp"

namespace bajigong {

// Which instructions a block of a version takes, and when.
struct VersionPlan {
    // `clauses`: the truth of every clause and limit is wanted, not only what decides.
    VersionPlan(const Version& version, bool clauses);

    std::vector<std::vector<language::Register>> items;   // of those without readings: what is new
    std::vector<language::Register> rest;                 // without readings: the amounts
    std::vector<std::vector<language::Register>> groups;  // by Version::groups
    bool may_stop = false;                                // once every row is refused
    // What an amount that is not exact rests on is what its figures and conditions rest on.
    bool tells_amounts = false;
};

// What the rows came to.
struct VersionBlock {
    // What the row may come to over all open readings; in one of them at least.
    std::vector<Word> may_yes, may_no, may_unknown, may_fault;
    std::vector<Word> no, unknown, fault;  // the outcome of that; eligible where none of these
    std::vector<Word> alone;               // to be decided as cases
    std::vector<Word> unpaid;              // no amount at all
    std::vector<Word> exact, open;         // of the amount, where the outcome is no refusal
    std::vector<std::int64_t> fen;         // where exact
    // By row: the item that decides under the first option of every open reading, or -1.
    std::vector<std::int16_t> item;

    // The outcome where all agree; else undetermined.
    void state_outcomes();

    // What a run works with, kept so that a further block takes no memory.
    struct Scratch {
        std::vector<int> options, items;
        std::vector<Word> left, exact;
        std::vector<std::int64_t> fen;
        Conjunction named;
        Possible possible;
        GroupPossible group;
    } scratch;
};

// The readings of a rulebook in a run: the option of each, and how many there are to try.
struct BlockReadings {
    std::vector<int> options;          // the first of those open
    std::vector<std::size_t> choices;  // 1 for a reading that is chosen
};

// Runs the rows that the machine has begun the version's program on.
void run_version(engine::Machine& machine, const Version& version, const VersionPlan& plan,
                 const BlockReadings& readings, std::size_t rows, VersionBlock& block);

}  // namespace bajigong
