// Reads one field of a command.
#include "ledger/field_json.hpp"

#include <algorithm>
#include <charconv>

#include "text/utf8.hpp"

namespace bajigong::ledger {
namespace {

using text::Json;
using text::JsonKind;

constexpr std::size_t kMaxId = 64, kMaxText = 1'024, kMaxReceipt = 65'536;
constexpr std::size_t kMaxDigests = 64, kMaxIds = 64, kMaxSources = 16;
constexpr std::size_t kMaxPayments = 1'000, kMaxClaims = 10'000;

Wrong expected(const Json& value, const char* what) { return {&value, "B002", {what}}; }

Wrong of_kind(const Json& value, JsonKind kind) {
    if (value.is(kind)) return {};
    return {&value, "R002", {std::string(name(kind)), std::string(name(value.kind))}};
}

bool is_id(std::string_view text) {
    if (text.empty() || text.size() > kMaxId) return false;
    for (std::size_t offset = 0; offset < text.size();) {
        const text::Scalar scalar = text::decode_utf8(text, offset);
        if (scalar.size == 0 || text::is_deceptive(scalar.value)) return false;
        offset += scalar.size;
    }
    return true;
}

constexpr const char* kId = "an id of 1 to 64 bytes without control characters";

Wrong write_id(Writer& out, const Json& value) {
    if (!value.is(JsonKind::string) || !is_id(value.text)) return expected(value, kId);
    out.raw(value.text);
    return {};
}

// As write_id, with its length before it.
Wrong write_word(Writer& out, const Json& object, const char* key) {
    const Json* value = object.find(key);
    if (value == nullptr) return {&object, "R001", {key}};
    if (!value->is(JsonKind::string) || !is_id(value->text)) return expected(*value, kId);
    out.word(value->text);
    return {};
}

Wrong write_text(Writer& out, const Json& value) {
    const bool fits = value.is(JsonKind::string) && !value.text.empty();
    if (!fits || value.text.size() > kMaxText) return expected(value, "a text of 1 to 1024 bytes");
    out.raw(value.text);
    return {};
}

Wrong write_day(Writer& out, const Json& value) {
    const std::optional<Date> day =
        value.is(JsonKind::string) ? Date::parse(value.text) : std::nullopt;
    if (!day || day->is_never()) return expected(value, "a day YYYY-MM-DD that exists");
    out.i64(day->days);
    return {};
}

// More than nothing, and small enough that sums of it stay in int64.
std::optional<std::int64_t> positive_fen(const Json& value) {
    if (!value.is(JsonKind::string)) return {};
    const std::optional<Money> money = Money::parse(value.text);
    if (!money || money->fen <= 0 || money->fen > kMaxFen) return {};
    return money->fen;
}

constexpr const char* kMoney = "money in yuan, more than nothing, such as \"1500.00\"";
constexpr const char* kAmount = "money in yuan, more than nothing, such as \"1500.00\", or \"all\"";

bool is_all(const Json& value) { return value.is(JsonKind::string) && value.text == "all"; }

std::optional<std::int64_t> whole(const Json& value, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    if (!value.is(JsonKind::number)) return {};
    const char* end = value.text.data() + value.text.size();
    const auto [at, error] = std::from_chars(value.text.data(), end, number);
    if (error != std::errc() || at != end || number < least || number > most) return {};
    return number;
}

Wrong write_number(Writer& out, const Json& value, std::int64_t least, std::int64_t most) {
    const std::optional<std::int64_t> number = whole(value, least, most);
    if (!number) {
        return {&value, "B004", {std::to_string(least), std::to_string(most)}};
    }
    out.i64(*number);
    return {};
}

Wrong write_flag(Writer& out, const Json& value) {
    const Wrong wrong = of_kind(value, JsonKind::boolean);
    if (wrong.where == nullptr) out.u8(value.boolean ? 1 : 0);
    return wrong;
}

Wrong write_ratio(Writer& out, const Json& value) {
    const std::optional<Ratio> ratio =
        value.is(JsonKind::string) ? Ratio::parse(value.text) : std::nullopt;
    if (!ratio || ratio->num < 0 || ratio->num > 1'000'000 || ratio->den > 1'000'000) {
        return expected(value, "a ratio such as \"13/10\", \"80%\" or \"0.8\"");
    }
    out.i64(ratio->num).i64(ratio->den);
    return {};
}

Wrong write_digest(Writer& out, const Json& value) {
    const std::string bytes = value.is(JsonKind::string) ? digest_bytes(value.text) : "";
    if (bytes.empty()) return expected(value, "a digest of 64 lower-case hexadecimal digits");
    out.raw(bytes);
    return {};
}

// A list of 1 to `most` values, each written by `write`.
template <class Write>
Wrong write_list(const Json& value, std::size_t most, Write write) {
    if (const Wrong wrong = of_kind(value, JsonKind::array); wrong.where != nullptr) return wrong;
    if (value.children.empty() || value.children.size() > most) {
        return {&value, "B005", {std::to_string(most)}};
    }
    for (const Json& child : value.children) {
        if (const Wrong wrong = write(child); wrong.where != nullptr) return wrong;
    }
    return {};
}

Wrong only_keys(const Json& object, std::initializer_list<std::string_view> known) {
    if (const Wrong wrong = of_kind(object, JsonKind::object); wrong.where != nullptr) return wrong;
    for (const Json& member : object.children) {
        if (std::find(known.begin(), known.end(), member.key) == known.end()) {
            return {&member, "R003", {}};
        }
    }
    return {};
}

Wrong write_month(Writer& out, const Json& value) {
    const std::optional<Date> first =
        value.is(JsonKind::string) ? Date::parse(std::string(value.text) + "-01") : std::nullopt;
    if (!first) return expected(value, "a month YYYY-MM");
    const YearMonthDay ymd = civil(*first);
    out.i64(ymd.year * 12 + ymd.month - 1);
    return {};
}

Wrong write_valid(Writer& out, const Json& value) {
    constexpr const char* kValid = "a period such as \"P3M\", or a last day YYYY-MM-DD";
    if (!value.is(JsonKind::string)) return expected(value, kValid);
    if (const std::optional<Date> day = Date::parse(value.text); day && !day->is_never()) {
        out.i64(day->days);
        return {};
    }
    const std::optional<Period> period = Period::parse(value.text);
    const bool forward =
        period && period->months >= 0 && period->days >= 0 && period->months + period->days > 0;
    if (!forward || period->months > 1'200 || period->days > kMaxDays)
        return expected(value, kValid);
    out.i64(period->months).i64(period->days);
    return {};
}

Wrong write_encumber(Writer& out, const Json& value) {
    const bool issue = value.is(JsonKind::string) && value.text == "issue";
    const bool enrolment = value.is(JsonKind::string) && value.text == "enrolment";
    if (!issue && !enrolment) return expected(value, "\"issue\" or \"enrolment\"");
    out.u8(issue ? 0 : 1);
    return {};
}

Wrong write_money(Writer& out, const Json& value) {
    const std::optional<std::int64_t> fen = positive_fen(value);
    if (!fen) return expected(value, kMoney);
    out.i64(*fen);
    return {};
}

// A line with its share of what a scheme's vouchers are worth, or its part of one voucher.
Wrong write_source(Writer& out, const Json& value, bool share) {
    const char* const part = share ? "share" : "amount";
    const Wrong keys = only_keys(value, {"fund", "year", "line", part});
    if (keys.where != nullptr) return keys;
    if (const Wrong wrong = write_word(out, value, "fund"); wrong.where != nullptr) return wrong;
    const Json* year = value.find("year");
    if (year == nullptr) return {&value, "R001", {"year"}};
    const std::optional<std::int64_t> number = whole(*year, 1, 9'999);
    if (!number) return {year, "B004", {"1", "9999"}};
    out.u16(static_cast<std::uint16_t>(*number));
    if (const Wrong wrong = write_word(out, value, "line"); wrong.where != nullptr) return wrong;
    const Json* of = value.find(part);
    if (of == nullptr) return {&value, "R001", {part}};
    return share ? write_number(out, *of, 1, 1'000'000) : write_money(out, *of);
}

Wrong write_sources(Writer& out, const Json& value, bool share) {
    out.u16(static_cast<std::uint16_t>(std::min(value.children.size(), kMaxSources)));
    return write_list(value, kMaxSources,
                      [&](const Json& child) { return write_source(out, child, share); });
}

Wrong write_claim_line(Writer& out, const Json& value) {
    if (const Wrong wrong = only_keys(value, {"claim", "amount"}); wrong.where != nullptr) {
        return wrong;
    }
    if (const Wrong wrong = write_word(out, value, "claim"); wrong.where != nullptr) return wrong;
    const Json* amount = value.find("amount");
    if (amount == nullptr) return {&value, "R001", {"amount"}};
    const std::optional<std::int64_t> fen = positive_fen(*amount);
    if (!fen && !is_all(*amount)) return expected(*amount, kAmount);
    out.i64(fen.value_or(-1));
    return {};
}

Wrong write_payment(Writer& out, const Json& value) {
    if (const Wrong wrong = only_keys(value, {"payment", "institution", "claims"});
        wrong.where != nullptr) {
        return wrong;
    }
    if (const Wrong wrong = write_word(out, value, "payment"); wrong.where != nullptr) return wrong;
    if (const Wrong wrong = write_word(out, value, "institution"); wrong.where != nullptr) {
        return wrong;
    }
    const Json* claims = value.find("claims");
    if (claims == nullptr) return {&value, "R001", {"claims"}};
    out.u32(static_cast<std::uint32_t>(claims->children.size()));
    return write_list(*claims, kMaxClaims,
                      [&](const Json& child) { return write_claim_line(out, child); });
}

Wrong write_json(Writer& out, const Json& value) {
    if (const Wrong wrong = of_kind(value, JsonKind::object); wrong.where != nullptr) return wrong;
    std::string text;
    append_sorted_json(text, value);
    if (text.size() > kMaxReceipt) return {&value, "B006", {std::to_string(kMaxReceipt)}};
    out.raw(text);
    return {};
}

Wrong write_amount(Writer& out, const Json& value) {
    if (is_all(value)) return {};
    const std::optional<std::int64_t> fen = positive_fen(value);
    if (!fen) return expected(value, kAmount);
    out.i64(*fen);
    return {};
}

}  // namespace

void append_sorted_json(std::string& out, const Json& value) {
    switch (value.kind) {
        case JsonKind::null: out += "null"; return;
        case JsonKind::boolean: out += value.boolean ? "true" : "false"; return;
        case JsonKind::number: out += value.text; return;
        case JsonKind::string: out += text::json_quote(value.text); return;
        case JsonKind::array:
        case JsonKind::object: break;
    }
    const bool object = value.is(JsonKind::object);
    std::vector<const Json*> children;
    for (const Json& child : value.children) children.push_back(&child);
    if (object) {
        std::sort(children.begin(), children.end(),
                  [](const Json* a, const Json* b) { return a->key < b->key; });
    }
    out += object ? '{' : '[';
    for (const Json* child : children) {
        if (child != children.front()) out += ',';
        if (object) out += text::json_quote(child->key) + ':';
        append_sorted_json(out, *child);
    }
    out += object ? '}' : ']';
}

std::string digest_bytes(std::string_view hex) {
    if (hex.size() != 64) return {};
    std::string bytes;
    const auto value = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = value(hex[i]), low = value(hex[i + 1]);
        if (high < 0 || low < 0) return {};
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string digest_hex(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        hex += kDigits[static_cast<unsigned char>(c) >> 4];
        hex += kDigits[static_cast<unsigned char>(c) & 0xF];
    }
    return hex;
}

Wrong write_field(Writer& out, const FieldSpec& field, const Json& value) {
    switch (field.type) {
        case FieldType::id: return write_id(out, value);
        case FieldType::text: return write_text(out, value);
        case FieldType::day: return write_day(out, value);
        case FieldType::money: return write_money(out, value);
        case FieldType::amount: return write_amount(out, value);
        case FieldType::count: return write_number(out, value, 0, 2'147'483'647);
        case FieldType::days: return write_number(out, value, 0, kMaxDays);
        case FieldType::several: return write_number(out, value, 1, kMaxSeveral);
        case FieldType::year: return write_number(out, value, 1, 9'999);
        case FieldType::flag: return write_flag(out, value);
        case FieldType::ratio: return write_ratio(out, value);
        case FieldType::digest: return write_digest(out, value);
        case FieldType::digests:
            return write_list(value, kMaxDigests,
                              [&](const Json& child) { return write_digest(out, child); });
        case FieldType::ids:
            return write_list(value, kMaxIds, [&](const Json& child) {
                if (!child.is(JsonKind::string) || !is_id(child.text)) return expected(child, kId);
                out.word(child.text);
                return Wrong{};
            });
        case FieldType::month: return write_month(out, value);
        case FieldType::valid: return write_valid(out, value);
        case FieldType::encumber: return write_encumber(out, value);
        case FieldType::shares: return write_sources(out, value, true);
        case FieldType::sources: return write_sources(out, value, false);
        case FieldType::payments:
            return write_list(value, kMaxPayments,
                              [&](const Json& child) { return write_payment(out, child); });
        case FieldType::json: return write_json(out, value);
    }
    return expected(value, "a value");
}

}  // namespace bajigong::ledger
