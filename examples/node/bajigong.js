// Bajigong for Node 20 through koffi: objects over libbajigong.so.1. Copy it freely.
//
// Each object holds a handle that the garbage collector does not see: call free(), best in `finally`.
// Calls run on the thread that makes them and block it; worker threads may each load this module.
'use strict';

const koffi = require('koffi');

const ABI = 1;
const EN = 1;
const OUTCOMES = ['eligible', 'ineligible', 'undetermined', 'fault'];
const AMOUNTS = ['none', 'exact', 'at_most', 'at_least', 'between', 'open', 'unknown', 'fault'];
const TRUTHS = ['true', 'false', 'unknown', 'fault'];

const library = koffi.load(`libbajigong.so.${ABI}`);
for (const name of ['error', 'buffer', 'rulebooks', 'request', 'facts', 'decision', 'ledger', 'sink']) {
  koffi.opaque(`bjg_${name}`);
}
koffi.proto('int32_t bjg_sign(void *context, const uint8_t *bytes, size_t size, bjg_sink *sink)');

// The functions of bajigong.h that are used here, as it declares them; _Out_ marks what is written.
const c = {};
for (const declaration of `
uint32_t bjg_abi_version(void)
int32_t bjg_error_status(const bjg_error *error)
size_t bjg_error_count(const bjg_error *error)
const char *bjg_error_code(const bjg_error *error, size_t i, size_t *out_size)
const char *bjg_error_message(const bjg_error *error, size_t i, int32_t language, size_t *out_size)
const char *bjg_error_pointer(const bjg_error *error, size_t i, size_t *out_size)
void bjg_error_free(bjg_error *error)
const void *bjg_buffer_data(const bjg_buffer *buffer)
size_t bjg_buffer_size(const bjg_buffer *buffer)
void bjg_buffer_free(bjg_buffer *buffer)
int32_t bjg_rulebooks_load(const uint8_t *sources, size_t size, _Out_ bjg_rulebooks **out, _Out_ bjg_error **err)
void bjg_rulebooks_free(bjg_rulebooks *rulebooks)
int32_t bjg_request_new(const bjg_rulebooks *rulebooks, const uint8_t *json, size_t size, _Out_ bjg_request **out, _Out_ bjg_error **err)
void bjg_request_free(bjg_request *request)
int32_t bjg_facts_from_json(const bjg_rulebooks *rulebooks, const uint8_t *json, size_t size, _Out_ bjg_facts **out, _Out_ bjg_error **err)
void bjg_facts_free(bjg_facts *facts)
int32_t bjg_decide(const bjg_request *request, const bjg_facts *facts, _Out_ bjg_decision **out, _Out_ bjg_error **err)
int32_t bjg_decision_outcome(const bjg_decision *decision)
int32_t bjg_decision_payable(const bjg_decision *decision)
const char *bjg_decision_rule(const bjg_decision *decision, size_t *out_size)
const char *bjg_decision_clause(const bjg_decision *decision, size_t *out_size)
int32_t bjg_decision_amount_kind(const bjg_decision *decision)
int64_t bjg_decision_amount_low(const bjg_decision *decision)
int64_t bjg_decision_amount_high(const bjg_decision *decision)
size_t bjg_decision_payment_count(const bjg_decision *decision)
const char *bjg_decision_payment_step(const bjg_decision *decision, size_t i, size_t *out_size)
const char *bjg_decision_payment_payee(const bjg_decision *decision, size_t i, size_t *out_size)
int32_t bjg_decision_payment_kind(const bjg_decision *decision, size_t i)
int64_t bjg_decision_payment_low(const bjg_decision *decision, size_t i)
int64_t bjg_decision_payment_high(const bjg_decision *decision, size_t i)
int64_t bjg_decision_payment_due(const bjg_decision *decision, size_t i)
int64_t bjg_decision_payment_recover(const bjg_decision *decision, size_t i)
size_t bjg_decision_cause_count(const bjg_decision *decision)
const char *bjg_decision_cause_kind(const bjg_decision *decision, size_t i, size_t *out_size)
const char *bjg_decision_cause_name(const bjg_decision *decision, size_t i, size_t *out_size)
size_t bjg_decision_clause_count(const bjg_decision *decision)
const char *bjg_decision_clause_id(const bjg_decision *decision, size_t i, size_t *out_size)
int32_t bjg_decision_clause_truth(const bjg_decision *decision, size_t i)
const char *bjg_decision_clause_text(const bjg_decision *decision, size_t i, int32_t language, size_t *out_size)
const char *bjg_decision_clause_cite(const bjg_decision *decision, size_t i, size_t *out_size)
size_t bjg_decision_result_count(const bjg_decision *decision)
const char *bjg_decision_result_id(const bjg_decision *decision, size_t i, size_t *out_size)
const char *bjg_decision_result_value(const bjg_decision *decision, size_t i, size_t *out_size)
size_t bjg_decision_version_count(const bjg_decision *decision)
const char *bjg_decision_version(const bjg_decision *decision, size_t i, size_t *out_size)
int32_t bjg_decision_json(const bjg_decision *decision, _Out_ bjg_buffer **out, _Out_ bjg_error **err)
void bjg_decision_free(bjg_decision *decision)
int32_t bjg_ledger_create(const uint8_t *path, size_t path_size, const uint8_t *founding, size_t founding_size, _Out_ bjg_ledger **out, _Out_ bjg_error **err)
int32_t bjg_ledger_apply(bjg_ledger *ledger, const uint8_t *command, size_t size, _Out_ bjg_buffer **out, _Out_ bjg_error **err)
int32_t bjg_ledger_balances(bjg_ledger *ledger, int32_t which, _Out_ bjg_buffer **out, _Out_ bjg_error **err)
int32_t bjg_ledger_receipt(bjg_ledger *ledger, const uint8_t *id, size_t id_size, const uint8_t *key, size_t key_size, bjg_sign *sign, void *context, _Out_ bjg_buffer **out, _Out_ bjg_error **err)
int32_t bjg_ledger_checkpoint(bjg_ledger *ledger, const uint8_t *key, size_t size, bjg_sign *sign, void *context, _Out_ bjg_buffer **out, _Out_ bjg_error **err)
void bjg_ledger_free(bjg_ledger *ledger)
void bjg_sink_write(bjg_sink *sink, const uint8_t *bytes, size_t size)
void bjg_sink_fail(bjg_sink *sink, const uint8_t *message, size_t size)
`.trim().split('\n')) {
  c[declaration.match(/bjg_\w+(?=\()/)[0]] = library.func(declaration);
}
if (c.bjg_abi_version() !== ABI) throw new Error('libbajigong has another ABI');

// What the library said was wrong: `problems`, each with code, pointer and message.
class Failure extends Error {
  constructor(error) {
    const problems = list(c.bjg_error_count(error), (i) => ({
      code: c.bjg_error_code(error, i, null),
      pointer: c.bjg_error_pointer(error, i, null),
      message: c.bjg_error_message(error, i, EN, null),
    }));
    super(problems[0].message);
    this.status = c.bjg_error_status(error);
    this.problems = problems;
    c.bjg_error_free(error);
  }
}

function list(count, one) {
  return Array.from({ length: Number(count) }, (_, i) => one(i));
}

// make(function, argument…): calls a function that gives a handle or an error. A text goes in as its
// bytes and their number.
function make(call, ...inputs) {
  const out = [null];
  const err = [null];
  const spread = inputs.flatMap((input) => {
    if (typeof input !== 'string') return [input];
    const bytes = Buffer.from(input, 'utf8');
    return [bytes, bytes.length];
  });
  if (call(...spread, out, err) !== 0) throw new Failure(err[0]);
  return out[0];
}

// The same for a function that gives a buffer: its text, or null if there is none.
function text(call, ...inputs) {
  const buffer = make(call, ...inputs);
  if (buffer === null) return null;
  try {
    const size = Number(c.bjg_buffer_size(buffer));
    return Buffer.from(koffi.decode(c.bjg_buffer_data(buffer), 'uint8_t', size)).toString('utf8');
  } finally {
    c.bjg_buffer_free(buffer);
  }
}

class Handle {
  #handle;
  #free;

  constructor(handle, free) {
    this.#handle = handle;
    this.#free = free;
  }

  get handle() {
    if (this.#handle === null) throw new Error('used after free()');
    return this.#handle;
  }

  free() {
    if (this.#handle !== null) this.#free(this.#handle);
    this.#handle = null;
  }
}

class Rulebooks extends Handle {
  constructor(sources) {
    super(make(c.bjg_rulebooks_load, JSON.stringify(sources)), c.bjg_rulebooks_free);
  }
}

// Facts are an object, or JSON text as it was read.
class Facts extends Handle {
  constructor(rulebooks, facts) {
    const json = typeof facts === 'string' ? facts : JSON.stringify(facts);
    super(make(c.bjg_facts_from_json, rulebooks.handle, json), c.bjg_facts_free);
  }
}

class Request extends Handle {
  constructor(rulebooks, request) {
    super(make(c.bjg_request_new, rulebooks.handle, JSON.stringify(request)), c.bjg_request_free);
  }

  decide(facts) {
    return new Decision(make(c.bjg_decide, this.handle, facts.handle), c.bjg_decision_free);
  }
}

// The answer with its reasons; sums in fen. A sum that a number cannot hold exactly is a BigInt.
class Decision extends Handle {
  get rule() { return c.bjg_decision_rule(this.handle, null); }
  get outcome() { return OUTCOMES[c.bjg_decision_outcome(this.handle)]; }
  get payable() { return c.bjg_decision_payable(this.handle) !== 0; }
  get clause() { return c.bjg_decision_clause(this.handle, null); }
  get json() { return text(c.bjg_decision_json, this.handle); }

  get amount() {
    return {
      kind: AMOUNTS[c.bjg_decision_amount_kind(this.handle)],
      low: c.bjg_decision_amount_low(this.handle),
      high: c.bjg_decision_amount_high(this.handle),
    };
  }

  get payments() {
    return list(c.bjg_decision_payment_count(this.handle), (i) => ({
      step: c.bjg_decision_payment_step(this.handle, i, null),
      payee: c.bjg_decision_payment_payee(this.handle, i, null),
      kind: AMOUNTS[c.bjg_decision_payment_kind(this.handle, i)],
      low: c.bjg_decision_payment_low(this.handle, i),
      high: c.bjg_decision_payment_high(this.handle, i),
      due: c.bjg_decision_payment_due(this.handle, i),
      recover: c.bjg_decision_payment_recover(this.handle, i),
    }));
  }

  get causes() {
    return list(c.bjg_decision_cause_count(this.handle), (i) => ({
      kind: c.bjg_decision_cause_kind(this.handle, i, null),
      name: c.bjg_decision_cause_name(this.handle, i, null),
    }));
  }

  get clauses() {
    return list(c.bjg_decision_clause_count(this.handle), (i) => ({
      id: c.bjg_decision_clause_id(this.handle, i, null),
      truth: TRUTHS[c.bjg_decision_clause_truth(this.handle, i)],
      text: c.bjg_decision_clause_text(this.handle, i, EN, null),
      cite: c.bjg_decision_clause_cite(this.handle, i, null),
    }));
  }

  // Values as JSON, empty where not known.
  get results() {
    return list(c.bjg_decision_result_count(this.handle), (i) => ({
      id: c.bjg_decision_result_id(this.handle, i, null),
      value: c.bjg_decision_result_value(this.handle, i, null),
    }));
  }

  get versions() {
    return list(c.bjg_decision_version_count(this.handle), (i) => c.bjg_decision_version(this.handle, i, null));
  }
}

// signer: bytes to signature. Nothing may be thrown through C.
function callback(signer) {
  return (context, bytes, size, sink) => {
    try {
      const signature = signer(Uint8Array.from(koffi.decode(bytes, 'uint8_t', Number(size))));
      c.bjg_sink_write(sink, signature, signature.length);
      return 0;
    } catch (error) {
      const message = Buffer.from(String(error.message), 'utf8');
      c.bjg_sink_fail(sink, message, message.length);
      return 1;
    }
  };
}

// A ledger in memory. What it answers is JSON.
class Ledger extends Handle {
  constructor(founding) {
    super(make(c.bjg_ledger_create, '', JSON.stringify(founding)), c.bjg_ledger_free);
  }

  apply(command) { return text(c.bjg_ledger_apply, this.handle, command); }
  balances() { return text(c.bjg_ledger_balances, this.handle, 0); }
  receipt(id, key, signer) { return text(c.bjg_ledger_receipt, this.handle, id, key, callback(signer), null); }
  checkpoint(key, signer) { return text(c.bjg_ledger_checkpoint, this.handle, key, callback(signer), null); }
}

module.exports = { Rulebooks, Request, Facts, Decision, Ledger, Failure };
