// Reads and compiles one rule, and one version of it.
#pragma once

#include "rulebook/loader.hpp"

namespace bajigong {

// The `adds` of a rule: for each record list, its fields as expressions.
struct AddedRecord {
    std::string list;
    std::vector<std::pair<std::string, const text::Json*>> fields;
};

// Declares the facts that the answers of asked rules become, before any expression is compiled.
// What is wrong with the members read here is told when the rule is read.
void declare_answers(const text::Json& rulebook, Vocabulary& vocabulary);

class RuleLoader {
   public:
    RuleLoader(Loader& loader, Rulebook& book) : loader_(loader), book_(book) {}
    void read(const text::Json& json);

   private:
    void read_adds(const text::Json& json);
    void read_members(const text::Json& json, Rule& rule);
    void read_asks(const text::Json& json, Rule& rule);
    // How it stands to other rules: the frame it fills in, what it excludes.
    void read_meeting(text::Members& members, Rule& rule);
    void read_overrides(const text::Json& json, Rule& rule, language::Compiler& compiler);
    void compile_key(const text::Json& json, Rule& rule, language::Compiler& compiler);
    void check_versions(const text::Json& json, const Rule& rule);

    Loader& loader_;
    Rulebook& book_;
    std::vector<AddedRecord> added_;
};

class VersionLoader {
   public:
    VersionLoader(Loader& loader, Rulebook& book, const std::vector<AddedRecord>& added,
                  Version& version)
        : loader_(loader),
          book_(book),
          added_(added),
          version_(version),
          compiler_(book.environment, version.program) {}
    void read(const text::Json& json);

   private:
    using Json = text::Json;
    using Members = text::Members;

    std::optional<VersionDay> version_day(const Json& json, std::string_view key);
    void read_rules(Members& members);
    // Calls `each` for every entry of a list, with `use` inserted.
    void entries(const Json& list, const char* kind, int depth,
                 const std::function<void(const Json&)>& each);
    void entry(Members& members, const Json& json, Entry& entry, bool text_required,
               bool basis_required);
    language::Register compile(const Json& json, const Type& wanted, const std::string& owner);
    // The expression or open value of a member; `cited`: what holds it has a basis.
    language::Register stated(const Json& json, const Type& wanted, const std::string& owner,
                              bool cited, std::optional<language::Cause>* open = nullptr);

    void read_let(const Json& json);
    int read_clause(const Json& json, int depth);
    void read_limit(const Json& json);
    std::shared_ptr<const language::ClaimRecord> claim(const std::string& list, const Json& at);
    void read_step(const Json& json);
    void read_result(const Json& json);
    // The value of an expression of whatever type; empty, with the problem noted, if there is none.
    std::optional<language::Operand> operand(const Json& json, const std::string& owner);
    int open_each(const Json& each, Step& step);
    void add_up(Step& step, language::Register most, language::Register least);
    void define_step(const Step& step);
    void round(const Json& json, language::Register& money);
    void finish();
    void note_supplied(Step& step) const;
    void group_readings();
    ReadingGroup& group_of(std::uint64_t readings);
    void note_reads(language::Register r, std::vector<int>& facts, std::vector<int>& lists,
                    std::vector<int>& lets);
    void add_item(Item item);

    Loader& loader_;
    Rulebook& book_;
    const std::vector<AddedRecord>& added_;
    Version& version_;
    language::Compiler compiler_;
    std::map<std::string, std::shared_ptr<const language::ClaimRecord>> claims_;
    std::set<std::string, std::less<>> ids_;
    std::set<std::string, std::less<>> let_ids_;
    std::vector<bool> seen_;  // of note_reads, kept for their memory
    std::vector<language::Register> to_see_;
    friend class RuleLoader;
};

// "s in subsidies"
inline bool split_loop(std::string_view text, std::string& variable, std::string& list) {
    const std::size_t in = text.find(" in ");
    if (in == std::string::npos) return false;
    variable = text.substr(0, in);
    list = text.substr(in + 4);
    return is_identifier(variable) && !list.empty() && list.find(' ') == std::string::npos;
}

// Whether `r` is the value of no register.
inline bool is_set(language::Register r) { return r != language::kNoRegister; }

}  // namespace bajigong
