// The tokens of a CEL expression, by CEL's own lexical grammar and apart from the library's lexer:
// enough to see which parts of CEL a case uses.
//
// tokens("a.b + 1u") is [{kind: "name", text: "a"}, {kind: "sign", text: "."}, …]; kinds are name,
// quoted (`a-b`), int, uint, double, string, bytes, sign. Stops at what is no token: a case may be
// about just that.

const number =
    /^(?:0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+[uU]?)/;
const name = /^[A-Za-z_][A-Za-z0-9_]*/;
const quoted = /^`[A-Za-z0-9_.\-/ ]*`/;
const blank = /^(?:[\t\n\f\r ]+|\/\/[^\n]*)/;
const sign = /^(?:&&|\|\||[=!<>]=|.)/su;
const cooked = String.raw`(?:"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^\\"\r\n])*"|'(?:\\.|[^\\'\r\n])*')`;
const raw = String.raw`(?:"""[^]*?"""|'''[^]*?'''|"[^"\r\n]*"|'[^'\r\n]*')`;
const text = new RegExp(`^(?:[bB]?${cooked}|(?:[bB][rR]|[rR][bB]?)${raw})`, "s");

function numberKind(found) {
    if (/[uU]$/.test(found)) return "uint";
    return /^0x/.test(found) || /^\d+$/.test(found) ? "int" : "double";
}

function next(rest) {
    const forms = [
        [text, (found) => (/^[^"']*[bB]/.test(found) ? "bytes" : "string")],
        [number, numberKind],
        [name, () => "name"],
        [quoted, () => "quoted"],
        [sign, () => "sign"],
    ];
    for (const [form, kind] of forms) {
        const found = form.exec(rest)?.[0];
        if (found) return { kind: kind(found), text: found };
    }
    return undefined;
}

export function tokens(expression) {
    const all = [];
    let rest = expression;
    while (rest.length > 0) {
        const skipped = blank.exec(rest)?.[0];
        if (skipped) {
            rest = rest.slice(skipped.length);
            continue;
        }
        const token = next(rest);
        if (!token) break;
        all.push(token);
        rest = rest.slice(token.text.length);
    }
    return all;
}
