// Lays changes over the facts of a case.
#include "tool/case_facts.hpp"

#include <algorithm>
#include <charconv>

#include "text/json_text.hpp"
#include "tool/cases.hpp"

namespace bajigong::tool {

using text::Json;
using text::JsonKind;

namespace {

bool is_unknown(const Json& json) {
    const Json* unknown = json.find("unknown");
    return unknown != nullptr && json.children.size() == 1 && unknown->is(JsonKind::boolean) &&
           unknown->boolean;
}

bool is_repeated(const Json& json) {
    return json.children.size() == 2 && json.find("times") != nullptr && json.find("of") != nullptr;
}

// {"known": [...], "complete": false}: a list known in part.
bool is_partial_list(const Json& json) {
    const Json* known = json.find("known");
    return known != nullptr && known->is(JsonKind::array);
}

bool is_group(const Json& json) {
    return json.is(JsonKind::object) && !is_unknown(json) && !is_repeated(json) &&
           !is_partial_list(json);
}

}  // namespace

void FactTree::lay(Json& facts, const Json& changes, bool fresh) {
    for (const Json& change : changes.children) lay_member(facts, change, change.key, fresh);
}

void FactTree::lay_member(Json& object, const Json& change, std::string_view path, bool fresh) {
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    const auto found = std::find_if(object.children.begin(), object.children.end(),
                                    [&](const Json& member) { return member.key == name; });
    const bool stands = found != object.children.end();
    if (dot != std::string_view::npos) {
        Json& inner = json_member(object, name);
        if (!stands) {
            inner.kind = JsonKind::object;
            inner.line = change.line;
        }
        if (!inner.is(JsonKind::object)) return fail("C020", change);
        return lay_member(inner, change, path.substr(dot + 1), fresh);
    }
    if (is_group(change)) {
        Json& inner = json_member(object, name);
        if (!stands || !is_group(inner)) {
            inner = Json{};
            inner.kind = JsonKind::object;
            inner.key = name;
            inner.line = change.line;
        }
        return lay(inner, change, fresh);
    }
    if (stands && fresh) return fail("C020", change);
    if (is_unknown(change)) {
        if (stands) object.children.erase(found);
        return;
    }
    Json& member = json_member(object, name);
    member = value(change);
    member.key = name;
}

Json FactTree::value(const Json& json) {
    Json out = json;
    if (is_repeated(json)) {
        out = Json{};
        out.kind = JsonKind::array;
        out.line = json.line;
        repeat(out, json);
        return out;
    }
    out.children.clear();
    for (const Json& child : json.children) {
        if (json.is(JsonKind::object) && is_unknown(child)) continue;
        if (json.is(JsonKind::array) && is_repeated(child)) {
            repeat(out, child);
            continue;
        }
        Json& inner = out.children.emplace_back(value(child));
        inner.key = child.key;
    }
    return out;
}

void FactTree::repeat(Json& list, const Json& json) {
    const Json& times = *json.find("times");
    std::int64_t count = -1;
    const char* end = times.text.data() + times.text.size();
    const auto [rest, error] = std::from_chars(times.text.data(), end, count);
    const bool whole = times.is(JsonKind::number) && error == std::errc() && rest == end;
    if (!whole || count < 0 || count > kMaxTimes) {
        return fail("C019", times, {std::to_string(kMaxTimes)});
    }
    Json element = value(*json.find("of"));
    element.key.clear();
    for (std::int64_t i = 0; i < count; ++i) list.children.push_back(element);
}

void FactTree::fail(const char* code, const Json& at, std::vector<std::string> args) {
    if (problems_.size() >= kMaxCaseProblems) return;
    problems_.push_back({code, document_.place(at), std::move(args), Severity::error});
}

}  // namespace bajigong::tool
