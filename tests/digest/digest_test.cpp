// Digests against published vectors, and the bytes of the canonical encoding.
#include "digest/digest.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace bajigong::digest {
namespace {

using namespace std::string_literals;

struct HashCase {
    const char* source;
    Algorithm algorithm;
    std::string bytes;
    const char* expected;
};

TEST(Hash, GivesThePublishedVectors) {
    const std::string twice_alphabet = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    std::string sixteen_abcd;
    for (int i = 0; i < 16; ++i) sixteen_abcd += "abcd";
    const HashCase cases[] = {
        {"FIPS 180-4, no bytes", Algorithm::sha256, "",
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"FIPS 180-4, one block", Algorithm::sha256, "abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"FIPS 180-4, two blocks", Algorithm::sha256, twice_alphabet,
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"GB/T 32905-2016 A.1", Algorithm::sm3, "abc",
         "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},
        {"GB/T 32905-2016 A.2", Algorithm::sm3, sixteen_abcd,
         "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"},
    };
    for (const HashCase& c : cases)
        EXPECT_EQ(hex(hash(c.algorithm, c.bytes)), c.expected) << c.source;
}

struct KeyedCase {
    const char* source;
    std::string key;
    std::string bytes;
    const char* expected;
};

TEST(KeyedHash, GivesTheVectorsOfRfc4231) {
    const KeyedCase cases[] = {
        {"case 1", std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"case 2", "Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {"case 6, a key longer than a block", std::string(131, '\xaa'),
         "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    };
    for (const KeyedCase& c : cases) {
        EXPECT_EQ(hex(keyed_hash(Algorithm::sha256, c.key, c.bytes)), c.expected) << c.source;
    }
}

// RFC 2104 spelt out: H((key ^ opad) || H((key ^ ipad) || bytes)), for keys of at most one block.
std::string by_definition(Algorithm algorithm, std::string key, std::string_view bytes) {
    key.resize(64, '\0');
    std::string inner;
    std::string outer;
    for (const char c : key) {
        inner += static_cast<char>(c ^ 0x36);
        outer += static_cast<char>(c ^ 0x5c);
    }
    const Digest first = hash(algorithm, inner + std::string(bytes));
    outer.append(first.begin(), first.end());
    return hex(hash(algorithm, outer));
}

TEST(KeyedHash, IsTheDefinitionOfRfc2104) {
    for (const Algorithm algorithm : {Algorithm::sha256, Algorithm::sm3}) {
        for (const std::string& key : {""s, "k"s, "a\0b"s, std::string(64, 'x')}) {
            for (const std::string& bytes : {""s, "receipt"s, std::string(200, '\0')}) {
                EXPECT_EQ(hex(keyed_hash(algorithm, key, bytes)),
                          by_definition(algorithm, key, bytes));
            }
        }
    }
}

TEST(Encoder, WritesTagLengthAndBytes) {
    struct Case {
        Encoder encoder;
        std::string expected;
    };
    const Case cases[] = {
        {Encoder().text("工"), "s\0\0\0\0\0\0\0\x03\xe5\xb7\xa5"s},
        {Encoder().text(""), "s\0\0\0\0\0\0\0\0"s},
        {Encoder().integer(258), "i\0\0\0\0\0\0\x01\x02"s},
        {Encoder().integer(-1), "i\xff\xff\xff\xff\xff\xff\xff\xff"s},
        {Encoder().none(), "n"s},
        {Encoder().list(1).none(), "l\0\0\0\0\0\0\0\x01n"s},
        {Encoder().record(1).text("a").integer(0),
         "r\0\0\0\0\0\0\0\x01s\0\0\0\0\0\0\0\x01"s + "ai\0\0\0\0\0\0\0\0"s},
    };
    for (const Case& c : cases) EXPECT_EQ(c.encoder.bytes(), c.expected);
}

TEST(Encoder, TellsApartWhatConcatenationWouldNot) {
    const std::vector<Encoder> values = {
        Encoder().text("ab").text("c"),
        Encoder().text("a").text("bc"),
        Encoder().text("abc"),
        Encoder().list(1).text("abc"),
        Encoder().list(0).text("abc"),
        Encoder().list(2).list(0).none(),
        Encoder().list(2).none().list(0),
        Encoder().list(1).list(1).none(),
        Encoder().integer(1),
        Encoder().text("1"),
        Encoder().text(std::string_view("\0\0\0\0\0\0\0\1", 8)),
        Encoder().none(),
        Encoder(),
        Encoder().record(0),
        Encoder().list(0),
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_NE(values[i].bytes(), values[j].bytes()) << i << " and " << j;
        }
    }
}

}  // namespace
}  // namespace bajigong::digest
