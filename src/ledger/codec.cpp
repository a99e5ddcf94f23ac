// Bytes of the ledger's own forms.
#include "ledger/codec.hpp"

#include <array>

namespace bajigong::ledger {
namespace {

void append(std::string& out, std::uint64_t value, int bytes) {
    std::array<char, 8> buffer;
    for (int i = bytes - 1; i >= 0; --i) {
        buffer[static_cast<std::size_t>(i)] = static_cast<char>(value & 0xFF);
        value >>= 8;
    }
    out.append(buffer.data(), static_cast<std::size_t>(bytes));
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
    bytes_ += static_cast<char>(value);
    return *this;
}

Writer& Writer::u16(std::uint16_t value) {
    append(bytes_, value, 2);
    return *this;
}

Writer& Writer::u32(std::uint32_t value) {
    append(bytes_, value, 4);
    return *this;
}

Writer& Writer::u64(std::uint64_t value) {
    append(bytes_, value, 8);
    return *this;
}

Writer& Writer::word(std::string_view value) {
    if (value.size() > 255) throw std::length_error("a word of the ledger has at most 255 bytes");
    return u8(static_cast<std::uint8_t>(value.size())).raw(value);
}

Writer& Writer::text(std::string_view value) {
    return u32(static_cast<std::uint32_t>(value.size())).raw(value);
}

Writer& Writer::raw(std::string_view value) {
    bytes_ += value;
    return *this;
}

std::uint64_t Reader::number(std::size_t size) {
    std::uint64_t value = 0;
    for (const char c : take(size)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::string_view Reader::take(std::size_t size) {
    if (size > rest_.size()) throw Damaged();
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::string number_bytes(std::uint64_t value) {
    std::string out;
    append(out, value, 8);
    return out;
}

std::uint64_t number_of(std::string_view bytes) {
    Reader reader(bytes);
    const std::uint64_t value = reader.u64();
    reader.end();
    return value;
}

}  // namespace bajigong::ledger
