// Joining spells, and counting the months in them.
#include "engine/spells.hpp"

#include <algorithm>

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

std::int64_t count_months(std::vector<Spell> spells, const MonthCount& how) {
    if (how.on.is_never()) return how.on.days;
    const Date end_of_count{how.on.days - (how.last_day_counts ? 0 : 1)};
    std::int64_t months = 0;
    std::int64_t leftover = 0;
    int counted = 0;
    for (const Spell& spell : joined(std::move(spells))) {
        // The day after the last one; the day of counting itself is not over.
        const Date end = spell.until.is_never() || spell.until.days + 1 > end_of_count.days
                             ? end_of_count
                             : Date{spell.until.days + 1};
        if (end <= spell.from) continue;
        const std::int32_t whole = full_months(spell.from, end, how.month_end);
        const std::optional<Date> reached = add(spell.from, Period{whole, 0}, how.month_end);
        months += whole;
        leftover += reached ? end.days - reached->days : 0;
        ++counted;
    }
    return how.pooled && counted > 1 ? months + leftover / 30 : months;
}

}  // namespace bajigong::engine
