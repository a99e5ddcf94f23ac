// The commands of random streams as JSON, and what such a stream stands on.
#include "bajigong/date.hpp"
#include "bajigong/money.hpp"

#include "ledger/stream.hpp"

namespace audit {
namespace {

std::string day_text(long day) { return bajigong::Date{static_cast<std::int32_t>(day)}.text(); }
std::string money(std::int64_t fen) { return fen == 0 ? "all" : bajigong::Money{fen}.text(); }

class Json {
   public:
    Json(const Event& event, const std::string& id, long micros) {
        const std::string time = std::to_string(micros);
        text_ = "{\"do\":\"" + event.kind + "\",\"id\":\"" + id + "\",\"by\":\"t\",\"at\":\"" +
                day_text(event.day) + "T12:00:00." + std::string(6 - time.size(), '0') + time +
                "+08:00\",\"on\":\"" + day_text(event.on) + '"';
    }
    Json& add(const char* key, const std::string& value) {
        text_ += std::string(",\"") + key + "\":\"" + value + '"';
        return *this;
    }
    Json& raw(const char* key, const std::string& value) {
        text_ += std::string(",\"") + key + "\":" + value;
        return *this;
    }
    std::string text() const { return text_ + '}'; }

   private:
    std::string text_;
};

std::string line_json(int line) {
    return "\"fund\":\"" + fund_name(line) + "\",\"year\":" + std::to_string(year_of(line)) +
           ",\"line\":\"" + line_name(line) + '"';
}

std::string sources_json(const std::vector<std::pair<int, std::int64_t>>& shares) {
    std::string out;
    for (const auto& [line, fen] : shares) {
        out += (out.empty() ? "{" : ",{") + line_json(line) + ",\"amount\":\"" + money(fen) + "\"}";
    }
    return '[' + out + ']';
}

std::string payments_json(const std::vector<Event::Payment>& batch) {
    std::string out;
    for (const Event::Payment& payment : batch) {
        std::string claims;
        for (const auto& [claim, fen] : payment.claims) {
            claims += (claims.empty() ? "{" : ",{") + ("\"claim\":\"" + claim) +
                      "\",\"amount\":\"" + money(fen) + "\"}";
        }
        out += (out.empty() ? "{" : ",{") + ("\"payment\":\"" + payment.id) +
               "\",\"institution\":\"" + payment.institution + "\",\"claims\":[" + claims + "]}";
    }
    return '[' + out + ']';
}

}  // namespace

std::string digits(long number) {
    const std::string text = std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

std::string render(const Event& e, const std::string& id, long micros) {
    Json json(e, id, micros);
    const std::string& k = e.kind;
    if (!e.voucher.empty()) json.add("voucher", e.voucher);
    const bool of_line = k == "carry" && e.voucher.empty();
    if (k == "appropriate" || k == "withdraw" || k == "lapse" || of_line) {
        return json.add("document", "d")
            .add("amount", money(e.fen))
            .add("fund", fund_name(e.line))
            .raw("year", std::to_string(year_of(e.line)))
            .add("line", line_name(e.line))
            .text();
    }
    if (k == "issue") {
        json.add("scheme", e.scheme).add("person", e.person).add("amount", money(e.fen));
        if (e.from != 0) json.add("from", day_text(e.from));
        if (!e.shares.empty()) json.raw("sources", sources_json(e.shares));
    } else if (k == "carry") {
        json.add("document", "d").raw("year", std::to_string(e.year));
    } else if (k == "bind") {
        json.add("amount", money(e.fen)).add("standard", "table 1");
    } else if (k == "hold") {
        json.add("hold", e.hold).add("institution", e.institution).add("amount", money(e.fen));
        if (e.until != 0) json.add("until", day_text(e.until));
    } else if (k == "capture") {
        json.add("claim", e.claim).add("hold", e.hold).add("amount", money(e.fen));
        json.raw("evidence", "[\"" + digits(1) + "\"]").raw("final", e.final ? "true" : "false");
    } else if (k == "release") {
        json.add("hold", e.hold);
    } else if (k == "void") {
        json.add("document", "d").raw("release_holds", e.release_holds ? "true" : "false");
    } else if (k == "extend") {
        json.add("document", "d").add("until", day_text(e.until));
    } else if (k == "freeze" || k == "unfreeze") {
        json.add("document", "d");
        if (e.voucher.empty()) json.add("institution", e.institution);
    } else if (k == "settle") {
        json.add("batch", "batch-" + id).add("digest", digits(2));
        json.raw("payments", payments_json(e.batch));
    } else if (k == "confirm" || k == "reject") {
        json.add("payment", e.payment).add("reference", e.reference);
    } else if (k == "clawback") {
        json.add("clawback", e.clawback)
            .add("claim", e.claim)
            .add("amount", money(e.fen))
            .add("document", "d");
    } else if (k == "collect") {
        json.add("clawback", e.clawback).add("amount", money(e.fen)).add("reference", e.reference);
    } else if (k == "offset") {
        json.add("clawback", e.clawback)
            .add("claim", e.claim)
            .add("amount", money(e.fen))
            .add("document", "d");
    } else if (k == "write_off") {
        json.add("clawback", e.clawback).add("amount", money(e.fen)).add("document", "d");
    }
    return json.text();
}

namespace {

std::string scheme_json(const std::string& id, const Scheme& scheme) {
    std::string shares;
    for (std::size_t i = 0; i < scheme.lines.size(); ++i) {
        if (i > 0) shares += ',';
        shares += '{' + line_json(scheme.lines[i]) +
                  ",\"share\":" + std::to_string(scheme.shares[i]) + '}';
    }
    return "{\"do\":\"scheme\",\"id\":\"f-" + id +
           "\",\"by\":\"t\",\"at\":\"2026-01-01T00:00:00+08:00\"," + "\"scheme\":\"" + id +
           "\",\"document\":\"d\",\"encumber\":\"" + (scheme.at_enrolment ? "enrolment" : "issue") +
           "\",\"cap\":\"" + money(scheme.cap) + "\",\"valid\":\"P" +
           std::to_string(scheme.valid_days) +
           "D\",\"hold_days\":" + std::to_string(scheme.hold_days) +
           ",\"late_days\":" + std::to_string(scheme.late_days) +
           ",\"single_use\":" + (scheme.single ? "true" : "false") + ",\"over_issue\":\"" +
           std::to_string(scheme.over_num) + '/' + std::to_string(scheme.over_den) +
           "\",\"active\":" + std::to_string(scheme.active) +
           (scheme.count > 0 ? ",\"count\":" + std::to_string(scheme.count) : "") +
           (scheme.budget > 0 ? ",\"budget\":\"" + money(scheme.budget) + '"' : "") +
           ",\"shares\":[" + shares + "]}";
}

}  // namespace

const std::vector<Scheme>& schemes() {
    // Lines: 0, 1, 2 of three funds and 3, a second one of the first; from 4 on those of 2027,
    // which have only what is carried to them.
    static const std::vector<Scheme> all = {
        {false, false, 60'000, 60, 20, 0, {0}, {1}},
        {false, false, 60'000, 45, 15, 3, {0, 1, 2}, {5, 3, 1}},
        {true, false, 80'000, 40, 20, 2, {0, 2, 6}, {3, 1, 1}, 3, 2},
        {false, true, 70'000, 50, 25, 0, {1, 2}, {1, 1}},
        {false, false, 70'000, 60, 30, 1, {3, 1, 0}, {3, 2, 2}, 1, 1, 2},
        {false, false, 60'000, 50, 30, 0, {7, 4, 3}, {2, 2, 1}, 1, 1, 3, 0, 400'000},
        {true, false, 60'000, 60, 20, 0, {0, 3}, {1, 2}, 1, 8, 1, 25},
    };
    return all;
}

std::vector<std::string> found(Auditor& auditor) {
    std::vector<std::string> commands;
    for (int line = 0; line < kLinesOfYear; ++line) {
        Event e;
        e.kind = "appropriate";
        e.day = e.on = kFirstDay;
        e.line = line;
        e.fen = 4'000'000;
        commands.push_back(render(e, "f-line" + std::to_string(line), 0));
        auditor.apply(e);
    }
    std::string names;
    for (std::size_t i = 0; i < schemes().size(); ++i) {
        const std::string id = "s" + std::to_string(i);
        auditor.add_scheme(id, schemes()[i]);
        std::string json = scheme_json(id, schemes()[i]);
        json.replace(json.find("T00:00:00"), 9, "T13:00:00");
        commands.push_back(json);
        names += (i == 0 ? "\"" : ",\"") + id + '"';
    }
    // The third is admitted for last year only.
    for (int i = 0; i < 3; ++i) {
        const std::string id = "i" + std::to_string(i), year = i == 2 ? "2025" : "2026";
        commands.push_back("{\"do\":\"institution\",\"id\":\"f-" + id + "\",\"by\":\"t\"," +
                           "\"at\":\"2026-01-01T13:00:00+08:00\",\"institution\":\"" + id +
                           "\",\"document\":\"d\",\"schemes\":[" + names + "],\"from\":\"" + year +
                           "-01-01\",\"until\":\"" + (i == 2 ? "2025" : "2030") + "-12-31\"}");
        auditor.admit(id, i != 2);
    }
    return commands;
}

std::string sweep(const std::string& id, long day, long limit) {
    return "{\"do\":\"sweep\",\"id\":\"" + id + "\",\"by\":\"t\",\"at\":\"" + day_text(day) +
           "T12:00:00+08:00\",\"limit\":" + std::to_string(limit) + '}';
}

}  // namespace audit
