// What a host says of the columns of a population, and of the results that it wants.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/date.hpp"

#include "text/json.hpp"

namespace bajigong::population {

// Of one column.
struct ColumnOptions {
    std::string fact;                                       // empty: its own name
    std::vector<std::pair<std::string, text::Json>> codes;  // in the column, the fact's value
    std::optional<Date> never;                              // the day that stands for none
    enum class Unit : std::uint8_t { none, fen, yuan } unit = Unit::none;
};

struct Options {
    std::shared_ptr<const text::JsonMemory> memory;  // of the values of codes
    std::map<std::string, ColumnOptions> columns;
    std::vector<std::string> keep;
    bool causes = false, version = false, receipt = false, range = false, clauses = false,
         decided_by = false;
    int threads = 1;
    // How the work is cut and run; no answer hangs on it.
    int block_rows = 2048;
    bool portable = false;  // without the wider vectors that the machine may have
};
inline constexpr int kMaxThreads = 256;
inline constexpr int kMaxBlockRows = 2048;

// Reads the JSON; throws Failure (J…, R…, A…) with every problem. Empty text: nothing is said.
Options read_options(std::string_view json);

}  // namespace bajigong::population
