// The log's Merkle tree.
#include "ledger/tree.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "digest/digest.hpp"
#include "ledger/codec.hpp"

namespace bajigong::ledger {
namespace {

digest::Algorithm algorithm(Hash hash) {
    return hash == Hash::sm3 ? digest::Algorithm::sm3 : digest::Algorithm::sha256;
}

void append(std::string& out, const Digest& digest) {
    out.append(reinterpret_cast<const char*>(digest.data()), digest.size());
}

// The largest power of two that is less than `size`, as a level; size > 1.
int split_level(std::uint64_t size) { return static_cast<int>(std::bit_width(size - 1)) - 1; }

// Root of the leaves [begin, end); begin is a multiple of the split that led here.
Digest range_root(Hash hash, std::uint64_t begin, std::uint64_t end, const Subtree& subtree) {
    const std::uint64_t size = end - begin;
    if (std::has_single_bit(size)) {
        const int level = static_cast<int>(std::bit_width(size)) - 1;
        return subtree(level, begin >> level);
    }
    const std::uint64_t middle = begin + (std::uint64_t{1} << split_level(size));
    return node_digest(hash, range_root(hash, begin, middle, subtree),
                       range_root(hash, middle, end, subtree));
}

void include(Hash hash, std::uint64_t number, std::uint64_t begin, std::uint64_t end,
             const Subtree& subtree, std::vector<Digest>& path) {
    if (end - begin == 1) return;
    const std::uint64_t middle = begin + (std::uint64_t{1} << split_level(end - begin));
    if (number < middle) {
        include(hash, number, begin, middle, subtree, path);
        path.push_back(range_root(hash, middle, end, subtree));
    } else {
        include(hash, number, middle, end, subtree, path);
        path.push_back(range_root(hash, begin, middle, subtree));
    }
}

// SUBPROOF of RFC 9162: `known` says that the verifier has the root of [begin, end).
void agree(Hash hash, std::uint64_t from, std::uint64_t begin, std::uint64_t end, bool known,
           const Subtree& subtree, std::vector<Digest>& path) {
    if (from == end) {
        if (!known) path.push_back(range_root(hash, begin, end, subtree));
        return;
    }
    const std::uint64_t middle = begin + (std::uint64_t{1} << split_level(end - begin));
    if (from <= middle) {
        agree(hash, from, begin, middle, known, subtree, path);
        path.push_back(range_root(hash, middle, end, subtree));
    } else {
        agree(hash, from, middle, end, false, subtree, path);
        path.push_back(range_root(hash, begin, middle, subtree));
    }
}

}  // namespace

Digest digest_of(Hash hash, std::string_view bytes) { return digest::hash(algorithm(hash), bytes); }

Digest leaf_digest(Hash hash, std::string_view record) {
    std::string bytes;
    bytes.reserve(record.size() + 1);
    bytes += '\0';
    bytes += record;
    return digest_of(hash, bytes);
}

Digest node_digest(Hash hash, const Digest& left, const Digest& right) {
    std::array<char, 65> bytes;
    bytes.front() = '\1';
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 33);
    return digest_of(hash, {bytes.data(), bytes.size()});
}

Tree::Tree(Hash hash, std::string_view bytes) : hash_(hash) {
    Reader in(bytes);
    size_ = in.u64();
    for (int i = 0; i < std::popcount(size_); ++i) {
        const std::string_view raw = in.raw(32);
        Digest& digest = edge_.emplace_back();
        std::copy(raw.begin(), raw.end(), digest.begin());
    }
    in.end();
}

void Tree::append(const Digest& leaf, const Keep& keep) {
    Digest digest = leaf;
    // Each trailing one bit of the size is a complete subtree that the new one joins.
    const int joined = std::countr_one(size_);
    std::size_t left = edge_.size();
    for (int level = 1; level <= joined; ++level) {
        digest = node_digest(hash_, edge_[--left], digest);
        if (level % kKeptLevels == 0) keep(level, size_ >> level, digest);
    }
    edge_.reserve(left + 1);
    edge_.resize(left);
    edge_.push_back(digest);
    ++size_;
}

Digest Tree::root() const {
    if (edge_.empty()) return digest_of(hash_, "");
    Digest root = edge_.back();
    for (auto left = edge_.rbegin() + 1; left != edge_.rend(); ++left) {
        root = node_digest(hash_, *left, root);
    }
    return root;
}

std::string Tree::bytes() const {
    std::string out = number_bytes(size_);
    for (const Digest& digest : edge_) ledger::append(out, digest);
    return out;
}

std::string node_key(int level, std::uint64_t index) {
    Writer key;
    key.u8(static_cast<std::uint8_t>(level)).u64(index);
    return key.string();
}

Digest root_of(Hash hash, std::uint64_t size, const Subtree& subtree) {
    return size == 0 ? digest_of(hash, "") : range_root(hash, 0, size, subtree);
}

std::vector<Digest> inclusion_path(Hash hash, std::uint64_t number, std::uint64_t size,
                                   const Subtree& subtree) {
    std::vector<Digest> path;
    include(hash, number, 0, size, subtree, path);
    return path;
}

std::vector<Digest> consistency_path(Hash hash, std::uint64_t from, std::uint64_t to,
                                     const Subtree& subtree) {
    std::vector<Digest> path;
    if (from > 0 && from < to) agree(hash, from, 0, to, true, subtree, path);
    return path;
}

}  // namespace bajigong::ledger
