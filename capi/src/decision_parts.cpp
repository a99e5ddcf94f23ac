// The payments, causes, clauses, results and versions of a decision, by index.
#include "capi/src/amount.hpp"
#include "capi/src/arguments.hpp"
#include "capi/src/decision.hpp"

namespace bajigong::capi {
namespace {

// Element `i` of a part of the decision; null past the last.
template <class T>
const T* part(const bjg_decision* decision, const std::vector<T>& (Decision::*parts)() const,
              std::size_t i) noexcept {
    if (decision == nullptr) return nullptr;
    const std::vector<T>& all = (decision->decision.*parts)();
    return i < all.size() ? &all[i] : nullptr;
}

template <class T>
std::size_t count(const bjg_decision* decision,
                  const std::vector<T>& (Decision::*parts)() const) noexcept {
    return decision == nullptr ? 0 : (decision->decision.*parts)().size();
}

template <class T>
const char* lend_of(const T* owner, std::string T::*text, std::size_t* out_size) noexcept {
    return owner == nullptr ? lend_nothing(out_size) : lend(owner->*text, out_size);
}

const Payment* payment(const bjg_decision* decision, std::size_t i) noexcept {
    return part(decision, &Decision::payments, i);
}
const DecisionCause* cause(const bjg_decision* decision, std::size_t i) noexcept {
    return part(decision, &Decision::because, i);
}
const Result* result(const bjg_decision* decision, std::size_t i) noexcept {
    return part(decision, &Decision::results, i);
}
const bjg_decision::Clause* clause(const bjg_decision* decision, std::size_t i) noexcept {
    return decision != nullptr && i < decision->clauses.size() ? &decision->clauses[i] : nullptr;
}

}  // namespace
}  // namespace bajigong::capi

using namespace bajigong::capi;
using bajigong::DecisionCause;
using bajigong::Payment;
using bajigong::Result;

std::size_t bjg_decision_payment_count(const bjg_decision* decision) {
    return count(decision, &bajigong::Decision::payments);
}

const char* bjg_decision_payment_step(const bjg_decision* decision, std::size_t i,
                                      std::size_t* out_size) {
    return lend_of(payment(decision, i), &Payment::step, out_size);
}

const char* bjg_decision_payment_payee(const bjg_decision* decision, std::size_t i,
                                       std::size_t* out_size) {
    return lend_of(payment(decision, i), &Payment::payee, out_size);
}

const char* bjg_decision_payment_fund(const bjg_decision* decision, std::size_t i,
                                      std::size_t* out_size) {
    return lend_of(payment(decision, i), &Payment::fund, out_size);
}

std::int32_t bjg_decision_payment_kind(const bjg_decision* decision, std::size_t i) {
    const Payment* found = payment(decision, i);
    return found == nullptr ? -1 : kind_of(found->amount);
}

std::int64_t bjg_decision_payment_low(const bjg_decision* decision, std::size_t i) {
    const Payment* found = payment(decision, i);
    return found == nullptr ? 0 : low_of(found->amount);
}

std::int64_t bjg_decision_payment_high(const bjg_decision* decision, std::size_t i) {
    const Payment* found = payment(decision, i);
    return found == nullptr ? 0 : high_of(found->amount);
}

std::int64_t bjg_decision_payment_due(const bjg_decision* decision, std::size_t i) {
    const Payment* found = payment(decision, i);
    return found == nullptr ? -1 : exact_of(found->due());
}

std::int64_t bjg_decision_payment_recover(const bjg_decision* decision, std::size_t i) {
    const Payment* found = payment(decision, i);
    return found == nullptr ? -1 : exact_of(found->recover());
}

std::size_t bjg_decision_cause_count(const bjg_decision* decision) {
    return count(decision, &bajigong::Decision::because);
}

const char* bjg_decision_cause_kind(const bjg_decision* decision, std::size_t i,
                                    std::size_t* out_size) {
    return lend_of(cause(decision, i), &DecisionCause::kind, out_size);
}

const char* bjg_decision_cause_name(const bjg_decision* decision, std::size_t i,
                                    std::size_t* out_size) {
    return lend_of(cause(decision, i), &DecisionCause::name, out_size);
}

const char* bjg_decision_cause_why(const bjg_decision* decision, std::size_t i,
                                   std::size_t* out_size) {
    return lend_of(cause(decision, i), &DecisionCause::why, out_size);
}

std::size_t bjg_decision_clause_count(const bjg_decision* decision) {
    return decision == nullptr ? 0 : decision->clauses.size();
}

const char* bjg_decision_clause_id(const bjg_decision* decision, std::size_t i,
                                   std::size_t* out_size) {
    return lend_of(clause(decision, i), &bjg_decision::Clause::id, out_size);
}

std::int32_t bjg_decision_clause_truth(const bjg_decision* decision, std::size_t i) {
    const bjg_decision::Clause* found = clause(decision, i);
    return found == nullptr ? -1 : found->truth;
}

const char* bjg_decision_clause_text(const bjg_decision* decision, std::size_t i,
                                     std::int32_t language, std::size_t* out_size) {
    return lend_of(clause(decision, i),
                   language == BJG_ZH ? &bjg_decision::Clause::zh : &bjg_decision::Clause::en,
                   out_size);
}

const char* bjg_decision_clause_cite(const bjg_decision* decision, std::size_t i,
                                     std::size_t* out_size) {
    return lend_of(clause(decision, i), &bjg_decision::Clause::cite, out_size);
}

std::size_t bjg_decision_result_count(const bjg_decision* decision) {
    return count(decision, &bajigong::Decision::results);
}

const char* bjg_decision_result_id(const bjg_decision* decision, std::size_t i,
                                   std::size_t* out_size) {
    return lend_of(result(decision, i), &Result::id, out_size);
}

const char* bjg_decision_result_value(const bjg_decision* decision, std::size_t i,
                                      std::size_t* out_size) {
    const Result* found = result(decision, i);
    if (found != nullptr && found->kind != Result::Kind::stated) return lend("", out_size);
    return lend_of(found, &Result::value, out_size);
}

std::size_t bjg_decision_version_count(const bjg_decision* decision) {
    return count(decision, &bajigong::Decision::versions);
}

const char* bjg_decision_version(const bjg_decision* decision, std::size_t i,
                                 std::size_t* out_size) {
    const std::string* found = part(decision, &bajigong::Decision::versions, i);
    return found == nullptr ? lend_nothing(out_size) : lend(*found, out_size);
}
