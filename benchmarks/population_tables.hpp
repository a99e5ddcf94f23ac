// Tables of made-up rows, each with the rule that decides it: for benchmarks of populations, and
// for what counts instructions or compares bytes. The same rows on every run and every machine.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "bajigong/population.hpp"

#include "arrow_table.hpp"

namespace bajigong::bench {

inline constexpr int kNulls = 50;  // of 1,000

struct Table {
    Rulebooks rulebooks;
    arrow::Owned<ArrowSchema> schema;
    arrow::SharedArray rows;
    std::int64_t bytes = 0;  // that a row's columns take
    std::string rule = "twenty";

    Table(Rulebooks loaded, ArrowTable made, std::int64_t bytes_of_row)
        : rulebooks(std::move(loaded)), bytes(bytes_of_row) {
        ArrowSchema given = made.schema();
        schema = arrow::Owned<ArrowSchema>(&given);
        rows = made.take();
    }
    Population bind(const std::string& options) const {
        PopulationRequest request;
        request.rules = {rule};
        request.how.as_of = *Date::parse("2022-01-01");
        return Population::bind(rulebooks, request, *schema, options);
    }
};

// Profile wide20 of benchmarks/population, in miniature: twenty columns, an amount and a day.
inline Table wide_table(std::size_t rows) {
    ArrowTable made(rows);
    made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'000; });
    for (int c = 0; c < 12; ++c) {
        made.fixed<std::int64_t>("l", "c" + std::to_string(c), kNulls,
                                 [&](std::size_t) { return made.below(400); });
    }
    for (int c = 12; c < 16; ++c) made.truths("c" + std::to_string(c), kNulls, 970);
    const std::vector<std::string> levels{"none",         "apprentice", "junior",
                                          "intermediate", "senior",     "technician"};
    for (int c = 16; c < 20; ++c) {
        made.coded("c" + std::to_string(c), levels, kNulls, [&](std::size_t) {
            const std::uint64_t draw = made.below(100);
            return draw < 2 ? 0 : draw < 10 ? 1 : 2 + draw % 4;
        });
    }
    made.money("base", kNulls, [&](std::size_t) { return made.below(400'000); });
    return {Rulebooks::load({BAJIGONG_SOURCE_DIR "/benchmarks/population/wide20"}), std::move(made),
            4 + 12 * 8 + 4 + 16};
}

// Twenty conditions that read three columns, and an amount that reads a fourth. `first` is the
// least number that each asks for, as an expression.
inline std::string narrow_version(const std::string& from, const std::string& until,
                                  const std::string& first) {
    std::string clauses;
    for (int k = 0; k < 20; ++k) {
        const std::string n = std::to_string(k);
        const std::string test = "c" + std::to_string(k % 3) + (k % 2 == 0 ? " >= " : " != ") +
                                 (k == 0 ? first : std::to_string(k / 2 + k % 2 * 10));
        clauses += (k == 0 ? "" : ",") + (R"({"id": "k)" + n) + R"(", "if": ")" + test +
                   R"(", "cite": "made §1", "text": {"zh": "x", "en": "x"}})";
    }
    return R"({"from": ")" + from + R"(", "until": ")" + until +
           R"(", "instrument": "made", "require": [)" + clauses +
           R"j(], "amount": [{"id": "paid", "is": "base * percent(130) * percent(80)",
               "round": "fen half_up", "cite": "made §2"}]})j";
}

inline Rulebooks narrow_rulebooks(const std::string& versions, const std::string& readings = "") {
    std::string facts = R"("on": {"type": "date", "zh": "d", "en": "d"})";
    for (int c = 0; c < 3; ++c) {
        facts += ",\"c" + std::to_string(c) + R"(": {"type": "int", "zh": "c", "en": "c"})";
    }
    facts += R"(,"base": {"type": "money", "zh": "b", "en": "b"})";
    return Rulebooks::load_texts(
        {{"vocabulary.json", "{\"bajigong\": 1, \"facts\": {" + facts + "}}"},
         {"narrow.json",
          R"j({"bajigong": 1, "id": "narrow", "title": {"zh": "b", "en": "b"},
              "jurisdiction": "CN", "instruments": {"made": {"title": "t", "number": null,
              "issuer": "x", "issued": null, "evidence": "official"}}, )j" +
              readings +
              R"j("rules": [{"id": "twenty", "kind": "subsidy", "payee": "person",
              "title": {"zh": "b", "en": "b"}, "keyed_on": "on", "versions": [)j" +
              versions + "]}]}"}});
}

// Rows for these; the day by `on(row)`.
template <class Day>
ArrowTable narrow_rows(std::size_t rows, Day on) {
    ArrowTable made(rows);
    made.fixed<std::int32_t>("tdD", "on", 0, [&](std::size_t) { return on(made); });
    for (int c = 0; c < 3; ++c) {
        made.fixed<std::int64_t>("l", "c" + std::to_string(c), kNulls,
                                 [&](std::size_t) { return made.below(400); });
    }
    made.fixed<std::int64_t>("l", "base", kNulls, [&](std::size_t) { return made.below(400'000); });
    return made;
}
inline constexpr const char* kNarrowOptions = R"("columns": {"base": {"unit": "fen"}})";
inline constexpr std::int64_t kNarrowBytes = 4 + 4 * 8;

inline Table narrow_table(std::size_t rows) {
    return {narrow_rulebooks(narrow_version("2020-01-01", "never", "0")),
            narrow_rows(rows, [](ArrowTable&) { return 19'000; }), kNarrowBytes};
}
// The same under an open reading, on which 18 of 400 rows hang.
inline Table reading_table(std::size_t rows) {
    return {narrow_rulebooks(
                narrow_version("2020-01-01", "never", "(reading.least == 'low' ? 12 : 30)"),
                R"("readings": {"least": {"asks": {"zh": "x", "en": "x"}, "options": {
                    "low": {"zh": "x", "en": "x"}, "high": {"zh": "x", "en": "x"}}}}, )"),
            narrow_rows(rows, [](ArrowTable&) { return 19'000; }), kNarrowBytes};
}
// The same under eight versions, mixed at random.
inline Table versions_table(std::size_t rows) {
    std::string versions;
    for (int v = 0; v < 8; ++v) {
        const std::string year = std::to_string(2012 + v);
        versions += (v == 0 ? "" : ",") + narrow_version(year + "-01-01",
                                                         v == 7 ? "never" : year + "-12-31",
                                                         std::to_string(10 + 2 * v));
    }
    constexpr int kFirst = 15'340;  // 2012-01-01
    return {
        narrow_rulebooks(versions),
        narrow_rows(
            rows, [](ArrowTable& made) { return kFirst + static_cast<int>(made.below(8 * 365)); }),
        kNarrowBytes};
}

// Profile lists in miniature: three spells and three records a row, more or less.
inline Table lists_table(std::size_t rows) {
    ArrowTable made(rows);
    made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 19'700; });
    made.fixed<std::int64_t>("l", "least", kNulls, [&](std::size_t) { return made.below(60); });
    std::vector<std::int64_t> ends(rows);
    std::vector<std::size_t> places;  // of each element in its list
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t length = made.below(7);
        for (std::size_t k = 0; k < length; ++k) places.push_back(k);
        ends[i] = static_cast<std::int64_t>(places.size());
    }
    ArrowTable spells(places.size(), 2);
    std::vector<std::int32_t> from(places.size());
    spells.fixed<std::int32_t>("tdD", "from", kNulls / 5, [&](std::size_t i) {
        return from[i] = static_cast<std::int32_t>(19'800 - places[i] * 500 - spells.below(300));
    });
    spells.fixed<std::int32_t>("tdD", "until", kNulls / 5, [&](std::size_t i) {
        return from[i] + static_cast<std::int32_t>(spells.below(400));
    });
    ArrowTable records(places.size(), 3);
    records.coded("level", {"none", "apprentice", "junior", "intermediate", "senior"}, kNulls / 5,
                  [&](std::size_t) { return records.below(5); });
    records.fixed<std::int32_t>("tdD", "on", kNulls / 5, [&](std::size_t) {
        return 19'700 - static_cast<std::int32_t>(records.below(3650));
    });
    records.money("amount", kNulls / 5, [&](std::size_t) { return records.below(400'000); });
    records.truths("counts", kNulls / 5, 500);
    made.list("spells", ends, std::move(spells));
    made.list("records", ends, std::move(records));
    Table table{Rulebooks::load({BAJIGONG_SOURCE_DIR "/benchmarks/population/lists"}),
                std::move(made), 12 + 16 + 3 * (8 + 4 + 1 + 16)};
    table.rule = "over_lists";
    return table;
}

}  // namespace bajigong::bench
