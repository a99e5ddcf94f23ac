// One row of facts as facts of its own.
#pragma once

#include <deque>

#include "facts/facts.hpp"

namespace bajigong {

class RowView {
   public:
    // The case at `row` of table 0. What is viewed must outlive this.
    RowView(const Vocabulary& vocabulary, const FactsView& facts, std::size_t row);
    const FactsView& view() const { return view_; }

   private:
    Column cell(const Column& source, const Type& type, std::size_t row);
    void take_packed(const Packed& packed, std::size_t row, Column& column);
    const Word* one_bit(const Word* bits, std::size_t row);
    void take_list(int table, const FactTable& source, std::size_t row);

    FactsView view_;
    std::deque<Word> words_;
    std::deque<std::int64_t> numbers_;
};

}  // namespace bajigong
