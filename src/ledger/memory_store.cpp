// The store in memory.
#include "ledger/memory_store.hpp"

#include <algorithm>
#include <new>

#include "bajigong/problem.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {

MemoryStore::Row* MemoryStore::make_row(std::string_view key, std::size_t value_size) {
    char* const memory = memory_.take(sizeof(Row) + key.size() + value_size);
    Row* const row = new (memory)
        Row{static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value_size)};
    std::copy(key.begin(), key.end(), row->bytes());
    return row;
}

void MemoryStore::free(Row* row, std::uint32_t value_size) noexcept {
    memory_.give_back(reinterpret_cast<char*>(row), sizeof(Row) + row->key_size + value_size);
}

std::optional<std::string_view> MemoryStore::look(Table table, std::string_view key) {
    if (table == Table::record) {
        const std::uint64_t number = number_of(key);
        if (number >= records_.size()) return std::nullopt;
        return records_[number];
    }
    return look(table, key, Rows::hash(key));
}

std::optional<std::string_view> MemoryStore::look(Table table, std::string_view key,
                                                  std::size_t hash) {
    const auto* const found = of(table).find(key, hash);
    if (found == nullptr) return std::nullopt;
    return found->row->value();
}

std::optional<std::string> MemoryStore::get(Table table, std::string_view key) {
    const std::optional<std::string_view> value = look(table, key);
    if (!value) return std::nullopt;
    return std::string(*value);
}

std::size_t MemoryStore::count(Table table) const {
    if (table == Table::record) return records_.size();
    return rows_[static_cast<std::size_t>(table)].size();
}

void MemoryStore::scan(Table table, std::string_view from, std::string_view until,
                       const Visit& visit) {
    if (table == Table::record) {
        scan_records(from, until, visit);
    } else if (table == Table::due) {
        if (due_.is_to_be_dropped()) drop_due();
        due_.scan(from, [&](const Row* row) {
            return (until.empty() || row->key() < until) && visit(row->key(), {});
        });
    } else {
        scan_hashed(of(table), from, until, visit);
    }
}

// All or nothing: what needs memory comes first.
void MemoryStore::commit(std::span<const Change> changes) {
    // What an earlier commit did not get to put in place.
    for (const Fresh& fresh : fresh_) {
        if (fresh.row != nullptr && fresh.row != fresh.old) free(fresh.row, fresh.row->value_size);
    }
    fresh_.clear();
    fresh_.resize(changes.size());
    std::size_t more[kTables] = {};
    for (const Change& change : changes) {
        if (change.value) ++more[static_cast<std::size_t>(change.table)];
    }
    for (std::size_t table = 0; table < kTables; ++table) rows_[table].reserve(more[table]);
    due_.reserve(more[static_cast<std::size_t>(Table::due)]);
    const std::size_t records = records_.size() + more[static_cast<std::size_t>(Table::record)];
    if (records > records_.capacity()) records_.reserve(records * 2);
    // Finding a key waits for memory, so some more are on their way meanwhile.
    constexpr std::size_t kAhead = 12, kRowAhead = 6;
    for (std::size_t i = 0; i < changes.size() + kAhead; ++i) {
        if (i < changes.size()) {
            fresh_[i].hash = Rows::hash(changes[i].key);
            of(changes[i].table).prefetch(fresh_[i].hash);
        }
        if (const std::size_t row = i - kRowAhead; i >= kRowAhead && row < changes.size()) {
            of(changes[row].table).prefetch_row(fresh_[row].hash);
        }
        if (i >= kAhead) prepare(changes[i - kAhead], fresh_[i - kAhead]);
    }
    // From here nothing fails.
    for (std::size_t i = 0; i < changes.size(); ++i) {
        changes[i].value ? put(changes[i], fresh_[i]) : erase(changes[i], fresh_[i]);
    }
    fresh_.clear();
    if (due_.is_half_gone()) drop_due();
}

void MemoryStore::prepare(const Change& change, Fresh& fresh) {
    if (change.table == Table::record) {
        if (change.value) fresh.record = memory_.take(change.value->size());
        return;
    }
    if (const auto* const found = of(change.table).find(change.key, fresh.hash)) {
        fresh.old = found->row;
    }
    if (!change.value) return;
    const bool fits = fresh.old != nullptr && fresh.old->value_size == change.value->size();
    fresh.row = fits ? fresh.old : make_row(change.key, change.value->size());
}

// There is room for it.
void MemoryStore::put(const Change& change, const Fresh& fresh) noexcept {
    if (change.table == Table::record) {
        std::copy(change.value->begin(), change.value->end(), fresh.record);
        records_.push_back({fresh.record, change.value->size()});
        return;
    }
    Row* const row = fresh.row;
    std::copy(change.value->begin(), change.value->end(), row->bytes() + row->key_size);
    if (fresh.old == row) return;
    if (fresh.old == nullptr) {
        of(change.table).add(row, fresh.hash);
        if (change.table == Table::due) due_.add(row);
        return;
    }
    of(change.table).find(change.key, fresh.hash)->row = row;
    free(fresh.old, fresh.old->value_size);
}

void MemoryStore::erase(const Change& change, const Fresh& fresh) noexcept {
    if (fresh.old == nullptr) return;
    Rows& rows = of(change.table);
    rows.remove(rows.find(change.key, fresh.hash));
    if (change.table == Table::due) {
        fresh.old->value_size = Row::kGone;
        due_.count_gone();
    } else {
        free(fresh.old, fresh.old->value_size);
    }
}

void MemoryStore::drop_due() noexcept {
    due_.drop_gone([this](Row* row) { free(row, 0); });
}

void MemoryStore::scan_records(std::string_view from, std::string_view until, const Visit& visit) {
    const std::uint64_t first = from.empty() ? 0 : number_of(from);
    const std::uint64_t end = until.empty()
                                  ? records_.size()
                                  : std::min<std::uint64_t>(number_of(until), records_.size());
    for (std::uint64_t number = first; number < end; ++number) {
        if (!visit(number_bytes(number), records_[number])) return;
    }
}

void MemoryStore::scan_hashed(const Rows& rows, std::string_view from, std::string_view until,
                              const Visit& visit) {
    std::vector<Row*> found;
    rows.each([&](Row* row) {
        if (row->key() >= from && (until.empty() || row->key() < until)) found.push_back(row);
    });
    std::sort(found.begin(), found.end(), [](Row* a, Row* b) { return a->key() < b->key(); });
    for (Row* row : found) {
        if (!visit(row->key(), row->value())) return;
    }
}

void Store::copy_to(const std::string& path) {
    throw Failure(Problem{"B017", {path, 0, 0, ""}, {}});
}

std::unique_ptr<Store> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace bajigong::ledger
