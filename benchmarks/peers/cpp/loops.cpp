// What a C++ programmer would write for these two rules alone: the columns as they lie in Arrow,
// with their validity bits; outcome, first failing or doubtful condition, amount; no intrinsics.
//
// Each is written in two ways: a row at a time, leaving a row at its first false condition, and
// sixty-four rows at a time, a word of truths for each condition, which a compiler can turn into
// vectors.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace {

using Bits = const std::uint8_t* __restrict;

constexpr std::int32_t kFirstDay = 18'262;  // 2020-01-01

bool bit(Bits bits, std::size_t i) { return (bits[i / 8] >> (i % 8) & 1) != 0; }
bool known(Bits validity, std::size_t i) { return validity == nullptr || bit(validity, i); }

// 130 % of 80 % of fen that are not negative, halves up.
std::int64_t paid(std::int64_t fen) { return (fen * 52 + 25) / 50; }

}  // namespace

extern "C" {

// Pointers in the order of the table's columns: on, c0 ..., base. A validity of null means no
// nulls.
struct Columns {
    const void* values[22];
    const std::uint8_t* validity[22];
};

struct Results {
    std::int8_t* outcome;      // 0 eligible, 1 ineligible, 2 undetermined
    std::int8_t* clause;       // -1 for none
    std::int64_t* amount;      // decimal128 in fen: low word, high word
    std::uint8_t* has_amount;  // a bit a row
};

}  // extern "C"

namespace {

// A truth is a bit already.
struct Truths {
    Bits bits;
};

// The twenty conditions of wide20 and of the narrow rule. `index` is the column among Columns.
template <class Ask>
void wide_conditions(const Columns& in, Ask&& ask) {
    const auto at_least = [&](int n, std::int64_t least) {
        const auto* __restrict column = static_cast<const std::int64_t*>(in.values[n + 1]);
        ask(n, n + 1, [=](std::size_t i) { return column[i] >= least; });
    };
    const auto is_true = [&](int n) {
        Bits column = static_cast<const std::uint8_t*>(in.values[n + 1]);
        ask(n, n + 1, Truths{column});
    };
    const auto level = [&](int n, std::int8_t least) {
        const auto* __restrict column = static_cast<const std::int8_t*>(in.values[n + 1]);
        ask(n, n + 1, [=](std::size_t i) { return column[i] >= least; });
    };
    level(19, 2), level(18, 2), level(17, 1), level(16, 1);
    is_true(15), is_true(14), is_true(13), is_true(12);
    for (int n = 11; n >= 0; --n) at_least(n, n + 4);
}

template <class Ask>
void narrow_conditions(const Columns& in, Ask&& ask) {
    for (int column = 3; column >= 0; --column) {
        const auto* __restrict value = static_cast<const std::int64_t*>(in.values[column + 1]);
        const std::int64_t c = column;
        const int n = column * 5;
        ask(n + 4, column + 1, [=](std::size_t i) { return value[i] != 300 + c; });
        ask(n + 3, column + 1, [=](std::size_t i) { return value[i] != 200 + c; });
        ask(n + 2, column + 1, [=](std::size_t i) { return value[i] != 100 + c; });
        ask(n + 1, column + 1, [=](std::size_t i) { return value[i] <= 380 - c; });
        ask(n, column + 1, [=](std::size_t i) { return value[i] >= 20 + c; });
    }
}

// Sixty-four rows at a time: a word of truths for each condition, known by the word of validity.
std::uint64_t word_at(Bits bits, std::size_t first, std::size_t rows) {
    std::uint64_t word = 0;
    std::memcpy(&word, bits + first / 8, (std::min<std::size_t>(rows, 64) + 7) / 8);
    return word;
}

void mark(std::int8_t* __restrict clause, std::uint64_t rows, int n) {
    for (; rows != 0; rows &= rows - 1)
        clause[std::countr_zero(rows)] = static_cast<std::int8_t>(n);
}

template <class Conditions>
void by_word(const Columns& in, int base_at, std::size_t all_rows, const Results& out,
             Conditions&& conditions) {
    const auto* __restrict on = static_cast<const std::int32_t*>(in.values[0]);
    const auto* __restrict base = static_cast<const std::int64_t*>(in.values[base_at]);
    for (std::size_t first = 0; first < all_rows; first += 64) {
        const std::size_t rows = std::min<std::size_t>(64, all_rows - first);
        const auto word_of = [&](auto holds) {
            if constexpr (std::is_same_v<decltype(holds), Truths>) {
                return word_at(holds.bits, first, rows);
            } else {
                std::uint64_t word = 0;
                if (rows == 64)
                    for (std::size_t j = 0; j < 64; ++j)
                        word |= std::uint64_t{holds(first + j)} << j;
                else
                    for (std::size_t j = 0; j < rows; ++j)
                        word |= std::uint64_t{holds(first + j)} << j;
                return word;
            }
        };
        const auto known_of = [&](int column) {
            return in.validity[column] == nullptr ? ~std::uint64_t{0}
                                                  : word_at(in.validity[column], first, rows);
        };
        std::int8_t first_false[64];
        std::int8_t first_doubt[64];
        std::uint64_t refused = 0;
        std::uint64_t doubted = 0;
        conditions(in, [&](int n, int column, auto holds) {
            const std::uint64_t is_known = known_of(column);
            const std::uint64_t is_false = is_known & ~word_of(holds);
            mark(first_false, is_false, n);
            mark(first_doubt, ~is_known, n);
            refused |= is_false;
            doubted |= ~is_known;
        });
        const std::uint64_t dated =
            known_of(0) & word_of([&](std::size_t i) { return on[i] >= kFirstDay; });
        const std::uint64_t pays = dated & ~refused & known_of(base_at);
        for (std::size_t j = 0; j < rows; ++j) {
            const bool is_dated = dated >> j & 1;
            const bool no = refused >> j & 1;
            const bool doubt = doubted >> j & 1;
            const std::size_t row = first + j;
            out.outcome[row] = static_cast<std::int8_t>(!is_dated ? 2 : no ? 1 : doubt ? 2 : 0);
            out.clause[row] = static_cast<std::int8_t>(!is_dated ? -1
                                                       : no      ? first_false[j]
                                                       : doubt   ? first_doubt[j]
                                                                 : -1);
            out.amount[2 * row] = pays >> j & 1 ? paid(base[2 * row]) : 0;
            out.amount[2 * row + 1] = 0;
        }
        std::memcpy(out.has_amount + first / 8, &pays, 8);
    }
}

// A row at a time.
template <class Holds>
void by_row(const Columns& in, int base_at, std::size_t rows, const Results& out, Holds&& holds,
            const int* columns) {
    const auto* __restrict on = static_cast<const std::int32_t*>(in.values[0]);
    const auto* __restrict base = static_cast<const std::int64_t*>(in.values[base_at]);
    for (std::size_t row = 0; row < rows; ++row) {
        int refused = -1;
        int doubted = -1;
        const bool dated = known(in.validity[0], row) && on[row] >= kFirstDay;
        for (int n = 0; dated && n < 20; ++n) {
            if (!known(in.validity[columns[n]], row)) {
                if (doubted < 0) doubted = n;
            } else if (!holds(n, row)) {
                refused = n;
                break;
            }
        }
        out.outcome[row] = static_cast<std::int8_t>(!dated         ? 2
                                                    : refused >= 0 ? 1
                                                    : doubted >= 0 ? 2
                                                                   : 0);
        out.clause[row] = static_cast<std::int8_t>(refused >= 0 ? refused : doubted);
        const bool pays = dated && refused < 0 && known(in.validity[base_at], row);
        out.amount[2 * row] = pays ? paid(base[2 * row]) : 0;
        out.amount[2 * row + 1] = 0;
        if (row % 8 == 0) out.has_amount[row / 8] = 0;
        out.has_amount[row / 8] |= static_cast<std::uint8_t>(pays) << (row % 8);
    }
}

}  // namespace

extern "C" {

void wide_by_word(const Columns* in, std::size_t rows, const Results* out) {
    by_word(*in, 21, rows, *out,
            [](const Columns& columns, auto&& ask) { wide_conditions(columns, ask); });
}

void narrow_by_word(const Columns* in, std::size_t rows, const Results* out) {
    by_word(*in, 5, rows, *out,
            [](const Columns& columns, auto&& ask) { narrow_conditions(columns, ask); });
}

void wide_by_row(const Columns* in, std::size_t rows, const Results* out) {
    static constexpr int kColumns[20] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                                         11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    static constexpr std::int8_t kLevels[4] = {1, 1, 2, 2};
    const auto holds = [&](int n, std::size_t row) {
        const void* column = in->values[n + 1];
        if (n < 12) return static_cast<const std::int64_t*>(column)[row] >= n + 4;
        if (n < 16) return bit(static_cast<const std::uint8_t*>(column), row);
        return static_cast<const std::int8_t*>(column)[row] >= kLevels[n - 16];
    };
    by_row(*in, 21, rows, *out, holds, kColumns);
}

void narrow_by_row(const Columns* in, std::size_t rows, const Results* out) {
    static constexpr int kColumns[20] = {1, 1, 1, 1, 1, 2, 2, 2, 2, 2,
                                         3, 3, 3, 3, 3, 4, 4, 4, 4, 4};
    const auto holds = [&](int n, std::size_t row) {
        const int c = n / 5;
        const std::int64_t value = static_cast<const std::int64_t*>(in->values[c + 1])[row];
        switch (n % 5) {
            case 0: return value >= 20 + c;
            case 1: return value <= 380 - c;
            case 2: return value != 100 + c;
            case 3: return value != 200 + c;
            default: return value != 300 + c;
        }
    };
    by_row(*in, 5, rows, *out, holds, kColumns);
}

}  // extern "C"
