// Reads the values of a bound column into the columns that the engine runs on.
#pragma once

#include "population/binding.hpp"
#include "values/column.hpp"
#include "values/lanes.hpp"

namespace bajigong::population {

// Rows of a level: those from `first` on, or the ones named.
struct Rows {
    const std::int64_t* index = nullptr;
    std::int64_t first = 0;
    std::size_t count = 0;
    std::int64_t operator[](std::size_t i) const {
        return index == nullptr ? first + static_cast<std::int64_t>(i) : index[i];
    }
};

// A value that its fact cannot have, thrown within a level; what it is called comes from outside.
struct BadCell {
    const char* code;     // P009, P010
    std::string pointer;  // the column
    std::size_t row;      // of those read
    std::string expected;
    std::int64_t element = -1;  // of the innermost list, once that is known
};

// Which of the rows have a value, by the bitmaps on the way and the array's own; null: all.
const Word* known_rows(Arena& arena, const Reached& reached, const Rows& rows);

// A bound column of one array. What it reads points into the array, the arena, and itself.
class CellReader {
   public:
    CellReader(const BoundColumn& bound, const ArrowArray& level);

    // Throws BadCell for a value that its fact cannot have. What lies as plain numbers of less than
    // 64 bits, or as codes of a dictionary, is left so if it may be `packed`.
    Column read(Arena& arena, const Lanes& lanes, const Rows& rows, bool packed) const;

   private:
    // The block as it lies, its values checked; null where a row must be looked at by itself.
    const Packed* as_it_lies(Arena& arena, const Lanes& lanes, const Rows& rows) const;
    const BoundColumn* bound_;
    Reached reached_;
    // Of a dictionary: its values, read once, and those that are none.
    Arena decoded_memory_;
    Column decoded_;
    const Word* undecodable_ = nullptr;
    bool plain_ = false;  // its values are all known, and none is undecodable
};

}  // namespace bajigong::population
