/* What the C examples share: reading a file, and ending with an error. Copy it freely. */
#ifndef BAJIGONG_EXAMPLE_H
#define BAJIGONG_EXAMPLE_H

#include <bajigong.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* const kOutcomes[] = {"eligible", "ineligible", "undetermined", "fault"};
static const char* const kAmounts[] = {"none",    "exact", "at_most", "at_least",
                                       "between", "open",  "unknown", "fault"};
static const char* const kTruths[] = {"true", "false", "unknown", "fault"};

/* Ends the program with an error of the library, which it frees. */
static inline void fail(bjg_error* error) {
    size_t i;
    for (i = 0; i < bjg_error_count(error); ++i) {
        fprintf(stderr, "%s %s: %s\n", bjg_error_code(error, i, NULL),
                bjg_error_pointer(error, i, NULL), bjg_error_message(error, i, BJG_EN, NULL));
    }
    bjg_error_free(error);
    exit(1);
}

/* Ends the program if a call failed. By pointer: arguments are evaluated in any order. */
static inline void check(int32_t status, bjg_error** error) {
    if (status != BJG_OK) fail(*error);
}

/* The first thing a program does: a library of another ABI is not called. */
static inline void check_abi(void) {
    if (bjg_abi_version() == BJG_ABI_VERSION) return;
    fprintf(stderr, "libbajigong has ABI %u, this program %d\n", (unsigned)bjg_abi_version(),
            BJG_ABI_VERSION);
    exit(1);
}

/* A whole file, ending in NUL; for the caller to free. */
static inline char* read_file(const char* path, size_t* size) {
    FILE* file = fopen(path, "rb");
    char* text = NULL;
    long length = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) length = ftell(file);
    if (length >= 0 && fseek(file, 0, SEEK_SET) == 0) text = malloc((size_t)length + 1);
    if (text == NULL || fread(text, 1, (size_t)length, file) != (size_t)length) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    text[length] = '\0';
    *size = (size_t)length;
    return text;
}

/* Prints a buffer and a line feed, and frees the buffer. */
static inline void print_buffer(bjg_buffer* buffer) {
    fwrite(bjg_buffer_data(buffer), 1, bjg_buffer_size(buffer), stdout);
    putchar('\n');
    bjg_buffer_free(buffer);
}

/* Prints a text as JSON writes it. */
static inline void print_quoted(const char* text) {
    putchar('"');
    for (; *text != '\0'; ++text) {
        if (*text == '"' || *text == '\\') {
            printf("\\%c", *text);
        } else if ((unsigned char)*text < 0x20) {
            printf("\\u%04x", (unsigned)*text);
        } else {
            putchar(*text);
        }
    }
    putchar('"');
}

#endif /* BAJIGONG_EXAMPLE_H */
