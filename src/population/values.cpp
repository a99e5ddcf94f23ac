// One function for each type of fact, over the Arrow types that may hold it.
#include "population/values.hpp"

#include <charconv>
#include <cstring>
#include <limits>

#include "bajigong/money.hpp"

#include "values/unknown_column.hpp"

namespace bajigong::population {

namespace {

using arrow::Kind;

constexpr int kMaxPlaces = 18;  // ten to this power fits int64

std::int64_t power_of_ten(int places) {
    std::int64_t power = 1;
    for (int i = 0; i < places; ++i) power *= 10;
    return power;
}

bool fits(Int128 value, std::int64_t& out) {
    if (value < std::numeric_limits<std::int64_t>::min() ||
        value > std::numeric_limits<std::int64_t>::max())
        return false;
    out = static_cast<std::int64_t>(value);
    return true;
}

template <class T>
T element(const ArrowArray& array, std::int64_t at) {
    return static_cast<const T*>(array.buffers[1])[at];
}

// The unscaled number of a decimal; false if it leaves 128 bits.
bool unscaled(const ArrowArray& array, int bytes, std::int64_t at, Int128& value) {
    switch (bytes) {
        case 4: value = element<std::int32_t>(array, at); return true;
        case 8: value = element<std::int64_t>(array, at); return true;
        default: break;
    }
    const auto* begin = static_cast<const std::uint8_t*>(array.buffers[1]) + at * bytes;
    std::memcpy(&value, begin, sizeof value);
    if (bytes == 16) return true;
    Int128 high = 0;
    std::memcpy(&high, begin + sizeof value, sizeof high);
    return high == (value < 0 ? -1 : 0);
}

// `value` over 10^`scale` in units of 1 / 10^`places`, if that is whole.
bool rescale(Int128 value, int scale, int places, std::int64_t& out) {
    int steps = places - scale;
    constexpr Int128 kBound = Int128{std::numeric_limits<std::int64_t>::max()} + 1;
    for (; steps > 0 && value != 0; --steps) {
        value *= 10;
        if (value > kBound || value < -kBound) return false;
    }
    for (; steps < 0 && value != 0; ++steps) {
        if (value % 10 != 0) return false;
        value /= 10;
    }
    return fits(value, out);
}

class Texts {
   public:
    Texts(const ArrowArray& array, const arrow::Type& type) : array_(array), type_(type) {}

    std::string_view operator[](std::int64_t at) const {
        if (type_.kind == Kind::text_view) return view(at);
        const auto* characters = static_cast<const char*>(array_.buffers[2]);
        const std::int64_t from = type_.bytes == 4 ? element<std::int32_t>(array_, at)
                                                   : element<std::int64_t>(array_, at);
        const std::int64_t until = type_.bytes == 4 ? element<std::int32_t>(array_, at + 1)
                                                    : element<std::int64_t>(array_, at + 1);
        if (from == until) return {};
        return {characters + from, static_cast<std::size_t>(until - from)};
    }

   private:
    std::string_view view(std::int64_t at) const {
        const auto* view = static_cast<const std::int32_t*>(array_.buffers[1]) + at * 4;
        const auto length = static_cast<std::size_t>(view[0]);
        if (length <= 12) return {reinterpret_cast<const char*>(view + 1), length};
        return {static_cast<const char*>(array_.buffers[2 + view[2]]) + view[3], length};
    }

    const ArrowArray& array_;
    const arrow::Type& type_;
};

// The earliest and the last day that can be written.
constexpr std::int64_t kFirstDay = -719'162, kLastDay = 2'932'896;

class Values {
   public:
    Values(const BoundColumn& bound, const arrow::Field& field, const Reached& reached)
        : bound_(bound),
          type_(field.type),
          array_(*reached.array),
          shift_(reached.shift),
          texts_(array_, type_) {}

    bool is_text() const { return type_.kind == Kind::text || type_.kind == Kind::text_view; }

    bool truth(std::int64_t row, bool& value) const {
        const std::int64_t at = shift_ + row;
        if (type_.kind == Kind::boolean) {
            value =
                (static_cast<const std::uint8_t*>(array_.buffers[1])[at / 8] >> (at % 8) & 1) != 0;
            return true;
        }
        std::int64_t code = 0;
        if (!coded(at, code)) return false;
        value = code != 0;
        return true;
    }

    bool text(std::int64_t row, std::string_view& value) const {
        value = texts_[shift_ + row];
        return bound_.fact->place ? is_place(value) : text::is_utf8(value);
    }

    bool number(std::int64_t row, std::int64_t& value, std::int64_t& second) const {
        const std::int64_t at = shift_ + row;
        switch (bound_.fact->type.base) {
            case Base::integer: return whole_number(array_, type_, at, value) && allowed(value);
            case Base::date: return day(at, value);
            case Base::period: return period(at, value);
            case Base::money: return money(at, value) && allowed(value);
            case Base::ratio: return ratio(at, value, second) && allowed(value);
            case Base::scale: return coded(at, value);
            default: return false;
        }
    }

   private:
    bool allowed(std::int64_t value) const { return value >= 0 || !bound_.fact->not_negative; }

    bool coded(std::int64_t at, std::int64_t& value) const {
        if (is_text()) {
            const auto found = bound_.texts.find(texts_[at]);
            if (found == bound_.texts.end()) return false;
            value = found->second;
            return true;
        }
        std::int64_t code = 0;
        if (!whole_number(array_, type_, at, code)) return false;
        const auto found = bound_.numbers.find(code);
        if (found == bound_.numbers.end()) return false;
        value = found->second;
        return true;
    }

    bool day(std::int64_t at, std::int64_t& value) const {
        if (is_text()) {
            const std::optional<Date> parsed = Date::parse(texts_[at]);
            if (!parsed) return false;
            value = parsed->days;
        } else if (type_.kind == Kind::timestamp) {
            if (!moment(at, value)) return false;
        } else if (type_.bytes == 4) {
            value = element<std::int32_t>(array_, at);
        } else {
            constexpr std::int64_t kMillis = 86'400'000;
            const auto millis = element<std::int64_t>(array_, at);
            if (millis % kMillis != 0) return false;
            value = millis / kMillis;
        }
        const bool never = value == Date::never().days;
        if (bound_.never && value == bound_.never->days) value = Date::never().days;
        return never || value == Date::never().days || (value >= kFirstDay && value <= kLastDay);
    }

    // A moment without a zone must be a midnight; one at +08:00 lies on its day there.
    bool moment(std::int64_t at, std::int64_t& value) const {
        const auto units = element<std::int64_t>(array_, at);
        std::int64_t days = units / type_.per_day;
        std::int64_t rest = units % type_.per_day;
        if (rest < 0) {
            rest += type_.per_day;
            --days;
        }
        if (!type_.zone.empty()) {
            if (rest >= type_.per_day / 24 * 16) ++days;
            rest = 0;
        }
        value = days;
        return rest == 0;
    }

    bool period(std::int64_t at, std::int64_t& value) const {
        const std::optional<Period> parsed = Period::parse(texts_[at]);
        if (parsed) value = pack_period(parsed->months, parsed->days);
        return parsed.has_value();
    }

    bool money(std::int64_t at, std::int64_t& value) const {
        if (is_text()) {
            const std::optional<Money> parsed = Money::parse(texts_[at]);
            if (parsed) value = parsed->fen;
            return parsed.has_value();
        }
        if (type_.kind == Kind::decimal) {
            Int128 raw = 0;
            return unscaled(array_, type_.bytes, at, raw) && rescale(raw, type_.scale, 2, value);
        }
        if (!whole_number(array_, type_, at, value)) return false;
        return bound_.unit == ColumnOptions::Unit::fen || rescale(value, 0, 2, value);
    }

    bool ratio(std::int64_t at, std::int64_t& value, std::int64_t& second) const {
        std::optional<Ratio> parsed;
        if (is_text()) {
            parsed = Ratio::parse(texts_[at]);
        } else if (type_.kind == Kind::integer) {
            std::int64_t whole = 0;
            if (whole_number(array_, type_, at, whole)) parsed = Ratio{whole, 1};
        } else {
            Int128 raw = 0;
            std::int64_t numerator = 0;
            const int places = std::max(type_.scale, 0);
            if (places <= kMaxPlaces && unscaled(array_, type_.bytes, at, raw) &&
                rescale(raw, type_.scale, places, numerator))
                parsed = Ratio::make(numerator, power_of_ten(places));
        }
        if (!parsed) return false;
        value = parsed->num;
        second = parsed->den;
        return true;
    }

    const BoundColumn& bound_;
    const arrow::Type& type_;
    const ArrowArray& array_;
    std::int64_t shift_;
    Texts texts_;
};

template <class Do>
void each_known(const Word* known, std::size_t count, Do action) {
    for (std::size_t i = 0; i < count; ++i) {
        if (known == nullptr || bit(known, i)) action(i);
    }
}

// Stretches of rows whose values are plain numbers of one width, brought in by one loop each.
class Stretch {
   public:
    Stretch(const BoundColumn& bound, const arrow::Field& field, const Reached& reached,
            const Rows& rows, const Loading& to)
        : bound_(bound), type_(field.type), array_(*reached.array), rows_(rows), to_(to) {
        first_ = reached.shift + rows.first;
    }

    // The numbers; null where the rows must be looked at one by one, for a type that is not plain
    // or a value that may be none.
    const std::int64_t* numbers() const {
        if (rows_.index != nullptr || bound_.coded) return nullptr;
        const std::int64_t low = bound_.fact->not_negative ? 0 : INT64_MIN;
        switch (bound_.fact->type.base) {
            case Base::integer: return checked(whole(), low, INT64_MAX, low);
            case Base::money: return checked(fen(), low, INT64_MAX, low);
            default: return nullptr;
        }
    }

    // The truths, if they are bits.
    const Word* truths() const {
        if (rows_.index != nullptr || bound_.coded || type_.kind != Kind::boolean) return nullptr;
        Word* bits = to_.arena.array<Word>(words_for(rows_.count));
        copy_bits(static_cast<const std::uint8_t*>(array_.buffers[1]), first_, rows_.count, bits);
        return bits;
    }

   private:
    const std::int64_t* checked(const std::int64_t* values, std::int64_t low, std::int64_t high,
                                std::int64_t other) const {
        if (values == nullptr || (low == INT64_MIN && high == INT64_MAX)) return values;
        return to_.lanes.within(values, low, high, other, rows_.count) ? values : nullptr;
    }

    std::int64_t* room() const { return to_.arena.array<std::int64_t>(rows_.count); }

    const std::int64_t* widened(Width width) const {
        const void* from = values_at(array_, width, first_);
        if (width == Width::i64) return static_cast<const std::int64_t*>(from);
        std::int64_t* values = room();
        to_.lanes.widen(width, from, rows_.count, values);
        return values;
    }

    const std::int64_t* whole() const {
        if (type_.kind != Kind::integer) return nullptr;
        const std::optional<Width> width = width_of(type_);
        return width ? widened(*width) : nullptr;
    }

    const std::int64_t* fen() const {
        if (type_.kind == Kind::decimal) {
            if (type_.bytes != 16 || type_.scale != 2) return nullptr;
            std::int64_t* values = room();
            const auto* from = static_cast<const std::byte*>(array_.buffers[1]) + first_ * 16;
            return to_.lanes.narrow(from, rows_.count, values) ? values : nullptr;
        }
        const std::int64_t* values = whole();
        if (values == nullptr || bound_.unit == ColumnOptions::Unit::fen) return values;
        std::int64_t* scaled = room();
        return to_.lanes.multiply_by(values, 100, rows_.count, scaled) ? scaled : nullptr;
    }

    const BoundColumn& bound_;
    const arrow::Type& type_;
    const ArrowArray& array_;
    const Rows& rows_;
    const Loading& to_;
    std::int64_t first_;
};

}  // namespace

Column read_values(const BoundColumn& bound, const arrow::Field& field, const Reached& reached,
                   const Rows& rows, const Word* known, const Loading& to,
                   const std::function<void(std::size_t)>& bad) {
    if (field.type.kind == Kind::null) return unknown_column();
    Arena& arena = to.arena;
    Column column;
    const Stretch stretch(bound, field, reached, rows, to);
    column.numbers = stretch.numbers();
    if (column.numbers != nullptr) return column;
    if (bound.fact->type.base == Base::truth) column.truths = stretch.truths();
    if (column.truths != nullptr) return column;
    const Values values(bound, field, reached);
    const Type& type = bound.fact->type;
    if (type.base == Base::truth) {
        Word* truths = arena.zero_bits(rows.count);
        each_known(known, rows.count, [&](std::size_t i) {
            bool value = false;
            if (!values.truth(rows[i], value)) bad(i);
            if (value) set_bit(truths, i);
        });
        column.truths = truths;
    } else if (type.base == Base::text) {
        auto* texts = arena.array<std::string_view>(rows.count);
        std::fill_n(texts, rows.count, std::string_view());
        each_known(known, rows.count, [&](std::size_t i) {
            if (!values.text(rows[i], texts[i])) bad(i);
        });
        column.texts = texts;
    } else {
        auto* numbers = arena.array<std::int64_t>(rows.count);
        std::fill_n(numbers, rows.count, 0);
        std::int64_t* seconds = nullptr;
        if (type.denominator == Type::kVaries) {
            seconds = arena.array<std::int64_t>(rows.count);
            std::fill_n(seconds, rows.count, 1);
        }
        each_known(known, rows.count, [&](std::size_t i) {
            std::int64_t second = 1;
            if (!values.number(rows[i], numbers[i], second)) bad(i);
            if (seconds != nullptr) seconds[i] = second;
        });
        column.numbers = numbers;
        column.seconds = seconds;
    }
    return column;
}

std::optional<PlainNumbers> plain_numbers(const BoundColumn& bound, const arrow::Type& type) {
    if (bound.coded) return std::nullopt;
    if (bound.fact->type.base == Base::date) {
        if (type.kind != Kind::date || type.bytes != 4 || bound.never) return std::nullopt;
        return PlainNumbers{Width::i32, kFirstDay, kLastDay, Date::never().days};
    }
    const bool fen = bound.fact->type.base == Base::money && bound.unit == ColumnOptions::Unit::fen;
    const bool whole = fen || bound.fact->type.base == Base::integer;
    const std::optional<Width> width = width_of(type);
    if (!whole || type.kind != Kind::integer || !width || *width == Width::i64) return std::nullopt;
    const std::int64_t low = bound.fact->not_negative ? 0 : INT64_MIN;
    return PlainNumbers{*width, low, INT64_MAX, low};
}

std::optional<Width> width_of(const arrow::Type& type) {
    switch (type.bytes * 2 + (type.is_signed ? 1 : 0)) {
        case 3: return Width::i8;
        case 2: return Width::u8;
        case 5: return Width::i16;
        case 4: return Width::u16;
        case 9: return Width::i32;
        case 8: return Width::u32;
        case 17: return Width::i64;
        default: return std::nullopt;
    }
}

const void* values_at(const ArrowArray& array, Width width, std::int64_t at) {
    static constexpr std::int64_t kBytes[] = {1, 1, 2, 2, 4, 4, 8};
    return static_cast<const std::byte*>(array.buffers[1]) + at * kBytes[static_cast<int>(width)];
}

bool whole_number(const ArrowArray& array, const arrow::Type& type, std::int64_t at,
                  std::int64_t& value) {
    switch (type.bytes * 2 + (type.is_signed ? 1 : 0)) {
        case 3: value = element<std::int8_t>(array, at); return true;
        case 2: value = element<std::uint8_t>(array, at); return true;
        case 5: value = element<std::int16_t>(array, at); return true;
        case 4: value = element<std::uint16_t>(array, at); return true;
        case 9: value = element<std::int32_t>(array, at); return true;
        case 8: value = element<std::uint32_t>(array, at); return true;
        case 17: value = element<std::int64_t>(array, at); return true;
        default: break;
    }
    const auto large = element<std::uint64_t>(array, at);
    value = static_cast<std::int64_t>(large);
    return value >= 0;
}

std::string expected_value(const BoundColumn& bound) {
    if (bound.coded) return "one of the column's \"codes\"";
    const arrow::Field& field =
        bound.field->dictionary == nullptr ? *bound.field : *bound.field->dictionary;
    const Kind kind = field.type.kind;
    const bool text = kind == Kind::text || kind == Kind::text_view;
    const bool from_zero = bound.fact->not_negative;
    switch (bound.fact->type.base) {
        case Base::truth: return "true or false";
        case Base::integer:
            return from_zero ? "a whole number not below 0" : "a whole number of at most 64 bits";
        case Base::text:
            return bound.fact->place
                       ? "a place: a code of six digits (GB/T 2260), or two letters of ISO 3166"
                       : "a text in UTF-8";
        case Base::date:
            if (text) return "a day \"YYYY-MM-DD\" that exists, or \"never\"";
            return kind == Kind::date && field.type.bytes == 4
                       ? "a day of the years 1 to 9999"
                       : "a midnight without zone, or a moment at +08:00";
        case Base::period: return "a period such as \"P1Y2M\" or \"P30D\"";
        case Base::money:
            if (text) return "money in yuan with at most two decimals, such as \"1500.00\"";
            return from_zero ? "whole fen not below 0" : "whole fen of at most 64 bits";
        case Base::ratio: return "a ratio such as \"13/10\", \"80%\" or \"0.8\"";
        case Base::scale: return "a value of the fact's scale";
    }
    return {};
}

}  // namespace bajigong::population
