// Deciding, and what a decision as a whole says.
#include "capi/src/decision.hpp"

#include <memory>

#include "capi/src/amount.hpp"
#include "capi/src/arguments.hpp"
#include "capi/src/buffer.hpp"
#include "capi/src/facts.hpp"
#include "capi/src/request.hpp"
#include "decision/decision_impl.hpp"

namespace bajigong::capi {
namespace {

std::int32_t truth_of(Truth truth) {
    switch (truth) {
        case Truth::yes: return BJG_TRUE;
        case Truth::no: return BJG_FALSE;
        case Truth::unknown: return BJG_UNKNOWN;
        case Truth::fault: break;
    }
    return BJG_FAULTED;
}

// "2022 §3"; of another rulebook "its.id:2022 §3"; several with "; " between.
std::string cite_of(const Basis& basis, const Rulebook& book) {
    std::string out;
    for (const Citation& cite : basis.cites) {
        if (!out.empty()) out += "; ";
        if (cite.rulebook != book.id) out += cite.rulebook + ':';
        out += cite.instrument;
        if (!cite.place.empty()) out += ' ' + cite.place;
    }
    return out;
}

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;

bjg_decision::bjg_decision(bajigong::Decision taken) : decision(std::move(taken)) {
    const bajigong::Decision::Impl& impl = decision.impl();
    if (impl.shown.empty() || impl.shown.front().version == nullptr) return;
    const bajigong::ShownVersion& shown = impl.shown.front();
    const std::vector<bajigong::Clause>& found = shown.version->clauses;
    for (std::size_t i = 0; i < found.size() && i < shown.clauses.size(); ++i) {
        clauses.push_back({found[i].id, found[i].text.zh, found[i].text.en,
                           cite_of(found[i].basis, *impl.decided->book),
                           truth_of(shown.clauses[i])});
    }
}

std::int32_t bjg_decide(const bjg_request* request, const bjg_facts* facts, bjg_decision** out,
                        bjg_error** err) {
    return guard(err, [&] {
        require(request, "request");
        require(facts, "facts");
        require(out, "out");
        *out = std::make_unique<bjg_decision>(bajigong::decide(request->rulebooks, request->rule(),
                                                               facts->facts, request->options(),
                                                               request->brought()))
                   .release();
    });
}

std::int32_t bjg_decision_outcome(const bjg_decision* decision) {
    return decision == nullptr ? -1 : static_cast<std::int32_t>(decision->decision.outcome());
}

std::int32_t bjg_decision_payable(const bjg_decision* decision) {
    return decision != nullptr && decision->decision.payable() ? 1 : 0;
}

const char* bjg_decision_rule(const bjg_decision* decision, std::size_t* out_size) {
    if (decision == nullptr) return lend_nothing(out_size);
    return lend(decision->decision.rule(), out_size);
}

const char* bjg_decision_clause(const bjg_decision* decision, std::size_t* out_size) {
    if (decision == nullptr) return lend_nothing(out_size);
    return lend(decision->decision.clause(), out_size);
}

std::int32_t bjg_decision_amount_kind(const bjg_decision* decision) {
    return decision == nullptr ? -1 : kind_of(decision->decision.amount());
}

std::int64_t bjg_decision_amount_low(const bjg_decision* decision) {
    return decision == nullptr ? 0 : low_of(decision->decision.amount());
}

std::int64_t bjg_decision_amount_high(const bjg_decision* decision) {
    return decision == nullptr ? 0 : high_of(decision->decision.amount());
}

std::int32_t bjg_decision_json(const bjg_decision* decision, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(decision, "decision");
        require(out, "out");
        give(out, decision->decision.json());
    });
}

std::int32_t bjg_decision_text(const bjg_decision* decision, std::int32_t language,
                               bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(decision, "decision");
        require(out, "out");
        give(out, decision->decision.text(language_of(language)));
    });
}

std::int32_t bjg_decision_receipt(const bjg_decision* decision, bjg_buffer** out, bjg_error** err) {
    return guard(err, [&] {
        require(decision, "decision");
        require(out, "out");
        give(out, decision->decision.receipt());
    });
}

void bjg_decision_free(bjg_decision* decision) { delete decision; }
