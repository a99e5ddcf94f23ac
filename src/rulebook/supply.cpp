// Look-ups in supplied data.
#include "rulebook/supply.hpp"

#include <algorithm>

namespace bajigong {

namespace {

KeyPart part_of(const Scalar& scalar) { return {scalar.number, scalar.text}; }

template <class Key>
bool key_less(const std::vector<Scalar>& row, const Key& key) {
    return std::lexicographical_compare(
        row.begin(), row.end(), key.begin(), key.end(), [](const auto& a, const auto& b) {
            return KeyPart{a.number, a.text} < KeyPart{b.number, b.text};
        });
}

bool key_equal(const std::vector<Scalar>& row, std::span<const KeyPart> key) {
    return std::equal(row.begin(), row.end(), key.begin(), key.end(),
                      [](const Scalar& a, const KeyPart& b) { return part_of(a) == b; });
}

bool scalar_less(const Scalar& a, const KeyPart& b) { return part_of(a) < b; }

}  // namespace

bool TableData::add(std::vector<Scalar> key, CellData cell) {
    const auto place =
        std::lower_bound(rows_.begin(), rows_.end(), key,
                         [](const Row& row, const auto& k) { return key_less(row.key, k); });
    if (place != rows_.end() && !key_less(key, place->key)) return false;
    rows_.insert(place, {std::move(key), std::move(cell)});
    return true;
}

const CellData* TableData::row(std::span<const KeyPart> key) const {
    const auto place =
        std::lower_bound(rows_.begin(), rows_.end(), key,
                         [](const Row& row, const auto& k) { return key_less(row.key, k); });
    return place != rows_.end() && key_equal(place->key, key) ? &place->cell : nullptr;
}

const CellData* TableData::find(std::span<const KeyPart> key) const {
    if (const CellData* cell = row(key)) return cell;
    return otherwise_ ? &*otherwise_ : nullptr;
}

std::vector<CellData*> TableData::cells() {
    std::vector<CellData*> all;
    for (Row& row : rows_) all.push_back(&row.cell);
    if (otherwise_) all.push_back(&*otherwise_);
    return all;
}

const CellData* ParamData::find(std::int32_t day) const {
    for (const Row& row : rows) {
        if (row.from <= day && day <= row.until) return &row.cell;
    }
    return nullptr;
}

bool ListData::contains(const KeyPart& value, std::int32_t day) const {
    return std::any_of(editions.begin(), editions.end(), [&](const Edition& edition) {
        if (day < edition.from || day > edition.until) return false;
        const auto place =
            std::lower_bound(edition.rows.begin(), edition.rows.end(), value, scalar_less);
        return place != edition.rows.end() && part_of(*place) == value;
    });
}

bool ListData::is_known(std::int32_t day) const {
    return std::any_of(known.begin(), known.end(),
                       [&](const Span& span) { return span.from <= day && day <= span.until; });
}

}  // namespace bajigong
