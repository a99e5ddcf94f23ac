// Reading the options of a population.
#include "population/options.hpp"

#include <charconv>

#include "text/members.hpp"

namespace bajigong::population {

namespace {

using text::Json;
using text::JsonKind;
using text::Members;

constexpr const char* kDay = "a day \"YYYY-MM-DD\" that exists, or \"never\"";

class Reader {
   public:
    explicit Reader(const text::JsonDocument& document) : document_(document) {}

    Options read() {
        Members members(document_, document_.root, problems_,
                        {"columns", "keep", "outputs", "threads", "block_rows", "vectors"});
        if (const Json* columns = members.get("columns", JsonKind::object)) {
            for (const Json& column : columns->children) column_of(column);
        }
        if (const Json* keep = members.get("keep", JsonKind::array)) {
            for (const Json& name : keep->children) {
                if (word(name)) options_.keep.emplace_back(name.text);
            }
        }
        if (const Json* outputs = members.get("outputs", JsonKind::array)) {
            for (const Json& output : outputs->children) output_of(output);
        }
        whole(members, "threads", kMaxThreads, "P019", options_.threads);
        whole(members, "block_rows", kMaxBlockRows, "P026", options_.block_rows);
        if (const Json* vectors = members.get("vectors", JsonKind::string)) {
            options_.portable = vectors->text == "portable";
            if (!options_.portable && vectors->text != "widest") members.fail("P027", *vectors);
        }
        if (!problems_.empty()) throw Failure(std::move(problems_));
        return std::move(options_);
    }

   private:
    // A number from 1 to `most`, if the member is there.
    static void whole(Members& members, const char* name, int most, const char* code, int& value) {
        const Json* number = members.get(name, JsonKind::number);
        if (number == nullptr) return;
        const char* end = number->text.data() + number->text.size();
        const auto [rest, error] = std::from_chars(number->text.data(), end, value);
        if (error != std::errc() || rest != end || value < 1 || value > most)
            members.fail(code, *number, {std::to_string(most)});
    }

    bool word(const Json& json) {
        if (json.is(JsonKind::string)) return true;
        problems_.push_back({"R002",
                             document_.place(json),
                             {"a string", std::string(name(json.kind))},
                             Severity::error});
        return false;
    }

    void output_of(const Json& output) {
        if (!word(output)) return;
        bool* const wanted = output.text == "causes"       ? &options_.causes
                             : output.text == "version"    ? &options_.version
                             : output.text == "receipt"    ? &options_.receipt
                             : output.text == "range"      ? &options_.range
                             : output.text == "clauses"    ? &options_.clauses
                             : output.text == "decided_by" ? &options_.decided_by
                                                           : nullptr;
        if (wanted == nullptr) {
            problems_.push_back({"P018", document_.place(output), {}, Severity::error});
        } else {
            *wanted = true;
        }
    }

    void column_of(const Json& json) {
        Members members(document_, json, problems_, {"fact", "codes", "never", "unit"});
        ColumnOptions& column = options_.columns[std::string(json.key)];
        column.fact = members.string("fact");
        if (const Json* codes = members.get("codes", JsonKind::object)) {
            for (const Json& code : codes->children) column.codes.emplace_back(code.key, code);
        }
        if (const Json* never = members.get("never", JsonKind::string)) {
            column.never = Date::parse(never->text);
            if (!column.never) members.fail("R002", *never, {kDay, "a string"});
        }
        if (const Json* unit = members.get("unit", JsonKind::string)) {
            if (unit->text == "fen") column.unit = ColumnOptions::Unit::fen;
            if (unit->text == "yuan") column.unit = ColumnOptions::Unit::yuan;
            if (column.unit == ColumnOptions::Unit::none) members.fail("P015", *unit);
        }
    }

    const text::JsonDocument& document_;
    Options options_;
    std::vector<Problem> problems_;
};

}  // namespace

Options read_options(std::string_view json) {
    if (json.empty()) return {};
    const text::JsonDocument document = text::parse_json(json, "options");
    Options options = Reader(document).read();
    options.memory = document.memory;
    return options;
}

}  // namespace bajigong::population
