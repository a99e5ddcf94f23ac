// The nearest of some names, for "did you mean": edit distance over characters, two neighbours
// swapped counting once.
#include <algorithm>
#include <numeric>
#include <vector>

#include "text/json.hpp"
#include "text/utf8.hpp"

namespace bajigong::text {
namespace {

// Nobody mistypes a longer name; it bounds the work, which is the product of both lengths.
constexpr std::size_t kMaxLength = 128;

std::size_t distance(const std::u32string& a, const std::u32string& b) {
    // Rows of the usual table: the one before last, the last, and the one being filled.
    std::vector<std::size_t> earlier(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                current[j] = std::min(current[j], earlier[j - 2] + 1);
            }
        }
        earlier.swap(previous);
        previous.swap(current);
    }
    return previous[b.size()];
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
    const std::u32string wanted = to_scalars(word);
    if (wanted.empty() || wanted.size() > kMaxLength) return {};
    const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
    const std::string* best = nullptr;
    std::size_t best_distance =
        std::min(limit + 1, wanted.size());  // all characters changed is not near
    for (const std::string& candidate : candidates) {
        const std::u32string offered = to_scalars(candidate);
        const std::size_t longer = std::max(wanted.size(), offered.size());
        if (longer - std::min(wanted.size(), offered.size()) >= best_distance) continue;
        const std::size_t found = distance(wanted, offered);
        if (found < best_distance) {
            best = &candidate;
            best_distance = found;
        }
    }
    return best == nullptr ? std::string() : *best;
}

}  // namespace bajigong::text
