// The rows being worked on: a cache over a store, with every change since the last mark undoable.
//
// Values are read through from the store and kept. A command's changes are taken back by undo()
// when it is rejected; what is left is written by the next commit. Not safe from two threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string_view>
#include <vector>

#include "bajigong/ledger_store.hpp"

#include "ledger/codec.hpp"
#include "ledger/row_index.hpp"

namespace bajigong::ledger {

class Working {
   public:
    explicit Working(Store& store);

    // The value of a key; empty if there is none. Good until the next commit.
    std::optional<std::string_view> get(Table table, std::string_view key);
    void put(Table table, std::string_view key, std::string_view value);
    // As put, for a key that is known to have no row: the store is not asked.
    void put_new(Table table, std::string_view key, std::string_view value);
    // Says that a key has no row, so that the store is not asked.
    void expect_none(Table table, std::string_view key);
    void erase(Table table, std::string_view key);
    // As erase, for a row of Table::due that is known to be there: the store is not asked.
    void erase_due(std::string_view key);

    // A balance in fen (Table::account, Table::pool); 0 if there is no row.
    std::int64_t balance(Table table, std::string_view key);
    // Sets a balance to what `allows` makes of the old one and `fen`; it may throw. A row of 0 is
    // erased.
    template <class Allows>
    void add_to_balance(Table table, std::string_view key, std::int64_t fen, Allows allows) {
        Row& entry = row(table, key);
        const std::int64_t sum = allows(fen_of(entry), fen);
        if (sum == 0) {
            change(entry, std::nullopt);
        } else {
            change(entry, number_bytes(static_cast<std::uint64_t>(sum)));
        }
    }

    // Visits the keys of Table::due in [from, until), changes included; false ends it. The visitor
    // must change nothing.
    void scan_due(std::string_view from, std::string_view until,
                  const std::function<bool(std::string_view)>& visit);

    // Changes after this can be undone.
    void mark() { journal_.clear(); }
    void undo() noexcept;

    // Writes everything changed since the last commit; throws what the store throws.
    void commit();
    // Forgets everything that is not in the store.
    void forget();
    bool has_changes() const { return !dirty_.empty(); }

   private:
    // Lives in memory_, as do the bytes that it points to.
    struct Row {
        std::string_view name;
        std::optional<std::string_view> value;
        Table table;
        bool dirty = false;   // not as in the store
        bool listed = false;  // stands in dirty_

        std::string_view key() const { return name; }
    };
    struct Undo {
        Row* row;
        std::optional<std::string_view> value;
        bool dirty;
    };

    Row& row(Table table, std::string_view key);
    Row* find(Table table, std::string_view key, std::size_t hash) {
        const auto* const found = rows_[static_cast<std::size_t>(table)].find(key, hash);
        return found == nullptr ? nullptr : found->row;
    }
    Row& add(Table table, std::string_view key, std::size_t hash,
             std::optional<std::string_view> value);
    void change(Row& row, std::optional<std::string_view> value);
    std::string_view copy(std::string_view bytes);
    static std::int64_t fen_of(const Row& row);

    Store& store_;
    // What was read and every value that was written, until forget() gives it all back at once.
    // The first of it is kept, so that it stays warm.
    std::unique_ptr<char[]> first_;
    std::pmr::monotonic_buffer_resource memory_;
    std::size_t used_ = 0;
    RowIndex<Row> rows_[kTables];
    std::vector<Undo> journal_;
    std::vector<Row*> dirty_;
    std::vector<Change> changes_;  // of the commit at work
    // Rows of Table::due that were touched since the last commit.
    std::map<std::string_view, const Row*> due_;
};

}  // namespace bajigong::ledger
