// The loops of lanes.hpp. Included once for each width of vectors, by a file that is compiled for
// it; everything here is local to that file, so that no other file can run what its machine has
// not.
#include <cstdint>
#include <cstring>

#include "values/lanes_widths.hpp"

namespace bajigong {
namespace {

#if defined(__AVX2__)
// Four rows as four bits.
template <Comparison kHow>
inline Word four(__m256i x, __m256i y) {
    __m256i truths{};
    switch (kHow) {
        case Comparison::equal: truths = _mm256_cmpeq_epi64(x, y); break;
        case Comparison::less:
        case Comparison::greater_equal: truths = _mm256_cmpgt_epi64(y, x); break;
        case Comparison::less_equal:
        case Comparison::greater: truths = _mm256_cmpgt_epi64(x, y); break;
    }
    return static_cast<Word>(_mm256_movemask_pd(_mm256_castsi256_pd(truths)));
}
inline __m256i at(const std::int64_t* x) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x));
}
constexpr bool is_opposite(Comparison how) {
    return how == Comparison::less_equal || how == Comparison::greater_equal;
}
#endif

template <Comparison kHow>
inline bool holds(std::int64_t x, std::int64_t y) {
    switch (kHow) {
        case Comparison::equal: return x == y;
        case Comparison::less: return x < y;
        case Comparison::less_equal: return x <= y;
        case Comparison::greater: return x > y;
        case Comparison::greater_equal: break;
    }
    return x >= y;
}

// `kStep`: 1 for a column on the right, 0 for one value.
template <Comparison kHow, std::size_t kStep>
void compare_as(const std::int64_t* x, const std::int64_t* y, std::size_t rows, Word* truths) {
    const std::size_t words = rows / kBits;
    for (std::size_t w = 0; w < words; ++w) {
        const std::int64_t* left = x + w * kBits;
        const std::int64_t* right = y + w * kBits * kStep;
#if defined(__AVX2__)
        Word word = 0;
        const __m256i one = _mm256_set1_epi64x(y[0]);
        for (unsigned i = 0; i < kBits; i += 4)
            word |= four<kHow>(at(left + i), kStep == 0 ? one : at(right + i * kStep)) << i;
        truths[w] = is_opposite(kHow) ? ~word : word;
#else
        std::uint8_t bytes[kBits];
        for (std::size_t i = 0; i < kBits; ++i)
            bytes[i] = holds<kHow>(left[i], right[i * kStep]) ? 1 : 0;
        truths[w] = packed(bytes);
#endif
    }
    if (rows % kBits == 0) return;
    Word word = 0;
    for (std::size_t i = words * kBits; i < rows; ++i)
        word |= static_cast<Word>(holds<kHow>(x[i], y[i * kStep])) << (i % kBits);
    truths[words] = word;
}

template <std::size_t kStep>
void compare_any(Comparison how, const std::int64_t* x, const std::int64_t* y, std::size_t rows,
                 Word* truths) {
    switch (how) {
        case Comparison::equal: return compare_as<Comparison::equal, kStep>(x, y, rows, truths);
        case Comparison::less: return compare_as<Comparison::less, kStep>(x, y, rows, truths);
        case Comparison::less_equal:
            return compare_as<Comparison::less_equal, kStep>(x, y, rows, truths);
        case Comparison::greater: return compare_as<Comparison::greater, kStep>(x, y, rows, truths);
        case Comparison::greater_equal:
            return compare_as<Comparison::greater_equal, kStep>(x, y, rows, truths);
    }
}

void compare_with(Comparison how, const std::int64_t* x, std::int64_t y, std::size_t rows,
                  Word* truths) {
    compare_any<0>(how, x, &y, rows, truths);
}
void compare(Comparison how, const std::int64_t* x, const std::int64_t* y, std::size_t rows,
             Word* truths) {
    compare_any<1>(how, x, y, rows, truths);
}

bool within(const std::int64_t* x, std::int64_t low, std::int64_t high, std::int64_t other,
            std::size_t rows) {
    std::int64_t outside = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool far = (x[i] < low) | (x[i] > high);
        outside |= static_cast<std::int64_t>(far & (x[i] != other));
    }
    return outside == 0;
}

bool narrow(const void* from, std::size_t rows, std::int64_t* __restrict to) {
    const auto* halves = static_cast<const std::int64_t*>(from);
    std::int64_t lost = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const std::int64_t low = halves[i * 2];
        lost |= halves[i * 2 + 1] ^ (low < 0 ? -1 : 0);
        to[i] = low;
    }
    return lost == 0;
}

void widen_twice(const std::int64_t* from, std::size_t rows, std::int64_t* __restrict to) {
    for (std::size_t i = 0; i < rows; ++i) {
        to[i * 2] = from[i];
        to[i * 2 + 1] = from[i] < 0 ? -1 : 0;
    }
}

void mark(const Word* bits, std::uint8_t value, std::size_t rows, std::uint8_t* bytes) {
    std::size_t i = 0;
#if defined(__AVX2__)
    const __m256i places = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2,
                                            2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    const __m256i own = _mm256_set1_epi64x(static_cast<std::int64_t>(0x8040201008040201u));
    const __m256i values = _mm256_set1_epi8(static_cast<char>(value));
    for (; i + 32 <= rows; i += 32) {
        const auto word = static_cast<std::uint32_t>(bits[i / kBits] >> (i % kBits));
        if (word == 0) continue;
        const __m256i all = _mm256_set1_epi32(static_cast<int>(word));
        const __m256i mine = _mm256_and_si256(_mm256_shuffle_epi8(all, places), own);
        auto* to = reinterpret_cast<__m256i*>(bytes + i);
        _mm256_storeu_si256(
            to, _mm256_blendv_epi8(_mm256_loadu_si256(to), values, _mm256_cmpeq_epi8(mine, own)));
    }
#else
    constexpr Word kOnes = 0x0101010101010101u;
    for (; i + 8 <= rows; i += 8) {
        // Each byte keeps its own bit of the eight, and becomes all ones if that is set.
        const Word own = ((bits[i / kBits] >> (i % kBits) & 0xff) * kOnes) & 0x8040201008040201u;
        if (own == 0) continue;
        const Word top = (((own & 0x7f7f7f7f7f7f7f7fu) + 0x7f7f7f7f7f7f7f7fu) | own) >> 7 & kOnes;
        const Word mask = top * 0xff;
        Word eight = 0;
        std::memcpy(&eight, bytes + i, sizeof eight);
        eight = (eight & ~mask) | (value * kOnes & mask);
        std::memcpy(bytes + i, &eight, sizeof eight);
    }
#endif
    for (; i < rows; ++i) {
        if ((bits[i / kBits] >> (i % kBits) & 1) != 0) bytes[i] = value;
    }
}

void marked(const std::uint8_t* bytes, std::uint8_t value, std::size_t rows, Word* bits) {
    std::size_t i = 0;
    for (; i + kBits <= rows; i += kBits) {
        std::uint8_t truths[kBits];
        for (std::size_t k = 0; k < kBits; ++k) truths[k] = bytes[i + k] == value ? 1 : 0;
        bits[i / kBits] = packed(truths);
    }
    if (i == rows) return;
    Word word = 0;
    for (std::size_t k = i; k < rows; ++k) word |= static_cast<Word>(bytes[k] == value) << (k - i);
    bits[i / kBits] = word;
}

void unlike(const std::int16_t* numbers, std::int16_t value, std::size_t rows, Word* bits) {
    for (std::size_t i = 0; i < rows; i += kBits) {
        const std::size_t here = rows - i < kBits ? rows - i : kBits;
        std::uint8_t truths[kBits] = {};
        for (std::size_t k = 0; k < here; ++k) truths[k] = numbers[i + k] != value ? 1 : 0;
        bits[i / kBits] = packed(truths);
    }
}

// Four words as one vector, on every machine.
using Four = Word __attribute__((vector_size(32)));
constexpr std::size_t kFour = 4;

// Reads no more words than there are.
inline void load(Four& to, const Word* from, std::size_t words) {
    if (words >= kFour) {
        std::memcpy(&to, from, sizeof to);
    } else {
        to = Four{};
        std::memcpy(&to, from, words * sizeof(Word));
    }
}

// Numbers of kPlanes bits as so many planes of bits; where all are set, the number means none.
template <unsigned kPlanes>
void write_numbers(const Four* planes, std::size_t rows, std::int16_t* to) {
    constexpr std::uint8_t kNone = (1U << kPlanes) - 1;
    std::uint8_t bytes[kBits * kFour] = {};
    for (unsigned p = 0; p < kPlanes; ++p) {
#if defined(__AVX2__)
        const __m256i places = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2,
                                                2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
        const __m256i own = _mm256_set1_epi64x(static_cast<std::int64_t>(0x8040201008040201u));
        const __m256i weight = _mm256_set1_epi8(static_cast<char>(1U << p));
        std::uint32_t halves[kFour * 2];
        std::memcpy(halves, &planes[p], sizeof halves);
        for (std::size_t h = 0; h < kFour * 2; ++h) {
            const __m256i all = _mm256_set1_epi32(static_cast<int>(halves[h]));
            const __m256i mine = _mm256_and_si256(_mm256_shuffle_epi8(all, places), own);
            auto* at = reinterpret_cast<__m256i*>(bytes + h * 32);
            const __m256i marked = _mm256_and_si256(_mm256_cmpeq_epi8(mine, own), weight);
            _mm256_storeu_si256(at, _mm256_or_si256(_mm256_loadu_si256(at), marked));
        }
#else
        constexpr Word kOnes = 0x0101010101010101u;
        for (std::size_t i = 0; i < kBits * kFour; i += 8) {
            const Word own =
                (planes[p][i / kBits] >> (i % kBits) & 0xff) * kOnes & Word{0x8040201008040201u};
            // Each byte's own bit as its lowest.
            const Word low =
                (((own & 0x7f7f7f7f7f7f7f7fu) + 0x7f7f7f7f7f7f7f7fu) | own) >> 7 & kOnes;
            for (std::size_t k = 0; k < 8; ++k)
                bytes[i + k] |= static_cast<std::uint8_t>((low >> (k * 8) & 1) << p);
        }
#endif
    }
    for (std::size_t i = 0; i < rows; ++i) {
        const auto number = static_cast<std::int16_t>(bytes[i]);
        to[i] = bytes[i] == kNone ? std::int16_t{-1} : number;
    }
}

// The number of the first false item, and of the first unknown, is kept in planes: going from the
// last item to the first, each writes its number over that of those after it.
template <unsigned kPlanes>
void all_of_as(const TruthBits* items, std::size_t count, std::size_t rows, Word* no, Word* unknown,
               std::int16_t* first) {
    const std::size_t words = (rows + kBits - 1) / kBits;
    const Four ones = ~Four{};
    for (std::size_t w = 0; w < words; w += kFour) {
        const std::size_t left = words - w;
        Four any_no = {};
        Four any_unknown = {};
        Four numbers[kPlanes], doubts[kPlanes];
        for (unsigned p = 0; p < kPlanes; ++p) numbers[p] = doubts[p] = ones;
        for (std::size_t i = count; i-- > 0;) {
            const TruthBits& item = items[i];
            Four truths;
            Four known = ones;
            load(truths, item.truths + w, left);
            if (item.known != nullptr) load(known, item.known + w, left);
            const Four is_no = known & ~truths;
            const Four is_unknown = ~known;
            any_no |= is_no;
            any_unknown |= is_unknown;
            for (unsigned p = 0; p < kPlanes; ++p) {
                const Four own = (i >> p & 1) != 0 ? ones : Four{};
                numbers[p] = (numbers[p] & ~is_no) | (is_no & own);
                doubts[p] = (doubts[p] & ~is_unknown) | (is_unknown & own);
            }
        }
        for (unsigned p = 0; p < kPlanes; ++p)
            numbers[p] = (numbers[p] & any_no) | (doubts[p] & ~any_no);
        any_unknown &= ~any_no;
        const std::size_t here = left < kFour ? left : kFour;
        std::memcpy(no + w, &any_no, here * sizeof(Word));
        std::memcpy(unknown + w, &any_unknown, here * sizeof(Word));
        const std::size_t from = w * kBits;
        const std::size_t end = rows - from < kFour * kBits ? rows - from : kFour * kBits;
        write_numbers<kPlanes>(numbers, end, first + from);
    }
}

void all_of(const TruthBits* items, std::size_t count, std::size_t rows, Word* no, Word* unknown,
            std::int16_t* first) {
    count < 32 ? all_of_as<5>(items, count, rows, no, unknown, first)
               : all_of_as<8>(items, count, rows, no, unknown, first);
}

std::int64_t count(const std::uint8_t* bits, std::size_t words) {
    std::int64_t sum = 0;
    for (std::size_t w = 0; w < words; ++w) {
        Word word = 0;
        std::memcpy(&word, bits + w * sizeof word, sizeof word);
        sum += __builtin_popcountll(word);
    }
    return sum;
}

void pick(const std::int64_t* from, const std::int64_t* rows, std::size_t count,
          std::int64_t* __restrict to) {
    for (std::size_t i = 0; i < count; ++i) to[i] = from[rows[i]];
}

inline Word compressed(Word bits, Word mask) {
#if defined(__BMI2__)
    return _pext_u64(bits, mask);
#else
    Word result = 0;
    for (unsigned k = 0; mask != 0; mask &= mask - 1, ++k)
        result |= (bits >> __builtin_ctzll(mask) & 1) << k;
    return result;
#endif
}

void compress(const Word* bits, const Word* mask, std::size_t words, Word* to) {
    Word gathered = 0;
    unsigned filled = 0;
    for (std::size_t w = 0; w < words; ++w) {
        if (mask[w] == 0) continue;
        const Word some = compressed(bits[w], mask[w]);
        gathered |= some << filled;
        const auto more = static_cast<unsigned>(__builtin_popcountll(mask[w]));
        if (filled + more >= kBits) {
            *to++ = gathered;
            const unsigned used = static_cast<unsigned>(kBits) - filled;
            gathered = used == kBits ? 0 : some >> used;
            filled += more - static_cast<unsigned>(kBits);
        } else {
            filled += more;
        }
    }
    *to = gathered;
}

// The sum wraps; it overflowed where both addends differ from it in sign.
inline std::int64_t wrapped_sum(std::int64_t x, std::int64_t y, std::int64_t& overflow) {
    const auto sum =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(x) + static_cast<std::uint64_t>(y));
    overflow |= (x ^ sum) & (y ^ sum);
    return sum;
}

bool add(const std::int64_t* x, const std::int64_t* y, std::size_t rows,
         std::int64_t* __restrict to) {
    std::int64_t overflow = 0;
    for (std::size_t i = 0; i < rows; ++i) to[i] = wrapped_sum(x[i], y[i], overflow);
    return overflow >= 0;
}

bool add_to(const std::int64_t* x, std::int64_t y, std::size_t rows, std::int64_t* __restrict to) {
    std::int64_t overflow = 0;
    for (std::size_t i = 0; i < rows; ++i) to[i] = wrapped_sum(x[i], y, overflow);
    return overflow >= 0;
}

bool multiply_by(const std::int64_t* x, std::int64_t y, std::size_t rows,
                 std::int64_t* __restrict to) {
    if (y == 0 || y == INT64_MIN) {
        for (std::size_t i = 0; i < rows; ++i) to[i] = 0;
        return y == 0;
    }
    const std::int64_t most = INT64_MAX / (y < 0 ? -y : y);
    if (!within(x, -most, most, 0, rows)) return false;
    for (std::size_t i = 0; i < rows; ++i) to[i] = x[i] * y;
    return true;
}

void choose(const Word* truths, const std::int64_t* x, std::size_t x_step, const std::int64_t* y,
            std::size_t y_step, std::size_t rows, std::int64_t* __restrict to) {
    for (std::size_t i = 0; i < rows; ++i) {
        const auto mask = -static_cast<std::int64_t>(truths[i / kBits] >> (i % kBits) & 1);
        to[i] = (x[i * x_step] & mask) | (y[i * y_step] & ~mask);
    }
}

constexpr Lanes make_lanes(const char* name) {
    return {name,         compare_with, compare, within, between,     all_between, widen, narrow,
            widen_twice,  decode,       mark,    marked, unlike,      all_of,      count, pick,
            pick_widened, compress,     add,     add_to, multiply_by, choose};
}

}  // namespace
}  // namespace bajigong
