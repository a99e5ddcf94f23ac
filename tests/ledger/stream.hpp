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

// The commands that found three lines, four schemes and three institutions; the auditor is told
// too.
std::vector<std::string> found(Auditor& auditor);
inline constexpr int kLines = 3;

// A stream over about a year, each command with an id of its own. The same seed gives the same.
std::vector<Item> stream(std::uint32_t seed, std::size_t length);

// "sweep" with its day, for between the others.
std::string sweep(const std::string& id, long day, long limit);

}  // namespace audit
