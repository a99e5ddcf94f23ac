/* A store of a host's own, in C: each table a sorted array. It can be made to fail. */
#ifndef ARRAY_STORE_H
#define ARRAY_STORE_H

#include <bajigong.h>

struct array_row {
    char *key, *value;
    size_t key_size, value_size;
};

struct array_store {
    struct array_row* rows[BJG_TABLE_COUNT];
    size_t count[BJG_TABLE_COUNT];
    int commits_before_failure; /* -1: never */
    int gets_before_failure;
    int scans_before_failure;
    int silent;     /* fails without a word */
    int elsewhere;  /* as after a fork */
    int freed;      /* how often its context was freed */
    int rows_after; /* rows handed over after the library wanted no more */
    bjg_ledger* ledger; /* whom a callback calls back */
    int32_t reentered;  /* what that came to */
};

/* An empty store that never fails. */
void array_store_init(struct array_store* store);
/* Its callbacks, for bjg_ledger_with_store. */
struct bjg_store array_store_callbacks(struct array_store* store);
void array_store_clear(struct array_store* store);

#endif /* ARRAY_STORE_H */
