// Tables (表), parameters (参数) and lists (目录): the data that rules look up, from the rulebook
// or from the host.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vocabulary/vocabulary.hpp"

namespace bajigong {

// What stands in a cell: a value, or why there is none yet.
struct CellData {
    enum class State : std::uint8_t { known, unseen, pending } state = State::known;
    std::int64_t number = 0;
    std::int64_t second = 1;
    std::string text;  // of a text; of unseen and pending: why
};

struct KeyPart {
    std::int64_t number = 0;
    std::string_view text;
    auto operator<=>(const KeyPart&) const = default;
};

class TableData {
   public:
    // False if the key stands already.
    bool add(std::vector<Scalar> key, CellData cell);
    void set_otherwise(CellData cell) { otherwise_ = std::move(cell); }
    // The cell; the table's `else`; nullptr if it has none.
    const CellData* find(std::span<const KeyPart> key) const;
    bool has(std::span<const KeyPart> key) const { return row(key) != nullptr; }
    std::vector<CellData*> cells();
    struct Row {
        std::vector<Scalar> key;
        CellData cell;
    };
    const std::vector<Row>& rows() const { return rows_; }
    const std::optional<CellData>& otherwise() const { return otherwise_; }

   private:
    const CellData* row(std::span<const KeyPart> key) const;

    std::vector<Row> rows_;  // sorted by key
    std::optional<CellData> otherwise_;
};

struct ParamData {
    struct Row {
        std::int32_t from, until;
        CellData cell;
    };
    std::vector<Row> rows;
    const CellData* find(std::int32_t day) const;
};

struct ListData {
    struct Edition {
        std::int32_t from, until;
        std::vector<Scalar> rows;  // sorted
    };
    struct Span {
        std::int32_t from, until;
    };
    std::vector<Edition> editions;
    std::vector<Span> known;

    bool contains(const KeyPart& value, std::int32_t day) const;
    bool is_known(std::int32_t day) const;
};

// The data of one rulebook by number; an empty optional is supplied data that nobody brought.
struct Supply {
    std::vector<std::optional<TableData>> tables;
    std::vector<std::optional<ParamData>> params;
    std::vector<std::optional<ListData>> lists;
};

}  // namespace bajigong
