// The auditor: what the books must hold after a stream of commands, worked out another way.
//
// Includes no header of the ledger. It keeps plain maps, lets everything lapse at once when its day
// comes, and knows nothing of records, sweeps or stores.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/parts.hpp"

namespace audit {

// Budget lines: four in three funds, of three years. The last is a second line of the first fund.
inline constexpr int kFunds = 3, kLinesOfYear = 4, kYears = 3, kLines = kLinesOfYear * kYears;
inline constexpr int kFirstYear = 2026;
inline int fund_of(int line) { return line % kLinesOfYear % kFunds; }
inline int year_of(int line) { return kFirstYear + line / kLinesOfYear; }
std::string fund_name(int line);  // "f0"
std::string line_name(int line);  // "l" or, of the second line of a fund, "m"

// A command as the tests make it: sums in fen, days counted from 1970.
struct Event {
    std::string kind;
    long day = 0;  // booked
    long on = 0;   // effective
    std::string voucher, scheme, person, hold, claim, institution, clawback, reference;
    std::string payment;   // confirm, reject
    std::int64_t fen = 0;  // 0: all
    bool final = false, release_holds = false;
    long until = 0;
    long from = 0;                                     // issue; 0: the effective day
    std::vector<std::pair<int, std::int64_t>> shares;  // issue: line and fen; empty: the scheme's
    int line = 0;                                      // appropriate, withdraw, lapse, carry
    int year = 0;                                      // carry of a voucher
    struct Payment {
        std::string id, institution;
        std::vector<std::pair<std::string, std::int64_t>> claims;  // 0: all
    };
    std::vector<Payment> batch;  // settle
};

struct Scheme {
    bool at_enrolment = false, single = false;
    std::int64_t cap = 0;
    long valid_days = 0, hold_days = 0, late_days = 0;
    Order lines;
    std::vector<std::int64_t> shares;
    std::int64_t over_num = 1, over_den = 1;
    int active = 1, count = 0;
    std::int64_t budget = 0;
};

// A voucher on a day. Sums in fen.
struct Status {
    std::string state;
    bool frozen = false;
    long from = 0, until = 0;
    std::int64_t issued = 0, remaining = 0, held = 0, captured = 0, given_back = 0;
    std::int64_t payable = 0, in_transit = 0, paid = 0, clawed = 0, owed = 0;

    std::string text() const;
};

class Auditor {
   public:
    Auditor()
        : available_(kLines),
          appropriated_(kLines),
          lost_(kLines),
          back_(kLines),
          carried_in_(kLines) {}
    void add_scheme(const std::string& id, const Scheme& scheme) { schemes_[id] = scheme; }
    void admit(const std::string& institution, bool admitted) { admitted_[institution] = admitted; }

    // True if the command must be accepted.
    bool apply(const Event& event);

    // Every account that is not empty, as "VCH f0 2026 l v1".
    std::map<std::string, std::int64_t> balances(long day);
    // What is promised of each line, as "f0 2026 l"; only where it is something.
    std::map<std::string, std::int64_t> exposures(long day);
    Status status(const std::string& voucher, long day);

    // How often something happened that is rare: the tests demand that it does.
    const std::map<std::string, int>& seen() const { return seen_; }

   private:
    struct Hold {
        std::string voucher, institution;
        Parts fen;
        long on = 0, until = 0;
        bool open = true;
    };
    struct Voucher {
        std::string scheme, person;
        std::int64_t cap = 0, funded = 0, captured = 0, given_back = 0;
        bool bound = false, dead = false, expired = false, frozen = false, spent = false;
        bool carried = false;
        long from = 0, until = 0;
        Order order;
        Parts fen, promised;
        std::vector<std::string> claims;
        bool over() const { return dead || expired || spent; }
    };
    struct Claim {
        std::string voucher, institution;
        long on = 0;
        Order order;
        Parts payable, paid;
    };
    struct Payment {
        std::string batch, institution;
        long on = 0;
        bool open = true;
        std::map<std::string, Parts> claims;
    };
    struct Debt {
        std::string institution, claim;
        long on = 0;
        Order order;
        std::int64_t amount = 0;
        Parts fen;
    };

    void lapse(long day);
    void retire(Voucher& voucher);
    bool budget(const Event& event);
    bool carry_line(int line, std::int64_t fen);
    bool carry_voucher(const Event& event);
    bool freeze(const Event& event);
    bool issue(const Event& event);
    bool room_for(const Scheme& scheme, const Event& event);
    bool bind(const Event& event);
    bool hold(const Event& event);
    bool capture(const Event& event);
    bool release(const Event& event);
    bool cancel(const Event& event);
    bool extend(const Event& event);
    bool settle(const Event& event);
    bool answer(const Event& event, bool confirmed);
    bool claw(const Event& event);
    bool collect(const Event& event);
    bool offset(const Event& event);
    bool write_off(const Event& event);
    bool has_open_hold(const std::string& voucher) const;
    void see(const char* what) { ++seen_[what]; }

    std::map<std::string, Scheme> schemes_;
    std::map<std::string, bool> admitted_;
    Parts available_, appropriated_, lost_, back_;
    Parts carried_in_;  // by line, ever
    std::map<std::string, Voucher> vouchers_;
    std::map<std::string, Hold> holds_;
    std::map<std::string, Claim> claims_;
    std::map<std::string, Payment> payments_;
    std::map<std::string, Debt> debts_;
    std::map<std::string, bool> references_;
    std::map<std::string, bool> frozen_;
    std::map<std::string, int> seen_;
    int batches_ = 0;
};

}  // namespace audit
