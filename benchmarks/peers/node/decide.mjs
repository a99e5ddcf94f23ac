// Runs a rule of ZEN or of json-logic-js over cases: requests and answers are JSON, a line each.
//
// usage: node decide.mjs zen|json-logic FOLDER    FOLDER has node_modules
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const [peer, folder] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const atOnce = 500;

// Each gives a function from the cases to their numbers.
const compile = {
  zen(rule, mode) {
    const { ZenDecisionContent, ZenEngine } = require('@gorules/zen-engine');
    const content = new ZenDecisionContent(Buffer.from(JSON.stringify(rule)));
    const engine = new ZenEngine({ loader: async () => content });
    const options = mode.includes('trace') ? { trace: true } : {};
    const one = async (facts) => (await engine.evaluate('rule', facts, options)).result.r;
    return async (cases) => {
      const numbers = [];
      if (mode.includes('parallel')) {
        for (let i = 0; i < cases.length; i += atOnce)
          numbers.push(...(await Promise.all(cases.slice(i, i + atOnce).map(one))));
      } else {
        for (const facts of cases) numbers.push(await one(facts));
      }
      return numbers;
    };
  },
  'json-logic'(rule) {
    const { apply } = require('json-logic-js');
    return async (cases) => cases.map((facts) => apply(rule, facts));
  },
};

let decide, cases;
const answer = {
  async prepare({ mode, facts, rule }) {
    decide = compile[peer](rule, mode);
    cases = readFileSync(facts, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
    return {};
  },
  async pass() {
    const cpu = process.cpuUsage(), wall = process.hrtime.bigint();
    await decide(cases);
    const spent = process.cpuUsage(cpu);
    return { wall: Number(process.hrtime.bigint() - wall) / 1e9, cpu: (spent.user + spent.system) / 1e6 };
  },
  async answers() {
    return { answers: await decide(cases) };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(JSON.stringify(await answer[request.do](request)) + '\n');
}
