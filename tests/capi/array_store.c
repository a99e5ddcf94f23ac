/* A store over sorted arrays: what docs/ledger.md, "Bringing a store", asks for, and no more. */
#include "array_store.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void* a, size_t a_size, const void* b, size_t b_size) {
    const size_t size = a_size < b_size ? a_size : b_size;
    const int order = size == 0 ? 0 : memcmp(a, b, size);
    if (order != 0) return order;
    return a_size < b_size ? -1 : a_size > b_size;
}

/* The place of the first row that is not before `key`. */
static size_t lower_bound(const struct array_store* store, int32_t table, const void* key,
                          size_t size) {
    size_t from = 0, until = store->count[table];
    while (from < until) {
        const size_t middle = from + (until - from) / 2;
        const struct array_row* row = &store->rows[table][middle];
        if (compare(row->key, row->key_size, key, size) < 0) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return from;
}

static int has(const struct array_store* store, int32_t table, size_t at, const void* key,
               size_t size) {
    const struct array_row* row;
    if (at >= store->count[table]) return 0;
    row = &store->rows[table][at];
    return compare(row->key, row->key_size, key, size) == 0;
}

static char* copy_of(const void* bytes, size_t size) {
    char* copy = malloc(size + 1);
    if (copy == NULL) abort();
    memcpy(copy, bytes, size);
    return copy;
}

/* Counts down to a failure; non-zero when it is there. */
static int32_t fails(struct array_store* store, int* left, bjg_sink* sink) {
    static const char kWords[] = "the array is full";
    if (*left < 0 || (*left)-- > 0) return 0;
    if (!store->silent) bjg_sink_fail(sink, kWords, sizeof kWords - 1);
    return 1;
}

static void call_back(struct array_store* store) {
    uint64_t size = 0;
    if (store->ledger != NULL) store->reentered = bjg_ledger_size(store->ledger, &size, NULL);
}

static int32_t get(void* context, int32_t table, const void* key, size_t key_size, bjg_sink* sink) {
    struct array_store* store = context;
    const size_t at = lower_bound(store, table, key, key_size);
    call_back(store);
    if (fails(store, &store->gets_before_failure, sink)) return 1;
    if (has(store, table, at, key, key_size)) {
        bjg_sink_write(sink, store->rows[table][at].value, store->rows[table][at].value_size);
    }
    return 0;
}

static int32_t scan(void* context, int32_t table, const void* from, size_t from_size,
                    const void* until, size_t until_size, bjg_sink* sink) {
    struct array_store* store = context;
    size_t at = lower_bound(store, table, from, from_size);
    if (fails(store, &store->scans_before_failure, sink)) return 1;
    for (; at < store->count[table]; ++at) {
        const struct array_row* row = &store->rows[table][at];
        if (until_size > 0 && compare(row->key, row->key_size, until, until_size) >= 0) break;
        if (bjg_sink_row(sink, row->key, row->key_size, row->value, row->value_size) != 0) {
            /* Once more, which the library must bear. */
            if (bjg_sink_row(sink, row->key, row->key_size, row->value, row->value_size) == 0) {
                ++store->rows_after;
            }
            return 0;
        }
    }
    return 0;
}

static void erase(struct array_store* store, int32_t table, size_t at) {
    struct array_row* rows = store->rows[table];
    free(rows[at].key);
    free(rows[at].value);
    memmove(rows + at, rows + at + 1, (store->count[table] - at - 1) * sizeof *rows);
    --store->count[table];
}

static void insert(struct array_store* store, int32_t table, size_t at, const void* key,
                   size_t key_size, const void* value, size_t value_size) {
    struct array_row* rows = realloc(store->rows[table], (store->count[table] + 1) * sizeof *rows);
    if (rows == NULL) abort();
    store->rows[table] = rows;
    memmove(rows + at + 1, rows + at, (store->count[table] - at) * sizeof *rows);
    rows[at].key = copy_of(key, key_size);
    rows[at].key_size = key_size;
    rows[at].value = copy_of(value, value_size);
    rows[at].value_size = value_size;
    ++store->count[table];
}

static int32_t commit(void* context, const bjg_changes* changes, bjg_sink* sink) {
    struct array_store* store = context;
    size_t i;
    if (fails(store, &store->commits_before_failure, sink)) return 1;
    for (i = 0; i < bjg_changes_count(changes); ++i) {
        size_t key_size, value_size;
        const int32_t table = bjg_changes_table(changes, i);
        const void* key = bjg_changes_key(changes, i, &key_size);
        const void* value = bjg_changes_value(changes, i, &value_size);
        const size_t at = lower_bound(store, table, key, key_size);
        if (has(store, table, at, key, key_size)) erase(store, table, at);
        if (value != NULL) insert(store, table, at, key, key_size, value, value_size);
    }
    return 0;
}

static int32_t check_usable(void* context, bjg_sink* sink) {
    struct array_store* store = context;
    static const char kWords[] = "not here";
    if (store->elsewhere) bjg_sink_fail(sink, kWords, sizeof kWords - 1);
    return store->elsewhere;
}

static void context_free(void* context) { ++((struct array_store*)context)->freed; }

void array_store_init(struct array_store* store) {
    memset(store, 0, sizeof *store);
    store->commits_before_failure = store->gets_before_failure = store->scans_before_failure = -1;
}

struct bjg_store array_store_callbacks(struct array_store* store) {
    struct bjg_store callbacks;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.struct_size = sizeof callbacks;
    callbacks.context = store;
    callbacks.context_free = context_free;
    callbacks.get = get;
    callbacks.scan = scan;
    callbacks.commit = commit;
    callbacks.check_usable = check_usable;
    return callbacks;
}

void array_store_clear(struct array_store* store) {
    int32_t table;
    for (table = 0; table < BJG_TABLE_COUNT; ++table) {
        while (store->count[table] > 0) erase(store, table, store->count[table] - 1);
        free(store->rows[table]);
        store->rows[table] = NULL;
    }
}
