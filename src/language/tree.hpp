// The syntax tree of an expression.
#pragma once

#include <cstdint>
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

struct Node {
    NodeKind kind = NodeKind::name;
    std::string text;
    std::int64_t number = 0;
    bool absolute = false;
    std::int32_t line = 1, column = 1;
    int height = 1;
    std::vector<Node> children;
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
};

// Bounds on one expression.
inline constexpr int kMaxDepth = 100;   // of parentheses, operators before a value, and chains
inline constexpr int kMaxHeight = 200;  // of the tree
inline constexpr int kMaxNodes = 10'000;

// Throws Failure (X…) naming line, column and what was expected.
Tree parse(std::string_view expression, const Where& where);

}  // namespace bajigong::language
