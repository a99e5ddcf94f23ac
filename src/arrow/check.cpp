// Checking arrays against their schema.
#include "arrow/check.hpp"

#include <algorithm>
#include <bit>

#include "values/lanes.hpp"

namespace bajigong::arrow {

namespace {

// No array is longer; sums of lengths and offsets stay far from overflow.
constexpr std::int64_t kMaxLength = std::int64_t{1} << 40;

class Check {
   public:
    void array(const Field& field, const ArrowArray& array, const std::string& path) {
        path_ = &path;
        if (array.release == nullptr) fail("the array was released");
        structure(field, array);
        const bool of_codes = field.dictionary != nullptr;
        for (std::size_t i = 0; i < field.children.size(); ++i) {
            if (array.children[i] == nullptr) fail("a child is null");
        }
        if (field.type.kind == Kind::list) lists(field, array);
        if (field.type.kind == Kind::text) texts(field, array);
        if (field.type.kind == Kind::text_view) views(array);
        if (field.type.kind != Kind::null) nulls(array);
        for (std::size_t i = 0; i < field.children.size(); ++i) {
            const Field& inner = field.children[i];
            const ArrowArray& child = *array.children[i];
            if (field.type.kind == Kind::record && child.length < array.offset + array.length) {
                path_ = &path;
                fail("a child is shorter than its struct");
            }
            // The elements of a list need no name of their own.
            this->array(
                inner, child,
                field.type.kind == Kind::list ? path : path + "/" + shown_name(inner.name, i));
        }
        if (of_codes) this->array(*field.dictionary, *array.dictionary, path);
    }

   private:
    [[noreturn]] void fail(const char* what) const {
        throw Failure(Problem{"P008", {"", 0, 0, *path_}, {what}});
    }

    static int alignment(const Type& type) {
        if (type.kind == Kind::text_view) return 4;
        return type.bytes <= 1 ? 1 : std::min(type.bytes, 8);
    }

    void structure(const Field& field, const ArrowArray& array) const {
        if (array.length < 0 || array.length > kMaxLength) fail("its length is out of range");
        if (array.offset < 0 || array.offset > kMaxLength) fail("its offset is out of range");
        if (array.null_count < -1 || array.null_count > array.length)
            fail("its null_count is out of range");
        if (array.n_children != static_cast<std::int64_t>(field.children.size()))
            fail("it has not as many children as its type");
        if (array.n_children > 0 && array.children == nullptr) fail("its children are null");
        if ((array.dictionary != nullptr) != (field.dictionary != nullptr))
            fail("a dictionary stands in the schema or in the array alone");
        if (field.type.kind == Kind::other) {
            if (array.n_buffers < 0) fail("its number of buffers is out of range");
            return;
        }
        // The type null has no buffer; Polars gives it an empty one.
        const bool empty_one = field.type.kind == Kind::null && array.n_buffers == 1;
        const std::int64_t wanted = empty_one ? 1 : field.type.buffers;
        if (wanted >= 0 ? array.n_buffers != wanted : array.n_buffers < 3)
            fail("it has not as many buffers as its type");
        if (array.n_buffers > 0 && array.buffers == nullptr) fail("its buffers are null");
        for (std::int64_t i = 1; i < array.n_buffers; ++i) {
            const bool characters = (field.type.kind == Kind::text && i == 2) ||
                                    (field.type.kind == Kind::text_view && i >= 2);
            if (array.length > 0 && array.buffers[i] == nullptr && !characters)
                fail("a buffer is null");
            const auto align = static_cast<std::uintptr_t>(alignment(field.type));
            if (i == 1 && reinterpret_cast<std::uintptr_t>(array.buffers[i]) % align != 0)
                fail("a buffer is not aligned to its type");
        }
    }

    void nulls(const ArrowArray& array) const {
        if (array.n_buffers == 0 || array.buffers == nullptr) return;
        const auto* bitmap = static_cast<const std::uint8_t*>(array.buffers[0]);
        if (bitmap == nullptr) {
            if (array.null_count > 0) fail("it has nulls and no bitmap of them");
            return;
        }
        if (array.null_count < 0) return;
        if (array.length - count_bits(bitmap, array.offset, array.length) != array.null_count)
            fail("its null_count is not what its bitmap says");
    }

    template <class Offset>
    void offsets(const ArrowArray& array, std::int64_t end) const {
        if (array.length == 0) return;
        const auto* at = static_cast<const Offset*>(array.buffers[1]) + array.offset;
        bool good = at[0] >= 0 && static_cast<std::int64_t>(at[array.length]) <= end;
        for (std::int64_t i = 0; i < array.length; ++i) good &= at[i] <= at[i + 1];
        if (!good) fail("its offsets fall, or leave what they point into");
    }

    void lists(const Field& field, const ArrowArray& array) const {
        const ArrowArray& child = *array.children[0];
        if (child.length < 0 || child.length > kMaxLength) fail("its child's length is wrong");
        field.type.bytes == 4 ? offsets<std::int32_t>(array, child.length)
                              : offsets<std::int64_t>(array, child.length);
    }

    void texts(const Field& field, const ArrowArray& array) const {
        field.type.bytes == 4 ? offsets<std::int32_t>(array, INT32_MAX)
                              : offsets<std::int64_t>(array, INT64_MAX);
        if (array.length == 0 || array.buffers[2] != nullptr) return;
        const bool empty = field.type.bytes == 4
                               ? static_cast<const std::int32_t*>(array.buffers[1])[array.offset] ==
                                     static_cast<const std::int32_t*>(
                                         array.buffers[1])[array.offset + array.length]
                               : static_cast<const std::int64_t*>(array.buffers[1])[array.offset] ==
                                     static_cast<const std::int64_t*>(
                                         array.buffers[1])[array.offset + array.length];
        if (!empty) fail("its characters are missing");
    }

    // Views: length, then the characters themselves (up to 12) or prefix, buffer and offset. The
    // last buffer holds the sizes of those between.
    void views(const ArrowArray& array) const {
        const std::int64_t pieces = array.n_buffers - 3;
        const auto* sizes = static_cast<const std::int64_t*>(array.buffers[array.n_buffers - 1]);
        if (pieces > 0 && sizes == nullptr) fail("the sizes of its buffers are missing");
        if (reinterpret_cast<std::uintptr_t>(sizes) % alignof(std::int64_t) != 0)
            fail("a buffer is not aligned to its type");
        for (std::int64_t i = 0; i < pieces; ++i) {
            if (sizes[i] < 0 || (sizes[i] > 0 && array.buffers[2 + i] == nullptr))
                fail("the sizes of its buffers are wrong");
        }
        const auto* view = static_cast<const std::int32_t*>(array.buffers[1]);
        const auto* bitmap = static_cast<const std::uint8_t*>(array.buffers[0]);
        for (std::int64_t i = array.offset; i < array.offset + array.length; ++i) {
            if (bitmap != nullptr && (bitmap[i / 8] >> (i % 8) & 1) == 0) continue;
            const std::int32_t length = view[i * 4];
            if (length < 0) fail("a text is shorter than nothing");
            if (length <= 12) continue;
            const std::int32_t piece = view[i * 4 + 2], start = view[i * 4 + 3];
            if (piece < 0 || piece >= pieces || start < 0 ||
                std::int64_t{start} + length > sizes[piece])
                fail("a text lies outside its buffer");
        }
    }

    const std::string* path_ = nullptr;
};

}  // namespace

std::int64_t count_bits(const std::uint8_t* bitmap, std::int64_t from, std::int64_t count) {
    std::int64_t set = 0;
    std::int64_t i = from;
    const std::int64_t end = from + count;
    for (; i < end && i % 8 != 0; ++i) set += bitmap[i / 8] >> (i % 8) & 1;
    if (i < end) {
        const std::int64_t words = (end - i) / 64;
        set += widest_lanes().count(bitmap + i / 8, static_cast<std::size_t>(words));
        i += words * 64;
    }
    for (; i + 8 <= end; i += 8) set += std::popcount(bitmap[i / 8]);
    for (; i < end; ++i) set += bitmap[i / 8] >> (i % 8) & 1;
    return set;
}

void check_array(const Field& field, const ArrowArray& array) { Check().array(field, array, ""); }

}  // namespace bajigong::arrow
