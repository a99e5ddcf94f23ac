// Facts behind their handle.
#pragma once

#include "bajigong/decision.hpp"

#include "capi/src/guard.hpp"

struct bjg_facts {
    bajigong::Facts facts;
};
