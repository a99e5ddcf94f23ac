// JSON trees that are made or changed here, and their text.
#pragma once

#include <string>
#include <string_view>

#include "text/json.hpp"

namespace bajigong::text {

// The tree as JSON text, on one line.
std::string json_text(const Json& json);

Json json_object();
Json json_string(std::string key, std::string value);
// The member of an object; added, as null, if there is none.
Json& json_member(Json& object, std::string_view key);

}  // namespace bajigong::text
