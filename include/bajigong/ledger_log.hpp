// The ledger's log (账本日志): checkpoints, receipts, and what verifying a ledger finds.
//
// An append-only Merkle tree after RFC 9162 over the records; docs/ledger-log.md gives every byte.
// A checkpoint that left the machine is what makes later changes provable: without one, whoever
// owns the file can rewrite all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger.hpp"

namespace bajigong::ledger {

// The log at a size.
struct Checkpoint {
    std::string origin;
    Hash hash = Hash::sha256;
    std::uint64_t size = 0;
    Digest root{};
    Digest trial_balance{};  // over balances of kinds by fund, year and line
    Time time;               // booked time of the last record; of an empty log 1970

    // What is signed: lines of text.
    std::string signed_text() const;
};

struct SignedCheckpoint {
    Checkpoint checkpoint;
    std::string key;        // names the key, as the signer says
    std::string signature;  // bytes; empty if it is unsigned

    std::string json() const;
    // Throws Failure (J…, R…, B029).
    static SignedCheckpoint parse(std::string_view json, const std::string& name);
};

// Signs bytes for the host, in whatever module holds the key. Its exceptions pass through.
struct Signer {
    std::string key;
    std::function<std::string(std::string_view bytes)> sign;
};
SignedCheckpoint sign(const Checkpoint& checkpoint, const Signer& signer);

// Proof for a citizen or an institution that a record is in the log of a checkpoint.
struct Inclusion {
    std::uint64_t number = 0;
    std::string record;  // bytes
    std::vector<Digest> path;
    SignedCheckpoint checkpoint;

    std::string json() const;
};
// True if the record's leaf and the path lead to the checkpoint's root (RFC 9162, 2.1.3.2).
bool holds(const Inclusion& inclusion);

// Proof for whoever kept a checkpoint that the log has only grown since: its first records are
// those of `from` still.
struct Consistency {
    SignedCheckpoint from, to;
    std::vector<Digest> path;

    std::string json() const;
};
// True if both are checkpoints of one ledger and the path shows that `from` begins `to`.
bool holds(const Consistency& consistency);
// True if the path shows that the tree of `from` begins the tree of `to` (RFC 9162, 2.1.4.2).
bool holds(Hash hash, std::uint64_t from, const Digest& from_root, std::uint64_t to,
           const Digest& to_root, std::span<const Digest> path);

// What was found wrong, and where.
struct Finding {
    std::uint64_t record = 0;  // the first that is wrong; the log's size if it is no record
    Problem problem;
};

struct Verification {
    std::uint64_t size = 0;  // records that were replayed
    std::optional<Finding> first;
    // The largest checkpoint that agrees: records before it cannot have been changed since it left.
    std::uint64_t anchored = 0;
    bool good() const { return !first; }
};

// Replays every record from nothing and compares all that stands beside the records. `outside` are
// checkpoints that were kept elsewhere; their signatures are the caller's to check. `progress` is
// told how many records are done, now and then. The store is only read.
Verification verify(
    Store& store, std::span<const Checkpoint> outside,
    const std::function<void(std::uint64_t done, std::uint64_t all)>& progress = {});

}  // namespace bajigong::ledger
