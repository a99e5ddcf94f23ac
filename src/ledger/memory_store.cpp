// The store in memory: hashed rows, put in order when a range is asked for.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <vector>

#include "bajigong/ledger_store.hpp"
#include "bajigong/problem.hpp"

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
        return std::hash<std::string_view>()(key);
    }
};

class MemoryStore : public Store {
   public:
    std::optional<std::string> get(Table table, std::string_view key) override {
        if (table == Table::record) {
            const std::uint64_t number = number_of(key);
            if (number >= records_.size()) return std::nullopt;
            return records_[number];
        }
        if (table == Table::due) {
            return due_.find(key) == due_.end() ? std::nullopt : std::optional<std::string>("");
        }
        const Rows& rows = of(table);
        const auto found = rows.find(key);
        if (found == rows.end()) return std::nullopt;
        return found->second;
    }

    void scan(Table table, std::string_view from, std::string_view until,
              const Visit& visit) override {
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

    void commit(std::span<const Change> changes) override {
        Prepared prepared;
        try {
            prepare(changes, prepared);
        } catch (...) {
            // All or nothing: what came in on the way goes out again.
            for (const auto& [rows, key] : prepared.inserted) rows->erase(std::string_view(*key));
            throw;
        }
        // From here nothing fails.
        for (auto& [row, value] : prepared.updates) row->swap(value);
        for (std::string& record : prepared.records) records_.push_back(std::move(record));
        for (auto& node : prepared.due) due_.insert(std::move(node));
        for (const Change& change : changes) {
            if (!change.value) erase(change);
        }
    }

   private:
    class Rows : public std::unordered_map<std::string, std::string, Hash, std::equal_to<>> {
       public:
        using unordered_map::erase;
        void erase(std::string_view key) {
            const auto found = find(key);
            if (found != end()) erase(found);
        }
    };
    using Due = std::set<std::string, std::less<>>;

    // A commit's work, with all the memory that it takes.
    struct Prepared {
        std::vector<std::pair<Rows*, const std::string*>> inserted;  // new rows, in place already
        std::vector<std::pair<std::string*, std::string>> updates;   // rows with what they become
        std::vector<std::string> records;
        std::vector<Due::node_type> due;
    };

    void prepare(std::span<const Change> changes, Prepared& prepared) {
        prepared.inserted.reserve(changes.size());
        prepared.updates.reserve(changes.size());
        for (const Change& change : changes) {
            if (!change.value) continue;
            if (change.table == Table::record) {
                prepared.records.emplace_back(*change.value);
            } else if (change.table == Table::due) {
                Due one{std::string(change.key)};
                prepared.due.push_back(one.extract(one.begin()));
            } else {
                Rows& rows = of(change.table);
                const auto found = rows.find(change.key);
                if (found != rows.end()) {
                    prepared.updates.emplace_back(&found->second, *change.value);
                } else {
                    const auto row = rows.emplace(change.key, *change.value).first;
                    prepared.inserted.emplace_back(&rows, &row->first);
                }
            }
        }
        const std::size_t records = records_.size() + prepared.records.size();
        if (records > records_.capacity()) records_.reserve(records * 2);
    }

    void erase(const Change& change) {
        if (change.table == Table::due) {
            const auto found = due_.find(change.key);
            if (found != due_.end()) due_.erase(found);
        } else {
            of(change.table).erase(change.key);
        }
    }

    Rows& of(Table table) { return rows_[static_cast<std::size_t>(table)]; }

    void scan_records(std::string_view from, std::string_view until, const Visit& visit) {
        const std::uint64_t first = from.empty() ? 0 : number_of(from);
        const std::uint64_t end = until.empty()
                                      ? records_.size()
                                      : std::min<std::uint64_t>(number_of(until), records_.size());
        for (std::uint64_t number = first; number < end; ++number) {
            if (!visit(number_bytes(number), records_[number])) return;
        }
    }

    static void scan_hashed(const Rows& rows, std::string_view from, std::string_view until,
                            const Visit& visit) {
        std::vector<const Rows::value_type*> found;
        for (const Rows::value_type& row : rows) {
            if (row.first >= from && (until.empty() || row.first < until)) found.push_back(&row);
        }
        std::sort(found.begin(), found.end(),
                  [](const auto* a, const auto* b) { return a->first < b->first; });
        for (const Rows::value_type* row : found) {
            if (!visit(row->first, row->second)) return;
        }
    }

    Rows rows_[kTables];
    Due due_;
    std::vector<std::string> records_;
};

}  // namespace

void Store::copy_to(const std::string& path) {
    throw Failure(Problem{"B017", {path, 0, 0, ""}, {}});
}

std::unique_ptr<Store> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace bajigong::ledger
