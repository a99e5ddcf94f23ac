// Why a case of CEL's conformance data lies outside the subset: the first reason that applies, or
// undefined for a case that lies inside. docs/language.md lists what is left out.
import { tokens } from "./cel_tokens.mjs";

const conversions = ["bool", "bytes", "double", "duration", "int", "string", "timestamp", "uint"];
const typeNames = [...conversions, "list", "map", "null_type", "type", "dyn"];
const extensions = ["math", "strings", "base64", "cel", "proto", "sets", "lists"];
// Functions of CEL's extension libraries that are called on a value.
const extensionMethods = [
    "charAt", "format", "indexOf", "join", "lastIndexOf", "lowerAscii", "quote", "replace",
    "reverse", "split", "substring", "trim", "upperAscii", "flatten", "slice", "sort", "distinct",
];
const twoVariableMacros = ["existsOne", "transformList", "transformMap", "transformMapEntry"];
const oneVariableMacros = ["all", "exists", "exists_one"];

// The number of arguments of the call whose "(" is at `open`.
function argumentCount(list, open) {
    let depth = 0;
    let count = 1;
    for (let i = open; i < list.length; ++i) {
        if ("([{".includes(list[i].text)) ++depth;
        if (")]}".includes(list[i].text) && --depth === 0) return i === open + 1 ? 0 : count;
        if (list[i].text === "," && depth === 1) ++count;
    }
    return count;
}

// Every key and every string that stands anywhere in a JSON value.
function words(json, found = new Set()) {
    if (typeof json === "string") found.add(json);
    if (json && typeof json === "object") {
        for (const [key, value] of Object.entries(json)) {
            if (!Array.isArray(json)) found.add(key);
            words(value, found);
        }
    }
    return found;
}

// The paths of the facts that bindings come to: a map's members are facts of their own.
function paths(name, value) {
    if (!value?.mapValue) return [name];
    return (value.mapValue.entries ?? []).flatMap((entry) =>
        paths(`${name}.${entry.key.stringValue}`, entry.value),
    );
}
function twoOfOnePath(bindings) {
    const all = Object.entries(bindings ?? {}).flatMap(([name, bound]) => paths(name, bound.value));
    return new Set(all).size < all.length;
}

export function leftOut(test) {
    const list = tokens(test.expr);
    const kinds = new Set(list.map((t) => t.kind));
    const typed = words([test.typeEnv, test.bindings, test.value, test.typedResult]);
    const says = (...any) => any.some((word) => typed.has(word));
    const isSign = (i, sign) => list[i]?.kind === "sign" && list[i].text === sign;
    const names = list
        .map((token, i) => ({
            text: token.text,
            name: token.kind === "name",
            called: isSign(i + 1, "("),
            member: isSign(i - 1, "."),
            built: isSign(i + 1, "{") && token.text !== "in",
            at: i,
        }))
        .filter((n) => n.name);
    const calls = (...any) => names.some((n) => n.called && !n.member && any.includes(n.text));
    const methods = (...any) => names.some((n) => n.called && n.member && any.includes(n.text));
    const mentions = (...any) => names.some((n) => !n.member && any.includes(n.text));

    if (kinds.has("uint") || says("uint64Value", "UINT64")) return "uint";
    if (kinds.has("double") || says("doubleValue", "DOUBLE")) return "double";
    if (kinds.has("bytes") || says("bytesValue", "BYTES")) return "bytes";
    if (calls("timestamp", "duration") || says("TIMESTAMP", "DURATION"))
        return "timestamp and duration";
    if (
        names.some((n) => n.built) ||
        says("objectValue", "enumValue", "messageType", "wrapper", "wellKnown") ||
        mentions("google", "TestAllTypes", "NestedTestAllTypes", "GlobalEnum") ||
        test.container?.startsWith("cel.expr.conformance")
    )
        return "messages and enums";
    if (mentions("null") || says("nullValue")) return "null";
    if (calls("dyn")) return "dyn";
    if (mentions("optional") || /\.\?|\[\?|\{\?/.test(test.expr)) return "optionals";
    if (names.some((n) => extensions.includes(n.text) && !n.member && isSign(n.at + 1, ".")))
        return "extension libraries";
    if (methods(...extensionMethods)) return "extension libraries";
    if (
        methods(...twoVariableMacros) ||
        names.some(
            (n) => n.member && oneVariableMacros.includes(n.text) && argumentCount(list, n.at + 1) > 2,
        )
    )
        return "macros of two variables";
    if (calls("has")) return "has";
    if (methods("matches") || calls("matches")) return "matches (regular expressions)";
    if (calls("type") || says("typeValue")) return "type";
    if (calls(...conversions)) return "conversions between types";
    if (names.some((n) => typeNames.includes(n.text) && !n.member && !n.called)) return "type";
    if (kinds.has("quoted")) return "quoted field names";
    if (test.typeEnv?.some((entry) => "function" in entry)) return "functions that the test declares";
    if (test.container) return "containers";
    if (test.checkOnly) return "asks for a deduced type only";
    const bound = words(test.bindings);
    if (
        (bound.has("mapValue") || bound.has("listValue")) &&
        list.some((token) => ["==", "!=", "["].includes(token.text))
    )
        return "a list or map of facts outside an aggregate";
    if (twoOfOnePath(test.bindings)) return "two facts of one path";
    return undefined;
}
