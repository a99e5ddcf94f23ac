// Tables, parameters, lists, readings and the calendar's choices, seen from an expression.
#include "engine/small_world.hpp"

namespace bajigong::engine {
namespace {

using bajigong::test::Row;
using test::SmallWorld;

std::int32_t day(std::string_view text) { return Date::parse(text).value().days; }
CellData known(std::int64_t number) { return {CellData::State::known, number, 1, {}}; }

void expect_all(const SmallWorld& world, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        EXPECT_EQ(world.value(row.expression, row.facts), row.expected)
            << row.expression << " with " << row.facts;
    }
}

// base: money by level; rate: ratio by kind and level, with an `else`; old: brought by nobody.
void add_tables(SmallWorld& world) {
    const Type level = world.vocabulary.type("level").value();
    const Type colour = world.vocabulary.type("colour").value();
    world.environment.tables = {
        {"base", {level}, Type{Base::money}},
        {"rate", {colour, level}, Type{Base::ratio, -1, Type::kVaries}},
        {"old", {Type{Base::text}}, Type{Base::money}},
        {"by_number", {Type{Base::integer}, Type{Base::truth}}, Type{Base::text}},
    };
    TableData base;
    base.add({{0, 1, {}}}, known(150'000));
    base.add({{1, 1, {}}}, {CellData::State::pending, 0, 1, "the rules of 2025"});
    TableData rate;
    rate.add({{0, 1, {}}, {2, 1, {}}}, {CellData::State::known, 13, 10, {}});
    rate.add({{1, 1, {}}, {2, 1, {}}}, {CellData::State::unseen, 0, 1, "annex 2"});
    rate.set_otherwise({CellData::State::known, 1, 1, {}});
    TableData by_number;
    by_number.add({{3, 1, {}}, {1, 1, {}}}, {CellData::State::known, 0, 1, "three"});
    world.supply.tables = {base, rate, std::nullopt, by_number};
}

TEST(LookUp, Tables) {
    SmallWorld world;
    add_tables(world);
    expect_all(world, {
                          {"table('base', low)", "1500.00"},
                          {"table('base', person.level)", "1500.00", R"({"person.level": "low"})"},
                          {"table('base', person.level)", "unknown person.level"},
                          {"table('base', middle)", "unknown base:the rules of 2025"},
                          {"table('base', high)", "fault"},
                          {"has_row('base', low)", "true"},
                          {"has_row('base', middle)", "true"},
                          {"has_row('base', high)", "false"},
                          {"has_row('base', person.level)", "unknown person.level"},
                          {"table('rate', red, high)", "13/10"},
                          {"table('rate', red, low)", "1"},  // else
                          {"has_row('rate', red, low)", "false"},
                          {"table('rate', green, high)", "unknown rate:annex 2"},
                          {"table('base', low) * table('rate', red, high)", "1950.00"},
                          {"table('old', 'x')", "unknown old"},
                          {"has_row('old', 'x')", "unknown old"},
                          {"table('by_number', 3, true)", "three"},
                          {"table('by_number', i, a)", "fault", R"({"i": 3, "a": false})"},
                          {"table('by_number', i, a)", "unknown a", R"({"i": 3})"},
                          {"table('by_number', 1 / 0, a)", "fault"},
                          {"grants.exists(g, table('base', g.level) == yuan(1500))", "true",
                           R"({"grants": [{"level": "low"}]})"},
                          {"table('bsae', low)", "X043 1:7"},
                          {"table('base')", "X036 1:1"},
                          {"table('base', low, low)", "X074 1:1"},
                          {"table('base', red)", "X035 1:15"},
                          {"table(s, red)", "X039 1:7"},
                      });
}

TEST(LookUp, Parameters) {
    SmallWorld world;
    world.environment.params = {{"wage", Type{Base::money}}, {"old", Type{Base::integer}}};
    ParamData wage;
    wage.rows = {{day("2023-07-01"), day("2024-06-30"), known(269'000)},
                 {day("2024-07-01"),
                  day("2024-12-31"),
                  {CellData::State::unseen, 0, 1, "the notice of 2024"}}};
    world.supply.params = {wage, std::nullopt};
    expect_all(world, {
                          {"param('wage', date('2023-07-01'))", "2690.00"},
                          {"param('wage', date('2024-06-30'))", "2690.00"},
                          {"param('wage', as_of)", "2690.00"},
                          {"param('wage', date('2024-07-01'))", "unknown wage:the notice of 2024"},
                          {"param('wage', date('2023-06-30'))", "unknown wage"},
                          {"param('wage', date('2025-01-01'))", "unknown wage"},
                          {"param('wage', never)", "unknown wage"},
                          {"param('wage', today)", "unknown today"},
                          {"param('old', today)", "unknown old", R"({"today": "2024-01-01"})"},
                          {"param('wages', today)", "X043 1:7"},
                      });
}

TEST(LookUp, Lists) {
    SmallWorld world;
    world.environment.lists = {{"shortage", Type{Base::text}}, {"old", Type{Base::text}}};
    ListData shortage;
    const auto text = [](const char* word) { return Scalar{0, 1, word}; };
    shortage.editions = {{day("2023-01-01"), day("2023-12-31"), {text("cook"), text("welder")}},
                         {day("2023-10-01"), day("2024-12-31"), {text("nurse")}}};
    shortage.known = {{day("2023-01-01"), day("2023-12-31")}};
    world.supply.lists = {shortage, std::nullopt};
    expect_all(world, {
                          {"'welder' in list('shortage', date('2023-05-01'))", "true"},
                          {"'nurse' in list('shortage', date('2023-05-01'))", "false"},
                          {"'nurse' in list('shortage', date('2023-10-01'))",
                           "true"},  // both are in force
                          {"'welder' in list('shortage', date('2023-10-01'))", "true"},
                          {"'welder' in list('shortage', date('2024-05-01'))", "unknown shortage"},
                          {"'nurse' in list('shortage', date('2024-05-01'))", "true"},
                          {"'nurse' in list('shortage', date('2022-05-01'))", "unknown shortage"},
                          {"s in list('shortage', date('2023-05-01'))", "unknown s"},
                          {"'nurse' in list('shortage', today)", "unknown today"},
                          {"'nurse' in list('old', as_of)", "unknown old"},
                          {"3 in list('shortage', as_of)", "X032 1:3"},
                          {"size(list('shortage', as_of))", "X032 1:6"},
                          {"list('shortage', as_of)", "X032 1:1"},
                      });
}

TEST(LookUp, Places) {
    SmallWorld world;
    expect_all(world, {
                          {"in_place('500118', '500000')", "true"},
                          {"in_place('500118', '500100')", "true"},
                          {"in_place('500118', '500118')", "true"},
                          {"in_place('500118', '500119')", "false"},
                          {"in_place('310000', '500000')", "false"},
                          {"in_place('310000', 'CN')", "true"},
                          {"in_place(s, '310000')", "unknown s"},
                          {"in_place(s, '310000')", "false", R"({"s": "Shanghai"})"},
                      });
}

TEST(LookUp, Readings) {
    SmallWorld world;
    world.environment.readings = {{"key", {"certificate", "application"}}, {"last", {"in", "out"}}};
    world.chosen = {{0, 1}, {1, 0}};
    expect_all(world, {
                          {"reading.key == 'application'", "true"},
                          {"reading.key != 'application'", "false"},
                          {"'certificate' == reading.key", "false"},
                          {"reading.key == 'application' ? today : start", "2024-01-01",
                           R"({"today": "2024-01-01"})"},
                          {"reading.key == 'appliance'", "X046 1:13"},
                          {"reading.kye == 'application'", "X043 1:9"},
                          {"reading.key == s", "X047 1:13"},
                          {"reading.key == reading.last", "X047 1:13"},
                          {"reading.key < 'x'", "X052 1:13"},
                          {"reading.key", "X032 1:9"},
                          {"reading", "X032 1:1"},
                      });
}

// 民法典 202 leaves open here what the rulebook states: does the corresponding day still count, and
// where is the end of a month that is too short.
TEST(LookUp, CalendarChoices) {
    SmallWorld world;
    world.environment.readings = {{"last_day", {"expired", "counts"}},
                                  {"month_end", {"next_day", "last_day"}}};
    world.environment.calendar.last_day = {true, 0, 0, {0, 1}};
    world.environment.calendar.month_end = {true, 0, 1, {1, 0}};
    constexpr std::string_view kAnniversary = R"({"start": "2023-06-10", "today": "2024-06-10"})";
    constexpr std::string_view kEve = R"({"start": "2023-06-10", "today": "2024-06-09"})";
    constexpr std::string_view kLater = R"({"start": "2023-06-10", "today": "2024-06-11"})";
    constexpr std::string_view kSpells =
        R"({"spells": [{"from": "2023-01-15", "until": "never"}], "today": "2023-07-15"})";

    world.chosen = {{0, 0}, {1, 0}};  // expired, next_day
    expect_all(world, {
                          {"within(today, start, years(1))", "false", kAnniversary},
                          {"within(today, start, years(1))", "true", kEve},
                          {"full_years(start, today)", "0", kAnniversary},
                          {"full_years(start, today)", "1", kLater},
                          {"months_covered(spells, today, 'whole')", "5", kSpells},
                          {"date('2023-01-31') + months(1)", "2023-03-01"},
                          {"date('2024-01-30') + months(1)", "2024-03-01"},
                          {"date('2024-01-29') + months(1)", "2024-02-29"},
                          {"date('2024-02-29') + years(1)", "2025-03-01"},
                      });
    world.chosen = {{0, 1}, {1, 1}};  // counts, last_day
    expect_all(world, {
                          {"within(today, start, years(1))", "true", kAnniversary},
                          {"within(today, start, years(1))", "false", kLater},
                          {"full_years(start, today)", "1", kAnniversary},
                          {"full_years(start, today)", "0", kEve},
                          {"months_covered(spells, today, 'whole')", "6", kSpells},
                          {"date('2023-01-31') + months(1)", "2023-02-28"},
                          {"date('2024-02-29') + years(1)", "2025-02-28"},
                      });
}

// A year from Thursday 2023-06-08 ends on Saturday 2024-06-08; Monday the 10th is the Dragon Boat
// Festival, so the first working day is Tuesday the 11th (民法典 203).
ListData rest_of_june(std::string_view known_until) {
    ListData rest;
    ListData::Edition june{day("2024-06-01"), day("2024-06-30"), {}};
    for (const char* text : {"2024-06-01", "2024-06-02", "2024-06-08", "2024-06-09", "2024-06-10",
                             "2024-06-15", "2024-06-16", "2024-06-22", "2024-06-23"}) {
        june.rows.push_back({day(text), 1, {}});
    }
    rest.editions.push_back(june);
    rest.known.push_back({day("2024-06-01"), day(known_until)});
    return rest;
}

Row ends_in(std::string_view expected, std::string_view facts) {
    return {"within(today, start, years(1))", expected, facts};
}

TEST(LookUp, ALastDayOnADayOfRest) {
    constexpr std::string_view kSaturday = R"({"start": "2023-06-08", "today": "2024-06-08"})";
    constexpr std::string_view kSunday = R"({"start": "2023-06-08", "today": "2024-06-09"})";
    constexpr std::string_view kFestival = R"({"start": "2023-06-08", "today": "2024-06-10"})";
    constexpr std::string_view kTuesday = R"({"start": "2023-06-08", "today": "2024-06-11"})";
    constexpr std::string_view kWednesday = R"({"start": "2023-06-08", "today": "2024-06-12"})";
    constexpr std::string_view kTenDays = R"({"start": "2023-06-08", "today": "2024-06-18"})";
    constexpr std::string_view kEleven = R"({"start": "2023-06-08", "today": "2024-06-19"})";
    constexpr std::string_view kFriday = R"({"start": "2023-06-07", "today": "2024-06-08"})";
    constexpr std::string_view kNever = R"({"start": "2023-06-08", "today": "never"})";
    SmallWorld world;
    world.environment.readings = {{"holiday", {"stays", "moves"}}, {"last", {"expired", "counts"}}};
    world.environment.calendar.holiday = {true, 0, 0, {0, 1}};
    world.environment.calendar.last_day = {true, 0, 1, {0, 1}};
    world.environment.lists = {{"rest", Type{Base::date}}};
    world.environment.calendar.rest_days = {0, 10};
    world.supply.lists = {rest_of_june("2024-06-30")};

    world.chosen = {{0, 1}, {1, 1}};  // moves, counts
    expect_all(world,
               {ends_in("true", kSaturday), ends_in("true", kSunday), ends_in("true", kFestival),
                ends_in("true", kTuesday), ends_in("false", kWednesday), ends_in("false", kFriday),
                ends_in("false", kNever), ends_in("unknown today", R"({"start": "2023-06-08"})")});
    // Asked of every element of a list, and of days that are written out.
    constexpr std::string_view kOfSpells = "spells.exists(s, within(today, s.from, years(1)))";
    expect_all(world,
               {
                   {kOfSpells, "true",
                    R"({"today": "2024-06-11", "spells": [{"from": "2020-01-01", "until": "never"},
                                                     {"from": "2023-06-08", "until": "never"}]})"},
                   {kOfSpells, "false",
                    R"({"today": "2024-06-12", "spells": [{"from": "2020-01-01", "until": "never"},
                                                     {"from": "2023-06-08", "until": "never"}]})"},
                   {"within(date('2024-06-11'), date('2023-06-08'), years(1))", "true"},
                   {"within(today, never, years(1))", "false", R"({"today": "2024-06-11"})"},
               });
    world.chosen = {{0, 0}, {1, 1}};  // stays
    expect_all(world, {ends_in("true", kSaturday), ends_in("false", kSunday)});
    world.chosen = {{0, 1}, {1, 0}};  // the corresponding day is over: Friday the 7th was the last
    expect_all(world, {ends_in("false", kSaturday),
                       ends_in("true", R"({"start": "2023-06-09", "today": "2024-06-11"})"),
                       ends_in("false", R"({"start": "2023-06-09", "today": "2024-06-12"})")});

    world.chosen = {{0, 1}, {1, 1}};
    world.supply.lists = {rest_of_june("2024-06-09")};  // from the 10th on, only what it names
    expect_all(world, {ends_in("true", kFestival), ends_in("true", kTuesday),
                       ends_in("unknown rest", kWednesday)});
    world.supply.lists = {std::nullopt};
    expect_all(world, {ends_in("true", kSaturday), ends_in("unknown rest", kSunday),
                       ends_in("unknown rest", kTenDays), ends_in("false", kEleven)});
    world.chosen = {{0, 0}, {1, 1}};
    expect_all(world, {ends_in("false", kSunday)});

    world.environment.calendar.holiday = {};
    expect_all(world, {ends_in("X078 1:1", kSaturday)});
}

TEST(LookUp, WithoutACalendarNothingIsCounted) {
    SmallWorld world;
    world.environment.calendar = {};
    expect_all(world, {
                          {"within(today, start, years(1))", "X048 1:1"},
                          {"full_months(start, today)", "X048 1:1"},
                          {"today + months(1)", "X048 1:7"},
                          {"today + p", "X048 1:7"},
                          {"months_covered(spells, today, 'whole')", "X048 1:1"},
                          // Days need none.
                          {"date('2024-02-28') + days(2)", "2024-03-01"},
                          {"today - start < days(3)", "unknown start today"},
                          {"days_between(date('2024-02-28'), date('2024-03-01'))", "2"},
                          {"year(date('2024-02-28'))", "2024"},
                      });
}

TEST(LookUp, NamedValues) {
    SmallWorld world;
    world.lets = {{"big", "i > 10"},
                  {"paid", "grants.filter(g, g.ok)"},
                  {"limits", "[1, 2, 3]"},
                  {"open", "unseen('the annex')"}};
    expect_all(world, {
                          {"big", "true", R"({"i": 11})"},
                          {"!big || a", "unknown a", R"({"i": 11})"},
                          {"size(paid)", "1", R"({"grants": [{"ok": true}, {"ok": false}]})"},
                          {"paid.exists(g, g.count > 3)", "false",
                           R"({"grants": [{"ok": true, "count": 3}]})"},
                          {"i in limits", "true", R"({"i": 2})"},
                          {"numbers.exists(n, n in limits)", "true", R"({"numbers": [5, 2]})"},
                          {"[1].all(big, big == 1)", "true"},
                          {"numbers.exists(n, paid.exists(g, g.count == n))", "X057 1:19"},
                          {"open > 3", "unknown :the annex"},
                      });
}

// `let` with `each`: a further field of every element.
TEST(LookUp, FieldsOfEveryElement) {
    SmallWorld world;
    world.fields = {{"grants", "large", "g", "g.amount >= yuan(100)"},
                    {"grants", "counted", "g", "g.large && g.ok"},
                    {"grants", "good_parts", "g", "g.parts.filter(p, p.ok)"},
                    {"grants", "round", "g", "g.circle"},
                    {"grants", "circle", "g", "g.round"}};
    constexpr std::string_view kGrants =
        R"({"grants": [{"amount": "50", "ok": true, "parts": [{"ok": true}]},
                       {"amount": "100", "ok": true, "parts": [{"ok": true}, {"ok": true}]},
                       {"amount": "200", "ok": false, "parts": []}]})";
    expect_all(world,
               {
                   {"size(grants.filter(g, g.large))", "2", kGrants},
                   {"size(grants.filter(x, x.counted))", "1", kGrants},
                   {"grants.exists(g, size(g.good_parts) == 2)", "true", kGrants},
                   {"grants.exists(x, grants.exists(y, x.counted && !y.large))", "true", kGrants},
                   {"grants.exists(x, grants.exists(y, x.good_parts.exists(p, p.n == y.count)))",
                    "X057 1:37"},
                   {"grants.exists(g, g.round)", "X064 1:3"},
                   {"grants.exists(g, g.lagre)", "X065 1:20"},
               });
}

}  // namespace
}  // namespace bajigong::engine
