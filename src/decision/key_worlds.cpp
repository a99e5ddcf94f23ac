// Joining the worlds of a block.
#include "decision/key_worlds.hpp"

#include <utility>

#include "decision/batch_result.hpp"

namespace bajigong {

void KeyWorlds::reset(std::size_t rows) {
    for (std::vector<Word>* bits :
         {&yes, &no, &unknown, &fault, &alone, &open, &vague, &nothing, &seen})
        bits->assign(words_for(rows), 0);
    fen.assign(rows, 0);
    for (std::vector<std::int16_t>* numbers : {&item, &version, &named}) numbers->assign(rows, -1);
    mixed.assign(rows, 0);
    begun_ = false;
}

bool KeyWorlds::begin_world(const Rule& rule, const VersionPicks& picks, std::size_t rows) {
    const bool first = !std::exchange(begun_, true);
    for (std::size_t w = 0; w < words_for(rows); ++w) {
        unknown[w] |= picks.uncovered(w);
        fault[w] |= picks.at_fault(w);
    }
    for (std::size_t v = 0; v < rule.versions.size(); ++v)
        note_version(rule, picks, v, rows, first);
    return first;
}

void KeyWorlds::note_version(const Rule& rule, const VersionPicks& picks, std::size_t v,
                             std::size_t rows, bool first) {
    const Version& of = rule.versions[v];
    const auto number = static_cast<std::int16_t>(v);
    const bool none = of.kind == Version::Kind::none;
    for (std::size_t w = 0; w < words_for(rows); ++w) {
        const Word here = picks.of_version(v, w) & among(w, rows);
        if (of.kind != Version::Kind::rules) (none ? no : unknown)[w] |= here;
        each_bit(here, w, [&](std::size_t i) {
            if (!of.instrument.empty()) {
                if (named[i] >= 0 && rule.versions[named[i]].instrument != of.instrument)
                    mixed[i] = 1;
                if (named[i] < 0) named[i] = number;
            }
            if (!first) return;
            version[i] = number;
            if (none) item[i] = kNotInForce;
        });
    }
}

void KeyWorlds::state(VersionBlock& block) {
    block.may_yes = yes;
    block.may_no = no;
    block.may_unknown = unknown;
    block.may_fault = fault;
    block.state_outcomes();
    block.alone = alone;
    block.item = item;
    block.fen = fen;
    block.open.resize(open.size());
    block.exact.resize(open.size());
    block.unpaid.resize(open.size());
    for (std::size_t w = 0; w < open.size(); ++w) {
        // A figure beside none, or beside one that is not exact, is another figure.
        block.open[w] = open[w] | (seen[w] & (nothing[w] | vague[w])) | (vague[w] & nothing[w]);
        block.exact[w] = seen[w] & ~(block.open[w] | vague[w]);
        block.unpaid[w] = ~(seen[w] | vague[w] | open[w]);
    }
}

}  // namespace bajigong
