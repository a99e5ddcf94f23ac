// The rows being worked on.
#include "ledger/working.hpp"

#include <algorithm>

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

// Rows kept between commits; beyond it the cache starts anew.
constexpr std::size_t kMaxCached = 200'000;

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

void Working::change(Table table, std::string_view key, std::optional<std::string> value) {
    Rows::value_type& entry = row(table, key);
    Slot& slot = entry.second;
    // All that may fail comes before the change, so that undo() needs no memory.
    journal_.reserve(journal_.size() + 1 > journal_.capacity() ? journal_.size() * 2 + 8
                                                               : journal_.capacity());
    if (!slot.dirty) dirty_.push_back({table, &entry.first, &slot});
    if (table == Table::due) due_.insert_or_assign(entry.first, &slot);
    journal_.push_back({&slot, {std::move(slot.value), slot.dirty}});
    slot.value = std::move(value);
    slot.dirty = true;
}

void Working::put(Table table, std::string_view key, std::string value) {
    change(table, key, std::move(value));
}

void Working::erase(Table table, std::string_view key) {
    if (get(table, key) != nullptr) change(table, key, std::nullopt);
}

std::int64_t Working::balance(Table table, std::string_view key) {
    const std::string* value = get(table, key);
    return value == nullptr ? 0 : static_cast<std::int64_t>(number_of(*value));
}

void Working::set_balance(Table table, std::string_view key, std::int64_t fen) {
    if (fen == 0) {
        erase(table, key);
    } else {
        put(table, key, number_bytes(static_cast<std::uint64_t>(fen)));
    }
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
        *entry->slot = std::move(entry->before);
    }
    journal_.clear();
}

void Working::commit() {
    // What was changed and changed back to clean by undo() is skipped; a slot may stand twice.
    std::erase_if(dirty_, [](const Dirty& entry) { return !entry.slot->dirty; });
    std::sort(dirty_.begin(), dirty_.end(), [](const Dirty& a, const Dirty& b) {
        return a.table != b.table ? a.table < b.table : *a.key < *b.key;
    });
    const auto same = [](const Dirty& a, const Dirty& b) { return a.slot == b.slot; };
    dirty_.erase(std::unique(dirty_.begin(), dirty_.end(), same), dirty_.end());
    std::vector<Change> changes;
    changes.reserve(dirty_.size());
    for (const Dirty& entry : dirty_) {
        changes.push_back({entry.table, *entry.key,
                           entry.slot->value ? std::optional<std::string_view>(*entry.slot->value)
                                             : std::nullopt});
    }
    journal_.clear();
    store_.commit(changes);
    for (const Dirty& entry : dirty_) entry.slot->dirty = false;
    dirty_.clear();
    due_.clear();
    if (cached_ > kMaxCached) forget();
    // The log's rows are written once and seldom read.
    rows_[static_cast<std::size_t>(Table::record)].clear();
}

void Working::forget() {
    journal_.clear();
    dirty_.clear();
    due_.clear();
    for (Rows& rows : rows_) rows.clear();
    cached_ = 0;
}

}  // namespace bajigong::ledger
