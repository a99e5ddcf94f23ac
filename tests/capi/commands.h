/* Commands of the ledger that several tests book (docs/ledger.md). */
#ifndef COMMANDS_H
#define COMMANDS_H

#define FOUNDING "{\"origin\": \"example.gov.cn/vouchers\", \"hash\": \"sm3\"}"
#define COMMAND(kind, id, time, rest)                                                         \
    "{\"do\":\"" kind "\",\"id\":\"" id "\",\"at\":\"2026-01-05T" time "+08:00\",\"by\":\"clerk\"," \
    rest "}"
#define LATER_COMMAND                                                                           \
    "{\"do\":\"appropriate\",\"id\":\"a2\",\"at\":\"2026-02-05T10:00:00+08:00\",\"by\":\"clerk\"," \
    "\"fund\":\"f\",\"year\":2026,\"line\":\"l\",\"amount\":\"1.00\",\"document\":\"d\"}"

/* Appropriates 1000 yuan, makes a scheme and issues a voucher of 300 yuan: three records. */
extern const char kCommands[];
void book_all(bjg_ledger* ledger);

#endif /* COMMANDS_H */
