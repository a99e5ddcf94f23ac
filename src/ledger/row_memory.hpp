// Memory for many small pieces: cut off large blocks, and used again by their sizes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <utility>
#include <vector>

#include "ledger/blocks.hpp"

namespace bajigong::ledger {

class RowMemory {
   public:
    // At least `size` bytes, good until given back or the end. Throws std::bad_alloc.
    char* take(std::size_t size) {
        const std::size_t steps = (size + kStep - 1) / kStep;
        if (steps < kSizes && free_[steps] != nullptr) {
            Free* const piece = free_[steps];
            free_[steps] = piece->next;
            return reinterpret_cast<char*>(piece);
        }
        if (steps * kStep > left_) grow(steps * kStep);
        left_ -= steps * kStep;
        return std::exchange(next_, next_ + steps * kStep);
    }
    // What take() gave for that size. Large pieces are not used again.
    void give_back(char* memory, std::size_t size) noexcept {
        const std::size_t steps = (size + kStep - 1) / kStep;
        if (steps == 0 || steps >= kSizes) return;
        free_[steps] = new (memory) Free{free_[steps]};
    }

   private:
    static constexpr std::size_t kStep = 16, kSizes = 64, kFirst = std::size_t{1} << 14,
                                 kLargest = 2 * kHugePage;
    struct Free {
        Free* next;
    };

    void grow(std::size_t needed) {
        // Each block is as large as all before it, so that few rows need little.
        size_ = std::clamp(size_ * 2, kFirst, kLargest);
        blocks_.emplace_back(std::max(needed, size_));
        next_ = blocks_.back().memory;
        left_ = blocks_.back().size;
    }

    struct Block {
        explicit Block(std::size_t size_of)
            : memory(static_cast<char*>(take_block(size_of))), size(size_of) {}
        Block(Block&& other) noexcept
            : memory(std::exchange(other.memory, nullptr)), size(other.size) {}
        Block& operator=(Block&&) = delete;
        ~Block() {
            if (memory != nullptr) give_back_block(memory, size);
        }
        char* memory;
        std::size_t size;
    };

    std::vector<Block> blocks_;
    char* next_ = nullptr;
    std::size_t left_ = 0, size_ = 0;
    Free* free_[kSizes] = {};
};

}  // namespace bajigong::ledger
