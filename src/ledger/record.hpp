// A record (记录): one judged command as the log keeps it, in canonical bytes.
//
// docs/ledger-log.md specifies them; tests/ledger/verify_log.py reads them without this file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/command.hpp"
#include "ledger/transaction.hpp"

namespace bajigong::ledger {

inline constexpr std::uint8_t kRecordVersion = 1;

struct Record {
    std::uint64_t number = 0;
    Time booked;
    bool accepted = true;
    std::string code;  // why not; empty if accepted
    std::vector<std::string> args;
    Command command;
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<KeyLeg> legs;
};

void write_record(Writer& out, const Record& record);
// Throws Damaged.
Record record_of(std::string_view bytes);

// What is answered to the command of a record.
Outcome outcome_of(const Record& record, bool replayed);

}  // namespace bajigong::ledger
