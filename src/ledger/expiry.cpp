// Deadlines.
#include "ledger/expiry.hpp"

#include <algorithm>

#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

Writer& write_line(Writer& key, const Source& line) {
    return key.word(line.fund).u16(static_cast<std::uint16_t>(line.year)).word(line.line);
}

// Days before 1970 stand before those after it.
void write_due_key(Writer& key, const Source& line, Date day, std::string_view voucher) {
    write_line(key, line).u32(static_cast<std::uint32_t>(day.days) ^ 0x80000000U).raw(voucher);
}

// The key of what is promised from a line.
void write_exposure_key(Writer& key, const Source& line) {
    write_line(key.u8(static_cast<std::uint8_t>(Thing::exposure)), line);
}

void release_due_holds(Transaction& transaction, std::string_view id, Voucher& voucher) {
    const Ids open = voucher.holds;
    for (const std::string_view name : open) {
        Hold hold = must_exist(find_hold(transaction.rows, name), "hold");
        if (transaction.day < lapse_day(hold.until, voucher.late_days)) continue;
        const AccountOf from = of_hold(id, name);
        move(transaction, voucher.sources, total(transaction.rows, voucher.sources, from), from,
             of_voucher(id));
        hold.open = false;
        save(transaction.rows, name, hold);
        voucher.holds.erase(name);
    }
}

// The first day on which something is to be booked; never if nothing is.
Date next_due(Transaction& transaction, std::string_view id, const Voucher& voucher) {
    Date next = Date::never();
    for (const std::string_view name : voucher.holds) {
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

void bring_up_to_date(Transaction& transaction, std::string_view id, Voucher& voucher) {
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

void forget_due(Transaction& transaction, std::string_view id, Voucher& voucher) {
    if (voucher.due.is_never()) return;
    for (const Source& source : voucher.sources) {
        Writer key;
        write_due_key(key, source, voucher.due, id);
        transaction.rows.erase_due(key.bytes());
    }
    voucher.due = Date::never();
}

void save_voucher(Transaction& transaction, std::string_view id, Voucher& voucher) {
    const Date due = next_due(transaction, id, voucher);
    if (due != voucher.due) {
        forget_due(transaction, id, voucher);
        voucher.due = due;
        if (!due.is_never()) {
            for (const Source& source : voucher.sources) {
                Writer key;
                write_due_key(key, source, due, id);
                transaction.rows.put_new(Table::due, key.bytes(), "");
            }
        }
    }
    save(transaction.rows, id, voucher);
}

std::size_t sweep_line(Transaction& transaction, const Source& line, std::size_t limit,
                       const std::function<bool()>& enough) {
    if (enough()) return 0;
    Writer first_key, end_key;
    write_due_key(first_key, line, Date{INT32_MIN}, "");
    write_due_key(end_key, line, Date{transaction.day.days + 1}, "");
    std::string from = first_key.string();
    const std::size_t prefix = from.size();
    std::size_t swept = 0;
    constexpr std::size_t kChunk = 256;
    while (swept < limit && !enough()) {
        std::vector<std::string> vouchers;
        const std::string first = from;
        transaction.rows.scan_due(first, end_key.bytes(), [&](std::string_view key) {
            from = key;
            vouchers.emplace_back(key.substr(prefix));
            return vouchers.size() < std::min(kChunk, limit - swept);
        });
        if (vouchers.empty()) break;
        from += '\0';  // what stands before is booked by the time it is looked for again
        for (std::string_view id : vouchers) {
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
    const Working::Balance available = kAvailable.in(transaction.rows, line);
    const auto held = [&] { return available.fen(); };
    sweep_line(transaction, line, kMaxLegs, [&] { return held() >= needed; });
    if (held() < needed) throw Rejection{"B103", {Money{held()}.text()}};
}

std::int64_t exposure(Transaction& transaction, const Source& line) {
    Writer key;
    write_exposure_key(key, line);
    const std::optional<std::string_view> bytes = transaction.rows.get(Table::item, key.bytes());
    return bytes ? static_cast<std::int64_t>(number_of(*bytes)) : 0;
}

void add_exposure(Transaction& transaction, const Source& line, std::int64_t fen) {
    Writer key;
    write_exposure_key(key, line);
    const std::int64_t sum = exposure(transaction, line) + fen;
    if (sum == 0) {
        transaction.rows.erase(Table::item, key.bytes());
    } else {
        transaction.rows.put(Table::item, key.bytes(),
                             number_bytes(static_cast<std::uint64_t>(sum)));
    }
}

}  // namespace bajigong::ledger
