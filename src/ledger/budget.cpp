// Budget lines: appropriation, withdrawal, year end, closing a month.
#include <algorithm>

#include "ledger/codec.hpp"
#include "ledger/expiry.hpp"
#include "ledger/operations.hpp"

namespace bajigong::ledger {
namespace {

Source line_of(const Command& command) {
    return {command.text(Field::fund), command.year(), command.text(Field::line), 0};
}

void post_pair(Transaction& transaction, const Source& line, const AccountOf& from,
               const AccountOf& to, std::int64_t fen) {
    Working& rows = transaction.rows;
    const Posting legs[] = {{from.in(rows, line), -fen}, {to.in(rows, line), fen}};
    post(transaction, legs);
}

// Year-end takes what is on a line, so all that is due on it is booked first.
void sweep_all(Transaction& transaction, const Source& line) {
    sweep_line(transaction, line, kMaxLegs, [] { return false; });
}

std::int64_t held_on(Transaction& transaction, const Source& line) {
    return kAvailable.in(transaction.rows, line).fen();
}

// The line in the next budget year.
Source next_year(const Source& line) {
    Source next = line;
    ++next.year;
    return next;
}

// From an account of one year to the same of the next. The appropriations move too: each year's
// accounts go on to sum to nothing.
void carry_pair(Transaction& transaction, const Source& line, const AccountOf& of,
                std::int64_t fen) {
    const Source next = next_year(line);
    Working& rows = transaction.rows;
    const Posting legs[] = {{of.in(rows, line), -fen},
                            {kAppropriation.in(rows, line), fen},
                            {kAppropriation.in(rows, next), -fen},
                            {of.in(rows, next), fen}};
    post(transaction, legs);
}

void carry_accounts(Transaction& transaction, const Source& line, const AccountOf& of) {
    const std::int64_t fen = of.in(transaction.rows, line).fen();
    if (fen > 0) carry_pair(transaction, line, of, fen);
}

void carry_voucher(Transaction& transaction, std::string_view id) {
    const std::int32_t year = transaction.command.year();
    Voucher voucher = must_exist(find_voucher(transaction.rows, id), "voucher");
    bring_up_to_date(transaction, id, voucher);
    if (voucher.void_) throw Rejection{"B106", {}};
    if (voucher.expired || voucher.spent) throw Rejection{"B104", {}};
    must_not_precede(transaction, voucher.from);
    const bool on_year = std::any_of(voucher.sources.begin(), voucher.sources.end(),
                                     [year](const Source& source) { return source.year == year; });
    if (!on_year) throw Rejection{"B102", {"line of that year"}};
    forget_due(transaction, id, voucher);
    Sources sources;
    for (const Source& source : voucher.sources) {
        Source now = source;
        if (source.year == year) {
            carry_accounts(transaction, source, of_voucher(id));
            for (const std::string_view hold : voucher.holds) {
                carry_accounts(transaction, source, of_hold(id, hold));
            }
            now = next_year(source);
            if (!voucher.bound) {
                add_exposure(transaction, source, -source.part);
                add_exposure(transaction, now, source.part);
            }
        }
        const auto same = std::find_if(sources.begin(), sources.end(), [&now](const Source& other) {
            return other.same_line(now);
        });
        if (same == sources.end()) {
            sources.push_back(now);
        } else {
            same->part += now.part;
        }
    }
    voucher.sources = std::move(sources);
    save_voucher(transaction, id, voucher);
}

std::string month_text(std::int64_t month) {
    const auto year = static_cast<int>(month / 12), of_year = static_cast<int>(month % 12) + 1;
    return Date::from_ymd(year, of_year, 1).value_or(Date{}).text().substr(0, 7);
}

}  // namespace

void do_appropriate(Transaction& transaction) {
    const Source line = line_of(transaction.command);
    post_pair(transaction, line, kAppropriation, kAvailable,
              transaction.command.number(Field::amount));
}

void do_withdraw(Transaction& transaction) {
    const Source line = line_of(transaction.command);
    const std::int64_t fen = transaction.command.number(Field::amount);
    need_available(transaction, line, fen);
    post_pair(transaction, line, kAvailable, kAppropriation, fen);
}

void do_lapse(Transaction& transaction) {
    const Source line = line_of(transaction.command);
    sweep_all(transaction, line);
    const std::int64_t fen = amount_within(transaction, held_on(transaction, line));
    post_pair(transaction, line, kAvailable, kReturned, fen);
    transaction.fact("amount", Money{fen}.text());
}

void do_carry(Transaction& transaction) {
    if (transaction.command.year() >= 9'999) throw Rejection{"B122", {}};
    if (transaction.command.has(Field::voucher)) {
        carry_voucher(transaction, transaction.command.text(Field::voucher));
        return;
    }
    const Source line = line_of(transaction.command);
    sweep_all(transaction, line);
    const std::int64_t fen = amount_within(transaction, held_on(transaction, line));
    carry_pair(transaction, line, kAvailable, fen);
    transaction.fact("amount", Money{fen}.text());
}

void do_close(Transaction& transaction) {
    const ThingKey key(Thing::closed, transaction.command.text(Field::fund));
    const std::int64_t month = transaction.command.number(Field::period);
    const YearMonthDay today = civil(transaction.day);
    if (month >= today.year * 12 + today.month - 1) throw Rejection{"B126", {}};
    const std::optional<std::string_view> closed = transaction.rows.get(Table::item, key);
    if (closed && static_cast<std::int64_t>(number_of(*closed)) >= month) {
        throw Rejection{"B101", {"closed month"}};
    }
    transaction.rows.put(Table::item, key, number_bytes(static_cast<std::uint64_t>(month)));
    transaction.fact("closed", month_text(month));
}

}  // namespace bajigong::ledger
