/* The ledger from C: booking and asking, its log, its files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "commands.h"

const char kCommands[] =
    COMMAND("appropriate", "a1", "10:00:00",
            "\"fund\":\"f\",\"year\":2026,\"line\":\"l\",\"amount\":\"1000.00\",\"document\":\"d\"")
    "\n" COMMAND("scheme", "s1", "10:00:01",
                 "\"scheme\":\"s\",\"document\":\"d\",\"encumber\":\"issue\",\"cap\":\"500.00\","
                 "\"valid\":\"P3M\",\"hold_days\":30,\"shares\":[{\"fund\":\"f\",\"year\":2026,"
                 "\"line\":\"l\",\"share\":1}]")
    "\n\n" COMMAND("issue", "i1", "10:00:02",
                   "\"voucher\":\"V-1\",\"scheme\":\"s\",\"amount\":\"300.00\",\"person\":"
                   "\"0000000000000000000000000000000000000000000000000000000000000001\"");

const char kTooMuch[] = COMMAND("issue", "i2", "10:00:03",
                                "\"voucher\":\"V-2\",\"scheme\":\"s\",\"amount\":\"600.00\","
                                "\"person\":\"0000000000000000000000000000000000000000000000000000"
                                "000000000002\"");

/* Books kCommands: 1000 yuan, 300 of them in a voucher. */
void book_all(bjg_ledger* ledger) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    char *answers, *line;
    int lines = 0;
    OK(bjg_ledger_apply_all(ledger, STR(kCommands), &out, &err));
    answers = take(&out);
    for (line = strtok(answers, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        CHECK_HOLDS(line, "\"verdict\":\"accepted\"");
        ++lines;
    }
    CHECK(lines == 3);
    free(answers);
}

static uint64_t size_of(bjg_ledger* ledger) {
    bjg_error* err = NULL;
    uint64_t size = 99;
    OK(bjg_ledger_size(ledger, &size, &err));
    return size;
}

void test_ledger(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_ledger* ledger = NULL;
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &ledger, &err));
    CHECK(size_of(ledger) == 0);
    book_all(ledger);
    CHECK(size_of(ledger) == 3);

    /* Twice the same command is the same answer. */
    OK(bjg_ledger_apply(ledger, LIT(kTooMuch), &out, &err));
    TELLS(out, "\"verdict\":\"rejected\"");
    OK(bjg_ledger_apply(ledger, LIT(kTooMuch), &out, &err));
    TELLS(out, "\"replayed\":true");
    OK(bjg_ledger_apply(ledger, LIT("no command"), &out, &err));
    TELLS(out, "\"verdict\":\"refused\"");
    OK(bjg_ledger_apply(ledger, NULL, 0, &out, &err));
    TELLS(out, "\"verdict\":\"refused\"");
    OK(bjg_ledger_apply_all(ledger, NULL, 0, &out, &err));
    GIVES(out, "");
    OK(bjg_ledger_find(ledger, LIT("i2"), &out, &err));
    TELLS(out, "\"verdict\":\"rejected\"");
    OK(bjg_ledger_find(ledger, LIT("i3"), &out, &err));
    CHECK(out == NULL);

    /* 1000 yuan appropriated, 300 in the voucher, 700 left. */
    OK(bjg_ledger_balances(ledger, BJG_BALANCES_POOLS, &out, &err));
    GIVES(out,
          "[{\"kind\":\"APP\",\"fund\":\"f\",\"year\":2026,\"line\":\"\",\"party\":\"\",\"sub\":\"\","
          "\"fen\":-100000},"
          "{\"kind\":\"AVL\",\"fund\":\"f\",\"year\":2026,\"line\":\"l\",\"party\":\"\",\"sub\":\"\","
          "\"fen\":70000},"
          "{\"kind\":\"VCH\",\"fund\":\"f\",\"year\":2026,\"line\":\"l\",\"party\":\"\",\"sub\":\"\","
          "\"fen\":30000}]");
    OK(bjg_ledger_balances(ledger, BJG_BALANCES_ACCOUNTS, &out, &err));
    TELLS(out, "\"party\":\"V-1\",\"sub\":\"\",\"fen\":30000}");
    OK(bjg_ledger_balances(ledger, BJG_BALANCES_EXPOSURES, &out, &err));
    GIVES(out, "[]");
    REFUSED(bjg_ledger_balances(ledger, 3, &out, &err), BJG_E_ARGUMENT, "A006");

    OK(bjg_ledger_voucher(ledger, LIT("V-1"), LIT("2026-02-01"), &out, &err));
    TELLS(out, "\"state\":\"funded\"");
    OK(bjg_ledger_voucher(ledger, LIT("V-1"), LIT("2027-02-01"), &out, &err));
    TELLS(out, "\"state\":\"expired\"");
    OK(bjg_ledger_voucher(ledger, LIT("V-2"), LIT("2026-02-01"), &out, &err));
    CHECK(out == NULL);
    REFUSED(bjg_ledger_voucher(ledger, LIT("V-1"), LIT("2026-02-30"), &out, &err), BJG_E_INPUT,
            "A020");
    REFUSED(bjg_ledger_voucher(ledger, LIT("V-1"), LIT("never"), &out, &err), BJG_E_INPUT, "A020");

    /* A bound on the booked time, and none again. */
    OK(bjg_ledger_set_latest(ledger, LIT("2026-01-31T23:59:59+08:00"), &err));
    OK(bjg_ledger_apply(ledger, LIT(LATER_COMMAND), &out, &err));
    TELLS(out, "B011");
    REFUSED(bjg_ledger_set_latest(ledger, LIT("tomorrow"), &err), BJG_E_INPUT, "B003");
    OK(bjg_ledger_set_latest(ledger, NULL, 0, &err));
    OK(bjg_ledger_apply(ledger, LIT(LATER_COMMAND), &out, &err));
    TELLS(out, "\"verdict\":\"accepted\"");
    bjg_ledger_free(ledger);

    ledger = NULL;
    REFUSED(bjg_ledger_create(NULL, 0, LIT("{\"hash\": \"sm3\"}"), &ledger, &err), BJG_E_INPUT,
            "R001");
    REFUSED(bjg_ledger_create(NULL, 0, LIT("{\"origin\": \"a b\"}"), &ledger, &err), BJG_E_INPUT,
            "B010");
    REFUSED(bjg_ledger_create(NULL, 0, LIT("{\"origin\": \"a\", \"hash\": \"md5\"}"), &ledger, &err),
            BJG_E_INPUT, "A020");
    OK(bjg_ledger_create(NULL, 0, LIT("{\"origin\": \"a\"}"), &ledger, &err));
    bjg_ledger_free(ledger);
}

/* A signature that names the key and the length of what was signed. */
static int32_t sign(void* context, const void* bytes, size_t size, bjg_sink* sink) {
    char signature[64];
    (void)bytes;
    *(size_t*)context = size;
    bjg_sink_write(sink, "x", 1); /* replaced by what comes after */
    snprintf(signature, sizeof signature, "signed");
    bjg_sink_write(sink, signature, strlen(signature));
    return 0;
}

void test_ledger_log(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_ledger* ledger = NULL;
    size_t signed_size = 0;
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &ledger, &err));
    book_all(ledger);

    OK(bjg_ledger_checkpoint(ledger, NULL, 0, NULL, NULL, &out, &err));
    TELLS(out, "\"origin\":\"example.gov.cn/vouchers\",\"hash\":\"sm3\",\"size\":3");
    OK(bjg_ledger_checkpoint(ledger, LIT("clerk-key"), sign, &signed_size, &out, &err));
    TELLS(out, "\"key\":\"clerk-key\",\"signature\":\"7369676e6564\""); /* "signed" in hex */
    CHECK(signed_size > 100); /* two digests in hex, and more */
    REFUSED(bjg_ledger_checkpoint(ledger, LIT("clerk-key"), NULL, NULL, &out, &err), BJG_E_ARGUMENT,
            "A001");
    REFUSED(bjg_ledger_checkpoint(ledger, NULL, 0, sign, NULL, &out, &err), BJG_E_ARGUMENT, "A005");

    OK(bjg_ledger_receipt(ledger, LIT("i1"), NULL, 0, NULL, NULL, &out, &err));
    TELLS(out, "\"bajigong_ledger_receipt\":1,\"number\":2");
    OK(bjg_ledger_receipt(ledger, LIT("i1"), LIT("clerk-key"), sign, &signed_size, &out, &err));
    TELLS(out, "\"signature\":\"7369676e6564\"");
    REFUSED(bjg_ledger_receipt(ledger, LIT("i9"), NULL, 0, NULL, NULL, &out, &err), BJG_E_INPUT,
            "B102");

    /* RFC 9162, 2.1.4: the tree of 1 begins the tree of 3 by two digests. */
    OK(bjg_ledger_consistency(ledger, 1, 3, &out, &err));
    CHECK(bjg_buffer_size(out) == strlen("{\"from\":1,\"to\":3,\"path\":[\"\",\"\"]}") + 2 * 64);
    TELLS(out, "{\"from\":1,\"to\":3,\"path\":[\"");
    REFUSED(bjg_ledger_consistency(ledger, 1, 4, &out, &err), BJG_E_INPUT, "B025");
    REFUSED(bjg_ledger_consistency(ledger, 3, 1, &out, &err), BJG_E_INPUT, "B025");
    REFUSED(bjg_ledger_backup(ledger, STR(scratch("none")), &err), BJG_E_INPUT, "B017");
    CHECK(out == NULL);
    bjg_ledger_free(ledger);
}

struct text {
    char bytes[65536];
    size_t size;
};

static int32_t append(void* context, const char* bytes, size_t size) {
    struct text* text = context;
    if (text->size + size >= sizeof text->bytes) return 1;
    memcpy(text->bytes + text->size, bytes, size);
    text->bytes[text->size += size] = '\0';
    return 0;
}

static int32_t count_rows(void* context, uint64_t rows_done) {
    *(uint64_t*)context = rows_done;
    return 0;
}

static int32_t stop(void* context, uint64_t rows_done) {
    (void)context;
    (void)rows_done;
    return 1;
}

static int32_t stop_writing(void* context, const char* bytes, size_t size) {
    (void)context;
    (void)bytes;
    return size > 0;
}

void test_ledger_files(void) {
    static struct text books;
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_ledger *ledger = NULL, *second = NULL;
    char path[1024], copy[1024], checkpoints[2048];
    char* checkpoint;
    int32_t changed = 9;
    uint64_t done = 0;
    strcpy(path, scratch("a.ledger"));
    strcpy(copy, scratch("b.ledger"));

    /* A founding that is none leaves no file behind. */
    REFUSED(bjg_ledger_create(STR(path), LIT("{\"origin\": \"\"}"), &ledger, &err), BJG_E_INPUT,
            "R006");
    REFUSED(bjg_ledger_open(STR(path), BJG_LEDGER_READ, &ledger, &err), BJG_E_INPUT, "J001");
    OK(bjg_ledger_create(STR(path), LIT(FOUNDING), &ledger, &err));
    REFUSED(bjg_ledger_create(STR(path), LIT(FOUNDING), &second, &err), BJG_E_STORE, "B023");
    REFUSED(bjg_ledger_open(STR(path), BJG_LEDGER_WRITE, &second, &err), BJG_E_STORE, "B026");
    CHECK(second == NULL);
    book_all(ledger);
    OK(bjg_ledger_checkpoint(ledger, NULL, 0, NULL, NULL, &out, &err));
    checkpoint = take(&out);
    OK(bjg_ledger_backup(ledger, STR(copy), &err));
    REFUSED(bjg_ledger_backup(ledger, STR(copy), &err), BJG_E_STORE, "B023");

    books.size = 0;
    OK(bjg_ledger_export(ledger, BJG_BOOKS_JOURNAL, append, &books, &err));
    CHECK_HOLDS(books.bytes, "2026-01-05");
    CHECK_HOLDS(books.bytes, "1000.00");
    books.size = 0;
    OK(bjg_ledger_export(ledger, BJG_BOOKS_BEANCOUNT, append, &books, &err));
    CHECK_HOLDS(books.bytes, " CNY");
    REFUSED(bjg_ledger_export(ledger, BJG_BOOKS_JOURNAL, stop_writing, NULL, &err),
            BJG_E_CANCELLED, "A012");
    REFUSED(bjg_ledger_export(ledger, 2, append, &books, &err), BJG_E_ARGUMENT, "A006");
    REFUSED(bjg_ledger_export(ledger, BJG_BOOKS_JOURNAL, NULL, NULL, &err), BJG_E_ARGUMENT, "A001");
    bjg_ledger_free(ledger);
    ledger = NULL;

    OK(bjg_ledger_open(STR(path), BJG_LEDGER_READ, &ledger, &err));
    CHECK(size_of(ledger) == 3);
    bjg_ledger_free(ledger);
    REFUSED(bjg_ledger_open(STR(path), 2, &second, &err), BJG_E_ARGUMENT, "A006");

    OK(bjg_ledger_verify(STR(copy), NULL, 0, count_rows, &done, &out, &err));
    GIVES(out, "{\"good\":true,\"size\":3,\"anchored\":0,\"record\":null,\"problem\":null}");
    CHECK(done == 3);
    snprintf(checkpoints, sizeof checkpoints, "[%s]", checkpoint);
    OK(bjg_ledger_verify(STR(copy), STR(checkpoints), NULL, NULL, &out, &err));
    GIVES(out, "{\"good\":true,\"size\":3,\"anchored\":3,\"record\":null,\"problem\":null}");
    /* A checkpoint of another root. */
    memcpy(strstr(checkpoints, "\"root\":\"") + 8, "00000000", 8);
    OK(bjg_ledger_verify(STR(copy), STR(checkpoints), NULL, NULL, &out, &err));
    TELLS(out, "{\"good\":false,\"size\":3,\"anchored\":0,\"record\":3,\"problem\":{\"code\":\"B036\"");
    REFUSED(bjg_ledger_verify(STR(copy), LIT("{}"), NULL, NULL, &out, &err), BJG_E_INPUT, "R002");
    REFUSED(bjg_ledger_verify(STR(copy), LIT("[{}]"), NULL, NULL, &out, &err), BJG_E_INPUT, "R001");
    REFUSED(bjg_ledger_verify(STR(copy), NULL, 0, stop, NULL, &out, &err), BJG_E_CANCELLED, "A012");
    free(checkpoint);

    OK(bjg_ledger_upgrade(STR(copy), &changed, &err));
    CHECK(changed == 0);
    REFUSED(bjg_ledger_upgrade(STR(scratch("none")), &changed, &err), BJG_E_INPUT, "J001");
}
