// The lists within a member (成员) that stand for lists of a case of its own.
#pragma once

#include <optional>
#include <vector>

#include "vocabulary/vocabulary.hpp"

namespace bajigong {

// A list within an element, the list of a case that it stands for, and for each of that one's
// columns the list's own; -1 for answers of other rules, which nobody gives.
struct MemberList {
    int from, to;
    std::vector<int> columns;
};

// List `from` for list `to`, with all lists in them; nothing if a field or a list of `to` is not in
// `from`, or of another type.
std::optional<std::vector<MemberList>> member_lists(const Vocabulary& vocabulary, int from, int to);

}  // namespace bajigong
