// The books: judges commands one after another on a store, and writes their log.
//
// One thread at a time. What was judged is in the store only after commit().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bajigong/ledger.hpp"

#include "ledger/command_json.hpp"
#include "ledger/record.hpp"
#include "ledger/tree.hpp"
#include "ledger/working.hpp"

namespace bajigong::ledger {

// The version of what stands in the tables; a store of a later one is refused.
inline constexpr std::uint32_t kStoreVersion = 1;

class Books {
   public:
    // Whether what is written goes to the store with its record's bytes. Without them a command is
    // known to have been judged, not what was answered: enough for repeat().
    enum class Records { kept, passed_over };

    // Founds a ledger in an empty store. Throws Failure B002, B023.
    Books(Store& store, const Founding& founding, Records records = Records::kept);
    // Opens the ledger of a store. Throws Failure B024, B030.
    explicit Books(Store& store);

    // Judges a command. Throws Failure B012 or bad_alloc with nothing changed.
    Outcome judge(const Arrived& arrived, std::optional<Time> latest);
    // Judges a command again and writes it. False if that gives other bytes than `row`, a record
    // and its leaf, or if its id was judged before; then nothing more can be asked of these books.
    bool repeat(const Arrived& arrived, std::string_view row);
    // Makes durable what was judged. After a failure every call throws Failure B021.
    void commit();

    std::optional<Outcome> find(std::string_view id);
    const Founding& founding() const { return founding_; }
    const Tree& tree() const { return tree_; }
    Time last() const { return last_; }
    Working& rows() { return rows_; }
    Store& store() { return store_; }

    // Digest over kinds' balances by fund, year and line; only as of the last commit.
    Digest trial_balance();
    // Root of a complete subtree, from kept nodes and leaves; as of the last commit.
    Digest subtree(int level, std::uint64_t index);

   private:
    std::optional<Record> booked(std::string_view id);
    static Outcome answer_again(Record&& record, const Command& command);
    // Runs a command that was not judged before, and puts its record's bytes into record_. Where it
    // throws, the rows are to be undone.
    Record run(const Arrived& arrived);
    // Writes what stands in record_, the last step of judging.
    void write(std::uint64_t number, std::string_view id, Time booked);
    void prepare_close(Transaction& transaction);
    void must_not_have_failed() const;

    Store& store_;
    Working rows_;
    Founding founding_;
    Tree tree_;
    Time last_;
    Writer record_;  // a zero byte and the last record, with its leaf once it is written
    bool keeps_records_ = true;
    bool failed_ = false;
};

// Runs the operation of the transaction's command; throws Rejection.
void run_operation(Transaction& transaction);

}  // namespace bajigong::ledger
