// Writes JSON trees.
#include "text/json_text.hpp"

namespace bajigong::text {

namespace {

void write(std::string& out, const Json& json) {
    switch (json.kind) {
        case JsonKind::null: out += "null"; return;
        case JsonKind::boolean: out += json.boolean ? "true" : "false"; return;
        case JsonKind::number: out += json.text; return;
        case JsonKind::string: out += json_quote(json.text); return;
        case JsonKind::array:
        case JsonKind::object: break;
    }
    const bool object = json.is(JsonKind::object);
    out += object ? '{' : '[';
    for (const Json& child : json.children) {
        if (&child != &json.children.front()) out += ',';
        if (object) out += json_quote(child.key) + ':';
        write(out, child);
    }
    out += object ? '}' : ']';
}

}  // namespace

std::string json_text(const Json& json) {
    std::string out;
    write(out, json);
    return out;
}

Json json_object() {
    Json json;
    json.kind = JsonKind::object;
    return json;
}

Json json_string(std::string key, std::string value) {
    Json json;
    json.kind = JsonKind::string;
    json.key = std::move(key);
    json.text = std::move(value);
    return json;
}

Json& json_member(Json& object, std::string_view key) {
    for (Json& member : object.children) {
        if (member.key == key) return member;
    }
    Json& added = object.children.emplace_back();
    added.key = key;
    return added;
}

}  // namespace bajigong::text
