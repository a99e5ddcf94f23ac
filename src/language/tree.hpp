// The syntax tree of an expression.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/problem.hpp"

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

// An expression as it was read, with the place it stands at for messages.
struct Tree {
    Node root;
    Place where;
};

// Bounds on one expression.
inline constexpr int kMaxDepth = 100;   // of parentheses, operators before a value, and chains
inline constexpr int kMaxHeight = 200;  // of the tree
inline constexpr int kMaxNodes = 10'000;

// Throws Failure (X…) naming line, column and what was expected.
Tree parse(std::string_view expression, const Place& where);

}  // namespace bajigong::language
