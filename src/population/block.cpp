// From bound columns to a block's facts.
#include "population/block.hpp"

#include <algorithm>

#include "values/unknown_column.hpp"

namespace bajigong::population {

using arrow::Kind;

std::unique_ptr<BlockReader::LevelReader> BlockReader::reader(const Level& level,
                                                              const ArrowArray& array,
                                                              const std::string& shown) {
    auto made = std::make_unique<LevelReader>();
    made->shown = shown;
    made->level = &level;
    made->cells.reserve(level.columns.size());
    for (const BoundColumn& column : level.columns) made->cells.emplace_back(column, array);
    for (const BoundList& bound : level.lists) {
        LevelReader::List list{&bound, reach(array, bound.path), {}, nullptr};
        if (bound.complete_field != nullptr) list.complete = reach(array, bound.complete);
        if (bound.field->type.kind == Kind::list)
            list.elements = reader(bound.elements, *list.reached.array->children[0], bound.shown);
        made->lists.push_back(std::move(list));
    }
    return made;
}

BlockReader::BlockReader(const Vocabulary& vocabulary, const Binding& binding,
                         const ArrowArray& array, const Lanes& lanes)
    : vocabulary_(vocabulary), lanes_(lanes), root_(reader(binding.root, array, "")) {
    view_.tables.resize(vocabulary.tables().size());
    for (std::size_t t = 0; t < view_.tables.size(); ++t)
        view_.tables[t].columns.assign(vocabulary.tables()[t].columns.size(), unknown_column());
}

const FactsView& BlockReader::read(std::int64_t first, std::size_t count, std::int64_t first_row) {
    arena_.reset();
    try {
        fill(*root_, Rows{nullptr, first, count});
    } catch (const BadCell& bad) {
        std::string row = std::to_string(first_row + first + static_cast<std::int64_t>(bad.row));
        if (bad.element >= 0) row += " [" + std::to_string(bad.element) + "]";
        throw Failure(Problem{bad.code, {"", 0, 0, bad.pointer}, {std::move(row), bad.expected}});
    }
    return view_;
}

void BlockReader::fill(const LevelReader& reader, const Rows& rows) {
    const int table = reader.level->table;
    const FactTableInfo& info = vocabulary_.tables()[table];
    FactTable& target = view_.tables[table];
    target.rows = rows.count;
    for (std::size_t i = 0; i < reader.cells.size(); ++i) {
        const BoundColumn& bound = reader.level->columns[i];
        target.columns[bound.column] = reader.cells[i].read(arena_, lanes_, rows, table == 0);
    }
    if (info.from >= 0 && info.until >= 0) {
        // What has both is a spell, and ends no earlier than it begins.
        const Column& from = target.columns[info.from];
        const Column& until = target.columns[info.until];
        for (std::size_t i = 0; i < rows.count; ++i) {
            if (from.is_known(i) && until.is_known(i) &&
                until.numbers[until.at(i)] < from.numbers[from.at(i)])
                throw BadCell{"P025", reader.shown, i, {}};
        }
    }
    absent_lists(table, rows.count);
    for (const LevelReader::List& bound : reader.lists) list(bound, rows);
}

// Until they are read, lists are not known and hold nothing.
void BlockReader::absent_lists(int table, std::size_t rows) {
    for (const int list : vocabulary_.tables()[table].lists) {
        auto* offsets = arena_.array<std::int64_t>(rows + 1);
        std::fill_n(offsets, rows + 1, 0);
        FactTable& target = view_.tables[list];
        target.rows = 0;
        target.offsets = offsets;
        target.listed = arena_.zero_bits(rows);
        target.complete = target.listed;
        absent_lists(list, 0);
    }
}

void BlockReader::list(const LevelReader::List& list, const Rows& rows) {
    if (list.elements == nullptr) return;  // of type null: not known
    const BoundList& bound = *list.list;
    FactTable& target = view_.tables[bound.elements.table];
    const Word* known = known_rows(arena_, list.reached, rows);
    auto* offsets = arena_.array<std::int64_t>(rows.count + 1);
    const ArrowArray& array = *list.reached.array;
    const auto begin_of = [&](std::int64_t at) -> std::int64_t {
        return bound.field->type.bytes == 4
                   ? static_cast<const std::int32_t*>(array.buffers[1])[at]
                   : static_cast<const std::int64_t*>(array.buffers[1])[at];
    };
    // Where the elements lie: in one stretch, unless a list that is null has some.
    std::int64_t total = 0, first = -1, next = -1;
    bool stretch = true;
    offsets[0] = 0;
    for (std::size_t i = 0; i < rows.count; ++i) {
        if (known == nullptr || bit(known, i)) {
            const std::int64_t at = list.reached.shift + rows[i];
            const std::int64_t from = begin_of(at), until = begin_of(at + 1);
            if (until - from > static_cast<std::int64_t>(kMaxListElements)) {
                throw BadCell{"P009", bound.shown, i,
                              "a list of at most " + std::to_string(kMaxListElements)};
            }
            if (first < 0) first = from;
            stretch = stretch && (next < 0 || next == from);
            next = until;
            total += until - from;
        }
        offsets[i + 1] = total;
    }
    Rows elements{nullptr, std::max<std::int64_t>(first, 0), static_cast<std::size_t>(total)};
    if (!stretch) {
        auto* index = arena_.array<std::int64_t>(static_cast<std::size_t>(total));
        for (std::size_t i = 0; i < rows.count; ++i) {
            if (known != nullptr && !bit(known, i)) continue;
            const std::int64_t from = begin_of(list.reached.shift + rows[i]);
            for (std::int64_t k = offsets[i]; k < offsets[i + 1]; ++k)
                index[k] = from + (k - offsets[i]);
        }
        elements.index = index;
    }
    target.offsets = offsets;
    target.listed = known;
    target.complete = nullptr;
    if (bound.complete_field != nullptr) {
        // Not said to be complete is not complete.
        Word* complete = arena_.zero_bits(rows.count);
        const bool said = bound.complete_field->type.kind == Kind::boolean;
        const Word* told = said ? known_rows(arena_, list.complete, rows) : nullptr;
        for (std::size_t i = 0; said && i < rows.count; ++i) {
            const std::int64_t at = list.complete.shift + rows[i];
            const auto* bits = static_cast<const std::uint8_t*>(list.complete.array->buffers[1]);
            if ((told == nullptr || bit(told, i)) && (bits[at / 8] >> (at % 8) & 1) != 0)
                set_bit(complete, i);
        }
        target.complete = complete;
    }
    try {
        fill(*list.elements, elements);
    } catch (BadCell& bad) {
        // Whose element it is.
        const auto after =
            std::upper_bound(offsets, offsets + rows.count + 1, static_cast<std::int64_t>(bad.row));
        const auto owner = static_cast<std::size_t>(after - offsets - 1);
        if (bad.element < 0) bad.element = static_cast<std::int64_t>(bad.row) - offsets[owner];
        bad.row = owner;
        throw;
    }
}

}  // namespace bajigong::population
