// Decides one case and prints the answer with its reasons. usage: node decide.js FACTS.json
'use strict';

const { readFileSync } = require('node:fs');
const { Rulebooks, Request, Facts } = require('./bajigong');

function printReasons(decision) {
  console.log(`rule: ${decision.rule}`);
  console.log(`outcome: ${decision.outcome}`);
  console.log(`payable: ${decision.payable ? 'yes' : 'no'}`);
  console.log(`deciding clause: ${decision.clause}`);
  const { kind, low, high } = decision.amount;
  console.log(`amount: ${kind}, ${low} to ${high} fen`);
  for (const p of decision.payments) {
    console.log(
      `payment ${p.step} to ${p.payee}: ${p.kind}, ${p.low} to ${p.high} fen; ` +
        `due ${p.due}, to recover ${p.recover}`,
    );
  }
  for (const cause of decision.causes) console.log(`because of ${cause.kind}: ${cause.name}`);
  for (const clause of decision.clauses) {
    console.log(`clause ${clause.id}: ${clause.truth}, ${clause.text} [${clause.cite}]`);
  }
}

const held = [];
const hold = (object) => (held.push(object), object);
try {
  const rulebooks = hold(new Rulebooks({ paths: ['policies'] }));
  const request = hold(new Request(rulebooks, { rule: 'skill_upgrading', as_of: '2023-07-03' }));
  const facts = hold(new Facts(rulebooks, readFileSync(process.argv[2], 'utf8')));

  const decision = hold(request.decide(facts));
  printReasons(decision);
  console.log(decision.json);
} finally {
  for (const object of held) object.free();
}
