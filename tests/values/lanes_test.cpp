// The loops over columns say the same at every width, and what arithmetic row by row says.
#include "values/lanes.hpp"

#include <cstring>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "values/divider.hpp"

namespace bajigong {
namespace {

__extension__ using Wide = __int128;

// The extremes, small numbers, and anything.
std::int64_t pick(std::mt19937_64& random) {
    static constexpr std::int64_t kEdges[] = {INT64_MIN, INT64_MIN + 1, -1,       0, 1,
                                              INT32_MAX, INT64_MAX - 1, INT64_MAX};
    switch (random() % 3) {
        case 0: return kEdges[random() % std::size(kEdges)];
        case 1: return static_cast<std::int64_t>(random() % 9) - 4;
        default: return static_cast<std::int64_t>(random());
    }
}
std::vector<std::int64_t> numbers(std::mt19937_64& random, std::size_t rows) {
    std::vector<std::int64_t> values(rows);
    for (std::int64_t& value : values) value = pick(random);
    return values;
}
std::vector<Word> words(std::mt19937_64& random, std::size_t rows) {
    std::vector<Word> bits(words_for(rows) + 1);
    for (Word& word : bits) word = random();
    return bits;
}

// What each comparison says where the left side is less, equal, greater.
struct Says {
    Comparison how;
    bool of_less, of_equal, of_greater;

    bool operator()(std::int64_t x, std::int64_t y) const {
        return x < y ? of_less : x == y ? of_equal : of_greater;
    }
};
constexpr Says kComparisons[] = {{Comparison::equal, false, true, false},
                                 {Comparison::less, true, false, false},
                                 {Comparison::less_equal, true, true, false},
                                 {Comparison::greater, false, false, true},
                                 {Comparison::greater_equal, false, true, true}};

constexpr std::size_t kSizes[] = {0, 1, 7, 31, 63, 64, 65, 127, 128, 200, 2048};

class EachWidth : public testing::TestWithParam<const Lanes*> {
   protected:
    const Lanes& lanes() const { return *GetParam(); }
    std::mt19937_64 random{20261122};
};
INSTANTIATE_TEST_SUITE_P(Lanes, EachWidth, testing::Values(&portable_lanes(), &widest_lanes()),
                         [](const auto& info) {
                             return info.index == 0 ? "portable"
                                                    : std::string("widest_") + info.param->name;
                         });

TEST_P(EachWidth, Compares) {
    for (const std::size_t rows : kSizes) {
        const std::vector<std::int64_t> x = numbers(random, rows);
        std::vector<std::int64_t> y = numbers(random, rows);
        for (std::size_t i = 0; i < rows; i += 3) y[i] = x[i];
        for (const Says& says : kComparisons) {
            std::vector<Word> truths(words_for(rows) + 1);
            lanes().compare(says.how, x.data(), y.data(), rows, truths.data());
            for (std::size_t i = 0; i < rows; ++i)
                ASSERT_EQ(bit(truths.data(), i), says(x[i], y[i])) << rows << " " << i;
            const std::int64_t one = pick(random);
            lanes().compare_with(says.how, x.data(), one, rows, truths.data());
            for (std::size_t i = 0; i < rows; ++i)
                ASSERT_EQ(bit(truths.data(), i), says(x[i], one)) << rows << " " << i;
        }
    }
}

TEST_P(EachWidth, SaysWhetherAllLieWithin) {
    for (const std::size_t rows : kSizes) {
        std::vector<std::int64_t> x(rows);
        for (std::int64_t& value : x) value = static_cast<std::int64_t>(random() % 10) + 5;
        EXPECT_TRUE(lanes().within(x.data(), 5, 14, 5, rows));
        if (rows == 0) continue;
        x[random() % rows] = 99;
        EXPECT_FALSE(lanes().within(x.data(), 5, 14, 5, rows));
        EXPECT_TRUE(lanes().within(x.data(), 5, 14, 99, rows));
        x[0] = INT64_MIN;
        EXPECT_FALSE(lanes().within(x.data(), 5, INT64_MAX, 5, rows));
        EXPECT_TRUE(lanes().within(x.data(), INT64_MIN, INT64_MAX, 0, rows));
    }
}

template <class T>
void expect_widened(const Lanes& lanes, Width width, std::mt19937_64& random) {
    for (const std::size_t rows : kSizes) {
        std::vector<T> from(rows);
        for (T& value : from) value = static_cast<T>(random());
        std::vector<std::int64_t> to(rows);
        lanes.widen(width, from.data(), rows, to.data());
        for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(to[i], static_cast<std::int64_t>(from[i]));
    }
}

TEST_P(EachWidth, Widens) {
    expect_widened<std::int8_t>(lanes(), Width::i8, random);
    expect_widened<std::uint8_t>(lanes(), Width::u8, random);
    expect_widened<std::int16_t>(lanes(), Width::i16, random);
    expect_widened<std::uint16_t>(lanes(), Width::u16, random);
    expect_widened<std::int32_t>(lanes(), Width::i32, random);
    expect_widened<std::uint32_t>(lanes(), Width::u32, random);
    expect_widened<std::int64_t>(lanes(), Width::i64, random);
}

template <class T>
void expect_between(const Lanes& lanes, Width width, std::mt19937_64& random) {
    constexpr auto kLeast = static_cast<std::int64_t>(std::numeric_limits<T>::min());
    constexpr auto kMost = static_cast<std::int64_t>(std::numeric_limits<T>::max());
    for (const std::size_t rows : kSizes) {
        std::vector<T> from(rows);
        for (T& value : from) value = static_cast<T>(pick(random));
        for (int turn = 0; turn < 20; ++turn) {
            const std::int64_t low = turn % 4 == 0 ? kLeast : pick(random);
            const std::int64_t high = turn % 4 == 1 ? kMost : pick(random);
            const std::int64_t other = pick(random);
            std::vector<Word> truths(words_for(rows) + 1);
            lanes.between(width, from.data(), low, high, rows, truths.data());
            bool all = true;
            for (std::size_t i = 0; i < rows; ++i) {
                const auto x = static_cast<std::int64_t>(from[i]);
                const bool is = low <= x && x <= high;
                ASSERT_EQ(bit(truths.data(), i), is) << low << " " << x << " " << high;
                all = all && (is || x == other);
            }
            ASSERT_EQ(lanes.all_between(width, from.data(), low, high, other, rows), all);
        }
        std::vector<std::int64_t> places(rows), to(rows);
        for (std::int64_t& place : places) place = static_cast<std::int64_t>(random() % rows);
        lanes.pick_widened(width, from.data(), places.data(), rows, to.data());
        for (std::size_t i = 0; i < rows; ++i)
            ASSERT_EQ(to[i], static_cast<std::int64_t>(from[static_cast<std::size_t>(places[i])]));
    }
}

TEST_P(EachWidth, ComparesInTheirOwnWidth) {
    expect_between<std::int8_t>(lanes(), Width::i8, random);
    expect_between<std::uint8_t>(lanes(), Width::u8, random);
    expect_between<std::int16_t>(lanes(), Width::i16, random);
    expect_between<std::uint16_t>(lanes(), Width::u16, random);
    expect_between<std::int32_t>(lanes(), Width::i32, random);
    expect_between<std::uint32_t>(lanes(), Width::u32, random);
    expect_between<std::int64_t>(lanes(), Width::i64, random);
}

TEST_P(EachWidth, NarrowsWhatFits) {
    for (const std::size_t rows : kSizes) {
        const std::vector<std::int64_t> x = numbers(random, rows);
        std::vector<std::int64_t> twice(rows * 2);
        lanes().widen_twice(x.data(), rows, twice.data());
        for (std::size_t i = 0; i < rows; ++i) {
            Wide value = 0;
            std::memcpy(&value, &twice[i * 2], sizeof value);
            ASSERT_TRUE(value == x[i]);
        }
        std::vector<std::int64_t> back(rows);
        EXPECT_TRUE(lanes().narrow(twice.data(), rows, back.data()));
        EXPECT_EQ(back, x);
        if (rows == 0) continue;
        twice[random() % rows * 2 + 1] ^= 1;
        EXPECT_FALSE(lanes().narrow(twice.data(), rows, back.data()));
    }
}

TEST_P(EachWidth, Decodes) {
    // More values than 16 bits number.
    const std::vector<std::int64_t> table = numbers(random, 70'000);
    for (const std::size_t rows : kSizes) {
        std::vector<std::int32_t> codes(rows);
        for (std::int32_t& code : codes) code = static_cast<std::int32_t>(random() % table.size());
        std::vector<std::int64_t> to(rows);
        const auto decode = [&](std::size_t size) {
            return lanes().decode(Width::i32, codes.data(), table.data(), size, rows, to.data());
        };
        ASSERT_TRUE(decode(table.size()));
        for (std::size_t i = 0; i < rows; ++i)
            ASSERT_EQ(to[i], table[static_cast<std::size_t>(codes[i])]);
        if (rows == 0) continue;
        EXPECT_FALSE(decode(0));
        codes[random() % rows] = static_cast<std::int32_t>(table.size());
        EXPECT_FALSE(decode(table.size()));
        codes[random() % rows] = -1;
        EXPECT_FALSE(decode(table.size()));
    }
}

TEST_P(EachWidth, MarksAndFindsRows) {
    for (const std::size_t rows : kSizes) {
        const std::vector<Word> bits = words(random, rows);
        std::vector<std::uint8_t> bytes(rows + 1, 7);
        lanes().mark(bits.data(), 9, rows, bytes.data());
        EXPECT_EQ(bytes[rows], 7);
        for (std::size_t i = 0; i < rows; ++i)
            ASSERT_EQ(bytes[i], bit(bits.data(), i) ? 9 : 7) << rows << " " << i;
        std::vector<Word> found(words_for(rows) + 1);
        lanes().marked(bytes.data(), 9, rows, found.data());
        for (std::size_t i = 0; i < rows; ++i) ASSERT_EQ(bit(found.data(), i), bit(bits.data(), i));
        std::int64_t set = 0;
        for (std::size_t i = 0; i < words_for(rows) * kWordBits; ++i) set += bit(bits.data(), i);
        EXPECT_EQ(
            lanes().count(reinterpret_cast<const std::uint8_t*>(bits.data()), words_for(rows)),
            set);
    }
}

TEST_P(EachWidth, JoinsTruths) {
    for (const std::size_t rows : kSizes) {
        for (const std::size_t count : {0, 1, 2, 20, 31, 32, 255}) {
            if (rows == 0 || (count == 255 && rows > 200)) continue;
            std::vector<std::vector<Word>> truths, known;
            std::vector<TruthBits> items;
            for (std::size_t i = 0; i < count; ++i) {
                truths.push_back(words(random, rows));
                known.push_back(words(random, rows));
                // Mostly true and known, so that later items decide too.
                for (std::size_t w = 0; w < words_for(rows); ++w) {
                    truths.back()[w] |= random() | random() | random();
                    known.back()[w] |= random() | random() | random();
                }
                // Exactly as many words as there are rows for.
                truths.back().resize(words_for(rows));
                known.back().resize(words_for(rows));
            }
            for (std::size_t i = 0; i < count; ++i)
                items.push_back({truths[i].data(), i % 3 == 0 ? nullptr : known[i].data()});
            std::vector<Word> no(words_for(rows)), unknown(words_for(rows));
            std::vector<std::int16_t> first(rows);
            lanes().all_of(items.data(), count, rows, no.data(), unknown.data(), first.data());
            for (std::size_t row = 0; row < rows; ++row) {
                int refused = -1, doubted = -1;
                for (std::size_t i = count; i-- > 0;) {
                    const bool is_known = items[i].known == nullptr || bit(items[i].known, row);
                    if (!is_known) doubted = static_cast<int>(i);
                    if (is_known && !bit(items[i].truths, row)) refused = static_cast<int>(i);
                }
                ASSERT_EQ(bit(no.data(), row), refused >= 0) << rows << " " << count;
                ASSERT_EQ(bit(unknown.data(), row), refused < 0 && doubted >= 0);
                ASSERT_EQ(first[row], refused >= 0 ? refused : doubted) << rows << " " << count;
            }
            std::vector<Word> named(words_for(rows));
            lanes().unlike(first.data(), -1, rows, named.data());
            for (std::size_t row = 0; row < rows; ++row)
                ASSERT_EQ(bit(named.data(), row), first[row] != -1);
        }
    }
}

TEST_P(EachWidth, AddsMultipliesAndChooses) {
    for (const std::size_t rows : kSizes) {
        for (int round = 0; round < 30; ++round) {
            const std::vector<std::int64_t> x =
                round % 2 == 0 ? numbers(random, rows) : std::vector<std::int64_t>(rows, 3);
            const std::vector<std::int64_t> y =
                round % 2 == 0 ? numbers(random, rows) : std::vector<std::int64_t>(rows, -5);
            const std::int64_t one = round % 2 == 0 ? pick(random) : 7;
            std::vector<std::int64_t> to(rows);
            // `exact` in 128 bits decides whether 64 were enough, and what they hold.
            const auto expect = [&](bool fits, auto exact) {
                bool all = true;
                for (std::size_t i = 0; i < rows; ++i) {
                    const Wide value = exact(i);
                    all = all && value >= INT64_MIN && value <= INT64_MAX;
                }
                // What needs INT64_MIN as a factor may be left to the rows.
                if (fits) {
                    ASSERT_TRUE(all);
                }
                if (one != INT64_MIN) {
                    ASSERT_EQ(fits, all);
                }
                for (std::size_t i = 0; fits && i < rows; ++i) ASSERT_TRUE(to[i] == exact(i));
            };
            expect(lanes().add(x.data(), y.data(), rows, to.data()),
                   [&](std::size_t i) { return Wide{x[i]} + y[i]; });
            expect(lanes().add_to(x.data(), one, rows, to.data()),
                   [&](std::size_t i) { return Wide{x[i]} + one; });
            // A factor takes what lies within the same distance on both sides of 0.
            if (lanes().multiply_by(x.data(), one, rows, to.data())) {
                for (std::size_t i = 0; i < rows; ++i) ASSERT_TRUE(to[i] == Wide{x[i]} * one);
            } else {
                bool large = one == INT64_MIN;
                for (std::size_t i = 0; i < rows; ++i) {
                    const Wide product = Wide{x[i]} * one;
                    large = large || product < -Wide{INT64_MAX} + (one < 0 ? -one : one) ||
                            product > Wide{INT64_MAX} - (one < 0 ? -one : one);
                }
                EXPECT_TRUE(large);
            }
            const std::vector<Word> bits = words(random, rows);
            lanes().choose(bits.data(), x.data(), 1, &one, 0, rows, to.data());
            for (std::size_t i = 0; i < rows; ++i)
                ASSERT_EQ(to[i], bit(bits.data(), i) ? x[i] : one);
        }
    }
}

TEST_P(EachWidth, PicksValuesAndBitsOfSelectedRows) {
    for (const std::size_t rows : kSizes) {
        const std::vector<std::int64_t> values = numbers(random, rows);
        const std::vector<Word> bits = words(random, rows);
        for (const unsigned one_in : {1U, 2U, 9U, 200U}) {
            std::vector<Word> mask(words_for(rows));
            std::vector<std::int64_t> selected;
            for (std::size_t i = 0; i < rows; ++i) {
                if (random() % one_in != 0) continue;
                set_bit(mask.data(), i);
                selected.push_back(static_cast<std::int64_t>(i));
            }
            std::vector<std::int64_t> picked(selected.size());
            lanes().pick(values.data(), selected.data(), selected.size(), picked.data());
            std::vector<Word> pressed(words_for(selected.size()) + 1);
            lanes().compress(bits.data(), mask.data(), mask.size(), pressed.data());
            for (std::size_t i = 0; i < selected.size(); ++i) {
                const auto row = static_cast<std::size_t>(selected[i]);
                ASSERT_EQ(picked[i], values[row]) << rows << ' ' << one_in << ' ' << i;
                ASSERT_EQ(bit(pressed.data(), i), bit(bits.data(), row))
                    << rows << ' ' << one_in << ' ' << i;
            }
        }
    }
}

TEST(Bits, AreCopiedFromAnyPlace) {
    std::mt19937_64 random(4);
    for (const std::size_t rows : kSizes) {
        for (std::int64_t first = 0; first < 20; ++first) {
            // Not a byte more than hold them, so that a sanitizer sees one read too far.
            const std::size_t bytes = (static_cast<std::size_t>(first) + rows + 7) / 8;
            std::vector<std::uint8_t> from(bytes);
            for (std::uint8_t& byte : from) byte = static_cast<std::uint8_t>(random());
            std::vector<Word> to(words_for(rows) + 1);
            copy_bits(from.data(), first, rows, to.data());
            for (std::size_t i = 0; i < rows; ++i) {
                const std::size_t at = static_cast<std::size_t>(first) + i;
                ASSERT_EQ(bit(to.data(), i), (from[at / 8] >> (at % 8) & 1) != 0);
            }
        }
    }
}

TEST(Divider, DividesAsTheMachineDoes) {
    std::mt19937_64 random(5);
    const auto any = [&](int round) {
        const auto value = static_cast<std::int64_t>(random() >> (1 + random() % 63));
        return round % 4 == 0 ? INT64_MAX - value % 5 : value;
    };
    for (int round = 0; round < 200'000; ++round) {
        const std::int64_t divisor = std::max<std::int64_t>(any(round / 3), 1);
        const Divider by(divisor);
        const std::int64_t number = any(round);
        ASSERT_EQ(by(number), number / divisor) << number << " " << divisor;
        // Where the quotient changes.
        const std::int64_t edge = number / divisor * divisor;
        ASSERT_EQ(by(edge), edge / divisor);
        if (edge > 0) {
            ASSERT_EQ(by(edge - 1), (edge - 1) / divisor);
        }
    }
}

}  // namespace
}  // namespace bajigong
