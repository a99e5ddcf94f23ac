// What a batch says of its rows.
#pragma once

#include "decision/block_rows.hpp"
#include "decision/decision_impl.hpp"
#include "decision/version_block.hpp"

namespace bajigong {

// What decided instead of an item of the version.
inline constexpr std::int16_t kNoClause = -1;
inline constexpr std::int16_t kNotInForce = -2;  // "none": the version says that nothing was
inline constexpr std::int16_t kOverrides = -3;   // "overrides": it stands in for another, not here

// One value a row. Clauses and versions by number: `clause` is an item of the version or one of
// those above; `version` is -1 where none could be picked, and where a row was decided alone.
struct BatchResult {
    std::vector<Outcome> outcome;
    std::vector<Amount::Kind> amount_kind;
    std::vector<std::int64_t> low_fen, high_fen;
    std::vector<std::int16_t> clause;
    std::vector<std::int16_t> version;
    // Where other rules may stand in: 0 for this rule, n for the nth of those that override it, of
    // whose versions and items the numbers are. Else empty.
    std::vector<std::uint16_t> by;
    // Where the version hangs on open readings: 1 for rows whose versions have several instruments;
    // `version` and `clause` are those under the first options then. Else empty.
    std::vector<std::uint8_t> mixed;
    // With clauses: for each clause, then each limit, of each version, the rows of which it is true
    // and those of which that is known; words from row 0 of the result on.
    std::vector<std::vector<Word>> clause_true, clause_known;
    // How many rows were decided alone; and those for which that cost too much, which is their
    // fault.
    std::size_t decided_alone = 0;
    std::vector<std::size_t> overloaded;

    // Grows to `rows` rows of a rule; columns that not all rules have, if asked for.
    struct Columns {
        bool by = false, mixed = false, clauses = false;
    };
    void grow(const Rule& rule, Columns columns, std::size_t rows);
    // The row says nothing but the outcome.
    void reset(std::size_t at, Outcome of);
    // The clauses of rows are unknown: what may be held is of rows of another block.
    void forget_clauses(std::size_t at, std::size_t rows);
    // Everything but clauses from another result, as this rule's own.
    void take(std::size_t at, const BatchResult& from, std::size_t row);

    // Rows of a version, by its number, as rows [at, at + count); `vague`: those whose amount is
    // not exact, of which figures are worked out elsewhere, if at all; `with_high`: else high_fen
    // is left.
    void write(const Lanes& lanes, const VersionBlock& block, const std::vector<Word>& vague,
               bool with_high, std::int16_t number, std::size_t at, std::size_t count);
    // The truths of the clauses and limits of a version as the machine holds them, for the rows in
    // hand; row r of table 0 is row r - base here.
    void keep_clauses(const engine::Machine& machine, const Rule& rule, const Version& version,
                      const BlockRows& rows, std::size_t base);
    // The same of one row, as its decision shows them.
    void keep_clauses(const ShownVersion& shown, const Rule& rule, const Version& version,
                      std::size_t at);
};

}  // namespace bajigong
