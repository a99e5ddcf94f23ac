// The clause tree of a decision as indented lines with marks: ✓ as it must be, ✗ not, ? unknown,
// ! fault.
#pragma once

#include <set>

#include "decision/render_text_sources.hpp"

namespace bajigong {

class TreeText {
   public:
    TreeText(const Decision::Impl& decision, const Words& words, Sources& sources);

    // Conditions, exclusions and limits of a version, each under its heading.
    std::string version(const ShownVersion& shown);
    // The lists that were read, element by element.
    std::string lists() const;

   private:
    void clause(const ShownVersion& shown, int index, bool wanted, int depth);
    void operands(const ShownVersion& shown, const Clause& clause, int depth);
    void limit(const ShownVersion& shown, std::size_t index);
    void line(int depth, Truth truth, bool wanted, const std::string& text);
    std::string depends(const Version& version, language::Register value) const;
    std::string list_count(int list) const;

    const Decision::Impl& decision_;
    const Words& words_;
    Sources& sources_;
    std::uint64_t named_ = 0;  // readings that the decision depends on
    std::set<int> lists_;
    std::string out_;
};

}  // namespace bajigong
