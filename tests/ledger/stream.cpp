// Random streams of commands: few names, so that they meet; days that stand still or jump.
#include "ledger/stream.hpp"

#include <algorithm>
#include <map>

namespace audit {
namespace {

class Generator {
   public:
    explicit Generator(std::uint32_t seed) : random_(seed) { found(auditor_); }

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
            for (const Event::Payment& payment : e.batch) known_['p'].push_back(payment.id);
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
        const std::uint32_t pick = below(106);
        const auto rarely = [this] { return below(20) == 0; };
        if (pick < 22) {
            e.kind = "issue";
            e.voucher = name("v", vouchers_, !rarely());
            fill_issue(e);
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
            for (std::uint32_t more = below(2) == 0 ? 2 : 1; more > 0; --more) fill_payment(e);
        } else if (pick < 80) {
            e.kind = below(4) == 0 ? "reject" : "confirm";
            e.payment = name("p", payments_, false);
            e.reference = name("r", references_, !rarely());
        } else {
            fill_rare(e, pick);
        }
    }

    void fill_issue(Event& e) {
        const std::uint32_t of = below(static_cast<std::uint32_t>(schemes().size()));
        const Scheme& scheme = schemes()[of];
        e.scheme = "s" + std::to_string(of);
        e.person = digits(below(scheme.active > 1 ? 15 : 150));
        e.fen = some();
        if (below(6) == 0) e.from = e.on + static_cast<long>(below(20)) - 10;
        if (below(4) != 0) return;
        // Some of its lines in any order, with shares of their own; now and then something wrong.
        Order lines = scheme.lines;
        std::shuffle(lines.begin(), lines.end(), random_);
        lines.resize(1 + below(static_cast<std::uint32_t>(lines.size())));
        if (below(15) == 0) lines.push_back(static_cast<int>(below(kLines)));
        e.fen = 0;
        for (const int line : lines) {
            e.shares.emplace_back(line, 1 + below(25'000));
            e.fen += e.shares.back().second;
        }
        if (below(15) == 0) ++e.fen;
    }

    void fill_payment(Event& e) {
        const auto rarely = [this] { return below(20) == 0; };
        Event::Payment payment;
        payment.id = name("p", payments_, !rarely());
        const std::string first = name("k", claims_, false);
        const auto part = [this] {
            return below(3) == 0 ? 1 + below(below(2) == 0 ? 300 : 8'000) : 0;
        };
        payment.claims.emplace_back(first, part());
        payment.institution = rarely() ? "i0" : at_[first];
        if (payment.institution.empty()) payment.institution = "i1";
        const std::string other = name("k", claims_, false);
        if (at_[other] == payment.institution && other != first) {
            payment.claims.emplace_back(other, part());
        }
        if (rarely()) payment.claims.push_back(payment.claims.front());
        e.batch.push_back(payment);
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
            e.line = static_cast<int>(below(kLinesOfYear));
            if (e.kind != "appropriate" && below(8) == 0) e.line += kLinesOfYear;
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
        } else if (pick >= 100) {
            e.kind = "carry";
            if (below(3) == 0) {
                e.line = static_cast<int>(below(kLinesOfYear));
                if (below(8) == 0) e.line += kLinesOfYear;
                e.fen = below(12) == 0 ? 0 : some() * 3;
            } else {
                e.voucher = name("v", vouchers_, false);
                e.year = kFirstYear + (below(5) == 0 ? 1 : 0);
            }
        } else {
            e.kind = below(3) == 0 ? "freeze" : "unfreeze";
            if (below(4) == 0) {
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

}  // namespace

std::vector<Item> stream(std::uint32_t seed, std::size_t length) {
    Generator generator(seed);
    std::vector<Item> items;
    for (std::size_t i = 0; i < length; ++i) items.push_back(generator.next(i + 1));
    return items;
}

}  // namespace audit
