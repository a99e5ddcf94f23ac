/* A client of the first day: compiled with the header beside it, never edited, run with every later
 * library of ABI 1. Prints what it got; exit 1 if that is not what it was on the first day. */
#include <stdio.h>
#include <string.h>

#include "bajigong.h"

#define LIT(text) (text), (sizeof(text) - 1)

static int failed;

static void expect(int good, const char* what) {
    if (!good) failed = 1;
    printf("%s %s\n", good ? "ok " : "NOT", what);
}

static const char kRulebooks[] =
    "{\"texts\": {\"vocabulary.json\": \"{\\\"bajigong\\\": 1, \\\"scales\\\": {}, \\\"facts\\\":"
    " {\\\"worked\\\": {\\\"type\\\": \\\"int\\\", \\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"x\\\"},"
    " \\\"on\\\": {\\\"type\\\": \\\"date\\\", \\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"x\\\"}}}\","
    " \"r.json\": \"{\\\"bajigong\\\": 1, \\\"id\\\": \\\"t.r\\\", \\\"title\\\": {\\\"zh\\\":"
    " \\\"x\\\", \\\"en\\\": \\\"x\\\"}, \\\"jurisdiction\\\": \\\"CN\\\", \\\"instruments\\\":"
    " {\\\"i\\\": {\\\"title\\\": \\\"x\\\", \\\"number\\\": null, \\\"issuer\\\": \\\"x\\\","
    " \\\"issued\\\": \\\"2020-01-01\\\", \\\"evidence\\\": \\\"official\\\"}}, \\\"rules\\\":"
    " [{\\\"id\\\": \\\"r\\\", \\\"kind\\\": \\\"subsidy\\\", \\\"title\\\": {\\\"zh\\\":"
    " \\\"x\\\", \\\"en\\\": \\\"x\\\"}, \\\"keyed_on\\\": \\\"on\\\", \\\"versions\\\":"
    " [{\\\"from\\\": \\\"2020-01-01\\\", \\\"until\\\": \\\"never\\\", \\\"instrument\\\":"
    " \\\"i\\\", \\\"require\\\": [{\\\"id\\\": \\\"long_enough\\\", \\\"if\\\": \\\"worked >= 12\\\","
    " \\\"cite\\\": \\\"i 1\\\", \\\"text\\\": {\\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"x\\\"}}]"
    "}]}]}\"}}";

static void decide(const bjg_rulebooks* rulebooks, const char* json, int32_t outcome,
                   const char* clause) {
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    expect(bjg_request_new(rulebooks, LIT("{\"rule\": \"r\", \"as_of\": \"2024-01-01\"}"), &request,
                           NULL) == BJG_OK,
           "a request is read");
    expect(bjg_facts_from_json(rulebooks, json, strlen(json), &facts, NULL) == BJG_OK,
           "facts are read");
    expect(bjg_decide(request, facts, &decision, NULL) == BJG_OK, "a case is decided");
    expect(bjg_decision_outcome(decision) == outcome, "with its outcome");
    expect(decision != NULL && strcmp(bjg_decision_clause(decision, NULL), clause) == 0,
           "and the clause that decides");
    bjg_decision_free(decision);
    bjg_facts_free(facts);
    bjg_request_free(request);
}

int main(void) {
    bjg_error* err = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_ledger* ledger = NULL;
    bjg_buffer* verdict = NULL;
    expect(bjg_abi_version() == BJG_ABI_VERSION, "the library has the ABI of this header");
    expect(bjg_rulebooks_load(LIT(kRulebooks), &rulebooks, NULL) == BJG_OK, "rulebooks are loaded");
    decide(rulebooks, "{\"worked\": 12, \"on\": \"2024-01-01\"}", BJG_ELIGIBLE, "");
    decide(rulebooks, "{\"worked\": 11, \"on\": \"2024-01-01\"}", BJG_INELIGIBLE, "long_enough");
    decide(rulebooks, "{\"on\": \"2024-01-01\"}", BJG_UNDETERMINED, "long_enough");
    bjg_rulebooks_free(rulebooks);

    expect(bjg_rulebooks_load(NULL, 7, &rulebooks, &err) == BJG_E_ARGUMENT, "a wrong call is told");
    expect(bjg_error_status(err) == BJG_E_ARGUMENT && bjg_error_count(err) == 1, "by an error");
    expect(err != NULL && strcmp(bjg_error_code(err, 0, NULL), "A001") == 0, "with its code");
    bjg_error_free(err);

    expect(bjg_ledger_create(NULL, 0, LIT("{\"origin\": \"a\"}"), &ledger, NULL) == BJG_OK,
           "a ledger is made");
    expect(bjg_ledger_apply(ledger,
                            LIT("{\"do\":\"appropriate\",\"id\":\"a1\",\"at\":\"2026-01-05T10:00:00"
                                "+08:00\",\"by\":\"c\",\"fund\":\"f\",\"year\":2026,\"line\":\"l\","
                                "\"amount\":\"1.00\",\"document\":\"d\"}"),
                            &verdict, NULL) == BJG_OK,
           "a command is judged");
    expect(verdict != NULL && strstr(bjg_buffer_data(verdict), "\"verdict\":\"accepted\"") != NULL, "and accepted");
    bjg_buffer_free(verdict);
    bjg_ledger_free(ledger);
    expect(bjg_rung_parse(LIT("senior")) == 3, "a rung is read");
    return failed;
}
