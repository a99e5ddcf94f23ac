// Checkpoints, receipts, and checking proofs.
#include <bit>

#include "bajigong/ledger_log.hpp"

#include "ledger/field_json.hpp"
#include "ledger/tree.hpp"
#include "text/json.hpp"
#include "text/members.hpp"

namespace bajigong::ledger {
namespace {

std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

const char* name_of(Hash hash) { return hash == Hash::sm3 ? "sm3" : "sha256"; }

// Bytes as hexadecimal and back; empty if it is not.
std::string bytes_of_hex(std::string_view hex) {
    std::string bytes;
    if (hex.size() % 2 != 0) return bytes;
    const std::string padding(64, '0');
    for (std::size_t at = 0; at < hex.size(); at += 2) {
        // Two digits at a time through the one reader of digits.
        std::string digits = padding;
        digits.replace(0, 2, hex.substr(at, 2));
        const std::string read = digest_bytes(digits);
        if (read.empty()) return {};
        bytes += read.front();
    }
    return bytes;
}

std::string path_json(std::span<const Digest> path) {
    std::string out = "[";
    for (const Digest& digest : path) {
        if (out.back() != '[') out += ',';
        out += '"' + digest_hex(bytes_of(digest)) + '"';
    }
    return out += ']';
}

Digest digest_from(text::Members& members, const char* key) {
    Digest digest{};
    const std::string bytes = digest_bytes(members.string(key, true));
    if (bytes.empty()) {
        members.fail("B029", members.object());
    } else {
        std::copy(bytes.begin(), bytes.end(), digest.begin());
    }
    return digest;
}

std::uint64_t size_from(text::Members& members) {
    const text::Json* size = members.get("size", text::JsonKind::number, true);
    std::uint64_t value = 0;
    if (size == nullptr || size->text.size() > 15) {
        members.fail("B029", members.object());
        return 0;
    }
    for (const char c : size->text) {
        if (c < '0' || c > '9') {
            members.fail("B029", *size);
            return 0;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

}  // namespace

std::string Checkpoint::signed_text() const {
    return "bajigong-ledger-checkpoint/1\n" + origin + "\n" + name_of(hash) + "\n" +
           std::to_string(size) + "\n" + digest_hex(bytes_of(root)) + "\n" +
           digest_hex(bytes_of(trial_balance)) + "\n" + time.text() + "\n";
}

std::string SignedCheckpoint::json() const {
    std::string out =
        "{\"bajigong_checkpoint\":1,\"origin\":" + text::json_quote(checkpoint.origin) +
        ",\"hash\":\"" + name_of(checkpoint.hash) +
        "\",\"size\":" + std::to_string(checkpoint.size) + ",\"root\":\"" +
        digest_hex(bytes_of(checkpoint.root)) + "\",\"trial_balance\":\"" +
        digest_hex(bytes_of(checkpoint.trial_balance)) + "\",\"time\":\"" + checkpoint.time.text() +
        '"';
    if (!signature.empty()) {
        out +=
            ",\"key\":" + text::json_quote(key) + ",\"signature\":\"" + digest_hex(signature) + '"';
    }
    return out += '}';
}

SignedCheckpoint SignedCheckpoint::parse(std::string_view json, const std::string& name) {
    const text::JsonDocument document = text::parse_json(json, name, {65'536, 100, 4, false});
    std::vector<Problem> problems;
    SignedCheckpoint out;
    text::Members members(document, document.root, problems,
                          {"bajigong_checkpoint", "origin", "hash", "size", "root", "trial_balance",
                           "time", "key", "signature"});
    const text::Json* version = members.get("bajigong_checkpoint", text::JsonKind::number, true);
    if (version != nullptr && version->text != "1") members.fail("B029", *version);
    out.checkpoint.origin = members.string("origin", true);
    const std::string hash = members.string("hash", true);
    if (hash != "sm3" && hash != "sha256") members.fail("B029", document.root);
    out.checkpoint.hash = hash == "sm3" ? Hash::sm3 : Hash::sha256;
    out.checkpoint.size = size_from(members);
    out.checkpoint.root = digest_from(members, "root");
    out.checkpoint.trial_balance = digest_from(members, "trial_balance");
    const std::optional<Time> time = Time::parse(members.string("time", true));
    if (!time) members.fail("B029", document.root);
    out.checkpoint.time = time.value_or(Time{});
    out.key = members.string("key");
    const std::string signature = members.string("signature");
    out.signature = bytes_of_hex(signature);
    if (out.signature.empty() != signature.empty()) members.fail("B029", document.root);
    if (!problems.empty()) throw Failure(std::move(problems));
    return out;
}

SignedCheckpoint sign(const Checkpoint& checkpoint, const Signer& signer) {
    return {checkpoint, signer.key, signer.sign(checkpoint.signed_text())};
}

std::string Inclusion::json() const {
    return "{\"bajigong_ledger_receipt\":1,\"number\":" + std::to_string(number) +
           ",\"record\":\"" + digest_hex(record) + "\",\"path\":" + path_json(path) +
           ",\"checkpoint\":" + checkpoint.json() + '}';
}

std::string Consistency::json() const {
    return "{\"bajigong_ledger_consistency\":1,\"path\":" + path_json(path) +
           ",\"from\":" + from.json() + ",\"to\":" + to.json() + '}';
}

bool holds(const Inclusion& inclusion) {
    const Checkpoint& checkpoint = inclusion.checkpoint.checkpoint;
    if (inclusion.number >= checkpoint.size) return false;
    std::uint64_t fn = inclusion.number, sn = checkpoint.size - 1;
    Digest root = leaf_digest(checkpoint.hash, inclusion.record);
    for (const Digest& step : inclusion.path) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            root = node_digest(checkpoint.hash, step, root);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            root = node_digest(checkpoint.hash, root, step);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && root == checkpoint.root;
}

bool holds(const Consistency& consistency) {
    const Checkpoint& from = consistency.from.checkpoint;
    const Checkpoint& to = consistency.to.checkpoint;
    return from.origin == to.origin && from.hash == to.hash && from.time <= to.time &&
           holds(from.hash, from.size, from.root, to.size, to.root, consistency.path);
}

bool holds(Hash hash, std::uint64_t from, const Digest& from_root, std::uint64_t to,
           const Digest& to_root, std::span<const Digest> path) {
    if (from > to) return false;
    if (from == to) return path.empty() && from_root == to_root;
    if (from == 0) return path.empty() && from_root == digest_of(hash, "");
    std::vector<Digest> steps(path.begin(), path.end());
    if (std::has_single_bit(from)) steps.insert(steps.begin(), from_root);
    if (steps.empty()) return false;
    std::uint64_t fn = from - 1, sn = to - 1;
    while ((fn & 1) != 0) fn >>= 1, sn >>= 1;
    Digest first = steps.front(), second = steps.front();
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (sn == 0) return false;
        if ((fn & 1) != 0 || fn == sn) {
            first = node_digest(hash, steps[i], first);
            second = node_digest(hash, steps[i], second);
            while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
        } else {
            second = node_digest(hash, second, steps[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return first == from_root && second == to_root && sn == 0;
}

}  // namespace bajigong::ledger
