// Writing facts back as JSON.
#include "population/row_json.hpp"

#include "values/packed.hpp"

namespace bajigong::population {

namespace {

std::string value_json(const Vocabulary& vocabulary, const Type& type, const Column& column,
                       std::size_t row) {
    if (!column.is_known(row)) return "null";
    const std::size_t at = column.at(row);
    if (type.base == Base::truth) return bit(column.truths, at) ? "true" : "false";
    if (type.base == Base::integer) return std::to_string(number_at(column, at));
    if (type.base == Base::text) return text::json_quote(text_at(column, at));
    const std::int64_t second = column.seconds == nullptr ? 1 : column.seconds[at];
    return text::json_quote(print_scalar(vocabulary, type, number_at(column, at), second, {}));
}

}  // namespace

std::string row_json(const Vocabulary& vocabulary, const Level& level, const FactsView& facts,
                     std::size_t row) {
    const FactTableInfo& info = vocabulary.tables()[level.table];
    const FactTable& table = facts.tables[level.table];
    if (info.plain) return value_json(vocabulary, info.columns[0].type, table.columns[0], row);
    std::string json = "{";
    const auto member = [&](const std::string& path, const std::string& value) {
        if (json.size() > 1) json += ',';
        json += text::json_quote(path) + ":" + value;
    };
    for (const BoundColumn& column : level.columns) {
        const Fact& fact = info.columns[column.column];
        member(fact.path, value_json(vocabulary, fact.type, table.columns[column.column], row));
    }
    for (const BoundList& bound : level.lists) {
        const FactTable& list = facts.tables[bound.elements.table];
        const std::string& name = vocabulary.tables()[bound.elements.table].name;
        if (list.listed != nullptr && !bit(list.listed, row)) {
            member(name, "null");
            continue;
        }
        std::string elements = "[";
        for (std::int64_t i = list.offsets[row]; i < list.offsets[row + 1]; ++i) {
            if (elements.size() > 1) elements += ',';
            elements += row_json(vocabulary, bound.elements, facts, static_cast<std::size_t>(i));
        }
        elements += ']';
        const bool complete = list.complete == nullptr || bit(list.complete, row);
        member(name, complete ? elements : R"({"known":)" + elements + R"(,"complete":false})");
    }
    return json + "}";
}

}  // namespace bajigong::population
