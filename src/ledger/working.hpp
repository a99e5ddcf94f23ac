// The rows being worked on: a cache over a store, with every change since the last mark undoable.
//
// Values are read through from the store and kept, balances as numbers. A command's changes are
// taken back by undo() when it is rejected; what is left is written by the next commit. Not safe
// from two threads.
#pragma once

#include <cstdint>
#include <functional>
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
    struct Row;

   public:
    explicit Working(Store& store);

    // The value of a key; empty if there is none. Good until the next commit. Not for balances.
    std::optional<std::string_view> get(Table table, std::string_view key);
    void put(Table table, std::string_view key, std::string_view value);
    // As put, for a key that is known to have no row: the store is not asked.
    void put_new(Table table, std::string_view key, std::string_view value);
    void erase(Table table, std::string_view key);
    // As erase, for a row of Table::due that is known to be there: the store is not asked.
    void erase_due(std::string_view key);

    // A row of Table::account or Table::pool, found once. Good until the next commit.
    class Balance {
       public:
        Balance() = default;
        std::string_view key() const { return row_->name; }
        // 0 if there is no row.
        std::int64_t fen() const { return row_->fen; }

       private:
        friend class Working;
        explicit Balance(Row* row) : row_(row) {}
        Row* row_ = nullptr;
    };
    Balance account(std::string_view key) { return Balance(&row(Table::account, key)); }
    // Of an account that no store has, as of a thing that is new: the store is not asked.
    Balance new_account(std::string_view key);
    // The pool that an account is counted in.
    Balance pool_of(Balance account);
    // A row of 0 is erased.
    void set(Balance balance, std::int64_t fen);

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
        std::optional<std::string_view> value;  // not of a balance
        std::int64_t fen = 0;                   // of a balance
        Row* pool = nullptr;                    // of an account, once it was asked for
        Table table;
        bool dirty = false;   // not as in the store
        bool listed = false;  // stands in dirty_

        std::string_view key() const { return name; }
    };
    struct Undo {
        Row* row;
        std::optional<std::string_view> value;
        std::int64_t fen;
        bool dirty;
    };

    static bool is_balance(Table table) { return table == Table::account || table == Table::pool; }
    Row& row(Table table, std::string_view key);
    Row& row_or_none(Table table, std::string_view key);
    Row* find(Table table, std::string_view key, std::size_t hash) {
        const auto* const found = rows_[static_cast<std::size_t>(table)].find(key, hash);
        return found == nullptr ? nullptr : found->row;
    }
    Row& add(Table table, std::string_view key, std::size_t hash,
             std::optional<std::string_view> value);
    void prepare(Row& row);
    void change(Row& row, std::optional<std::string_view> value);
    std::string_view copy(std::string_view bytes);
    void sort_due();

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
    // Rows of Table::due that were touched since the last commit; the first of them in order.
    std::vector<const Row*> due_;
    std::size_t due_sorted_ = 0;
};

}  // namespace bajigong::ledger
