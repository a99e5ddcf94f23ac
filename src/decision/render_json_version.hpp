// The parts of a decision's JSON that stand in more than one place, and the explanation of a
// version.
#pragma once

#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "decision/decision_impl.hpp"
#include "decision/render_json_writer.hpp"

namespace bajigong {

// What was named while writing, to be told once at the end.
struct JsonReads {
    std::set<int> facts, lists;                                     // root columns, tables of lists
    std::set<std::pair<std::string_view, std::string_view>> cited;  // rulebook, instrument
};

class DecisionJson {
   public:
    DecisionJson(JsonWriter& writer, const Decision::Impl& decision, JsonReads& reads)
        : w_(writer),
          decision_(decision),
          vocabulary_(decision.rulebooks->vocabulary),
          reads_(reads) {}

    void amount(const Amount& amount);
    void causes(const std::vector<DecisionCause>& causes);
    void results(const std::vector<Result>& results);
    void readings(const std::vector<ReadingChoice>& choices);
    void scalar(const Type& type, std::int64_t number, std::int64_t second, std::string_view text);
    // A choice of the version: its conditions, limits, lets and amounts as they stood.
    void explanation(const ShownVersion& shown);

   private:
    bool key_is_personal() const;
    bool is_masked(const Version& version, language::Register value) const;
    void day(std::string_view key, const VersionDay& day);
    void version(const Version& version);
    void contents(const Version& version, const ShownVersion& shown);
    void entry(const Entry& entry);
    void basis(const Basis& basis);
    void clause(const Version& version, const ShownVersion& shown, int index);
    void group(const Version& version, const ShownVersion& shown, const Clause& clause);
    void reads(const Version& version, const Clause& clause);
    void value(const ShownValue& value, bool masked);
    void limit(const Version& version, const ShownVersion& shown, std::size_t index);
    void let(const Version& version, const ShownVersion& shown, std::size_t index);
    void step(const Version& version, const ShownVersion& shown, std::size_t index);
    void result(const ResultStep& step);

    JsonWriter& w_;
    const Decision::Impl& decision_;
    const Vocabulary& vocabulary_;
    JsonReads& reads_;
    std::vector<bool> personal_;  // by register of the version being written
    std::vector<std::pair<std::size_t, std::size_t>> contents_;  // marks, by choice of the version
    std::size_t written_ = 0;                                    // choices of the version
};

}  // namespace bajigong
