// One row of facts as facts of its own.
#include "decision/row_view.hpp"

namespace bajigong {

RowView::RowView(const Vocabulary& vocabulary, const FactsView& facts, std::size_t row)
    : vocabulary_(vocabulary), facts_(facts), view_(facts) {
    FactTable& root = view_.tables[0];
    root.rows = 1;
    for (std::size_t i = 0; i < root.columns.size(); ++i)
        root.columns[i] =
            cell(facts.tables[0].columns[i], vocabulary.tables()[0].columns[i].type, row);
    for (const int list : vocabulary.tables()[0].lists) take_list(list, facts.tables[list], row);
}

void RowView::put_member(int table, std::size_t element, const std::string& as) {
    const FactTableInfo& root = vocabulary_.tables()[0];
    const FactTableInfo& members = vocabulary_.tables()[table];
    const std::string prefix = as + ".";
    for (std::size_t i = 0; i < members.columns.size(); ++i) {
        const Fact& field = members.columns[i];
        const int column = root.column(prefix + field.path);
        if (column < 0 || !(root.columns[column].type == field.type)) continue;
        view_.tables[0].columns[column] =
            cell(facts_.tables[table].columns[i], field.type, element);
    }
    // Lists within the element are of the same fields if they are to stand for those of the case.
    for (const int inner : members.lists) {
        const FactTableInfo& info = vocabulary_.tables()[inner];
        const int outer = vocabulary_.list(0, prefix + info.name);
        if (outer < 0) continue;
        const FactTableInfo& wanted = vocabulary_.tables()[outer];
        FactTable& target = view_.tables[outer];
        const FactTable& source = facts_.tables[inner];
        target.rows = source.rows;
        bool fits = true;
        for (std::size_t i = 0; i < wanted.columns.size(); ++i) {
            const int column = info.column(wanted.columns[i].path);
            fits = fits && column >= 0 && info.columns[column].type == wanted.columns[i].type;
            if (fits) target.columns[i] = source.columns[column];
        }
        if (fits) take_list(outer, source, element);
    }
}

Column RowView::cell(const Column& source, const Type& type, std::size_t row) {
    Column column;
    const std::size_t at = source.at(row);
    if (source.numbers != nullptr) column.numbers = source.numbers + at;
    if (source.seconds != nullptr) column.seconds = source.seconds + at;
    if (source.texts != nullptr) column.texts = source.texts + at;
    if (type.base == Base::truth && source.truths != nullptr)
        column.truths = one_bit(source.truths, at);
    if (source.known != nullptr) column.known = one_bit(source.known, at);
    if (source.fault != nullptr) column.fault = one_bit(source.fault, at);
    return column;
}

const Word* RowView::one_bit(const Word* bits, std::size_t row) {
    return &words_.emplace_back(bit(bits, row) ? Word{1} : Word{0});
}

// Offsets are places in the columns, so two of them are a list of one row.
void RowView::take_list(int table, const FactTable& source, std::size_t parent_row) {
    FactTable& target = view_.tables[table];
    target.offsets = source.offsets + parent_row;
    if (source.listed != nullptr) target.listed = one_bit(source.listed, parent_row);
    if (source.complete != nullptr) target.complete = one_bit(source.complete, parent_row);
}

}  // namespace bajigong
