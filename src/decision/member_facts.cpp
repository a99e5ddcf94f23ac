// Laying elements out as cases: nothing is copied but the names of things.
#include "decision/member_facts.hpp"

#include <algorithm>

#include "values/unknown_column.hpp"

namespace bajigong {

MemberFacts::MemberFacts(const AskedRule& asked, const Vocabulary& vocabulary)
    : table_(asked.table) {
    const FactTableInfo& root = vocabulary.tables()[0];
    const FactTableInfo& element = vocabulary.tables()[asked.table];
    const std::string prefix = asked.as + ".";
    for (std::size_t i = 0; i < element.columns.size(); ++i) {
        const Fact& field = element.columns[i];
        const int column = root.column(prefix + field.path);
        if (column >= 0 && root.columns[column].type == field.type)
            fields_.emplace_back(static_cast<int>(i), column);
    }
    // Lists within the element are of the same fields if they are to stand for those of the case.
    std::vector<int> replaced;
    for (const int from : element.lists) {
        const int to = vocabulary.list(0, prefix + vocabulary.tables()[from].name);
        if (to < 0) continue;
        const auto found = member_lists(vocabulary, from, to);
        if (!found) continue;
        replaced.push_back(to);
        inner_.insert(inner_.end(), found->begin(), found->end());
    }
    Reads reads;
    note_reads(*asked.rule, vocabulary, reads);
    for (const Rule* other : asked.rule->overridden_by) note_reads(*other, vocabulary, reads);
    for (const int list : root.lists) {
        if (std::find(replaced.begin(), replaced.end(), list) != replaced.end()) continue;
        lists_of_case_.push_back(list);
        if (reads.lists.contains(list)) read_.push_back(list);
    }
}

void MemberFacts::begin(const FactsView& facts) {
    facts_ = &facts;
    view_ = facts;
    const FactTable& list = facts.tables[table_];
    FactTable& root = view_.tables[0];
    root.rows = list.rows;
    root.held.assign(root.columns.size(), true);
    for (const auto& [from, to] : fields_) {
        root.columns[to] = list.columns[from];
        root.held[to] = false;
    }
    for (const MemberList& inner : inner_) {
        const FactTable& source = facts.tables[inner.from];
        FactTable& target = view_.tables[inner.to];
        target = source;
        target.columns.resize(inner.columns.size());
        for (std::size_t i = 0; i < inner.columns.size(); ++i)
            target.columns[i] =
                inner.columns[i] < 0 ? unknown_column() : source.columns[inner.columns[i]];
    }
}

const FactsView& MemberFacts::of(std::size_t first, std::size_t count) {
    const std::size_t begin = offset(first);
    holders_.resize(offset(first + count) - begin);
    for (std::size_t row = first; row < first + count; ++row) {
        std::fill(holders_.begin() + static_cast<std::ptrdiff_t>(offset(row) - begin),
                  holders_.begin() + static_cast<std::ptrdiff_t>(offset(row + 1) - begin),
                  static_cast<std::int64_t>(row));
    }
    const Holders holders{holders_.data(), begin};
    view_.tables[0].holders = holders;
    for (const int list : lists_of_case_) view_.tables[list].holders = holders;
    return view_;
}

std::size_t MemberFacts::cost(std::size_t row) const {
    std::int64_t elements = 0;
    for (const int list : read_)
        elements += facts_->tables[list].offsets[row + 1] - facts_->tables[list].offsets[row];
    return (end_of(row) - first_of(row)) * static_cast<std::size_t>(elements);
}

std::size_t MemberFacts::offset(std::size_t row) const {
    return static_cast<std::size_t>(facts_->tables[table_].offsets[row]);
}

}  // namespace bajigong
