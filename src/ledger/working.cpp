// The rows being worked on.
#include "ledger/working.hpp"

#include <algorithm>
#include <string>
#include <type_traits>

namespace bajigong::ledger {
namespace {

// Bytes kept between commits; beyond it the cache starts anew. What many commands touch is soon
// read again, and little more fits where reading is fast.
constexpr std::size_t kMaxCached = std::size_t{1} << 20;

}  // namespace

Working::Working(Store& store)
    : store_(store), first_(new char[2 * kMaxCached]), memory_(first_.get(), 2 * kMaxCached) {}

std::string_view Working::copy(std::string_view bytes) {
    char* const at = static_cast<char*>(memory_.allocate(bytes.size(), 1));
    std::copy(bytes.begin(), bytes.end(), at);
    used_ += bytes.size();
    return {at, bytes.size()};
}

Working::Row& Working::add(Table table, std::string_view key, std::size_t hash,
                           std::optional<std::string_view> value) {
    static_assert(std::is_trivially_destructible_v<Row>, "memory_ is given back as it is");
    RowIndex<Row>& rows = rows_[static_cast<std::size_t>(table)];
    rows.reserve(1);
    if (value) value = copy(*value);
    Row* const row =
        std::pmr::polymorphic_allocator<>(&memory_).new_object<Row>(Row{copy(key), value, table});
    used_ += sizeof(Row);
    rows.add(row, hash);
    return *row;
}

Working::Row& Working::row(Table table, std::string_view key) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    Row* const found = find(table, key, hash);
    return found != nullptr ? *found : add(table, key, hash, store_.get(table, key));
}

std::optional<std::string_view> Working::get(Table table, std::string_view key) {
    return row(table, key).value;
}

void Working::change(Row& row, std::optional<std::string_view> value) {
    // All that may fail comes before the change, so that undo() needs no memory.
    if (value) value = copy(*value);
    if (journal_.size() == journal_.capacity()) journal_.reserve(journal_.size() * 2 + 16);
    if (!row.listed) {
        dirty_.push_back(&row);
        row.listed = true;
    }
    if (row.table == Table::due) due_.try_emplace(row.name, &row);
    journal_.push_back({&row, row.value, row.dirty});
    row.value = value;
    row.dirty = true;
}

void Working::put(Table table, std::string_view key, std::string_view value) {
    change(row(table, key), value);
}

void Working::put_new(Table table, std::string_view key, std::string_view value) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    Row* const found = find(table, key, hash);
    change(found != nullptr ? *found : add(table, key, hash, std::nullopt), value);
}

void Working::expect_none(Table table, std::string_view key) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    if (find(table, key, hash) == nullptr) add(table, key, hash, std::nullopt);
}

void Working::erase(Table table, std::string_view key) {
    Row& entry = row(table, key);
    if (entry.value) change(entry, std::nullopt);
}

void Working::erase_due(std::string_view key) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    Row* const found = find(Table::due, key, hash);
    change(found != nullptr ? *found : add(Table::due, key, hash, ""), std::nullopt);
}

std::int64_t Working::fen_of(const Row& row) {
    return row.value ? static_cast<std::int64_t>(number_of(*row.value)) : 0;
}

std::int64_t Working::balance(Table table, std::string_view key) { return fen_of(row(table, key)); }

void Working::scan_due(std::string_view from, std::string_view until,
                       const std::function<bool(std::string_view)>& visit) {
    auto changed = due_.lower_bound(from);
    const auto end = due_.lower_bound(until);
    bool go_on = true;
    // What was added since the commit and stands before `key`; all of it if that is empty.
    const auto added_before = [&](std::string_view key) {
        for (; go_on && changed != end && (key.empty() || changed->first < key); ++changed) {
            if (changed->second->value) go_on = visit(changed->first);
        }
    };
    store_.scan(Table::due, from, until, [&](std::string_view key, std::string_view) {
        added_before(key);
        if (!go_on) return false;
        const bool touched = changed != end && changed->first == key;
        if (!touched || changed->second->value) go_on = visit(key);
        if (touched) ++changed;
        return go_on;
    });
    added_before({});
}

void Working::undo() noexcept {
    for (auto entry = journal_.rbegin(); entry != journal_.rend(); ++entry) {
        entry->row->value = entry->value;
        entry->row->dirty = entry->dirty;
    }
    journal_.clear();
}

void Working::commit() {
    changes_.clear();
    for (const Row* row : dirty_) {
        // What undo() took back is as in the store.
        if (row->dirty) changes_.push_back({row->table, row->name, row->value});
    }
    journal_.clear();
    store_.commit(changes_);
    for (Row* row : dirty_) row->dirty = row->listed = false;
    dirty_.clear();
    due_.clear();
    if (used_ > kMaxCached) forget();
}

void Working::forget() {
    journal_.clear();
    dirty_.clear();
    due_.clear();
    for (RowIndex<Row>& rows : rows_) rows.clear();
    memory_.release();
    used_ = 0;
}

}  // namespace bajigong::ledger
