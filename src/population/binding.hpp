// A schema bound to the facts that rules read: for each table of facts, where its columns and lists
// lie.
//
// Made once for a schema, then only read: safe from any thread.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "arrow/field.hpp"
#include "population/options.hpp"
#include "rulebook/reads.hpp"

namespace bajigong::population {

// The way from an array down to one within it: the number of the child at each step, all but the
// last structs.
using Path = std::vector<int>;

struct BoundColumn {
    int column = 0;  // in its table
    const Fact* fact = nullptr;
    Path path;
    const arrow::Field* field = nullptr;
    std::string shown;  // its place for messages: "/certificate/level"
    // What texts and whole numbers stand for, where that is not plain.
    NumberByText texts;
    std::unordered_map<std::int64_t, std::int64_t> numbers;
    bool coded = false;  // only what stands in these two is a value
    std::optional<Date> never;
    ColumnOptions::Unit unit = ColumnOptions::Unit::none;
};

struct BoundList;

// The columns and lists of one table, seen from the array that holds its rows.
struct Level {
    int table = 0;
    std::vector<BoundColumn> columns;
    std::vector<BoundList> lists;
};

struct BoundList {
    Path path;
    const arrow::Field* field = nullptr;
    std::string shown;
    Level elements;
    // The column of truths that says whether the list is complete; without one it is.
    Path complete;
    const arrow::Field* complete_field = nullptr;
};

struct Binding {
    arrow::Field schema;
    Options options;
    Level root;
    std::vector<int> kept;  // children of the root, in the order asked for
    std::vector<std::string> unused, missing;
    std::vector<std::pair<std::string, std::string>> bound;    // fact, column
    std::vector<std::pair<std::string, std::string>> similar;  // unused, and a missing fact
};

// Throws Failure with every problem.
Binding bind(const Vocabulary& vocabulary, const Reads& reads, arrow::Field schema,
             Options options);

// The array at the end of a path that begins in `array`, and what lies between.
struct Reached {
    const ArrowArray* array = nullptr;
    // Row i of the beginning is element i + shift of `array`, the array's own offset included.
    std::int64_t shift = 0;
    // Bitmaps of the structs passed, and the shift of each.
    std::vector<std::pair<const std::uint8_t*, std::int64_t>> bitmaps;
};
Reached reach(const ArrowArray& array, const Path& path);

}  // namespace bajigong::population
