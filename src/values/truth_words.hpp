// The bits of a truth column, a word at a time, constants spread.
#pragma once

#include "values/column.hpp"

namespace bajigong {

class TruthWords {
   public:
    explicit TruthWords(const Column& column) : column_(column) {}

    Word yes(std::size_t w) const { return spread(column_.truths, w) & known(w); }
    Word no(std::size_t w) const { return known(w) & ~spread(column_.truths, w); }
    Word unknown(std::size_t w) const { return ~known(w) & ~fault(w); }
    Word fault(std::size_t w) const {
        return column_.fault == nullptr ? 0 : spread(column_.fault, w);
    }
    Word known(std::size_t w) const {
        return (column_.known == nullptr ? ~Word{0} : spread(column_.known, w)) & ~fault(w);
    }

   private:
    Word spread(const Word* bits, std::size_t w) const {
        if (!column_.constant) return bits[w];
        return (bits[0] & 1) != 0 ? ~Word{0} : Word{0};
    }

    const Column& column_;
};

// Which rows' values are at fault, and which are known, whatever the column holds.
inline Word fault_word(const Column& column, std::size_t w) {
    if (column.fault == nullptr) return 0;
    return !column.constant ? column.fault[w] : (column.fault[0] & 1) != 0 ? ~Word{0} : Word{0};
}
inline Word known_word(const Column& column, std::size_t w) {
    if (column.known == nullptr) return ~fault_word(column, w);
    const Word known = !column.constant             ? column.known[w]
                       : (column.known[0] & 1) != 0 ? ~Word{0}
                                                    : Word{0};
    return known & ~fault_word(column, w);
}

}  // namespace bajigong
