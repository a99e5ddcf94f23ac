// Facts.
#include "capi/src/facts.hpp"

#include <memory>

#include "capi/src/arguments.hpp"
#include "capi/src/rulebooks.hpp"

using namespace bajigong::capi;

std::int32_t bjg_facts_from_json(const bjg_rulebooks* rulebooks, const char* json, std::size_t size,
                                 bjg_facts** out, bjg_error** err) {
    return guard(err, [&] {
        require(rulebooks, "rulebooks");
        require(out, "out");
        bajigong::Facts facts =
            bajigong::Facts::from_json(rulebooks->set, utf8(json, size, "json"));
        *out = std::make_unique<bjg_facts>(bjg_facts{std::move(facts)}).release();
    });
}

void bjg_facts_free(bjg_facts* facts) { delete facts; }
