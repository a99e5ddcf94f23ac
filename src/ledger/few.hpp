// A list that is short as a rule: so many stand in it without memory of their own.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>

namespace bajigong::ledger {

template <class T, std::uint32_t kInline>
class Few {
    static_assert(std::is_trivially_copyable_v<T>);

   public:
    Few() = default;
    Few(const Few& other) { assign(other); }
    Few(Few&& other) noexcept { take(other); }
    Few& operator=(const Few& other) {
        if (this != &other) {
            size_ = 0;
            assign(other);
        }
        return *this;
    }
    Few& operator=(Few&& other) noexcept {
        if (this != &other) take(other);
        return *this;
    }
    ~Few() = default;

    void push_back(const T& value) {
        const T kept = value;  // it may stand in this very list
        if (size_ == capacity_) reserve(std::size_t{capacity_} * 2);
        data()[size_++] = kept;
    }
    void append(std::span<const T> more) {
        reserve(size_ + more.size());
        std::copy(more.begin(), more.end(), end());
        size_ += static_cast<std::uint32_t>(more.size());
    }
    void reserve(std::size_t size) {
        if (size <= capacity_) return;
        // Never in small steps.
        const std::size_t capacity = std::max(size, std::size_t{capacity_} * 2);
        std::unique_ptr<T[]> larger(new T[capacity]);
        std::copy(begin(), end(), larger.get());
        larger_ = std::move(larger);
        capacity_ = static_cast<std::uint32_t>(capacity);
    }
    void clear() { size_ = 0; }
    // Takes out every element equal to `value`.
    void erase(T value) {
        size_ = static_cast<std::uint32_t>(std::remove(begin(), end(), value) - begin());
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    T& operator[](std::size_t i) { return data()[i]; }
    const T& operator[](std::size_t i) const { return data()[i]; }
    T& back() { return data()[size_ - 1]; }
    T* begin() { return data(); }
    T* end() { return data() + size_; }
    const T* begin() const { return data(); }
    const T* end() const { return data() + size_; }
    operator std::span<const T>() const { return {data(), size_}; }

   private:
    T* data() { return larger_ ? larger_.get() : first_; }
    const T* data() const { return larger_ ? larger_.get() : first_; }
    void assign(const Few& other) { append(other); }
    void take(Few& other) noexcept {
        if (other.larger_) {
            larger_ = std::move(other.larger_);
            capacity_ = other.capacity_;
        } else {
            // Whatever memory is here already holds at least as many.
            std::copy(other.begin(), other.end(), data());
        }
        size_ = other.size_;
        other.size_ = 0;
        if (!other.larger_) other.capacity_ = kInline;
    }

    std::uint32_t size_ = 0, capacity_ = kInline;
    std::unique_ptr<T[]> larger_;
    T first_[kInline];
};

}  // namespace bajigong::ledger
