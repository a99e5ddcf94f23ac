// What was answered, as JSON.
#include "bajigong/ledger.hpp"

#include "text/json.hpp"

namespace bajigong::ledger {
namespace {

using text::json_quote;

constexpr std::string_view kVerdicts[] = {"accepted", "rejected", "conflict", "refused"};

// What the party and the sub-party of an account are called.
const char* party_name(AccountKind kind) {
    switch (kind) {
        case AccountKind::voucher:
        case AccountKind::hold: return "voucher";
        case AccountKind::transit: return "payment";
        default: return "institution";
    }
}

const char* sub_name(AccountKind kind) {
    if (kind == AccountKind::hold) return "hold";
    return kind == AccountKind::owed ? "clawback" : "claim";
}

void append_problems(std::string& out, const std::vector<Problem>& problems, Language language) {
    out += ",\"problems\":[";
    for (const Problem& problem : problems) {
        if (out.back() != '[') out += ',';
        out += "{\"code\":" + json_quote(problem.code) +
               ",\"message\":" + json_quote(problem.message(language));
        if (!problem.place.pointer.empty()) {
            out += ",\"pointer\":" + json_quote(problem.place.pointer);
        }
        out += '}';
    }
    out += ']';
}

void append_leg(std::string& out, const Leg& leg) {
    const Account& account = leg.account;
    out += "{\"account\":\"" + std::string(code(account.kind)) +
           "\",\"fund\":" + json_quote(account.fund) + ",\"year\":" + std::to_string(account.year);
    if (!account.line.empty()) out += ",\"line\":" + json_quote(account.line);
    if (!account.party.empty()) {
        out += std::string(",\"") + party_name(account.kind) + "\":" + json_quote(account.party);
    }
    if (!account.sub.empty()) {
        out += std::string(",\"") + sub_name(account.kind) + "\":" + json_quote(account.sub);
    }
    out += ",\"amount\":\"" + Money{leg.fen}.text() + "\"}";
}

}  // namespace

std::string Outcome::json(Language language) const {
    std::string out = "{\"verdict\":\"";
    out += kVerdicts[static_cast<std::size_t>(verdict)];
    out += "\",\"id\":" + json_quote(id) + ",\"replayed\":" + (replayed ? "true" : "false");
    if (verdict == Verdict::accepted || verdict == Verdict::rejected) {
        out += ",\"record\":" + std::to_string(record) + ",\"booked\":\"" + booked.text() + '"';
    }
    if (!problems.empty()) append_problems(out, problems, language);
    if (!facts.empty()) {
        out += ",\"facts\":{";
        for (const auto& [name, value] : facts) {
            if (out.back() != '{') out += ',';
            out += json_quote(name) + ':' + json_quote(value);
        }
        out += '}';
    }
    if (!legs.empty()) {
        out += ",\"legs\":[";
        for (const Leg& leg : legs) {
            if (out.back() != '[') out += ',';
            append_leg(out, leg);
        }
        out += ']';
    }
    return out += '}';
}

}  // namespace bajigong::ledger
