// The books.
#include "ledger/books.hpp"

#include <algorithm>
#include <limits>

#include "ledger/codec.hpp"
#include "ledger/field_json.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

constexpr std::string_view kVersionKey = "version", kOriginKey = "origin", kHashKey = "hash",
                           kTreeKey = "tree", kLastKey = "last";

bool is_origin(std::string_view text) {
    if (text.empty() || text.size() > 200) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string must_get(Store& store, std::string_view key) {
    std::optional<std::string> value = store.get(Table::meta, key);
    if (!value) throw Damaged();
    return *std::move(value);
}

Hash hash_of(std::string_view bytes) {
    Reader in(bytes);
    const std::uint8_t hash = in.u8();
    in.end();
    if (hash > 1) throw Damaged();
    return static_cast<Hash>(hash);
}

Outcome refused(const Command& command, Problem problem) {
    Outcome outcome;
    outcome.verdict = Verdict::refused;
    outcome.id = command.id();
    outcome.problems.push_back(std::move(problem));
    return outcome;
}

}  // namespace

void run_operation(Transaction& transaction) {
    if (transaction.on > transaction.day) throw Rejection{"B115", {}};
    switch (transaction.command.kind()) {
        case Kind::scheme: return do_scheme(transaction);
        case Kind::institution: return do_institution(transaction);
        case Kind::appropriate: return do_appropriate(transaction);
        case Kind::withdraw: return do_withdraw(transaction);
        case Kind::issue: return do_issue(transaction);
        case Kind::bind: return do_bind(transaction);
        case Kind::hold: return do_hold(transaction);
        case Kind::capture: return do_capture(transaction);
        case Kind::release: return do_release(transaction);
        case Kind::void_: return do_void(transaction);
        case Kind::expire: return do_expire(transaction);
        case Kind::sweep: return do_sweep(transaction);
        case Kind::extend: return do_extend(transaction);
        case Kind::freeze:
        case Kind::unfreeze: return do_freeze(transaction);
        case Kind::settle: return do_settle(transaction);
        case Kind::confirm: return do_confirm(transaction);
        case Kind::reject: return do_reject(transaction);
        case Kind::clawback: return do_clawback(transaction);
        case Kind::collect: return do_collect(transaction);
        case Kind::offset: return do_offset(transaction);
        case Kind::write_off: return do_write_off(transaction);
        case Kind::lapse: return do_lapse(transaction);
        case Kind::carry: return do_carry(transaction);
        case Kind::close: return do_close(transaction);
    }
}

Books::Books(Store& store, const Founding& founding, Records records)
    : store_(store),
      rows_(store),
      founding_(founding),
      tree_(founding.hash),
      keeps_records_(records == Records::kept) {
    if (!is_origin(founding.origin)) throw Failure(Problem{"B010", {}, {}});
    if (store.get(Table::meta, kVersionKey)) throw Failure(Problem{"B023", {}, {}});
    last_.micros = std::numeric_limits<std::int64_t>::min();
    Writer version, hash;
    version.u32(kStoreVersion);
    hash.u8(static_cast<std::uint8_t>(founding.hash));
    rows_.put(Table::meta, kVersionKey, version.bytes());
    rows_.put(Table::meta, kOriginKey, founding.origin);
    rows_.put(Table::meta, kHashKey, hash.bytes());
    commit();
}

Books::Books(Store& store) : store_(store), rows_(store), tree_(Hash::sha256) {
    const std::optional<std::string> version = store.get(Table::meta, kVersionKey);
    if (!version) throw Failure(Problem{"B024", {}, {}});
    Reader in(*version);
    const std::uint32_t found = in.u32();
    if (found > kStoreVersion) {
        throw Failure(Problem{"B027", {}, {std::to_string(found), std::to_string(kStoreVersion)}});
    }
    founding_.origin = must_get(store, kOriginKey);
    founding_.hash = hash_of(must_get(store, kHashKey));
    tree_ = Tree(founding_.hash, must_get(store, kTreeKey));
    last_.micros = static_cast<std::int64_t>(number_of(must_get(store, kLastKey)));
}

std::optional<Record> Books::booked(std::string_view id) {
    const std::optional<std::string_view> number = rows_.get(Table::request, id);
    if (!number) return std::nullopt;
    const std::optional<std::string_view> bytes = rows_.get(Table::record, *number);
    if (!bytes || bytes->size() < 32) throw Damaged();
    return record_of(bytes->substr(0, bytes->size() - 32));
}

Outcome Books::answer_again(Record&& record, const Command& command) {
    if (record.request == command.bytes()) return outcome_of(std::move(record), command.id(), true);
    Outcome outcome;
    outcome.verdict = Verdict::conflict;
    outcome.id = command.id();
    outcome.problems.push_back(
        {"B100", {}, {Command::first_difference(record.command(), command)}, Severity::error});
    return outcome;
}

// A closing says what it closes on: the trial balance and the log as they stood before it.
void Books::prepare_close(Transaction& transaction) {
    if (rows_.has_changes()) commit();
    const Digest balance = trial_balance(), root = tree_.root();
    const auto text = [](const Digest& digest) {
        return digest_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
    };
    transaction.fact("trial_balance", text(balance));
    transaction.fact("size", std::to_string(tree_.size()));
    transaction.fact("root", text(root));
}

Outcome Books::judge(const Arrived& arrived, std::optional<Time> latest) {
    must_not_have_failed();
    const Command& command = arrived.command;
    if (std::optional<Record> before = booked(command.id())) {
        return answer_again(*std::move(before), command);
    }
    if (arrived.booked < last_) return refused(command, {"B013", {}, {last_.text()}});
    if (latest && arrived.booked > *latest) return refused(command, {"B011", {}, {latest->text()}});

    rows_.mark();
    try {
        Outcome outcome = outcome_of(run(arrived), command.id(), false);
        write(tree_.size(), command.id(), arrived.booked);
        return outcome;
    } catch (...) {
        rows_.undo();
        throw;
    }
}

Record Books::run(const Arrived& arrived) {
    const Command& command = arrived.command;
    const Date day = arrived.booked.day();
    Transaction transaction{rows_, command, arrived.booked, day, command.day(Field::on, day)};
    Record record;
    try {
        if (command.kind() == Kind::close) prepare_close(transaction);
        run_operation(transaction);
        record.facts = std::move(transaction.facts);
        record.legs = std::move(transaction.legs);
    } catch (Rejection& rejection) {
        rows_.undo();
        record.accepted = false;
        record.code = std::move(rejection.code);
        record.args = std::move(rejection.args);
    }
    record.number = tree_.size();
    record.booked = arrived.booked;
    record.request = command.bytes();
    // A leaf is the digest of a zero byte and the record.
    write_record(record_.clear().u8(0), record);
    return record;
}

bool Books::repeat(const Arrived& arrived, std::string_view row) {
    const std::string_view id = arrived.command.id();
    if (arrived.booked < last_ || rows_.get(Table::request, id)) return false;
    rows_.mark();
    run(arrived);
    write(tree_.size(), id, arrived.booked);
    return record_.bytes().substr(1) == row;
}

void Books::write(std::uint64_t number, std::string_view id, Time booked) {
    Writer key;
    key.u64(number);
    const Digest leaf = digest_of(founding_.hash, record_.bytes());
    record_.raw({reinterpret_cast<const char*>(leaf.data()), leaf.size()});
    if (keeps_records_) rows_.put_new(Table::record, key.bytes(), record_.bytes().substr(1));
    rows_.put(Table::request, id, key.bytes());
    tree_.append(leaf, [this](int level, std::uint64_t index, const Digest& node) {
        rows_.put_new(Table::node, node_key(level, index),
                      {reinterpret_cast<const char*>(node.data()), node.size()});
    });
    last_ = booked;
}

void Books::commit() {
    must_not_have_failed();
    try {
        rows_.put(Table::meta, kTreeKey, tree_.bytes());
        rows_.put(Table::meta, kLastKey, number_bytes(static_cast<std::uint64_t>(last_.micros)));
        rows_.commit();
    } catch (...) {
        // What was judged may or may not be in the store: only opening it again tells.
        failed_ = true;
        rows_.forget();
        throw;
    }
}

void Books::must_not_have_failed() const {
    if (failed_) throw Failure(Problem{"B021", {}, {}});
}

std::optional<Outcome> Books::find(std::string_view id) {
    must_not_have_failed();
    std::optional<Record> record = booked(id);
    if (!record) return std::nullopt;
    return outcome_of(*std::move(record), record->command().id(), true);
}

Digest Books::trial_balance() {
    Writer out;
    store_.scan(Table::pool, "", "", [&out](std::string_view key, std::string_view fen) {
        out.u16(static_cast<std::uint16_t>(key.size())).raw(key).raw(fen);
        return true;
    });
    return digest_of(founding_.hash, out.bytes());
}

Digest Books::subtree(int level, std::uint64_t index) {
    if (level == 0) {
        const std::optional<std::string> row = store_.get(Table::record, number_bytes(index));
        if (!row || row->size() < 32) throw Damaged();
        Digest leaf;
        std::copy(row->end() - 32, row->end(), leaf.begin());
        return leaf;
    }
    if (level % kKeptLevels == 0) {
        const std::optional<std::string> row = store_.get(Table::node, node_key(level, index));
        if (!row || row->size() != 32) throw Damaged();
        Digest node;
        std::copy(row->begin(), row->end(), node.begin());
        return node;
    }
    return node_digest(founding_.hash, subtree(level - 1, index * 2),
                       subtree(level - 1, index * 2 + 1));
}

}  // namespace bajigong::ledger
