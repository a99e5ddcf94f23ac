// Joining spells, and counting the months in them.
#include "engine/spells.hpp"

#include <algorithm>

#include "values/column.hpp"
#include "values/elapsed.hpp"

namespace bajigong::engine {

namespace {

void join(std::vector<Spell>& spells) {
    std::erase_if(spells, [](const Spell& s) { return s.until < s.from || s.from.is_never(); });
    const auto earlier = [](const Spell& a, const Spell& b) { return a.from < b.from; };
    if (!std::is_sorted(spells.begin(), spells.end(), earlier))
        std::sort(spells.begin(), spells.end(), earlier);
    std::size_t whole = 0;
    for (std::size_t i = 0; i < spells.size(); ++i) {
        const Spell spell = spells[i];
        Spell* last = whole == 0 ? nullptr : &spells[whole - 1];
        const bool touches =
            last != nullptr && (last->until.is_never() || spell.from.days <= last->until.days + 1);
        if (touches) {
            last->until = std::max(last->until, spell.until);
        } else {
            spells[whole++] = spell;
        }
    }
    spells.resize(whole);
}

// Calls f(from, end) for each of the spells joined, up to the day of counting, which itself is not
// over; `end` is the day after its last.
template <class F>
void each_counted(std::vector<Spell>& spells, const MonthCount& how, F f) {
    join(spells);
    const bool open_end = how.on.is_never();
    const Date end_of_count{how.on.days - (how.last_day_counts || open_end ? 0 : 1)};
    for (const Spell& spell : spells) {
        const bool ended = !spell.until.is_never() && spell.until.days + 1 <= end_of_count.days;
        const Date end = ended ? Date{spell.until.days + 1} : end_of_count;
        const Date from = std::max(spell.from, how.since);
        if (from < end) f(from, end);
    }
}

}  // namespace

bool covers_all(std::vector<Spell>& spells, Date first, Date last) {
    if (last < first) return true;
    join(spells);
    return std::any_of(spells.begin(), spells.end(),
                       [&](const Spell& s) { return s.from <= first && last <= s.until; });
}

std::int64_t count_months(std::vector<Spell>& spells, const MonthCount& how) {
    std::int64_t months = 0;
    std::int64_t leftover = 0;
    std::size_t counted = 0;
    bool never_ends = false;
    each_counted(spells, how, [&](Date from, Date end) {
        ++counted;
        never_ends = never_ends || end.is_never();
        if (never_ends) return;
        const Elapsed time = elapsed(from, end, how.month_end);
        months += time.months;
        leftover += time.days;
    });
    if (never_ends) return Date::never().days;
    return how.pooled && counted > 1 ? months + leftover / 30 : months;
}

MonthBounds bound_months(std::vector<Spell>& sure, std::vector<Spell>& possible, bool open,
                         const MonthCount& how) {
    const bool same = sure.size() == possible.size();
    if (!open && (!how.pooled || same)) {
        const std::int64_t least = count_months(sure, how);
        return {least, same ? least : count_months(possible, how)};
    }
    MonthCount whole = how;
    whole.pooled = false;
    if (open) return {count_months(sure, whole), kNoUpperBound};
    std::int64_t days = 0;
    each_counted(possible, how,
                 [&](Date from, Date end) { days += std::int64_t{end.days} - from.days; });
    return {count_months(sure, whole), days / 28};
}

}  // namespace bajigong::engine
