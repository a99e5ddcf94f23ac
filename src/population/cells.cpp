// Values of Arrow arrays as numbers, texts and truths.
#include "population/cells.hpp"

#include <algorithm>

#include "population/values.hpp"
#include "values/packed.hpp"
#include "values/unknown_column.hpp"

namespace bajigong::population {

namespace {

using arrow::Kind;

bool bit_of(const std::uint8_t* bitmap, std::int64_t at) {
    return (bitmap[at / 8] >> (at % 8) & 1) != 0;
}

// The bits of the rows in `bitmap`.
Word* bits_of(Arena& arena, const std::uint8_t* bitmap, std::int64_t shift, const Rows& rows) {
    Word* bits = arena.zero_bits(rows.count);
    if (rows.index == nullptr) {
        copy_bits(bitmap, shift + rows.first, rows.count, bits);
        return bits;
    }
    for (std::size_t i = 0; i < rows.count; ++i) {
        if (bit_of(bitmap, shift + rows[i])) set_bit(bits, i);
    }
    return bits;
}

bool all_set(const Word* bits, std::size_t rows) {
    for (std::size_t w = 0; w < rows / kWordBits; ++w) {
        if (~bits[w] != 0) return false;
    }
    return rows % kWordBits == 0 || ~(bits[rows / kWordBits] | ~Word{0} << (rows % kWordBits)) == 0;
}

bool any_set(const Word* bits, std::size_t rows) {
    return std::any_of(bits, bits + words_for(rows), [](Word word) { return word != 0; });
}

}  // namespace

const Word* known_rows(Arena& arena, const Reached& reached, const Rows& rows) {
    const ArrowArray& array = *reached.array;
    const bool own = array.n_buffers > 0 && array.buffers[0] != nullptr && array.null_count != 0;
    if (!own && reached.bitmaps.empty()) return nullptr;
    Word* known = nullptr;
    const auto narrow = [&](const std::uint8_t* bitmap, std::int64_t shift) {
        Word* bits = bits_of(arena, bitmap, shift, rows);
        for (std::size_t w = 0; known != nullptr && w < words_for(rows.count); ++w)
            bits[w] &= known[w];
        known = bits;
    };
    for (const auto& [bitmap, shift] : reached.bitmaps) narrow(bitmap, shift);
    if (own) narrow(static_cast<const std::uint8_t*>(array.buffers[0]), reached.shift);
    return all_set(known, rows.count) ? nullptr : known;
}

CellReader::CellReader(const BoundColumn& bound, const ArrowArray& level)
    : bound_(&bound), reached_(reach(level, bound.path)) {
    if (bound.field->dictionary == nullptr) return;
    const ArrowArray& dictionary = *reached_.array->dictionary;
    const Reached all{&dictionary, dictionary.offset, {}};
    const Rows rows{nullptr, 0, static_cast<std::size_t>(dictionary.length)};
    const Word* known = known_rows(decoded_memory_, all, rows);
    Word* bad = decoded_memory_.zero_bits(rows.count + 1);
    decoded_ =
        read_values(bound, *bound.field->dictionary, all, rows, known,
                    {decoded_memory_, portable_lanes()}, [bad](std::size_t i) { set_bit(bad, i); });
    // Of type null, none is known.
    if (!decoded_.constant) decoded_.known = known;
    undecodable_ = bad;
    plain_ = known == nullptr && !any_set(bad, rows.count) && !decoded_.constant;
}

const Packed* CellReader::as_it_lies(Arena& arena, const Lanes& lanes, const Rows& rows) const {
    const Type& type = bound_->fact->type;
    const arrow::Type& lies = bound_->field->type;
    const bool coded = bound_->field->dictionary != nullptr;
    if (rows.index != nullptr || type.base == Base::truth || type.denominator == Type::kVaries)
        return nullptr;
    Packed packed;
    std::int64_t low = 0, high = 0, other = 0;
    if (coded) {
        const std::optional<Width> width = width_of(lies);
        if (!plain_ || !width || reached_.array->dictionary->length == 0) return nullptr;
        packed.width = *width;
        packed.dictionary = &decoded_;
        packed.size = static_cast<std::size_t>(reached_.array->dictionary->length);
        high = reached_.array->dictionary->length - 1;
        other = low;
    } else {
        const std::optional<PlainNumbers> plain = plain_numbers(*bound_, lies);
        if (!plain) return nullptr;
        packed.width = plain->width;
        low = plain->low;
        high = plain->high;
        other = plain->other;
    }
    packed.values = values_at(*reached_.array, packed.width, reached_.shift + rows.first);
    if (!lanes.all_between(packed.width, packed.values, low, high, other, rows.count))
        return nullptr;
    auto* kept = arena.array<Packed>(1);
    *kept = packed;
    return kept;
}

Column CellReader::read(Arena& arena, const Lanes& lanes, const Rows& rows, bool packed) const {
    const BoundColumn& bound = *bound_;
    if (bound.field->type.kind == Kind::null) return unknown_column();
    const Word* known = known_rows(arena, reached_, rows);
    if (const Packed* lies = as_it_lies(arena, lanes, rows); lies != nullptr) {
        Column column;
        column.known = known;
        column.packed = lies;
        if (!packed) unpack(arena, lanes, *lies, rows.count, nullptr, column);
        return column;
    }
    if (bound.field->dictionary == nullptr) {
        Column column = read_values(
            bound, *bound.field, reached_, rows, known, {arena, lanes}, [&](std::size_t i) {
                throw BadCell{"P009", bound.shown, i, expected_value(bound)};
            });
        column.known = known;
        return column;
    }

    Column column;
    // Each row's code, and what it stands for.
    Word* both = arena.zero_bits(rows.count);
    const Type& type = bound.fact->type;
    auto* numbers = type.base == Base::truth || type.base == Base::text
                        ? nullptr
                        : arena.array<std::int64_t>(rows.count);
    auto* seconds =
        type.denominator == Type::kVaries ? arena.array<std::int64_t>(rows.count) : nullptr;
    auto* texts = type.base == Base::text ? arena.array<std::string_view>(rows.count) : nullptr;
    Word* truths = type.base == Base::truth ? arena.zero_bits(rows.count) : nullptr;
    const std::int64_t size = reached_.array->dictionary->length;
    for (std::size_t i = 0; i < rows.count; ++i) {
        if (numbers != nullptr) numbers[i] = 0;
        if (seconds != nullptr) seconds[i] = 1;
        if (texts != nullptr) texts[i] = {};
        if (known != nullptr && !bit(known, i)) continue;
        std::int64_t code = 0;
        if (!whole_number(*reached_.array, bound.field->type, reached_.shift + rows[i], code) ||
            code < 0 || code >= size)
            throw BadCell{"P010", bound.shown, i, std::to_string(size)};
        const auto at = static_cast<std::size_t>(code);
        if (!decoded_.is_known(at)) continue;
        if (bit(undecodable_, at)) throw BadCell{"P009", bound.shown, i, expected_value(bound)};
        set_bit(both, i);
        if (numbers != nullptr) numbers[i] = decoded_.numbers[at];
        if (seconds != nullptr) seconds[i] = decoded_.seconds[at];
        if (texts != nullptr) texts[i] = decoded_.texts[at];
        if (truths != nullptr && bit(decoded_.truths, at)) set_bit(truths, i);
    }
    column.numbers = numbers;
    column.seconds = seconds;
    column.texts = texts;
    column.truths = truths;
    column.known = both;
    return column;
}

}  // namespace bajigong::population
