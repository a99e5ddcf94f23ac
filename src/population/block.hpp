// A block of rows of a population as facts.
#pragma once

#include <deque>

#include "facts/facts.hpp"
#include "population/cells.hpp"

namespace bajigong::population {

// Everything of one array that is bound; made once for an array, then read block by block. For one
// thread.
class BlockReader {
   public:
    // `array` fits the binding's schema and was checked; both must outlive this.
    BlockReader(const Vocabulary& vocabulary, const Binding& binding, const ArrowArray& array,
                const Lanes& lanes = portable_lanes());

    // Rows [first, first + count) as table 0. Valid until the next call. Throws Failure (P009,
    // P010, P025) naming column and row; rows are counted from `first_row` on.
    const FactsView& read(std::int64_t first, std::size_t count, std::int64_t first_row = 0);
    // What `read` fills, at the same place every time.
    const FactsView& view() const { return view_; }

   private:
    struct LevelReader {
        const Level* level;
        std::string shown;  // the list's column, for messages
        std::vector<CellReader> cells;
        struct List {
            const BoundList* list;
            Reached reached, complete;
            std::unique_ptr<LevelReader> elements;
        };
        std::vector<List> lists;
    };
    static std::unique_ptr<LevelReader> reader(const Level& level, const ArrowArray& array,
                                               const std::string& shown);
    void fill(const LevelReader& reader, const Rows& rows);
    void list(const LevelReader::List& list, const Rows& rows);
    void absent_lists(int table, std::size_t rows);

    const Vocabulary& vocabulary_;
    const Lanes& lanes_;
    std::unique_ptr<LevelReader> root_;
    Arena arena_;
    FactsView view_;
};

}  // namespace bajigong::population
