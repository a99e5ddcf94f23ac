// The rows of a block that are in hand.
#pragma once

#include "values/column.hpp"

namespace bajigong {

// All rows of a block, or those selected; or all of them, of which only some are meant.
struct BlockRows {
    std::size_t first = 0, count = 0;
    const std::int64_t* selection = nullptr;
    const Word* only = nullptr;
    // Of a selection: the same as bits of the `span` rows of the block.
    const Word* selected = nullptr;
    std::size_t span = 0;

    bool means(std::size_t i) const { return only == nullptr || bit(only, i); }
    std::size_t operator[](std::size_t i) const {
        return selection == nullptr ? first + i : static_cast<std::size_t>(selection[i]);
    }
    bool consecutive() const { return (*this)[count - 1] - (*this)[0] == count - 1; }

    // Calls f for every word, with the bits of those that are meant.
    template <class F>
    void each_word(F f) const {
        for (std::size_t w = 0; w < words_for(count); ++w) {
            const Word here = among(w, count);
            f(w, only == nullptr ? here : here & only[w]);
        }
    }
};

}  // namespace bajigong
