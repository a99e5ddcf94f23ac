// Which clauses and limits have been seen true, and which false, over all cases.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "bajigong/decision.hpp"

#include "rulebook/set.hpp"
#include "values/truth.hpp"

namespace bajigong::tool {

class Coverage {
   public:
    // Notes the truths of every version that the decision shows.
    void note(const Decision& decision);
    // A line for each clause or limit of `rules` that was not seen both true and false.
    std::vector<std::string> gaps(const std::vector<const Rule*>& rules, Language language) const;
    // The rules that decided something.
    std::vector<const Rule*> rules() const;

   private:
    struct Seen {
        bool yes = false, no = false;
        void note(Truth truth) {
            yes = yes || truth == Truth::yes;
            no = no || truth == Truth::no;
        }
    };
    struct Version {
        std::vector<Seen> clauses, limits;
    };
    std::map<std::pair<const Rule*, std::size_t>, Version> seen_;  // by place among the versions
};

// Every rule of the set, in order of rulebook files.
std::vector<const Rule*> all_rules(const Rulebooks& rulebooks);

}  // namespace bajigong::tool
