// Comparisons of columns that lie in their own width, or as codes of a dictionary, with constants:
// as one range of the column, or as ranges of codes.
#include <algorithm>
#include <cstdint>
#include <limits>

#include "language/kernels.hpp"
#include "values/packed.hpp"

namespace bajigong::language {

namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr int kFewRanges = 4;

// The numbers for which the comparison holds; `left`: the column stands on its left.
struct Range {
    std::int64_t low = kLeast, high = kMost;
    bool empty = false;
};
Range range_of(Op op, bool left, std::int64_t one) {
    Range range;
    if (op == Op::equal || left) range.high = one;
    if (op == Op::equal || !left) range.low = one;
    if (op != Op::less) return range;
    range.empty = one == (left ? kLeast : kMost);
    if (!range.empty) left ? --range.high : ++range.low;
    return range;
}

void zero(std::size_t rows, Word* truths) { std::fill_n(truths, words_for(rows), 0); }

class Codes {
   public:
    Codes(const Operands& in, const Packed& packed) : in_(in), packed_(packed) {}

    // The rows whose code's bit is set.
    void spread(const Word* bits, Word* truths) const {
        struct {
            std::int64_t first, last;
        } ranges[kFewRanges];
        int count = 0;
        const auto size = static_cast<std::int64_t>(packed_.size);
        for (std::int64_t code = 0; code < size && count <= kFewRanges; ++code) {
            if (!bit(bits, static_cast<std::size_t>(code))) continue;
            if (count > 0 && count <= kFewRanges && ranges[count - 1].last == code - 1) {
                ranges[count - 1].last = code;
            } else if (count++ < kFewRanges) {
                ranges[count - 1] = {code, code};
            }
        }
        if (count > kFewRanges) return one_by_one(bits, truths);
        zero(in_.rows, truths);
        Word* some = in_.arena.array<Word>(words_for(in_.rows));
        for (int i = 0; i < count; ++i) {
            in_.lanes.between(packed_.width, packed_.values, ranges[i].first, ranges[i].last,
                              in_.rows, some);
            for (std::size_t w = 0; w < words_for(in_.rows); ++w) truths[w] |= some[w];
        }
    }

   private:
    void one_by_one(const Word* bits, Word* truths) const {
        auto* numbers = in_.arena.array<std::int64_t>(packed_.size);
        for (std::size_t i = 0; i < packed_.size; ++i) numbers[i] = bit(bits, i) ? 1 : 0;
        auto* found = in_.arena.array<std::int64_t>(in_.rows);
        in_.lanes.decode(packed_.width, packed_.values, numbers, packed_.size, in_.rows, found);
        in_.lanes.compare_with(Comparison::equal, found, 1, in_.rows, truths);
    }

    const Operands& in_;
    const Packed& packed_;
};

}  // namespace

bool is_comparison(Op op) {
    switch (op) {
        case Op::equal:
        case Op::less:
        case Op::less_equal:
        case Op::text_equal:
        case Op::text_less:
        case Op::text_less_equal:
        case Op::starts_with:
        case Op::ends_with:
        case Op::contains:
        case Op::in_place: return true;
        default: return false;
    }
}

Column run_packed(const Operands& in, Column (*run)(const Operands&)) {
    const bool left = in.a->packed != nullptr;
    const Column& column = left ? *in.a : *in.b;
    const Column& constant = left ? *in.b : *in.a;
    const Packed& packed = *column.packed;
    Output out(in.arena, {&column}, in.rows);
    Word* truths = out.truths();
    if (packed.dictionary == nullptr) {
        const Range range = range_of(in.instruction.op, left, constant.numbers[0]);
        if (range.empty) {
            zero(in.rows, truths);
        } else {
            in.lanes.between(packed.width, packed.values, range.low, range.high, in.rows, truths);
        }
        return out.finish();
    }
    Operands of_codes = in;
    (left ? of_codes.a : of_codes.b) = packed.dictionary;
    of_codes.rows = packed.size;
    const Column codes = run(of_codes);
    Codes(in, packed).spread(codes.truths, truths);
    return out.finish();
}

}  // namespace bajigong::language
