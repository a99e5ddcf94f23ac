// The store in memory: hashed rows, put in order when a range is asked for.
//
// Beside what every store does it counts its rows and shows them where they lie.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger_store.hpp"

#include "ledger/row_index.hpp"

namespace bajigong::ledger {

class MemoryStore : public Store {
   public:
    MemoryStore() = default;
    MemoryStore(const MemoryStore&) = delete;
    MemoryStore& operator=(const MemoryStore&) = delete;
    ~MemoryStore() override;

    std::optional<std::string> get(Table table, std::string_view key) override;
    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override;
    void commit(std::span<const Change> changes) override;

    // The value of a key; empty if there is none. Good until the next commit.
    std::optional<std::string_view> look(Table table, std::string_view key);
    std::size_t count(Table table) const;

   private:
    // A key and its value in one piece of memory.
    struct Row {
        std::uint32_t key_size, value_size;

        char* bytes() { return reinterpret_cast<char*>(this + 1); }
        std::string_view key() { return {bytes(), key_size}; }
        std::string_view value() { return {bytes() + key_size, value_size}; }
    };
    struct FreeRow {
        void operator()(Row* row) const { ::operator delete(row); }
    };
    using OwnedRow = std::unique_ptr<Row, FreeRow>;
    using Rows = RowIndex<Row>;
    using Due = std::set<std::string, std::less<>>;

    static OwnedRow make_row(std::string_view key, std::string_view value);
    static void put(Rows& rows, OwnedRow row) noexcept;
    void erase(const Change& change) noexcept;
    void scan_records(std::string_view from, std::string_view until, const Visit& visit);
    static void scan_hashed(const Rows& rows, std::string_view from, std::string_view until,
                            const Visit& visit);
    Rows& of(Table table) { return rows_[static_cast<std::size_t>(table)]; }

    // What a commit is about to put in place; kept for its memory.
    struct Fresh {
        std::vector<OwnedRow> rows;
        std::vector<std::string> records;
        std::vector<Due::node_type> due;
    };

    Fresh fresh_;
    Rows rows_[kTables];
    Due due_;
    std::vector<std::string> records_;
};

}  // namespace bajigong::ledger
