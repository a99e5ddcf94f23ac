// The store in memory: hashed rows, put in order when a range is asked for.
//
// Beside what every store does it counts its rows and shows them where they lie.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger_store.hpp"

#include "ledger/ordered_rows.hpp"
#include "ledger/row_index.hpp"
#include "ledger/row_memory.hpp"

namespace bajigong::ledger {

class MemoryStore : public Store {
   public:
    MemoryStore() = default;
    MemoryStore(const MemoryStore&) = delete;
    MemoryStore& operator=(const MemoryStore&) = delete;

    std::optional<std::string> get(Table table, std::string_view key) override;
    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override;
    void commit(std::span<const Change> changes) override;

    // The value of a key; empty if there is none. Good until the next commit.
    std::optional<std::string_view> look(Table table, std::string_view key);
    std::size_t count(Table table) const;

    // The same for many keys, each looked for a while after its place and then its row were sent
    // for, since either waits for memory. Not for Table::record.
    static std::size_t hash(std::string_view key) { return Rows::hash(key); }
    void send_for_place(Table table, std::size_t hash) { of(table).prefetch(hash); }
    void send_for_row(Table table, std::size_t hash) { of(table).prefetch_row(hash); }
    std::optional<std::string_view> look(Table table, std::string_view key, std::size_t hash);

   private:
    // A key and its value in one piece of memory.
    struct Row {
        std::uint32_t key_size, value_size;

        static constexpr std::uint32_t kGone = UINT32_MAX;
        bool is_gone() const { return value_size == kGone; }
        char* bytes() { return reinterpret_cast<char*>(this + 1); }
        const char* bytes() const { return reinterpret_cast<const char*>(this + 1); }
        std::string_view key() const { return {bytes(), key_size}; }
        std::string_view value() const { return {bytes() + key_size, value_size}; }
    };
    using Rows = RowIndex<Row>;

    // A change on its way.
    struct Fresh {
        std::size_t hash = 0;
        Row* old = nullptr;  // the row that its key has; null if none
        Row* row = nullptr;  // that takes its place; `old` itself where the sizes are the same
        char* record = nullptr;
    };

    void prepare(const Change& change, Fresh& fresh);
    Row* make_row(std::string_view key, std::size_t value_size);
    void free(Row* row, std::uint32_t value_size) noexcept;
    void put(const Change& change, const Fresh& fresh) noexcept;
    void erase(const Change& change, const Fresh& fresh) noexcept;
    void drop_due() noexcept;
    void scan_records(std::string_view from, std::string_view until, const Visit& visit);
    static void scan_hashed(const Rows& rows, std::string_view from, std::string_view until,
                            const Visit& visit);
    Rows& of(Table table) { return rows_[static_cast<std::size_t>(table)]; }

    RowMemory memory_;
    Rows rows_[kTables];
    OrderedRows<Row> due_;  // those of Table::due
    std::vector<std::string_view> records_;
    std::vector<Fresh> fresh_;  // of the commit at work; kept for its memory
};

}  // namespace bajigong::ledger
