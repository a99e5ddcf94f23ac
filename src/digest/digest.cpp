// Digests: the canonical encoding, and SHA-256, SM3 and HMAC as OpenSSL's EVP interface gives them.
#include "digest/digest.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace bajigong::digest {
namespace {

// Fetched once a process and kept: a fetch costs more than hashing a receipt. Null if OpenSSL has
// no such algorithm.
const EVP_MD* fetched(Algorithm algorithm) {
    if (algorithm == Algorithm::sha256) {
        static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        return kSha256;
    }
    static const EVP_MD* const kSm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    return kSm3;
}

[[noreturn]] void refuse() {
    throw std::runtime_error("OpenSSL refuses SHA-256 or SM3: is its provider for them off?");
}

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// A tag and eight bytes, big-endian.
void append_tagged(std::string& out, char tag, std::uint64_t value) {
    const auto byte = [value](int shift) { return static_cast<char>(value >> shift & 0xFF); };
    const char bytes[9] = {tag,      byte(56), byte(48), byte(40), byte(32),
                           byte(24), byte(16), byte(8),  byte(0)};
    out.append(bytes, sizeof bytes);
}

}  // namespace

Encoder& Encoder::text(std::string_view value) {
    append_tagged(bytes_, 's', value.size());
    bytes_ += value;
    return *this;
}

Encoder& Encoder::integer(std::int64_t value) {
    append_tagged(bytes_, 'i', static_cast<std::uint64_t>(value));
    return *this;
}

Encoder& Encoder::none() {
    bytes_ += 'n';
    return *this;
}

Encoder& Encoder::list(std::uint64_t count) {
    append_tagged(bytes_, 'l', count);
    return *this;
}

Encoder& Encoder::record(std::uint64_t count) {
    append_tagged(bytes_, 'r', count);
    return *this;
}

Digest hash(Algorithm algorithm, std::string_view bytes) {
    Digest digest;
    unsigned length = 0;
    // A context is kept for each thread: making one costs as much as hashing a few hundred bytes.
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> kContext(EVP_MD_CTX_new());
    const EVP_MD* const md = fetched(algorithm);
    EVP_MD_CTX* const context = kContext.get();
    const bool done = md != nullptr && context != nullptr &&
                      EVP_DigestInit_ex2(context, md, nullptr) == 1 &&
                      EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(context, digest.data(), &length) == 1;
    if (!done || length != digest.size()) refuse();
    return digest;
}

Digest keyed_hash(Algorithm algorithm, std::string_view key, std::string_view bytes) {
    Digest digest;
    std::size_t length = 0;
    const char* const name = algorithm == Algorithm::sha256 ? "SHA256" : "SM3";
    // OpenSSL takes a null key for "no key set", even of length 0.
    if (key.empty()) key = std::string_view("");
    const bool done =
        EVP_Q_mac(nullptr, "HMAC", nullptr, name, nullptr, key.data(), key.size(), data_of(bytes),
                  bytes.size(), digest.data(), digest.size(), &length) != nullptr;
    if (!done || length != digest.size()) refuse();
    return digest;
}

std::string hex(const Digest& digest) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) {
        out += kDigits[byte >> 4];
        out += kDigits[byte & 0xF];
    }
    return out;
}

std::string openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace bajigong::digest
