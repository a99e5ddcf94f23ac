// Builds the tree of a JSON text from what a reader tells of it, in the order of the text: bounds
// it, refuses a key that stands twice, and knows where the reader is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/json.hpp"
#include "text/json_error.hpp"

namespace bajigong::text {

// Throws Failure (J…) where a bound is passed. `bytes`, `file` and `limits` must outlive it.
class JsonBuilder {
   public:
    // Where a token of the text ends: the byte after its last, and the line it stands on.
    struct End {
        std::size_t offset;
        std::int32_t line;
    };

    JsonBuilder(std::string_view bytes, std::string_view file, const JsonLimits& limits)
        : limits_(limits), error_{file, bytes} {
        constexpr std::size_t kUsualNodes = 64;
        pending_.reserve(std::min(kUsualNodes, bytes.size() / 8 + 1));
    }

    // The key of the member whose value comes next.
    void key(std::string_view key) {
        key_ = key;
        key_waits_ = true;
    }
    // A new node in the innermost open container. The reference holds until the next one.
    Json& add(JsonKind kind, End end);
    void open(JsonKind kind, End end);
    // Closes the innermost open container.
    void close();

    // A pointer to where the reader is: the open containers, and the member or element it is at.
    std::string pointer() const;
    const JsonErrors& errors() const { return error_; }
    // The tree, once all is closed.
    Json root() { return std::move(pending_.front()); }

   private:
    void refuse_duplicates(std::span<const Json> members);

    const JsonLimits& limits_;
    JsonErrors error_;
    // Every open container, followed by its children so far; the last of these may be open too.
    std::vector<Json> pending_;
    std::vector<std::size_t> open_;            // which are open, from the root inwards
    std::vector<const Json*> sorted_members_;  // scratch, kept for its memory
    std::string key_;                          // of the member whose value comes next
    bool key_waits_ = false;
    std::size_t nodes_ = 0;
};

}  // namespace bajigong::text
