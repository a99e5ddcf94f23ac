/* bajigong.h - the C interface of Bajigong (八级工), ABI 1.
 *
 * Bajigong decides vocational-skill cases (who may be certified, who is owed which subsidy and how
 * much) from rulebooks, with reasons, and keeps the ledger of training vouchers. This header is the
 * manual of its C interface; docs/c-abi.md tells how to use it from other languages.
 *
 * Read once:
 *
 *  Text in is UTF-8, a pointer and a length in bytes, and is copied during the call; it need not
 *  end in NUL. A null pointer is allowed where the length is 0. Text out is borrowed: it belongs to
 *  the object it was read from, lives as long as that, and ends in NUL, which is not counted. A
 *  null `out_size` is allowed. Longer answers come as a bjg_buffer, which the caller frees.
 *
 *  A call that can fail returns a status: BJG_OK, or one of the negative BJG_E_ numbers. Only then,
 *  and only if `err` is not null, it writes an error to *err, which the caller frees. Results are
 *  written only on BJG_OK. There is no state of errors between calls.
 *
 *  A refused claim is a decision, never an error: BJG_OK, with the outcome BJG_INELIGIBLE.
 *
 *  Handles may be freed in any order; what one needs of another it keeps alive. Every _free takes
 *  null. Freeing a handle while another thread uses it is the caller's mistake.
 *
 *  A handle passed as const may be used by any number of threads at once; any other by one thread
 *  at a time. The ledger is the exception: any thread at any time.
 *
 *  Days are text, "2026-02-28"; sums are int64_t fen of renminbi (1.50 yuan is 150) or decimal
 *  text, never floating point.
 *
 *  Callbacks run only during the call they were passed to (those of a store: during any call on
 *  its ledger), on the calling thread, and must return; they must not throw or jump out. One that
 *  calls back into the handle whose call is running gets BJG_E_STATE.
 *
 *  The library starts no thread but those a caller asks for, and these end with the call. It prints
 *  nothing, reads no clock, environment or locale, and never ends the process.
 *
 *  Names that begin with bjg_ or BJG_ belong to this header. Since 1 means: since ABI 1.
 */
#ifndef BAJIGONG_H
#define BAJIGONG_H

#include <stddef.h>
#include <stdint.h>

#ifndef BJG_API
#if defined(__GNUC__)
#define BJG_API __attribute__((visibility("default")))
#else
#define BJG_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- version ------------------------------------------------------------------------------- */

/* The ABI that this header describes. A host compares it with bjg_abi_version() once, at start. */
#define BJG_ABI_VERSION 1

/* The ABI of the library that was loaded: the number in its file name. Functions are only ever
 * added to an ABI. Since 1. */
BJG_API uint32_t bjg_abi_version(void);

/* The release, "0.1.0". Lives for ever. Since 1. */
BJG_API const char* bjg_version(void);

/* How the library was built, as one JSON object: version, abi, compiler, and `contains`, name and
 * version of each library inside it. Lives for ever. Since 1. */
BJG_API const char* bjg_build_info(void);

/* ---- status and errors --------------------------------------------------------------------- */

#define BJG_OK 0
/* An input has problems: JSON, a rulebook, facts, an identifier, a command that is none, an Arrow
 * column. The error says which and where. */
#define BJG_E_INPUT -1
/* The call itself is wrong: null with a length, a number that no constant has, text that is not
 * UTF-8, text longer than 1 GiB. */
#define BJG_E_ARGUMENT -2
/* The handle cannot do that now: called from its own callback, used after a fork. */
#define BJG_E_STATE -3
/* A ledger's store failed, is damaged, or is open elsewhere. Nothing is known to be booked: open it
 * again and send the same command. */
#define BJG_E_STORE -4
/* A callback asked to stop. */
#define BJG_E_CANCELLED -5
/* A callback failed; the error carries what it said. */
#define BJG_E_CALLBACK -6
#define BJG_E_MEMORY -7
/* A fault of this library. Please report it. */
#define BJG_E_INTERNAL -8

/* The languages of messages and renderings. */
#define BJG_ZH 0
#define BJG_EN 1

/* What was wrong: one problem or several, in the order they were found. Immutable. */
typedef struct bjg_error bjg_error;

/* The status that the call returned. Since 1. */
BJG_API int32_t bjg_error_status(const bjg_error* error);
/* How many problems there are, at least 1. Since 1. */
BJG_API size_t bjg_error_count(const bjg_error* error);
/* The code of problem `i`, "F003" (docs/errors.md); empty for a status that needs none. Null past
 * the last problem, as with all that follow. Since 1. */
BJG_API const char* bjg_error_code(const bjg_error* error, size_t i, size_t* out_size);
/* What is wrong and what was expected, without the place. Never holds a personal value. `language`
 * is BJG_ZH or BJG_EN; any other counts as BJG_EN. Since 1. */
BJG_API const char* bjg_error_message(const bjg_error* error, size_t i, int32_t language,
                                      size_t* out_size);
/* Where: the file or input; the JSON pointer, column or path in it. Empty if it has none. Since 1.
 */
BJG_API const char* bjg_error_file(const bjg_error* error, size_t i, size_t* out_size);
BJG_API const char* bjg_error_pointer(const bjg_error* error, size_t i, size_t* out_size);
/* Line and column from 1; 0 where it has none. Since 1. */
BJG_API int32_t bjg_error_line(const bjg_error* error, size_t i);
BJG_API int32_t bjg_error_column(const bjg_error* error, size_t i);
/* Since 1. */
BJG_API void bjg_error_free(bjg_error* error);

/* ---- buffers ------------------------------------------------------------------------------- */

/* Bytes that a call made for the caller. Immutable. */
typedef struct bjg_buffer bjg_buffer;

/* The bytes, followed by a NUL that is not counted. Borrowed. Since 1. */
BJG_API const char* bjg_buffer_data(const bjg_buffer* buffer);
BJG_API size_t bjg_buffer_size(const bjg_buffer* buffer);
BJG_API void bjg_buffer_free(bjg_buffer* buffer);

/* ---- rulebooks ----------------------------------------------------------------------------- */

/* A loaded, compiled set of rulebooks (规则手册). Immutable: a host that wants new rules loads a
 * new set beside it, lets new requests use that, and frees the old one. */
typedef struct bjg_rulebooks bjg_rulebooks;

/* Loads what the JSON object `sources` names, either {"paths": ["policies", "local/x.json"]}:
 * folders (every *.json below them but *.cases.json; links are not followed) and files; or
 * {"texts": {"vocabulary.json": "…", "x.json": "…"}}: name to text. Exactly one vocabulary.json is
 * needed. BJG_E_INPUT with every problem found; nothing is loaded then. Since 1. */
BJG_API int32_t bjg_rulebooks_load(const char* sources, size_t size, bjg_rulebooks** out,
                                   bjg_error** err);
/* The rules, in order of rulebook files. Id, kind ("subsidy"), rulebook (id), place (GB/T 2260 or
 * "CN"), title. Null past the last. Since 1. */
BJG_API size_t bjg_rulebooks_rule_count(const bjg_rulebooks* rulebooks);
BJG_API const char* bjg_rulebooks_rule_id(const bjg_rulebooks* rulebooks, size_t i,
                                          size_t* out_size);
BJG_API const char* bjg_rulebooks_rule_kind(const bjg_rulebooks* rulebooks, size_t i,
                                            size_t* out_size);
BJG_API const char* bjg_rulebooks_rule_book(const bjg_rulebooks* rulebooks, size_t i,
                                            size_t* out_size);
BJG_API const char* bjg_rulebooks_rule_place(const bjg_rulebooks* rulebooks, size_t i,
                                             size_t* out_size);
BJG_API const char* bjg_rulebooks_rule_title(const bjg_rulebooks* rulebooks, size_t i,
                                             int32_t language, size_t* out_size);
/* The paths of the facts that a case may state, as a JSON array. Since 1. */
BJG_API int32_t bjg_rulebooks_facts(const bjg_rulebooks* rulebooks, bjg_buffer** out,
                                    bjg_error** err);
/* What a careful author would change, as a JSON array of {"code", "file", "line", "column",
 * "pointer", "severity", "zh", "en"}; empty if nothing. Since 1. */
BJG_API int32_t bjg_rulebooks_lint(const bjg_rulebooks* rulebooks, bjg_buffer** out,
                                   bjg_error** err);
/* SHA-256 of what a rule decides by (not of comments, cases or layout), in hex, as receipts carry
 * it; of all rules together if `rule` is empty. Since 1. */
BJG_API int32_t bjg_rulebooks_digest(const bjg_rulebooks* rulebooks, const char* rule, size_t size,
                                     bjg_buffer** out, bjg_error** err);
/* A rule as prose, with citations. Since 1. */
BJG_API int32_t bjg_rulebooks_show(const bjg_rulebooks* rulebooks, const char* rule, size_t size,
                                   int32_t language, bjg_buffer** out, bjg_error** err);
/* Since 1. */
BJG_API void bjg_rulebooks_free(bjg_rulebooks* rulebooks);

/* ---- requests ------------------------------------------------------------------------------ */

/* What is asked, of whatever case: which rule, on which day, with what the host brings. Reusable.
 */
typedef struct bjg_request bjg_request;

/* Reads the JSON object
 *   {"rule": "skill_upgrading",        or "rules": […] for populations, or "place": "500118" for
 *                                      bjg_match: rules of that place and those around it
 *    "as_of": "2026-03-01",            the day of decision
 *    "law_date": "2024-01-01",         optional: decide by the rules of that day
 *    "given": {"lists": …, "tables": …, "params": …, "readings": {"last_day": "counts"}}}
 * A call that needs the rule, the place or the day says so; bjg_replay needs none of them. An unknown
 * key, or a rule, list or reading that the rulebooks lack, is BJG_E_INPUT. Since 1. */
BJG_API int32_t bjg_request_new(const bjg_rulebooks* rulebooks, const char* json, size_t size,
                                bjg_request** out, bjg_error** err);
/* The secret that keys the digest of the facts in receipts, at least 16 bytes; without one no
 * receipt is made. Since 1. */
BJG_API int32_t bjg_request_set_salt(bjg_request* request, const void* salt, size_t size,
                                     bjg_error** err);
/* Since 1. */
BJG_API void bjg_request_free(bjg_request* request);

/* ---- facts --------------------------------------------------------------------------------- */

/* What is known of one case (事实). Immutable, for any number of requests on the same rulebooks. */
typedef struct bjg_facts bjg_facts;

/* Reads a JSON object by the names of vocabulary.json. What is left out, or null, is unknown; an
 * empty list is known to be empty. BJG_E_INPUT names every unknown key and wrong type, never a
 * value. Since 1. */
BJG_API int32_t bjg_facts_from_json(const bjg_rulebooks* rulebooks, const char* json, size_t size,
                                    bjg_facts** out, bjg_error** err);
/* Since 1. */
BJG_API void bjg_facts_free(bjg_facts* facts);

/* ---- decisions ----------------------------------------------------------------------------- */

/* A decision (决定): the answer with its reasons. Immutable. */
typedef struct bjg_decision bjg_decision;

/* Outcomes. */
#define BJG_ELIGIBLE 0
#define BJG_INELIGIBLE 1
#define BJG_UNDETERMINED 2
#define BJG_FAULT 3

/* What is known of an amount. */
#define BJG_AMOUNT_NONE 0     /* nothing is paid, or the case is refused */
#define BJG_AMOUNT_EXACT 1    /* low, which is high too */
#define BJG_AMOUNT_AT_MOST 2  /* high */
#define BJG_AMOUNT_AT_LEAST 3 /* low */
#define BJG_AMOUNT_BETWEEN 4  /* low and high */
#define BJG_AMOUNT_OPEN 5     /* one figure for each answer of open readings: see the JSON */
#define BJG_AMOUNT_UNKNOWN 6  /* see the causes */
#define BJG_AMOUNT_FAULT 7    /* the arithmetic failed */

/* Truths of clauses. */
#define BJG_TRUE 0
#define BJG_FALSE 1
#define BJG_UNKNOWN 2
#define BJG_FAULTED 3

/* Decides one case under the request's rule. Facts of another set of rulebooks, a request without
 * one rule, and a case that costs too much are BJG_E_INPUT. Since 1. */
BJG_API int32_t bjg_decide(const bjg_request* request, const bjg_facts* facts, bjg_decision** out,
                           bjg_error** err);
/* The case under every rule of the request's place, as JSON (docs/decision.md). Since 1. */
BJG_API int32_t bjg_match(const bjg_request* request, const bjg_facts* facts, bjg_buffer** out,
                          bjg_error** err);
/* Decides again by a receipt's rule, days and readings, and compares: JSON {"same": true,
 * "differences": []}. The request brings the salt and what was given then; its rule and days are
 * not used. Since 1. */
BJG_API int32_t bjg_replay(const bjg_request* request, const char* receipt, size_t size,
                           const bjg_facts* facts, bjg_buffer** out, bjg_error** err);

/* BJG_ELIGIBLE, … Since 1. */
BJG_API int32_t bjg_decision_outcome(const bjg_decision* decision);
/* 1 if the case is payable as it stands, else 0. Since 1. */
BJG_API int32_t bjg_decision_payable(const bjg_decision* decision);
/* The rule that was asked. Since 1. */
BJG_API const char* bjg_decision_rule(const bjg_decision* decision, size_t* out_size);
/* The first clause or limit that makes the outcome what it is; empty for an eligible case. Since 1.
 */
BJG_API const char* bjg_decision_clause(const bjg_decision* decision, size_t* out_size);
/* All payments together: the kind (BJG_AMOUNT_…) and, in fen, what it says is there; else 0.
 * Since 1. */
BJG_API int32_t bjg_decision_amount_kind(const bjg_decision* decision);
BJG_API int64_t bjg_decision_amount_low(const bjg_decision* decision);
BJG_API int64_t bjg_decision_amount_high(const bjg_decision* decision);
/* The payments: id of the step, who is paid ("person"), the fund (empty if not known), the amount.
 * Past the last: null, -1 or 0. Since 1. */
BJG_API size_t bjg_decision_payment_count(const bjg_decision* decision);
BJG_API const char* bjg_decision_payment_step(const bjg_decision* decision, size_t i,
                                              size_t* out_size);
BJG_API const char* bjg_decision_payment_payee(const bjg_decision* decision, size_t i,
                                               size_t* out_size);
BJG_API const char* bjg_decision_payment_fund(const bjg_decision* decision, size_t i,
                                              size_t* out_size);
BJG_API int32_t bjg_decision_payment_kind(const bjg_decision* decision, size_t i);
BJG_API int64_t bjg_decision_payment_low(const bjg_decision* decision, size_t i);
BJG_API int64_t bjg_decision_payment_high(const bjg_decision* decision, size_t i);
/* Of a payment, after what was paid before: what is due and what is to be recovered, in fen; -1
 * where either is not known. Since 1. */
BJG_API int64_t bjg_decision_payment_due(const bjg_decision* decision, size_t i);
BJG_API int64_t bjg_decision_payment_recover(const bjg_decision* decision, size_t i);
/* What the undetermined rests on: kind ("facts", "readings", "supply", "unseen", "pending",
 * "waiting", "uncovered", of a fault "faults"), name, and the author's words where there are any.
 * Since 1. */
BJG_API size_t bjg_decision_cause_count(const bjg_decision* decision);
BJG_API const char* bjg_decision_cause_kind(const bjg_decision* decision, size_t i,
                                            size_t* out_size);
BJG_API const char* bjg_decision_cause_name(const bjg_decision* decision, size_t i,
                                            size_t* out_size);
BJG_API const char* bjg_decision_cause_why(const bjg_decision* decision, size_t i,
                                           size_t* out_size);
/* The clauses of the first version that was tried, in document order, groups before their members:
 * id, truth (BJG_TRUE, …), words, and the citation ("2022 §3"). Conditions and exclusions alike: that
 * an exclusion is false is good. Which is which, and the limits, stand in the JSON. Since 1. */
BJG_API size_t bjg_decision_clause_count(const bjg_decision* decision);
BJG_API const char* bjg_decision_clause_id(const bjg_decision* decision, size_t i,
                                           size_t* out_size);
BJG_API int32_t bjg_decision_clause_truth(const bjg_decision* decision, size_t i);
BJG_API const char* bjg_decision_clause_text(const bjg_decision* decision, size_t i,
                                             int32_t language, size_t* out_size);
BJG_API const char* bjg_decision_clause_cite(const bjg_decision* decision, size_t i,
                                             size_t* out_size);
/* What is stated besides money: id, and the value as JSON ("\"senior\"", "3"); the value is empty
 * where it is not known. Personal values are the host's to mask. Since 1. */
BJG_API size_t bjg_decision_result_count(const bjg_decision* decision);
BJG_API const char* bjg_decision_result_id(const bjg_decision* decision, size_t i,
                                           size_t* out_size);
BJG_API const char* bjg_decision_result_value(const bjg_decision* decision, size_t i,
                                              size_t* out_size);
/* The keys of the instruments whose versions were used. Since 1. */
BJG_API size_t bjg_decision_version_count(const bjg_decision* decision);
BJG_API const char* bjg_decision_version(const bjg_decision* decision, size_t i, size_t* out_size);
/* The whole decision, personal facts masked: as JSON (docs/decision.md), as text for a clerk, and
 * its receipt (docs/receipts.md; empty without a salt). Since 1. */
BJG_API int32_t bjg_decision_json(const bjg_decision* decision, bjg_buffer** out, bjg_error** err);
BJG_API int32_t bjg_decision_text(const bjg_decision* decision, int32_t language, bjg_buffer** out,
                                  bjg_error** err);
BJG_API int32_t bjg_decision_receipt(const bjg_decision* decision, bjg_buffer** out,
                                     bjg_error** err);
/* Since 1. */
BJG_API void bjg_decision_free(bjg_decision* decision);

/* ---- ladder and identifiers ---------------------------------------------------------------- */

/* The eight rungs (人社部发〔2022〕14号), 0 学徒工 to 7 首席技师. */

/* The rung that a text names, in any official spelling; -1 if none does. Since 1. */
BJG_API int32_t bjg_rung_parse(const char* text, size_t size);
/* "senior_technician"; null for a number that is no rung, as below. Lives for ever. Since 1. */
BJG_API const char* bjg_rung_id(int32_t rung);
/* "高级技师" or its English name. Since 1. */
BJG_API const char* bjg_rung_name(int32_t rung, int32_t language);
/* "一级/高级技师" where it has a national grade, else its Chinese name. Since 1. */
BJG_API const char* bjg_rung_official_name(int32_t rung);
/* The national grade, 5 (五级) to 1 (一级); 0 for a rung without one. Since 1. */
BJG_API int32_t bjg_rung_grade(int32_t rung);
/* The rung of a national grade; -1 for any other number. Since 1. */
BJG_API int32_t bjg_rung_of_grade(int32_t grade);
/* 1 for 高技能人才 (高级工 and above), 0 for the others, -1 for no rung. Since 1. */
BJG_API int32_t bjg_rung_is_highly_skilled(int32_t rung);

#define BJG_ID_CITIZEN 0       /* 公民身份号码, GB 11643 */
#define BJG_ID_CREDIT_CODE 1   /* 统一社会信用代码, GB 32100 */
#define BJG_ID_REGION 2        /* 行政区划代码, the form of GB/T 2260 */
#define BJG_ID_OCCUPATION 3    /* 职业编码, d-dd-dd-dd */
#define BJG_ID_CERTIFICATE 4   /* 职业技能等级证书编号, 22 characters */
#define BJG_ID_QUALIFICATION 5 /* 职业资格证书编号, 16 digits */

/* Checks an identifier and gives its parts as a JSON object (docs/c-abi.md lists them). A wrong one
 * is BJG_E_INPUT: the code (V…) says which rule it breaks, the column at which character; the value
 * is never repeated. Since 1. */
BJG_API int32_t bjg_identifier_parse(int32_t kind, const char* text, size_t size, bjg_buffer** out,
                                     bjg_error** err);

/* ---- populations: many cases as Arrow columns ---------------------------------------------- */

/* The structures of the Arrow C data and stream interfaces, as their specification gives them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;
    void (*release)(struct ArrowSchema*);
    void* private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void** buffers;
    struct ArrowArray** children;
    struct ArrowArray* dictionary;
    void (*release)(struct ArrowArray*);
    void* private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
    int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
    const char* (*get_last_error)(struct ArrowArrayStream*);
    void (*release)(struct ArrowArrayStream*);
    void* private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/* A schema's columns bound to the facts that a request's rules read (人群). Immutable but for its
 * progress callback. */
typedef struct bjg_population bjg_population;

/* Told how many rows are done; non-zero stops with BJG_E_CANCELLED (a stream: with ECANCELED). */
typedef int32_t (*bjg_progress)(void* context, uint64_t rows_done);
/* Called once when the library no longer needs `context`, also if the call that took it failed.
 * May be null. */
typedef void (*bjg_context_free)(void* context);

/* Binds a schema (a struct of columns; borrowed). A column is a fact if its name is the fact's path
 * ("certificate.level"), or if it is a field of a struct column so named, or if `options` says so:
 *   {"columns": {"LVL": {"fact": "certificate.level", "codes": {"3": "senior"}}},
 *    "keep": ["id"],                 columns passed through to the result, their buffers shared
 *    "outputs": ["causes", "clauses", "receipt", "version", "range",
 *                "decided_by"],   beside the outcome
 *    "threads": 1}
 * docs/arrow.md has the rest ("unit" of whole numbers for money, the day that is "never").
 * `options` may be empty. A type that does not fit (docs/arrow.md has the table), floating point
 * for money, two columns for one fact, and a column named in `options` that is not there are
 * BJG_E_INPUT, each with its column. Since 1. */
BJG_API int32_t bjg_population_bind(const bjg_request* request, const struct ArrowSchema* schema,
                                    const char* options, size_t size, bjg_population** out,
                                    bjg_error** err);
/* What was bound, as JSON: {"bound": {fact: column}, "unused": [columns, and fields in them, that
 * are no fact of these rules], "missing": [facts the rules read that no column gives: unknown in
 * every row], "similar": {unused: a missing fact whose name is near}}. Since 1. */
BJG_API int32_t bjg_population_report(const bjg_population* population, bjg_buffer** out,
                                      bjg_error** err);
/* Sets what is told of progress; null for nobody. Since 1. */
BJG_API int32_t bjg_population_set_progress(bjg_population* population, bjg_progress progress,
                                            void* context, bjg_context_free context_free,
                                            bjg_error** err);
/* The schema of the results, for the caller to release. Since 1. */
BJG_API int32_t bjg_population_schema(const bjg_population* population, struct ArrowSchema* out,
                                      bjg_error** err);
/* Decides every row of `in`, which is moved: its release is null afterwards, whatever the status.
 * `out` is for the caller to release. The array is checked before it is read, as far as Arrow lets
 * that be done (docs/c-abi.md). Since 1. */
BJG_API int32_t bjg_population_decide(const bjg_population* population, struct ArrowArray* in,
                                      struct ArrowArray* out, bjg_error** err);
/* The facts of one row as JSON for bjg_facts_from_json: the way from a row to its whole
 * decision. `in` is borrowed. The text holds what the row holds, personal or not. Since 1. */
BJG_API int32_t bjg_population_facts(const bjg_population* population, const struct ArrowArray* in,
                                     int64_t row, bjg_buffer** out, bjg_error** err);
/* The same as a stream, in constant memory: pulling an array from `out` pulls one from `in`, which
 * is moved, whatever the status. `out` keeps what it needs and is for the caller to release. Its
 * get_last_error is one line, code and message. Since 1. */
BJG_API int32_t bjg_population_stream(const bjg_request* request, struct ArrowArrayStream* in,
                                      const char* options, size_t size,
                                      struct ArrowArrayStream* out, bjg_error** err);
/* Since 1. */
BJG_API void bjg_population_free(bjg_population* population);

/* ---- ledger -------------------------------------------------------------------------------- */

/* The voucher ledger (培训券账本): commands in, verdicts out (docs/ledger.md). Any thread. */
typedef struct bjg_ledger bjg_ledger;
/* A store that a host brings: at the end of this header. */
struct bjg_store;

#define BJG_LEDGER_READ 0
#define BJG_LEDGER_WRITE 1

/* What the caller takes a text with, piece by piece; non-zero stops with BJG_E_CANCELLED. */
typedef int32_t (*bjg_write)(void* context, const char* bytes, size_t size);

/* A new ledger in a new file at `path`, or in memory if `path` is empty. `founding` is
 * {"origin": "example.gov.cn/vouchers", "hash": "sha256" or "sm3"}. Since 1. */
BJG_API int32_t bjg_ledger_create(const char* path, size_t path_size, const char* founding,
                                  size_t founding_size, bjg_ledger** out, bjg_error** err);
/* The ledger in a file, BJG_LEDGER_READ or BJG_LEDGER_WRITE. Either way the file is this handle's
 * alone until it is freed; a child of a fork must not use it (BJG_E_STATE). Since 1. */
BJG_API int32_t bjg_ledger_open(const char* path, size_t size, int32_t access, bjg_ledger** out,
                                bjg_error** err);
/* A ledger in a store of the host's: a new one if `founding` is given, else the one that lives
 * there. `store` is copied; its context_free is called once, when the ledger is freed or this
 * fails. Since 1. */
BJG_API int32_t bjg_ledger_with_store(const struct bjg_store* store, const char* founding,
                                      size_t size, bjg_ledger** out, bjg_error** err);
/* Commands booked later than this time ("2026-03-31T23:59:59+08:00") are refused; empty for no
 * bound. Since 1. */
BJG_API int32_t bjg_ledger_set_latest(bjg_ledger* ledger, const char* time, size_t size,
                                      bjg_error** err);
/* Judges one command (JSON) and books it; on return it is durable. The verdict, accepted, rejected,
 * conflict or refused, is the JSON in `out`, never an error. Since 1. */
BJG_API int32_t bjg_ledger_apply(bjg_ledger* ledger, const char* command, size_t size,
                                 bjg_buffer** out, bjg_error** err);
/* The same for every line of `commands` that is not blank; a line of JSON for each in `out`.
 * Since 1. */
BJG_API int32_t bjg_ledger_apply_all(bjg_ledger* ledger, const char* commands, size_t size,
                                     bjg_buffer** out, bjg_error** err);
/* What was answered under an id; *out is null if it was never used. Since 1. */
BJG_API int32_t bjg_ledger_find(bjg_ledger* ledger, const char* id, size_t size, bjg_buffer** out,
                                bjg_error** err);
/* How many records there are. Since 1. */
BJG_API int32_t bjg_ledger_size(bjg_ledger* ledger, uint64_t* out, bjg_error** err);

#define BJG_BALANCES_POOLS 0     /* by kind, fund, year and line */
#define BJG_BALANCES_ACCOUNTS 1  /* of every account */
#define BJG_BALANCES_EXPOSURES 2 /* what qualified vouchers may still ask of a line */

/* Balances as a JSON array of {"kind", "fund", "year", "line", "party", "sub", "fen"}, in key
 * order. Since 1. */
BJG_API int32_t bjg_ledger_balances(bjg_ledger* ledger, int32_t which, bjg_buffer** out,
                                    bjg_error** err);
/* A voucher on a day, as JSON; *out is null if there is none. Since 1. */
BJG_API int32_t bjg_ledger_voucher(bjg_ledger* ledger, const char* id, size_t id_size,
                                   const char* day, size_t day_size, bjg_buffer** out,
                                   bjg_error** err);

/* Given to a callback, for its answer and for what went wrong. Dies with the callback. */
typedef struct bjg_sink bjg_sink;
/* The bytes of the answer: a value, a signature. Called again it replaces them. Since 1. */
BJG_API void bjg_sink_write(bjg_sink* sink, const void* bytes, size_t size);
/* Why the callback fails: words for the error, without personal values. Since 1. */
BJG_API void bjg_sink_fail(bjg_sink* sink, const char* message, size_t size);

/* Signs bytes with a key that the host holds, and writes the signature to `sink`; non-zero for a
 * failure (BJG_E_CALLBACK). */
typedef int32_t (*bjg_sign)(void* context, const void* bytes, size_t size, bjg_sink* sink);

/* The log as it stands, as JSON (docs/ledger-log.md); signed if `sign` is not null, `key` naming
 * the key. Since 1. */
BJG_API int32_t bjg_ledger_checkpoint(bjg_ledger* ledger, const char* key, size_t size,
                                      bjg_sign sign, void* context, bjg_buffer** out,
                                      bjg_error** err);
/* Proof, as JSON, that the record of a command's id is in the log of a checkpoint made now and
 * signed as above. BJG_E_INPUT if the id was never recorded. Since 1. */
BJG_API int32_t bjg_ledger_receipt(bjg_ledger* ledger, const char* id, size_t id_size,
                                   const char* key, size_t key_size, bjg_sign sign, void* context,
                                   bjg_buffer** out, bjg_error** err);
/* Proof that the log of `from` records begins the log of `to`: JSON {"from", "to", "path": [hex]}
 * (RFC 9162, 2.1.4). Since 1. */
BJG_API int32_t bjg_ledger_consistency(bjg_ledger* ledger, uint64_t from, uint64_t to,
                                       bjg_buffer** out, bjg_error** err);
/* Judges every record of the ledger in a file again from nothing and compares. `checkpoints` is a
 * JSON array of checkpoints that were kept elsewhere, or empty; their signatures are the caller's
 * to check. JSON {"good", "size", "anchored", "record", "problem"}. Since 1. */
BJG_API int32_t bjg_ledger_verify(const char* path, size_t path_size, const char* checkpoints,
                                  size_t checkpoints_size, bjg_progress progress, void* context,
                                  bjg_buffer** out, bjg_error** err);

#define BJG_BOOKS_JOURNAL 0   /* for hledger and ledger */
#define BJG_BOOKS_BEANCOUNT 1 /* for beancount */

/* The whole ledger as plain-text accounting. Since 1. */
BJG_API int32_t bjg_ledger_export(bjg_ledger* ledger, int32_t format, bjg_write write,
                                  void* context, bjg_error** err);
/* Copies the ledger as it stands to a new file. Since 1. */
BJG_API int32_t bjg_ledger_backup(bjg_ledger* ledger, const char* path, size_t size,
                                  bjg_error** err);
/* Brings a file of an older format to this library's; *out_changed is 0 if there was nothing to do.
 * Since 1. */
BJG_API int32_t bjg_ledger_upgrade(const char* path, size_t size, int32_t* out_changed,
                                   bjg_error** err);
/* Closes the ledger. Since 1. */
BJG_API void bjg_ledger_free(bjg_ledger* ledger);

/* ---- a store of the host's own ------------------------------------------------------------- */

/* Tables of a store. Keys are unique in a table and order by their bytes, as unsigned numbers. */
#define BJG_TABLE_COUNT 8

/* What a commit changes. Dies with the callback. */
typedef struct bjg_changes bjg_changes;
/* Since 1. */
BJG_API size_t bjg_changes_count(const bjg_changes* changes);
/* The table, 0 to BJG_TABLE_COUNT - 1. Since 1. */
BJG_API int32_t bjg_changes_table(const bjg_changes* changes, size_t i);
BJG_API const void* bjg_changes_key(const bjg_changes* changes, size_t i, size_t* out_size);
/* Null if the row is to be erased. Since 1. */
BJG_API const void* bjg_changes_value(const bjg_changes* changes, size_t i, size_t* out_size);

/* Hands a row of a scan over. Non-zero: no more rows are wanted, return 0 at once. Since 1. */
BJG_API int32_t bjg_sink_row(bjg_sink* sink, const void* key, size_t key_size, const void* value,
                             size_t value_size);

/* Where a ledger lives, if not in a file or in memory: eight ordered tables of byte strings, one
 * all-or-nothing commit. docs/ledger.md, "Bringing a store", says what is asked of one. Each
 * callback returns 0, or non-zero after bjg_sink_fail: the ledger then refuses all until it is
 * opened again. They are called from one thread at a time, not always the same one. */
struct bjg_store {
    uint32_t struct_size; /* sizeof(struct bjg_store) */
    uint32_t flags;       /* 0 */
    void* context;
    bjg_context_free context_free; /* may be null */
    /* The value of a key: bjg_sink_write once, or not at all if there is none. */
    int32_t (*get)(void* context, int32_t table, const void* key, size_t key_size, bjg_sink* sink);
    /* Rows with from <= key < until in order of their keys, each by bjg_sink_row; an empty `until`
     * is the end of the table. */
    int32_t (*scan)(void* context, int32_t table, const void* from, size_t from_size,
                    const void* until, size_t until_size, bjg_sink* sink);
    /* Makes all changes or none, and returns once they are durable. */
    int32_t (*commit)(void* context, const bjg_changes* changes, bjg_sink* sink);
    /* Non-zero if the store cannot be used from here, as after a fork. May be null. */
    int32_t (*check_usable)(void* context, bjg_sink* sink);
};

#ifdef __cplusplus
}
#endif

#endif /* BAJIGONG_H */
