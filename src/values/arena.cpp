// The arena: chunks that double, handed out from the front.
#include <algorithm>
#include <cstring>

#include "values/column.hpp"

namespace bajigong {

namespace {
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kFirstChunk = std::size_t{32} << 10;

std::size_t aligned(const std::byte* base, std::size_t used) {
    const auto address = reinterpret_cast<std::uintptr_t>(base) + used;
    return used + (kAlignment - address % kAlignment) % kAlignment;
}
}  // namespace

void* Arena::raw(std::size_t bytes) {
    for (; chunk_ < chunks_.size(); ++chunk_, used_ = 0) {
        Chunk& chunk = chunks_[chunk_];
        const std::size_t start = aligned(chunk.bytes.get(), used_);
        if (start + bytes <= chunk.size) {
            used_ = start + bytes;
            return chunk.bytes.get() + start;
        }
    }
    const std::size_t last = chunks_.empty() ? kFirstChunk / 2 : chunks_.back().size;
    const std::size_t size = std::max(last * 2, bytes + kAlignment);
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
    used_ = 0;
    return raw(bytes);
}

Word* Arena::zero_bits(std::size_t rows) {
    const std::size_t words = words_for(rows);
    Word* bits = array<Word>(words);
    std::fill_n(bits, words, Word{0});
    return bits;
}

Word* Arena::copy_bits(const Word* bits, std::size_t rows) {
    const std::size_t words = words_for(rows);
    Word* copy = array<Word>(words);
    std::copy_n(bits, words, copy);
    return copy;
}

void Arena::reset() {
    chunk_ = 0;
    used_ = 0;
}

}  // namespace bajigong
