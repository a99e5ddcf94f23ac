// Digests over one canonical encoding, for receipts and, later, the ledger's log.
//
// The encoding is length-prefixed and typed, so that no two different values have the same bytes.
// SHA-256 and SM3 come from OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bajigong::digest {

using Digest = std::array<std::uint8_t, 32>;
enum class Algorithm { sha256, sm3 };

// Appends typed values: each is one tag byte, an 8-byte big-endian length or value (none has
// neither), then bytes.
class Encoder {
   public:
    Encoder& text(std::string_view value);  // tag 's', length, bytes
    Encoder& integer(std::int64_t value);   // tag 'i', two's complement, 8 bytes
    Encoder& none();                        // tag 'n'
    Encoder& list(std::uint64_t count);     // tag 'l', count; the elements follow
    // tag 'r', count; then count pairs of a text key and a value follow, by the bytes of their keys
    Encoder& record(std::uint64_t count);
    const std::string& bytes() const { return bytes_; }

   private:
    std::string bytes_;
};

// Both throw std::runtime_error if the OpenSSL in use does not offer the algorithm. Safe from any
// thread.
Digest hash(Algorithm algorithm, std::string_view bytes);
// HMAC (RFC 2104) with `key`.
Digest keyed_hash(Algorithm algorithm, std::string_view key, std::string_view bytes);
std::string hex(const Digest& digest);

// The version of the OpenSSL in use: "3.0.17".
std::string openssl_version();

}  // namespace bajigong::digest
