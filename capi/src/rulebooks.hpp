// Rulebooks behind their handle.
#pragma once

#include <vector>

#include "bajigong/rulebooks.hpp"

#include "capi/src/guard.hpp"

struct bjg_rulebooks {
    bajigong::Rulebooks set;
    std::vector<bajigong::RuleSummary> rules;
};
