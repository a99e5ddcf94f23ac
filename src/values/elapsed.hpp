// Whole months between two days, and the days left over.
#pragma once

#include "bajigong/date.hpp"

namespace bajigong {

struct Elapsed {
    std::int32_t months, days;
};

// From `start` to `end`, which is not before it; neither is never. The months are those of
// full_months, the days those from start plus these months.
Elapsed elapsed(Date start, Date end, MonthEnd month_end);

}  // namespace bajigong
