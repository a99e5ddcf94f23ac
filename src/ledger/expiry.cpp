// Deadlines.
#include "ledger/expiry.hpp"

#include <algorithm>

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

std::string line_key(const Source& line) {
    Writer key;
    key.word(line.fund).u16(static_cast<std::uint16_t>(line.year)).word(line.line);
    return key.string();
}

std::string due_key(const std::string& line, Date day, std::string_view voucher) {
    Writer key;
    key.raw(line).u32(static_cast<std::uint32_t>(day.days)).raw(voucher);
    return key.string();
}

void release_due_holds(Transaction& transaction, const std::string& id, Voucher& voucher) {
    const std::vector<std::string> open = voucher.holds;
    for (const std::string& name : open) {
        Hold hold = must_exist(find_hold(transaction.rows, name), "hold");
        if (transaction.day < lapse_day(hold.until, voucher.late_days)) continue;
        const AccountOf from = of_hold(id, name);
        move(transaction, voucher.sources, total(transaction.rows, voucher.sources, from), from,
             of_voucher(id));
        hold.open = false;
        save(transaction.rows, name, hold);
        std::erase(voucher.holds, name);
    }
}

// The first day on which something is to be booked; never if nothing is.
Date next_due(Transaction& transaction, const std::string& id, const Voucher& voucher) {
    Date next = Date::never();
    for (const std::string& name : voucher.holds) {
        const Hold hold = must_exist(find_hold(transaction.rows, name), "hold");
        next = std::min(next, lapse_day(hold.until, voucher.late_days));
    }
    const bool over = voucher.void_ || voucher.expired || voucher.spent;
    if (over) return next;
    const bool holds_money =
        !voucher.bound || total(transaction.rows, voucher.sources, of_voucher(id)) > 0;
    return holds_money ? std::min(next, lapse_day(voucher.until, voucher.late_days)) : next;
}

}  // namespace

Date lapse_day(Date until, std::int32_t late_days) {
    return add(until, Period{0, late_days + 1}).value_or(Date::never());
}

void bring_up_to_date(Transaction& transaction, const std::string& id, Voucher& voucher) {
    release_due_holds(transaction, id, voucher);
    const bool over = voucher.void_ || voucher.expired || voucher.spent;
    if (!over && transaction.day >= lapse_day(voucher.until, voucher.late_days)) {
        voucher.expired = true;
        if (!voucher.bound) {
            for (const Source& source : voucher.sources) {
                add_exposure(transaction, source, -source.part);
            }
        }
    }
    if (voucher.void_ || voucher.expired || voucher.spent) {
        const AccountOf from = of_voucher(id);
        move(transaction, voucher.sources, total(transaction.rows, voucher.sources, from), from,
             kAvailable);
    }
}

void forget_due(Transaction& transaction, const std::string& id, Voucher& voucher) {
    if (voucher.due.is_never()) return;
    for (const Source& source : voucher.sources) {
        transaction.rows.erase_due(due_key(line_key(source), voucher.due, id));
    }
    voucher.due = Date::never();
}

void save_voucher(Transaction& transaction, const std::string& id, Voucher& voucher) {
    const Date due = next_due(transaction, id, voucher);
    if (due != voucher.due) {
        forget_due(transaction, id, voucher);
        voucher.due = due;
        if (!due.is_never()) {
            for (const Source& source : voucher.sources) {
                transaction.rows.put_new(Table::due, due_key(line_key(source), due, id), "");
            }
        }
    }
    save(transaction.rows, id, voucher);
}

std::size_t sweep_line(Transaction& transaction, const Source& line, std::size_t limit,
                       const std::function<bool()>& enough) {
    const std::string prefix = line_key(line);
    const std::string end = due_key(prefix, Date{transaction.day.days + 1}, "");
    std::string from = due_key(prefix, Date{0}, "");
    std::size_t swept = 0;
    constexpr std::size_t kChunk = 256;
    while (swept < limit && !enough()) {
        std::vector<std::string> vouchers;
        const std::string first = from;
        transaction.rows.scan_due(first, end, [&](std::string_view key) {
            from = key;
            vouchers.emplace_back(key.substr(prefix.size() + 4));
            return vouchers.size() < std::min(kChunk, limit - swept);
        });
        if (vouchers.empty()) break;
        from += '\0';  // what stands before is booked by the time it is looked for again
        for (const std::string& id : vouchers) {
            if (enough()) return swept;
            Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
            bring_up_to_date(transaction, id, voucher);
            save_voucher(transaction, id, voucher);
            ++swept;
        }
    }
    return swept;
}

void need_available(Transaction& transaction, const Source& line, std::int64_t needed) {
    const std::string key = kAvailable.key(line);
    const auto held = [&] { return transaction.rows.balance(Table::account, key); };
    sweep_line(transaction, line, kMaxLegs, [&] { return held() >= needed; });
    if (held() < needed) throw Rejection{"B103", {Money{held()}.text()}};
}

std::int64_t exposure(Transaction& transaction, const Source& line) {
    const std::optional<std::string_view> bytes =
        transaction.rows.get(Table::item, thing_key(Thing::exposure, line_key(line)));
    return bytes ? static_cast<std::int64_t>(number_of(*bytes)) : 0;
}

void add_exposure(Transaction& transaction, const Source& line, std::int64_t fen) {
    const std::string key = thing_key(Thing::exposure, line_key(line));
    const std::int64_t sum = exposure(transaction, line) + fen;
    if (sum == 0) {
        transaction.rows.erase(Table::item, key);
    } else {
        transaction.rows.put(Table::item, key, number_bytes(static_cast<std::uint64_t>(sum)));
    }
}

}  // namespace bajigong::ledger
