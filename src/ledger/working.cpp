// The rows being worked on.
#include "ledger/working.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

// Rows kept between commits; beyond it the cache starts anew.
constexpr std::size_t kMaxCached = 50'000;

}  // namespace

Working::Rows::value_type& Working::row(Table table, std::string_view key) {
    Rows& rows = rows_[static_cast<std::size_t>(table)];
    const auto found = rows.find(key);
    if (found != rows.end()) return *found;
    std::optional<std::string> value = store_.get(table, key);
    ++cached_;
    return *rows.emplace(std::string(key), Slot{std::move(value), false}).first;
}

const std::string* Working::get(Table table, std::string_view key) {
    const std::optional<std::string>& value = row(table, key).second.value;
    return value ? &*value : nullptr;
}

void Working::change(Table table, Rows::value_type& entry, std::optional<std::string> value) {
    Slot& slot = entry.second;
    // All that may fail comes before the change, so that undo() needs no memory.
    if (journal_.size() == journal_.capacity()) journal_.reserve(journal_.size() * 2 + 16);
    if (!slot.listed) {
        dirty_.push_back({table, &entry.first, &slot});
        slot.listed = true;
    }
    if (table == Table::due) due_.insert_or_assign(entry.first, &slot);
    journal_.push_back({&slot, std::move(slot.value), slot.dirty});
    slot.value = std::move(value);
    slot.dirty = true;
}

void Working::put(Table table, std::string_view key, std::string value) {
    change(table, row(table, key), std::move(value));
}

void Working::put_new(Table table, std::string_view key, std::string value) {
    Rows& rows = rows_[static_cast<std::size_t>(table)];
    auto found = rows.find(key);
    if (found == rows.end()) {
        found = rows.emplace(std::string(key), Slot{}).first;
        ++cached_;
    }
    change(table, *found, std::move(value));
}

void Working::erase(Table table, std::string_view key) {
    Rows::value_type& entry = row(table, key);
    if (entry.second.value) change(table, entry, std::nullopt);
}

std::int64_t Working::fen_of(const Slot& slot) {
    return slot.value ? static_cast<std::int64_t>(number_of(*slot.value)) : 0;
}

std::string Working::fen_bytes(std::int64_t fen) {
    return number_bytes(static_cast<std::uint64_t>(fen));
}

std::int64_t Working::balance(Table table, std::string_view key) {
    return fen_of(row(table, key).second);
}

void Working::scan_due(const std::string& from, const std::string& until,
                       const std::function<bool(const std::string&)>& visit) {
    auto changed = due_.lower_bound(from);
    const auto end = due_.lower_bound(until);
    bool go_on = true;
    // What was added since the commit and stands before `key`.
    const auto added_before = [&](const std::string* key) {
        for (; go_on && changed != end && (key == nullptr || changed->first < *key); ++changed) {
            if (changed->second->value) go_on = visit(changed->first);
        }
    };
    store_.scan(Table::due, from, until, [&](std::string_view stored, std::string_view) {
        const std::string key(stored);
        added_before(&key);
        if (!go_on) return false;
        const bool touched = changed != end && changed->first == key;
        if (!touched || changed->second->value) go_on = visit(key);
        if (touched) ++changed;
        return go_on;
    });
    added_before(nullptr);
}

void Working::undo() noexcept {
    for (auto entry = journal_.rbegin(); entry != journal_.rend(); ++entry) {
        entry->slot->value = std::move(entry->value);
        entry->slot->dirty = entry->dirty;
    }
    journal_.clear();
}

void Working::commit() {
    std::vector<Change> changes;
    changes.reserve(dirty_.size());
    for (const Dirty& entry : dirty_) {
        // What undo() took back is as in the store.
        if (!entry.slot->dirty) continue;
        changes.push_back({entry.table, *entry.key,
                           entry.slot->value ? std::optional<std::string_view>(*entry.slot->value)
                                             : std::nullopt});
    }
    journal_.clear();
    store_.commit(changes);
    for (const Dirty& entry : dirty_) entry.slot->dirty = entry.slot->listed = false;
    dirty_.clear();
    due_.clear();
    if (cached_ > kMaxCached) forget();
    // These are written once and seldom read.
    for (const Table table : {Table::record, Table::request, Table::node, Table::due}) {
        rows_[static_cast<std::size_t>(table)].clear();
    }
}

void Working::forget() {
    journal_.clear();
    dirty_.clear();
    due_.clear();
    for (Rows& rows : rows_) rows.clear();
    cached_ = 0;
}

}  // namespace bajigong::ledger
