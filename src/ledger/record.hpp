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
#include "ledger/command_json.hpp"
#include "ledger/transaction.hpp"

namespace bajigong::ledger {

inline constexpr std::uint8_t kRecordVersion = 1;

// Views point into the record's bytes, or into what it is being made from.
struct Record {
    std::uint64_t number = 0;
    Time booked;
    bool accepted = true;
    std::string code;  // why not; empty if accepted
    std::vector<std::string> args;
    std::string_view request;  // the command's bytes
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<KeyLeg> legs;

    // Throws Damaged.
    Command command() const { return Command::of_bytes(std::string(request)); }
};

void write_record(Writer& out, const Record& record);
// Throws Damaged.
Record record_of(std::string_view bytes);

// The command of a record and when it was booked; what else stands in the bytes is not looked at.
// Throws Damaged.
Arrived request_of(std::string_view bytes);

// What is answered to the command of a record; takes its facts and why it was rejected.
Outcome outcome_of(Record&& record, std::string_view id, bool replayed);

}  // namespace bajigong::ledger
