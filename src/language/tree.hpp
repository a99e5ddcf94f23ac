// The syntax tree of an expression.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

#include "text/json.hpp"

namespace bajigong::language {

enum class NodeKind {
    integer,      // number
    text,         // text
    truth,        // number 0 or 1
    name,         // text; `absolute` for .name
    select,       // children[0] . text
    index,        // children[0] [ children[1] ]
    call,         // text ( children )
    method,       // children[0] . text ( rest )
    negate,       // - children[0]
    not_,         // ! children[0]
    binary,       // children[0] text children[1]
    all_of,       // && over children
    any_of,       // || over children
    conditional,  // children[0] ? children[1] : children[2]
    list,         // children
    map,          // key, value, key, value …
};

// Points into its tree and lives no longer than that.
struct Node {
    NodeKind kind = NodeKind::name;
    bool absolute = false;
    int height = 1;
    std::int32_t line = 1, column = 1;
    std::int64_t number = 0;
    std::string_view text;
    std::span<const Node> children;
};

// Where an expression stands: a place, or a node of a document, whose place is looked for only when
// a message asks. The document must outlive it.
class Where {
   public:
    Where(Place place = {}) : place_(std::move(place)) {}
    Where(const text::JsonDocument& document, const text::Json& node)
        : document_(&document), node_(&node) {}

    Place place() const { return document_ != nullptr ? document_->place(*node_) : place_; }

   private:
    Place place_;
    const text::JsonDocument* document_ = nullptr;
    const text::Json* node_ = nullptr;
};

// An expression as it was read, with where it stands, for messages.
struct Tree {
    Node root;
    Where where;
    std::shared_ptr<const std::pmr::monotonic_buffer_resource> memory;  // of the nodes
};
using TreeMemory = std::shared_ptr<std::pmr::monotonic_buffer_resource>;

// Bounds on one expression.
inline constexpr int kMaxDepth = 100;   // of parentheses, operators before a value, and chains
inline constexpr int kMaxHeight = 200;  // of the tree
inline constexpr int kMaxNodes = 10'000;

// Throws Failure (X…) naming line, column and what was expected. Trees that are given one memory
// share it, and it lives as long as one of them; without one, the tree has its own.
Tree parse(std::string_view expression, const Where& where, TreeMemory memory = nullptr);

}  // namespace bajigong::language
