// Decides one case and prints the answer with its reasons. usage: decide FACTS.json
#include <iostream>

#include "bajigong_c.hpp"
#include "example.hpp"

namespace {

void print_reasons(const bjg_decision* decision) {
    std::cout << "rule: " << bjg_decision_rule(decision, nullptr) << '\n'
              << "outcome: " << kOutcomes[bjg_decision_outcome(decision)] << '\n'
              << "payable: " << (bjg_decision_payable(decision) != 0 ? "yes" : "no") << '\n'
              << "deciding clause: " << bjg_decision_clause(decision, nullptr) << '\n'
              << "amount: " << kAmounts[bjg_decision_amount_kind(decision)] << ", "
              << bjg_decision_amount_low(decision) << " to " << bjg_decision_amount_high(decision)
              << " fen\n";
    for (std::size_t i = 0; i < bjg_decision_payment_count(decision); ++i) {
        std::cout << "payment " << bjg_decision_payment_step(decision, i, nullptr) << " to "
                  << bjg_decision_payment_payee(decision, i, nullptr) << ": "
                  << kAmounts[bjg_decision_payment_kind(decision, i)] << ", "
                  << bjg_decision_payment_low(decision, i) << " to "
                  << bjg_decision_payment_high(decision, i) << " fen; due "
                  << bjg_decision_payment_due(decision, i) << ", to recover "
                  << bjg_decision_payment_recover(decision, i) << '\n';
    }
    for (std::size_t i = 0; i < bjg_decision_cause_count(decision); ++i) {
        std::cout << "because of " << bjg_decision_cause_kind(decision, i, nullptr) << ": "
                  << bjg_decision_cause_name(decision, i, nullptr) << '\n';
    }
    for (std::size_t i = 0; i < bjg_decision_clause_count(decision); ++i) {
        std::cout << "clause " << bjg_decision_clause_id(decision, i, nullptr) << ": "
                  << kTruths[bjg_decision_clause_truth(decision, i)] << ", "
                  << bjg_decision_clause_text(decision, i, BJG_EN, nullptr) << " ["
                  << bjg_decision_clause_cite(decision, i, nullptr) << "]\n";
    }
}

}  // namespace

int main(int argc, char** argv) try {
    bjg::check_abi();
    if (argc != 2) return 2;
    const auto rulebooks = bjg::load(R"({"paths": ["policies"]})");
    const auto request =
        bjg::request(rulebooks, R"({"rule": "skill_upgrading", "as_of": "2023-07-03"})");
    const auto facts = bjg::facts(rulebooks, read_file(argv[1]));

    const auto decision = bjg::decide(request, facts);
    print_reasons(decision.get());
    std::cout << bjg::text(bjg_decision_json, decision.get()) << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
