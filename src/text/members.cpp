// Strict reading of JSON objects.
#include "text/members.hpp"

#include <algorithm>

namespace bajigong::text {

Members::Members(const JsonDocument& document, const Json& object, std::vector<Problem>& problems,
                 std::initializer_list<std::string_view> known)
    : document_(document), object_(object), problems_(problems) {
    if (!object.is(JsonKind::object)) {
        fail("R002", object, {std::string(name(JsonKind::object)), std::string(name(object.kind))});
        return;
    }
    for (const Json& member : object.children) {
        // No known name is empty.
        const auto is_key = [&](std::string_view name) {
            return name.size() == member.key.size() && name[0] == member.key[0] &&
                   name == member.key;
        };
        if (std::any_of(known.begin(), known.end(), is_key)) continue;
        const std::vector<std::string> names(known.begin(), known.end());
        if (!is_plain_name(member.key)) {
            fail("R003", member);
            continue;
        }
        const std::string near = nearest(member.key, names);
        if (near.empty()) {
            fail("R004", member, {std::string(member.key)});
        } else {
            fail("R005", member, {std::string(member.key), near});
        }
    }
}

const Json* Members::get(std::string_view key, bool required) {
    const Json* member = object_.find(key);
    if (member == nullptr && required) fail("R001", object_, {std::string(key)});
    return member;
}

const Json* Members::get(std::string_view key, JsonKind kind, bool required) {
    const Json* member = get(key, required);
    if (member == nullptr) return nullptr;
    if (!member->is(kind)) {
        fail("R002", *member, {std::string(name(kind)), std::string(name(member->kind))});
        return nullptr;
    }
    return member;
}

std::string Members::string(std::string_view key, bool required) {
    const Json* member = get(key, JsonKind::string, required);
    if (member != nullptr && required && member->text.empty())
        fail("R006", *member, {std::string(key)});
    return member == nullptr ? std::string() : std::string(member->text);
}

bool Members::flag(std::string_view key) {
    const Json* member = get(key, JsonKind::boolean);
    return member != nullptr && member->boolean;
}

void Members::fail(std::string code, const Json& where, std::vector<std::string> args) {
    problems_.push_back(
        {std::move(code), document_.place(where), std::move(args), Severity::error});
}

}  // namespace bajigong::text
