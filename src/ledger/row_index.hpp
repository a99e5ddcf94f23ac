// Rows found by their keys: a hash table of pointers to rows that live elsewhere.
//
// Open addressing with linear probing: a look-up waits for memory twice, once for the place in the
// table and once for the row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "ledger/blocks.hpp"

namespace bajigong::ledger {

// A hash of a key's bytes, for tables in memory only: it may differ between machines. Eight bytes a
// step, each mixed in by a multiplication whose upper half is folded onto the lower.
inline std::size_t hash_of_key(std::string_view key) {
    constexpr std::uint64_t kFirst = 0x9E3779B97F4A7C15u, kSecond = 0xD1B54A32D192ED03u;
    __extension__ using Wide = unsigned __int128;
    const auto mix = [](std::uint64_t a, std::uint64_t b) {
        const Wide product = Wide{a} * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    std::uint64_t hash = kFirst ^ key.size();
    const char* at = key.data();
    std::size_t left = key.size();
    std::uint64_t word = 0;
    for (; left > 8; left -= 8, at += 8) {
        std::memcpy(&word, at, 8);
        hash = mix(hash ^ word, kSecond);
    }
    word = 0;
    if (left > 0) std::memcpy(&word, at, left);
    return mix(hash ^ word, kFirst) ^ hash;
}

// `Row` has key(). Where a hash is asked for, it is hash() of the row's key.
template <class Row>
class RowIndex {
   public:
    static std::size_t hash(std::string_view key) { return hash_of_key(key); }

    struct Slot {
        Row* row = nullptr;
        std::size_t hash = 0;
    };

    // The slot of a key; null if it has none. Good until the next change.
    Slot* find(std::string_view key, std::size_t hash) {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
            Slot& slot = slots_[at];
            if (slot.row == nullptr) return nullptr;
            if (slot.hash == hash && slot.row->key() == key) return &slot;
        }
    }

    // Brings the place of a key nearer, for a find() that comes soon.
    void prefetch(std::size_t hash) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash & mask()]);
    }

    // The same a step later, for the row that likely has the key.
    void prefetch_row(std::size_t hash) const {
        if (slots_.empty()) return;
        const Slot& slot = slots_[hash & mask()];
        if (slot.row != nullptr) __builtin_prefetch(slot.row);
    }

    // Makes room, so that add() needs no memory for so many rows.
    void reserve(std::size_t more) {
        std::size_t size = slots_.empty() ? 16 : slots_.size();
        while ((count_ + more) * 3 > size * 2) size *= 2;
        if (size == slots_.size()) return;
        Slots old(size);
        old.swap(slots_);
        for (const Slot& slot : old) {
            if (slot.row != nullptr) place(slot);
        }
    }
    // Adds a row whose key has none; there must be room.
    void add(Row* row, std::size_t hash) noexcept {
        place({row, hash});
        ++count_;
    }

    // Takes out what find() found. Rows behind it move up, so that no gap ends a search early.
    void remove(Slot* found) noexcept {
        std::size_t gap = static_cast<std::size_t>(found - slots_.data());
        for (std::size_t at = (gap + 1) & mask(); slots_[at].row != nullptr;
             at = (at + 1) & mask()) {
            const std::size_t from_home = (at - slots_[at].hash) & mask();
            if (from_home < ((at - gap) & mask())) continue;
            slots_[gap] = slots_[at];
            gap = at;
        }
        slots_[gap] = {};
        --count_;
    }

    // Takes out all, and keeps the room.
    void clear() noexcept {
        if (count_ > 0) slots_.assign(slots_.size(), {});
        count_ = 0;
    }

    std::size_t size() const { return count_; }
    // In no order.
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_) {
            if (slot.row != nullptr) visit(slot.row);
        }
    }

   private:
    using Slots = std::vector<Slot, BlockAllocator<Slot>>;

    std::size_t mask() const { return slots_.size() - 1; }
    void place(const Slot& slot) noexcept {
        std::size_t at = slot.hash & mask();
        while (slots_[at].row != nullptr) at = (at + 1) & mask();
        slots_[at] = slot;
    }

    Slots slots_;  // as many as a power of two, a third of them free
    std::size_t count_ = 0;
};

}  // namespace bajigong::ledger
