// The text of JSON trees, and trees that are made or changed.
#pragma once

#include <string>
#include <string_view>

#include "text/json.hpp"

namespace bajigong::text {

// A tree that owns its parts. A copy of what was read keeps the lines it was read on.
struct MadeJson {
    MadeJson() = default;
    explicit MadeJson(JsonKind of) : kind(of) {}
    explicit MadeJson(const Json& json);

    bool is(JsonKind k) const { return kind == k; }
    // The member of an object; nullptr if there is none.
    const MadeJson* find(std::string_view key) const;
    // The same; added, as null, if there is none.
    MadeJson& member(std::string_view key);

    JsonKind kind = JsonKind::null;
    bool boolean = false;
    std::int32_t line = 0;
    std::string text, key;
    std::vector<MadeJson> children;
};

// The tree as JSON text, on one line.
std::string json_text(const Json& json);
std::string json_text(const MadeJson& json);

}  // namespace bajigong::text
