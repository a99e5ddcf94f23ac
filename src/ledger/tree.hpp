// The log's Merkle tree (RFC 9162, section 2.1): only its right edge is held.
//
// Leaf = H(0x00 || record), node = H(0x01 || left || right). Where a subtree of 256, 65,536, ...
// leaves is complete, its root is handed out to be kept, so that a proof reads few rows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger.hpp"

namespace bajigong::ledger {

Digest leaf_digest(Hash hash, std::string_view record);
Digest node_digest(Hash hash, const Digest& left, const Digest& right);
Digest digest_of(Hash hash, std::string_view bytes);

// Levels between the nodes that are kept.
inline constexpr int kKeptLevels = 8;

class Tree {
   public:
    explicit Tree(Hash hash) : hash_(hash) {}
    // From bytes(); throws Damaged.
    Tree(Hash hash, std::string_view bytes);

    using Keep = std::function<void(int level, std::uint64_t index, const Digest& node)>;
    // If `keep` throws, the tree is as before.
    void append(const Digest& leaf, const Keep& keep);

    std::uint64_t size() const { return size_; }
    // Of the empty tree H().
    Digest root() const;
    // Size, then the roots of the complete subtrees, largest first.
    std::string bytes() const;

   private:
    Hash hash_;
    std::uint64_t size_ = 0;
    std::vector<Digest> edge_;
};

// The key of a kept node in Table::node.
std::string node_key(int level, std::uint64_t index);

// Root of the complete subtree of 2^level leaves number `index`.
using Subtree = std::function<Digest(int level, std::uint64_t index)>;
Digest root_of(Hash hash, std::uint64_t size, const Subtree& subtree);
// Proofs as RFC 9162 sections 2.1.3 and 2.1.4 make them.
std::vector<Digest> inclusion_path(Hash hash, std::uint64_t number, std::uint64_t size,
                                   const Subtree& subtree);
std::vector<Digest> consistency_path(Hash hash, std::uint64_t from, std::uint64_t to,
                                     const Subtree& subtree);

}  // namespace bajigong::ledger
