// What the rows of a population rest on, as a column of lists of texts.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "arrow/made.hpp"
#include "decision/batch.hpp"
#include "engine/causes.hpp"

namespace bajigong::population {

// The column. Blocks of rows may be put by several threads, each block by one.
class CauseColumn {
   public:
    explicit CauseColumn(std::int64_t rows)
        : rows_(rows), blocks_((static_cast<std::size_t>(rows) + kBlockRows - 1) / kBlockRows) {}

    // The number of a text, in every block.
    std::int32_t code(const std::string& text);
    // The texts of the rows from `first`, a multiple of kBlockRows, on: those of row i end at
    // ends[i].
    void put(std::int64_t first, std::vector<std::uint32_t> ends, std::vector<std::int32_t> codes);
    arrow::MadeArray give() &&;

   private:
    struct Block {
        std::vector<std::uint32_t> ends;
        std::vector<std::int32_t> codes;
    };
    std::int64_t rows_;
    std::vector<Block> blocks_;
    std::mutex mutex_;
    std::map<std::string, std::int32_t> codes_;
    std::vector<std::string> texts_;
};

// The causes of the rows of one block after the other, as one thread gathers them.
class BlockOfCauses {
   public:
    explicit BlockOfCauses(CauseColumn& column) : column_(&column) {}

    void begin(std::size_t rows);
    void add(std::size_t row, const engine::CauseView& cause);
    // These instead of all that was or will be added.
    void settle(std::size_t row, const std::vector<DecisionCause>& causes);
    bool says_of(std::size_t row) const { return state_[row] != State::nothing; }
    void put(std::int64_t first);

   private:
    enum class State : std::uint8_t { nothing, some, settled };
    std::int32_t code(std::string_view kind, const std::string& name);

    CauseColumn* column_;
    std::vector<State> state_;
    struct Told {
        std::uint32_t row;
        std::int32_t code;
    };
    std::vector<Told> added_, settled_;
    // Numbers of causes by where their names stand, and their texts.
    using Key = std::pair<language::CauseKind, const std::string*>;
    std::map<Key, std::int32_t> known_;
    Key last_{};
    std::int32_t last_code_ = 0;
    std::vector<std::string> text_of_;
};

}  // namespace bajigong::population
