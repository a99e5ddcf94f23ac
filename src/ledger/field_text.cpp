// Writes one field of a command as JSON.
#include "ledger/field_json.hpp"
#include "text/json.hpp"

namespace bajigong::ledger {
namespace {

using text::json_quote;

std::string money_json(std::int64_t fen) { return '"' + Money{fen}.text() + '"'; }

void append_sources(std::string& out, const Command& command, Field field) {
    const bool shares = field == Field::shares;
    out += '[';
    for (const Source& source : command.sources(field)) {
        if (out.back() != '[') out += ',';
        out += "{\"fund\":" + json_quote(source.fund) + ",\"year\":" + std::to_string(source.year) +
               ",\"line\":" + json_quote(source.line);
        out += shares ? ",\"share\":" + std::to_string(source.part)
                      : ",\"amount\":" + money_json(source.part);
        out += '}';
    }
    out += ']';
}

void append_payments(std::string& out, const Command& command) {
    out += '[';
    for (const PaymentOrder& order : command.payments()) {
        if (out.back() != '[') out += ',';
        out += "{\"payment\":" + json_quote(order.payment) +
               ",\"institution\":" + json_quote(order.institution) + ",\"claims\":[";
        for (const PaymentLine& line : order.lines) {
            if (out.back() != '[') out += ',';
            out += "{\"claim\":" + json_quote(line.claim) + ",\"amount\":";
            out += line.amount ? money_json(*line.amount) : "\"all\"";
            out += '}';
        }
        out += "]}";
    }
    out += ']';
}

void append_digests(std::string& out, std::string_view bytes) {
    out += '[';
    for (std::size_t at = 0; at + 32 <= bytes.size(); at += 32) {
        if (at > 0) out += ',';
        out += '"' + digest_hex(bytes.substr(at, 32)) + '"';
    }
    out += ']';
}

std::string valid_text(const Validity& valid) {
    return valid.until ? valid.until->text() : valid.period.text();
}

std::string month_text(std::int64_t month) {
    return Date::from_ymd(static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, 1)
        .value_or(Date{})
        .text()
        .substr(0, 7);
}

}  // namespace

void append_field(std::string& out, const FieldSpec& field, const Command& command) {
    const Field f = field.field;
    switch (field.type) {
        case FieldType::id:
        case FieldType::text: out += json_quote(command.text(f)); return;
        case FieldType::day: out += '"' + command.day(f, {}).text() + '"'; return;
        case FieldType::money: out += money_json(command.number(f)); return;
        case FieldType::amount: {
            const Amount amount = command.amount(f);
            out += amount ? money_json(*amount) : "\"all\"";
            return;
        }
        case FieldType::count:
        case FieldType::days:
        case FieldType::several:
        case FieldType::year: out += std::to_string(command.number(f)); return;
        case FieldType::flag: out += command.flag(f) ? "true" : "false"; return;
        case FieldType::ratio: out += '"' + command.ratio(f, {}).text() + '"'; return;
        case FieldType::digest: out += '"' + digest_hex(command.text(f)) + '"'; return;
        case FieldType::digests: append_digests(out, command.text(f)); return;
        case FieldType::ids:
            out += '[';
            for (const std::string_view id : command.ids(f)) {
                if (out.back() != '[') out += ',';
                out += json_quote(id);
            }
            out += ']';
            return;
        case FieldType::month: out += '"' + month_text(command.number(f)) + '"'; return;
        case FieldType::valid: out += '"' + valid_text(command.validity()) + '"'; return;
        case FieldType::encumber: out += command.flag(f) ? "\"enrolment\"" : "\"issue\""; return;
        case FieldType::shares:
        case FieldType::sources: append_sources(out, command, f); return;
        case FieldType::payments: append_payments(out, command); return;
        case FieldType::json: out += command.text(f); return;
    }
}

}  // namespace bajigong::ledger
