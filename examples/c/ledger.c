/* A session with a voucher ledger in memory. usage: ledger COMMANDS.jsonl */
#include "example.h"

/* Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with FNV-1a of
 * 64 bits, which everybody can compute and which proves nothing. */
static int32_t sign(void* context, const void* bytes, size_t size, bjg_sink* sink) {
    const unsigned char* byte = bytes;
    unsigned char signature[8];
    uint64_t hash = 0xcbf29ce484222325u;
    size_t i;
    (void)context;
    for (i = 0; i < size; ++i) hash = (hash ^ byte[i]) * 0x100000001b3u;
    for (i = 0; i < 8; ++i) signature[i] = (unsigned char)(hash >> (56 - 8 * i));
    bjg_sink_write(sink, signature, sizeof signature);
    return 0;
}

int main(int argc, char** argv) {
    static const char kFounding[] =
        "{\"origin\": \"example.gov.cn/vouchers\", \"hash\": \"sha256\"}";
    static const char kId[] = "issue-1", kKey[] = "toy-key";
    bjg_error* error = NULL;
    bjg_ledger* ledger = NULL;
    bjg_buffer* out = NULL;
    char *text, *line;
    size_t size;

    check_abi();
    if (argc != 2) return 2;
    /* An empty path is a ledger in memory. */
    check(bjg_ledger_create(NULL, 0, kFounding, strlen(kFounding), &ledger, &error), &error);
    text = read_file(argv[1], &size);
    for (line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        /* Accepted, rejected or refused: the verdict is an answer, never an error. */
        check(bjg_ledger_apply(ledger, line, strlen(line), &out, &error), &error);
        print_buffer(out);
    }
    free(text);

    check(bjg_ledger_balances(ledger, BJG_BALANCES_POOLS, &out, &error), &error);
    print_buffer(out);
    check(
        bjg_ledger_receipt(ledger, kId, strlen(kId), kKey, strlen(kKey), sign, NULL, &out, &error),
        &error);
    print_buffer(out);
    check(bjg_ledger_checkpoint(ledger, kKey, strlen(kKey), sign, NULL, &out, &error), &error);
    print_buffer(out);
    bjg_ledger_free(ledger);
    return 0;
}
