// The rows of a block that are in hand.
#pragma once

#include <bit>

#include "values/column.hpp"

namespace bajigong {

template <class F>
void each_bit(Word bits, std::size_t w, F f) {
    for (; bits != 0; bits &= bits - 1)
        f(w * kWordBits + static_cast<std::size_t>(std::countr_zero(bits)));
}

// The bits of word w that are among so many rows.
inline Word among(std::size_t w, std::size_t rows) {
    const std::size_t left = rows - w * kWordBits;
    return left >= kWordBits ? ~Word{0} : (Word{1} << left) - 1;
}

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
