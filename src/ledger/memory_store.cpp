// The store in memory.
#include "ledger/memory_store.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "bajigong/problem.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {

MemoryStore::OwnedRow MemoryStore::make_row(std::string_view key, std::string_view value) {
    void* const memory = ::operator new(sizeof(Row) + key.size() + value.size());
    OwnedRow row(new (memory) Row{static_cast<std::uint32_t>(key.size()),
                                  static_cast<std::uint32_t>(value.size())});
    std::copy(key.begin(), key.end(), row->bytes());
    std::copy(value.begin(), value.end(), row->bytes() + key.size());
    return row;
}

MemoryStore::~MemoryStore() {
    for (Rows& rows : rows_) rows.each(FreeRow());
}

std::optional<std::string_view> MemoryStore::look(Table table, std::string_view key) {
    if (table == Table::record) {
        const std::uint64_t number = number_of(key);
        if (number >= records_.size()) return std::nullopt;
        return records_[number];
    }
    if (table == Table::due) {
        return due_.find(key) == due_.end() ? std::nullopt : std::optional<std::string_view>("");
    }
    const auto* const found = of(table).find(key, Rows::hash(key));
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
    if (table == Table::due) return due_.size();
    return rows_[static_cast<std::size_t>(table)].size();
}

void MemoryStore::scan(Table table, std::string_view from, std::string_view until,
                       const Visit& visit) {
    if (table == Table::record) {
        scan_records(from, until, visit);
    } else if (table == Table::due) {
        for (auto row = due_.lower_bound(from); row != due_.end(); ++row) {
            if (!until.empty() && *row >= until) return;
            if (!visit(*row, {})) return;
        }
    } else {
        scan_hashed(of(table), from, until, visit);
    }
}

// All or nothing: what needs memory comes first.
void MemoryStore::commit(std::span<const Change> changes) {
    auto& [rows, records, due] = fresh_;
    rows.clear();
    records.clear();
    due.clear();
    std::size_t more[kTables] = {};
    for (const Change& change : changes) {
        if (!change.value) continue;
        if (change.table == Table::record) {
            records.emplace_back(*change.value);
        } else if (change.table == Table::due) {
            Due one{std::string(change.key)};
            due.push_back(one.extract(one.begin()));
        } else {
            rows.push_back(make_row(change.key, *change.value));
            ++more[static_cast<std::size_t>(change.table)];
        }
    }
    if (records_.size() + records.size() > records_.capacity()) {
        records_.reserve((records_.size() + records.size()) * 2);
    }
    for (std::size_t table = 0; table < kTables; ++table) rows_[table].reserve(more[table]);
    // From here nothing fails.
    for (std::string& record : records) records_.push_back(std::move(record));
    for (auto& node : due) due_.insert(std::move(node));
    auto next = rows.begin();
    for (const Change& change : changes) {
        if (!change.value) {
            erase(change);
        } else if (change.table != Table::record && change.table != Table::due) {
            put(of(change.table), std::move(*next++));
        }
    }
}

// There must be room for it.
void MemoryStore::put(Rows& rows, OwnedRow row) noexcept {
    const std::size_t hash = Rows::hash(row->key());
    if (auto* const found = rows.find(row->key(), hash)) {
        OwnedRow(std::exchange(found->row, row.release()));
    } else {
        rows.add(row.release(), hash);
    }
}

void MemoryStore::erase(const Change& change) noexcept {
    if (change.table == Table::due) {
        const auto found = due_.find(change.key);
        if (found != due_.end()) due_.erase(found);
        return;
    }
    Rows& rows = of(change.table);
    if (auto* const found = rows.find(change.key, Rows::hash(change.key))) {
        const OwnedRow row(found->row);
        rows.remove(found);
    }
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
