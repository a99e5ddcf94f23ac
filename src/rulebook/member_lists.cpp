// Fields are found by name, whatever their order.
#include "rulebook/member_lists.hpp"

#include <utility>

namespace bajigong {
namespace {

bool match(const Vocabulary& vocabulary, int from, int to, std::vector<MemberList>& found) {
    const FactTableInfo& inner = vocabulary.tables()[from];
    const FactTableInfo& wanted = vocabulary.tables()[to];
    MemberList list{from, to, {}};
    for (const Fact& field : wanted.columns) {
        const int column = field.answer ? -1 : inner.column(field.path);
        if (!field.answer && (column < 0 || !(inner.columns[column].type == field.type)))
            return false;
        list.columns.push_back(column);
    }
    found.push_back(std::move(list));
    for (const int child : wanted.lists) {
        const int same = vocabulary.list(from, vocabulary.tables()[child].name);
        if (same < 0 || !match(vocabulary, same, child, found)) return false;
    }
    return true;
}

}  // namespace

std::optional<std::vector<MemberList>> member_lists(const Vocabulary& vocabulary, int from,
                                                    int to) {
    std::vector<MemberList> found;
    if (!match(vocabulary, from, to, found)) return std::nullopt;
    return found;
}

}  // namespace bajigong
