// Joining truths by whole words.
#include "decision/possible.hpp"

#include <algorithm>

#include "values/truth_words.hpp"

namespace bajigong {

void Conjunction::run(engine::Machine& machine, const Version& version, std::span<const int> items,
                      std::size_t rows) {
    const std::size_t words = words_for(rows);
    items_.clear();
    for (const int i : items) {
        const Column& pass = machine.column(version.items[i].pass);
        // Those of a constant are spread over the block.
        const auto spread = [&](const Word* from) -> const Word* {
            if (from == nullptr || !pass.constant) return from;
            Word* all = machine.arena().array<Word>(words);
            std::fill_n(all, words, (from[0] & 1) != 0 ? ~Word{0} : Word{0});
            return all;
        };
        items_.push_back({spread(pass.truths), spread(pass.known), spread(pass.fault)});
    }
    for (std::vector<Word>* bits : {&no, &unknown, &fault}) bits->resize(words);
    first.resize(rows);
    const bool faults = std::any_of(items_.begin(), items_.end(),
                                    [](const TruthBits& item) { return item.fault != nullptr; });
    if (faults || items_.size() > kMostItems) return with_faults(rows);
    std::fill(fault.begin(), fault.end(), Word{0});
    machine.lanes().all_of(items_.data(), items_.size(), rows, no.data(), unknown.data(),
                           first.data());
}

void Conjunction::with_faults(std::size_t rows) {
    for (std::vector<Word>* bits : {&no, &unknown, &fault})
        std::fill(bits->begin(), bits->end(), Word{0});
    std::fill(first.begin(), first.end(), std::int16_t{-1});
    // From the last item to the first, and the weakest reason first: each over those before.
    const auto take = [&](std::vector<Word>& all, auto of) {
        for (std::size_t i = items_.size(); i-- > 0;) {
            for (std::size_t w = 0; w < all.size(); ++w) {
                const Word bits = of(items_[i], w);
                all[w] |= bits;
                each_bit(bits & among(w, rows), w,
                         [&](std::size_t row) { first[row] = static_cast<std::int16_t>(i); });
            }
        }
    };
    const auto faulty = [](const TruthBits& item, std::size_t w) {
        return item.fault == nullptr ? Word{0} : item.fault[w];
    };
    const auto known = [&](const TruthBits& item, std::size_t w) {
        return (item.known == nullptr ? ~Word{0} : item.known[w]) & ~faulty(item, w);
    };
    take(fault, faulty);
    take(unknown,
         [&](const TruthBits& item, std::size_t w) { return ~known(item, w) & ~faulty(item, w); });
    take(no,
         [&](const TruthBits& item, std::size_t w) { return known(item, w) & ~item.truths[w]; });
    for (std::size_t w = 0; w < no.size(); ++w) {
        unknown[w] &= ~no[w];
        fault[w] &= ~(no[w] | unknown[w]);
    }
}

}  // namespace bajigong
