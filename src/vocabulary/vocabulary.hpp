// The vocabulary (词汇表): what facts exist. Each has a path, a type, a label in both languages,
// and whether it is personal.
//
// Facts live in tables: table 0 holds one row a case; every list of records (or of plain values) is
// a table of its own, whose rows belong to rows of the table that the list stands in. Read once,
// then only read: safe from any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/json.hpp"
#include "vocabulary/type.hpp"

namespace bajigong {

struct Label {
    std::string zh, en;
    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

struct ScaleValue {
    std::string id;
    Label label;
};

// An enumeration (等级尺度), ordered from low to high unless it says otherwise. A value's number is
// its place.
struct Scale {
    std::string id;
    Label label;
    bool ordered = true;
    std::vector<ScaleValue> values;

    std::optional<std::int64_t> number(std::string_view id_or_name) const;
};

// What a fact of type `place` may be: a region code (行政区划代码) in the form of GB/T 2260, or
// abroad two letters of ISO 3166, which lie in no region.
bool is_place(std::string_view text);

struct Fact {
    std::string path;  // from its table's root: "certificate.level"; of a list's element "level"
    Type type;
    Label label;
    bool personal = false;
    bool not_negative = false;   // `"min": 0`: a case that gives less is refused
    bool place = false;          // of type `place`: a text that is_place
    std::string full_path = {};  // from the case's root: "subsidies.level"
    bool answer = false;         // another rule's answer: decided, never given
};

// Looks texts up without making strings of them.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};
using NumberByText = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

struct FactTableInfo {
    std::string path;    // full path of the list; empty for table 0
    std::string name;    // path within the parent table
    int parent = -1;     // table in whose rows the list stands
    bool plain = false;  // a list of plain values: one column named "value"
    Label label;
    std::vector<Fact> columns;
    std::vector<int> lists;     // tables of the lists that stand in this table's rows
    int from = -1, until = -1;  // of spells: the columns of their first and last day
    NumberByText column_numbers, list_tables;
    NumberByText prefixes;  // of the paths of columns and lists, up to each dot; how many have them

    int column(std::string_view path) const;  // -1 if there is none
};

class Vocabulary {
   public:
    Vocabulary();

    // Adds the scales and facts of a document (or of a rulebook's `facts`); problems are appended,
    // with their place.
    void add(const text::JsonDocument& document, const text::Json& object,
             std::vector<Problem>& problems);
    void add_facts(const text::JsonDocument& document, const text::Json& facts,
                   std::vector<Problem>& problems);

    const std::vector<Scale>& scales() const { return scales_; }
    const std::vector<FactTableInfo>& tables() const { return tables_; }
    int scale(std::string_view id) const;  // -1 if there is none
    // "money", "level", …; empty if there is no such type.
    std::optional<Type> type(std::string_view name) const;
    std::string name(const Type& type) const;
    // The scales that have a value of that id.
    const std::vector<int>& scales_with(std::string_view value_id) const;
    // Whether some fact's or list's path in `table` starts with `prefix` and a dot.
    bool is_prefix(int table, std::string_view prefix) const;
    int list(int table, std::string_view name) const;  // table of the list, -1 if there is none
    // Every path that a case may use, for suggestions.
    std::vector<std::string> paths() const;

    // For expressions without a vocabulary: declares a fact or list.
    int add_column(int table, std::string path, Type type);
    int add_list(int table, std::string name, bool plain);
    // Declares the truth that a rule's answer will be; what is there already stays.
    void add_answer(int table, const std::string& path, Label label);

   private:
    std::string full_path(int table, const std::string& path) const;
    void add_scales(const text::JsonDocument& document, const text::Json& scales,
                    std::vector<Problem>& problems);
    void add_fact(const text::JsonDocument& document, const text::Json& json, int table,
                  std::vector<Problem>& problems);

    std::vector<Scale> scales_;
    std::vector<FactTableInfo> tables_;
    std::map<std::string, std::vector<int>, std::less<>> scale_values_;
};

// Words that name types, functions or fixed names of the language and so cannot name facts or scale
// values.
bool is_reserved_word(std::string_view word);
bool is_identifier(std::string_view word);

// A value as a case, table or rulebook writes it, brought to its type: the number or text that a
// column holds.
struct Scalar {
    std::int64_t number = 0;
    std::int64_t second = 1;  // of a ratio: the denominator
    std::string text;
};
// Empty if `json` is not a value of `type`; then `expected` says what was ("a date \"2024-02-29\"
// or \"never\"").
std::optional<Scalar> read_scalar(const Vocabulary& vocabulary, const Type& type,
                                  const text::Json& json, std::string& expected);
// The value printed as a case would write it, without quotes.
std::string print_scalar(const Vocabulary& vocabulary, const Type& type, std::int64_t number,
                         std::int64_t second, std::string_view text);

}  // namespace bajigong
