"""What makes an expression of a type, besides names, literals, choices and look-ups."""

from __future__ import annotations

import re

from made_expressions import Expressions, Function, Scope, inside

_COMPARED = ("int", "int", "int", "money", "date", "money", "date", "ratio", "text", "period",
             "grade", "bool")  # fmt: skip


def _form(text: str) -> Function:
    """Text with holes: `{int}` for an expression of a type, `{}` of the type asked for, `{a|b}` for
    a choice."""
    parts = re.split(r"\{(.*?)\}", text)

    def make(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
        said = parts.copy()
        for at in range(1, len(parts), 2):
            hole = parts[at]
            said[at] = (
                m.d.pick(hole.split("|")) if "|" in hole else m.expr(hole or kind, depth, scope)
            )
        return "".join(said)

    return make


def _binary(*operators: str) -> Function:
    def make(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
        left, right = m.expr(kind, depth, scope), m.expr(kind, depth, scope)
        return f"({left} {m.d.pick(operators)} {right})"

    return make


# Truths.


def _compare(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(_COMPARED)
    left = m.expr(kind, max(1, depth), scope, rich=kind == "int")
    if kind == "grade" and not m.named("grade", scope):
        return f"(a.count > {m.literal('int')})"
    if kind == "grade" and left in m.vocabulary.scales["grade"]:
        left = m.named("grade", scope)[0]
    right = m.literal(kind) if m.d.chance(50) else m.expr(kind, depth, scope)
    return f"({left} {m.d.pick(['>=', '<', '==', '!=', '<=', '>'])} {right})"


def _long_enough(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    said = _months(m, "int", depth, scope)
    return f"({said} {m.d.pick(['>=', '<', '=='])} {m.literal('int')})" if said else None


def _of_scale(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    names = m.named("colour", scope)
    return f"({m.d.pick(names)} {m.d.pick(['==', '!='])} {m.literal('colour')})" if names else None


def _in_literal(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(("int", "text", "date", "grade", "money", "colour"))
    names = m.named(kind, scope)
    left = m.d.pick(names) if names else m.literal(kind)
    values = [m.literal(kind) for _ in range(1 + m.d.upto(3))]
    if kind in m.vocabulary.scales and not names:
        return "a.yes"
    return f"({left} in [{', '.join(values)}])"


def _in_list(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    if not m.vocabulary.lists:
        return None
    path = m.d.pick(list(m.vocabulary.lists))
    return f"({m.expr(m.vocabulary.lists[path], depth, scope)} in {path})"


def _in_edition(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(("text", "int", "grade"))
    name = m.data.list_of(kind)
    return f"({m.expr(kind, depth, scope)} in list('{name}', {m.expr('date', depth, scope)}))"


def _read(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    if not scope.readings:
        return None
    name = m.data.reading()
    option = m.d.pick(m.data.options(name))
    return f"(reading.{name} {m.d.pick(['==', '!='])} '{option}')"


def _texts(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    said = m.expr("text", depth, scope)
    if m.d.chance(40):
        area = m.d.pick(["310000", "310115", "CN", "330000"])
        return f"in_place({said}, '{area}')"
    how = m.d.pick(["startsWith", "endsWith", "contains"])
    return f"{said}.{how}({m.expr('text', depth, scope)})"


def _within(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    a, b = m.expr("date", depth, scope), m.expr("date", depth, scope)
    if not scope.readings or m.d.chance(30):
        return f"by({a}, {b})"
    m.counts = True
    return f"within({a}, {b}, {m.literal('period')})"


def _spells(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    got = m.filtered(depth, scope, spells=True)
    if got is None:
        return None
    a = m.expr("date", depth, scope)
    if m.d.chance(50):
        return f"covers({got[0]}, {a}, {m.expr('date', depth, scope)})"
    return f"held_on({got[0]}, {a})"


def _has_row(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    name, keys = m.data.table_of(m.d.pick(("int", "money")))
    return f"has_row('{name}', {', '.join(m.expr(key, depth - 1, scope) for key in keys)})"


def _asked(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    if m.askable is None or scope.asker is None:
        return None
    scope.asker.setdefault("asks", {})["it"] = m.askable
    return "asks.it"


# Over lists of facts.


def _looped(m: Expressions, depth: int, scope: Scope) -> tuple[str, str, Scope] | None:
    """A list, the name of its elements, and what may be named of them."""
    got = m.filtered(depth, scope)
    if got is None:
        return None
    name = m.d.new("v")
    return got[0], name, inside(got[1], scope, name)


def _exists(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    got = _looped(m, depth, scope)
    if got is None:
        return None
    path, name, inner = got
    how = m.d.pick(["exists", "all", "exists_one"])
    return f"{path}.{how}({name}, {m.expr('bool', depth, inner)})"


def _sum(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    got = _looped(m, depth, scope)
    if got is None:
        return None
    path, name, inner = got
    return f"sum({path}.map({name}, {m.expr(kind, depth, inner)}))"


def _least_of(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    got = _looped(m, depth, scope)
    if got is None or kind == "colour":
        return None
    path, name, inner = got
    fields = [each for each in m.named(kind, inner) if each.startswith(name + ".")]
    if not fields:
        return None
    return f"{m.d.pick(['min', 'max'])}({path}.map({name}, {m.d.pick(fields)}))"


def _size(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    if m.vocabulary.lists and m.d.chance(30):
        return f"size({m.d.pick(list(m.vocabulary.lists))})"
    got = m.filtered(depth, scope)
    return f"size({got[0]})" if got is not None else None


def _months(m: Expressions, kind: str, depth: int, scope: Scope) -> str | None:
    if not scope.readings:
        return None
    if m.d.chance(50):
        a, b = m.expr("date", depth, scope), m.expr("date", depth, scope)
        m.counts = True
        return f"{m.d.pick(['full_months', 'full_years', 'days_between'])}({a}, {b})"
    got = m.filtered(depth, scope, spells=True)
    if got is None:
        return None
    first = f", {m.expr('date', depth, scope)}" if m.d.chance(30) else ""
    m.counts = True
    how = m.d.pick(["whole", "pooled"])
    return f"months_covered({got[0]}, {m.expr('date', depth, scope)}, '{how}'{first})"


# Numbers, sums of money, days.


def _indexed(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    return f"[{m.literal(kind)}, {m.literal(kind)}][{m.expr('int', depth, scope)}]"


def _times(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    other = m.expr(m.d.pick(["int", "ratio"]), depth, scope)
    return f"({m.expr(kind, depth, scope)} {m.d.pick(['*', '*', '/'])} {other})"


def _shifted(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    span = "days(30)"
    if scope.readings and m.d.chance(40):
        span = m.d.pick(["months(1)", "years(1)", "months(13)"])
        m.shifts = True
    elif scope.readings:
        span = m.expr("period", depth, scope)
    return f"({m.expr(kind, depth, scope)} {m.d.pick(['+', '-'])} {span})"


def _day(m: Expressions, kind: str, depth: int, scope: Scope) -> str:
    return f"day({m.expr('int', depth, scope)}, {1 + m.d.upto(11)}, {1 + m.d.upto(30)})"


_LOGIC = _binary("&&", "||")
_LEAST = _form("{min|max}({}, {})")
_NEGATIVE = _form("(-({}))")
FUNCTIONS: dict[str, list[Function]] = {
    "bool": [
        _compare, _LOGIC, _form("!({})"), _in_literal, _compare, _LOGIC, _of_scale, _exists,
        _in_list, _texts, _in_edition, _within, _read, _spells, _has_row, _asked, _compare,
        _long_enough, _long_enough,
    ],
    "int": [
        _binary("+", "-"), _size, _sum, _months, _LEAST, _form("{year|month}({date})"), _NEGATIVE,
        _binary("*", "/", "%"), _form("floor({ratio})"), _least_of, _form("size({text})"), _indexed,
    ],
    "money": [
        _binary("+", "-"), _times, _sum, _LEAST, _form("yuan({int})"), _least_of, _NEGATIVE,
    ],
    "date": [
        _shifted, _form("{month_end|month_start|year_end|year_start}({})"), _LEAST, _least_of, _day,
    ],
    "period": [
        _form("{months|days|years}({int})"), _form("({date} - {date})"), _binary("+", "-"),
    ],
    "ratio": [
        _binary("+", "-"), _form("ratio({int}, {int})"), _form("({money} / {money})"), _LEAST,
        _times,
    ],
    "text": [_binary("+")],
    "grade": [_least_of],
    "colour": [_least_of],
}  # fmt: skip
