// Facts (事实): what is known of one case or of many, as columns.
//
// A FactsView is what the engine reads: for each table of the vocabulary its columns, and for each
// list the elements of every row. It owns nothing. CaseFacts is one case read from JSON, and owns
// what its view points to.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/json.hpp"
#include "values/column.hpp"
#include "vocabulary/vocabulary.hpp"

namespace bajigong {

// Of rows that are parts of others: the row that holds each; without any, the row itself.
struct Holders {
    const std::int64_t* rows = nullptr;
    std::size_t first = 0;  // the row whose holder stands first

    bool any() const { return rows != nullptr; }
    std::size_t of(std::size_t row) const {
        return rows == nullptr ? row : static_cast<std::size_t>(rows[row - first]);
    }
};

struct FactTable {
    std::size_t rows = 0;
    std::vector<Column> columns;  // in the vocabulary's order
    // Of a list: element ranges for each row of the parent table (one more than it has rows); which
    // lists are known at all, and which are complete. Null bitmaps: all are.
    const std::int64_t* offsets = nullptr;
    const Word* listed = nullptr;
    const Word* complete = nullptr;
    // Where the rows of table 0 are members of cases: of table 0, which columns are the case's, and
    // the case of each row; of a list of the case, the row of its offsets for each row of table 0.
    std::vector<bool> held;
    Holders holders;

    bool holds(std::size_t column) const { return column < held.size() && held[column]; }
    bool is_complete(std::size_t parent_row) const {
        return (listed == nullptr || bit(listed, parent_row)) &&
               (complete == nullptr || bit(complete, parent_row));
    }
};

struct FactsView {
    std::vector<FactTable> tables;
};

// Bounds on one case.
inline constexpr std::size_t kMaxListElements = 100'000;

class CaseFacts {
   public:
    // Reads `object` strictly against the vocabulary, which must outlive the facts. Throws Failure
    // (F…) naming every unknown key (and the nearest known one), wrong type and repeated fact;
    // values are never named.
    CaseFacts(const Vocabulary& vocabulary, const text::JsonDocument& document,
              const text::Json& object);
    CaseFacts(CaseFacts&&) noexcept;
    ~CaseFacts();

    const FactsView& view() const;
    const Vocabulary& vocabulary() const { return *vocabulary_; }

    // A root fact printed for a reader; empty if unknown. Personal facts are the caller's to mask.
    struct Shown {
        bool known = false;
        Type type;
        std::int64_t number = 0, second = 1;
        std::string_view text;
    };
    Shown show(int table, int column, std::size_t row) const;

   private:
    class Reader;
    struct Storage;
    const Vocabulary* vocabulary_;
    std::unique_ptr<Storage> storage_;
};

// A vocabulary that fits `object` as it stands: types from the JSON; the paths whose value is null
// are returned, for their type is unknown. For expressions tried without a vocabulary.
Vocabulary infer_vocabulary(const text::JsonDocument& document, const text::Json& object,
                            std::vector<std::string>& nulls);

}  // namespace bajigong
