// The members (成员) of cases as cases of their own: each element of a list, with the case that it
// stands in around it.
#pragma once

#include "facts/facts.hpp"
#include "rulebook/member_lists.hpp"
#include "rulebook/reads.hpp"

namespace bajigong {

class MemberFacts {
   public:
    MemberFacts(const AskedRule& asked, const Vocabulary& vocabulary);

    // Readies the members of `facts`, which must outlive their use.
    void begin(const FactsView& facts);
    // The members of the cases [first, first + count): row e of table 0 is element e of the list,
    // for the elements of those cases. Valid until the next call.
    const FactsView& of(std::size_t first, std::size_t count);
    const FactsView& view() const { return view_; }

    // The elements of a case, as rows of the list.
    std::size_t first_of(std::size_t row) const { return offset(row); }
    std::size_t end_of(std::size_t row) const { return offset(row + 1); }
    // How many elements of the case's own lists its members look at, together; beyond kMostVisits
    // the case costs too much.
    std::size_t cost(std::size_t row) const;
    static constexpr std::size_t kMostVisits = 100'000'000;

   private:
    std::size_t offset(std::size_t row) const;

    int table_;
    std::vector<std::pair<int, int>> fields_;  // of the element, and what each stands for
    std::vector<MemberList> inner_;
    std::vector<int> lists_of_case_;  // that stay the case's
    std::vector<int> read_;           // those of them that answering reads
    const FactsView* facts_ = nullptr;
    FactsView view_;
    std::vector<std::int64_t> holders_;
};

}  // namespace bajigong
