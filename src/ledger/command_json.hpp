// Commands from JSON, and back.
#pragma once

#include <string>
#include <string_view>

#include "ledger/command.hpp"

namespace bajigong::ledger {

// A command as it arrived: what is asked, and when it is to be booked.
struct Arrived {
    Command command;
    Time booked;
};
// Throws Failure (J…, R00x, B00x) naming every key that is wrong; no value is repeated in it.
Arrived command_from_json(std::string_view json);

// The command as one line of JSON, without its booked time.
std::string command_json(const Command& command);

}  // namespace bajigong::ledger
