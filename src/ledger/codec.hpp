// Bytes of the ledger's own forms: fixed-width big-endian numbers and length-prefixed texts.
//
// Big-endian, so that keys order as the numbers in them do.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "bajigong/problem.hpp"

namespace bajigong::ledger {

// Thrown when stored bytes are not what was written; never for input of a caller.
class Damaged : public Failure {
   public:
    Damaged() : Failure(Problem{"B030", {}, {}}) {}
};

// A number whose bytes in memory are those of `value`, the most significant first; and back.
inline std::uint64_t big_endian(std::uint64_t value) {
    return std::endian::native == std::endian::little ? __builtin_bswap64(value) : value;
}

// Forms of up to 256 bytes, as most are, need no memory of their own.
class Writer {
   public:
    Writer() = default;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    Writer& u8(std::uint8_t value) { return number<1>(value); }
    Writer& u16(std::uint16_t value) { return number<2>(value); }
    Writer& u32(std::uint32_t value) { return number<4>(value); }
    Writer& u64(std::uint64_t value) { return number<8>(value); }
    Writer& i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
    // One length byte, then at most 255 bytes.
    Writer& word(std::string_view value) {
        if (value.size() > 255) throw std::length_error("a word of the ledger is too long");
        return u8(static_cast<std::uint8_t>(value.size())).raw(value);
    }
    // Four length bytes, then the bytes.
    Writer& text(std::string_view value) {
        return u32(static_cast<std::uint32_t>(value.size())).raw(value);
    }
    // The bytes alone.
    Writer& raw(std::string_view value) {
        std::copy(value.begin(), value.end(), room(value.size()));
        return *this;
    }
    // Begins anew, with the memory that there is.
    Writer& clear() {
        size_ = 0;
        return *this;
    }

    // Good until more is written.
    std::string_view bytes() const { return {data_, size_}; }
    std::string string() const { return std::string(bytes()); }

   private:
    template <std::size_t kSize>
    Writer& number(std::uint64_t value) {
        const std::uint64_t bytes = big_endian(value << (64 - 8 * kSize));
        std::memcpy(room(kSize), &bytes, kSize);
        return *this;
    }
    char* room(std::size_t size) {
        if (size > capacity_ - size_) grow(size);
        size_ += size;
        return data_ + size_ - size;
    }
    void grow(std::size_t size);

    char first_[256];
    std::unique_ptr<char[]> larger_;
    char* data_ = first_;
    std::size_t size_ = 0, capacity_ = sizeof first_;
};

// Reads what Writer wrote; throws Damaged where there is less. Views point into the bytes given.
class Reader {
   public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    std::uint8_t u8() { return static_cast<std::uint8_t>(number<1>()); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number<2>()); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number<4>()); }
    std::uint64_t u64() { return number<8>(); }
    std::int64_t i64() { return static_cast<std::int64_t>(number<8>()); }
    std::string_view word() { return raw(u8()); }
    std::string_view text() { return raw(u32()); }
    std::string_view raw(std::size_t size) {
        if (size > rest_.size()) throw Damaged();
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    bool at_end() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }
    // Throws Damaged if anything is left.
    void end() const {
        if (!rest_.empty()) throw Damaged();
    }

   private:
    template <std::size_t kSize>
    std::uint64_t number() {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, raw(kSize).data(), kSize);
        return big_endian(bytes) >> (64 - 8 * kSize);
    }
    std::string_view rest_;
};

// 8 bytes, big-endian, and back.
std::string number_bytes(std::uint64_t value);
inline std::uint64_t number_of(std::string_view bytes) {
    Reader reader(bytes);
    const std::uint64_t value = reader.u64();
    reader.end();
    return value;
}

}  // namespace bajigong::ledger
