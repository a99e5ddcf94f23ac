// Rows in order of their keys, most of which come and go without being looked through.
//
// What is added waits unsorted until somebody asks for the order; what is taken out is only marked.
// Now and then it is merged, and the marked rows are dropped: a change costs a few moves of a
// pointer, however many rows there are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <vector>

namespace bajigong::ledger {

// `Row` has key() and is_gone().
template <class Row>
class OrderedRows {
   public:
    // Makes room, so that add() needs no memory for so many rows.
    void reserve(std::size_t more) {
        const std::size_t size = recent_.size() + more;
        if (size > recent_.capacity()) recent_.reserve(size * 2);
    }
    void add(Row* row) noexcept { recent_.push_back(row); }

    // To be called once a row that is here was marked as gone.
    void count_gone() noexcept { ++gone_; }
    bool is_half_gone() const { return gone_ > kFew + (old_.size() + recent_.size()) / 2; }
    // Drops what is gone, and calls `drop` with each of its rows.
    template <class Drop>
    void drop_gone(Drop drop) noexcept {
        const auto remove = [drop](std::vector<Row*>& rows, std::size_t begin, std::size_t end) {
            const auto first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto last = rows.begin() + static_cast<std::ptrdiff_t>(end);
            const auto kept = std::remove_if(first, last, [drop](Row* row) {
                if (!row->is_gone()) return false;
                drop(row);
                return true;
            });
            rows.erase(kept, last);
        };
        remove(old_, 0, old_.size());
        remove(recent_, sorted_, recent_.size());
        const std::size_t tail = recent_.size() - sorted_;
        remove(recent_, 0, sorted_);
        sorted_ = recent_.size() - tail;
        gone_ = 0;
    }
    // True if many that are gone would have to be passed over.
    bool is_to_be_dropped() const { return gone_ > kFew; }

    // Visits the rows from `from` on in order, until `visit` returns false.
    template <class Visit>
    void scan(std::string_view from, Visit visit) {
        sort();
        const auto before = [](const Row* row, std::string_view key) { return row->key() < key; };
        auto old = std::lower_bound(old_.begin(), old_.end(), from, before);
        auto recent = std::lower_bound(recent_.begin(), recent_.end(), from, before);
        while (old != old_.end() || recent != recent_.end()) {
            const bool from_old =
                recent == recent_.end() || (old != old_.end() && (*old)->key() < (*recent)->key());
            Row* const row = from_old ? *old++ : *recent++;
            if (!row->is_gone() && !visit(row)) return;
        }
    }

   private:
    static constexpr std::size_t kFew = 1'000;

    static bool by_key(const Row* a, const Row* b) { return a->key() < b->key(); }

    void sort() {
        const auto tail = recent_.begin() + static_cast<std::ptrdiff_t>(sorted_);
        std::sort(tail, recent_.end(), by_key);
        std::inplace_merge(recent_.begin(), tail, recent_.end(), by_key);
        sorted_ = recent_.size();
        if (sorted_ <= kFew + old_.size() / 32) return;
        std::vector<Row*> all;
        all.reserve(old_.size() + recent_.size());
        std::merge(old_.begin(), old_.end(), recent_.begin(), recent_.end(),
                   std::back_inserter(all), by_key);
        old_.swap(all);
        recent_.clear();
        sorted_ = 0;
    }

    std::vector<Row*> old_, recent_;  // in order; in order as far as sorted_
    std::size_t sorted_ = 0, gone_ = 0;
};

}  // namespace bajigong::ledger
