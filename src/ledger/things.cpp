// The bytes of things.
#include "ledger/things.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

void write(Writer& out, Date date) { out.u32(static_cast<std::uint32_t>(date.days)); }
Date read_date(Reader& in) { return Date{static_cast<std::int32_t>(in.u32())}; }

void write(Writer& out, const Ids& words) {
    out.u32(static_cast<std::uint32_t>(words.size()));
    for (const std::string_view word : words) out.word(word);
}

Ids read_words(Reader& in) {
    Ids words;
    const std::uint32_t count = in.u32();
    for (std::uint32_t i = 0; i < count; ++i) words.push_back(in.word());
    return words;
}

void write(Writer& out, const Scheme& v) {
    out.u8(v.at_enrolment).i64(v.cap);
    out.u32(static_cast<std::uint32_t>(v.validity.period.months));
    out.u32(static_cast<std::uint32_t>(v.validity.period.days));
    write(out, v.validity.until.value_or(Date::never()));
    out.u32(static_cast<std::uint32_t>(v.hold_days)).u32(static_cast<std::uint32_t>(v.late_days));
    out.u8(v.single_use).u32(static_cast<std::uint32_t>(v.active)).i64(v.count).i64(v.budget);
    out.i64(v.over_issue.num).i64(v.over_issue.den);
    write_sources(out, v.sources);
    out.i64(v.issued).i64(v.issued_fen);
}

void read(Reader& in, Scheme& v) {
    v.at_enrolment = in.u8() != 0;
    v.cap = in.i64();
    v.validity.period.months = static_cast<std::int32_t>(in.u32());
    v.validity.period.days = static_cast<std::int32_t>(in.u32());
    const Date until = read_date(in);
    if (!until.is_never()) v.validity.until = until;
    v.hold_days = static_cast<std::int32_t>(in.u32());
    v.late_days = static_cast<std::int32_t>(in.u32());
    v.single_use = in.u8() != 0;
    v.active = static_cast<std::int32_t>(in.u32());
    v.count = in.i64();
    v.budget = in.i64();
    v.over_issue.num = in.i64();
    v.over_issue.den = in.i64();
    v.sources = read_sources(in);
    v.issued = in.i64();
    v.issued_fen = in.i64();
}

void write(Writer& out, const Institution& v) {
    write(out, v.from);
    write(out, v.until);
    out.u8(v.frozen);
    write(out, v.schemes);
}

void read(Reader& in, Institution& v) {
    v.from = read_date(in);
    v.until = read_date(in);
    v.frozen = in.u8() != 0;
    v.schemes = read_words(in);
}

void write(Writer& out, const Voucher& v) {
    const int flags = v.bound | v.void_ << 1 | v.expired << 2 | v.frozen << 3 | v.spent << 4;
    out.word(v.scheme).word(v.person).i64(v.cap).i64(v.funded);
    out.u8(static_cast<std::uint8_t>(flags));
    write(out, v.from);
    write(out, v.until);
    out.u32(static_cast<std::uint32_t>(v.late_days)).u32(v.deadline);
    write(out, v.due);
    write_sources(out, v.sources);
    write(out, v.holds);
    write(out, v.claims);
}

void read(Reader& in, Voucher& v) {
    v.scheme = in.word();
    v.person = in.word();
    v.cap = in.i64();
    v.funded = in.i64();
    const int flags = in.u8();
    v.bound = (flags & 1) != 0;
    v.void_ = (flags & 2) != 0;
    v.expired = (flags & 4) != 0;
    v.frozen = (flags & 8) != 0;
    v.spent = (flags & 16) != 0;
    v.from = read_date(in);
    v.until = read_date(in);
    v.late_days = static_cast<std::int32_t>(in.u32());
    v.deadline = in.u32();
    v.due = read_date(in);
    v.sources = read_sources(in);
    v.holds = read_words(in);
    v.claims = read_words(in);
}

void write(Writer& out, const Hold& v) {
    out.word(v.voucher).word(v.institution).word(v.course).i64(v.amount);
    write(out, v.on);
    write(out, v.until);
    out.u8(v.open);
}

void read(Reader& in, Hold& v) {
    v.voucher = in.word();
    v.institution = in.word();
    v.course = in.word();
    v.amount = in.i64();
    v.on = read_date(in);
    v.until = read_date(in);
    v.open = in.u8() != 0;
}

void write(Writer& out, const Claim& v) {
    out.word(v.voucher).word(v.hold).word(v.institution);
    out.i64(v.amount).i64(v.paid).i64(v.clawed).i64(v.offset);
    write(out, v.on);
    write_sources(out, v.sources);
    write(out, v.clawbacks);
}

void read(Reader& in, Claim& v) {
    v.voucher = in.word();
    v.hold = in.word();
    v.institution = in.word();
    v.amount = in.i64();
    v.paid = in.i64();
    v.clawed = in.i64();
    v.offset = in.i64();
    v.on = read_date(in);
    v.sources = read_sources(in);
    v.clawbacks = read_words(in);
}

void write(Writer& out, const Payment& v) {
    out.word(v.batch).word(v.institution).word(v.reference);
    out.u8(static_cast<std::uint8_t>(v.state));
    write(out, v.on);
    write(out, v.claims);
}

void read(Reader& in, Payment& v) {
    v.batch = in.word();
    v.institution = in.word();
    v.reference = in.word();
    const std::uint8_t state = in.u8();
    if (state > 2) throw Damaged();
    v.state = static_cast<PaymentState>(state);
    v.on = read_date(in);
    v.claims = read_words(in);
}

void write(Writer& out, const Clawback& v) {
    out.word(v.claim).word(v.institution).i64(v.amount);
    write(out, v.on);
    write_sources(out, v.sources);
}

void read(Reader& in, Clawback& v) {
    v.claim = in.word();
    v.institution = in.word();
    v.amount = in.i64();
    v.on = read_date(in);
    v.sources = read_sources(in);
}

template <class T>
std::optional<T> find(Working& rows, Thing thing, std::string_view id) {
    const std::optional<std::string_view> bytes = rows.get(Table::item, ThingKey(thing, id));
    if (!bytes) return std::nullopt;
    Reader in(*bytes);
    T value;
    read(in, value);
    in.end();
    return value;
}

template <class T>
void put(Working& rows, Thing thing, std::string_view id, const T& value) {
    Writer out;
    write(out, value);
    rows.put(Table::item, ThingKey(thing, id), out.bytes());
}

}  // namespace

std::optional<Scheme> find_scheme(Working& rows, std::string_view id) {
    return find<Scheme>(rows, Thing::scheme, id);
}
std::optional<Institution> find_institution(Working& rows, std::string_view id) {
    return find<Institution>(rows, Thing::institution, id);
}
std::optional<Voucher> find_voucher(Working& rows, std::string_view id) {
    return find<Voucher>(rows, Thing::voucher, id);
}
std::optional<Hold> find_hold(Working& rows, std::string_view id) {
    return find<Hold>(rows, Thing::hold, id);
}
std::optional<Claim> find_claim(Working& rows, std::string_view id) {
    return find<Claim>(rows, Thing::claim, id);
}
std::optional<Payment> find_payment(Working& rows, std::string_view id) {
    return find<Payment>(rows, Thing::payment, id);
}
std::optional<Clawback> find_clawback(Working& rows, std::string_view id) {
    return find<Clawback>(rows, Thing::clawback, id);
}
bool exists(Working& rows, Thing thing, std::string_view id) {
    return rows.get(Table::item, ThingKey(thing, id)).has_value();
}

void save(Working& rows, std::string_view id, const Scheme& v) { put(rows, Thing::scheme, id, v); }
void save(Working& rows, std::string_view id, const Institution& v) {
    put(rows, Thing::institution, id, v);
}
void save(Working& rows, std::string_view id, const Voucher& v) {
    put(rows, Thing::voucher, id, v);
}
void save(Working& rows, std::string_view id, const Hold& v) { put(rows, Thing::hold, id, v); }
void save(Working& rows, std::string_view id, const Claim& v) { put(rows, Thing::claim, id, v); }
void save(Working& rows, std::string_view id, const Payment& v) {
    put(rows, Thing::payment, id, v);
}
void save(Working& rows, std::string_view id, const Clawback& v) {
    put(rows, Thing::clawback, id, v);
}

}  // namespace bajigong::ledger
