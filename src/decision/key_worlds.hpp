// The rows of a block under every choice of the version, where open readings pick it: what the rows
// may come to, joined.
#pragma once

#include <vector>

#include "decision/version_block.hpp"
#include "decision/version_picks.hpp"

namespace bajigong {

struct KeyWorlds {
    std::vector<Word> yes, no, unknown, fault;  // may come to
    std::vector<Word> alone, open;              // to be decided as cases; the amounts differ
    std::vector<Word> vague, nothing, seen;     // amounts: not exact; of no step; exact so far
    std::vector<std::int64_t> fen;              // where seen
    // Under the first options: the item that decides and the version; the first version whose
    // instrument is named, and whether another's is.
    std::vector<std::int16_t> item, version, named;
    std::vector<std::uint8_t> mixed;

    static constexpr std::size_t kNoPlace = static_cast<std::size_t>(-1);

    void reset(std::size_t rows);
    // Another world, in which the versions are picked so: what is not decided by rules. True for
    // the first.
    bool begin_world(const Rule& rule, const VersionPicks& picks, std::size_t rows);
    // Some rows under one version; row i of `block` is row place(i) here, or none.
    template <class Place>
    void join(const VersionBlock& block, std::size_t rows, bool first, Place place) {
        for (std::size_t i = 0; i < rows; ++i) {
            const std::size_t at = place(i);
            if (at == kNoPlace) continue;
            add(yes, at, block.may_yes, i);
            add(no, at, block.may_no, i);
            add(unknown, at, block.may_unknown, i);
            add(fault, at, block.may_fault, i);
            if (first) item[at] = block.item[i];
            if (bit(block.no.data(), i)) continue;
            if (bit(block.unpaid.data(), i)) {
                set_bit(nothing.data(), at);
                continue;
            }
            add(alone, at, block.alone, i);
            add(open, at, block.open, i);
            if (!bit(block.exact.data(), i)) {
                set_bit(vague.data(), at);
            } else if (!bit(seen.data(), at)) {
                set_bit(seen.data(), at);
                fen[at] = block.fen[i];
            } else if (fen[at] != block.fen[i]) {
                set_bit(open.data(), at);
            }
        }
    }
    // What all worlds come to.
    void state(VersionBlock& block);

   private:
    void note_version(const Rule& rule, const VersionPicks& picks, std::size_t v, std::size_t rows,
                      bool first);
    static void add(std::vector<Word>& to, std::size_t at, const std::vector<Word>& from,
                    std::size_t i) {
        if (bit(from.data(), i)) set_bit(to.data(), at);
    }

    bool begun_ = false;
};

}  // namespace bajigong
