// A command (指令): its kind and fields in their canonical bytes, and what fields a kind has.
//
// The bytes are the kind, then each field that is given, in the order of the fields' numbers:
// number, length, value. Two commands ask for the same exactly if their bytes are equal; the booked
// time is not part of them. docs/ledger-log.md gives the numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger.hpp"

#include "ledger/codec.hpp"
#include "ledger/few.hpp"

namespace bajigong::ledger {

// Numbers are written to the log: they are never changed or used again.
enum class Kind : std::uint8_t {
    scheme = 1,
    institution,
    appropriate,
    withdraw,
    issue,
    bind,
    hold,
    capture,
    release,
    void_,
    expire,
    sweep,
    extend,
    freeze,
    unfreeze,
    settle,
    confirm,
    reject,
    clawback,
    collect,
    offset,
    write_off,
    lapse,
    carry,
    close,
};

enum class Field : std::uint8_t {
    id = 1,
    on,
    by,
    document,
    note,
    evidence,
    receipt,
    fund = 10,
    year,
    line,
    amount,
    scheme,
    voucher,
    person,
    sources,
    hold,
    institution,
    course,
    until,
    from,
    claim,
    final_,
    holds,
    limit,
    batch,
    digest,
    payments,
    payment,
    reference,
    clawback,
    period,
    encumber,
    cap,
    valid,
    hold_days,
    late_days,
    single_use,
    active,
    count,
    budget,
    over_issue,
    schemes,
    standard,
    shares,
};

inline constexpr std::int64_t kMaxDays = 36'500, kMaxSeveral = 64;

enum class FieldType : std::uint8_t {
    id,        // 1 to 64 bytes of UTF-8 without control or deceptive characters
    text,      // 1 to 1,024 bytes of UTF-8
    day,       // days since 1970-01-01, 8 bytes
    money,     // more than nothing, in fen, 8 bytes
    amount,    // money, or nothing at all for "all"
    count,     // a whole number from 0 to 2^31 - 1, 8 bytes
    days,      // a whole number from 0 to kMaxDays, 8 bytes
    several,   // a whole number from 1 to kMaxSeveral, 8 bytes
    year,      // 1 to 9999, 8 bytes
    flag,      // 1 byte
    ratio,     // numerator and denominator, 8 bytes each; at least 0
    digest,    // 32 bytes; in JSON 64 lower-case hexadecimal digits
    digests,   // digests, one after another
    ids,       // words
    month,     // year * 12 + month - 1, 8 bytes; in JSON "2026-03"
    valid,     // months and days, 8 bytes each ("P3M"), or a day, 8 bytes ("2026-12-31")
    encumber,  // 1 byte: 0 "issue", 1 "enrolment"
    shares,    // a count; for each: fund, year, line, share
    sources,   // a count; for each: fund, year, line, fen
    payments,  // for each: payment, institution, count of claims, then each with its fen (-1: all)
    json,      // a JSON object as text without blanks, keys in order of their bytes
};

struct FieldSpec {
    Field field;
    const char* name;
    FieldType type;
};
const FieldSpec& spec(Field field);
// Null if there is none.
const FieldSpec* find_field(std::uint8_t number);

struct FieldUse {
    Field field;
    bool required;
    bool sum = false;  // an amount that cannot be "all"
};
struct KindSpec {
    Kind kind;
    const char* name;
    std::vector<FieldUse> fields;  // beyond those that every command has
};
std::span<const KindSpec> kinds();
// All fields of a kind, the common ones among them, in the order of their numbers.
const std::vector<FieldUse>& uses_of(const KindSpec& kind);
const KindSpec* find_kind(std::string_view name);
const KindSpec* find_kind(std::uint8_t number);

// A budget line with its part of something: a share at a scheme, fen at a voucher. Names the line
// by bytes that stand elsewhere, in a command or in a row.
struct Source {
    std::string_view fund;
    std::int32_t year = 0;
    std::string_view line;
    std::int64_t part = 0;

    bool same_line(const Source& other) const {
        return fund == other.fund && year == other.year && line == other.line;
    }
};
using Sources = Few<Source, 2>;
// A count, then fund (word), year, line (word) and part of each.
void write_sources(Writer& out, std::span<const Source> sources);
// Views point into what is read.
Sources read_sources(Reader& in);

// A sum, or `all` there is.
using Amount = std::optional<std::int64_t>;

struct PaymentLine {
    std::string_view claim;
    Amount amount;
};
struct PaymentOrder {
    std::string_view payment, institution;
    std::vector<PaymentLine> lines;
};

// How long a voucher is valid: a period from its first day, or to a fixed last day.
struct Validity {
    Period period;
    std::optional<Date> until;
};

// Views point into the command.
class Command {
   public:
    Command() = default;
    // From canonical bytes; throws Damaged.
    static Command of_bytes(std::string bytes);

    Kind kind() const { return static_cast<Kind>(bytes_.front()); }
    const std::string& bytes() const { return bytes_; }
    std::string_view id() const { return text(Field::id); }
    bool has(Field field) const { return at(field) != nullptr; }
    // Empty if not given.
    std::string_view text(Field field) const;
    std::int64_t number(Field field, std::int64_t otherwise = 0) const;
    Date day(Field field, Date otherwise) const;
    bool flag(Field field) const;
    Amount amount(Field field) const;
    std::int32_t year() const { return static_cast<std::int32_t>(number(Field::year)); }
    Ratio ratio(Field field, Ratio otherwise) const;
    std::vector<std::string_view> ids(Field field) const;
    Sources sources(Field field) const;
    std::vector<PaymentOrder> payments() const;
    Validity validity() const;

    // The name of the first field in which two commands differ; "do" if their kinds do.
    static std::string first_difference(const Command& left, const Command& right);

   private:
    struct Slot {
        Field field = Field::id;
        std::uint32_t begin = 0, size = 0;
    };
    const Slot* at(Field field) const;
    void index();

    std::string bytes_;
    Few<Slot, 12> slots_;  // few commands have more fields
};

}  // namespace bajigong::ledger
