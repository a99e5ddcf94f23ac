/* Populations from C: columns made by hand, decided as the cases that they are. Expected values: the
 * worked cases that samples.h names. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "samples.h"

#define ROWS 3
#define MAX_CHILDREN 10

/* A column with all that it points to; freed by its release. */
struct column {
    char format[16], name[40];
    struct ArrowSchema* schema_children[MAX_CHILDREN];
    struct ArrowArray* array_children[MAX_CHILDREN];
    const void* buffers[3];
    uint8_t valid[8];
    int32_t offsets[8];
    char bytes[400];
    int64_t numbers[8];
};

static int live; /* structures made and not yet released */

static void release_schema(struct ArrowSchema* schema) {
    int64_t i;
    for (i = 0; i < schema->n_children; ++i) {
        if (schema->children[i]->release != NULL) schema->children[i]->release(schema->children[i]);
        free(schema->children[i]);
    }
    free(schema->private_data);
    schema->release = NULL;
    --live;
}

static void release_array(struct ArrowArray* array) {
    int64_t i;
    for (i = 0; i < array->n_children; ++i) {
        if (array->children[i]->release != NULL) array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    free(array->private_data);
    array->release = NULL;
    --live;
}

/* Schema and array of one column, of each its own memory. */
struct made {
    struct ArrowSchema* schema;
    struct ArrowArray* array;
};

static struct made make(const char* format, const char* name, int64_t length, int64_t buffers) {
    struct made made;
    struct column* of_schema = calloc(1, sizeof *of_schema);
    struct column* of_array = calloc(1, sizeof *of_array);
    made.schema = calloc(1, sizeof *made.schema);
    made.array = calloc(1, sizeof *made.array);
    strcpy(of_schema->format, format);
    strcpy(of_schema->name, name);
    made.schema->format = of_schema->format;
    made.schema->name = of_schema->name;
    made.schema->flags = ARROW_FLAG_NULLABLE;
    made.schema->children = of_schema->schema_children;
    made.schema->private_data = of_schema;
    made.schema->release = release_schema;
    made.array->length = length;
    made.array->n_buffers = buffers;
    made.array->buffers = of_array->buffers;
    made.array->children = of_array->array_children;
    made.array->private_data = of_array;
    made.array->release = release_array;
    live += 2;
    return made;
}

static struct column* memory(struct made made) { return made.array->private_data; }

static void add(struct made parent, struct made child) {
    struct column* schema = parent.schema->private_data;
    schema->schema_children[parent.schema->n_children++] = child.schema;
    memory(parent)->array_children[parent.array->n_children++] = child.array;
}

/* A null pointer among the values is a null. */
static void nulls(struct made made, int64_t row) {
    struct column* column = memory(made);
    if (column->buffers[0] == NULL) {
        memset(column->valid, 0xff, sizeof column->valid);
        column->buffers[0] = column->valid;
    }
    column->valid[row / 8] &= (uint8_t)~(1u << (row % 8));
    ++made.array->null_count;
}

static struct made texts(const char* name, const char* const* values, int64_t count) {
    struct made made = make("u", name, count, 3);
    struct column* column = memory(made);
    int64_t i;
    for (i = 0; i < count; ++i) {
        strcat(column->bytes, values[i]);
        column->offsets[i + 1] = (int32_t)strlen(column->bytes);
    }
    column->buffers[1] = column->offsets;
    column->buffers[2] = column->bytes;
    return made;
}

/* Truths by '1' and '0', '?' for null. */
static struct made truths(const char* name, const char* values) {
    struct made made = make("b", name, (int64_t)strlen(values), 2);
    struct column* column = memory(made);
    size_t i;
    for (i = 0; values[i] != 0; ++i) {
        if (values[i] == '1') column->bytes[i / 8] |= (char)(1 << (i % 8));
        if (values[i] == '?') nulls(made, (int64_t)i);
    }
    column->buffers[1] = column->bytes;
    return made;
}

static struct made record(const char* name, int64_t rows) { return make("+s", name, rows, 1); }

static struct made lists(const char* name, int a, int b, int c, struct made elements) {
    struct made made = make("+l", name, ROWS, 2);
    struct column* column = memory(made);
    column->offsets[1] = a;
    column->offsets[2] = a + b;
    column->offsets[3] = a + b + c;
    column->buffers[1] = column->offsets;
    add(made, elements);
    return made;
}

static struct made one_text(const char* name, const char* value, int64_t count) {
    const char* values[ROWS];
    values[0] = values[1] = values[2] = value;
    return texts(name, values, count);
}

/* Rows: GRANTED, REFUSED_CASE, NOT_ASKED. */
static struct made people(void) {
    static const char* const kHouseholds[] = {"310115", "340100", "310115"};
    struct made table = record("", ROWS);
    struct made person = record("person", ROWS), certificate = record("certificate", ROWS);
    struct made job = record("item", 2), status = record("item", 1), id;
    int64_t i;
    id = make("l", "id", ROWS, 2);
    for (i = 0; i < ROWS; ++i) memory(id)->numbers[i] = 100 + i;
    memory(id)->buffers[1] = memory(id)->numbers;
    add(table, id);
    add(table, one_text("application.on", "2023-07-03", ROWS));
    add(person, truths("of_working_age", "111"));
    add(person, texts("household_place", kHouseholds, ROWS));
    add(table, person);
    add(certificate, one_text("kind", "level_certificate", ROWS));
    add(certificate, one_text("route", "assessed", ROWS));
    add(certificate, one_text("occupation", "\xe7\x94\xb5\xe5\xb7\xa5", ROWS));
    add(certificate, one_text("level", "senior", ROWS));
    add(certificate, one_text("issued_on", "2023-05-18", ROWS));
    add(certificate, one_text("body_filed_in", "310000", ROWS));
    add(certificate, truths("in_local_register", "11?"));
    add(table, certificate);
    add(job, one_text("from", "2019-04-01", 2));
    add(job, one_text("until", "never", 2));
    add(job, truths("enterprise", "11"));
    add(job, truths("insured", "11"));
    add(job, one_text("registered_in", "310115", 2));
    add(job, one_text("place", "310115", 2));
    add(table, lists("employment", 1, 0, 1, job));
    add(status, one_text("status", "unemployed", 1));
    add(status, one_text("from", "2023-01-01", 1));
    add(status, one_text("until", "never", 1));
    add(table, lists("statuses", 0, 1, 0, status));
    add(table, one_text("school.kind", "no_school", ROWS));
    add(table, lists("subsidies", 0, 0, 0, record("item", 0)));
    return table;
}

static void drop_schema(struct made table) {
    table.schema->release(table.schema);
    free(table.schema);
}

/* The names that the codes of a dictionary column stand for. */
static int is_code(const struct ArrowArray* column, int64_t code, const char* name) {
    const int64_t* offsets = column->dictionary->buffers[1];
    const char* bytes = column->dictionary->buffers[2];
    const size_t size = (size_t)(offsets[code + 1] - offsets[code]);
    return strlen(name) == size && memcmp(bytes + offsets[code], name, size) == 0;
}
static int is_known(const struct ArrowArray* column, int64_t row) {
    const uint8_t* valid = column->buffers[0];
    return valid == NULL || (valid[row / 8] >> (row % 8) & 1) != 0;
}

static void check_results(const struct ArrowArray* out) {
    static const char* const kOutcomes[] = {"eligible", "ineligible", "undetermined"};
    const struct ArrowArray* outcome = out->children[1];
    const struct ArrowArray* amount = out->children[2];
    const struct ArrowArray* clause = out->children[3];
    int64_t i;
    CHECK(out->length == ROWS && out->n_children == 5);
    CHECK(((const int64_t*)out->children[0]->buffers[1])[2] == 102);
    for (i = 0; i < ROWS; ++i) {
        CHECK(is_code(outcome, ((const int8_t*)outcome->buffers[1])[i], kOutcomes[i]));
    }
    /* 2500 yuan x 80 %, in fen; nothing where it is not exact. */
    CHECK(is_known(amount, 0) && ((const int64_t*)amount->buffers[1])[0] == 200000);
    CHECK(!is_known(amount, 1));
    CHECK(!is_known(clause, 0) && is_known(clause, 1));
    CHECK(is_code(clause, ((const int32_t*)clause->buffers[1])[1], "who"));
}

static int32_t count_rows(void* context, uint64_t rows) {
    *(uint64_t*)context = rows;
    return 0;
}
static int32_t stop(void* context, uint64_t rows) {
    (void)context, (void)rows;
    return 1;
}
static int freed;
static void count_free(void* context) {
    (void)context;
    ++freed;
}

struct reentry {
    bjg_population* population;
    int32_t status;
};
static int32_t come_back(void* context, uint64_t rows) {
    struct reentry* reentry = context;
    (void)rows;
    reentry->status =
        bjg_population_set_progress(reentry->population, NULL, NULL, NULL, NULL);
    return 0;
}

static bjg_request* asked(const char* json) {
    bjg_error* err = NULL;
    bjg_request* request = NULL;
    OK(bjg_request_new(policies(), STR(json), &request, &err));
    return request;
}

#define WANTED "{\"keep\": [\"id\"], \"outputs\": [\"causes\"]}"

void test_population(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    bjg_population* population = NULL;
    bjg_request* request = asked(ASKED);
    struct made table = people();
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct reentry reentry;
    uint64_t rows = 0;
    char* facts;

    OK(bjg_population_bind(request, table.schema, LIT(WANTED), &population, &err));
    OK(bjg_population_report(population, &out, &err));
    TELLS(out, "\"certificate.level\":\"certificate/level\"");
    OK(bjg_population_schema(population, &schema, &err));
    CHECK(schema.n_children == 5);
    CHECK_TEXT(schema.children[1]->name, "outcome");
    CHECK_TEXT(schema.children[4]->format, "+L");
    schema.release(&schema);

    /* A row's facts are those of the case, so that it is decided as that case is. */
    OK(bjg_population_facts(population, table.array, 0, &out, &err));
    facts = take(&out);
    CHECK_HOLDS(facts, "\"certificate.level\":\"senior\"");
    {
        bjg_facts* one = NULL;
        bjg_decision* decision = NULL;
        OK(bjg_facts_from_json(policies(), STR(facts), &one, &err));
        OK(bjg_decide(request, one, &decision, &err));
        CHECK(bjg_decision_outcome(decision) == BJG_ELIGIBLE);
        CHECK(bjg_decision_amount_low(decision) == 200000);
        bjg_decision_free(decision);
        bjg_facts_free(one);
    }
    free(facts);
    REFUSED(bjg_population_facts(population, table.array, ROWS, &out, &err), BJG_E_INPUT, "P016");
    REFUSED(bjg_population_facts(population, table.array, -1, &out, &err), BJG_E_INPUT, "P016");

    OK(bjg_population_set_progress(population, count_rows, &rows, count_free, &err));
    OK(bjg_population_decide(population, table.array, &array, &err));
    CHECK(table.array->release == NULL);
    CHECK(rows == ROWS);
    /* Results outlive what made them; a kept column outlives its struct. */
    bjg_request_free(request);
    check_results(&array);
    array.release(&array);
    free(table.array);
    drop_schema(table);
    CHECK(live == 0);

    /* What was moved in is gone, whatever the status. */
    table = people();
    OK(bjg_population_set_progress(population, stop, NULL, count_free, &err));
    CHECK(freed == 1);
    memset(&array, 0, sizeof array);
    REFUSED(bjg_population_decide(population, table.array, &array, &err), BJG_E_CANCELLED, "P013");
    CHECK(table.array->release == NULL && array.release == NULL);
    free(table.array);
    drop_schema(table);
    CHECK(live == 0);

    table = people();
    reentry.population = population;
    reentry.status = BJG_OK;
    OK(bjg_population_set_progress(population, come_back, &reentry, count_free, &err));
    OK(bjg_population_decide(population, table.array, &array, &err));
    CHECK(reentry.status == BJG_E_STATE);
    array.release(&array);
    free(table.array);
    drop_schema(table);
    bjg_population_free(population);
    CHECK(freed == 3);
    CHECK(live == 0);
}

/* A stream of one array. */
struct source {
    struct made table;
    int given, released;
};
static int source_schema(struct ArrowArrayStream* stream, struct ArrowSchema* out) {
    struct source* source = stream->private_data;
    *out = *source->table.schema;
    source->table.schema->release = NULL;
    free(source->table.schema);
    return 0;
}
static int source_next(struct ArrowArrayStream* stream, struct ArrowArray* out) {
    struct source* source = stream->private_data;
    memset(out, 0, sizeof *out);
    if (source->given++ == 0) {
        *out = *source->table.array;
        free(source->table.array);
    }
    return 0;
}
static const char* source_error(struct ArrowArrayStream* stream) {
    (void)stream;
    return NULL;
}
static void source_release(struct ArrowArrayStream* stream) {
    ++((struct source*)stream->private_data)->released;
    stream->release = NULL;
}

static struct ArrowArrayStream stream_of(struct source* source) {
    struct ArrowArrayStream stream;
    memset(source, 0, sizeof *source);
    source->table = people();
    stream.get_schema = source_schema;
    stream.get_next = source_next;
    stream.get_last_error = source_error;
    stream.release = source_release;
    stream.private_data = source;
    return stream;
}

void test_population_streams(void) {
    bjg_error* err = NULL;
    bjg_request* request = asked("{\"rules\": [\"skill_upgrading\"], \"as_of\": \"2023-07-03\"}");
    struct source source;
    struct ArrowArrayStream in = stream_of(&source), out;
    struct ArrowArray array;

    OK(bjg_population_stream(request, &in, LIT(WANTED), &out, &err));
    bjg_request_free(request);
    CHECK(in.release == NULL);
    CHECK(out.get_next(&out, &array) == 0);
    check_results(&array);
    array.release(&array);
    CHECK(out.get_next(&out, &array) == 0 && array.release == NULL);
    out.release(&out);
    CHECK(source.released == 1);
    CHECK(live == 0);
}

void test_bad_populations(void) {
    bjg_error* err = NULL;
    bjg_population* population = NULL;
    bjg_request* request = asked(ASKED);
    bjg_request* no_rule = asked("{\"place\": \"310000\", \"as_of\": \"2023-07-03\"}");
    struct made table = people();
    struct ArrowArrayStream nothing;
    struct ArrowArray array;

    REFUSED(bjg_population_bind(NULL, table.schema, NULL, 0, &population, &err), BJG_E_ARGUMENT,
            "A001");
    REFUSED(bjg_population_bind(request, NULL, NULL, 0, &population, &err), BJG_E_ARGUMENT, "A001");
    REFUSED(bjg_population_bind(request, table.schema, NULL, 2, &population, &err), BJG_E_ARGUMENT,
            "A001");
    REFUSED(bjg_population_bind(request, table.schema, LIT("\xff"), &population, &err),
            BJG_E_ARGUMENT, "A003");
    REFUSED(bjg_population_bind(no_rule, table.schema, NULL, 0, &population, &err), BJG_E_INPUT,
            "A023");
    REFUSED(bjg_population_bind(request, table.schema, LIT("{\"keeps\": []}"), &population, &err),
            BJG_E_INPUT, "R005");
    CHECK(population == NULL);

    OK(bjg_population_bind(request, table.schema, NULL, 0, &population, &err));
    memory((struct made){table.schema, table.array->children[1]})->offsets[1] = -5;
    REFUSED(bjg_population_decide(population, table.array, &array, &err), BJG_E_INPUT, "P008");
    CHECK(table.array->release == NULL);
    /* Gone already: there is nothing to read. */
    REFUSED(bjg_population_decide(population, table.array, &array, &err), BJG_E_INPUT, "P008");
    REFUSED(bjg_population_facts(population, table.array, 0, NULL, &err), BJG_E_ARGUMENT, "A001");
    memset(&nothing, 0, sizeof nothing);
    REFUSED(bjg_population_stream(request, &nothing, NULL, 0, &nothing, &err), BJG_E_INPUT, "P001");
    free(table.array);
    drop_schema(table);
    bjg_population_free(population);
    bjg_population_free(NULL);
    bjg_request_free(request);
    bjg_request_free(no_rule);
    CHECK(live == 0);
}
