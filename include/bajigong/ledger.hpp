// The voucher ledger (培训券账本): commands in, verdicts out, every fen accounted for.
//
// A command is a JSON object (docs/ledger.md gives each one's fields, schema/ledger.schema.json its
// shape). It moves money only by a balanced posting between accounts, is judged once, and is kept
// for ever under its id: sent again it gives the first verdict, marked as replayed. Money is whole
// fen of renminbi. Reads no clock: each command brings its booked time.
//
// A Ledger may be used from any thread; whoever is first in line commits for those queued behind.
// It starts no thread. Functions throw Failure: B02x if the store failed (nothing is known to be
// booked; open it again and send the same command), B03x if stored bytes are damaged.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bajigong/date.hpp"
#include "bajigong/ledger_store.hpp"
#include "bajigong/money.hpp"
#include "bajigong/problem.hpp"

namespace bajigong::ledger {

// The digest of the log, chosen when a ledger is created.
enum class Hash { sha256, sm3 };
using Digest = std::array<std::uint8_t, 32>;

// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Time {
    std::int64_t micros = 0;

    // "2026-03-31T09:30:00+08:00" or "...Z", with up to six decimals of a second. Empty otherwise.
    static std::optional<Time> parse(std::string_view text);
    // In UTC with six decimals: "2026-03-31T01:30:00.000000Z".
    std::string text() const;
    // The civil day in China (UTC+8).
    Date day() const;

    auto operator<=>(const Time&) const = default;
};

// What an account holds, in the order money walks.
enum class AccountKind : std::uint8_t {
    appropriation = 1,  // APP (预算批复): the source; the only one that is never positive
    available = 2,      // AVL (可用预算)
    voucher = 3,        // VCH (券面占用): encumbered for a voucher
    hold = 4,           // HLD (预留): reserved for one institution's course
    payable = 5,        // PAY (应付): accepted claim, unpaid
    transit = 6,        // TRN (在途): sent to the bank, not confirmed
    paid = 7,           // OUT (已付)
    owed = 8,           // OWE (追回应收): clawback receivable
    returned = 9,       // RET (上缴/结余收回): back with the treasury, or lapsed
    lost = 10,          // LOS (核销): clawback written off
};
// "AVL"
std::string_view code(AccountKind kind);

// An account by its dimensions; those that a kind lacks are empty.
struct Account {
    AccountKind kind = AccountKind::available;
    std::string fund;       // every kind
    std::int32_t year = 0;  // budget year; every kind
    std::string line;       // budget line; all but APP, RET, LOS
    std::string party;  // VCH, HLD: the voucher; PAY, OUT, OWE: the institution; TRN: the payment
    std::string sub;    // HLD: the hold; PAY, TRN, OUT: the claim; OWE: the clawback

    bool operator==(const Account&) const = default;
};

// A leg of a transaction: what an account gains, in fen; negative if it loses.
struct Leg {
    Account account;
    std::int64_t fen = 0;
};

enum class Verdict {
    accepted,
    rejected,  // judged and recorded: the id is used up, a corrected attempt needs a new one
    conflict,  // the id was used for another command; nothing was recorded
    refused,   // not a command, or at a time that cannot be; nothing was recorded
};

struct Outcome {
    Verdict verdict = Verdict::refused;
    bool replayed = false;          // the verdict was given earlier
    std::string id;                 // the command's; empty if it could not be read
    std::uint64_t record = 0;       // its number in the log, if accepted or rejected
    Time booked;                    // when it was booked; of a replay, the first time
    std::vector<Problem> problems;  // why not; empty if accepted
    std::vector<Leg> legs;          // what moved; empty unless accepted
    // What the ledger worked out: {"until", "2026-06-30"}; docs/ledger.md lists them by command.
    std::vector<std::pair<std::string, std::string>> facts;

    // One line of JSON.
    std::string json(Language language = Language::en) const;
};

// What a ledger is founded with.
struct Founding {
    std::string
        origin;  // names the ledger in its checkpoints: "example.gov.cn/vouchers"; no blanks
    Hash hash = Hash::sha256;
};

struct VoucherStatus;  // bajigong/ledger_report.hpp
struct Checkpoint;     // bajigong/ledger_log.hpp

class Ledger {
   public:
    // A new ledger in an empty store. Throws Failure B023 if the store holds one, B002 for an
    // origin that is none.
    static Ledger create(std::unique_ptr<Store> store, const Founding& founding);
    // The ledger that lives in `store`. Throws Failure B024 if there is none or it is of another
    // version.
    static Ledger open(std::unique_ptr<Store> store);
    Ledger(Ledger&&) noexcept;
    Ledger& operator=(Ledger&&) noexcept;
    ~Ledger();

    // Commands booked later than this are refused (B011), so that a wrong clock cannot close the
    // ledger to all that comes after. Empty, as at first, for no bound.
    void set_latest(std::optional<Time> latest);

    // Judges one command, books it, and returns when the store has it.
    Outcome apply(std::string_view command);
    // The same for each, in order, with as few commits as the store's bounds allow: on return all
    // are durable.
    std::vector<Outcome> apply_all(std::span<const std::string> commands);
    // What was answered under an id; empty if it was never used.
    std::optional<Outcome> find(std::string_view id);

    std::uint64_t size() const;  // records so far
    const Founding& founding() const;

    // ---- reading; bajigong/ledger_report.hpp and ledger_log.hpp say what comes back
    // --------------

    // Balances of kinds by fund, year and line, in key order; or of single accounts.
    void pools(const std::function<void(const Leg&)>& visit);
    void accounts(const std::function<void(const Leg&)>& visit);
    // By line, what vouchers that are only qualified may come to ask of it (an AVL account each).
    void exposures(const std::function<void(const Leg&)>& visit);
    // A voucher on a day; empty if there is none. Status is worked out from its accounts.
    std::optional<VoucherStatus> voucher(std::string_view id, Date on);
    // Record bytes (docs/ledger-log.md) from number `first` on; false ends it.
    void records(std::uint64_t first,
                 const std::function<bool(std::uint64_t, std::string_view)>& visit);
    // The log as it stands; unsigned.
    Checkpoint checkpoint();
    // RFC 9162 proofs: that record `number` is in the tree of `size` records; that the tree of
    // `from` records begins the tree of `to`. Throw Failure B025 beyond the log's size.
    std::vector<Digest> inclusion_proof(std::uint64_t number, std::uint64_t size);
    std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to);
    // Digest of every row but the log's own: equal states have equal digests.
    Digest state_digest();

    // Copies the ledger as it stands to a new file; others wait meanwhile. Throws Failure B017,
    // B023.
    void backup(const std::string& path);

    struct Impl;

   private:
    explicit Ledger(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bajigong::ledger
