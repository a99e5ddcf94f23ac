// The rows being worked on: a cache over a store, with every change since the last mark undoable.
//
// Values are read through from the store and kept. A command's changes are taken back by undo()
// when it is rejected; what is left is written by the next commit. Not safe from two threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bajigong/ledger_store.hpp"

namespace bajigong::ledger {

class Working {
   public:
    explicit Working(Store& store) : store_(store) {}

    // The value of a key; null if there is none. Good until the next change of that key.
    const std::string* get(Table table, std::string_view key);
    void put(Table table, std::string_view key, std::string value);
    // As put, for a key that is known to have no row: the store is not asked.
    void put_new(Table table, std::string_view key, std::string value);
    void erase(Table table, std::string_view key);

    // A balance in fen (Table::account, Table::pool); 0 if there is no row.
    std::int64_t balance(Table table, std::string_view key);
    // Sets a balance to what `allows` makes of the old one and `fen`; it may throw. A row of 0 is
    // erased.
    template <class Allows>
    void add_to_balance(Table table, std::string_view key, std::int64_t fen, Allows allows) {
        Rows::value_type& entry = row(table, key);
        const std::int64_t sum = allows(fen_of(entry.second), fen);
        change(table, entry, sum == 0 ? std::nullopt : std::optional(fen_bytes(sum)));
    }

    // Visits the keys of Table::due in [from, until), changes included; false ends it. The visitor
    // must change nothing.
    void scan_due(const std::string& from, const std::string& until,
                  const std::function<bool(const std::string&)>& visit);

    // Changes after this can be undone.
    void mark() { journal_.clear(); }
    void undo() noexcept;

    // Writes everything changed since the last commit; throws what the store throws.
    void commit();
    // Forgets everything that is not in the store.
    void forget();
    bool has_changes() const { return !dirty_.empty(); }

   private:
    struct Slot {
        std::optional<std::string> value;
        bool dirty = false;   // not as in the store
        bool listed = false;  // stands in dirty_
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const {
            return std::hash<std::string_view>()(key);
        }
    };
    using Rows = std::unordered_map<std::string, Slot, Hash, std::equal_to<>>;
    struct Undo {
        Slot* slot;
        std::optional<std::string> value;
        bool dirty;
    };
    struct Dirty {
        Table table;
        const std::string* key;
        Slot* slot;
    };

    Rows::value_type& row(Table table, std::string_view key);
    void change(Table table, Rows::value_type& entry, std::optional<std::string> value);
    static std::int64_t fen_of(const Slot& slot);
    static std::string fen_bytes(std::int64_t fen);

    Store& store_;
    Rows rows_[kTables];
    std::vector<Undo> journal_;
    std::vector<Dirty> dirty_;
    // Keys of Table::due that were touched since the last commit; their rows tell what became.
    std::map<std::string, const Slot*, std::less<>> due_;
    std::size_t cached_ = 0;
};

}  // namespace bajigong::ledger
