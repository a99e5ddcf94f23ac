// Turns CEL's conformance data into JSON lines for the driver and for judge.mjs.
//
// cases.mjs REQUESTS EXPECTATIONS: writes a request {id, expression, facts} for every case that can
// be asked, and for every case what is expected of it {id, left_out, value | error, checker_error}.
import { writeFileSync } from "node:fs";
import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";
import { leftOut } from "./left_out.mjs";

function* all(suite, path) {
    for (const test of suite.tests ?? []) yield { path, ...test };
    for (const child of suite.suites ?? []) yield* all(child, [...path, child.name]);
}

// A CEL value as JSON text, as evaluate() prints it; undefined if it has no such form.
function json(value) {
    if ("boolValue" in value) return String(value.boolValue);
    if ("int64Value" in value) return String(value.int64Value);
    if ("stringValue" in value) return JSON.stringify(value.stringValue);
    if ("listValue" in value) {
        const items = (value.listValue.values ?? []).map(json);
        return items.includes(undefined) ? undefined : `[${items.join(",")}]`;
    }
    if ("mapValue" in value) {
        const members = (value.mapValue.entries ?? []).map((entry) => {
            const key = json(entry.key);
            const item = json(entry.value);
            if (key === undefined || item === undefined) return undefined;
            return `${key.startsWith('"') ? key : JSON.stringify(key)}:${item}`;
        });
        return members.includes(undefined) ? undefined : `{${members.join(",")}}`;
    }
    return undefined;
}

// The bindings of a case as a JSON object of facts; undefined if one cannot be a fact.
function facts(bindings) {
    const members = Object.entries(bindings ?? {}).map(([name, bound]) => {
        const value = json(bound.value ?? {});
        return value === undefined ? undefined : `${JSON.stringify(name)}:${value}`;
    });
    return members.includes(undefined) ? undefined : `{${members.join(",")}}`;
}

const requests = [];
const expectations = [];
for (const { path, original: test, error } of all(tests, [])) {
    const id = `${[...path, test.name].join("/")} #${expectations.length + 1}`;
    const result = test.value ?? test.typedResult?.result;
    const expected = { id, expression: test.expr, left_out: leftOut(test), checker_error: error };
    if (test.evalError) expected.error = true;
    // Without a value or an error a case means `true`.
    else if (!test.checkOnly) expected.value = json(result ?? { boolValue: true });
    expectations.push(JSON.stringify(expected));
    const given = facts(test.bindings);
    if (given !== undefined && !test.container)
        requests.push(JSON.stringify({ id, expression: test.expr, facts: given }));
}
writeFileSync(process.argv[2], requests.join("\n") + "\n");
writeFileSync(process.argv[3], expectations.join("\n") + "\n");
