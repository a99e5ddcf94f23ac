/* The header alone as C99: that it compiles by itself and twice, and the numbers and layouts that an
 * ABI fixes. A size that is not as it was stops the build. */
#include <bajigong.h>
#include <bajigong.h>

#define FIXED(name, what) typedef char name[(what) ? 1 : -1]

FIXED(status_0, BJG_OK == 0 && BJG_E_INPUT == -1 && BJG_E_ARGUMENT == -2 && BJG_E_STATE == -3);
FIXED(status_4, BJG_E_STORE == -4 && BJG_E_CANCELLED == -5 && BJG_E_CALLBACK == -6);
FIXED(status_7, BJG_E_MEMORY == -7 && BJG_E_INTERNAL == -8);
FIXED(abi, BJG_ABI_VERSION == 1);
FIXED(languages, BJG_ZH == 0 && BJG_EN == 1);
FIXED(outcomes, BJG_ELIGIBLE == 0 && BJG_INELIGIBLE == 1 && BJG_UNDETERMINED == 2 && BJG_FAULT == 3);
FIXED(amounts_0, BJG_AMOUNT_NONE == 0 && BJG_AMOUNT_EXACT == 1 && BJG_AMOUNT_AT_MOST == 2);
FIXED(amounts_3, BJG_AMOUNT_AT_LEAST == 3 && BJG_AMOUNT_BETWEEN == 4 && BJG_AMOUNT_OPEN == 5);
FIXED(amounts_6, BJG_AMOUNT_UNKNOWN == 6 && BJG_AMOUNT_FAULT == 7);
FIXED(truths, BJG_TRUE == 0 && BJG_FALSE == 1 && BJG_UNKNOWN == 2 && BJG_FAULTED == 3);
FIXED(identifiers_0, BJG_ID_CITIZEN == 0 && BJG_ID_CREDIT_CODE == 1 && BJG_ID_REGION == 2);
FIXED(identifiers_3, BJG_ID_OCCUPATION == 3 && BJG_ID_CERTIFICATE == 4 && BJG_ID_QUALIFICATION == 5);
FIXED(access, BJG_LEDGER_READ == 0 && BJG_LEDGER_WRITE == 1);
FIXED(balances, BJG_BALANCES_POOLS == 0 && BJG_BALANCES_ACCOUNTS == 1 && BJG_BALANCES_EXPOSURES == 2);
FIXED(books, BJG_BOOKS_JOURNAL == 0 && BJG_BOOKS_BEANCOUNT == 1 && BJG_TABLE_COUNT == 8);

#if defined(__x86_64__) || defined(__aarch64__)
FIXED(store_size, sizeof(struct bjg_store) == 56);
FIXED(store_head, offsetof(struct bjg_store, struct_size) == 0 && offsetof(struct bjg_store, flags) == 4);
FIXED(store_context, offsetof(struct bjg_store, context) == 8);
FIXED(store_context_free, offsetof(struct bjg_store, context_free) == 16);
FIXED(store_get, offsetof(struct bjg_store, get) == 24);
FIXED(store_scan, offsetof(struct bjg_store, scan) == 32);
FIXED(store_commit, offsetof(struct bjg_store, commit) == 40);
FIXED(store_check_usable, offsetof(struct bjg_store, check_usable) == 48);

/* As the Arrow specification has them. */
FIXED(schema_size, sizeof(struct ArrowSchema) == 72);
FIXED(schema_flags, offsetof(struct ArrowSchema, flags) == 24);
FIXED(schema_children, offsetof(struct ArrowSchema, children) == 40);
FIXED(schema_release, offsetof(struct ArrowSchema, release) == 56);
FIXED(array_size, sizeof(struct ArrowArray) == 80);
FIXED(array_buffers, offsetof(struct ArrowArray, buffers) == 40);
FIXED(array_children, offsetof(struct ArrowArray, children) == 48);
FIXED(array_release, offsetof(struct ArrowArray, release) == 64);
FIXED(stream_size, sizeof(struct ArrowArrayStream) == 40);
FIXED(stream_release, offsetof(struct ArrowArrayStream, release) == 24);
#endif

/* So that the object is not empty. */
int layout_is_fixed(void);
int layout_is_fixed(void) { return 1; }
