// Bytes of the ledger's own forms: fixed-width big-endian numbers and length-prefixed texts.
//
// Big-endian, so that keys order as the numbers in them do.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bajigong::ledger {

// Thrown when stored bytes are not what was written; never for input of a caller.
class Damaged : public std::runtime_error {
   public:
    Damaged() : std::runtime_error("stored bytes are not a form of the ledger") {}
};

class Writer {
   public:
    Writer() { bytes_.reserve(128); }
    Writer& u8(std::uint8_t value);
    Writer& u16(std::uint16_t value);
    Writer& u32(std::uint32_t value);
    Writer& u64(std::uint64_t value);
    Writer& i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
    // One length byte, then at most 255 bytes.
    Writer& word(std::string_view value);
    // Four length bytes, then the bytes.
    Writer& text(std::string_view value);
    // The bytes alone.
    Writer& raw(std::string_view value);

    const std::string& bytes() const& { return bytes_; }
    std::string bytes() && { return std::move(bytes_); }

   private:
    std::string bytes_;
};

// Reads what Writer wrote; throws Damaged where there is less. Views point into the bytes given.
class Reader {
   public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    std::int64_t i64() { return static_cast<std::int64_t>(number(8)); }
    std::string_view word() { return take(u8()); }
    std::string_view text() { return take(u32()); }
    std::string_view raw(std::size_t size) { return take(size); }
    bool at_end() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }
    // Throws Damaged if anything is left.
    void end() const {
        if (!rest_.empty()) throw Damaged();
    }

   private:
    std::uint64_t number(std::size_t size);
    std::string_view take(std::size_t size);
    std::string_view rest_;
};

// 8 bytes, big-endian, and back.
std::string number_bytes(std::uint64_t value);
std::uint64_t number_of(std::string_view bytes);

}  // namespace bajigong::ledger
