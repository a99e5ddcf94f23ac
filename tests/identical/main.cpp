// Everything that runs say, for comparing machines byte by byte:
//   bajigong_identical VECTORS [NAME] < lines of `bajigong test policies --list`
//
// Every worked case decided alone, and as rows; then made-up tables, of the benchmarks and one with
// every Arrow type. VECTORS is "portable" or "widest". A digest stands for what is long;
// with NAME, what it stands for is shown as hex where the line begins so.
#include <array>
#include <cstring>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "bajigong/decision.hpp"
#include "bajigong/population.hpp"

#include "digest/digest.hpp"
#include "population_tables.hpp"
#include "rows_of_cases.hpp"
#include "text/json_text.hpp"

namespace bajigong::identical {
namespace {

using bench::ArrowTable;
using bench::Table;

constexpr const char* kOutputs = R"("outputs": ["causes", "clauses", "version", "range"])";
constexpr std::size_t kRows = 20'000;
constexpr std::size_t kCopies = 7;  // of each worked case among the rows

std::string shown;  // the beginning of names whose bytes are shown

std::string hex(const std::string& bytes) {
    std::string out;
    for (const char c : bytes) {
        for (const int nibble : {c >> 4 & 15, c & 15}) out += "0123456789abcdef"[nibble];
    }
    return out;
}

std::string sha(const std::string& bytes) {
    return digest::hex(digest::hash(digest::Algorithm::sha256, bytes));
}

template <class T>
void append(std::string& out, const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// What a column means: of a row that is null nothing but that it is.
void append_column(std::string& out, const ArrowSchema& schema, const ArrowArray& array) {
    const std::string format = schema.format;
    out += schema.name == nullptr ? "" : schema.name;
    out += ':' + format + '\n';
    append(out, array.length);
    append(out, array.null_count);
    const auto bit = [&](int buffer, std::int64_t i) {
        const auto* bits = static_cast<const std::uint8_t*>(array.buffers[buffer]);
        return (bits[(array.offset + i) / 8] >> ((array.offset + i) % 8) & 1) != 0;
    };
    const auto bytes = [&](std::size_t size, std::int64_t i) {
        return std::string_view(static_cast<const char*>(array.buffers[1]) +
                                    static_cast<std::size_t>(array.offset + i) * size,
                                size);
    };
    const auto offset = [&](std::int64_t i) {
        return static_cast<const std::int64_t*>(array.buffers[1])[array.offset + i];
    };
    for (std::int64_t i = 0; i < array.length; ++i) {
        const bool known = array.buffers[0] == nullptr || bit(0, i);
        out += known ? '1' : '0';
        if (!known) continue;
        if (format == "b")
            out += bit(1, i) ? 'T' : 'F';
        else if (format == "c")
            out += bytes(1, i);
        else if (format == "i")
            out += bytes(4, i);
        else if (format.starts_with("d:"))
            out += bytes(16, i);
        else if (format == "+L")
            append(out, offset(i + 1) - offset(i));
        else if (format == "U") {
            const auto* characters = static_cast<const char*>(array.buffers[2]);
            append(out, offset(i + 1) - offset(i));
            out.append(characters + offset(i), characters + offset(i + 1));
        } else if (format != "+s")
            throw std::runtime_error("no bytes known for format " + format);
    }
    if (schema.dictionary != nullptr) append_column(out, *schema.dictionary, *array.dictionary);
    for (std::int64_t c = 0; c < array.n_children; ++c)
        append_column(out, *schema.children[c], *array.children[c]);
}

std::string codes_of(const Failure& failure) {
    std::string codes = "refused";
    for (const Problem& problem : failure.problems()) codes += ' ' + problem.code;
    return codes;
}

void tell(const std::string& name, const std::string& bytes) {
    const bool whole = !shown.empty() && name.starts_with(shown);
    std::cout << name << ' ' << (whole ? hex(bytes) : sha(bytes)) << '\n';
}

// A line for each column of the results, or one for all.
void decide(const std::string& name, const Population& population, ArrowArray in, bool each) {
    arrow::Owned<ArrowArray> out;
    try {
        population.decide(&in, out.get());
    } catch (const Failure& failure) {
        std::cout << name << ' ' << codes_of(failure) << '\n';
        return;
    }
    arrow::Owned<ArrowSchema> schema;
    population.schema(schema.get());
    std::string all;
    for (std::int64_t c = 0; c < out->n_children; ++c) {
        std::string bytes;
        append_column(bytes, *schema->children[c], *out->children[c]);
        if (each) tell(name + ' ' + schema->children[c]->name, bytes);
        all += bytes;
    }
    if (!each) tell(name, all);
}

// ---- made-up tables
// ------------------------------------------------------------------------------

// A column of every type and width that a fact may lie in, and a condition on each.
Table types_table(std::size_t rows) {
    ArrowTable made(rows);
    std::string facts;
    std::string clauses;
    const auto ask = [&](const std::string& name, const std::string& type,
                         const std::string& test) {
        facts += (facts.empty() ? "\"" : ",\"") + name + R"(": {"type": ")" + type +
                 R"(", "zh": "x", "en": "x"})";
        clauses += (clauses.empty() ? "" : ",") + (R"({"id": "k_)" + name) + R"(", "if": ")" +
                   test + R"(", "cite": "made §1", "text": {"zh": "x", "en": "x"}})";
    };
    const int nulls = 20;
    const auto below = [&](std::uint64_t bound) {
        return [&made, bound](std::size_t) { return made.below(bound); };
    };
    made.fixed<std::int32_t>("tdD", "on", 0, [](std::size_t) { return 18'900; });
    ask("on", "date", "on >= date('2020-01-01')");
    made.fixed<std::int8_t>("c", "i8", nulls, below(100));
    ask("i8", "int", "i8 < 97");
    made.fixed<std::uint8_t>("C", "u8", nulls, below(256));
    ask("u8", "int", "u8 <= 250");
    made.fixed<std::int16_t>("s", "i16", nulls, below(60'000));
    ask("i16", "int", "i16 + 30000 > 500");
    made.fixed<std::uint16_t>("S", "u16", nulls, below(65'536));
    ask("u16", "int", "u16 >= i16 - 60000");
    made.fixed<std::int32_t>("i", "i32", nulls, below(4'000'000'000));
    ask("i32", "int", "i32 * 3 != i16");
    made.fixed<std::uint32_t>("I", "u32", nulls, below(4'000'000'000));
    ask("u32", "int", "(u32 > i32 ? u32 : i32) >= 0");
    // Twice of it leaves 64 bits in one of 33 rows.
    made.fixed<std::int64_t>("l", "i64", nulls,
                             below((std::uint64_t{1} << 62) + (std::uint64_t{1} << 57)));
    ask("i64", "int", "i64 * 2 >= i64 && i64 - u32 <= i64");
    made.fixed<std::uint64_t>("L", "u64", nulls, below(std::uint64_t{1} << 40));
    ask("u64", "int", "u64 / 7 * 7 + u64 % 7 == u64");
    made.truths("yes", nulls, 950);
    ask("yes", "bool", "yes");

    const std::vector<std::string> levels{"low", "middle", "high"};
    const auto level = [&](std::size_t) { return made.below(20) == 0 ? 0 : 1 + made.below(2); };
    made.coded<std::int8_t>("e8", levels, nulls, level, "c");
    made.coded<std::uint8_t>("d8", levels, nulls, level, "C");
    made.coded<std::int16_t>("e16", levels, nulls, level, "s");
    made.coded<std::uint16_t>("d16", levels, nulls, level, "S");
    made.coded<std::int32_t>("e32", levels, nulls, level, "i");
    made.coded<std::uint32_t>("d32", levels, nulls, level, "I");
    made.coded<std::int64_t>("e64", levels, nulls, level, "l");
    made.coded<std::uint64_t>("d64", levels, nulls, level, "L");
    for (const char* name : {"e8", "d8", "e16", "d16", "e32", "d32", "d64"})
        ask(name, "scale", std::string(name) + " >= middle");
    ask("e64", "scale", "e64 == high || e64 == e32 || min(e64, e8) <= d8");
    made.texts("level", nulls, [&](std::size_t i) { return levels[level(i)]; });
    ask("level", "scale", "level != low");
    made.views("view", nulls, [&](std::size_t i) { return levels[level(i)]; });
    ask("view", "scale", "view >= middle || view == level");
    made.views("long_view", nulls, [&](std::size_t i) {
        return made.below(20) == 0 ? "甲" + std::to_string(i % 7)
                                   : "乙类职业技能等级证书" + std::to_string(i % 7);
    });
    ask("long_view", "text", "long_view.startsWith('乙类') || long_view.endsWith('3')");

    made.fixed<std::int32_t>("d:9,2,32", "m32", nulls, below(400'000));
    ask("m32", "money", "m32 > yuan(20)");
    made.fixed<std::int64_t>("d:18,2,64", "m64", nulls, below(400'000'000));
    ask("m64", "money", "m64 * percent('12.5') < m64 + yuan('0.01')");
    made.money("m128", nulls, below(400'000));
    ask("m128", "money", "m128 <= max(m32, m128)");
    made.fixed<std::array<std::int64_t, 4>>("d:60,2,256", "m256", nulls, [&](std::size_t) {
        return std::array{static_cast<std::int64_t>(made.below(400'000)), std::int64_t{0},
                          std::int64_t{0}, std::int64_t{0}};
    });
    ask("m256", "money", "m256 >= yuan(1)");
    made.texts("mt", nulls, [&](std::size_t) { return std::to_string(made.below(4'000)) + ".50"; });
    ask("mt", "money", "mt / yuan(3) > ratio(1, 3)");

    made.fixed<std::int64_t>("tdm", "day64", nulls, [&](std::size_t) {
        return static_cast<std::int64_t>(10'000 + made.below(8'000)) * 86'400'000;
    });
    ask("day64", "date", "day64 + months(7) < on");
    made.fixed<std::int64_t>("tss:", "ts", nulls, [&](std::size_t) {
        return static_cast<std::int64_t>(10'000 + made.below(8'500)) * 86'400;
    });
    ask("ts", "date", "full_months(ts, on) >= 14");
    made.fixed<std::int64_t>("tsm:", "tm", nulls, [&](std::size_t) {
        return static_cast<std::int64_t>(10'000 + made.below(8'500)) * 86'400'000;
    });
    ask("tm", "date", "days_between(tm, on) > 500");
    made.fixed<std::int64_t>("tsn:+08:00", "tn", nulls, [&](std::size_t) {
        return static_cast<std::int64_t>(made.below(17'000 * 86'400ull)) * 1'000'000'000;
    });
    ask("tn", "date", "tn < on + days(3)");
    made.fixed<std::int64_t>("tsu:+08:00", "tu", nulls, [&](std::size_t) {
        return static_cast<std::int64_t>(made.below(17'000 * 86'400ull)) * 1'000'000;
    });
    ask("tu", "date", "year(tu) >= 1971 && month_end(tu) >= tu");
    made.texts("dt", nulls, [&](std::size_t) {
        return Date{static_cast<std::int32_t>(10'000 + made.below(8'900))}.text();
    });
    ask("dt", "date", "within(on, dt, years(24))");
    made.texts("span", nulls,
               [&](std::size_t) { return 'P' + std::to_string(1 + made.below(60)) + 'M'; });
    ask("span", "period", "span <= months(58)");
    made.texts("share", nulls, [&](std::size_t) { return std::to_string(made.below(100)) + '%'; });
    ask("share", "ratio", "share + ratio(1, 3) >= ratio(35, 100)");
    made.texts("place", nulls, [&](std::size_t) {
        const std::uint64_t draw = made.below(30 * 20);
        return (draw < 20 ? "33" : "31") + std::to_string(1'100 + draw % 20);
    });
    ask("place", "text", "in_place(place, '310000') || place == '331101' || place.endsWith('7')");

    const std::string rulebook =
        R"j({"bajigong": 1, "id": "types", "title": {"zh": "b", "en": "b"}, "jurisdiction": "CN",
            "instruments": {"made": {"title": "t", "number": null, "issuer": "x", "issued": null,
            "evidence": "official"}},
            "calendar": {"month_end": "last_day", "last_day": "counts", "holiday": "stays",
            "cite": "made §3"},
            "rules": [{"id": "types", "kind": "subsidy", "payee": "person",
            "title": {"zh": "b", "en": "b"}, "keyed_on": "on", "versions": [{"from": "2020-01-01",
            "until": "never", "instrument": "made", "require": [)j" +
        clauses +
        R"j(], "amount": [{"id": "part", "is": "m64 * share", "round": "fen up", "cite": "made §2"},
            {"id": "paid", "is": "min(part, m128) * percent(130) / 7", "round": "jiao half_even",
            "cite": "made §2"}]}]}]})j";
    const std::string vocabulary =
        R"({"bajigong": 1, "scales": {"scale": {"title": {"zh": "x", "en": "x"}, "values": [
            {"id": "low", "zh": "低", "en": "low"}, {"id": "middle", "zh": "中", "en": "middle"},
            {"id": "high", "zh": "高", "en": "high"}]}}, "facts": {)" +
        facts + "}}";
    Table table{Rulebooks::load_texts({{"vocabulary.json", vocabulary}, {"types.json", rulebook}}),
                std::move(made), 0};
    table.rule = "types";
    return table;
}

// All rows; and most of them, beginning within a byte of every bitmap, in blocks that end anywhere.
void run_table(const std::string& name, const Table& table, const std::string& vectors,
               const std::string& options = "") {
    const std::string said = "{\"vectors\": \"" + vectors + "\", " + kOutputs + options;
    decide(name, table.bind(said + "}"), bench::again(table.rows), true);
    ArrowArray part;
    arrow::share(table.rows, **table.rows, 13, (*table.rows)->length - 13 - 5, &part);
    decide(name + " part", table.bind(said + ", \"block_rows\": 333}"), part, true);
}

void run_tables(const std::string& vectors) {
    const std::string fen = std::string(", ") + bench::kNarrowOptions;
    run_table("wide", bench::wide_table(kRows), vectors);
    run_table("narrow", bench::narrow_table(kRows), vectors, fen);
    run_table("reading", bench::reading_table(kRows), vectors, fen);
    run_table("versions", bench::versions_table(kRows), vectors, fen);
    run_table("lists", bench::lists_table(kRows), vectors);
    run_table("types", types_table(kRows), vectors);
}

// ---- worked cases
// --------------------------------------------------------------------------------

std::string text_of(const Json& line, const char* key) { return std::string(line.find(key)->text); }

void run_alone(const Rulebooks& rulebooks, const Json& line) {
    const std::string rule = text_of(line, "rule");
    DecideOptions how;
    how.as_of = *Date::parse(text_of(line, "as_of"));
    how.salt = "0123456789abcdef";
    const Facts facts = Facts::from_json(rulebooks, text::json_text(*line.find("facts")));
    const Given given = Given::from_json(rulebooks, rule, text::json_text(*line.find("given")));
    const Decision decision = bajigong::decide(rulebooks, rule, facts, how, &given);
    std::cout << text_of(line, "file") << ':' << text_of(line, "line") << ' '
              << text_of(line, "run") << '\n'
              << decision.json() << '\n'
              << decision.receipt() << '\n'
              << sha(decision.text(Language::zh) + decision.text(Language::en)) << '\n';
}

// The cases of one rule, day and supplied data as the rows of a table, over and over.
void run_as_rows(const Rulebooks& rulebooks, const std::vector<const Json*>& lines,
                 const std::string& vectors) {
    const Json& first = *lines.front();
    const std::string name = text_of(first, "file") + ':' + text_of(first, "line") + " rows";
    Values facts;
    for (std::size_t copy = 0; copy < kCopies; ++copy) {
        for (const Json* line : lines) facts.push_back(line->find("facts"));
    }
    MadeColumn table = records_of("", facts);
    table.array.length = static_cast<std::int64_t>(facts.size());
    table.array.buffers.emplace_back();
    arrow::Owned<ArrowSchema> schema;
    arrow::give(table.schema, schema.get());
    arrow::Owned<ArrowArray> rows;
    arrow::give(std::move(table.array), rows.get());

    PopulationRequest request;
    request.rules = {text_of(first, "rule")};
    request.how.as_of = *Date::parse(text_of(first, "as_of"));
    request.given =
        Given::from_json(rulebooks, request.rules[0], text::json_text(*first.find("given")));
    try {
        const Population population = Population::bind(
            rulebooks, request, *schema, "{\"vectors\": \"" + vectors + "\", " + kOutputs + "}");
        ArrowArray in;
        rows.move_to(&in);
        decide(name, population, in, false);
    } catch (const Failure& failure) {
        std::cout << name << ' ' << codes_of(failure) << '\n';
    }
}

void run_cases(const std::string& vectors) {
    const Rulebooks rulebooks = Rulebooks::load({"policies"});
    std::vector<text::JsonDocument> documents;
    for (std::string line; std::getline(std::cin, line);)
        documents.push_back(text::parse_json(line, "line"));
    if (documents.empty()) throw std::runtime_error("no cases came in");
    std::map<std::string, std::vector<const Json*>> groups;
    for (const text::JsonDocument& document : documents) {
        const Json& line = document.root;
        run_alone(rulebooks, line);
        groups[text_of(line, "rule") + text_of(line, "as_of") +
               text::json_text(*line.find("given"))]
            .push_back(&line);
    }
    for (const auto& [key, lines] : groups) run_as_rows(rulebooks, lines, vectors);
}

}  // namespace
}  // namespace bajigong::identical

int main(int argc, char** argv) {
    if (argc != 2 && argc != 3) return 2;
    if (argc == 3) bajigong::identical::shown = argv[2];
    try {
        bajigong::identical::run_tables(argv[1]);
        bajigong::identical::run_cases(argv[1]);
    } catch (const bajigong::Failure& failure) {
        for (const bajigong::Problem& problem : failure.problems())
            std::cerr << problem.text(bajigong::Language::en) << '\n';
        return 1;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
