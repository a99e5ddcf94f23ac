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
        // All that may fail for want of memory happens on the side: a commit is all or nothing.
        std::vector<std::pair<Rows::node_type, Rows*>> nodes;
        std::vector<std::set<std::string, std::less<>>::node_type> due;
        std::vector<std::string> records;
        nodes.reserve(changes.size());
        for (const Change& change : changes) {
            if (!change.value) continue;
            if (change.table == Table::record) {
                records.emplace_back(*change.value);
            } else if (change.table == Table::due) {
                std::set<std::string, std::less<>> one{std::string(change.key)};
                due.push_back(one.extract(one.begin()));
            } else {
                Rows one;
                one.emplace(std::string(change.key), std::string(*change.value));
                nodes.emplace_back(one.extract(one.begin()), &of(change.table));
            }
        }
        records_.reserve(records_.size() + records.size() > records_.capacity()
                             ? records_.capacity() * 2 + records.size()
                             : records_.capacity());
        std::size_t added[kTables] = {};
        for (const Change& change : changes) ++added[static_cast<std::size_t>(change.table)];
        for (std::size_t i = 0; i < kTables; ++i) {
            Rows& rows = rows_[i];
            const std::size_t wanted = rows.size() + added[i];
            if (static_cast<float>(wanted) >
                rows.max_load_factor() * static_cast<float>(rows.bucket_count())) {
                rows.reserve(wanted * 2);
            }
        }
        // From here nothing fails.
        for (const Change& change : changes) {
            if (change.value) continue;
            if (change.table == Table::due) {
                const auto found = due_.find(change.key);
                if (found != due_.end()) due_.erase(found);
            } else {
                Rows& rows = of(change.table);
                const auto found = rows.find(change.key);
                if (found != rows.end()) rows.erase(found);
            }
        }
        for (std::string& record : records) records_.push_back(std::move(record));
        for (auto& node : due) due_.insert(std::move(node));
        for (auto& [node, rows] : nodes) {
            const auto found = rows->find(std::string_view(node.key()));
            if (found == rows->end()) {
                rows->insert(std::move(node));
            } else {
                found->second.swap(node.mapped());
            }
        }
    }

   private:
    using Rows = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

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
    std::set<std::string, std::less<>> due_;
    std::vector<std::string> records_;
};

}  // namespace

void Store::copy_to(const std::string& path) {
    throw Failure(Problem{"B017", {path, 0, 0, ""}, {}});
}

std::unique_ptr<Store> memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace bajigong::ledger
