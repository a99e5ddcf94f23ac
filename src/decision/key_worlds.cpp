// Joining the worlds of a block.
#include "decision/key_worlds.hpp"

namespace bajigong {

void KeyWorlds::reset(std::size_t rows) {
    for (std::vector<Word>* bits :
         {&yes, &no, &unknown, &fault, &alone, &open, &vague, &nothing, &seen})
        bits->assign(words_for(rows), 0);
    fen.assign(rows, 0);
    for (std::vector<std::int16_t>* numbers : {&item, &version, &named}) numbers->assign(rows, -1);
    mixed.assign(rows, 0);
    count = 0;
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
