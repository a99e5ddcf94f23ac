// Writing rows of results, by the block.
#include "decision/batch_result.hpp"

#include <algorithm>

#include "values/truth_words.hpp"

namespace bajigong {

namespace {

std::size_t clauses_of(const Version& version) {
    return version.clauses.size() + version.limits.size();
}

// Where the clauses of a version begin among those of all.
std::size_t first_clause(const Rule& rule, const Version& version) {
    std::size_t column = 0;
    for (const Version& before : rule.versions) {
        if (&before == &version) break;
        column += clauses_of(before);
    }
    return column;
}

}  // namespace

void BatchResult::grow(const Rule& rule, Columns columns, std::size_t rows) {
    if (outcome.size() >= rows) return;
    outcome.resize(rows, Outcome::undetermined);
    amount_kind.resize(rows, Amount::Kind::none);
    low_fen.resize(rows);
    high_fen.resize(rows);
    clause.resize(rows, kNoClause);
    version.resize(rows, -1);
    if (columns.by) by.resize(rows);
    if (columns.mixed) mixed.resize(rows);
    if (!columns.clauses) return;
    std::size_t clauses = 0;
    for (const Version& one : rule.versions) clauses += clauses_of(one);
    for (auto* bits : {&clause_true, &clause_known}) {
        bits->resize(clauses);
        for (std::vector<Word>& column : *bits) column.resize(words_for(rows));
    }
}

void BatchResult::reset(std::size_t at, Outcome of) {
    outcome[at] = of;
    amount_kind[at] = Amount::Kind::none;
    low_fen[at] = high_fen[at] = 0;
    clause[at] = kNoClause;
    version[at] = -1;
    if (!by.empty()) by[at] = 0;
    if (!mixed.empty()) mixed[at] = 0;
    forget_clauses(at, 1);
}

void BatchResult::forget_clauses(std::size_t at, std::size_t rows) {
    for (auto* bits : {&clause_true, &clause_known}) {
        for (std::vector<Word>& column : *bits) {
            for (std::size_t i = at; i < at + rows;) {
                const std::size_t in_word = i % kWordBits;
                const std::size_t size = std::min(kWordBits - in_word, at + rows - i);
                column[i / kWordBits] &= ~(low_bits(size) << in_word);
                i += size;
            }
        }
    }
}

void BatchResult::take(std::size_t at, const BatchResult& from, std::size_t row) {
    outcome[at] = from.outcome[row];
    amount_kind[at] = from.amount_kind[row];
    low_fen[at] = from.low_fen[row];
    high_fen[at] = from.high_fen[row];
    clause[at] = from.clause[row];
    version[at] = from.version[row];
    if (!by.empty()) by[at] = 0;
    if (!mixed.empty()) mixed[at] = from.mixed.empty() ? 0 : from.mixed[row];
}

void BatchResult::write(const Lanes& lanes, const VersionBlock& block,
                        const std::vector<Word>& vague, bool with_high, std::int16_t number,
                        std::size_t at, std::size_t count) {
    const auto mark = [&](auto& values, const std::vector<Word>& bits, auto value) {
        lanes.mark(bits.data(), static_cast<std::uint8_t>(value), count,
                   reinterpret_cast<std::uint8_t*>(values.data()) + at);
    };
    const auto from = static_cast<std::ptrdiff_t>(at);
    std::fill_n(outcome.begin() + from, count, Outcome::eligible);
    std::fill_n(version.begin() + from, count, number);
    if (!by.empty()) std::fill_n(by.begin() + from, count, std::uint16_t{0});
    if (!mixed.empty()) std::fill_n(mixed.begin() + from, count, std::uint8_t{0});
    std::copy_n(block.item.begin(), count, clause.begin() + from);
    mark(outcome, block.no, Outcome::ineligible);
    mark(outcome, block.unknown, Outcome::undetermined);
    mark(outcome, block.fault, Outcome::fault);
    std::fill_n(amount_kind.begin() + from, count, Amount::Kind::none);
    std::int64_t* low = low_fen.data() + at;
    std::int64_t* high = high_fen.data() + at;
    if (block.fen.size() < count) {
        std::fill_n(low, count, 0);
        if (with_high) std::fill_n(high, count, 0);
        return;
    }
    static constexpr std::int64_t kNothing = 0;
    lanes.choose(block.exact.data(), block.fen.data(), 1, &kNothing, 0, count, low);
    if (with_high) std::copy_n(low, count, high);
    mark(amount_kind, block.exact, Amount::Kind::exact);
    mark(amount_kind, vague, Amount::Kind::unknown);
    mark(amount_kind, block.open, Amount::Kind::open);
}

void BatchResult::keep_clauses(const engine::Machine& machine, const Rule& rule,
                               const Version& version, const BlockRows& rows, std::size_t base) {
    std::size_t column = first_clause(rule, version);
    const auto keep = [&](language::Register r) {
        Word* yes = clause_true[column].data();
        Word* known = clause_known[column].data();
        ++column;
        if (r == language::kNoRegister) return;
        const TruthWords truth(machine.column(r));
        const auto at = [&](std::size_t i) { return rows[i] - base; };
        rows.each_word([&](std::size_t w, Word here) {
            const std::size_t to = at(w * kWordBits);
            if (to % kWordBits == 0 && rows.selection == nullptr) {
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
    for (const Clause& one : version.clauses) keep(one.truth);
    for (const Limit& limit : version.limits) keep(limit.within);
}

void BatchResult::keep_clauses(const ShownVersion& shown, const Rule& rule, const Version& version,
                               std::size_t at) {
    std::size_t column = first_clause(rule, version);
    const auto keep = [&](Truth truth) {
        write_bit(clause_true[column].data(), at, truth == Truth::yes);
        write_bit(clause_known[column].data(), at, truth == Truth::yes || truth == Truth::no);
        ++column;
    };
    for (const Truth truth : shown.clauses) keep(truth);
    for (const ShownLimit& limit : shown.limits) keep(limit.within);
}

}  // namespace bajigong
