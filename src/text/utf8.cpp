// UTF-8: decoding, checking, counting, and escaping text for output.
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "text/json.hpp"

namespace bajigong::text {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

void append_hex(std::string& out, std::uint32_t value, int digits) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += kDigits[(value >> shift) & 0xF];
}

// \uXXXX, as a surrogate pair past U+FFFF.
void append_escape(std::string& out, char32_t scalar) {
    if (scalar > 0xFFFF) {
        append_escape(out, 0xD800 + ((scalar - 0x10000) >> 10));
        append_escape(out, 0xDC00 + ((scalar - 0x10000) & 0x3FF));
        return;
    }
    out += "\\u";
    append_hex(out, scalar, 4);
}

// The escape of JSON that has a letter of its own; 0 if there is none.
char short_escape(char32_t scalar) {
    switch (scalar) {
        case '"': return '"';
        case '\\': return '\\';
        case '\b': return 'b';
        case '\f': return 'f';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return 0;
    }
}

// Bytes that stand as they are in a literal: printing ASCII but the quote and the backslash.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (int byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

// Where, from `offset` on, the first character stands that needs a look: neither plain ASCII nor of
// U+3000 to U+9FFF, where most Chinese text lies.
std::size_t skip_plain(std::string_view bytes, std::size_t offset) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data()) + offset;
    const auto* end = reinterpret_cast<const unsigned char*>(bytes.data()) + bytes.size();
    while (at < end) {
        if (kPlain[*at]) {
            ++at;
        } else if (*at >= 0xE3 && *at <= 0xE9 && end - at >= 3 && (at[1] & 0xC0) == 0x80 &&
                   (at[2] & 0xC0) == 0x80) {
            at += 3;
        } else {
            break;
        }
    }
    return bytes.size() - static_cast<std::size_t>(end - at);
}

// How many bytes at `offset` are ASCII or one character of U+1000 to U+CFFF, which no rule but the
// form of its bytes can break; 0 if what stands there needs a look.
std::size_t plain_at(std::string_view bytes, std::size_t offset) {
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    const std::size_t left = bytes.size() - offset;
    const char* const at = bytes.data() + offset;
    if (left >= kWord) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, kWord);
        if ((word & 0x8080808080808080u) == 0) return kWord;
    }
    const auto lead = static_cast<unsigned char>(*at);
    if (lead < 0x80) return 1;
    const bool three = lead >= 0xE1 && lead <= 0xEC && left >= 3;
    return three && is_continuation(at[1]) && is_continuation(at[2]) ? 3 : 0;
}

}  // namespace

Scalar decode_utf8(std::string_view bytes, std::size_t offset) {
    const auto lead = static_cast<unsigned char>(bytes[offset]);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() - offset < size) return {};
    // The lead byte carries 5, 4 or 3 bits, each byte after it 6.
    char32_t value = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if (!is_continuation(bytes[offset + i])) return {};
        value = (value << 6) | (static_cast<unsigned char>(bytes[offset + i]) & 0x3F);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {};
    return {value, size};
}

std::size_t find_invalid_utf8(std::string_view bytes) {
    for (std::size_t offset = 0; offset < bytes.size();) {
        std::size_t size = plain_at(bytes, offset);
        if (size == 0) size = decode_utf8(bytes, offset).size;
        if (size == 0) return offset;
        offset += size;
    }
    return std::string_view::npos;
}

bool is_utf8(std::string_view bytes) { return find_invalid_utf8(bytes) == std::string_view::npos; }

std::size_t utf8_length(std::string_view valid) {
    std::size_t length = 0;
    for (const char byte : valid) length += is_continuation(byte) ? 0 : 1;
    return length;
}

std::u32string to_scalars(std::string_view valid) {
    std::u32string out;
    out.reserve(valid.size());
    for (std::size_t offset = 0; offset < valid.size();) {
        const Scalar scalar = decode_utf8(valid, offset);
        if (scalar.size == 0) break;
        out += scalar.value;
        offset += scalar.size;
    }
    return out;
}

void append_utf8(std::string& out, char32_t scalar) {
    const auto tail = [scalar](int shift) {
        return static_cast<char>(0x80 | ((scalar >> shift) & 0x3F));
    };
    if (scalar < 0x80) {
        out += static_cast<char>(scalar);
    } else if (scalar < 0x800) {
        out += static_cast<char>(0xC0 | (scalar >> 6));
        out += tail(0);
    } else if (scalar < 0x10000) {
        out += static_cast<char>(0xE0 | (scalar >> 12));
        out += tail(6);
        out += tail(0);
    } else {
        out += static_cast<char>(0xF0 | (scalar >> 18));
        out += tail(12);
        out += tail(6);
        out += tail(0);
    }
}

bool is_deceptive(char32_t scalar) {
    const auto within = [scalar](char32_t first, char32_t last) {
        return scalar >= first && scalar <= last;
    };
    return scalar < 0x20 || within(0x7F, 0x9F) || scalar == 0x061C || within(0x200E, 0x200F) ||
           within(0x2028, 0x202E) || within(0x2066, 0x2069);
}

std::string json_quote(std::string_view value) {
    std::string out;
    append_json_quoted(out, value);
    return out;
}

void append_json_quoted(std::string& out, std::string_view value) {
    out += '"';
    std::size_t plain = 0;  // what stands as it is begins here and is appended in one piece
    std::size_t offset = skip_plain(value, 0);
    for (; offset < value.size(); offset = skip_plain(value, offset)) {
        const Scalar scalar = decode_utf8(value, offset);
        const char letter = scalar.size == 0 ? '\0' : short_escape(scalar.value);
        const bool escaped = letter != 0 || scalar.size == 0 || is_deceptive(scalar.value);
        const std::size_t next = offset + std::max<std::size_t>(scalar.size, 1);
        if (escaped) {
            out.append(value, plain, offset - plain);
            plain = next;
        }
        if (letter != 0) {
            out += '\\';
            out += letter;
        } else if (scalar.size == 0) {
            append_utf8(out, 0xFFFD);  // the literal stays UTF-8 whatever comes in
        } else if (escaped) {
            append_escape(out, scalar.value);
        }
        offset = next;
    }
    out.append(value, plain);
    out += '"';
}

std::string printable(std::string_view value) {
    std::string out;
    for (std::size_t offset = 0; offset < value.size();) {
        const Scalar scalar = decode_utf8(value, offset);
        if (scalar.size == 0) {  // a file name may hold any bytes
            out += "\\x";
            append_hex(out, static_cast<unsigned char>(value[offset]), 2);
            ++offset;
            continue;
        }
        if (is_deceptive(scalar.value)) {
            append_escape(out, scalar.value);
        } else {
            out.append(value, offset, scalar.size);
        }
        offset += scalar.size;
    }
    return out;
}

}  // namespace bajigong::text
