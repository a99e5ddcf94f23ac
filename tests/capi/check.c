/* The checks, and the program that runs all tests: bajigong_capi_tests SOURCES SCRATCH [TEST]. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned long checks, failures;

int check(int good, const char* what, const char* file, int line) {
    ++checks;
    if (!good) {
        ++failures;
        fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    }
    return good;
}

int check_text(const char* got, const char* expected, const char* file, int line) {
    const int same = got != NULL && strcmp(got, expected) == 0;
    if (!same) fprintf(stderr, "got      %s\nexpected %s\n", got == NULL ? "(null)" : got, expected);
    return check(same, "the texts are equal", file, line);
}

int check_holds(const char* got, const char* part, const char* file, int line) {
    const int holds = got != NULL && strstr(got, part) != NULL;
    if (!holds) fprintf(stderr, "got     %s\nwithout %s\n", got == NULL ? "(null)" : got, part);
    return check(holds, "the text holds it", file, line);
}

int check_ok(int32_t status, bjg_error** err, const char* call, const char* file, int line) {
    const int good = check(status == BJG_OK && *err == NULL, call, file, line);
    size_t i;
    for (i = 0; *err != NULL && i < bjg_error_count(*err); ++i) {
        fprintf(stderr, "    %s %s %s:%d %s\n", bjg_error_code(*err, i, NULL),
                bjg_error_message(*err, i, BJG_EN, NULL), bjg_error_file(*err, i, NULL),
                (int)bjg_error_line(*err, i), bjg_error_pointer(*err, i, NULL));
    }
    bjg_error_free(*err);
    *err = NULL;
    return good;
}

int check_refused(int32_t status, bjg_error** err, int32_t expected, const char* code,
                  const char* call, const char* file, int line) {
    int good = check(status == expected, call, file, line);
    if (status != expected) fprintf(stderr, "    status %d, expected %d\n", (int)status, (int)expected);
    good = check(*err != NULL, "an error was written", file, line) && good;
    if (*err != NULL) {
        const char* got = bjg_error_code(*err, 0, NULL);
        size_t zh = 0, en = 0;
        if (strcmp(got, code) != 0) {
            fprintf(stderr, "    %s, expected %s: %s\n", got, code,
                    bjg_error_message(*err, 0, BJG_EN, NULL));
        }
        good = check(strcmp(got, code) == 0, call, file, line) && good;
        check(bjg_error_status(*err) == status, "the error has the call's status", file, line);
        check(bjg_error_count(*err) >= 1, "the error has a problem", file, line);
        bjg_error_message(*err, 0, BJG_ZH, &zh);
        bjg_error_message(*err, 0, BJG_EN, &en);
        check(zh > 0 && en > 0, "the error says what is wrong", file, line);
    }
    bjg_error_free(*err);
    *err = NULL;
    return good;
}

char* take(bjg_buffer** buffer) {
    const size_t size = bjg_buffer_size(*buffer);
    char* text = malloc(size + 1);
    if (text == NULL) abort();
    if (*buffer != NULL) memcpy(text, bjg_buffer_data(*buffer), size);
    text[size] = '\0';
    bjg_buffer_free(*buffer);
    *buffer = NULL;
    return text;
}

int gives(bjg_buffer** buffer, const char* expected, int whole, const char* file, int line) {
    const int ends = *buffer != NULL && bjg_buffer_data(*buffer)[bjg_buffer_size(*buffer)] == '\0';
    char* got = take(buffer);
    int good = check(ends, "a buffer was given, and ends in NUL", file, line);
    good = (whole ? check_text(got, expected, file, line) : check_holds(got, expected, file, line)) &&
           good;
    free(got);
    return good;
}

long long number_of(const char* json, const char* key) {
    char quoted[64];
    const char* found;
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    found = strstr(json, quoted);
    return found == NULL ? -1 : strtoll(found + strlen(quoted), NULL, 10);
}

/* ---- the program --------------------------------------------------------------------------- */

void test_library(void);
void test_rulebooks(void);
void test_decisions(void);
void test_undetermined(void);
void test_matching(void);
void test_receipts(void);
void test_population(void);
void test_population_streams(void);
void test_bad_populations(void);
void test_ladder(void);
void test_identifiers(void);
void test_ledger(void);
void test_ledger_log(void);
void test_ledger_files(void);
void test_after_a_fork(void);
void test_store(void);
void test_store_failures(void);
void test_callbacks(void);
void test_null_handles(void);
void test_wrong_texts(void);
void test_wrong_numbers(void);
void test_freed_in_any_order(void);

static const struct {
    const char* name;
    void (*run)(void);
} kTests[] = {
    {"library", test_library},
    {"rulebooks", test_rulebooks},
    {"decisions", test_decisions},
    {"undetermined", test_undetermined},
    {"matching", test_matching},
    {"receipts", test_receipts},
    {"population", test_population},
    {"population_streams", test_population_streams},
    {"bad_populations", test_bad_populations},
    {"ladder", test_ladder},
    {"identifiers", test_identifiers},
    {"ledger", test_ledger},
    {"ledger_log", test_ledger_log},
    {"ledger_files", test_ledger_files},
    {"after_a_fork", test_after_a_fork},
    {"store", test_store},
    {"store_failures", test_store_failures},
    {"callbacks", test_callbacks},
    {"null_handles", test_null_handles},
    {"wrong_texts", test_wrong_texts},
    {"wrong_numbers", test_wrong_numbers},
    {"freed_in_any_order", test_freed_in_any_order},
};

static const char *sources, *folder;
static bjg_rulebooks* loaded;

const bjg_rulebooks* policies(void) {
    char json[1024];
    bjg_error* err = NULL;
    if (loaded == NULL) {
        snprintf(json, sizeof json, "{\"paths\": [\"%s/policies\"]}", sources);
        OK(bjg_rulebooks_load(STR(json), &loaded, &err));
        if (loaded == NULL) exit(1);
    }
    return loaded;
}

const char* scratch(const char* name) {
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
    return path;
}

int main(int argc, char** argv) {
    size_t i;
    if (argc < 3) {
        fprintf(stderr, "usage: %s SOURCES SCRATCH [TEST]\n", argv[0]);
        return 2;
    }
    sources = argv[1];
    folder = argv[2];
    for (i = 0; i < sizeof kTests / sizeof kTests[0]; ++i) {
        const unsigned long before = failures;
        if (argc > 3 && strcmp(argv[3], kTests[i].name) != 0) continue;
        kTests[i].run();
        if (failures > before) fprintf(stderr, "FAILED %s\n", kTests[i].name);
    }
    bjg_rulebooks_free(loaded);
    printf("%lu checks, %lu failed\n", checks, failures);
    return checks == 0 || failures > 0;
}
