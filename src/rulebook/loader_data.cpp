// Tables, parameters and lists of a rulebook, or brought by the host in the same form.
#include <algorithm>
#include <numeric>

#include "rulebook/loader.hpp"

namespace bajigong {

using text::Json;
using text::JsonKind;
using text::Members;

std::optional<CellData> Loader::cell(const Json& json, const Type& type, std::string_view owner) {
    if (json.is(JsonKind::object)) {
        const std::optional<language::Cause> open = open_value(json, owner);
        if (!open) {
            fail("R037", json);
            return std::nullopt;
        }
        CellData data;
        data.state = open->kind == language::CauseKind::unseen ? CellData::State::unseen
                                                               : CellData::State::pending;
        data.text = open->why;
        return data;
    }
    std::string expected;
    const std::optional<Scalar> scalar = read_scalar(vocabulary_, type, json, expected);
    if (!scalar) {
        fail("R038", json, {expected});
        return std::nullopt;
    }
    return CellData{CellData::State::known, scalar->number, scalar->second, scalar->text};
}

std::optional<TableData> Loader::table_data(const Json& json, language::TableShape& shape,
                                            std::string_view name) {
    TableData data;
    const Json* rows = json.find("rows");
    if (rows == nullptr || !rows->is(JsonKind::array)) {
        fail("R001", json, {"rows"});
        return std::nullopt;
    }
    const std::size_t before = problems_.size();
    for (const Json& row : rows->children) {
        if (!row.is(JsonKind::array) || row.children.size() != shape.keys.size() + 1) {
            fail("R039", row, {std::to_string(shape.keys.size() + 1)});
            continue;
        }
        std::vector<Scalar> key;
        for (std::size_t k = 0; k < shape.keys.size(); ++k) {
            std::string expected;
            auto scalar = read_scalar(vocabulary_, shape.keys[k], row.children[k], expected);
            if (!scalar) {
                fail("R038", row.children[k], {expected});
            } else {
                key.push_back(std::move(*scalar));
            }
        }
        auto value = cell(row.children.back(), shape.value, name);
        if (!value || key.size() != shape.keys.size()) continue;
        if (!data.add(std::move(key), std::move(*value))) fail("R040", row);
    }
    if (const Json* otherwise = json.find("else")) {
        if (auto value = cell(*otherwise, shape.value, name)) data.set_otherwise(std::move(*value));
    }
    if (problems_.size() != before) return std::nullopt;
    return data;
}

std::optional<ParamData> Loader::param_data(const Json& json, const Type& type,
                                            std::string_view name) {
    ParamData data;
    const Json* rows = json.find("rows");
    if (rows == nullptr || !rows->is(JsonKind::array)) {
        fail("R001", json, {"rows"});
        return std::nullopt;
    }
    for (const Json& row : rows->children) {
        Members members(document_, row, problems_, {"from", "until", "is", "cite", "derived"});
        if (!row.is(JsonKind::object)) continue;
        const auto from = day(row.find("from"), row, "from");
        const auto until = day(row.find("until"), row, "until");
        const Json* is = members.get("is", true);
        basis(members, false);
        if (!from || !until || is == nullptr) continue;
        if (*until < *from) fail("R041", row);
        auto value = cell(*is, type, name);
        if (!value) continue;
        for (const ParamData::Row& other : data.rows) {
            if (other.from <= until->days && from->days <= other.until) fail("R042", row);
        }
        data.rows.push_back({from->days, until->days, std::move(*value)});
    }
    return data;
}

std::optional<ListData> Loader::list_data(const Json& json, const Type& type,
                                          std::string_view name) {
    ListData data;
    const Json* editions = json.find("editions");
    if (editions == nullptr || !editions->is(JsonKind::array)) {
        fail("R001", json, {"editions"});
        return std::nullopt;
    }
    for (const Json& entry : editions->children) {
        Members members(document_, entry, problems_,
                        {"from", "until", "rows", "cite", "derived", "title"});
        if (!entry.is(JsonKind::object)) continue;
        const auto from = day(entry.find("from"), entry, "from");
        const auto until = day(entry.find("until"), entry, "until");
        const Json* rows = members.get("rows", JsonKind::array, true);
        basis(members, false);
        if (!from || !until || rows == nullptr) continue;
        if (*until < *from) fail("R041", entry);
        ListData::Edition edition{from->days, until->days, {}};
        for (const Json& row : rows->children) {
            if (auto value = cell(row, type, name)) {
                if (value->state != CellData::State::known) {
                    fail("R037", row);
                    continue;
                }
                edition.rows.push_back({value->number, value->second, value->text});
            }
        }
        std::sort(edition.rows.begin(), edition.rows.end(), [](const Scalar& a, const Scalar& b) {
            return std::tie(a.number, a.text) < std::tie(b.number, b.text);
        });
        data.editions.push_back(std::move(edition));
    }
    const Json* known = json.find("known");
    if (known != nullptr && known->is(JsonKind::array)) {
        for (const Json& span : known->children) {
            Members members(document_, span, problems_, {"from", "until"});
            const auto from = day(span.find("from"), span, "from");
            const auto until = day(span.find("until"), span, "until");
            if (from && until) data.known.push_back({from->days, until->days});
        }
    } else if (known != nullptr) {
        fail("R002", *known,
             {std::string(text::name(JsonKind::array)), std::string(text::name(known->kind))});
    }
    return data;
}

void Loader::read_tables(const Json& json) {
    for (const Json& entry : json.children) {
        Members members(document_, entry, problems_,
                        {"keys", "value", "rows", "else", "supplied", "cite", "derived", "evidence",
                         "title", "text"});
        language::TableShape shape;
        shape.name = entry.key;
        SuppliedShape about;
        about.name = entry.key;
        about.place = place(entry);
        about.title = label_of(members, "title", false);
        about.basis = basis(members, true);
        about.supplied = members.flag("supplied");
        std::optional<TableData> data;
        const Json* keys = members.get("keys", JsonKind::array, true);
        const Json* value = members.get("value", JsonKind::string, true);
        bool typed = keys != nullptr && value != nullptr;
        const auto type_of = [&](const Json& named) {
            const std::optional<Type> type = vocabulary_.type(named.text);
            if (!type) {
                fail("R015", named, {std::string(named.text)});
                typed = false;
            }
            return type.value_or(Type{});
        };
        if (keys != nullptr) {
            for (const Json& key : keys->children) shape.keys.push_back(type_of(key));
            if (keys->children.empty() || keys->children.size() > 4) fail("R043", *keys);
        }
        if (value != nullptr) shape.value = type_of(*value);
        if (typed && !about.supplied) {
            data = table_data(entry, shape, entry.key);
            if (data && shape.value.base == Base::ratio) {
                // One denominator for all rows, so that products stay whole numbers.
                std::int64_t common = 1;
                for (const CellData* cell : data->cells()) common = std::lcm(common, cell->second);
                if (common <= 1'000'000) {
                    for (CellData* cell : data->cells()) cell->number *= common / cell->second;
                    shape.value.denominator = common;
                }
            }
        } else if (about.supplied && entry.find("rows") != nullptr) {
            fail("R044", entry);
        }
        book_.environment.tables.push_back(std::move(shape));
        book_.tables.push_back(std::move(about));
        book_.supply.tables.push_back(std::move(data));
    }
}

void Loader::read_params(const Json& json) {
    for (const Json& entry : json.children) {
        Members members(
            document_, entry, problems_,
            {"value", "rows", "supplied", "cite", "derived", "evidence", "title", "text"});
        SuppliedShape about;
        about.name = entry.key;
        about.place = place(entry);
        about.title = label_of(members, "title", false);
        about.basis = basis(members, false);
        about.supplied = members.flag("supplied");
        Type type;
        std::optional<ParamData> data;
        if (const Json* value = members.get("value", JsonKind::string, true)) {
            const std::optional<Type> found = vocabulary_.type(value->text);
            if (!found) {
                fail("R015", *value, {std::string(value->text)});
            } else {
                type = *found;
                if (!about.supplied) data = param_data(entry, type, entry.key);
            }
        }
        book_.environment.params.push_back({std::string(entry.key), type});
        book_.params.push_back(std::move(about));
        book_.supply.params.push_back(std::move(data));
    }
}

void Loader::read_lists(const Json& json) {
    for (const Json& entry : json.children) {
        Members members(document_, entry, problems_,
                        {"of", "editions", "known", "supplied", "cite", "derived", "evidence",
                         "title", "text"});
        SuppliedShape about;
        about.name = entry.key;
        about.place = place(entry);
        about.title = label_of(members, "title", false);
        about.basis = basis(members, false);
        about.supplied = members.flag("supplied");
        Type type{Base::text};
        std::optional<ListData> data;
        if (const Json* of = members.get("of", JsonKind::string, true)) {
            const std::optional<Type> found = vocabulary_.type(of->text);
            if (!found) {
                fail("R015", *of, {std::string(of->text)});
            } else {
                type = *found;
                if (!about.supplied) data = list_data(entry, type, entry.key);
            }
        }
        book_.environment.lists.push_back({std::string(entry.key), type});
        book_.lists.push_back(std::move(about));
        book_.supply.lists.push_back(std::move(data));
    }
}

}  // namespace bajigong
