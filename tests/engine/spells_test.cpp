// Spells: months covered, by hand on the calendar; bounds, against every selection of the spells in
// doubt.
#include "engine/spells.hpp"

#include <random>

#include "language/evaluation.hpp"

namespace bajigong::engine {
namespace {

// The spells as they come, whatever is done with the copies.
std::int64_t months(std::vector<Spell> spells, const MonthCount& how) {
    return count_months(spells, how);
}
MonthBounds bounds_of(std::vector<Spell> sure, std::vector<Spell> possible, bool open,
                      const MonthCount& how) {
    return bound_months(sure, possible, open, how);
}

using test::expect_all;
using test::Row;
using test::value;

TEST(Spells, HeldOnAndCovers) {
    // January to March, April to June (touching), then from August on.
    constexpr std::string_view kSpells =
        R"({"spells": [{"from": "2023-04-01", "until": "2023-06-30"}, {"from": "2023-01-01", "until": "2023-03-31"},
                       {"from": "2023-08-01", "until": "never"}]})";
    constexpr std::string_view kPart =
        R"({"spells": {"known": [{"from": "2023-01-01", "until": "2023-03-31"}], "complete": false}})";
    constexpr std::string_view kOpen =
        R"({"spells": [{"from": "2023-01-01", "until": "2023-03-31"}, {"from": "2023-04-01"}]})";
    const Row rows[] = {
        {"held_on(spells, date('2023-01-01'))", "true", kSpells},
        {"held_on(spells, date('2023-03-31'))", "true", kSpells},
        {"held_on(spells, date('2022-12-31'))", "false", kSpells},
        {"held_on(spells, date('2023-07-15'))", "false", kSpells},
        {"held_on(spells, date('2030-07-15'))", "true", kSpells},
        {"held_on(spells, never)", "false", kSpells},
        {"held_on(spells, today)", "unknown today", kSpells},
        {"held_on(spells, date('2023-02-01'))", "true", kPart},
        {"held_on(spells, date('2023-05-01'))", "unknown spells", kPart},
        {"held_on(spells, date('2023-05-01'))", "unknown spells.until", kOpen},
        {"held_on(spells, date('2022-05-01'))", "false", kOpen},
        {"held_on(spells, date('2023-05-01'))", "unknown spells"},
        {"held_on(spells.filter(x, x.kind == 'ui'), date('2023-02-01'))", "false",
         R"({"spells": [{"from": "2023-01-01", "until": "never", "kind": "other"}]})"},
        {"covers(spells, date('2023-01-01'), date('2023-06-30'))", "true", kSpells},
        {"covers(spells, date('2023-03-31'), date('2023-04-01'))", "true", kSpells},
        {"covers(spells, date('2023-01-01'), date('2023-07-01'))", "false", kSpells},
        {"covers(spells, date('2022-12-31'), date('2023-01-31'))", "false", kSpells},
        {"covers(spells, date('2023-08-01'), never)", "true", kSpells},
        {"covers(spells, date('2023-06-02'), date('2023-06-01'))", "true", kSpells},
        {"covers(spells, date('2023-02-01'), date('2023-03-31'))", "true", kPart},
        {"covers(spells, date('2023-02-01'), date('2023-04-01'))", "unknown spells", kPart},
        {"covers(spells, date('2023-01-01'), date('2023-04-30'))", "unknown spells.until", kOpen},
        {"covers(spells, start, date('2023-04-30'))", "unknown start", kSpells},
    };
    expect_all(rows);
}

// The fourth argument: days before it do not count.
TEST(Spells, MonthsCoveredFromADayOn) {
    // Ten months from March 2022; then from 11 May 2023 on.
    constexpr std::string_view kSpells =
        R"({"spells": [{"from": "2022-03-01", "until": "2022-12-31"}, {"from": "2023-05-11", "until": "never"}]})";
    const Row rows[] = {
        {"months_covered(spells, date('2024-01-01'), 'whole', date('2020-01-01')) == "
         "months_covered(spells, date('2024-01-01'), 'whole')",
         "true", kSpells},
        // 20 June to 31 December: 6 months and 12 days; 11 May to 31 December: 7 months and 21.
        {"months_covered(spells, date('2024-01-01'), 'whole', date('2022-06-20'))", "13", kSpells},
        {"months_covered(spells, date('2024-01-01'), 'pooled', date('2022-06-20'))", "14", kSpells},
        // Inside the gap, and after the day of counting.
        {"months_covered(spells, date('2024-01-01'), 'whole', date('2023-02-01'))", "7", kSpells},
        {"months_covered(spells, date('2024-01-01'), 'whole', date('2024-01-01'))", "0", kSpells},
        {"months_covered(spells, date('2024-01-01'), 'whole', never)", "0", kSpells},
        {"months_covered(spells, date('2024-01-01'), 'whole', start)", "unknown start", kSpells},
    };
    expect_all(rows);
}

struct MonthsCase {
    std::string_view spells;  // "from until, from until"
    std::string_view on;
    int whole, pooled;
};

std::string spells_json(std::string_view spells) {
    std::string json;
    for (std::size_t at = 0; at < spells.size(); at += 23) {
        json += std::string(json.empty() ? "" : ", ") + R"({"from": ")" +
                std::string(spells.substr(at, 10)) + R"(", "until": ")" +
                std::string(spells.substr(at + 11, 10)) + R"("})";
    }
    return R"({"spells": [)" + json + "]}";
}

TEST(Spells, MonthsCovered) {
    constexpr MonthsCase kCases[] = {
        // The day of counting itself is not over; the corresponding day completes a month.
        {"2023-01-01 2023-12-31", "2024-01-01", 12, 12},
        {"2023-01-01 2023-12-31", "2023-12-31", 11, 11},
        {"2023-01-15 9999-12-31", "2023-07-15", 6, 6},
        {"2023-01-15 9999-12-31", "2023-07-14", 5, 5},
        {"2023-01-31 9999-12-31", "2023-02-28", 1, 1},
        {"2023-01-31 9999-12-31", "2023-02-27", 0, 0},
        {"2024-05-01 2024-05-31", "2024-01-01", 0, 0},
        // Touching and overlapping spells are one.
        {"2023-01-01 2023-03-15, 2023-03-16 2023-06-30", "2024-01-01", 6, 6},
        {"2023-01-01 2023-06-30, 2023-04-01 2023-09-30", "2024-01-01", 9, 9},
        {"2023-01-01 2023-06-30, 2023-02-01 2023-03-31", "2024-01-01", 6, 6},
        // A gap of one day: 2 months 15 days and 3 months 14 days.
        {"2023-01-01 2023-03-15, 2023-03-17 2023-06-30", "2024-01-01", 5, 5},
        // 2 months 20 days and 15 days: 35 days are a month more.
        {"2023-01-01 2023-03-20, 2023-04-01 2023-04-15", "2024-01-01", 2, 3},
        // 30 days of a month of 31 are no month; beside another spell they are pooled.
        {"2023-07-01 2023-07-30", "2024-01-01", 0, 0},
        {"2023-07-01 2023-07-30, 2023-09-01 2023-09-01", "2024-01-01", 0, 1},
    };
    // A spell that ends before it begins holds no day; facts that hold one are refused.
    EXPECT_EQ(months({{*Date::parse("2023-06-01"), *Date::parse("2023-01-31")}},
                     {*Date::parse("2024-01-01")}),
              0);
    EXPECT_EQ(value("size(spells)", spells_json("2023-06-01 2023-01-31")), "F011 1:0");
    for (const MonthsCase& c : kCases) {
        const std::string facts = spells_json(c.spells);
        const std::string on = "date('" + std::string(c.on) + "')";
        EXPECT_EQ(value("months_covered(spells, " + on + ", 'whole')", facts),
                  std::to_string(c.whole))
            << c.spells;
        EXPECT_EQ(value("months_covered(spells, " + on + ", 'pooled')", facts),
                  std::to_string(c.pooled))
            << c.spells;
    }
}

TEST(Spells, MonthsInDoubt) {
    // Six months are certain; three more in doubt.
    constexpr std::string_view kDoubt =
        R"({"spells": [{"from": "2023-01-01", "until": "2023-06-30", "kind": "ui"},
                       {"from": "2023-07-01", "until": "2023-09-30"}]})";
    constexpr std::string_view kOpen =
        R"({"spells": [{"from": "2023-01-01", "until": "2023-06-30"}, {"from": "2023-07-01"}]})";
    const Row rows[] = {
        {"months_covered(spells.filter(x, x.kind == 'ui'), date('2024-01-01'), 'whole') >= 6",
         "true", kDoubt},
        {"months_covered(spells.filter(x, x.kind == 'ui'), date('2024-01-01'), 'whole') >= 7",
         "unknown spells.kind", kDoubt},
        {"months_covered(spells.filter(x, x.kind == 'ui'), date('2024-01-01'), 'whole') >= 9",
         "unknown spells.kind", kDoubt},
        {"months_covered(spells.filter(x, x.kind == 'ui'), date('2024-01-01'), 'whole') >= 10",
         "false", kDoubt},
        {"months_covered(spells, date('2024-01-01'), 'whole') >= 6", "true", kOpen},
        {"months_covered(spells, date('2024-01-01'), 'whole') >= 7", "unknown spells.until", kOpen},
        {"months_covered(spells, today, 'whole') >= 0", "true", kOpen},
        {"months_covered(spells, today, 'whole') >= 1", "unknown today", kDoubt},
        {"months_covered(spells, date('2024-01-01'), 'whole') >= 1", "unknown spells"},
        // Never: what still runs has no number of months, what has ended has.
        {"months_covered(spells, never, 'whole') > 1000000", "true",
         R"({"spells": [{"from": "2023-01-01", "until": "never"}]})"},
        {"months_covered(spells, never, 'whole')", "6",
         R"({"spells": [{"from": "2023-01-01", "until": "2023-06-30"}]})"},
        {"months_covered(spells, never, 'whole')", "0", R"({"spells": []})"},
    };
    expect_all(rows);
}

Date day(std::string_view text) { return Date::parse(text).value(); }

// 30 + 30 leftover days pool to two months; a doubtful day between joins them to one and 30 days.
TEST(Spells, PooledBoundsHoldWhatJoins) {
    const std::vector<Spell> sure = {{day("2023-07-01"), day("2023-07-30")},
                                     {day("2023-08-01"), day("2023-08-30")}};
    std::vector<Spell> joined = sure;
    joined.push_back({day("2023-07-31"), day("2023-07-31")});
    const MonthCount how{day("2024-01-01"), true, true, MonthEnd::last_day};
    EXPECT_EQ(months(sure, how), 2);
    EXPECT_EQ(months(joined, how), 1);
    const MonthBounds bounds = bounds_of(sure, joined, false, how);
    EXPECT_LE(bounds.least, 1);
    EXPECT_GE(bounds.most, 2);
}

// Every selection of the spells in doubt lies within the bounds; without pooling, the bounds are
// reached.
TEST(Spells, BoundsContainEverySelection) {
    std::mt19937_64 random(7);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 2000; ++round) {
        std::vector<Spell> spells;
        for (int n = 1 + below(5); n > 0; --n) {
            const Date from{day("2022-12-01").days + below(500)};
            spells.push_back({from, Date{from.days + below(120)}});
        }
        const std::size_t certain =
            static_cast<std::size_t>(below(static_cast<int>(spells.size()) + 1));
        const std::vector<Spell> sure(spells.begin(), spells.begin() + static_cast<long>(certain));
        MonthCount how;
        how.on = Date{day("2023-06-01").days + below(500)};
        how.last_day_counts = below(2) == 0;
        how.pooled = below(2) == 0;
        how.month_end = below(2) == 0 ? MonthEnd::last_day : MonthEnd::next_day;
        const MonthBounds bounds = bounds_of(sure, spells, false, how);
        std::int64_t least = INT64_MAX;
        std::int64_t most = INT64_MIN;
        const std::size_t doubtful = spells.size() - certain;
        for (unsigned choice = 0; choice < (1u << doubtful); ++choice) {
            std::vector<Spell> selected = sure;
            for (std::size_t i = 0; i < doubtful; ++i) {
                if ((choice >> i & 1) != 0) selected.push_back(spells[certain + i]);
            }
            const std::int64_t count = months(selected, how);
            least = std::min(least, count);
            most = std::max(most, count);
        }
        EXPECT_LE(bounds.least, least);
        EXPECT_GE(bounds.most, most);
        if (!how.pooled || doubtful == 0) {
            EXPECT_EQ(bounds.least, least);
            EXPECT_EQ(bounds.most, most);
        }
        EXPECT_GE(bounds_of(sure, spells, true, how).most, most);
        EXPECT_LE(bounds_of(sure, spells, true, how).least, least);
    }
}

}  // namespace
}  // namespace bajigong::engine
