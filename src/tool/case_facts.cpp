// Lays changes over the facts of a case.
#include "tool/case_facts.hpp"

#include <algorithm>
#include <charconv>

#include "tool/cases.hpp"

namespace bajigong::tool {

using text::Json;
using text::JsonKind;
using text::MadeJson;

namespace {

template <class Tree>
bool is_unknown(const Tree& json) {
    const auto* unknown = json.find("unknown");
    return unknown != nullptr && json.children.size() == 1 && unknown->is(JsonKind::boolean) &&
           unknown->boolean;
}

template <class Tree>
bool is_repeated(const Tree& json) {
    return json.children.size() == 2 && json.find("times") != nullptr && json.find("of") != nullptr;
}

// {"known": [...], "complete": false}: a list known in part.
template <class Tree>
bool is_partial_list(const Tree& json) {
    const auto* known = json.find("known");
    return known != nullptr && known->is(JsonKind::array);
}

template <class Tree>
bool is_group(const Tree& json) {
    return json.is(JsonKind::object) && !is_unknown(json) && !is_repeated(json) &&
           !is_partial_list(json);
}

}  // namespace

void FactTree::lay(MadeJson& facts, const Json& changes, bool fresh) {
    for (const Json& change : changes.children) lay_member(facts, change, change.key, fresh);
}

void FactTree::lay_member(MadeJson& object, const Json& change, std::string_view path, bool fresh) {
    const std::size_t dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    const auto found = std::find_if(object.children.begin(), object.children.end(),
                                    [&](const MadeJson& member) { return member.key == name; });
    const bool stands = found != object.children.end();
    if (dot != std::string_view::npos) {
        MadeJson& inner = object.member(name);
        if (!stands) {
            inner.kind = JsonKind::object;
            inner.line = change.line;
        }
        if (!inner.is(JsonKind::object)) return fail("C020", change);
        return lay_member(inner, change, path.substr(dot + 1), fresh);
    }
    if (is_group(change)) {
        MadeJson& inner = object.member(name);
        if (!stands || !is_group(inner)) {
            inner = MadeJson(JsonKind::object);
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
    MadeJson& member = object.member(name);
    member = value(change);
    member.key = name;
}

MadeJson FactTree::value(const Json& json) {
    if (is_repeated(json)) {
        MadeJson out(JsonKind::array);
        out.line = json.line;
        repeat(out, json);
        return out;
    }
    MadeJson out(json.kind);
    out.boolean = json.boolean;
    out.line = json.line;
    out.text = json.text;
    out.key = json.key;
    for (const Json& child : json.children) {
        if (json.is(JsonKind::object) && is_unknown(child)) continue;
        if (json.is(JsonKind::array) && is_repeated(child)) {
            repeat(out, child);
            continue;
        }
        out.children.emplace_back(value(child)).key = child.key;
    }
    return out;
}

void FactTree::repeat(MadeJson& list, const Json& json) {
    const Json& times = *json.find("times");
    std::int64_t count = -1;
    const char* end = times.text.data() + times.text.size();
    const auto [rest, error] = std::from_chars(times.text.data(), end, count);
    const bool whole = times.is(JsonKind::number) && error == std::errc() && rest == end;
    if (!whole || count < 0 || count > kMaxTimes) {
        return fail("C019", times, {std::to_string(kMaxTimes)});
    }
    MadeJson element = value(*json.find("of"));
    element.key.clear();
    for (std::int64_t i = 0; i < count; ++i) list.children.push_back(element);
}

void FactTree::fail(const char* code, const Json& at, std::vector<std::string> args) {
    if (problems_.size() >= kMaxCaseProblems) return;
    problems_.push_back({code, document_.place(at), std::move(args), Severity::error});
}

}  // namespace bajigong::tool
