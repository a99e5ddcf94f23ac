/* Decides one case and prints the answer with its reasons. usage: decide FACTS.json */
#include "example.h"

static void print_reasons(const bjg_decision* decision) {
    size_t i;
    printf("rule: %s\n", bjg_decision_rule(decision, NULL));
    printf("outcome: %s\n", kOutcomes[bjg_decision_outcome(decision)]);
    printf("payable: %s\n", bjg_decision_payable(decision) ? "yes" : "no");
    printf("deciding clause: %s\n", bjg_decision_clause(decision, NULL));
    printf("amount: %s, %lld to %lld fen\n", kAmounts[bjg_decision_amount_kind(decision)],
           (long long)bjg_decision_amount_low(decision),
           (long long)bjg_decision_amount_high(decision));
    for (i = 0; i < bjg_decision_payment_count(decision); ++i) {
        printf("payment %s to %s: %s, %lld to %lld fen; due %lld, to recover %lld\n",
               bjg_decision_payment_step(decision, i, NULL),
               bjg_decision_payment_payee(decision, i, NULL),
               kAmounts[bjg_decision_payment_kind(decision, i)],
               (long long)bjg_decision_payment_low(decision, i),
               (long long)bjg_decision_payment_high(decision, i),
               (long long)bjg_decision_payment_due(decision, i),
               (long long)bjg_decision_payment_recover(decision, i));
    }
    for (i = 0; i < bjg_decision_cause_count(decision); ++i) {
        printf("because of %s: %s\n", bjg_decision_cause_kind(decision, i, NULL),
               bjg_decision_cause_name(decision, i, NULL));
    }
    for (i = 0; i < bjg_decision_clause_count(decision); ++i) {
        printf("clause %s: %s, %s [%s]\n", bjg_decision_clause_id(decision, i, NULL),
               kTruths[bjg_decision_clause_truth(decision, i)],
               bjg_decision_clause_text(decision, i, BJG_EN, NULL),
               bjg_decision_clause_cite(decision, i, NULL));
    }
}

int main(int argc, char** argv) {
    static const char kSources[] = "{\"paths\": [\"policies\"]}";
    static const char kRequest[] = "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}";
    bjg_error* error = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    bjg_buffer* json = NULL;
    char* text;
    size_t size;

    check_abi();
    if (argc != 2) return 2;
    check(bjg_rulebooks_load(kSources, strlen(kSources), &rulebooks, &error), &error);
    check(bjg_request_new(rulebooks, kRequest, strlen(kRequest), &request, &error), &error);
    text = read_file(argv[1], &size);
    check(bjg_facts_from_json(rulebooks, text, size, &facts, &error), &error);
    free(text); /* texts are copied during the call */

    check(bjg_decide(request, facts, &decision, &error), &error);
    print_reasons(decision);
    check(bjg_decision_json(decision, &json, &error), &error);
    print_buffer(json);

    /* In any order: a decision keeps alive what it needs. */
    bjg_rulebooks_free(rulebooks);
    bjg_request_free(request);
    bjg_facts_free(facts);
    bjg_decision_free(decision);
    return 0;
}
