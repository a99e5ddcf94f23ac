// The log's tree against published roots, and its proofs against all sizes up to 70.
#include "ledger/tree.hpp"

#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bajigong/ledger_log.hpp"

#include "ledger/field_json.hpp"

namespace bajigong::ledger {
namespace {

std::string hex(const Digest& digest) {
    return digest_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// The eight inputs, and the roots of the first 0 to 8 of them, of the Certificate Transparency
// project's reference tests (SHA-256).
const std::string kInputs[] = {
    std::string(""),
    std::string("\x00", 1),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};
constexpr const char* kRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

TEST(Tree, RootsAreThePublishedOnes) {
    Tree tree(Hash::sha256);
    EXPECT_EQ(hex(tree.root()), kRoots[0]);
    for (std::size_t i = 0; i < 8; ++i) {
        tree.append(leaf_digest(Hash::sha256, kInputs[i]),
                    [](int, std::uint64_t, const Digest&) {});
        EXPECT_EQ(hex(tree.root()), kRoots[i + 1]) << i + 1;
        EXPECT_EQ(hex(Tree(Hash::sha256, tree.bytes()).root()), kRoots[i + 1]);
    }
}

// A tree of numbered leaves with its complete subtrees computed afresh.
struct Grown {
    Hash hash;
    std::vector<Digest> leaves;
    std::vector<Digest> roots;  // of the first n

    Grown(Hash chosen, std::size_t size) : hash(chosen) {
        Tree tree(hash);
        roots.push_back(tree.root());
        for (std::size_t i = 0; i < size; ++i) {
            leaves.push_back(leaf_digest(hash, std::to_string(i)));
            tree.append(leaves.back(), [](int, std::uint64_t, const Digest&) {});
            roots.push_back(tree.root());
        }
    }

    Digest subtree(int level, std::uint64_t index) const {
        if (level == 0) return leaves[index];
        return node_digest(hash, subtree(level - 1, index * 2), subtree(level - 1, index * 2 + 1));
    }
};

TEST(Tree, EveryProofHoldsAndNoOtherDoes) {
    for (const Hash hash : {Hash::sha256, Hash::sm3}) {
        const Grown grown(hash, 70);
        const Subtree subtree = [&](int level, std::uint64_t i) { return grown.subtree(level, i); };
        for (std::uint64_t size = 1; size <= 70; ++size) {
            EXPECT_EQ(root_of(hash, size, subtree), grown.roots[size]);
            for (std::uint64_t number = 0; number < size; number += 3) {
                Inclusion inclusion;
                inclusion.number = number;
                inclusion.record = std::to_string(number);
                inclusion.path = inclusion_path(hash, number, size, subtree);
                inclusion.checkpoint.checkpoint.hash = hash;
                inclusion.checkpoint.checkpoint.size = size;
                inclusion.checkpoint.checkpoint.root = grown.roots[size];
                EXPECT_TRUE(holds(inclusion)) << number << " of " << size;
                inclusion.record += '!';
                EXPECT_FALSE(holds(inclusion));
            }
            for (std::uint64_t from = 0; from <= size; ++from) {
                const std::vector<Digest> path = consistency_path(hash, from, size, subtree);
                EXPECT_TRUE(holds(hash, from, grown.roots[from], size, grown.roots[size], path));
                if (from == 0) continue;
                EXPECT_FALSE(
                    holds(hash, from, grown.roots[from - 1], size, grown.roots[size], path));
            }
        }
    }
}

// Whatever stands in a proof is looked at, but what a signature alone covers.
TEST(Tree, ConsistencyHoldsForTheSameLedgerAlone) {
    const Grown grown(Hash::sm3, 11);
    Consistency good;
    for (SignedCheckpoint* end : {&good.from, &good.to}) {
        end->checkpoint.origin = "test.example/vouchers";
        end->checkpoint.hash = Hash::sm3;
        end->checkpoint.size = end == &good.from ? 6 : 11;
        end->checkpoint.root = grown.roots[end->checkpoint.size];
        end->checkpoint.time.micros = static_cast<std::int64_t>(end->checkpoint.size);
    }
    good.path = consistency_path(
        Hash::sm3, 6, 11, [&](int level, std::uint64_t i) { return grown.subtree(level, i); });
    EXPECT_TRUE(holds(good));
    // Each of these is wrong in one thing.
    const std::function<void(Consistency&)> faults[] = {
        [](Consistency& c) { c.to.checkpoint.origin += 'x'; },
        [](Consistency& c) { c.from.checkpoint.hash = Hash::sha256; },
        [](Consistency& c) { c.from.checkpoint.time.micros = 12; },
        [](Consistency& c) { c.from.checkpoint.size = 12; },
        [](Consistency& c) { c.from.checkpoint.root[31] ^= 1; },
        [](Consistency& c) { c.to.checkpoint.root[0] ^= 0x80; },
        [](Consistency& c) { c.path.pop_back(); },
        [](Consistency& c) { c.path.push_back(c.path.back()); },
        [](Consistency& c) { c.path.front()[7] ^= 4; },
        [](Consistency& c) { c.path.back()[7] ^= 4; },
    };
    for (std::size_t i = 0; i < std::size(faults); ++i) {
        Consistency wrong = good;
        faults[i](wrong);
        EXPECT_FALSE(holds(wrong)) << i;
    }
}

TEST(Tree, CheckpointsReadWhatTheyWrite) {
    SignedCheckpoint checkpoint;
    checkpoint.checkpoint.origin = "test.example/vouchers";
    checkpoint.checkpoint.hash = Hash::sm3;
    checkpoint.checkpoint.size = 12;
    checkpoint.checkpoint.root = leaf_digest(Hash::sm3, "x");
    checkpoint.checkpoint.time = *Time::parse("2026-03-31T09:30:00.25+08:00");
    checkpoint.key = "k1";
    checkpoint.signature = "sig\x01";
    const SignedCheckpoint read = SignedCheckpoint::parse(checkpoint.json(), "x");
    EXPECT_EQ(read.json(), checkpoint.json());
    EXPECT_EQ(read.checkpoint.signed_text(), checkpoint.checkpoint.signed_text());
    EXPECT_EQ(read.checkpoint.time.text(), "2026-03-31T01:30:00.250000Z");
    EXPECT_THROW(SignedCheckpoint::parse("{}", "x"), Failure);
}

}  // namespace
}  // namespace bajigong::ledger
