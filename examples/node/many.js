// Decides many cases over one loaded set of rulebooks. usage: node many.js FACTS.jsonl
'use strict';

const { readFileSync } = require('node:fs');
const { Rulebooks, Request, Facts, Failure } = require('./bajigong');

// Decides one line; what cannot be read is told of, and the next line is decided.
function decideLine(rulebooks, request, line, text) {
  let facts;
  let decision;
  try {
    facts = new Facts(rulebooks, text);
    decision = request.decide(facts);
    const { outcome, clause, amount } = decision;
    return { line, outcome, clause, amount: amount.kind, low: amount.low, high: amount.high };
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return { line, error: failure.problems[0].code, pointer: failure.problems[0].pointer };
  } finally {
    decision?.free();
    facts?.free();
  }
}

const rulebooks = new Rulebooks({ paths: ['policies'] });
let request;
try {
  request = new Request(rulebooks, { rule: 'skill_upgrading', as_of: '2023-07-03' });
  const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
  lines.forEach((text, i) => {
    console.log(JSON.stringify(decideLine(rulebooks, request, i + 1, text)));
  });
} finally {
  request?.free();
  rulebooks.free();
}
