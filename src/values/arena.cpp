// The arena: chunks that double, handed out from the front.
#include <algorithm>
#include <cstring>

#include "values/column.hpp"

namespace bajigong {

void* Arena::from_new_chunk(std::size_t bytes) {
    constexpr std::size_t kFirstChunk = std::size_t{16} << 10;
    while (true) {
        if (next_ != 0) ++chunk_;
        if (chunk_ == chunks_.size()) {
            const std::size_t last = chunks_.empty() ? kFirstChunk / 2 : chunks_.back().size;
            const std::size_t size = std::max(last * 2, bytes + kLine);
            chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
        }
        next_ = reinterpret_cast<std::uintptr_t>(chunks_[chunk_].bytes.get());
        end_ = next_ + chunks_[chunk_].size;
        if (bytes + kLine <= chunks_[chunk_].size) return raw(bytes);
    }
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

std::size_t Arena::bytes() const {
    std::size_t sum = 0;
    for (const Chunk& chunk : chunks_) sum += chunk.size;
    return sum;
}

void Arena::reset() {
    chunk_ = 0;
    next_ = 0;
    end_ = 0;
}

}  // namespace bajigong
