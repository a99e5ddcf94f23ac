// Where a ledger lives: the interface that a store offers, and the store in memory.
//
// A host may bring its own store. It is eight ordered tables of byte strings, read one key or one
// range at a time and changed by one all-or-nothing commit. The ledger calls a store from one
// thread at a time (not always the same one) and never from two ledgers. A store knows nothing of
// vouchers; it must only keep what it was told. docs/ledger.md, "Bringing a store", says more.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bajigong::ledger {

// The tables. Keys are unique in a table and order by their bytes, as unsigned numbers.
enum class Table : std::uint8_t {
    meta,     // a short name -> bytes
    account,  // account key -> balance in fen, 8 bytes, big-endian two's complement
    pool,     // account kind, fund, year, line -> balance in fen, the same
    item,     // a thing (scheme, voucher, hold, claim, ...) -> its bytes
    due,      // line, day, voucher -> nothing: what is to be booked once that day is reached
    record,   // number, 8 bytes, big-endian -> the record's bytes, then its 32-byte leaf
    request,  // a command's id -> the number of its record, 8 bytes, big-endian
    node,     // level, index -> 32 bytes: inner nodes of the log's tree
};
inline constexpr std::size_t kTables = 8;

// One row to write, or to erase if `value` is empty. The views last until commit returns.
struct Change {
    Table table;
    std::string_view key;
    std::optional<std::string_view> value;
};

class Store {
   public:
    virtual ~Store() = default;

    // The value of a key as of the last commit; empty if there is none.
    virtual std::optional<std::string> get(Table table, std::string_view key) = 0;

    // Called for each row; false ends the scan.
    using Visit = std::function<bool(std::string_view key, std::string_view value)>;
    // Visits rows with from <= key < until in order of their keys; an empty `until` is the end of
    // the table. The visitor must not call the store.
    virtual void scan(Table table, std::string_view from, std::string_view until,
                      const Visit& visit) = 0;

    // Makes all changes or none, and returns once they survive a crash of the machine (as far as
    // the store promises that at all). A key stands at most once in `changes` for each table.
    // Throws Failure (B02x) if it could not; then the outcome is unknown until the store is opened
    // again, and every further call must throw too.
    virtual void commit(std::span<const Change> changes) = 0;

    // Copies the store as of the last commit to a new file. Throws Failure B023 if there is one,
    // B017 if this store cannot.
    virtual void copy_to(const std::string& path);

    // Throws Failure (B022) if the store cannot be used from here, as after a fork. The ledger asks
    // before each command and each reading.
    virtual void check_usable() {}
};

// Lives and ends with the process.
std::unique_ptr<Store> memory_store();

}  // namespace bajigong::ledger
