// Writes JSON trees.
#include "text/json_text.hpp"

namespace bajigong::text {

namespace {

template <class Tree>
void write(std::string& out, const Tree& json) {
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
    for (const Tree& child : json.children) {
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

std::string json_text(const MadeJson& json) {
    std::string out;
    write(out, json);
    return out;
}

MadeJson::MadeJson(const Json& json)
    : kind(json.kind),
      boolean(json.boolean),
      line(json.line),
      text(json.text),
      key(json.key),
      children(json.children.begin(), json.children.end()) {}

const MadeJson* MadeJson::find(std::string_view name) const {
    if (kind != JsonKind::object) return nullptr;
    for (const MadeJson& member : children) {
        if (member.key == name) return &member;
    }
    return nullptr;
}

MadeJson& MadeJson::member(std::string_view name) {
    for (MadeJson& member : children) {
        if (member.key == name) return member;
    }
    MadeJson& added = children.emplace_back();
    added.key = name;
    return added;
}

}  // namespace bajigong::text
