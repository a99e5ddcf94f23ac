// Arrow structures that are ours to release.
#pragma once

#include <memory>
#include <utility>

#include "bajigong/arrow.hpp"

namespace bajigong::arrow {

// One structure, released at the end of its life unless it was moved out. T is ArrowSchema,
// ArrowArray or ArrowArrayStream.
template <class T>
class Owned {
   public:
    Owned() = default;
    // Moves what `from` points to in; null and released structures are taken as they are.
    explicit Owned(T* from) {
        if (from != nullptr) value_ = std::exchange(*from, T{});
    }
    Owned(Owned&& other) noexcept : value_(std::exchange(other.value_, T{})) {}
    Owned& operator=(Owned&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Owned() {
        if (value_.release != nullptr) value_.release(&value_);
    }

    T* get() { return &value_; }
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }
    explicit operator bool() const { return value_.release != nullptr; }
    // The caller's from now on.
    void move_to(T* out) { *out = std::exchange(value_, T{}); }

   private:
    T value_{};
};

using SharedArray = std::shared_ptr<const Owned<ArrowArray>>;

// An array of its own that shows `source`, which lies within `owner`: its children and dictionary
// too may be moved and released apart from each other. `skip` rows are left out at the beginning
// and `length` kept.
void share(const SharedArray& owner, const ArrowArray& source, std::int64_t skip,
           std::int64_t length, ArrowArray* out);

}  // namespace bajigong::arrow
