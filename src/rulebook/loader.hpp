// Reads one rulebook file: strictly, collecting every problem with its place.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "rulebook/model.hpp"
#include "text/members.hpp"

namespace bajigong {

// Bounds on one rulebook.
inline constexpr int kMaxClausesInVersion = 2000;
inline constexpr std::size_t kMaxReadings = 64;
inline constexpr std::size_t kMaxWorldsInGroup = 64;

class Loader {
   public:
    Loader(const text::JsonDocument& document, Rulebook& book, const Vocabulary& vocabulary,
           std::vector<Problem>& problems);

    // Citations of other rulebooks' instruments, to be checked once all are read.
    struct Foreign {
        Citation citation;
        Place place;
    };
    const std::vector<Foreign>& foreign() const { return foreign_; }

    // Everything but rules, so that facts of all rulebooks are known before the first expression is
    // compiled.
    void read_envelope();
    void read_rules();

   private:
    friend class RuleLoader;
    friend class VersionLoader;

    using Json = text::Json;
    using JsonKind = text::JsonKind;
    using Members = text::Members;

    void fail(std::string code, const Json& at, std::vector<std::string> args = {});
    Place place(const Json& json) const { return document_.place(json); }

    Label label(const Json* json, bool required, const Json& owner, std::string_view key);
    Label label_of(Members& members, std::string_view key, bool required);
    Basis basis(Members& members, bool required);
    std::optional<Citation> citation(const Json& json);
    std::optional<Evidence> evidence(const Json& json);
    // {"unseen": "why"} or {"pending": "why", "cite": …}; `owner` names whose it is.
    // What is pending needs a cite of its own, unless what holds it has one.
    std::optional<language::Cause> open_value(const Json& json, std::string_view owner,
                                              bool cited = false);
    std::optional<CellData> cell(const Json& json, const Type& type, std::string_view owner);
    // The expression that a string is; nullptr, with the problem noted, if it is none. Read once,
    // however many versions share it.
    const language::Tree* tree(const Json& json);
    std::optional<Date> day(const Json* json, const Json& owner, std::string_view key);

    void read_instruments(const Json& json);
    void read_readings(const Json& json);
    void read_calendar(const Json& json);
    void read_rest_days(const text::Json& calendar_json);
    void read_choice(const Json& json, language::CalendarChoice& choice,
                     const std::vector<std::pair<std::string, std::int64_t>>& values);
    void read_tables(const Json& json);
    void read_params(const Json& json);
    void read_lists(const Json& json);
    void read_named_lists(const Json& root);

   public:
    // For the tool's --given and the cases: one table, parameter or list in the same form.
    std::optional<TableData> table_data(const Json& json, language::TableShape& shape,
                                        std::string_view name);
    std::optional<ParamData> param_data(const Json& json, const Type& type, std::string_view name);
    std::optional<ListData> list_data(const Json& json, const Type& type, std::string_view name);

   private:
    const text::JsonDocument& document_;
    Rulebook& book_;
    const Vocabulary& vocabulary_;
    std::vector<Problem>& problems_;
    std::map<std::string, const Json*, std::less<>> named_lists_;  // "clauses/who"
    std::set<std::string> used_lists_;
    language::TreeMemory trees_memory_ =
        std::make_shared<std::pmr::monotonic_buffer_resource>(std::size_t{1} << 14);
    std::unordered_map<const Json*, language::Tree> trees_;
    language::Compiler::Uses uses_;
    std::vector<Foreign> foreign_;

    void note_uses(const language::Compiler::Uses& uses);
    void report_unused();
};

// The canonical encoding of a JSON value: members sorted by key, layout and comments gone, and of
// an object its own members named in `without`.
std::string canonical(const text::Json& json, std::initializer_list<std::string_view> without = {});

}  // namespace bajigong
