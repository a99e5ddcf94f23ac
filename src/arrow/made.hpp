// Arrow schemas and arrays that we make, handed over by the Arrow C data interface.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "bajigong/arrow.hpp"

namespace bajigong::arrow {

// A schema that stands by itself: every part may be moved and released apart.
struct MadeSchema {
    std::string format, name;
    std::vector<MadeSchema> children = {};
    std::shared_ptr<MadeSchema> dictionary = nullptr;
    bool nullable = true;
};
void give(const MadeSchema& made, ArrowSchema* out);
// A copy of `source` under its own name.
void copy(const ArrowSchema& source, ArrowSchema* out);

// Bytes that begin on a cache line, zero unless said otherwise.
class Buffer {
   public:
    Buffer() = default;
    explicit Buffer(std::size_t bytes);
    // Bytes as they come, for one who writes them all.
    static Buffer unset(std::size_t bytes);
    template <class T>
    T* as() {
        return reinterpret_cast<T*>(bytes_.get());
    }
    const void* get() const { return bytes_.get(); }

   private:
    struct Free {
        void operator()(std::byte* bytes) const;
    };
    std::unique_ptr<std::byte[], Free> bytes_;
};

struct MadeArray {
    std::int64_t length = 0;
    std::int64_t null_count = 0;
    std::vector<Buffer> buffers = {};  // the first is the bitmap of validity, empty for no nulls
    std::vector<ArrowArray> children = {};  // ours to release
    ArrowArray dictionary{};
};
// Moves `made` to the caller of the interface.
void give(MadeArray&& made, ArrowArray* out);

// Texts as an array of format "U".
MadeArray texts(const std::vector<std::string>& values);
// The texts of these numbers.
MadeArray texts(const std::vector<std::string>& values, const std::vector<std::int32_t>& numbers);

}  // namespace bajigong::arrow
