// A schema that came through the Arrow C data interface, read into a tree of our own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bajigong/arrow.hpp"
#include "bajigong/problem.hpp"

namespace bajigong::arrow {

// Physical types, as far as facts can be read from them.
enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,    // `bytes` wide, `is_signed`
    floating,   // never read
    decimal,    // `bytes` wide, `scale` places
    date,       // days if 4 bytes wide, milliseconds if 8
    timestamp,  // `per_day` units; `zone`
    text,       // offsets of 4 or 8 `bytes`
    text_view,
    list,  // offsets of 4 or 8 `bytes`
    record,
    other,
};

struct Type {
    Kind kind = Kind::other;
    std::int32_t bytes = 0;
    bool is_signed = false;
    std::int32_t scale = 0;
    std::int64_t per_day = 0;
    std::string zone;
    // Buffers that an array of it has; -1 if that varies.
    std::int64_t buffers = -1;
};
// Kind::other for a format that is not known.
Type parse_format(std::string_view format);
// The type's name as people know it, and the format: "int64 (l)".
std::string describe(std::string_view format);

struct Field {
    std::string name;    // as given; may hold anything but is UTF-8
    std::string format;  // for messages
    Type type;           // of a dictionary: of its indices
    std::vector<Field> children;
    std::unique_ptr<Field> dictionary;  // of its values
};

// Bounds on a schema.
inline constexpr std::int64_t kMaxColumns = 10'000;
inline constexpr int kMaxDepth = 16;

// Throws Failure P002 for a schema that is released, malformed, too deep or too wide. Reads
// `schema` and leaves it alone.
Field read_schema(const ArrowSchema& schema);

// A column's name for messages: itself if short, printable and without a long number, else "#3",
// the third of its parent.
std::string shown_name(std::string_view name, std::size_t place);

}  // namespace bajigong::arrow
