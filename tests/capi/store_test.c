/* A ledger in a store that the host brings, and callbacks that fail or call back. */
#include <stdlib.h>
#include <string.h>

#include "array_store.h"
#include "check.h"
#include "commands.h"

static bjg_ledger* create(struct array_store* store) {
    bjg_error* err = NULL;
    bjg_ledger* ledger = NULL;
    const struct bjg_store callbacks = array_store_callbacks(store);
    OK(bjg_ledger_with_store(&callbacks, LIT(FOUNDING), &ledger, &err));
    return ledger;
}

static bjg_ledger* reopen(struct array_store* store) {
    bjg_error* err = NULL;
    bjg_ledger* ledger = NULL;
    const struct bjg_store callbacks = array_store_callbacks(store);
    OK(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err));
    return ledger;
}

static char* checkpoint_of(bjg_ledger* ledger) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    OK(bjg_ledger_checkpoint(ledger, NULL, 0, NULL, NULL, &out, &err));
    return take(&out);
}

void test_store(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    struct array_store store;
    bjg_ledger *ledger, *in_memory = NULL;
    char *here, *there;
    array_store_init(&store);
    ledger = create(&store);
    book_all(ledger);
    OK(bjg_ledger_find(ledger, LIT("i1"), &out, &err));
    TELLS(out, "\"verdict\":\"accepted\"");
    OK(bjg_ledger_receipt(ledger, LIT("a1"), NULL, 0, NULL, NULL, &out, &err));
    TELLS(out, "\"number\":0");

    /* The same books as in memory, by the digest of the log and of the balances. */
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &in_memory, &err));
    book_all(in_memory);
    here = checkpoint_of(ledger);
    there = checkpoint_of(in_memory);
    CHECK_TEXT(here, there);
    free(there);
    bjg_ledger_free(in_memory);

    /* And the same after it was closed and opened again. */
    bjg_ledger_free(ledger);
    CHECK(store.freed == 1);
    ledger = reopen(&store);
    there = checkpoint_of(ledger);
    CHECK_TEXT(here, there);
    bjg_ledger_free(ledger);
    CHECK(store.freed == 2);
    CHECK(store.rows_after == 0);
    free(here);
    free(there);
    array_store_clear(&store);
}

void test_store_failures(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    struct array_store store;
    struct bjg_store callbacks;
    bjg_ledger* ledger = NULL;
    array_store_init(&store);

    /* No ledger there yet, and one too many. */
    callbacks = array_store_callbacks(&store);
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err), BJG_E_STORE, "B024");
    ledger = create(&store);
    bjg_ledger_free(ledger);
    ledger = NULL;
    REFUSED(bjg_ledger_with_store(&callbacks, LIT(FOUNDING), &ledger, &err), BJG_E_STORE, "B023");
    CHECK(store.freed == 3);

    /* A commit that fails: nothing is booked, the ledger takes nothing more until it is opened. */
    ledger = reopen(&store);
    store.commits_before_failure = 0;
    CHECK(bjg_ledger_apply_all(ledger, STR(kCommands), &out, &err) == BJG_E_STORE);
    CHECK_TEXT(bjg_error_code(err, 0, NULL), "B020");
    CHECK_HOLDS(bjg_error_message(err, 0, BJG_EN, NULL), "the array is full");
    bjg_error_free(err);
    err = NULL;
    CHECK(out == NULL);
    REFUSED(bjg_ledger_apply(ledger, LIT(LATER_COMMAND), &out, &err), BJG_E_STORE, "B021");
    REFUSED(bjg_ledger_find(ledger, LIT("a1"), &out, &err), BJG_E_STORE, "B021");
    bjg_ledger_free(ledger);
    ledger = reopen(&store);
    book_all(ledger);
    bjg_ledger_free(ledger);

    /* A read that fails, without words. */
    ledger = reopen(&store);
    store.gets_before_failure = 0;
    store.silent = 1;
    CHECK(bjg_ledger_find(ledger, LIT("i1"), &out, &err) == BJG_E_STORE);
    CHECK_TEXT(bjg_error_code(err, 0, NULL), "B020");
    CHECK_HOLDS(bjg_error_message(err, 0, BJG_ZH, NULL), "未说明原因");
    bjg_error_free(err);
    err = NULL;
    bjg_ledger_free(ledger);
    ledger = reopen(&store);
    store.scans_before_failure = 0;
    REFUSED(bjg_ledger_balances(ledger, BJG_BALANCES_POOLS, &out, &err), BJG_E_STORE, "B020");
    bjg_ledger_free(ledger);

    /* Used where it cannot be. */
    ledger = reopen(&store);
    store.elsewhere = 1;
    REFUSED(bjg_ledger_find(ledger, LIT("i1"), &out, &err), BJG_E_STATE, "B022");
    store.elsewhere = 0;
    bjg_ledger_free(ledger);
    store.freed = 0;

    /* A table of callbacks that is wrong; the context is freed all the same. */
    ledger = NULL;
    REFUSED(bjg_ledger_with_store(NULL, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A001");
    callbacks.struct_size = sizeof callbacks - 1;
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A007");
    CHECK(store.freed == 1);
    callbacks.struct_size = 4; /* too short to have a context */
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A007");
    CHECK(store.freed == 1);
    callbacks.struct_size = sizeof callbacks;
    callbacks.flags = 1;
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A007");
    CHECK(store.freed == 2);
    callbacks.flags = 0;
    callbacks.commit = NULL;
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A001");
    CHECK(store.freed == 3);
    callbacks = array_store_callbacks(&store);
    REFUSED(bjg_ledger_with_store(&callbacks, NULL, 0, NULL, &err), BJG_E_ARGUMENT, "A001");
    CHECK(store.freed == 4);
    {
        /* As a newer header would have it: nothing more said, or something that is not known. */
        struct {
            struct bjg_store known;
            void* added;
        } newer;
        memset(&newer, 0, sizeof newer);
        newer.known = callbacks;
        newer.known.struct_size = sizeof newer;
        OK(bjg_ledger_with_store(&newer.known, NULL, 0, &ledger, &err));
        bjg_ledger_free(ledger);
        newer.added = &store;
        ledger = NULL;
        REFUSED(bjg_ledger_with_store(&newer.known, NULL, 0, &ledger, &err), BJG_E_ARGUMENT, "A007");
    }
    /* Without what may be left out. */
    callbacks.check_usable = NULL;
    callbacks.context_free = NULL;
    OK(bjg_ledger_with_store(&callbacks, NULL, 0, &ledger, &err));
    bjg_ledger_free(ledger);
    array_store_clear(&store);

    /* Changes and sinks outside their callbacks. */
    CHECK(bjg_changes_count(NULL) == 0 && bjg_changes_table(NULL, 0) == -1);
    CHECK(bjg_changes_key(NULL, 0, NULL) == NULL && bjg_changes_value(NULL, 0, NULL) == NULL);
    CHECK(bjg_sink_row(NULL, "k", 1, "v", 1) != 0);
    bjg_sink_write(NULL, "x", 1);
    bjg_sink_fail(NULL, "x", 1);
}

struct signer {
    bjg_ledger* ledger;
    int mode;
    int32_t inner;
};

static int32_t sign(void* context, const void* bytes, size_t size, bjg_sink* sink) {
    struct signer* signer = context;
    bjg_buffer* out = NULL;
    bjg_error* err = NULL;
    (void)bytes;
    (void)size;
    switch (signer->mode) {
        case 0: /* fails, with words */
            bjg_sink_fail(sink, LIT("the card was taken out"));
            return 1;
        case 1: /* says nothing at all */ return 0;
        case 2: /* null with a length */ bjg_sink_write(sink, NULL, 7); return 0;
        case 3: /* words that are not UTF-8 */ bjg_sink_fail(sink, LIT("\xff\xfe")); return 1;
        case 4: { /* more words than are kept, cut between characters */
            char words[4096];
            size_t i;
            for (i = 0; i + 3 <= sizeof words; i += 3) memcpy(words + i, "字", 3);
            bjg_sink_fail(sink, words, i);
            return 1;
        }
        default: /* calls back into the ledger whose call is running */
            signer->inner = bjg_ledger_apply(signer->ledger, LIT(LATER_COMMAND), &out, &err);
            if (signer->inner == BJG_E_STATE) {
                REFUSED(signer->inner, BJG_E_STATE, "A015");
            }
            bjg_error_free(err);
            bjg_buffer_free(out);
            bjg_sink_write(sink, "signed", 6);
            return 0;
    }
}

void test_callbacks(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_ledger *ledger = NULL, *other = NULL;
    struct array_store store;
    struct signer signer;
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &ledger, &err));
    OK(bjg_ledger_create(NULL, 0, LIT(FOUNDING), &other, &err));
    signer.ledger = ledger;
    signer.mode = 0;
    CHECK(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err) == BJG_E_CALLBACK);
    CHECK_TEXT(bjg_error_code(err, 0, NULL), "A013");
    CHECK_HOLDS(bjg_error_message(err, 0, BJG_EN, NULL), "the card was taken out");
    bjg_error_free(err);
    err = NULL;
    signer.mode = 1;
    REFUSED(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err), BJG_E_CALLBACK,
            "A014");
    signer.mode = 2;
    REFUSED(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err), BJG_E_ARGUMENT,
            "A001");
    signer.mode = 3;
    REFUSED(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err), BJG_E_ARGUMENT,
            "A003");
    signer.mode = 4;
    REFUSED(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err), BJG_E_CALLBACK,
            "A013");

    /* Into its own ledger: refused, and the call goes on. Into another one: as always. */
    signer.mode = 5;
    OK(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err));
    CHECK(signer.inner == BJG_E_STATE);
    TELLS(out, "\"size\":0");
    signer.ledger = other;
    OK(bjg_ledger_checkpoint(ledger, LIT("k"), sign, &signer, &out, &err));
    CHECK(signer.inner == BJG_OK);
    TELLS(out, "\"size\":0");
    OK(bjg_ledger_find(other, LIT("a2"), &out, &err));
    TELLS(out, "\"verdict\":\"accepted\"");
    bjg_ledger_free(ledger);
    bjg_ledger_free(other);

    /* A store that calls back into its ledger, which would wait for itself. */
    array_store_init(&store);
    {
        const struct bjg_store callbacks = array_store_callbacks(&store);
        OK(bjg_ledger_with_store(&callbacks, LIT(FOUNDING), &ledger, &err));
    }
    store.ledger = ledger;
    store.reentered = 99;
    book_all(ledger);
    CHECK(store.reentered == BJG_E_STATE);
    store.ledger = NULL;
    bjg_ledger_free(ledger);
    array_store_clear(&store);
}
