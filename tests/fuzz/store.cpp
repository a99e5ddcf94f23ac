// A ledger whose store holds other rows than it wrote: verifying tells every difference, and
// whoever opens it all the same is answered or refused.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "bajigong/ledger_books.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"
#include "bajigong/ledger_store.hpp"

#include "attempt.hpp"
#include "ledger/codec.hpp"
#include "stores/borrowed.hpp"

namespace {

using namespace bajigong;
using namespace bajigong::ledger;

void check(bool good) {
    if (!good) std::abort();
}

using Rows = std::map<std::string, std::string>;
struct Written {
    Rows tables[kTables];
    Checkpoint checkpoint;
};

std::unique_ptr<Store> store_of(const Rows (&tables)[kTables]) {
    std::unique_ptr<Store> store = memory_store();
    std::vector<Change> changes;
    for (std::size_t t = 0; t < kTables; ++t) {
        for (const auto& [key, value] : tables[t])
            changes.push_back({static_cast<Table>(t), key, value});
    }
    store->commit(changes);
    return store;
}

// What a ledger writes of a county's commands.
Written written() {
    const std::unique_ptr<Store> store = memory_store();
    Written made;
    Ledger books = Ledger::create(std::make_unique<Borrowed>(*store), {"fuzz", Hash::sha256});
    std::ifstream lines(BAJIGONG_SOURCE_DIR "/tests/fuzz/corpus/ledger/county3");
    for (std::string line; std::getline(lines, line);) books.apply(line);
    check(books.size() > 10);
    made.checkpoint = books.checkpoint();
    for (std::size_t t = 0; t < kTables; ++t) {
        store->scan(static_cast<Table>(t), "", "", [&](std::string_view key, std::string_view row) {
            made.tables[t].emplace(key, row);
            return true;
        });
    }
    return made;
}

class Bytes {
   public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool left() const { return at_ < size_; }
    std::uint8_t next() { return left() ? data_[at_++] : 0; }
    std::size_t pick(std::size_t n) {
        const std::size_t drawn = n <= 256 ? next() : next() * 256u + next();
        return n == 0 ? 0 : drawn % n;
    }
    std::string some(std::size_t most) {
        std::string bytes;
        for (std::size_t n = pick(most + 1); n > 0; --n) bytes += static_cast<char>(next());
        return bytes;
    }

   private:
    const std::uint8_t* data_;
    std::size_t size_, at_ = 0;
};

void change(Bytes& bytes, Rows (&tables)[kTables]) {
    Rows& rows = tables[bytes.pick(kTables)];
    const auto row = std::next(rows.begin(), static_cast<std::ptrdiff_t>(bytes.pick(rows.size())));
    const std::size_t what = bytes.pick(6);
    if (what == 0 || row == rows.end()) {
        std::string key = bytes.some(32);
        rows[std::move(key)] = bytes.some(64);
        return;
    }
    std::string& value = row->second;
    const std::size_t at = bytes.pick(value.size());
    switch (what) {
        case 1: rows.erase(row); break;
        case 2: value.resize(at); break;
        case 3: value.insert(at, bytes.some(16)); break;
        case 4: value = rows.begin()->second; break;
        default:
            if (!value.empty()) value[at] = static_cast<char>(bytes.next());
            break;
    }
}

using fuzz::attempt;

void use(Store& store) {
    Ledger books = Ledger::open(std::make_unique<Borrowed>(store));
    const auto nothing = [](const Leg&) {};
    attempt([&] { books.pools(nothing); });
    attempt([&] { books.accounts(nothing); });
    attempt([&] { books.exposures(nothing); });
    attempt([&] { books.voucher("V-0", Date{20'600}); });
    attempt([&] { books.find("issue-0"); });
    attempt([&] { books.checkpoint(); });
    attempt([&] { books.inclusion_proof(1, books.size()); });
    attempt([&] { books.consistency_proof(1, books.size()); });
    attempt([&] { books.state_digest(); });
    attempt([&] { export_books(books, BookFormat::journal, [](std::string_view) {}); });
    for (
        const char* command :
        {R"({"do":"sweep","id":"z1","at":"2027-01-05T08:00:01+08:00","by":"c","limit":50})",
         R"({"do":"hold","id":"z2","at":"2027-01-05T08:00:02+08:00","by":"c","hold":"z","voucher":"V-1","institution":"A","course":"x","amount":"1"})",
         R"({"do":"issue","id":"z3","at":"2027-01-05T08:00:03+08:00","by":"c","voucher":"z","scheme":"面值券2026","person":"0000000000000000000000000000000000000000000000000000000000000009","amount":"1"})"})
        attempt([&] { books.apply(command); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Written original = written();
    Bytes bytes(data, size);
    Rows tables[kTables];
    std::copy(std::begin(original.tables), std::end(original.tables), tables);
    for (int i = 0; i < 8 && bytes.left(); ++i) change(bytes, tables);
    const std::unique_ptr<Store> store = store_of(tables);
    const bool same = std::equal(std::begin(tables), std::end(tables), original.tables);
    check(verify(*store, std::span(&original.checkpoint, 1)).good() == same);
    attempt([&] { use(*store); });
    return 0;
}
