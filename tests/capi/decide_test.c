/* Rulebooks, requests, facts and decisions from C. Expected values: the worked cases in policies/. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "samples.h"

void test_library(void) {
    CHECK(bjg_abi_version() == BJG_ABI_VERSION);
    CHECK(strncmp(bjg_version(), "0.", 2) == 0);
    CHECK_HOLDS(bjg_build_info(), "\"abi\":1");
    CHECK_HOLDS(bjg_build_info(), bjg_version());
    CHECK_HOLDS(bjg_build_info(), "\"nlohmann/json\":\"3.");
}

/* The index of a rule; the count if it is not there. */
static size_t rule_index(const char* id) {
    size_t i;
    for (i = 0; i < bjg_rulebooks_rule_count(policies()); ++i) {
        if (strcmp(bjg_rulebooks_rule_id(policies(), i, NULL), id) == 0) break;
    }
    return i;
}

void test_rulebooks(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_rulebooks* none = NULL;
    char *digest, *again;
    size_t size = 99;
    const size_t count = bjg_rulebooks_rule_count(policies());
    const size_t at = rule_index("skill_upgrading");

    CHECK(at < count);
    CHECK_TEXT(bjg_rulebooks_rule_kind(policies(), at, &size), "subsidy");
    CHECK(size == strlen("subsidy"));
    CHECK_TEXT(bjg_rulebooks_rule_book(policies(), at, NULL), "shanghai.skill_upgrading");
    CHECK_TEXT(bjg_rulebooks_rule_place(policies(), at, NULL), "310000");
    CHECK_TEXT(bjg_rulebooks_rule_title(policies(), at, BJG_EN, NULL),
               "Shanghai skill-upgrading subsidy");
    CHECK_HOLDS(bjg_rulebooks_rule_title(policies(), at, BJG_ZH, NULL), "上海市");
    CHECK(bjg_rulebooks_rule_id(policies(), count, &size) == NULL && size == 0);
    CHECK(bjg_rulebooks_rule_kind(policies(), count, NULL) == NULL);
    CHECK(bjg_rulebooks_rule_book(policies(), count, NULL) == NULL);
    CHECK(bjg_rulebooks_rule_place(policies(), count, NULL) == NULL);
    CHECK(bjg_rulebooks_rule_title(policies(), (size_t)-1, BJG_EN, NULL) == NULL);

    OK(bjg_rulebooks_facts(policies(), &out, &err));
    TELLS(out, "\"certificate.level\"");
    OK(bjg_rulebooks_lint(policies(), &out, &err));
    GIVES(out, "[]"); /* what is shipped is clean, as `bajigong lint` demands of it */

    OK(bjg_rulebooks_digest(policies(), LIT("skill_upgrading"), &out, &err));
    CHECK(bjg_buffer_size(out) == 64);
    digest = take(&out);
    OK(bjg_rulebooks_digest(policies(), NULL, 0, &out, &err));
    CHECK(bjg_buffer_size(out) == 64);
    again = take(&out);
    CHECK(strcmp(digest, again) != 0);
    free(digest);
    free(again);
    REFUSED(bjg_rulebooks_digest(policies(), LIT("skill_upgradin"), &out, &err), BJG_E_INPUT, "D002");

    OK(bjg_rulebooks_show(policies(), LIT("skill_upgrading"), BJG_EN, &out, &err));
    TELLS(out, "of statutory working age");
    OK(bjg_rulebooks_show(policies(), LIT("skill_upgrading"), BJG_ZH, &out, &err));
    TELLS(out, "处于法定劳动年龄");
    REFUSED(bjg_rulebooks_show(policies(), LIT("nothing_of_the_kind_at_all"), BJG_EN, &out, &err),
            BJG_E_INPUT, "D009");
    CHECK(out == NULL);

    /* Loading: from texts, and what is wrong with sources. */
    REFUSED(bjg_rulebooks_load(LIT("{}"), &none, &err), BJG_E_INPUT, "A021");
    REFUSED(bjg_rulebooks_load(LIT("{\"paths\": [], \"texts\": {}}"), &none, &err), BJG_E_INPUT,
            "A021");
    REFUSED(bjg_rulebooks_load(LIT("{\"path\": []}"), &none, &err), BJG_E_INPUT, "R005");
    REFUSED(bjg_rulebooks_load(LIT("{\"paths\": [7]}"), &none, &err), BJG_E_INPUT, "R002");
    REFUSED(bjg_rulebooks_load(LIT("{\"paths\": [\"/no/such/folder\"]}"), &none, &err), BJG_E_INPUT,
            "J001");
    CHECK(none == NULL);
    {
        static const char kTexts[] =
            "{\"texts\": {\"vocabulary.json\": \"{\\\"bajigong\\\": 1, \\\"scales\\\": {}, "
            "\\\"facts\\\": {\\\"a.b\\\": {\\\"type\\\": \\\"bool\\\", \\\"zh\\\": \\\"x\\\", "
            "\\\"en\\\": \\\"x\\\"}}}\"}}";
        OK(bjg_rulebooks_load(LIT(kTexts), &none, &err));
        CHECK(bjg_rulebooks_rule_count(none) == 0);
        OK(bjg_rulebooks_facts(none, &out, &err));
        GIVES(out, "[\"a.b\"]");
        bjg_rulebooks_free(none);
        none = NULL;
    }
    /* Every problem is told, with its place. */
    CHECK(bjg_rulebooks_load(LIT("{\"texts\": {\"vocabulary.json\": \"{\\n\\\"bajigong\\\": 1, \\\"x\\\": 1, \\\"y\\\": 1}\"}}"),
                             &none, &err) == BJG_E_INPUT);
    CHECK(bjg_error_count(err) >= 2);
    CHECK_TEXT(bjg_error_file(err, 0, NULL), "vocabulary.json");
    CHECK(bjg_error_line(err, 0) == 2);
    CHECK_HOLDS(bjg_error_pointer(err, 0, NULL), "/");
    bjg_error_free(err);
}

static bjg_request* request_of(const char* json) {
    bjg_error* err = NULL;
    bjg_request* request = NULL;
    OK(bjg_request_new(policies(), STR(json), &request, &err));
    return request;
}

static bjg_facts* facts_of(const char* json) {
    bjg_error* err = NULL;
    bjg_facts* facts = NULL;
    OK(bjg_facts_from_json(policies(), STR(json), &facts, &err));
    return facts;
}

static bjg_decision* decision_of(const char* request_json, const char* facts_json) {
    bjg_error* err = NULL;
    bjg_request* request = request_of(request_json);
    bjg_facts* facts = facts_of(facts_json);
    bjg_decision* decision = NULL;
    OK(bjg_decide(request, facts, &decision, &err));
    bjg_request_free(request);
    bjg_facts_free(facts);
    return decision;
}

/* The index of a clause; the count if it is not there. */
static size_t clause_index(const bjg_decision* decision, const char* id) {
    size_t i;
    for (i = 0; i < bjg_decision_clause_count(decision); ++i) {
        if (strcmp(bjg_decision_clause_id(decision, i, NULL), id) == 0) break;
    }
    return i;
}

void test_decisions(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    size_t size = 99, at;
    bjg_decision* decision = decision_of(ASKED, GRANTED);

    CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
    CHECK(bjg_decision_payable(decision) == 1);
    CHECK_TEXT(bjg_decision_rule(decision, &size), "skill_upgrading");
    CHECK_TEXT(bjg_decision_clause(decision, &size), "");
    CHECK(size == 0);
    CHECK(bjg_decision_amount_kind(decision) == BJG_AMOUNT_EXACT);
    CHECK(bjg_decision_amount_low(decision) == 200000); /* 2500 yuan x 80 % */
    CHECK(bjg_decision_amount_high(decision) == 200000);

    CHECK(bjg_decision_payment_count(decision) == 1);
    CHECK_TEXT(bjg_decision_payment_step(decision, 0, NULL), "paid");
    CHECK_TEXT(bjg_decision_payment_payee(decision, 0, NULL), "person");
    CHECK_TEXT(bjg_decision_payment_fund(decision, 0, NULL), ""); /* 资金渠道没有读到 */
    CHECK(bjg_decision_payment_kind(decision, 0) == BJG_AMOUNT_EXACT);
    CHECK(bjg_decision_payment_low(decision, 0) == 200000);
    CHECK(bjg_decision_payment_high(decision, 0) == 200000);
    CHECK(bjg_decision_payment_due(decision, 0) == 200000);
    CHECK(bjg_decision_payment_recover(decision, 0) == 0);

    CHECK(bjg_decision_cause_count(decision) == 0);
    CHECK(bjg_decision_result_count(decision) == 0);
    CHECK(bjg_decision_version_count(decision) == 1);
    CHECK_TEXT(bjg_decision_version(decision, 0, NULL), "2022");

    /* Groups stand before their members, in the order of the rulebook. */
    CHECK_TEXT(bjg_decision_clause_id(decision, 0, NULL), "of_working_age");
    CHECK(bjg_decision_clause_truth(decision, 0) == BJG_TRUE);
    CHECK_TEXT(bjg_decision_clause_text(decision, 0, BJG_EN, NULL), "of statutory working age");
    CHECK_TEXT(bjg_decision_clause_text(decision, 0, BJG_ZH, NULL), "处于法定劳动年龄");
    CHECK_TEXT(bjg_decision_clause_cite(decision, 0, NULL), "2022 §申领对象");
    CHECK_TEXT(bjg_decision_clause_id(decision, 1, NULL), "who");

    /* Past the last. */
    at = bjg_decision_clause_count(decision);
    size = 99;
    CHECK(bjg_decision_clause_id(decision, at, &size) == NULL && size == 0);
    CHECK(bjg_decision_clause_truth(decision, at) == -1);
    CHECK(bjg_decision_clause_text(decision, at, BJG_ZH, NULL) == NULL);
    CHECK(bjg_decision_clause_cite(decision, at, NULL) == NULL);
    CHECK(bjg_decision_payment_step(decision, 1, NULL) == NULL);
    CHECK(bjg_decision_payment_payee(decision, 1, NULL) == NULL);
    CHECK(bjg_decision_payment_fund(decision, (size_t)-1, NULL) == NULL);
    CHECK(bjg_decision_payment_kind(decision, 1) == -1);
    CHECK(bjg_decision_payment_low(decision, 1) == 0);
    CHECK(bjg_decision_payment_high(decision, 1) == 0);
    CHECK(bjg_decision_payment_due(decision, 1) == -1);
    CHECK(bjg_decision_payment_recover(decision, 1) == -1);
    CHECK(bjg_decision_cause_kind(decision, 0, NULL) == NULL);
    CHECK(bjg_decision_cause_name(decision, 0, NULL) == NULL);
    CHECK(bjg_decision_cause_why(decision, 0, NULL) == NULL);
    CHECK(bjg_decision_result_id(decision, 0, NULL) == NULL);
    CHECK(bjg_decision_result_value(decision, 0, NULL) == NULL);
    CHECK(bjg_decision_version(decision, 1, NULL) == NULL);

    OK(bjg_decision_json(decision, &out, &err));
    TELLS(out, "\"outcome\":\"eligible\"");
    OK(bjg_decision_text(decision, BJG_EN, &out, &err));
    TELLS(out, "2000.00 yuan");
    OK(bjg_decision_text(decision, BJG_ZH, &out, &err));
    TELLS(out, "2000.00元");
    OK(bjg_decision_receipt(decision, &out, &err));
    GIVES(out, ""); /* no salt, no receipt */
    bjg_decision_free(decision);

    /* A refusal is a decision. */
    decision = decision_of(ASKED, REFUSED_CASE);
    CHECK(bjg_decision_outcome(decision) == BJG_INELIGIBLE);
    CHECK(bjg_decision_payable(decision) == 0);
    CHECK_TEXT(bjg_decision_clause(decision, NULL), "who");
    CHECK(bjg_decision_amount_kind(decision) == BJG_AMOUNT_NONE);
    CHECK(bjg_decision_clause_truth(decision, clause_index(decision, "who")) == BJG_FALSE);
    OK(bjg_decision_json(decision, &out, &err));
    TELLS(out, "\"outcome\":\"ineligible\"");
    bjg_decision_free(decision);
}

void test_undetermined(void) {
    bjg_error* err = NULL;
    bjg_request* request = NULL;
    bjg_facts* facts;
    bjg_decision* decision = decision_of(ASKED, NOT_ASKED);
    CHECK(bjg_decision_outcome(decision) == BJG_UNDETERMINED);
    CHECK(bjg_decision_payable(decision) == 0);
    CHECK(bjg_decision_cause_count(decision) == 1);
    CHECK_TEXT(bjg_decision_cause_kind(decision, 0, NULL), "facts");
    CHECK_TEXT(bjg_decision_cause_name(decision, 0, NULL), "certificate.in_local_register");
    CHECK_TEXT(bjg_decision_cause_why(decision, 0, NULL), "");
    bjg_decision_free(decision);

    /* "on the corresponding day of the twelfth month": under each answer to last_day. */
    decision = decision_of("{\"rule\": \"skill_upgrading\", \"as_of\": \"2024-05-18\","
                           " \"given\": {\"readings\": {\"holiday\": \"stays\"}}}",
                           ON_LAST_DAY);
    CHECK(bjg_decision_outcome(decision) == BJG_UNDETERMINED);
    CHECK_TEXT(bjg_decision_cause_kind(decision, 0, NULL), "readings");
    CHECK_TEXT(bjg_decision_cause_name(decision, 0, NULL), "last_day");
    bjg_decision_free(decision);
    decision = decision_of("{\"rule\": \"skill_upgrading\", \"as_of\": \"2024-05-18\","
                           " \"given\": {\"readings\": {\"last_day\": \"counts\"}}}",
                           ON_LAST_DAY);
    CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
    CHECK(bjg_decision_amount_low(decision) == 200000);
    bjg_decision_free(decision);
    decision = decision_of("{\"rule\": \"skill_upgrading\", \"as_of\": \"2024-05-18\","
                           " \"given\": {\"readings\": {\"holiday\": \"stays\", \"last_day\": \"expired\"}}}",
                           ON_LAST_DAY);
    CHECK(bjg_decision_outcome(decision) == BJG_INELIGIBLE);
    CHECK_TEXT(bjg_decision_clause(decision, NULL), "in_time");
    bjg_decision_free(decision);

    /* "a listed foreign certificate": a table that the host brings, and a result beside money. */
    decision = decision_of(
        "{\"rule\": \"title_by_foreign_certificate_shanghai\", \"as_of\": \"2025-06-01\", \"given\":"
        " {\"tables\": {\"foreign_titles\": {\"rows\": [[\"示例云架构师证书\", \"title_middle\"]]}}}}",
        "{\"application.on\": \"2025-06-01\", \"foreign_certificate\": {\"name\": "
        "\"示例云架构师证书\", \"issued_on\": \"2024-05-01\"}}");
    CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
    CHECK(bjg_decision_result_count(decision) >= 1);
    CHECK_TEXT(bjg_decision_result_id(decision, 0, NULL), "compares_with");
    CHECK_TEXT(bjg_decision_result_value(decision, 0, NULL), "\"title_middle\"");
    bjg_decision_free(decision);

    /* "did well in a digital skill event": eligible, what is earned is pending. */
    decision = decision_of(
        "{\"rule\": \"grade_by_contest_shanghai\", \"as_of\": \"2025-10-01\"}",
        "{\"competition\": {\"kind\": \"provincial_comprehensive\", \"event\": \"skill_event\","
        " \"place\": \"310000\", \"held_on\": \"2025-09-01\", \"digital\": true,"
        " \"performed_well\": true}}");
    CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
    CHECK_TEXT(bjg_decision_result_id(decision, 0, NULL), "earned");
    CHECK_TEXT(bjg_decision_result_value(decision, 0, NULL), "");
    bjg_decision_free(decision);

    /* By the law of another day: before the notice of 2022 nothing was read. */
    decision = decision_of("{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\","
                           " \"law_date\": \"2020-01-01\"}",
                           GRANTED);
    CHECK(bjg_decision_outcome(decision) == BJG_UNDETERMINED);
    CHECK_TEXT(bjg_decision_cause_kind(decision, 0, NULL), "unseen");
    CHECK_HOLDS(bjg_decision_cause_why(decision, 0, NULL), "2022");
    bjg_decision_free(decision);

    /* What a request lacks is said when it is needed. */
    facts = facts_of(GRANTED);
    request = request_of("{\"rule\": \"skill_upgrading\"}");
    decision = NULL;
    REFUSED(bjg_decide(request, facts, &decision, &err), BJG_E_INPUT, "A022");
    bjg_request_free(request);
    request = request_of("{\"place\": \"310115\", \"as_of\": \"2023-07-03\"}");
    REFUSED(bjg_decide(request, facts, &decision, &err), BJG_E_INPUT, "A023");
    bjg_request_free(request);
    request = request_of("{\"rules\": [\"skill_upgrading\"], \"as_of\": \"2023-07-03\"}");
    REFUSED(bjg_decide(request, facts, &decision, &err), BJG_E_INPUT, "A023");
    bjg_request_free(request);
    CHECK(decision == NULL);
    bjg_facts_free(facts);
}

void test_matching(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_request* request = request_of("{\"place\": \"310115\", \"as_of\": \"2023-07-03\"}");
    bjg_facts* facts = facts_of(GRANTED);
    OK(bjg_match(request, facts, &out, &err));
    TELLS(out, "\"skill_upgrading\"");
    bjg_request_free(request);
    request = request_of(ASKED);
    REFUSED(bjg_match(request, facts, &out, &err), BJG_E_INPUT, "A025");
    CHECK(out == NULL);
    bjg_request_free(request);
    bjg_facts_free(facts);
}

void test_receipts(void) {
    static const char kSalt[] = "a secret of the office";
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_request* request = request_of(
        "{\"rule\": \"skill_upgrading\", \"as_of\": \"2024-05-18\","
        " \"given\": {\"readings\": {\"last_day\": \"counts\"}}}");
    bjg_request* other;
    bjg_facts* facts = facts_of(ON_LAST_DAY);
    bjg_facts* changed = facts_of(GRANTED);
    bjg_decision* decision = NULL;
    char *receipt, *damaged;

    REFUSED(bjg_request_set_salt(request, LIT("fifteen bytes.."), &err), BJG_E_INPUT, "A024");
    OK(bjg_request_set_salt(request, LIT(kSalt), &err));
    OK(bjg_decide(request, facts, &decision, &err));
    OK(bjg_decision_receipt(decision, &out, &err));
    bjg_decision_free(decision);
    receipt = take(&out);
    CHECK_HOLDS(receipt, "\"bajigong_receipt\":1");
    CHECK_HOLDS(receipt, "\"rule\":\"skill_upgrading\"");

    OK(bjg_replay(request, STR(receipt), facts, &out, &err));
    GIVES(out, "{\"same\":true,\"differences\":[]}");
    OK(bjg_replay(request, STR(receipt), changed, &out, &err));
    TELLS(out, "{\"same\":false,\"differences\":[\"facts_digest");

    /* The rule and the days come from the receipt. */
    other = request_of("{\"given\": {\"readings\": {\"last_day\": \"counts\"}}}");
    REFUSED(bjg_replay(other, STR(receipt), facts, &out, &err), BJG_E_INPUT, "A026");
    OK(bjg_request_set_salt(other, LIT(kSalt), &err));
    OK(bjg_replay(other, STR(receipt), facts, &out, &err));
    GIVES(out, "{\"same\":true,\"differences\":[]}");
    OK(bjg_request_set_salt(other, LIT("another secret, no less"), &err));
    OK(bjg_replay(other, STR(receipt), facts, &out, &err));
    TELLS(out, "\"same\":false");

    /* A receipt that was changed, and none at all. */
    damaged = strstr(receipt, "eligible");
    if (CHECK(damaged != NULL)) memcpy(damaged, "ELIGIBLE", 8);
    REFUSED(bjg_replay(request, STR(receipt), facts, &out, &err), BJG_E_INPUT, "D004");
    REFUSED(bjg_replay(request, LIT("{}"), facts, &out, &err), BJG_E_INPUT, "D003");
    free(receipt);
    bjg_request_free(request);
    bjg_request_free(other);
    bjg_facts_free(facts);
    bjg_facts_free(changed);
}
