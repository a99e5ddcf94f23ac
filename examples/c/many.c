/* Decides many cases over one loaded set of rulebooks. usage: many FACTS.jsonl */
#include "example.h"

static void print_decision(unsigned line, const bjg_decision* decision) {
    printf("{\"line\":%u,\"outcome\":\"%s\",\"clause\":", line,
           kOutcomes[bjg_decision_outcome(decision)]);
    print_quoted(bjg_decision_clause(decision, NULL));
    printf(",\"amount\":\"%s\",\"low\":%lld,\"high\":%lld}\n",
           kAmounts[bjg_decision_amount_kind(decision)],
           (long long)bjg_decision_amount_low(decision),
           (long long)bjg_decision_amount_high(decision));
}

/* A line that cannot be read is told of, and the next one is decided. */
static void print_error(unsigned line, const bjg_error* error) {
    printf("{\"line\":%u,\"error\":\"%s\",\"pointer\":", line, bjg_error_code(error, 0, NULL));
    print_quoted(bjg_error_pointer(error, 0, NULL));
    puts("}");
}

static void decide_line(const bjg_rulebooks* rulebooks, const bjg_request* request, unsigned line,
                        const char* text) {
    bjg_error* error = NULL;
    bjg_facts* facts = NULL;
    bjg_decision* decision = NULL;
    if (bjg_facts_from_json(rulebooks, text, strlen(text), &facts, &error) == BJG_OK &&
        bjg_decide(request, facts, &decision, &error) == BJG_OK) {
        print_decision(line, decision);
    } else {
        print_error(line, error);
    }
    /* What was not made is null, and to free null is nothing. */
    bjg_decision_free(decision);
    bjg_facts_free(facts);
    bjg_error_free(error);
}

int main(int argc, char** argv) {
    static const char kSources[] = "{\"paths\": [\"policies\"]}";
    static const char kRequest[] = "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}";
    bjg_error* error = NULL;
    bjg_rulebooks* rulebooks = NULL;
    bjg_request* request = NULL;
    char *text, *line;
    unsigned number = 0;
    size_t size;

    check_abi();
    if (argc != 2) return 2;
    check(bjg_rulebooks_load(kSources, strlen(kSources), &rulebooks, &error), &error);
    check(bjg_request_new(rulebooks, kRequest, strlen(kRequest), &request, &error), &error);
    text = read_file(argv[1], &size);
    for (line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        decide_line(rulebooks, request, ++number, line);
    }
    free(text);
    bjg_request_free(request);
    bjg_rulebooks_free(rulebooks);
    return 0;
}
