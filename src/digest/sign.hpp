// Signatures with keys in PEM: Ed25519, ECDSA (SHA-256), RSA (SHA-256) and SM2 (SM3).
//
// SM2 always signs under the distinguishing id 1234567812345678 of GM/T 0009: left to itself, one
// OpenSSL takes an empty id and another takes that one, and neither accepts the other's.
#pragma once

#include <string>
#include <string_view>

namespace bajigong::digest {

// Throws std::runtime_error if `private_pem` is no private key of such a kind.
std::string sign(std::string_view private_pem, std::string_view message);
// False also if `public_pem` is no key.
bool verify(std::string_view public_pem, std::string_view message, std::string_view signature);
// The SHA-256 of the public half of a private or public key, in hexadecimal. Throws as sign does.
std::string key_name(std::string_view pem);

// Overwrites what a string holds, in a way that is not optimised away.
void wipe(std::string& secret);

}  // namespace bajigong::digest
