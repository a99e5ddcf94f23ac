// A voucher's status, worked out from its accounts.
#pragma once

#include <optional>
#include <string_view>

#include "bajigong/ledger_report.hpp"

#include "ledger/working.hpp"

namespace bajigong::ledger {

std::optional<VoucherStatus> status_of(Working& rows, std::string_view id, Date on);

}  // namespace bajigong::ledger
