// Random streams of commands, as JSON for the ledger and as events for the auditor.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "ledger/auditor.hpp"

namespace audit {

struct Item {
    std::string json;
    Event event;
};

// The commands that found four lines, seven schemes and three institutions; the auditor is told
// too.
std::vector<std::string> found(Auditor& auditor);
inline constexpr long kFirstDay = 20'454;  // 2026-01-01

// Of the scheme "s0", "s1", ...
const std::vector<Scheme>& schemes();

// The command of an event, with that id and a booked time so many microseconds after noon.
std::string render(const Event& event, const std::string& id, long micros);

// 64 hexadecimal digits.
std::string digits(long number);

// A stream over two or three years, each command with an id of its own. The same seed gives the
// same.
std::vector<Item> stream(std::uint32_t seed, std::size_t length);

// "sweep" with its day, for between the others.
std::string sweep(const std::string& id, long day, long limit);

}  // namespace audit
