/* What is wrong with a call is an error with a status, a code and the name of what is wrong. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "commands.h"
#include "samples.h"

/* One byte more than 1 GiB; only its address is looked at. */
#define TOO_LONG (((size_t)1 << 30) + 1)

static void named(int32_t status, bjg_error** err, const char* code, const char* name, int line) {
    check(status == BJG_E_ARGUMENT, "the argument is refused", __FILE__, line);
    check_text(bjg_error_code(*err, 0, NULL), code, __FILE__, line);
    check_holds(bjg_error_message(*err, 0, BJG_EN, NULL), name, __FILE__, line);
    check_holds(bjg_error_message(*err, 0, BJG_ZH, NULL), name, __FILE__, line);
    bjg_error_free(*err);
    *err = NULL;
}
#define NAMED(call, code, name) named((call), &err, (code), (name), __LINE__)

void test_null_handles(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    bjg_ledger* ledger = NULL;
    uint64_t size = 0;
    OK(bjg_request_new(policies(), LIT(ASKED), &request, &err));
    OK(bjg_facts_from_json(policies(), LIT(GRANTED), &facts, &err));
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &ledger, &err));

    /* Handles. */
    NAMED(bjg_rulebooks_facts(NULL, &out, &err), "A001", "rulebooks");
    NAMED(bjg_rulebooks_lint(NULL, &out, &err), "A001", "rulebooks");
    NAMED(bjg_rulebooks_digest(NULL, NULL, 0, &out, &err), "A001", "rulebooks");
    NAMED(bjg_rulebooks_show(NULL, LIT("r"), BJG_EN, &out, &err), "A001", "rulebooks");
    NAMED(bjg_request_new(NULL, LIT("{}"), &request, &err), "A001", "rulebooks");
    NAMED(bjg_request_set_salt(NULL, LIT("0123456789abcdef"), &err), "A001", "request");
    NAMED(bjg_facts_from_json(NULL, LIT("{}"), &facts, &err), "A001", "rulebooks");
    NAMED(bjg_decide(NULL, facts, &decision, &err), "A001", "request");
    NAMED(bjg_decide(request, NULL, &decision, &err), "A001", "facts");
    NAMED(bjg_match(NULL, facts, &out, &err), "A001", "request");
    NAMED(bjg_match(request, NULL, &out, &err), "A001", "facts");
    NAMED(bjg_replay(NULL, LIT("{}"), facts, &out, &err), "A001", "request");
    NAMED(bjg_replay(request, LIT("{}"), NULL, &out, &err), "A001", "facts");
    NAMED(bjg_decision_json(NULL, &out, &err), "A001", "decision");
    NAMED(bjg_decision_text(NULL, BJG_EN, &out, &err), "A001", "decision");
    NAMED(bjg_decision_receipt(NULL, &out, &err), "A001", "decision");
    NAMED(bjg_ledger_set_latest(NULL, NULL, 0, &err), "A001", "ledger");
    NAMED(bjg_ledger_apply(NULL, LIT("{}"), &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_apply_all(NULL, LIT("{}"), &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_find(NULL, LIT("a"), &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_size(NULL, &size, &err), "A001", "ledger");
    NAMED(bjg_ledger_balances(NULL, 0, &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_voucher(NULL, LIT("a"), LIT("2026-01-01"), &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_checkpoint(NULL, NULL, 0, NULL, NULL, &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_receipt(NULL, LIT("a"), NULL, 0, NULL, NULL, &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_consistency(NULL, 0, 0, &out, &err), "A001", "ledger");
    NAMED(bjg_ledger_export(NULL, 0, NULL, NULL, &err), "A001", "ledger");
    NAMED(bjg_ledger_backup(NULL, LIT("x"), &err), "A001", "ledger");

    /* Where the answer would go. */
    NAMED(bjg_rulebooks_load(LIT("{}"), NULL, &err), "A001", "out");
    NAMED(bjg_rulebooks_facts(policies(), NULL, &err), "A001", "out");
    NAMED(bjg_rulebooks_lint(policies(), NULL, &err), "A001", "out");
    NAMED(bjg_rulebooks_digest(policies(), NULL, 0, NULL, &err), "A001", "out");
    NAMED(bjg_rulebooks_show(policies(), LIT("r"), BJG_EN, NULL, &err), "A001", "out");
    NAMED(bjg_request_new(policies(), LIT("{}"), NULL, &err), "A001", "out");
    NAMED(bjg_facts_from_json(policies(), LIT("{}"), NULL, &err), "A001", "out");
    NAMED(bjg_decide(request, facts, NULL, &err), "A001", "out");
    NAMED(bjg_match(request, facts, NULL, &err), "A001", "out");
    NAMED(bjg_replay(request, LIT("{}"), facts, NULL, &err), "A001", "out");
    NAMED(bjg_identifier_parse(BJG_ID_REGION, LIT("500118"), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_create(NULL, 0, LIT(FOUNDING), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_open(LIT("x"), BJG_LEDGER_READ, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_apply(ledger, LIT("{}"), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_apply_all(ledger, LIT("{}"), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_find(ledger, LIT("a"), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_size(ledger, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_balances(ledger, 0, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_voucher(ledger, LIT("a"), LIT("2026-01-01"), NULL, &err), "A001", "out");
    NAMED(bjg_ledger_checkpoint(ledger, NULL, 0, NULL, NULL, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_receipt(ledger, LIT("a"), NULL, 0, NULL, NULL, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_consistency(ledger, 0, 0, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_verify(LIT("x"), NULL, 0, NULL, NULL, NULL, &err), "A001", "out");
    NAMED(bjg_ledger_upgrade(LIT("x"), NULL, &err), "A001", "out_changed");

    /* Nothing was written, and nobody has to take the error. */
    CHECK(out == NULL && rulebooks == NULL && decision == NULL && size == 0);
    CHECK(bjg_rulebooks_load(LIT("{}"), NULL, NULL) == BJG_E_ARGUMENT);
    CHECK(bjg_rulebooks_load(LIT("{}"), &rulebooks, NULL) == BJG_E_INPUT);

    /* Accessors of nothing, and freeing it. */
    CHECK(bjg_error_status(NULL) == BJG_OK && bjg_error_count(NULL) == 0);
    CHECK(bjg_error_code(NULL, 0, NULL) == NULL && bjg_error_message(NULL, 0, 0, NULL) == NULL);
    CHECK(bjg_error_file(NULL, 0, NULL) == NULL && bjg_error_pointer(NULL, 0, NULL) == NULL);
    CHECK(bjg_error_line(NULL, 0) == 0 && bjg_error_column(NULL, 0) == 0);
    CHECK(bjg_buffer_data(NULL) == NULL && bjg_buffer_size(NULL) == 0);
    CHECK(bjg_rulebooks_rule_count(NULL) == 0 && bjg_rulebooks_rule_id(NULL, 0, NULL) == NULL);
    CHECK(bjg_decision_outcome(NULL) == -1 && bjg_decision_payable(NULL) == 0);
    CHECK(bjg_decision_rule(NULL, NULL) == NULL && bjg_decision_clause(NULL, NULL) == NULL);
    CHECK(bjg_decision_amount_kind(NULL) == -1 && bjg_decision_amount_low(NULL) == 0);
    CHECK(bjg_decision_amount_high(NULL) == 0 && bjg_decision_payment_count(NULL) == 0);
    CHECK(bjg_decision_cause_count(NULL) == 0 && bjg_decision_clause_count(NULL) == 0);
    CHECK(bjg_decision_result_count(NULL) == 0 && bjg_decision_version_count(NULL) == 0);
    CHECK(bjg_decision_clause_id(NULL, 0, NULL) == NULL);
    CHECK(bjg_decision_payment_step(NULL, 0, NULL) == NULL);
    bjg_error_free(NULL);
    bjg_buffer_free(NULL);
    bjg_rulebooks_free(NULL);
    bjg_request_free(NULL);
    bjg_facts_free(NULL);
    bjg_decision_free(NULL);
    bjg_ledger_free(NULL);
    bjg_request_free(request);
    bjg_facts_free(facts);
    bjg_ledger_free(ledger);
}

void test_wrong_texts(void) {
    static const char kLatin[] = "\"caf\xe9\"";
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_ledger* ledger = NULL;
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &ledger, &err));

    NAMED(bjg_rulebooks_load(NULL, 5, &rulebooks, &err), "A001", "sources");
    NAMED(bjg_rulebooks_load("{", TOO_LONG, &rulebooks, &err), "A002", "sources");
    NAMED(bjg_rulebooks_load("{", (size_t)-1, &rulebooks, &err), "A002", "sources");
    NAMED(bjg_rulebooks_load(LIT(kLatin), &rulebooks, &err), "A003", "sources");
    NAMED(bjg_rulebooks_digest(policies(), NULL, 1, &out, &err), "A001", "rule");
    NAMED(bjg_rulebooks_show(policies(), LIT(kLatin), BJG_EN, &out, &err), "A003", "rule");
    NAMED(bjg_request_new(policies(), NULL, 1, &request, &err), "A001", "json");
    NAMED(bjg_request_new(policies(), LIT(kLatin), &request, &err), "A003", "json");
    NAMED(bjg_facts_from_json(policies(), NULL, 1, &facts, &err), "A001", "json");
    NAMED(bjg_facts_from_json(policies(), "{", TOO_LONG, &facts, &err), "A002", "json");
    NAMED(bjg_facts_from_json(policies(), LIT(kLatin), &facts, &err), "A003", "json");
    NAMED(bjg_identifier_parse(0, NULL, 1, &out, &err), "A001", "text");
    NAMED(bjg_identifier_parse(0, LIT(kLatin), &out, &err), "A003", "text");
    NAMED(bjg_ledger_create(NULL, 1, LIT(FOUNDING), &ledger, &err), "A001", "path");
    NAMED(bjg_ledger_create(LIT("a\0b"), LIT(FOUNDING), &ledger, &err), "A004", "path");
    NAMED(bjg_ledger_create(LIT("x"), NULL, 1, &ledger, &err), "A001", "founding");
    NAMED(bjg_ledger_open(NULL, 0, BJG_LEDGER_READ, &ledger, &err), "A005", "path");
    NAMED(bjg_ledger_open(LIT("a\0b"), BJG_LEDGER_READ, &ledger, &err), "A004", "path");
    NAMED(bjg_ledger_set_latest(ledger, NULL, 1, &err), "A001", "time");
    NAMED(bjg_ledger_apply(ledger, NULL, 1, &out, &err), "A001", "command");
    NAMED(bjg_ledger_apply(ledger, LIT(kLatin), &out, &err), "A003", "command");
    NAMED(bjg_ledger_apply_all(ledger, LIT(kLatin), &out, &err), "A003", "commands");
    NAMED(bjg_ledger_find(ledger, LIT(kLatin), &out, &err), "A003", "id");
    NAMED(bjg_ledger_voucher(ledger, NULL, 1, LIT("2026-01-01"), &out, &err), "A001", "id");
    NAMED(bjg_ledger_voucher(ledger, LIT("a"), NULL, 1, &out, &err), "A001", "day");
    NAMED(bjg_ledger_backup(ledger, NULL, 0, &err), "A005", "path");
    NAMED(bjg_ledger_upgrade(NULL, 0, (int32_t[]){0}, &err), "A005", "path");
    NAMED(bjg_ledger_verify(NULL, 0, NULL, 0, NULL, NULL, &out, &err), "A005", "path");
    NAMED(bjg_ledger_verify(LIT("x"), NULL, 1, NULL, NULL, &out, &err), "A001", "checkpoints");

    /* JSON and what it says. */
    REFUSED(bjg_facts_from_json(policies(), NULL, 0, &facts, &err), BJG_E_INPUT, "J004");
    REFUSED(bjg_facts_from_json(policies(), LIT("[]"), &facts, &err), BJG_E_INPUT, "F002");
    CHECK(bjg_facts_from_json(policies(), LIT("{\n\"certificate.levle\": \"senior\"}"), &facts,
                              &err) == BJG_E_INPUT);
    CHECK_TEXT(bjg_error_file(err, 0, NULL), "facts");
    CHECK(bjg_error_line(err, 0) == 2);
    CHECK_HOLDS(bjg_error_message(err, 0, BJG_EN, NULL), "certificate.level");
    bjg_error_free(err);
    err = NULL;
    /* A value is never repeated. */
    CHECK(bjg_facts_from_json(policies(), LIT("{\"certificate.level\": \"Zhang San\"}"), &facts,
                              &err) == BJG_E_INPUT);
    CHECK(strstr(bjg_error_message(err, 0, BJG_EN, NULL), "Zhang") == NULL);
    bjg_error_free(err);
    err = NULL;

    REFUSED(bjg_request_new(policies(), LIT("[]"), &request, &err), BJG_E_INPUT, "R002");
    REFUSED(bjg_request_new(policies(), LIT("{\"rul\": 1}"), &request, &err), BJG_E_INPUT, "R005");
    REFUSED(bjg_request_new(policies(), LIT("{\"rule\": 1}"), &request, &err), BJG_E_INPUT, "R002");
    REFUSED(bjg_request_new(policies(), LIT("{\"rules\": []}"), &request, &err), BJG_E_INPUT,
            "R006");
    REFUSED(bjg_request_new(policies(), LIT("{\"rule\": \"skill_upgradin\"}"), &request, &err),
            BJG_E_INPUT, "D002");
    REFUSED(bjg_request_new(policies(), LIT("{\"place\": \"Shanghai\"}"), &request, &err),
            BJG_E_INPUT, "D011");
    REFUSED(bjg_request_new(policies(),
                            LIT("{\"rule\": \"skill_upgrading\", \"place\": \"310000\"}"), &request,
                            &err),
            BJG_E_INPUT, "A021");
    REFUSED(bjg_request_new(policies(), LIT("{\"as_of\": \"2023-02-29\"}"), &request, &err),
            BJG_E_INPUT, "A020");
    REFUSED(bjg_request_new(policies(), LIT("{\"as_of\": \"never\"}"), &request, &err), BJG_E_INPUT,
            "A020");
    CHECK(bjg_request_new(policies(),
                          LIT("{\"rule\": \"skill_upgrading\",\n"
                              " \"given\": {\"readings\": {\"last_day\": \"perhaps\"}}}"),
                          &request, &err) == BJG_E_INPUT);
    CHECK_TEXT(bjg_error_code(err, 0, NULL), "D007");
    CHECK_TEXT(bjg_error_pointer(err, 0, NULL), "/given/readings/last_day");
    CHECK(bjg_error_line(err, 0) == 2);
    bjg_error_free(err);
    err = NULL;
    CHECK(out == NULL && rulebooks == NULL && request == NULL && facts == NULL);
    bjg_ledger_free(ledger);
}

void test_wrong_numbers(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_rulebooks* other = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    NAMED(bjg_rulebooks_show(policies(), LIT("skill_upgrading"), 2, &out, &err), "A006", "language");
    OK(bjg_request_new(policies(), LIT(ASKED), &request, &err));
    OK(bjg_facts_from_json(policies(), LIT(GRANTED), &facts, &err));
    OK(bjg_decide(request, facts, &decision, &err));
    NAMED(bjg_decision_text(decision, -1, &out, &err), "A006", "language");
    bjg_decision_free(decision);
    bjg_facts_free(facts);

    /* Facts of another set of rulebooks. */
    OK(bjg_rulebooks_load(LIT("{\"texts\": {\"vocabulary.json\": \"{\\\"bajigong\\\": 1, "
                              "\\\"scales\\\": {}, \\\"facts\\\": {}}\"}}"),
                          &other, &err));
    OK(bjg_facts_from_json(other, LIT("{}"), &facts, &err));
    decision = NULL;
    REFUSED(bjg_decide(request, facts, &decision, &err), BJG_E_INPUT, "D008");
    CHECK(decision == NULL && out == NULL);
    bjg_facts_free(facts);
    bjg_request_free(request);
    bjg_rulebooks_free(other);
}

void test_freed_in_any_order(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    static const char kTexts[] =
        "{\"texts\": {\"vocabulary.json\": \"{\\\"bajigong\\\": 1, \\\"scales\\\": {}, \\\"facts\\\":"
        " {\\\"a.b\\\": {\\\"type\\\": \\\"bool\\\", \\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"x\\\"},"
        " \\\"on\\\": {\\\"type\\\": \\\"date\\\", \\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"x\\\"}}}\","
        " \"r.json\": \"{\\\"bajigong\\\": 1, \\\"id\\\": \\\"t.r\\\", \\\"title\\\": {\\\"zh\\\":"
        " \\\"x\\\", \\\"en\\\": \\\"x\\\"}, \\\"jurisdiction\\\": \\\"CN\\\", \\\"instruments\\\":"
        " {\\\"i\\\": {\\\"title\\\": \\\"x\\\", \\\"number\\\": null, \\\"issuer\\\": \\\"x\\\","
        " \\\"issued\\\": \\\"2020-01-01\\\", \\\"evidence\\\": \\\"official\\\"}}, \\\"rules\\\":"
        " [{\\\"id\\\": \\\"r\\\", \\\"kind\\\": \\\"subsidy\\\", \\\"title\\\": {\\\"zh\\\":"
        " \\\"x\\\", \\\"en\\\": \\\"x\\\"}, \\\"keyed_on\\\": \\\"on\\\", \\\"versions\\\":"
        " [{\\\"from\\\": \\\"2020-01-01\\\", \\\"until\\\": \\\"never\\\", \\\"instrument\\\":"
        " \\\"i\\\", \\\"require\\\": [{\\\"id\\\": \\\"c\\\", \\\"if\\\": \\\"a.b\\\", \\\"cite\\\":"
        " \\\"i §1\\\", \\\"text\\\": {\\\"zh\\\": \\\"x\\\", \\\"en\\\": \\\"that a.b holds\\\"}}]"
        "}]}]}\"}}";
    OK(bjg_rulebooks_load(LIT(kTexts), &rulebooks, &err));
    OK(bjg_request_new(rulebooks, LIT("{\"rule\": \"r\", \"as_of\": \"2024-01-01\"}"), &request,
                       &err));
    OK(bjg_facts_from_json(rulebooks, LIT("{\"a.b\": true, \"on\": \"2024-01-01\"}"), &facts, &err));
    bjg_rulebooks_free(rulebooks);
    OK(bjg_decide(request, facts, &decision, &err));
    bjg_request_free(request);
    bjg_facts_free(facts);
    CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
    CHECK_TEXT(bjg_decision_clause_text(decision, 0, BJG_EN, NULL), "that a.b holds");
    CHECK_TEXT(bjg_decision_clause_cite(decision, 0, NULL), "i §1");
    OK(bjg_decision_text(decision, BJG_EN, &out, &err));
    bjg_decision_free(decision);
    TELLS(out, "that a.b holds");
}
