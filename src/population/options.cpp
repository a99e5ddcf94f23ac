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
                        {"columns", "keep", "outputs", "threads"});
        if (const Json* columns = members.get("columns", JsonKind::object)) {
            for (const Json& column : columns->children) column_of(column);
        }
        if (const Json* keep = members.get("keep", JsonKind::array)) {
            for (const Json& name : keep->children) {
                if (word(name)) options_.keep.push_back(name.text);
            }
        }
        if (const Json* outputs = members.get("outputs", JsonKind::array)) {
            for (const Json& output : outputs->children) output_of(output);
        }
        if (const Json* threads = members.get("threads", JsonKind::number)) {
            const char* end = threads->text.data() + threads->text.size();
            const auto [rest, error] = std::from_chars(threads->text.data(), end, options_.threads);
            if (error != std::errc() || rest != end || options_.threads < 1 ||
                options_.threads > kMaxThreads)
                members.fail("P019", *threads, {std::to_string(kMaxThreads)});
        }
        if (!problems_.empty()) throw Failure(std::move(problems_));
        return std::move(options_);
    }

   private:
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
        bool* const wanted = output.text == "causes"    ? &options_.causes
                             : output.text == "version" ? &options_.version
                             : output.text == "receipt" ? &options_.receipt
                             : output.text == "range"   ? &options_.range
                                                        : nullptr;
        if (wanted == nullptr) {
            problems_.push_back({"P018", document_.place(output), {}, Severity::error});
        } else {
            *wanted = true;
        }
    }

    void column_of(const Json& json) {
        Members members(document_, json, problems_, {"fact", "codes", "never", "unit"});
        ColumnOptions& column = options_.columns[json.key];
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
    return Reader(document).read();
}

}  // namespace bajigong::population
