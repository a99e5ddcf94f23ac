// Deadlines (到期): judged by the day a command is booked; what lapsed is booked when it matters.
//
// A last day with `late_days` may still be used by what is booked that many days after it. From the
// day after that on, a hold is released and a voucher has expired, whether a sweep has booked it or
// not: every command first books what is due on the things that it touches, or on the line whose
// money it needs. So a sweep that comes early, late or never changes no verdict.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ledger/transaction.hpp"

namespace bajigong::ledger {

// The first day of booking on which something with that last day has lapsed.
Date lapse_day(Date until, std::int32_t late_days);

// Books what is due on the voucher, and returns to its lines what no longer has a use. Changes
// `voucher` but does not save it.
void bring_up_to_date(Transaction& transaction, std::string_view id, Voucher& voucher);

// Saves a voucher after a change, with its rows in Table::due.
void save_voucher(Transaction& transaction, std::string_view id, Voucher& voucher);
// Takes it out of Table::due; before its lines change.
void forget_due(Transaction& transaction, std::string_view id, Voucher& voucher);

// Books what is due on vouchers of a line, in order of their days, until `enough` or `limit` of
// them. Returns how many.
std::size_t sweep_line(Transaction& transaction, const Source& line, std::size_t limit,
                       const std::function<bool()>& enough);

// Brings the line's available money to `needed`, if what is due on it allows. Throws Rejection B103
// if not.
void need_available(Transaction& transaction, const Source& line, std::int64_t needed);

// Money that vouchers not encumbered yet may come to ask of a line.
std::int64_t exposure(Transaction& transaction, const Source& line);
void add_exposure(Transaction& transaction, const Source& line, std::int64_t fen);

}  // namespace bajigong::ledger
