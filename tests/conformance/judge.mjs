// Compares the driver's answers with what CEL's conformance data expects, and prints the counts.
//
// judge.mjs EXPECTATIONS ANSWERS PASSED REFUSED: exit 1 if a case failed, if one that is left out
// was accepted with another answer than CEL's, or if fewer cases passed, or more that CEL gives a
// value were refused, than these numbers. SHOW=1 lists what was refused.
import { readFileSync } from "node:fs";

const [expectationsFile, answersFile, pinnedPassed, pinnedRefused] = process.argv.slice(2);
const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);

// JSON with every number kept as its digits, since int64 does not fit a double; members sorted.
function exact(text) {
    const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+/g, (found) =>
        found.startsWith('"') ? found : `{"int":"${found}"}`,
    );
    return JSON.parse(kept);
}
function sorted(value) {
    if (Array.isArray(value)) return value.map(sorted);
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(
        Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
    );
}
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const hasFault = (value) =>
    value !== null &&
    typeof value === "object" &&
    (value.fault === true || Object.values(value).some(hasFault));

const answers = new Map(lines(answersFile).map((line) => [exact(line).id, exact(line)]));

// "passed", "refused" or "failed".
function verdict(expected, answer) {
    if (answer.refused) return "refused";
    if (expected.error) return hasFault(answer.value) ? "passed" : "failed";
    return expected.value !== undefined && same(exact(expected.value), answer.value)
        ? "passed"
        : "failed";
}

const counts = { value: 0, fault: 0 };
const refused = { error: new Map(), typed: new Map(), dynamic: new Map() };
const leftOut = new Map();
const leftOutRun = { passed: 0, refused: 0, failed: [] };
const failed = [];
const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);

for (const line of lines(expectationsFile)) {
    const expected = JSON.parse(line);
    const answer = answers.get(expected.id);
    if (expected.left_out) {
        add(leftOut, expected.left_out);
        // What is left out must not be accepted with another meaning either.
        if (!answer || (!expected.error && expected.value === undefined && !answer.refused))
            continue;
        const found = verdict(expected, answer);
        if (found === "failed") leftOutRun.failed.push({ expected, answer });
        else ++leftOutRun[found];
        continue;
    }
    const found = answer ? verdict(expected, answer) : "failed";
    if (found === "failed") failed.push({ expected, answer });
    else if (found === "passed") ++counts[expected.error ? "fault" : "value"];
    else {
        const kind = expected.error ? "error" : expected.checker_error ? "typed" : "dynamic";
        const { code, message } = answer.refused;
        const known = [...refused[kind].keys()].find((reason) => reason.startsWith(code));
        add(refused[kind], known ?? `${code}: ${expected.expression} (${message})`);
        if (process.env.SHOW) console.log(kind, code, expected.id, "|", expected.expression);
    }
}

const total = (map) => [...map.values()].reduce((sum, n) => sum + n, 0);
const row = (count, text) => console.log(`${String(count).padStart(7)}  ${text}`);
function group(title, map) {
    row(total(map), title);
    const indent = title.startsWith(" ") ? "        " : "    ";
    for (const [reason, count] of [...map].sort((a, b) => b[1] - a[1]))
        row(count, `${indent}${reason}`);
}

const passed = counts.value + counts.fault + total(refused.error);
const refusedValues = total(refused.typed) + total(refused.dynamic);
row(passed, "passed:");
row(counts.value, "    the expected value");
row(counts.fault, "    an expected error, as a fault");
row(total(refused.error), "    an expected error, refused at load");
row(refusedValues, "refused at load by strict typing where CEL gives a value:");
group("    that CEL's own checker refuses too:", refused.typed);
group("    that CEL's checker takes as dyn:", refused.dynamic);
group("left out, for what they use:", leftOut);
row(
    leftOutRun.refused,
    `    of these refused at load; ${leftOutRun.passed} give CEL's answer; ` +
        `${leftOutRun.failed.length} another`,
);
row(failed.length, "failed");
for (const { expected, answer } of failed)
    console.log(`FAILED ${expected.id}: ${expected.expression}\n    expected ` +
        `${expected.error ? "an error" : expected.value}, got ${JSON.stringify(answer)}`);
for (const { expected, answer } of leftOutRun.failed)
    console.log(`ANOTHER ${expected.id} (${expected.left_out}): ${expected.expression}\n    CEL ` +
        `${expected.error ? "an error" : expected.value}, here ${JSON.stringify(answer)}`);

let wrong = failed.length > 0 || leftOutRun.failed.length > 0;
if (passed < Number(pinnedPassed)) {
    console.log(`fewer than the ${pinnedPassed} cases that passed before`);
    wrong = true;
}
if (refusedValues > Number(pinnedRefused)) {
    console.log(`more than the ${pinnedRefused} cases that strict typing refused before`);
    wrong = true;
}
process.exit(wrong ? 1 : 0);
