// Rows of a vocabulary, drawn at random.
#pragma once

#include <random>

#include "facts/facts.hpp"

namespace bajigong::sample {

// Rows with every third fact unknown, dates of two versions and a gap, lists of up to three, one
// open reading.
class Rows {
   public:
    Rows(const Vocabulary& vocabulary, std::size_t count, unsigned seed) : random_(seed) {
        view.tables.resize(vocabulary.tables().size());
        store_.resize(vocabulary.tables().size());
        fill(vocabulary, 0, count);
    }

    FactsView view;

   private:
    struct Store {
        std::vector<std::vector<std::int64_t>> numbers, seconds;
        std::vector<std::vector<std::string_view>> texts;
        std::vector<std::vector<Word>> truths, known;
        std::vector<std::int64_t> offsets;
        std::vector<Word> listed;
    };

    std::size_t pick(std::size_t n) { return random_() % n; }

    // The lists of `rows` rows.
    void fill_list(const Vocabulary& vocabulary, int list, std::size_t rows) {
        std::size_t elements = 0;
        Store& store = store_[list];
        store.listed.assign(words_for(rows + 1), 0);
        store.offsets.push_back(0);
        for (std::size_t row = 0; row < rows; ++row) {
            if (pick(5) != 0) {
                set_bit(store.listed.data(), row);
                elements += pick(4);
            }
            store.offsets.push_back(static_cast<std::int64_t>(elements));
        }
        fill(vocabulary, list, elements);
        view.tables[list].offsets = store.offsets.data();
        view.tables[list].listed = store.listed.data();
    }

    void fill(const Vocabulary& vocabulary, int table, std::size_t rows) {
        const FactTableInfo& info = vocabulary.tables()[table];
        Store& store = store_[table];
        const std::size_t columns = info.columns.size();
        store.numbers.assign(columns, std::vector<std::int64_t>(rows + 1));
        store.seconds.assign(columns, std::vector<std::int64_t>(rows + 1, 1));
        store.texts.assign(columns, std::vector<std::string_view>(rows + 1));
        store.truths.assign(columns, std::vector<Word>(words_for(rows + 1)));
        store.known.assign(columns, std::vector<Word>(words_for(rows + 1)));
        view.tables[table].rows = rows;
        for (std::size_t c = 0; c < columns; ++c) {
            for (std::size_t i = 0; i < rows; ++i) {
                if (pick(12) != 0) set_bit(store.known[c].data(), i);
                if (pick(2) != 0) set_bit(store.truths[c].data(), i);
                const Base base = info.columns[c].type.base;
                store.numbers[c][i] = static_cast<std::int64_t>(pick(base == Base::scale ? 3 : 9));
                if (base == Base::date)
                    store.numbers[c][i] = 17'000 + static_cast<std::int64_t>(pick(3'000));
            }
            Column column;
            column.numbers = store.numbers[c].data();
            column.seconds = store.seconds[c].data();
            column.texts = store.texts[c].data();
            column.truths = store.truths[c].data();
            column.known = store.known[c].data();
            view.tables[table].columns.push_back(column);
        }
        for (const int list : info.lists) fill_list(vocabulary, list, rows);
    }

    std::mt19937 random_;
    std::vector<Store> store_;
};

}  // namespace bajigong::sample
