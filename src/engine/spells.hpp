// Spells (时段): sets of day ranges, joined where they touch.
#pragma once

#include <cstdint>
#include <vector>

#include "bajigong/date.hpp"

namespace bajigong::engine {

// Both days included; `until` may be never. A spell that ends before it begins holds no day.
struct Spell {
    Date from, until;
};

// Whether every day from `first` to `last` lies in some spell; true where there is no such day.
// These functions put the spells in order, and join those that touch.
bool covers_all(std::vector<Spell>& spells, Date first, Date last);

struct MonthCount {
    Date on;                      // months completed by this day
    bool last_day_counts = true;  // is the month complete on its corresponding day?
    bool pooled = false;  // are leftover days of separate spells added up, thirty to a month?
    MonthEnd month_end = MonthEnd::last_day;
    Date since{INT32_MIN};  // days of spells before it do not count
};
std::int64_t count_months(std::vector<Spell>& spells, const MonthCount& how);

// The least and the most months of any selection of `possible` that holds all of `sure`; with
// `open`, of any spells besides, too.
//
// Without pooling, a further spell never takes a month away, so both are counts. With pooling it
// can: thirty leftover days are a month beside another spell, and part of one of 31 days once a
// spell joins them. There the least is what needs no pooling, and the most what the days allow, at
// 28 to a month.
struct MonthBounds {
    std::int64_t least, most;
};
MonthBounds bound_months(std::vector<Spell>& sure, std::vector<Spell>& possible, bool open,
                         const MonthCount& how);

}  // namespace bajigong::engine
