// Verifying a ledger: every record judged again from nothing, and all that stands beside compared.
#include <algorithm>
#include <cstring>

#include "bajigong/ledger_log.hpp"

#include "ledger/books.hpp"
#include "ledger/codec.hpp"
#include "ledger/memory_store.hpp"

namespace bajigong::ledger {
namespace {

// Told about progress each time so many records are done, and committed: the rows of a thousand
// records fit where reading is fast.
constexpr std::uint64_t kStep = 10'000, kCommit = 1'000;

// Ends the work at the first thing that is wrong.
struct Wrong {
    Finding finding;
};

[[noreturn]] void wrong(std::uint64_t record, std::string code,
                        std::vector<std::string> args = {}) {
    throw Wrong{{record, {std::move(code), {}, std::move(args), Severity::error}}};
}

constexpr const char* kNames[kTables] = {"meta", "account", "pool",    "item",
                                         "due",  "record",  "request", "node"};

class Verifier {
   public:
    Verifier(Store& store, std::span<const Checkpoint> outside,
             const std::function<void(std::uint64_t, std::uint64_t)>& progress)
        : store_(store),
          stored_(store),
          again_(copy_, stored_.founding(), Books::Records::passed_over),
          outside_(outside.begin(), outside.end()),
          progress_(progress) {
        std::sort(outside_.begin(), outside_.end(),
                  [](const Checkpoint& a, const Checkpoint& b) { return a.size < b.size; });
    }

    void run(Verification& result) {
        check_checkpoint(result);
        store_.scan(Table::record, "", "", [&](std::string_view key, std::string_view row) {
            judge_again(key, row);
            result.size = again_.tree().size();
            check_checkpoint(result);
            if (result.size % kCommit == 0) again_.commit();
            if (result.size % kStep == 0 && progress_) {
                progress_(result.size, stored_.tree().size());
            }
            return true;
        });
        again_.commit();
        if (progress_) progress_(result.size, stored_.tree().size());
        if (result.size != stored_.tree().size()) wrong(result.size, "B031");
        if (next_ < outside_.size()) {
            wrong(result.size, "B032", {std::to_string(outside_.back().size)});
        }
        // The log's own rows were compared one by one.
        for (const Table table : {Table::meta, Table::account, Table::pool, Table::item, Table::due,
                                  Table::request, Table::node}) {
            compare(table, result.size);
        }
    }

   private:
    void judge_again(std::string_view key, std::string_view row) {
        const std::uint64_t number = again_.tree().size();
        if (key.size() != 8 || number_of(key) != number || row.size() < 32) wrong(number, "B033");
        const std::string_view bytes = row.substr(0, row.size() - 32);
        try {
            // Where it comes to the same bytes, all that stands in them is as it should be.
            if (again_.repeat(request_of(bytes), row)) return;
        } catch (const Damaged&) {
            check_leaf(number, row);
            wrong(number, "B033");
        } catch (const Failure&) {
        } catch (const std::logic_error&) {
            // A command that no reader of commands would have let in.
        }
        check_leaf(number, row);
        wrong(number, "B035");
    }

    // Tells bytes that were changed from a record that was never judged so. Where both agree the
    // leaf was made again, so this is for what is wrong.
    void check_leaf(std::uint64_t number, std::string_view row) const {
        const std::size_t size = row.size() - 32;
        const Digest leaf = leaf_digest(stored_.founding().hash, row.substr(0, size));
        if (std::memcmp(leaf.data(), row.data() + size, leaf.size()) != 0) wrong(number, "B034");
    }

    // Compares the outside checkpoints of this size.
    void check_checkpoint(Verification& result) {
        const std::uint64_t size = again_.tree().size();
        for (; next_ < outside_.size() && outside_[next_].size == size; ++next_) {
            const Checkpoint& checkpoint = outside_[next_];
            const Founding& founding = stored_.founding();
            const bool same = checkpoint.origin == founding.origin &&
                              checkpoint.hash == founding.hash &&
                              checkpoint.root == again_.tree().root();
            if (!same) wrong(size, "B036", {std::to_string(size)});
            again_.commit();
            if (checkpoint.trial_balance != again_.trial_balance()) {
                wrong(size, "B036", {std::to_string(size)});
            }
            result.anchored = size;
        }
    }

    // Each row that is stored is mine too, no key stands twice, and there are as many: so they are
    // the same. Finding mine waits for memory, so some more are on their way meanwhile.
    void compare(Table table, std::uint64_t size) {
        struct Row {
            std::string key, value;
            std::size_t hash = 0;
        };
        constexpr std::size_t kRows = 32, kRowAhead = 8, kAhead = 16;
        Row rows[kRows];
        std::size_t read = 0, same = 0;
        const std::string name = kNames[static_cast<std::size_t>(table)];
        const auto check_next = [&] {
            const Row& row = rows[same % kRows];
            const bool in_order = same == 0 || rows[(same - 1) % kRows].key < row.key;
            if (!in_order || copy_.look(table, row.key, row.hash) != row.value) {
                wrong(size, "B037", {name, std::to_string(same)});
            }
            ++same;
        };
        store_.scan(table, "", "", [&](std::string_view key, std::string_view value) {
            Row& row = rows[read % kRows];
            row.key = key;
            row.value = value;
            row.hash = MemoryStore::hash(key);
            copy_.send_for_place(table, row.hash);
            if (read >= kRowAhead) copy_.send_for_row(table, rows[(read - kRowAhead) % kRows].hash);
            ++read;
            if (read > kAhead) check_next();
            return true;
        });
        while (same < read) check_next();
        if (same != copy_.count(table)) wrong(size, "B037", {name, std::to_string(same)});
    }

    Store& store_;
    Books stored_;
    MemoryStore copy_;
    Books again_;
    std::vector<Checkpoint> outside_;
    std::size_t next_ = 0;
    const std::function<void(std::uint64_t, std::uint64_t)>& progress_;
};

}  // namespace

Verification verify(Store& store, std::span<const Checkpoint> outside,
                    const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    store.check_usable();
    Verification result;
    try {
        Verifier(store, outside, progress).run(result);
    } catch (const Wrong& found) {
        result.first = found.finding;
    } catch (const Failure& failure) {
        result.first = Finding{result.size, failure.problems().front()};
    }
    return result;
}

}  // namespace bajigong::ledger
