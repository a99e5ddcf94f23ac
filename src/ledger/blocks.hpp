// Large pieces of memory for tables that are read here and there.
//
// Pages of 2 MiB are asked for where a piece is large: with small ones, finding the page costs more
// than reading what stands in it.
#pragma once

#include <cstddef>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace bajigong::ledger {

inline constexpr std::size_t kHugePage = std::size_t{1} << 21;

inline bool is_huge(std::size_t size) { return size >= 2 * kHugePage; }

// Throws std::bad_alloc. To be given back with the same size.
inline void* take_block(std::size_t size) {
    if (!is_huge(size)) return ::operator new(size);
    void* const block = ::operator new (size, std::align_val_t{kHugePage});
#if defined(__linux__)
    // A wish: where it is not granted, all goes on with small pages.
    madvise(block, size / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
    return block;
}
inline void give_back_block(void* block, std::size_t size) noexcept {
    if (is_huge(size)) {
        ::operator delete (block, std::align_val_t{kHugePage});
    } else {
        ::operator delete(block);
    }
}

// The same for containers.
template <class T>
struct BlockAllocator {
    using value_type = T;
    BlockAllocator() = default;
    template <class U>
    BlockAllocator(const BlockAllocator<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(take_block(count * sizeof(T))); }
    void deallocate(T* block, std::size_t count) noexcept {
        give_back_block(block, count * sizeof(T));
    }
    bool operator==(const BlockAllocator&) const = default;
};

}  // namespace bajigong::ledger
