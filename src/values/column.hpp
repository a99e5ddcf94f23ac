// Columns: the values of a block's rows, and truths as bitmaps.
//
// A column does not own its memory; an Arena, or the facts themselves, do. A null bitmap of `known`
// means that every row is known, a null `fault` that none is at fault. A row is in exactly one of
// the states known, unknown, fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "values/bits.hpp"

namespace bajigong {

struct Packed;

// What the values of a column are, physically. `truths` is a bitmap; `texts` are views; everything
// else is int64: whole numbers, days, fen, scale ordinals, packed periods, numerators.
struct Column {
    const std::int64_t* numbers = nullptr;
    // Of ratios and exact money without a static denominator: the denominators. Of bounds: the
    // upper ones.
    const std::int64_t* seconds = nullptr;
    const std::string_view* texts = nullptr;
    const Word* truths = nullptr;
    const Word* known = nullptr;
    const Word* fault = nullptr;
    const Packed* packed = nullptr;  // in place of numbers or texts: as they lie elsewhere
    bool constant = false;           // one row that stands for all

    bool is_known(std::size_t row) const {
        return (known == nullptr || bit(known, at(row))) && !is_fault(row);
    }
    bool is_fault(std::size_t row) const { return fault != nullptr && bit(fault, at(row)); }
    std::size_t at(std::size_t row) const { return constant ? 0 : row; }
};

// An open upper bound of a count or a sum over a list whose end is not known.
inline constexpr std::int64_t kNoUpperBound = INT64_MAX;
inline constexpr std::int64_t kNoLowerBound = INT64_MIN;

// A period as one number: months in the high half, days in the low half.
constexpr std::int64_t pack_period(std::int32_t months, std::int32_t days) {
    return static_cast<std::int64_t>(
        (static_cast<std::uint64_t>(static_cast<std::uint32_t>(months)) << 32) |
        static_cast<std::uint32_t>(days));
}
constexpr std::int32_t period_months(std::int64_t packed) {
    return static_cast<std::int32_t>(static_cast<std::uint64_t>(packed) >> 32);
}
constexpr std::int32_t period_days(std::int64_t packed) {
    return static_cast<std::int32_t>(static_cast<std::uint64_t>(packed) & 0xffffffffu);
}

// Memory for the columns of one block: grows in chunks, given back all at once, reused without
// asking the system again. One thread at a time.
class Arena {
   public:
    // Uninitialised; aligned to a cache line unless smaller than one.
    template <class T>
    T* array(std::size_t count) {
        return static_cast<T*>(raw(count * sizeof(T)));
    }
    Word* zero_bits(std::size_t rows);
    Word* copy_bits(const Word* bits, std::size_t rows);
    void reset();
    std::size_t bytes() const;  // held, used or not

   private:
    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size;
    };
    void* raw(std::size_t bytes) {
        // Small arrays pack tightly; large ones begin on a cache line.
        const std::size_t alignment = bytes < kLine ? sizeof(Word) * 2 : kLine;
        const std::size_t start = (next_ + alignment - 1) & ~(alignment - 1);
        if (start + bytes > end_) return from_new_chunk(bytes);
        next_ = start + bytes;
        return reinterpret_cast<void*>(start);
    }
    void* from_new_chunk(std::size_t bytes);

    static constexpr std::size_t kLine = 64;
    std::vector<Chunk> chunks_;
    std::size_t chunk_ = 0;    // the chunk in use
    std::uintptr_t next_ = 0;  // its free part
    std::uintptr_t end_ = 0;
};

}  // namespace bajigong
