// Truth operations as word arithmetic on bitmaps.
#include "values/truth.hpp"

namespace bajigong {

namespace {

// One word of a truth column. `known` holds no faults.
struct Bits {
    Word yes, known, fault;
    Word no() const { return known & ~yes; }
    Word unknown() const { return ~known & ~fault; }
};

Word spread(const Word* bits, bool constant, std::size_t word) {
    if (!constant) return bits[word];
    return (bits[0] & 1) != 0 ? ~Word{0} : Word{0};
}

Bits bits_at(const Column& column, std::size_t word) {
    const Word fault = column.fault == nullptr ? 0 : spread(column.fault, column.constant, word);
    const Word known =
        (column.known == nullptr ? ~Word{0} : spread(column.known, column.constant, word)) & ~fault;
    return {spread(column.truths, column.constant, word) & known, known, fault};
}

Bits bits_and(Bits a, Bits b) {
    const Word no = a.no() | b.no();
    const Word yes = a.yes & b.yes;
    const Word unknown = ~no & (a.unknown() | b.unknown());
    return {yes, no | yes, ~(no | yes | unknown)};
}

Bits bits_not(Bits a) { return {a.no(), a.known, a.fault}; }

// Applies `op` word by word; leaves out the bitmaps that cannot be needed.
template <class Op>
Column combine(Arena& arena, const Column& left, const Column& right, std::size_t rows, Op op) {
    const bool constant = left.constant && right.constant;
    const std::size_t words = constant ? 1 : words_for(rows);
    const bool doubts = left.known != nullptr || right.known != nullptr;
    const bool faults = left.fault != nullptr || right.fault != nullptr;
    Word* yes = arena.array<Word>(words);
    Word* known = doubts || faults ? arena.array<Word>(words) : nullptr;
    Word* fault = faults ? arena.array<Word>(words) : nullptr;
    for (std::size_t w = 0; w < words; ++w) {
        const Bits result = op(bits_at(left, w), bits_at(right, w));
        yes[w] = result.yes;
        if (known != nullptr) known[w] = result.known;
        if (fault != nullptr) fault[w] = result.fault;
    }
    Column column;
    column.truths = yes;
    column.known = known;
    column.fault = fault;
    column.constant = constant;
    return column;
}

bool plain(const Column& column) {
    return column.known == nullptr && column.fault == nullptr && !column.constant;
}

}  // namespace

Truth truth_at(const Column& column, std::size_t row) {
    if (column.is_fault(row)) return Truth::fault;
    if (!column.is_known(row)) return Truth::unknown;
    return bit(column.truths, column.at(row)) ? Truth::yes : Truth::no;
}

Column truth_and(Arena& arena, const Column& left, const Column& right, std::size_t rows) {
    if (plain(left) && plain(right)) {
        const std::size_t words = words_for(rows);
        Word* yes = arena.array<Word>(words);
        for (std::size_t w = 0; w < words; ++w) yes[w] = left.truths[w] & right.truths[w];
        Column column;
        column.truths = yes;
        return column;
    }
    return combine(arena, left, right, rows, bits_and);
}

Column truth_or(Arena& arena, const Column& left, const Column& right, std::size_t rows) {
    return combine(arena, left, right, rows,
                   [](Bits a, Bits b) { return bits_not(bits_and(bits_not(a), bits_not(b))); });
}

Column truth_not(Arena& arena, const Column& column, std::size_t rows) {
    const std::size_t words = column.constant ? 1 : words_for(rows);
    Word* no = arena.array<Word>(words);
    for (std::size_t w = 0; w < words; ++w) no[w] = bits_at(column, w).no();
    Column result = column;
    result.truths = no;
    return result;
}

Column truth_at_least(Arena& arena, std::span<const Column* const> columns, std::size_t needed,
                      std::size_t rows) {
    Word* yes = arena.zero_bits(rows);
    Word* known = arena.zero_bits(rows);
    Word* fault = arena.zero_bits(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t sure = 0;
        std::size_t unknown = 0;
        std::size_t faults = 0;
        for (const Column* column : columns) {
            const Truth truth = truth_at(*column, row);
            sure += truth == Truth::yes ? 1 : 0;
            unknown += truth == Truth::unknown ? 1 : 0;
            faults += truth == Truth::fault ? 1 : 0;
        }
        if (sure >= needed) {
            set_bit(yes, row);
            set_bit(known, row);
        } else if (sure + unknown + faults < needed) {
            set_bit(known, row);
        } else if (unknown == 0) {
            set_bit(fault, row);
        }
    }
    Column column;
    column.truths = yes;
    column.known = known;
    column.fault = fault;
    return column;
}

Truth truth_and(Truth left, Truth right) {
    if (left == Truth::no || right == Truth::no) return Truth::no;
    if (left == Truth::unknown || right == Truth::unknown) return Truth::unknown;
    return left == Truth::fault || right == Truth::fault ? Truth::fault : Truth::yes;
}

Truth truth_not(Truth truth) {
    if (truth == Truth::yes) return Truth::no;
    return truth == Truth::no ? Truth::yes : truth;
}

Truth truth_or(Truth left, Truth right) {
    return truth_not(truth_and(truth_not(left), truth_not(right)));
}

}  // namespace bajigong
