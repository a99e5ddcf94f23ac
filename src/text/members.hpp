// Reads the members of a JSON object strictly: unknown keys and wrong kinds become problems with
// their place.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/json.hpp"

namespace bajigong::text {

class Members {
   public:
    // Reports every key of `object` that is not among `known`, naming the nearest. `object` must
    // outlive this.
    Members(const JsonDocument& document, const Json& object, std::vector<Problem>& problems,
            std::initializer_list<std::string_view> known);

    // The member if present; nullptr otherwise, and a problem if `required`.
    const Json* get(std::string_view key, bool required = false);
    // The member if present and of that kind; a problem if it is of another.
    const Json* get(std::string_view key, JsonKind kind, bool required = false);
    std::string string(std::string_view key, bool required = false);
    bool flag(std::string_view key);

    void fail(std::string code, const Json& where, std::vector<std::string> args = {});
    const Json& object() const { return object_; }

   private:
    const JsonDocument& document_;
    const Json& object_;
    std::vector<Problem>& problems_;
};

}  // namespace bajigong::text
