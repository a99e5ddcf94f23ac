// The auditor: what the books must hold after a stream of commands, worked out another way.
//
// Includes no header of the ledger. It keeps plain maps, lets everything lapse at once when its day
// comes, and knows nothing of records, sweeps or stores.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace audit {

// A command as the tests make it: sums in fen, days counted from 1970.
struct Event {
    std::string kind;
    long day = 0;  // booked
    long on = 0;   // effective
    std::string voucher, scheme, person, hold, claim, institution, payment, clawback, reference;
    std::int64_t fen = 0;  // 0: all
    bool final = false, release_holds = false;
    long until = 0;
    int line = 0;                     // appropriate, withdraw, lapse
    std::vector<std::string> claims;  // settle: each whole
};

struct Scheme {
    bool at_enrolment = false, single = false;
    std::int64_t cap = 0;
    long valid_days = 0, hold_days = 0, late_days = 0;
    std::vector<int> lines;
    std::vector<std::int64_t> shares;
    std::int64_t over_num = 1, over_den = 1;
};

using Parts = std::vector<std::int64_t>;  // by line

class Auditor {
   public:
    explicit Auditor(int lines)
        : available_(lines), appropriated_(lines), lost_(lines), back_(lines) {}
    void add_scheme(const std::string& id, const Scheme& scheme) { schemes_[id] = scheme; }
    void admit(const std::string& institution, bool admitted) { admitted_[institution] = admitted; }

    // True if the command must be accepted.
    bool apply(const Event& event);

    // Every account that is not empty, as "VCH 0 v1".
    std::map<std::string, std::int64_t> balances(long day);

   private:
    struct Hold {
        std::string voucher, institution;
        Parts fen;
        long on = 0, until = 0;
        bool open = true;
    };
    struct Voucher {
        std::string scheme, person;
        std::int64_t cap = 0;
        bool bound = false, dead = false, expired = false, frozen = false, spent = false;
        long from = 0, until = 0;
        Parts fen, promised;
        std::vector<std::string> claims;
    };
    struct Claim {
        std::string voucher, institution;
        long on = 0;
        Parts payable, paid;
    };
    struct Payment {
        std::string institution;
        long on = 0;
        bool open = true;
        std::map<std::string, Parts> claims;
    };
    struct Debt {
        std::string institution, claim;
        long on = 0;
        Parts fen;
    };

    void lapse(long day);
    void retire(Voucher& voucher);
    bool issue(const Event& event);
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

    std::map<std::string, Scheme> schemes_;
    std::map<std::string, bool> admitted_;
    Parts available_, appropriated_, lost_, back_;
    std::map<std::string, Voucher> vouchers_;
    std::map<std::string, Hold> holds_;
    std::map<std::string, Claim> claims_;
    std::map<std::string, Payment> payments_;
    std::map<std::string, Debt> debts_;
    std::map<std::string, bool> references_;
    std::map<std::string, bool> frozen_;
};

}  // namespace audit
