/* After a fork the child may decide, and must leave the ledger alone. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "commands.h"
#include "samples.h"

/* In the child: 0 if every call is answered as it should be, else a number that says which was not. */
static int in_child(bjg_ledger* ledger, const bjg_request* request, const bjg_facts* facts) {
    bjg_decision* decision = NULL;
    bjg_buffer* out = NULL;
    bjg_error* err = NULL;
    uint64_t size = 0;
    if (bjg_decide(request, facts, &decision, NULL) != BJG_OK) return 1;
    if (bjg_decision_outcome(decision) != BJG_ELIGIBLE) return 2;
    bjg_decision_free(decision);
    if (bjg_ledger_apply(ledger, LIT(LATER_COMMAND), &out, &err) != BJG_E_STATE) return 3;
    if (strcmp(bjg_error_code(err, 0, NULL), "B022") != 0) return 4;
    bjg_error_free(err);
    if (bjg_ledger_find(ledger, LIT("a1"), &out, NULL) != BJG_E_STATE) return 5;
    if (bjg_ledger_size(ledger, &size, NULL) != BJG_E_STATE) return 6;
    bjg_ledger_free(ledger); /* leaves the file alone */
    return 0;
}

void test_after_a_fork(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_ledger* ledger = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    uint64_t size = 0;
    int status = -1;
    pid_t child;
    OK(bjg_request_new(policies(), LIT(ASKED), &request, &err));
    OK(bjg_facts_from_json(policies(), LIT(GRANTED), &facts, &err));
    OK(bjg_ledger_create(STR(scratch("fork.ledger")), LIT(FOUNDING), &ledger, &err));
    book_all(ledger);
    child = fork();
    /* Not exit: what is to be done at the end is the parent's. */
    if (child == 0) _exit(in_child(ledger, request, facts));
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);

    /* The parent goes on as if nothing had been. */
    OK(bjg_ledger_apply(ledger, LIT(LATER_COMMAND), &out, &err));
    TELLS(out, "\"verdict\":\"accepted\"");
    OK(bjg_ledger_size(ledger, &size, &err));
    CHECK(size == 4);
    bjg_ledger_free(ledger);
    bjg_request_free(request);
    bjg_facts_free(facts);
}
