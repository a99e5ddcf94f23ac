// Random streams of commands: few names, so that they meet; days that stand still or jump.
#include "ledger/stream.hpp"

#include <map>

#include "bajigong/date.hpp"
#include "bajigong/money.hpp"

namespace audit {
namespace {

constexpr long kFirstDay = 20'454;  // 2026-01-01

std::string day_text(long day) { return bajigong::Date{static_cast<std::int32_t>(day)}.text(); }
std::string money(std::int64_t fen) { return fen == 0 ? "all" : bajigong::Money{fen}.text(); }

class Json {
   public:
    Json(const Event& event, const std::string& id, long second) {
        const std::string time = std::to_string(second);
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

std::string digits(long number) {
    const std::string text = std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

std::string line_json(int line) {
    return "\"fund\":\"f" + std::to_string(line) + "\",\"year\":2026,\"line\":\"l\"";
}

std::string render(const Event& e, const std::string& id, long second) {
    Json json(e, id, second);
    const std::string& k = e.kind;
    if (!e.voucher.empty()) json.add("voucher", e.voucher);
    if (k == "appropriate" || k == "withdraw" || k == "lapse") {
        return json.add("document", "d")
            .add("amount", money(e.fen))
            .add("fund", "f" + std::to_string(e.line))
            .raw("year", "2026")
            .add("line", "l")
            .text();
    }
    if (k == "issue") {
        json.add("scheme", e.scheme).add("person", e.person).add("amount", money(e.fen));
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
        std::string claims;
        for (const std::string& claim : e.claims) {
            claims +=
                (claims.empty() ? "" : ",") + ("{\"claim\":\"" + claim) + "\",\"amount\":\"all\"}";
        }
        json.add("batch", "batch-" + id).add("digest", digits(2));
        json.raw("payments", "[{\"payment\":\"" + e.payment + "\",\"institution\":\"" +
                                 e.institution + "\",\"claims\":[" + claims + "]}]");
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

class Generator {
   public:
    explicit Generator(std::uint32_t seed) : random_(seed), auditor_(kLines) { found(auditor_); }

    Item next(std::size_t number) {
        if (below(12) == 0) day_ += static_cast<long>(below(12));
        Event e;
        e.day = day_;
        e.on = below(5) == 0 ? day_ - static_cast<long>(below(4)) : day_;
        fill(e);
        // Names that came to be are met again more often than those that did not.
        if (auditor_.apply(e)) {
            for (const std::string& name : {e.voucher, e.hold, e.claim, e.payment, e.clawback}) {
                if (!name.empty()) known_[name.front()].push_back(name);
            }
        }
        return {render(e, "c" + std::to_string(number), static_cast<long>(number)), e};
    }

   private:
    std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(random_() % bound);
    }
    // A new name, or one that has been.
    std::string name(const char* kind, std::uint32_t& count, bool fresh) {
        if (fresh || count == 0) return kind + std::to_string(count++);
        const std::vector<std::string>& known = known_[*kind];
        if (known.empty() || below(12) == 0) return kind + std::to_string(below(count));
        const auto all = static_cast<std::uint32_t>(known.size());
        const std::uint32_t recent = all > 12 && below(3) != 0 ? all - 12 : 0;
        return known[recent + below(all - recent)];
    }
    std::int64_t amount() { return below(3) == 0 ? 0 : 1 + below(below(2) == 0 ? 50'000 : 500); }
    std::int64_t some() { return 1 + below(100'000); }

    void fill(Event& e) {
        const std::uint32_t pick = below(100);
        const auto rarely = [this] { return below(20) == 0; };
        if (pick < 22) {
            e.kind = "issue";
            e.voucher = name("v", vouchers_, !rarely());
            e.scheme = "s" + std::to_string(below(4));
            e.person = digits(below(150));
            e.fen = some();
        } else if (pick < 28) {
            e.kind = "bind";
            e.voucher = name("v", vouchers_, false);
            e.fen = some();
        } else if (pick < 46) {
            e.kind = "hold";
            e.hold = name("h", holds_, !rarely());
            e.voucher = name("v", vouchers_, false);
            e.institution = "i" + std::to_string(below(20) == 0 ? 2 : below(2));
            at_[e.hold] = e.institution;
            e.fen = amount();
            if (below(4) == 0) e.until = e.on + static_cast<long>(below(30));
        } else if (pick < 60) {
            e.kind = "capture";
            e.claim = name("k", claims_, !rarely());
            e.hold = name("h", holds_, false);
            at_[e.claim] = at_[e.hold];
            e.fen = amount();
            e.final = below(3) == 0;
        } else if (pick < 63) {
            e.kind = "release";
            e.hold = name("h", holds_, false);
        } else if (pick < 72) {
            e.kind = "settle";
            e.payment = name("p", payments_, !rarely());
            e.claims.push_back(name("k", claims_, false));
            e.institution = rarely() ? "i0" : at_[e.claims.front()];
            if (e.institution.empty()) e.institution = "i1";
            for (int i = 0; i < 2; ++i) {
                const std::string other = name("k", claims_, false);
                if (at_[other] == e.institution && other != e.claims.front())
                    e.claims.push_back(other);
                if (rarely()) e.claims.push_back(e.claims.front());
            }
        } else if (pick < 80) {
            e.kind = below(4) == 0 ? "reject" : "confirm";
            e.payment = name("p", payments_, false);
            e.reference = name("r", references_, !rarely());
        } else {
            fill_rare(e, pick);
        }
    }

    void fill_rare(Event& e, std::uint32_t pick) {
        if (pick < 83) {
            e.kind = "clawback";
            e.claim = name("k", claims_, false);
            e.clawback = name("b", clawbacks_, true);
            at_[e.clawback] = at_[e.claim];
            e.fen = amount();
        } else if (pick < 88) {
            const char* const kinds[] = {"collect", "offset", "offset", "offset", "write_off"};
            e.kind = kinds[below(5)];
            e.clawback = name("b", clawbacks_, false);
            e.fen = amount();
            if (e.kind == "collect") e.reference = name("r", references_, true);
            for (int i = 0; e.kind == "offset" && i < 4; ++i) {
                e.claim = name("k", claims_, false);
                if (at_[e.claim] == at_[e.clawback]) break;
            }
        } else if (pick < 92) {
            const char* const kinds[] = {"appropriate", "withdraw", "lapse"};
            e.kind = kinds[below(3)];
            e.line = static_cast<int>(below(kLines));
            e.fen = some() * (e.kind == "appropriate" ? 10 : 1);
            if (e.kind != "appropriate" && below(3) == 0) e.fen *= 100;
        } else if (pick < 95) {
            e.kind = below(2) == 0 ? "void" : "expire";
            e.voucher = name("v", vouchers_, false);
            e.release_holds = e.kind == "void" && below(2) == 0;
        } else if (pick < 97) {
            e.kind = "extend";
            e.voucher = name("v", vouchers_, false);
            e.until = e.day + static_cast<long>(below(60));
        } else {
            e.kind = below(3) == 0 ? "freeze" : "unfreeze";
            if (below(2) == 0) {
                e.institution = "i" + std::to_string(below(2));
            } else {
                e.voucher = name("v", vouchers_, false);
            }
        }
    }

    std::mt19937 random_;
    Auditor auditor_;
    std::map<char, std::vector<std::string>> known_;
    std::map<std::string, std::string> at_;  // of holds, claims and clawbacks: the institution
    long day_ = kFirstDay + 5;
    std::uint32_t vouchers_ = 0, holds_ = 0, claims_ = 0, payments_ = 0, references_ = 0,
                  clawbacks_ = 0;
};

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
           "\",\"shares\":[" + shares + "]}";
}

}  // namespace

std::vector<std::string> found(Auditor& auditor) {
    std::vector<std::string> commands;
    for (int line = 0; line < kLines; ++line) {
        Event e;
        e.kind = "appropriate";
        e.day = e.on = kFirstDay;
        e.line = line;
        e.fen = 4'000'000;
        commands.push_back(render(e, "f-line" + std::to_string(line), 0));
        auditor.apply(e);
    }
    const Scheme schemes[] = {
        {false, false, 60'000, 60, 20, 0, {0}, {1}, 1, 1},
        {false, false, 60'000, 45, 15, 3, {0, 1, 2}, {5, 3, 1}, 1, 1},
        {true, false, 80'000, 40, 20, 2, {0, 2}, {2, 1}, 3, 2},
        {false, true, 70'000, 50, 25, 0, {1, 2}, {1, 1}, 1, 1},
    };
    std::string names;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string id = "s" + std::to_string(i);
        auditor.add_scheme(id, schemes[i]);
        std::string json = scheme_json(id, schemes[i]);
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

std::vector<Item> stream(std::uint32_t seed, std::size_t length) {
    Generator generator(seed);
    std::vector<Item> items;
    for (std::size_t i = 0; i < length; ++i) items.push_back(generator.next(i + 1));
    return items;
}

std::string sweep(const std::string& id, long day, long limit) {
    return "{\"do\":\"sweep\",\"id\":\"" + id + "\",\"by\":\"t\",\"at\":\"" + day_text(day) +
           "T12:00:00+08:00\",\"limit\":" + std::to_string(limit) + '}';
}

}  // namespace audit
