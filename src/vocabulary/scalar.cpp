// Single values between JSON and columns.
#include <charconv>

#include "bajigong/date.hpp"
#include "bajigong/money.hpp"

#include "values/column.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bajigong {

namespace {

using text::Json;
using text::JsonKind;

std::optional<std::int64_t> whole(std::string_view digits) {
    std::int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc() || rest != end) return std::nullopt;
    return value;
}

std::string scale_choices(const Scale& scale) {
    std::string choices;
    for (const ScaleValue& value : scale.values)
        choices += (choices.empty() ? "" : " | ") + value.id;
    return choices;
}

template <class T, class Make>
std::optional<Scalar> converted(const std::optional<T>& parsed, Make make) {
    if (!parsed) return std::nullopt;
    return make(*parsed);
}

std::string expectation(const Vocabulary& vocabulary, const Type& type) {
    switch (type.base) {
        case Base::truth: return "true or false";
        case Base::integer: return "a whole number of at most 64 bits";
        case Base::text: return "a text";
        case Base::date: return "a day \"YYYY-MM-DD\" that exists, or \"never\"";
        case Base::period: return "a period such as \"P1Y2M\" or \"P30D\"";
        case Base::money: return "money in yuan with at most two decimals, such as \"1500.00\"";
        case Base::ratio: return "a ratio such as \"13/10\", \"80%\" or \"0.8\"";
        case Base::scale: return scale_choices(vocabulary.scales()[type.scale]);
    }
    return "?";
}

std::optional<Scalar> parsed(const Vocabulary& vocabulary, const Type& type, const Json& json) {
    const bool string = json.is(JsonKind::string);
    const bool written = string || json.is(JsonKind::number);
    switch (type.base) {
        case Base::truth:
            if (!json.is(JsonKind::boolean)) return std::nullopt;
            return Scalar{json.boolean ? 1 : 0, 1, {}};
        case Base::integer:
            if (!json.is(JsonKind::number)) return std::nullopt;
            return converted(whole(json.text), [](std::int64_t v) { return Scalar{v, 1, {}}; });
        case Base::text:
            if (!string) return std::nullopt;
            return Scalar{0, 1, std::string(json.text)};
        case Base::date:
            if (!string) return std::nullopt;
            return converted(Date::parse(json.text), [](Date d) { return Scalar{d.days, 1, {}}; });
        case Base::period:
            if (!string) return std::nullopt;
            return converted(Period::parse(json.text), [](Period p) {
                return Scalar{pack_period(p.months, p.days), 1, {}};
            });
        case Base::money:
            if (!written) return std::nullopt;
            return converted(Money::parse(json.text), [](Money m) { return Scalar{m.fen, 1, {}}; });
        case Base::ratio:
            if (!written) return std::nullopt;
            return converted(Ratio::parse(json.text), [](Ratio r) {
                return Scalar{r.num, r.den, {}};
            });
        case Base::scale:
            if (!string) return std::nullopt;
            return converted(vocabulary.scales()[type.scale].number(json.text), [](std::int64_t v) {
                return Scalar{v, 1, {}};
            });
    }
    return std::nullopt;
}

}  // namespace

std::optional<Scalar> read_scalar(const Vocabulary& vocabulary, const Type& type, const Json& json,
                                  std::string& expected) {
    std::optional<Scalar> scalar = parsed(vocabulary, type, json);
    if (!scalar) expected = expectation(vocabulary, type);
    return scalar;
}

std::string print_scalar(const Vocabulary& vocabulary, const Type& type, std::int64_t number,
                         std::int64_t second, std::string_view text) {
    switch (type.base) {
        case Base::truth: return number != 0 ? "true" : "false";
        case Base::integer: return std::to_string(number);
        case Base::text: return std::string(text);
        case Base::date: return Date{static_cast<std::int32_t>(number)}.text();
        case Base::period: return Period{period_months(number), period_days(number)}.text();
        case Base::money:
        case Base::ratio: {
            const std::int64_t den = type.denominator == Type::kVaries ? second : type.denominator;
            if (type.base == Base::money && den == 1) return Money{number}.text();
            const std::optional<Ratio> ratio = Ratio::make(number, den);
            if (!ratio) return "?";
            if (type.base == Base::ratio) return ratio->text();
            return ratio->den == 1 ? Money{ratio->num}.text() : ratio->text() + " fen";
        }
        case Base::scale: {
            const Scale& scale = vocabulary.scales()[type.scale];
            if (number < 0 || number >= static_cast<std::int64_t>(scale.values.size())) return "?";
            return scale.values[number].id;
        }
    }
    return {};
}

}  // namespace bajigong
