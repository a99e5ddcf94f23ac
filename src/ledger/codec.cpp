// Bytes of the ledger's own forms.
#include "ledger/codec.hpp"

namespace bajigong::ledger {

void Writer::grow(std::size_t size) {
    const std::size_t capacity = std::max(capacity_ * 2, size_ + size);
    std::unique_ptr<char[]> larger(new char[capacity]);
    std::copy(data_, data_ + size_, larger.get());
    larger_ = std::move(larger);
    data_ = larger_.get();
    capacity_ = capacity;
}

std::string number_bytes(std::uint64_t value) { return Writer().u64(value).string(); }

}  // namespace bajigong::ledger
