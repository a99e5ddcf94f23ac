// The auditor's sums by budget line.
#pragma once

#include <cstdint>
#include <vector>

namespace audit {

using Parts = std::vector<std::int64_t>;  // by line
using Order = std::vector<int>;           // lines, in the order that they pay

std::int64_t sum(const Parts& parts);

// Parts of `fen` as the weights are: exact shares cut off, and what is left over handed out fen by
// fen, from the first line of the order on, to those whose share was cut. Lines that are not in the
// order have no weight.
Parts share(std::int64_t fen, const Parts& weights, const Order& order);

void shift(Parts& from, Parts& to, const Parts& parts);

}  // namespace audit
