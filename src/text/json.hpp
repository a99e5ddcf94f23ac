// JSON as a tree that remembers where everything stood: file, line and JSON pointer of each node.
//
// Strict JSON (comments only where asked for), UTF-8 only, bounded in size, depth and number of
// nodes; a key that stands twice in an object is an error. Numbers keep their digits as written, so
// that 1500.005 is not a double.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

namespace bajigong::text {

enum class JsonKind { null, boolean, number, string, array, object };
// "null", "true or false", "a number", ...
std::string_view name(JsonKind kind);

struct JsonLimits {
    std::size_t max_bytes = 64u << 20;
    std::size_t max_nodes = 4'000'000;
    int max_depth = 64;
    bool comments = false;  // allow // and /* */
};

// A node, which points into its document and lives no longer than that.
class Json {
   public:
    JsonKind kind = JsonKind::null;
    bool boolean = false;
    std::int32_t line = 0;
    std::string_view text;  // of a string: its characters; of a number: its digits as written
    std::string_view key;   // of an object's member
    std::span<const Json> children;  // of an array or object, in the order written

    bool is(JsonKind k) const { return kind == k; }
    // The member named `name` of an object; nullptr if there is none or this is no object.
    const Json* find(std::string_view name) const;
};

struct JsonMemory;

// A parsed file; copies share its nodes. Pointers are not stored in nodes; they are rebuilt for an
// error from the path of the one who asks.
struct JsonDocument {
    std::string file;
    Json root;
    std::shared_ptr<const JsonMemory> memory;  // where the nodes and their texts lie

    // The place of `node`, which must be in this document: found by walking from the root (for
    // error paths only). A member whose key is no plain name stands in the pointer as "#3", the
    // third of its object.
    Place place(const Json& node) const;
};

// The document without the members of objects for which `drop` is true, told from the leaves
// upwards; nodes keep their lines. The document's texts are shared.
JsonDocument without_members(const JsonDocument& document,
                             const std::function<bool(const Json&)>& drop);

// Throws Failure (J…) naming line and pointer. `file` is only printed.
JsonDocument parse_json(std::string_view bytes, std::string file, const JsonLimits& limits = {});

// Reads a regular file; throws Failure (J…) if it cannot be read or is larger than `max_bytes`.
std::string read_file(const std::string& path, std::size_t max_bytes);

// The JSON text of `value` as a string literal, with quotes: escapes quotes, backslash, control
// characters, and U+2028, U+2029 and bidirectional controls (as \uXXXX). `value` must be UTF-8.
std::string json_quote(std::string_view value);
// The same, at the end of `out`.
void append_json_quoted(std::string& out, std::string_view value);
// `value` without its control, line-separating and bidirectional characters (each printed as
// \uXXXX), for text output.
std::string printable(std::string_view value);

// Length in Unicode scalar values of valid UTF-8.
std::size_t utf8_length(std::string_view valid);
bool is_utf8(std::string_view bytes);
void append_utf8(std::string& out, char32_t scalar);

// True if a key reads as a name: ASCII letters, digits, '_', '.', '-', at most 64, no digit first,
// no six digits in a row. Only such keys are printed in messages and pointers; any other may be
// personal.
bool is_plain_name(std::string_view key);

// The candidate nearest to `word` by edit distance (at most a third of its length, at least 1),
// empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace bajigong::text
