// A decision behind its handle, with the texts that its accessors lend.
#pragma once

#include <string>
#include <vector>

#include "bajigong/decision.hpp"

#include "capi/src/guard.hpp"

struct bjg_decision {
    explicit bjg_decision(bajigong::Decision taken);

    bajigong::Decision decision;
    struct Clause {
        std::string id, zh, en, cite;
        std::int32_t truth = BJG_UNKNOWN;
    };
    std::vector<Clause> clauses;
};
