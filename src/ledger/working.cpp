// The rows being worked on.
#include "ledger/working.hpp"

#include <algorithm>
#include <new>
#include <type_traits>

#include "ledger/account.hpp"

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
    std::int64_t fen = 0;
    if (is_balance(table)) {
        if (value) fen = static_cast<std::int64_t>(number_of(*value));
        value.reset();
    } else if (value) {
        value = copy(*value);
    }
    const std::string_view name = copy(key);
    Row* const row = new (memory_.allocate(sizeof(Row), alignof(Row)))
        Row{name, value, fen, nullptr, table, false, false};
    used_ += sizeof(Row);
    rows.add(row, hash);
    return *row;
}

Working::Row& Working::row(Table table, std::string_view key) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    Row* const found = find(table, key, hash);
    return found != nullptr ? *found : add(table, key, hash, store_.get(table, key));
}

// As row, where the store is known to have none.
Working::Row& Working::row_or_none(Table table, std::string_view key) {
    const std::size_t hash = RowIndex<Row>::hash(key);
    Row* const found = find(table, key, hash);
    return found != nullptr ? *found : add(table, key, hash, std::nullopt);
}

std::optional<std::string_view> Working::get(Table table, std::string_view key) {
    return row(table, key).value;
}

// All that may fail comes before a change, so that undo() needs no memory.
void Working::prepare(Row& row) {
    if (journal_.size() == journal_.capacity()) journal_.reserve(journal_.size() * 2 + 16);
    if (row.listed) return;
    if (row.table == Table::due) due_.push_back(&row);
    try {
        dirty_.push_back(&row);
    } catch (...) {
        if (row.table == Table::due) due_.pop_back();
        throw;
    }
    row.listed = true;
}

void Working::change(Row& row, std::optional<std::string_view> value) {
    if (value) value = copy(*value);
    prepare(row);
    journal_.push_back({&row, row.value, 0, row.dirty});
    row.value = value;
    row.dirty = true;
}

void Working::set(Balance balance, std::int64_t fen) {
    Row& row = *balance.row_;
    prepare(row);
    journal_.push_back({&row, std::nullopt, row.fen, row.dirty});
    row.fen = fen;
    row.dirty = true;
}

void Working::put(Table table, std::string_view key, std::string_view value) {
    change(row(table, key), value);
}

void Working::put_new(Table table, std::string_view key, std::string_view value) {
    change(row_or_none(table, key), value);
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

Working::Balance Working::new_account(std::string_view key) {
    return Balance(&row_or_none(Table::account, key));
}

Working::Balance Working::pool_of(Balance account) {
    Row& of = *account.row_;
    if (of.pool == nullptr) of.pool = &row(Table::pool, pool_key(of.name));
    return Balance(of.pool);
}

// What was touched since it was last looked through is put where it belongs.
void Working::sort_due() {
    const auto by_name = [](const Row* a, const Row* b) { return a->name < b->name; };
    const auto tail = due_.begin() + static_cast<std::ptrdiff_t>(due_sorted_);
    std::sort(tail, due_.end(), by_name);
    std::inplace_merge(due_.begin(), tail, due_.end(), by_name);
    due_sorted_ = due_.size();
}

void Working::scan_due(std::string_view from, std::string_view until,
                       const std::function<bool(std::string_view)>& visit) {
    sort_due();
    const auto before = [](const Row* row, std::string_view key) { return row->name < key; };
    auto changed = std::lower_bound(due_.begin(), due_.end(), from, before);
    const auto end = std::lower_bound(changed, due_.end(), until, before);
    bool go_on = true;
    // What was added since the commit and stands before `key`; all of it if that is empty.
    const auto added_before = [&](std::string_view key) {
        for (; go_on && changed != end && (key.empty() || (*changed)->name < key); ++changed) {
            if ((*changed)->value) go_on = visit((*changed)->name);
        }
    };
    store_.scan(Table::due, from, until, [&](std::string_view key, std::string_view) {
        added_before(key);
        if (!go_on) return false;
        const bool touched = changed != end && (*changed)->name == key;
        if (!touched || (*changed)->value) go_on = visit(key);
        if (touched) ++changed;
        return go_on;
    });
    added_before({});
}

void Working::undo() noexcept {
    for (auto entry = journal_.rbegin(); entry != journal_.rend(); ++entry) {
        entry->row->value = entry->value;
        entry->row->fen = entry->fen;
        entry->row->dirty = entry->dirty;
    }
    journal_.clear();
}

void Working::commit() {
    changes_.clear();
    for (const Row* row : dirty_) {
        if (!row->dirty) continue;  // undo() took it back: it is as in the store
        std::optional<std::string_view> value = row->value;
        if (row->fen != 0) {
            const std::uint64_t bytes = big_endian(static_cast<std::uint64_t>(row->fen));
            value = copy({reinterpret_cast<const char*>(&bytes), sizeof bytes});
        }
        changes_.push_back({row->table, row->name, value});
    }
    journal_.clear();
    store_.commit(changes_);
    for (Row* row : dirty_) row->dirty = row->listed = false;
    dirty_.clear();
    due_.clear();
    due_sorted_ = 0;
    if (used_ > kMaxCached) forget();
}

void Working::forget() {
    journal_.clear();
    dirty_.clear();
    due_.clear();
    due_sorted_ = 0;
    for (RowIndex<Row>& rows : rows_) rows.clear();
    memory_.release();
    used_ = 0;
}

}  // namespace bajigong::ledger
