// Joining spells, and counting the months in them.
#include "engine/spells.hpp"

#include <algorithm>

#include "values/column.hpp"

namespace bajigong::engine {

namespace {

std::vector<Spell> joined(std::vector<Spell> spells) {
    std::erase_if(spells, [](const Spell& s) { return s.until < s.from || s.from.is_never(); });
    std::sort(spells.begin(), spells.end(),
              [](const Spell& a, const Spell& b) { return a.from < b.from; });
    std::vector<Spell> result;
    for (const Spell& spell : spells) {
        const bool touches = !result.empty() && (result.back().until.is_never() ||
                                                 spell.from.days <= result.back().until.days + 1);
        if (touches) {
            result.back().until = std::max(result.back().until, spell.until);
        } else {
            result.push_back(spell);
        }
    }
    return result;
}

}  // namespace

bool covers_all(std::vector<Spell> spells, Date first, Date last) {
    if (last < first) return true;
    const std::vector<Spell> whole = joined(std::move(spells));
    return std::any_of(whole.begin(), whole.end(),
                       [&](const Spell& s) { return s.from <= first && last <= s.until; });
}

namespace {

// The spells joined, up to the day of counting, which itself is not over; each with the day after
// its last.
std::vector<Spell> counted_spells(std::vector<Spell> spells, const MonthCount& how) {
    const bool open_end = how.on.is_never();
    const Date end_of_count{how.on.days - (how.last_day_counts || open_end ? 0 : 1)};
    std::vector<Spell> result;
    for (const Spell& spell : joined(std::move(spells))) {
        const bool ended = !spell.until.is_never() && spell.until.days + 1 <= end_of_count.days;
        const Date end = ended ? Date{spell.until.days + 1} : end_of_count;
        const Date from = std::max(spell.from, how.since);
        if (from < end) result.push_back({from, end});
    }
    return result;
}

}  // namespace

std::int64_t count_months(std::vector<Spell> spells, const MonthCount& how) {
    const std::vector<Spell> counted = counted_spells(std::move(spells), how);
    std::int64_t months = 0;
    std::int64_t leftover = 0;
    for (const Spell& spell : counted) {
        if (spell.until.is_never()) return Date::never().days;
        const std::int32_t whole = full_months(spell.from, spell.until, how.month_end);
        const std::optional<Date> reached = add(spell.from, Period{whole, 0}, how.month_end);
        months += whole;
        leftover += reached ? spell.until.days - reached->days : 0;
    }
    return how.pooled && counted.size() > 1 ? months + leftover / 30 : months;
}

MonthBounds bound_months(const std::vector<Spell>& sure, const std::vector<Spell>& possible,
                         bool open, const MonthCount& how) {
    if (!open && (!how.pooled || sure.size() == possible.size())) {
        return {count_months(sure, how), count_months(possible, how)};
    }
    MonthCount whole = how;
    whole.pooled = false;
    if (open) return {count_months(sure, whole), kNoUpperBound};
    std::int64_t days = 0;
    for (const Spell& spell : counted_spells(possible, how)) {
        days += std::int64_t{spell.until.days} - spell.from.days;
    }
    return {count_months(sure, whole), days / 28};
}

}  // namespace bajigong::engine
