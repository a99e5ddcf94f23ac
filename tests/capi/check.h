/* Checks of the C tests: each prints where it failed and is counted. */
#ifndef CHECK_H
#define CHECK_H

#include <bajigong.h>

/* A literal, or a string that ends in NUL, as the two arguments that a text is. */
#define LIT(text) (text), (sizeof(text) - 1)
#define STR(text) (text), strlen(text)

extern unsigned long checks, failures;

/* Counts, and prints what did not hold. Returns `good`. */
int check(int good, const char* what, const char* file, int line);
#define CHECK(what) check((what), #what, __FILE__, __LINE__)

int check_text(const char* got, const char* expected, const char* file, int line);
#define CHECK_TEXT(got, expected) check_text((got), (expected), __FILE__, __LINE__)

/* That `got` holds `part`. */
int check_holds(const char* got, const char* part, const char* file, int line);
#define CHECK_HOLDS(got, part) check_holds((got), (part), __FILE__, __LINE__)

/* That a call returned BJG_OK and wrote no error; prints and frees one that it wrote. */
int check_ok(int32_t status, bjg_error** err, const char* call, const char* file, int line);
#define OK(call) check_ok((call), &err, #call, __FILE__, __LINE__)

/* That a call was refused with a status and a code and that the error says it; frees it. */
int check_refused(int32_t status, bjg_error** err, int32_t expected, const char* code,
                  const char* call, const char* file, int line);
#define REFUSED(call, expected, code) \
    check_refused((call), &err, (expected), (code), #call, __FILE__, __LINE__)

/* The text of a buffer as a string of the caller's, to be freed; the buffer is freed. */
char* take(bjg_buffer** buffer);
/* That a buffer holds exactly, or among others, this text; it is freed. */
#define GIVES(buffer, expected) gives(&(buffer), (expected), 1, __FILE__, __LINE__)
#define TELLS(buffer, part) gives(&(buffer), (part), 0, __FILE__, __LINE__)
int gives(bjg_buffer** buffer, const char* expected, int whole, const char* file, int line);

/* A number that a JSON object has under a key, -1 if it has none. */
long long number_of(const char* json, const char* key);

/* The rulebooks that the tests decide by; loaded once, freed at the end. */
const bjg_rulebooks* policies(void);
/* A path below the folder that the tests may write to; valid until the next call. */
const char* scratch(const char* name);

#endif /* CHECK_H */
