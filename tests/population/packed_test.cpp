// Columns that are compared as they lie, in less than 64 bits or as codes of a dictionary, say what
// the comparison of their values says.
#include <functional>
#include <random>

#include <gtest/gtest.h>

#include "bajigong/population.hpp"

#include "decision/sample.hpp"
#include "results.hpp"
#include "tables.hpp"

namespace bajigong {
namespace {

using columns::Made;
using columns::Values;
using sample::clause;

constexpr std::size_t kRows = 3'000;

struct Rows {
    std::vector<std::int64_t> months, places, levels, days, fen;
    std::vector<bool> known;
};

// Numbers of all widths, 40 places, three levels; of one row in nine nothing is known.
Rows made_rows() {
    std::mt19937_64 random(20261123);
    Rows rows;
    for (std::size_t i = 0; i < kRows; ++i) {
        rows.known.push_back(random() % 9 != 0);
        rows.months.push_back(static_cast<std::int64_t>(random() % 256) - 128);
        rows.places.push_back(static_cast<std::int64_t>(random() % 40));
        rows.levels.push_back(static_cast<std::int64_t>(random() % 3));
        rows.days.push_back(static_cast<std::int64_t>(18'000 + random() % 3'000));
        rows.fen.push_back(static_cast<std::int64_t>(random() % 60'000));
    }
    return rows;
}

// Two digits for the place, so that texts and numbers are in one order.
std::string place_name(std::int64_t place) { return "p" + std::to_string(place + 10); }

template <class T>
Values<T> values(const Rows& rows, const std::vector<std::int64_t>& of) {
    Values<T> made;
    for (std::size_t i = 0; i < kRows; ++i) {
        if (rows.known[i]) {
            made.push_back(static_cast<T>(of[i]));
        } else {
            made.push_back(std::nullopt);
        }
    }
    return made;
}

Values<std::string> names(std::size_t count, const std::function<std::string(std::size_t)>& name) {
    Values<std::string> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(name(i));
    return made;
}

struct Asked {
    const char* condition;
    std::function<bool(const Rows&, std::size_t)> holds;
};

// Each comparison, with the fact on either side, at and beyond what the width can hold; sets of
// places that are one range of codes, a few, and many.
const std::vector<Asked> kAsked = {
    {"person.months >= 5", [](const Rows& r, std::size_t i) { return r.months[i] >= 5; }},
    {"5 >= person.months", [](const Rows& r, std::size_t i) { return r.months[i] <= 5; }},
    {"person.months < -127", [](const Rows& r, std::size_t i) { return r.months[i] < -127; }},
    {"5 < person.months", [](const Rows& r, std::size_t i) { return r.months[i] > 5; }},
    {"person.months != 7", [](const Rows& r, std::size_t i) { return r.months[i] != 7; }},
    {"person.months > 1000", [](const Rows&, std::size_t) { return false; }},
    {"person.months < 1000", [](const Rows&, std::size_t) { return true; }},
    {"person.months >= -1000", [](const Rows&, std::size_t) { return true; }},
    {"person.months == 1000", [](const Rows&, std::size_t) { return false; }},
    {"person.months < -9223372036854775807 - 1", [](const Rows&, std::size_t) { return false; }},
    {"9223372036854775807 < person.months", [](const Rows&, std::size_t) { return false; }},
    {"issued >= date('2020-01-01')",
     [](const Rows& r, std::size_t i) { return r.days[i] >= 18'262; }},
    {"cost <= yuan(300)", [](const Rows& r, std::size_t i) { return r.fen[i] <= 30'000; }},
    {"person.level >= junior", [](const Rows& r, std::size_t i) { return r.levels[i] >= 1; }},
    {"person.level == senior", [](const Rows& r, std::size_t i) { return r.levels[i] == 2; }},
    {"place == 'p17'", [](const Rows& r, std::size_t i) { return r.places[i] == 7; }},
    {"place != 'p17'", [](const Rows& r, std::size_t i) { return r.places[i] != 7; }},
    {"place == 'elsewhere'", [](const Rows&, std::size_t) { return false; }},
    {"place < 'p20'", [](const Rows& r, std::size_t i) { return r.places[i] < 10; }},
    {"'p20' <= place", [](const Rows& r, std::size_t i) { return r.places[i] >= 10; }},
    {"place.startsWith('p3')", [](const Rows& r, std::size_t i) { return r.places[i] / 10 == 2; }},
    {"place.endsWith('9')", [](const Rows& r, std::size_t i) { return r.places[i] % 10 == 9; }},
    {"place.contains('1')",
     [](const Rows& r, std::size_t i) { return r.places[i] / 10 == 0 || r.places[i] % 10 == 1; }},
    {"place in ['p10', 'p12', 'p14', 'p30']",
     [](const Rows& r, std::size_t i) {
         const std::int64_t place = r.places[i];
         return place == 0 || place == 2 || place == 4 || place == 20;
     }},
};

Rulebooks books() {
    std::string clauses;
    for (std::size_t i = 0; i < kAsked.size(); ++i)
        clauses += (i == 0 ? "" : ",") + clause("c" + std::to_string(i), kAsked[i].condition);
    return sample::rulebook(sample::version("\"require\": [" + clauses + "]"));
}

template <class Code>
Made places(const Rows& rows, const std::string& format, bool reversed) {
    std::vector<std::int64_t> codes = rows.places;
    if (reversed) {
        for (std::int64_t& code : codes) code = code * 7 % 40;
    }
    const auto name = [&](std::size_t code) {
        if (!reversed) return place_name(static_cast<std::int64_t>(code));
        for (std::int64_t place = 0; place < 40; ++place) {
            if (place * 7 % 40 == static_cast<std::int64_t>(code)) return place_name(place);
        }
        return std::string();
    };
    return columns::coded<Code>(format, "place", values<Code>(rows, codes),
                                columns::texts<std::int32_t>("", names(40, name)));
}

Made levels(const Rows& rows) {
    static constexpr const char* kNames[] = {"none", "junior", "senior"};
    std::vector<std::int64_t> codes = rows.levels;
    for (std::int64_t& code : codes) code = 2 - code;
    return columns::coded<std::uint8_t>(
        "C", "person.level", values<std::uint8_t>(rows, codes),
        columns::texts<std::int32_t>(
            "", names(3, [](std::size_t code) { return std::string(kNames[2 - code]); })));
}

void expect_all(const Rulebooks& rulebooks, const Rows& rows, const std::function<Made()>& make) {
    for (const char* options : {"", R"(, "block_rows": 64)", R"(, "vectors": "portable")"}) {
        SCOPED_TRACE(options);
        Made table = make();
        const Population population = tables::bind(
            rulebooks, table,
            std::string(R"({"columns": {"cost": {"unit": "fen"}}, "outputs": ["clauses"])") +
                options + "}");
        const arrow::Owned<ArrowArray> out = tables::decided(population, table.give_array());
        arrow::Owned<ArrowSchema> schema;
        population.schema(schema.get());
        int at = 0;
        while (std::string(schema->children[at]->name) != "clauses") ++at;
        for (std::size_t c = 0; c < kAsked.size(); ++c) {
            SCOPED_TRACE(kAsked[c].condition);
            const ArrowArray& clause = *out->children[at]->children[c];
            for (std::size_t i = 0; i < kRows; ++i) {
                const auto is = [&](int buffer) {
                    const auto* bits = static_cast<const std::uint8_t*>(clause.buffers[buffer]);
                    return (bits[i / 8] >> (i % 8) & 1) != 0;
                };
                if (rows.known[i]) {
                    ASSERT_TRUE(is(0)) << i;
                    ASSERT_EQ(is(1), kAsked[c].holds(rows, i)) << i;
                } else {
                    ASSERT_FALSE(is(0)) << i;
                }
            }
        }
    }
}

template <class Number>
Made numbers(const Rows& rows, const char* format) {
    return columns::fixed<Number>(format, "person.months", values<Number>(rows, rows.months));
}
Made days(const Rows& rows) {
    return columns::fixed<std::int32_t>("tdD", "issued", values<std::int32_t>(rows, rows.days));
}
Made decided_on() {
    return columns::fixed<std::int32_t>("tdD", "on", Values<std::int32_t>(kRows, 19'000));
}
template <class Number>
Made fen(const Rows& rows, const char* format) {
    return columns::fixed<Number>(format, "cost", values<Number>(rows, rows.fen));
}

TEST(Packed, ComparesAsItsValuesDo) {
    const Rows rows = made_rows();
    const Rulebooks rulebooks = books();
    expect_all(rulebooks, rows, [&] {
        return tables::of(kRows, decided_on(), numbers<std::int8_t>(rows, "c"),
                          places<std::int8_t>(rows, "c", false), levels(rows), days(rows),
                          fen<std::uint16_t>(rows, "S"));
    });
    expect_all(rulebooks, rows, [&] {
        return tables::of(kRows, decided_on(), numbers<std::int16_t>(rows, "s"),
                          places<std::uint16_t>(rows, "S", true), levels(rows), days(rows),
                          fen<std::int32_t>(rows, "i"));
    });
    expect_all(rulebooks, rows, [&] {
        return tables::of(kRows, decided_on(), numbers<std::int32_t>(rows, "i"),
                          places<std::int64_t>(rows, "l", true), levels(rows), days(rows),
                          fen<std::uint32_t>(rows, "I"));
    });
    expect_all(rulebooks, rows, [&] {
        return tables::of(kRows, decided_on(), numbers<std::int64_t>(rows, "l"),
                          places<std::uint32_t>(rows, "I", true), levels(rows), days(rows),
                          fen<std::int64_t>(rows, "l"));
    });
}

}  // namespace
}  // namespace bajigong
