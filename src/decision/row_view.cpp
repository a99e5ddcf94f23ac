// One row of facts as facts of its own.
#include "decision/row_view.hpp"

#include "values/packed.hpp"

namespace bajigong {

RowView::RowView(const Vocabulary& vocabulary, const FactsView& facts, std::size_t row)
    : view_(facts) {
    const FactTable& source = facts.tables[0];
    FactTable& root = view_.tables[0];
    root.rows = 1;
    root.held.clear();
    root.holders = {};
    for (std::size_t i = 0; i < root.columns.size(); ++i) {
        root.columns[i] = cell(source.columns[i], vocabulary.tables()[0].columns[i].type,
                               source.holds(i) ? source.holders.of(row) : row);
    }
    for (const int list : vocabulary.tables()[0].lists) take_list(list, facts.tables[list], row);
}

Column RowView::cell(const Column& source, const Type& type, std::size_t row) {
    Column column;
    const std::size_t at = source.at(row);
    if (source.numbers != nullptr) column.numbers = source.numbers + at;
    if (source.packed != nullptr) take_packed(*source.packed, row, column);
    if (source.seconds != nullptr) column.seconds = source.seconds + at;
    if (source.texts != nullptr) column.texts = source.texts + at;
    if (type.base == Base::truth && source.truths != nullptr)
        column.truths = one_bit(source.truths, at);
    if (source.known != nullptr) column.known = one_bit(source.known, at);
    if (source.fault != nullptr) column.fault = one_bit(source.fault, at);
    return column;
}

void RowView::take_packed(const Packed& packed, std::size_t row, Column& column) {
    const std::int64_t value = packed_number(packed, row);
    if (packed.dictionary == nullptr) {
        column.numbers = &numbers_.emplace_back(value);
    } else if (packed.dictionary->texts != nullptr) {
        column.texts = packed.dictionary->texts + value;
    } else {
        column.numbers = packed.dictionary->numbers + value;
    }
}

const Word* RowView::one_bit(const Word* bits, std::size_t row) {
    return &words_.emplace_back(bit(bits, row) ? Word{1} : Word{0});
}

// Offsets are places in the columns, so two of them are a list of one row.
void RowView::take_list(int table, const FactTable& source, std::size_t row) {
    const std::size_t parent_row = source.holders.of(row);
    FactTable& target = view_.tables[table];
    target.holders = {};
    target.offsets = source.offsets + parent_row;
    if (source.listed != nullptr) target.listed = one_bit(source.listed, parent_row);
    if (source.complete != nullptr) target.complete = one_bit(source.complete, parent_row);
}

}  // namespace bajigong
