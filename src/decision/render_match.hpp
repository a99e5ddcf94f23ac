// What all rules of a place say of one case, as text and as JSON.
#pragma once

#include "bajigong/matching.hpp"

#include "rulebook/set.hpp"

namespace bajigong {

std::string render_match_text(const std::string& place, Date as_of,
                              const Rulebooks::Impl& rulebooks,
                              const std::vector<MatchedRule>& rules, Language language);
std::string render_match_json(const std::string& place, Date as_of,
                              const std::vector<MatchedRule>& rules);

}  // namespace bajigong
