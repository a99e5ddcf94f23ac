// Signatures through OpenSSL's EVP interface.
#include "digest/sign.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "digest/digest.hpp"

namespace bajigong::digest {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

constexpr char kSm2Id[] = "1234567812345678";

// No passphrase is asked for: a key under one is no key here.
int no_passphrase(char*, int, int, void*) { return -1; }

Owned<EVP_PKEY> read_key(std::string_view pem, bool secret) {
    const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (!bio) return nullptr;
    return Owned<EVP_PKEY>(secret
                               ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr)
                               : PEM_read_bio_PUBKEY(bio.get(), nullptr, no_passphrase, nullptr));
}

const char* digest_for(EVP_PKEY* key) {
    if (EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1) return nullptr;
    return EVP_PKEY_is_a(key, "SM2") == 1 ? "SM3" : "SHA256";
}

// A context that signs or verifies with the key; its key context must outlive it.
struct Context {
    Owned<EVP_PKEY_CTX> key;
    Owned<EVP_MD_CTX> md;
};

Context context_for(EVP_PKEY* key) {
    Context context{nullptr, Owned<EVP_MD_CTX>(EVP_MD_CTX_new())};
    if (EVP_PKEY_is_a(key, "SM2") == 1) {
        context.key.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
        if (EVP_PKEY_CTX_set1_id(context.key.get(), kSm2Id, sizeof kSm2Id - 1) != 1) {
            throw std::runtime_error("the key cannot sign");
        }
        EVP_MD_CTX_set_pkey_ctx(context.md.get(), context.key.get());
    }
    return context;
}

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

[[noreturn]] void no_key() { throw std::runtime_error("no key that can sign"); }

}  // namespace

std::string sign(std::string_view private_pem, std::string_view message) {
    const Owned<EVP_PKEY> key = read_key(private_pem, true);
    if (!key) no_key();
    const Context context = context_for(key.get());
    std::size_t size = 0;
    EVP_MD_CTX* md = context.md.get();
    const char* const digest = digest_for(key.get());
    if (EVP_DigestSignInit_ex(md, nullptr, digest, nullptr, nullptr, key.get(), nullptr) != 1 ||
        EVP_DigestSign(md, nullptr, &size, data_of(message), message.size()) != 1) {
        no_key();
    }
    std::string signature(size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSign(md, out, &size, data_of(message), message.size()) != 1) no_key();
    signature.resize(size);
    return signature;
}

bool verify(std::string_view public_pem, std::string_view message, std::string_view signature) {
    const Owned<EVP_PKEY> key = read_key(public_pem, false);
    if (!key) return false;
    const Context context = context_for(key.get());
    EVP_MD_CTX* md = context.md.get();
    const char* const digest = digest_for(key.get());
    return EVP_DigestVerifyInit_ex(md, nullptr, digest, nullptr, nullptr, key.get(), nullptr) ==
               1 &&
           EVP_DigestVerify(md, data_of(signature), signature.size(), data_of(message),
                            message.size()) == 1;
}

std::string key_name(std::string_view pem) {
    Owned<EVP_PKEY> key = read_key(pem, true);
    if (!key) key = read_key(pem, false);
    if (!key) no_key();
    unsigned char* raw = nullptr;
    const int size = i2d_PUBKEY(key.get(), &raw);
    const Owned<unsigned char> der(raw);
    if (size <= 0) no_key();
    const std::string_view bytes(reinterpret_cast<const char*>(raw),
                                 static_cast<std::size_t>(size));
    return hex(hash(Algorithm::sha256, bytes));
}

void wipe(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

}  // namespace bajigong::digest
