// Decides the worked cases of the rulebooks and compares. usage: node cases.js CASES.jsonl
//
// CASES.jsonl is what `bajigong test policies --list` prints: docs/tool.md says what stands in a line.
'use strict';

const { readFileSync } = require('node:fs');
const { isDeepStrictEqual } = require('node:util');
const { Rulebooks, Request, Facts } = require('./bajigong');

const isAmount = (expected, came) =>
  came !== undefined && Object.entries(expected).every(([name, value]) => came[name] === value);

// Each cause once, in byte order.
function causesOf(decision) {
  const pairs = decision.causes.map(({ kind, name }) => [kind, kind === 'uncovered' ? '' : name]);
  return [...new Set(pairs.map((pair) => JSON.stringify(pair)))].sort();
}

// How each thing that a case may expect is compared.
const COMPARE = {
  outcome: (expected, decision) => decision.outcome === expected,
  clause: (expected, decision) => decision.clause === expected,
  version: (expected, decision) => decision.versions.join(', ') === expected,
  because: (expected, decision) =>
    isDeepStrictEqual(expected.map((pair) => JSON.stringify(pair)).sort(), causesOf(decision)),
  amount: (expected, decision) => isAmount(expected, decision.amount),
  payments: (expected, decision) => {
    const byStep = new Map(decision.payments.map((payment) => [payment.step, payment]));
    return Object.entries(expected).every(([step, amount]) => isAmount(amount, byStep.get(step)));
  },
  due: (expected, decision) => decision.payments.reduce((sum, p) => sum + p.due, 0) === expected,
  recover: (expected, decision) =>
    decision.payments.reduce((sum, p) => sum + p.recover, 0) === expected,
  results: (expected, decision) => {
    const byId = new Map(decision.results.map(({ id, value }) => [id, value]));
    return Object.entries(expected).every(([id, value]) =>
      value === null ? !byId.has(id) : byId.get(id) === JSON.stringify(value),
    );
  },
};

// The names of what came out otherwise than expected.
function differences(rulebooks, worked) {
  let request;
  let facts;
  let decision;
  try {
    const { rule, as_of, given } = worked;
    request = new Request(rulebooks, { rule, as_of, given });
    facts = new Facts(rulebooks, worked.facts);
    decision = request.decide(facts);
    return Object.entries(worked.expect)
      .filter(([what, expected]) => !COMPARE[what](expected, decision))
      .map(([what]) => what);
  } finally {
    decision?.free();
    facts?.free();
    request?.free();
  }
}

const rulebooks = new Rulebooks({ paths: ['policies'] });
try {
  let same = 0;
  let different = 0;
  for (const line of readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')) {
    const worked = JSON.parse(line);
    const found = differences(rulebooks, worked);
    if (found.length === 0) {
      same += 1;
    } else {
      different += 1;
      console.log(`${worked.file}:${worked.line} ${worked.name} (${worked.run}): ${found.join(', ')}`);
    }
  }
  console.log(`${same} as expected, ${different} otherwise`);
  process.exitCode = different === 0 ? 0 : 1;
} finally {
  rulebooks.free();
}
