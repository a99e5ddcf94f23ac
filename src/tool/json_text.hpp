// JSON trees made or changed by the tool, and their text.
#pragma once

#include <string>
#include <string_view>

#include "text/json.hpp"

namespace bajigong::tool {

// The tree as JSON text, on one line.
std::string json_text(const text::Json& json);

text::Json json_object();
text::Json json_string(std::string key, std::string value);
// The member of an object; added, as null, if there is none.
text::Json& json_member(text::Json& object, std::string_view key);

}  // namespace bajigong::tool
