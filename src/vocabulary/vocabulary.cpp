// Reading the vocabulary and looking things up in it.
#include "vocabulary/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "bajigong/identifier.hpp"

#include "text/members.hpp"

namespace bajigong {

namespace {

using text::Json;
using text::JsonDocument;
using text::JsonKind;
using text::Members;

// Sorted.
constexpr auto kReserved = std::to_array<std::string_view>({
    "all",
    "any",
    "as",
    "as_of",
    "bool",
    "break",
    "by",
    "const",
    "contains",
    "continue",
    "covers",
    "date",
    "day",
    "days",
    "days_between",
    "element",
    "else",
    "endsWith",
    "exists",
    "exists_one",
    "false",
    "filter",
    "floor",
    "for",
    "full_months",
    "full_years",
    "function",
    "has",
    "has_row",
    "held_on",
    "if",
    "import",
    "in",
    "in_place",
    "int",
    "let",
    "list",
    "loop",
    "map",
    "max",
    "min",
    "money",
    "month",
    "month_end",
    "month_start",
    "months",
    "months_covered",
    "namespace",
    "never",
    "null",
    "package",
    "param",
    "pending",
    "percent",
    "period",
    "ratio",
    "reading",
    "return",
    "size",
    "startsWith",
    "sum",
    "table",
    "text",
    "true",
    "truth",
    "unseen",
    "var",
    "void",
    "while",
    "within",
    "year",
    "year_end",
    "year_start",
    "years",
    "yuan",
});
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

Label read_label(Members& members) {
    return {members.string("zh", true), members.string("en", true)};
}

bool is_path(std::string_view path) {
    while (true) {
        const std::size_t dot = path.find('.');
        if (!is_identifier(path.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        path.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_identifier(std::string_view word) {
    if (word.empty() || (word[0] >= '0' && word[0] <= '9')) return false;
    return std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

bool is_reserved_word(std::string_view word) {
    return std::binary_search(kReserved.begin(), kReserved.end(), word);
}

std::optional<std::int64_t> Scale::number(std::string_view id_or_name) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].id == id_or_name || values[i].label.zh == id_or_name)
            return static_cast<std::int64_t>(i);
    }
    return std::nullopt;
}

int FactTableInfo::column(std::string_view path) const {
    const auto found = column_numbers.find(path);
    return found == column_numbers.end() ? -1 : found->second;
}

namespace {

void note_prefixes(const std::string& path, FactTableInfo& table) {
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1))
        ++table.prefixes[path.substr(0, dot)];
}

}  // namespace

Vocabulary::Vocabulary() : tables_(1) {}

void Vocabulary::add(const JsonDocument& document, const Json& object,
                     std::vector<Problem>& problems) {
    Members members(document, object, problems,
                    {"bajigong", "title", "scales", "facts", "$schema"});
    if (const Json* scales = members.get("scales", JsonKind::object))
        add_scales(document, *scales, problems);
    if (const Json* facts = members.get("facts", JsonKind::object))
        add_facts(document, *facts, problems);
}

void Vocabulary::add_scales(const JsonDocument& document, const Json& scales,
                            std::vector<Problem>& problems) {
    for (const Json& json : scales.children) {
        Members members(document, json, problems, {"title", "ordered", "values"});
        Scale scale;
        scale.id = json.key;
        if (!is_identifier(json.key) || is_reserved_word(json.key) || this->scale(json.key) >= 0) {
            members.fail("R010", json);
            continue;
        }
        if (const Json* title = members.get("title", JsonKind::object)) {
            Members texts(document, *title, problems, {"zh", "en"});
            scale.label = read_label(texts);
        }
        if (const Json* ordered = members.get("ordered", JsonKind::boolean))
            scale.ordered = ordered->boolean;
        const Json* values = members.get("values", JsonKind::array, true);
        if (values == nullptr) continue;
        for (const Json& value : values->children) {
            Members fields(document, value, problems, {"id", "zh", "en", "note"});
            ScaleValue entry{fields.string("id", true), read_label(fields)};
            if (!is_identifier(entry.id) || is_reserved_word(entry.id) || scale.number(entry.id)) {
                fields.fail("R011", value);
                continue;
            }
            scale_values_[entry.id].push_back(static_cast<int>(scales_.size()));
            scale.values.push_back(std::move(entry));
        }
        scales_.push_back(std::move(scale));
    }
}

void Vocabulary::add_facts(const JsonDocument& document, const Json& facts,
                           std::vector<Problem>& problems) {
    for (const Json& fact : facts.children) add_fact(document, fact, 0, problems);
}

void Vocabulary::add_fact(const JsonDocument& document, const Json& json, int table,
                          std::vector<Problem>& problems) {
    Members members(document, json, problems,
                    {"type", "list_of", "list", "zh", "en", "personal", "min", "note"});
    if (!json.is(JsonKind::object)) return;
    const std::string_view first = std::string_view(json.key).substr(0, json.key.find('.'));
    // An element's field stands behind its loop variable, where nothing else is meant.
    const bool taken = table == 0 && (is_reserved_word(first) || scale_values_.contains(first));
    if (!is_path(json.key) || taken) {
        members.fail("R012", json);
        return;
    }
    if (tables_[table].column(json.key) >= 0 || list(table, json.key) >= 0) {
        members.fail("R013", json, {std::string(json.key)});
        return;
    }
    const Label label = read_label(members);
    const Json* plain = members.get("list_of", JsonKind::string);
    const Json* fields = members.get("list", JsonKind::object);
    const Json* type_name =
        members.get("type", JsonKind::string, plain == nullptr && fields == nullptr);
    if ((plain != nullptr) + (fields != nullptr) + (type_name != nullptr) != 1) {
        if (plain != nullptr || fields != nullptr || type_name != nullptr)
            members.fail("R014", json);
        return;
    }
    if (fields != nullptr) {
        const int child = add_list(table, std::string(json.key), false);
        tables_[child].label = label;
        for (const Json& field : fields->children) add_fact(document, field, child, problems);
        return;
    }
    const Json& named = plain != nullptr ? *plain : *type_name;
    const bool place = named.text == "place";
    const std::optional<Type> found = place ? Type{Base::text} : type(named.text);
    if (!found) {
        members.fail("R015", named,
                     {std::string(text::is_plain_name(named.text) ? named.text : "?")});
        return;
    }
    int holder = table;
    if (plain != nullptr) {
        holder = add_list(table, std::string(json.key), true);
        tables_[holder].label = label;
    }
    const int column =
        add_column(holder, std::string(plain != nullptr ? "value" : json.key), *found);
    Fact& fact = tables_[holder].columns[column];
    fact.label = label;
    fact.personal = members.flag("personal");
    fact.place = place;
    if (const Json* least = members.get("min")) {
        const bool has_least = found->base == Base::integer || found->base == Base::money ||
                               found->base == Base::ratio;
        if (least->text != "0" || !has_least) members.fail("R080", *least);
        fact.not_negative = true;
    }
}

bool is_place(std::string_view text) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool abroad = text.size() == 2 && capital(text[0]) && capital(text[1]) && text != "CN";
    return abroad || parse_region_code(text);
}

int Vocabulary::add_column(int table, std::string path, Type type) {
    Fact fact;
    fact.full_path = full_path(table, path);
    fact.path = std::move(path);
    fact.type = type;
    FactTableInfo& info = tables_[table];
    const int column = static_cast<int>(info.columns.size());
    const bool is_day = info.parent >= 0 && type.base == Base::date;
    if (is_day && fact.path == "from") info.from = column;
    if (is_day && fact.path == "until") info.until = column;
    info.column_numbers.emplace(fact.path, column);
    note_prefixes(fact.path, info);
    info.columns.push_back(std::move(fact));
    return column;
}

std::string Vocabulary::full_path(int table, const std::string& path) const {
    return tables_[table].path.empty() ? path : tables_[table].path + "." + path;
}

void Vocabulary::add_answer(int table, const std::string& path, Label label) {
    if (tables_[table].column(path) >= 0) return;
    const int column = add_column(table, path, Type{Base::truth});
    tables_[table].columns[column].label = std::move(label);
    tables_[table].columns[column].answer = true;
}

int Vocabulary::add_list(int table, std::string name, bool plain) {
    FactTableInfo info;
    info.path = full_path(table, name);
    info.name = std::move(name);
    info.parent = table;
    info.plain = plain;
    const int child = static_cast<int>(tables_.size());
    tables_.push_back(std::move(info));
    FactTableInfo& parent = tables_[table];
    parent.lists.push_back(child);
    parent.list_tables.emplace(tables_[child].name, child);
    note_prefixes(tables_[child].name, parent);
    return child;
}

int Vocabulary::scale(std::string_view id) const {
    for (std::size_t i = 0; i < scales_.size(); ++i) {
        if (scales_[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

std::optional<Type> Vocabulary::type(std::string_view name) const {
    if (name == "bool") return Type{Base::truth};
    if (name == "int") return Type{Base::integer};
    if (name == "text") return Type{Base::text};
    if (name == "date") return Type{Base::date};
    if (name == "period") return Type{Base::period};
    if (name == "money") return Type{Base::money};
    if (name == "ratio") return Type{Base::ratio, -1, Type::kVaries};
    const int index = scale(name);
    if (index < 0) return std::nullopt;
    return Type{Base::scale, index};
}

std::string Vocabulary::name(const Type& type) const {
    switch (type.base) {
        case Base::truth: return "bool";
        case Base::integer: return "int";
        case Base::text: return "text";
        case Base::date: return "date";
        case Base::period: return "period";
        case Base::money: return type.denominator == 1 ? "money" : "money with fractions of a fen";
        case Base::ratio: return "ratio";
        case Base::scale: return type.scale < 0 ? "scale" : scales_[type.scale].id;
    }
    return "?";
}

const std::vector<int>& Vocabulary::scales_with(std::string_view value_id) const {
    static const std::vector<int> kNone;
    const auto found = scale_values_.find(value_id);
    return found == scale_values_.end() ? kNone : found->second;
}

bool Vocabulary::is_prefix(int table, std::string_view prefix) const {
    return tables_[table].prefixes.contains(prefix);
}

int Vocabulary::list(int table, std::string_view name) const {
    const NumberByText& lists = tables_[table].list_tables;
    const auto found = lists.find(name);
    return found == lists.end() ? -1 : found->second;
}

std::vector<std::string> Vocabulary::paths() const {
    std::vector<std::string> all;
    for (const FactTableInfo& table : tables_) {
        if (!table.path.empty()) all.push_back(table.path);
        for (const Fact& fact : table.columns) {
            if (!fact.answer) all.push_back(fact.full_path);
        }
    }
    return all;
}

}  // namespace bajigong
