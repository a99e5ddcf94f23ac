"""Rulebooks that Hypothesis makes up: any vocabulary, every construct, typed so that they load.

`rulebooks` makes them of draws. What is drawn first is the plainest, so that what fails shrinks to
a small vocabulary, one version and a short expression.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Json = dict[str, Any]

PARTS = 1 << 40  # labels of parts, far from those of Hypothesis's own

LABEL = {"zh": "某项", "en": "some"}
CITE = "t §1"

# Values of the facts, and what expressions compare them with, come from the same few.
INTS = [0, 1, 2, 3, 12, 5, 7, -1, 40, 300, 70_000, 2**31, -(2**31) - 1, 2**63 - 1, -(2**63)]
FEN = [0, 100, 150_000, 200_000, 1, 33, 99_999, 12_345, 5, -100, 10**9 * 100, 2**63 - 1]
DAYS = [
    "2020-01-01", "2020-06-30", "2019-02-28", "2020-02-29", "2021-12-31", "2018-01-31",
    "2022-03-15", "2016-08-31", "2024-02-29", "never", "1969-12-31", "0001-01-01", "9999-12-31",
]  # fmt: skip
TEXTS = ["310000", "310115", "330100", "a", "电工", "", "ab", "电工证", "CN", "310115.0", "never"]
SPANS = ["P1Y", "P1M", "P12M", "P10D", "P0D", "P1Y2M", "P3M", "P365D"]
RATIOS = [(1, 1), (1, 2), (4, 5), (13, 10), (0, 1), (1, 3), (-1, 8), (7, 1), (2**40, 3)]
PLAIN = ("bool", "int", "money", "date", "text", "ratio", "period")

ORDERED = ["none0", "low", "mid", "high", "top"]
UNORDERED = ["red", "green", "blue"]


class Draws:
    """A few words for drawing. `whole` draws from 0 to a number."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._parts = 0

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is drawn here can be left out as a whole, when what failed is shrunk."""
        # Each of its own kind: parts of one kind would be written over each other.
        self._parts += 1
        self._data.start_span(PARTS + self._parts)
        try:
            yield
        finally:
            self._data.stop_span()

    def many(self, least: int, most: int, percent: int = 55) -> Iterator[int]:
        """Numbers of parts: as many as are drawn."""
        for number in range(most):
            with self.part():
                if number >= least and not self.chance(percent):
                    return
                yield number

    def upto(self, most: int) -> int:
        return int(self._data.draw_integer(0, most)) if most > 0 else 0

    def pick(self, of: Sequence[T]) -> T:
        return of[self.upto(len(of) - 1)]

    def chance(self, percent: int) -> bool:
        return self.upto(99) >= 100 - percent

    def some(self, of: Sequence[T]) -> list[T]:
        return [each for each in of if self.chance(60)]


class Drawn(st.SearchStrategy[T]):
    """What a function makes of draws.

    The numbers are drawn one after the other, and not each by a strategy: that takes half the time,
    and of five examples four would else be the one before with a part written over another.
    """

    def __init__(self, make: Callable[[Draws], T]) -> None:
        super().__init__()
        self._make = make

    def do_draw(self, data: Any) -> T:
        return self._make(Draws(data))


@dataclass(frozen=True)
class Records:
    """A list of records of the vocabulary."""

    path: str
    fields: dict[str, str]
    parts: Records | None = None
    spells: bool = False


@dataclass
class Vocabulary:
    plain: dict[str, str]
    lists: dict[str, str]
    records: list[Records]
    scales: dict[str, list[str]]
    at_least_0: set[str]

    def json(self) -> Json:
        facts: Json = {}
        for path, kind in self.plain.items():
            facts[path] = {"type": kind, **LABEL}
            if path in self.at_least_0:
                facts[path]["min"] = 0
        for path, kind in self.lists.items():
            facts[path] = {"list_of": kind, **LABEL}
        for records in self.records:
            facts[records.path] = {"list": _fields(records), **LABEL}
        scales = {
            name: {
                "values": [{"id": value, "zh": "值" + value, "en": value} for value in values],
                **({"ordered": False} if name == "colour" else {}),
            }
            for name, values in self.scales.items()
        }
        return {"bajigong": 1, "scales": scales, "facts": facts}


def _fields(records: Records) -> Json:
    fields: Json = {name: {"type": kind, **LABEL} for name, kind in records.fields.items()}
    if records.parts is not None:
        fields[records.parts.path] = {"list": _fields(records.parts), **LABEL}
    return fields


@dataclass(repr=False)
class Made:
    """A set of rulebooks, what may be asked of it, and what the host brings."""

    vocabulary: Vocabulary
    texts: Json
    rules: list[str]
    given: Json
    law_date: str | None

    def __repr__(self) -> str:
        # What matters of it stands in the notes of the test.
        return "Made(…)"


@dataclass(frozen=True)
class Loop:
    name: str
    records: Records
    extra: dict[str, str]


@dataclass(frozen=True)
class Scope:
    """What an expression may name."""

    loops: tuple[Loop, ...] = ()
    # Lets, earlier steps and results; None where no let may stand.
    names: Names | None = None
    steps: bool = False
    readings: bool = True
    # Answers of other rules: the rule that asks.
    asker: Json | None = None


@dataclass
class Names:
    lets: list[Json] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    # Fields that `let` with `each` gives, by the list's path.
    each: dict[str, dict[str, str]] = field(default_factory=dict)


class Maker:
    def __init__(self, draws: Draws) -> None:
        self.d = draws
        self.count = 0
        self.readings: Json = {}
        self.tables: Json = {}
        self.params: Json = {}
        self.lists: Json = {}
        self.given: dict[str, Json] = {"lists": {}, "tables": {}, "params": {}, "readings": {}}
        self.members: tuple[Records, str] | None = None
        # Whether something counts periods to their last day, or adds months.
        self.counts = False
        self.shifts = False
        self.askable: list[str] = []
        self.vocabulary = self.made_vocabulary()

    def new(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    # The vocabulary.

    def made_vocabulary(self) -> Vocabulary:
        d = self.d
        scales = {"grade": ORDERED[: 2 + d.upto(3)], "colour": UNORDERED}
        kinds = (*PLAIN, "grade", "colour")
        plain = {"key.on": "date", "a.yes": "bool", "a.count": "int"}
        at_least_0 = set()
        for i in d.many(0, 6, 75):
            kind = d.pick(kinds)
            path = d.pick(["", "a.", "b.c."]) + f"{kind}_{i}"
            plain[path] = kind
            if kind in ("int", "money", "ratio") and d.chance(30):
                at_least_0.add(path)
        lists = {}
        for i in d.many(0, 2):
            lists[d.pick(["", "a."]) + f"plain{i}"] = d.pick(
                ("text", "grade", "int", "date", "bool")
            )
        records = []
        for i in d.many(0, 2, 65):
            parts = None
            if d.chance(45):
                parts = Records("parts", {"n": "int", "ok": "bool"})
            spells = d.chance(75)
            fields = {"ok": "bool"}
            if spells:
                fields |= {"from": "date", "until": "date"}
            for k in d.many(0, 3):
                kind = d.pick(kinds)
                fields[f"{kind}_{k}"] = kind
            records.append(Records(d.pick(["", "b."]) + f"rec{i}", fields, parts, spells))
        return Vocabulary(plain, lists, records, scales, at_least_0)

    # Expressions.

    def literal(self, kind: str) -> str:
        d = self.d
        if kind == "bool":
            return d.pick(["true", "false"])
        if kind == "int":
            return str(d.pick(INTS))
        if kind == "money":
            fen = d.pick(FEN[:-1])
            sign = "-" if fen < 0 else ""
            return f'yuan("{sign}{abs(fen) // 100}.{abs(fen) % 100:02}")'
        if kind == "date":
            day = d.pick(DAYS)
            return day if day == "never" else f"date('{day}')"
        if kind == "text":
            return f"'{d.pick(TEXTS)}'"
        if kind == "ratio":
            top, under = d.pick(RATIOS)
            return d.pick([f"ratio({top}, {under})", "percent(80)", 'percent("12.5")'])
        if kind == "period":
            return d.pick(
                ["months(12)", "years(1)", "days(30)", "months(1)", "days(365)", "months(0)"]
            )
        return d.pick(self.vocabulary.scales[kind])

    def named(self, kind: str, scope: Scope) -> list[str]:
        """Facts, fields of loops, lets and steps of a type."""
        found = [path for path, of in self.vocabulary.plain.items() if of == kind]
        for loop in scope.loops:
            fields = {**loop.records.fields, **loop.extra}
            found[:0] = [f"{loop.name}.{name}" for name, of in fields.items() if of == kind]
            if (
                kind == "bool"
                and self.members is not None
                and scope.asker is not None
                and loop.records.path == self.members[0].path
            ):
                found[:0] = [f"{loop.name}.admitted"] * 2
        if scope.names is not None:
            found += [name for name, of in scope.names.known.items() if of == kind]
            if kind == "money" and scope.steps:
                found += scope.names.steps
        if kind == "date":
            found.append("as_of")
        return found

    def leaf(self, kind: str, scope: Scope) -> str:
        if scope.loops and scope.names is not None and self.d.chance(10):
            return self.let(kind, 2, scope)
        names = self.named(kind, scope)
        if names and not self.d.chance(15):
            return self.d.pick(names)
        return self.literal(kind)

    def expr(self, kind: str, depth: int, scope: Scope, rich: bool = False) -> str:
        """`rich`: rather of parts than a name or a literal."""
        d = self.d
        if depth <= 0 or d.chance(5 if rich else 25):
            return self.leaf(kind, scope)
        less = functools.partial(self.expr, depth=depth - 1, scope=scope)
        makers = _MAKERS.get(kind, _SCALE)
        which = d.upto(len(makers) + 5)
        if which < (1 if rich else 3):
            return self.leaf(kind, scope)
        if which <= 3:
            return f"({less('bool')} ? {less(kind)} : {less(kind)})"
        if which <= 5:
            return self.supplied(kind, depth, scope)
        said = makers[which - 6](self, kind, depth - 1, scope)
        return said if said is not None else self.leaf(kind, scope)

    def supplied(self, kind: str, depth: int, scope: Scope) -> str:
        """From a table, a parameter, a new let, or what is not read."""
        d = self.d
        what = d.upto(19)
        if what <= 7:
            return self.table(kind, depth, scope)
        if what <= 12:
            return self.param(kind, depth, scope)
        if what <= 18 and scope.names is not None:
            return self.let(kind, depth, scope)
        if what == 19:
            # Its type is that of the other side.
            return f"(a.yes ? {self.leaf(kind, scope)} : {d.pick(['unseen', 'pending'])}('why'))"
        return self.leaf(kind, scope)

    def let(self, kind: str, depth: int, scope: Scope) -> str:
        names = scope.names
        assert names is not None
        name = self.new("let_")
        if scope.loops and self.d.chance(50):
            # A further field of every element.
            loop = scope.loops[-1]
            if loop.records in self.vocabulary.records:
                inner = Loop("e", loop.records, {})
                said = self.expr(kind, depth - 1, replace(scope, loops=(inner,), steps=False))
                names.lets.append(
                    {"id": name, "each": f"e in {loop.records.path}", "is": said, "cite": CITE}
                )
                return f"{loop.name}.{name}"
        said = self.expr(kind, depth - 1, replace(scope, loops=(), steps=False))
        names.lets.append({"id": name, "is": said, "cite": CITE})
        names.known[name] = kind
        return name

    def cell(self, kind: str) -> Any:
        """A value as a table writes it."""
        d = self.d
        if kind == "bool":
            return d.chance(50)
        if kind == "int":
            return d.pick(INTS[:-2])
        if kind == "money":
            return money(d.pick(FEN))
        if kind == "date":
            return d.pick(DAYS)
        if kind == "text":
            return d.pick(TEXTS)
        if kind == "ratio":
            return "{}/{}".format(*d.pick(RATIOS))
        if kind == "period":
            return d.pick(SPANS)
        return d.pick(self.vocabulary.scales[kind])

    def value_cell(self, kind: str) -> Any:
        if self.d.chance(4):
            return {"unseen": "not read"}
        return self.cell(kind)

    def table_like(self, kind: str) -> tuple[str, list[str]]:
        d = self.d
        for name, one in self.tables.items():
            if one["value"] == kind and d.chance(50):
                return name, one["keys"]
        name = self.new("table_")
        keys = [
            d.pick(("grade", "text", "int", "bool", "colour", "date")) for _ in range(1 + d.upto(1))
        ]
        table: Json = {"keys": keys, "value": kind, "cite": CITE}
        rows: list[list[Any]] = []
        for _ in d.many(0, 4, 70):
            row = [self.cell(key) for key in keys]
            if all(row != each[:-1] for each in rows):
                rows.append([*row, self.value_cell(kind)])
        more: Json = {"rows": rows}
        if not d.chance(30):
            more["else"] = self.value_cell(kind)
        if d.chance(15):
            table["supplied"] = True
            if d.chance(60):
                self.given["tables"][name] = {
                    key: [r for r in each if not isinstance(r[-1], dict)] if key == "rows" else each
                    for key, each in more.items()
                    if not isinstance(each, dict)
                }
        else:
            table |= more
        self.tables[name] = table
        return name, keys

    def table(self, kind: str, depth: int, scope: Scope) -> str:
        name, keys = self.table_like(kind)
        said = [self.expr(key, depth - 2, scope) for key in keys]
        return f"table('{name}', {', '.join(said)})"

    def spans_of_days(self) -> list[tuple[str, str]]:
        """Days from and until, one after the other."""
        d = self.d
        spans = []
        at = date(2017, 1, 1) + timedelta(days=100 * d.upto(5))
        for _ in d.many(1, 3):
            until = at + timedelta(days=90 + 200 * d.upto(5))
            spans.append((at.isoformat(), until.isoformat()))
            at = until + timedelta(days=1 + 50 * d.upto(1))
        if d.chance(40):
            spans[-1] = (spans[-1][0], "never")
        return spans

    def param(self, kind: str, depth: int, scope: Scope) -> str:
        d = self.d
        day = self.expr("date", depth - 2, scope)
        for name, param in self.params.items():
            if param["value"] == kind and d.chance(50):
                return f"param('{name}', {day})"
        name = self.new("param_")
        rows = [
            {"from": at, "until": until, "is": self.value_cell(kind), "cite": CITE}
            for at, until in self.spans_of_days()
        ]
        if d.chance(25):
            self.params[name] = {"value": kind, "supplied": True, "cite": CITE}
            if d.chance(60):
                plain = [row for row in rows if not isinstance(row["is"], dict)]
                self.given["params"][name] = {"rows": plain}
        else:
            self.params[name] = {"value": kind, "rows": rows}
        return f"param('{name}', {day})"

    def list_like(self, kind: str) -> str:
        d = self.d
        for name, made in self.lists.items():
            if made["of"] == kind and d.chance(60):
                return name
        name = self.new("list_")
        editions = [
            {"from": at, "until": until, "rows": [self.cell(kind) for _ in range(d.upto(3))]}
            for at, until in self.spans_of_days()
        ]
        known = [{"from": at, "until": until} for at, until in self.spans_of_days()]
        body: Json = {"editions": editions, "known": known}
        made = {"of": kind, "cite": CITE, "title": LABEL}
        if d.chance(50):
            made["supplied"] = True
            if d.chance(50):
                self.given["lists"][name] = body
        else:
            made |= body
        self.lists[name] = made
        return name

    def reading(self) -> str:
        d = self.d
        if self.readings and (len(self.readings) >= 3 or d.chance(50)):
            return d.pick(list(self.readings))
        name = self.new("r_")
        options = ["one", "two", "three"][: 2 + d.upto(1)]
        self.readings[name] = {"asks": LABEL, "options": dict.fromkeys(options, LABEL)}
        if d.chance(25):
            self.given["readings"][name] = d.pick(options)
        return name

    # Lists of facts.

    def loop(self, scope: Scope, want_spells: bool = False) -> tuple[str, Records] | None:
        """A list that a loop may go through here."""
        found = [(records.path, records) for records in self.vocabulary.records]
        for loop in scope.loops:
            if loop.records.parts is not None:
                # Rather these: they stand nowhere else.
                found += [(f"{loop.name}.{loop.records.parts.path}", loop.records.parts)] * 3
        if want_spells:
            found = [each for each in found if each[1].spells]
        return self.d.pick(found) if found and len(scope.loops) < 3 else None

    def inside(self, records: Records, scope: Scope, name: str) -> Scope:
        each = scope.names.each.get(records.path, {}) if scope.names is not None else {}
        return replace(scope, loops=(*scope.loops, Loop(name, records, each)))

    def filtered(
        self, depth: int, scope: Scope, spells: bool = False
    ) -> tuple[str, Records] | None:
        got = self.loop(scope, spells)
        if got is None:
            return None
        path, records = got
        if self.d.chance(35):
            name = self.new("f")
            kept = self.expr("bool", depth - 1, self.inside(records, scope, name))
            path = f"{path}.filter({name}, {kept})"
        return path, records

    # Rules.

    def clause(self, depth: int, scope: Scope) -> Json:
        d = self.d
        made: Json = {"id": self.new("c_"), "text": LABEL}
        if depth <= 0 or not d.chance(35):
            return {**made, "if": self.expr("bool", 1 + d.upto(2), scope, True), "cite": CITE}
        kind = d.pick(["any", "all", "none", "at_least"])
        parts = [self.clause(depth - 1, scope) for _ in d.many(1, 3)]
        if kind == "at_least":
            return {**made, "at_least": 1 + d.upto(len(parts) - 1), "of": parts}
        return {**made, kind: parts}

    def step(self, scope: Scope) -> Json:
        d = self.d
        made: Json = {"id": self.new("step_"), "cite": CITE}
        inner = scope
        bound_only = False
        if self.vocabulary.records and d.chance(25):
            records = d.pick(self.vocabulary.records)
            made["each"] = f"x in {records.path}"
            inner = self.inside(records, scope, "x")
        elif d.chance(10):
            bound_only = True
        elif d.chance(6):
            made["is"] = {"unseen": "not read"}
        if not bound_only and "is" not in made:
            made["is"] = self.expr("money", 1 + d.upto(2), inner)
        if "is" not in made or isinstance(made["is"], str):
            made["round"] = d.pick(["fen half_up", "jiao half_even", "yuan down", "fen up"])
        if bound_only or d.chance(15):
            made["at_most"] = self.expr("money", 1, inner)
        if d.chance(10):
            made["at_least"] = self.expr("money", 1, inner)
        if ("at_most" in made or "at_least" in made) and not bound_only and d.chance(40):
            made["in_principle"] = True
        if d.chance(25):
            made["when"] = self.expr("bool", 1 + d.upto(1), inner)
        return made

    def rules_version(self, rule: Json) -> Json:
        d = self.d
        names = Names()
        scope = Scope(names=names, asker=rule)
        made: Json = {"instrument": d.pick(["t", "u"])}
        made["require"] = [self.clause(2, scope) for _ in d.many(1, 4, 65)]
        if d.chance(30):
            made["unless"] = [self.clause(1, scope) for _ in d.many(1, 2)]
        if "adds" in rule and d.chance(70):
            made["limits"] = [self.limit(rule, scope) for _ in d.many(1, 2)]
        if rule["kind"] == "subsidy" and not d.chance(10):
            made["amount"] = []
            of_steps = replace(scope, steps=True)
            several = d.chance(35)
            for _ in d.many(1, 3):
                step = self.step(of_steps)
                if several and d.chance(70):
                    step["payee"] = d.pick(["person", "employer"])
                    if d.chance(20):
                        step["less"] = self.expr("money", 1, of_steps)
                if "is" in step:
                    names.steps.append(step["id"])
                made["amount"].append(step)
            scope = of_steps
        if d.chance(15):
            kind = d.pick((*PLAIN, "grade"))
            made["results"] = [
                {
                    "id": self.new("res_"),
                    "is": self.expr(kind, 2, scope),
                    "text": LABEL,
                    "cite": CITE,
                }
            ]
        if names.lets:
            made["let"] = names.lets
        return made

    def limit(self, rule: Json, scope: Scope) -> Json:
        d = self.d
        path = d.pick(list(rule["adds"]))
        records = next(each for each in self.vocabulary.records if each.path == path)
        added = replace(
            records,
            fields={name: records.fields[name] for name in rule["adds"][path]},
            parts=None,
            spells=False,
        )
        # What a `let` would add to every element is no field of `adds`.
        counted = Scope(loops=(Loop("s", added, {}),), asker=None)
        made: Json = {
            "id": self.new("limit_"),
            "count": f"s in {path}",
            "text": LABEL,
            "cite": CITE,
        }
        made["at_most"] = d.upto(3)
        if not d.chance(15):
            made["where"] = self.expr("bool", 1 + d.upto(1), counted)
        sums = [name for name, kind in added.fields.items() if kind in ("int", "money")]
        if sums and d.chance(60):
            name = d.pick(sums)
            made["sum"] = f"s.{name}"
            made["at_most"] = self.expr(added.fields[name], 1, scope)
        elif d.chance(25):
            made["at_most"] = self.expr("int", 1, scope)
        elif d.chance(5):
            made["at_most"] = {"unseen": "not read"}
        if d.chance(25):
            made["when"] = self.expr("bool", 1, scope)
        return made

    def versions(self, rule: Json) -> list[Json]:
        """One after the other, perhaps with days between; the ends perhaps by a reading."""
        d = self.d
        made: list[Json] = []
        shared: Json | None = None
        ever = d.chance(50)
        at: Any = (
            "ever" if ever else (date(2016, 1, 1) + timedelta(days=200 * d.upto(6))).isoformat()
        )
        last = False
        for i in d.many(1, 3, 100):
            until: Any = "never"
            after: Any = None
            last = last or i == 2 or not d.chance(50)
            if not last or d.chance(12):
                end = date(2019, 12, 31) + timedelta(days=180 * i + 10 * d.upto(9))
                gap = timedelta(days=1 if d.chance(70) else 40)
                if d.chance(12):
                    name = self.reading()
                    options = list(self.readings[name]["options"])
                    ends = {each: end + timedelta(days=20 * k) for k, each in enumerate(options)}
                    until = {"reading": name} | {k: v.isoformat() for k, v in ends.items()}
                    after = {"reading": name} | {k: (v + gap).isoformat() for k, v in ends.items()}
                else:
                    until, after = end.isoformat(), (end + gap).isoformat()
            version: Json = {"from": at, "until": until}
            what = d.upto(19)
            if what == 19:
                version |= {"none": LABEL, "cite": CITE}
            elif what == 18:
                version |= {"unseen": "not read"} | d.pick([{}, {"instrument": "u"}])
            elif shared is not None and what >= 15:
                # The same text again, as where a notice is prolonged.
                version |= {**shared, "instrument": d.pick(["t", "u"])}
            else:
                shared = self.rules_version(rule)
                version |= shared
            made.append(version)
            if last:
                break
            at = after
        return made

    def rule(self, name: str) -> Json:
        d = self.d
        rule: Json = {
            "id": name,
            "kind": d.pick(["subsidy", "subsidy", "subsidy", "recognition"]),
            "title": LABEL,
        }
        if rule["kind"] == "subsidy":
            rule["payee"] = d.pick(["person", "employer", {"unseen": "not read"}])
        plain = Scope()
        if d.chance(12):
            reading = self.reading()
            rule["keyed_on"] = {"reading": reading} | {
                option: self.expr("date", 1, plain) for option in self.readings[reading]["options"]
            }
        elif d.chance(20):
            rule["keyed_on"] = self.expr("date", 2, plain)
        else:
            rule["keyed_on"] = "key.on"
        if self.vocabulary.records and d.chance(50):
            records = d.pick(self.vocabulary.records)
            fields = [each for each in records.fields if not d.chance(20)] or ["ok"]
            rule["adds"] = {
                records.path: {each: self.expr(records.fields[each], 1, plain) for each in fields}
            }
        rule["versions"] = self.versions(rule)
        return rule

    def rulebook(self) -> Made:
        d = self.d
        rules: list[Json] = []
        names = ["main"]
        if d.chance(20):
            # A rule that is asked for its answer.
            rules.append(self.rule("asked"))
            self.askable = ["asked"]
            names.append("asked")
        if self.vocabulary.records and d.chance(15):
            records = d.pick(self.vocabulary.records)
            for each, kind in records.fields.items():
                self.vocabulary.plain[f"member.{each}"] = kind
            rules.append(self.rule("of_member"))
            for each in records.fields:
                del self.vocabulary.plain[f"member.{each}"]
            self.members = (records, "of_member")
        main = self.rule("main")
        if self.members is not None:
            path = self.members[0].path
            main["members"] = {"each": f"m in {path}", "rule": "of_member", "as": "member"}
        rules.append(main)
        self.askable = []
        if self.members is not None:
            for each, kind in self.members[0].fields.items():
                self.vocabulary.plain[f"member.{each}"] = kind
            self.members = None
        if d.chance(15):
            other = self.rule("overriding")
            when = self.expr("bool", 1, Scope(readings=False))
            other["overrides"] = {"rule": "main", "when": when, "cite": CITE}
            rules.append(other)
            names.append("overriding")
        calendar = {
            "month_end": self.counted("month_end", ["last_day", "next_day"], self.shifts),
            "last_day": self.counted("last_day", ["counts", "expired"], self.counts),
            "holiday": "stays",
            "cite": CITE,
        }
        instrument = {
            "title": "某",
            "number": None,
            "issuer": "某",
            "issued": None,
            "evidence": "official",
        }
        book: Json = {
            "bajigong": 1,
            "id": "made",
            "title": LABEL,
            "jurisdiction": "310000",
            "instruments": {"t": instrument, "u": instrument},
            "calendar": calendar,
            "rules": rules,
        }
        for key, made in (
            ("readings", self.readings),
            ("tables", self.tables),
            ("params", self.params),
            ("lists", self.lists),
        ):
            used = self.used(made, book)
            if used:
                book[key] = used
            given = {name: each for name, each in self.given[key].items() if name in used}
            self.given[key] = given
        given = {key: made for key, made in self.given.items() if made}
        law_date = d.pick(["2020-05-05", "2018-03-01"]) if d.chance(6) else None
        texts = {"vocabulary.json": self.vocabulary.json(), "made.json": book}
        return Made(self.vocabulary, texts, names, given, law_date)

    @staticmethod
    def used(made: Json, book: Json) -> Json:
        """Without what an expression named that was not taken."""
        written = json.dumps([book["rules"], book["calendar"]])
        marks = ("'{}'", "reading.{} ", '"reading": "{}"')
        return {
            name: each
            for name, each in made.items()
            if any(mark.format(name) in written for mark in marks)
        }

    def counted(self, name: str, options: list[str], used: bool) -> Any:
        """How the calendar counts: fixed or open."""
        d = self.d
        if not used or not d.chance(30):
            return d.pick(options)
        self.readings[name] = {"asks": LABEL, "options": dict.fromkeys(options, LABEL)}
        if d.chance(25):
            self.given["readings"][name] = options[1]
        return {"reading": name}

    def ask(self, scope: Scope) -> str | None:
        if not self.askable or scope.asker is None:
            return None
        scope.asker.setdefault("asks", {})["it"] = self.askable[0]
        return "asks.it"


def money(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


# What makes an expression of a type, besides names, literals, choices and look-ups. None: not here.

Maker_ = Callable[[Maker, str, int, Scope], "str | None"]
_COMPARED = (
    "int",
    "int",
    "int",
    "money",
    "date",
    "money",
    "date",
    "ratio",
    "text",
    "period",
    "grade",
    "bool",
)


def _binary(*operators: str) -> Maker_:
    def make(m: Maker, kind: str, depth: int, scope: Scope) -> str:
        left, right = m.expr(kind, depth, scope), m.expr(kind, depth, scope)
        return f"({left} {m.d.pick(operators)} {right})"

    return make


def _not(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"!({m.expr('bool', depth, scope)})"


def _compare(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(_COMPARED)
    left = m.expr(kind, max(1, depth), scope, rich=kind == "int")
    if kind == "grade" and not m.named("grade", scope):
        kind = left = "a.count"
        return f"({left} > {m.literal('int')})"
    if kind == "grade" and left in m.vocabulary.scales["grade"]:
        left = m.named("grade", scope)[0]
    right = m.literal(kind) if m.d.chance(50) else m.expr(kind, depth, scope)
    return f"({left} {m.d.pick(['>=', '<', '==', '!=', '<=', '>'])} {right})"


def _long_enough(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    said = _months(m, "int", depth, scope)
    return f"({said} {m.d.pick(['>=', '<', '=='])} {m.literal('int')})" if said else None


def _of_scale(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    names = m.named("colour", scope)
    return f"({m.d.pick(names)} {m.d.pick(['==', '!='])} {m.literal('colour')})" if names else None


def _in_literal(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(("int", "text", "date", "grade", "money", "colour"))
    names = m.named(kind, scope)
    left = m.d.pick(names) if names else m.literal(kind)
    values = [m.literal(kind) for _ in range(1 + m.d.upto(3))]
    if kind in m.vocabulary.scales and not names:
        return "a.yes"
    return f"({left} in [{', '.join(values)}])"


def _in_list(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    if not m.vocabulary.lists:
        return None
    path = m.d.pick(list(m.vocabulary.lists))
    return f"({m.expr(m.vocabulary.lists[path], depth, scope)} in {path})"


def _in_edition(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    kind = m.d.pick(("text", "int", "grade"))
    name = m.list_like(kind)
    return f"({m.expr(kind, depth, scope)} in list('{name}', {m.expr('date', depth, scope)}))"


def _read(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    if not scope.readings:
        return None
    name = m.reading()
    option = m.d.pick(list(m.readings[name]["options"]))
    return f"(reading.{name} {m.d.pick(['==', '!='])} '{option}')"


def _texts(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    said = m.expr("text", depth, scope)
    if m.d.chance(40):
        area = m.d.pick(["310000", "310115", "CN", "330000"])
        return f"in_place({said}, '{area}')"
    how = m.d.pick(["startsWith", "endsWith", "contains"])
    return f"{said}.{how}({m.expr('text', depth, scope)})"


def _days(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    a, b = m.expr("date", depth, scope), m.expr("date", depth, scope)
    if not scope.readings or m.d.chance(30):
        return f"by({a}, {b})"
    m.counts = True
    return f"within({a}, {b}, {m.literal('period')})"


def _spells(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    got = m.filtered(depth, scope, spells=True)
    if got is None:
        return None
    a = m.expr("date", depth, scope)
    if m.d.chance(50):
        return f"covers({got[0]}, {a}, {m.expr('date', depth, scope)})"
    return f"held_on({got[0]}, {a})"


def _exists(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    got = m.filtered(depth, scope)
    if got is None:
        return None
    name = m.new("v")
    inner = m.inside(got[1], scope, name)
    how = m.d.pick(["exists", "all", "exists_one"])
    return f"{got[0]}.{how}({name}, {m.expr('bool', depth, inner)})"


def _has_row(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    name, keys = m.table_like(m.d.pick(("int", "money")))
    return f"has_row('{name}', {', '.join(m.expr(key, depth - 1, scope) for key in keys)})"


def _asked(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    return m.ask(scope)


def _negative(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"(-({m.expr(kind, depth, scope)}))"


def _least(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"{m.d.pick(['min', 'max'])}({m.expr(kind, depth, scope)}, {m.expr(kind, depth, scope)})"


def _size(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    if m.vocabulary.lists and m.d.chance(30):
        return f"size({m.d.pick(list(m.vocabulary.lists))})"
    got = m.filtered(depth, scope)
    return f"size({got[0]})" if got is not None else None


def _sum(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    got = m.filtered(depth, scope)
    if got is None:
        return None
    name = m.new("v")
    return f"sum({got[0]}.map({name}, {m.expr(kind, depth, m.inside(got[1], scope, name))}))"


def _least_of(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    got = m.filtered(depth, scope)
    if got is None or kind == "colour":
        return None
    name = m.new("v")
    inner = m.inside(got[1], scope, name)
    names = [each for each in m.named(kind, inner) if each.startswith(name + ".")]
    if not names:
        return None
    return f"{m.d.pick(['min', 'max'])}({got[0]}.map({name}, {m.d.pick(names)}))"


def _months(m: Maker, kind: str, depth: int, scope: Scope) -> str | None:
    if not scope.readings:
        return None
    if m.d.chance(50):
        a, b = m.expr("date", depth, scope), m.expr("date", depth, scope)
        m.counts = True
        return f"{m.d.pick(['full_months', 'full_years'])}({a}, {b})"
    got = m.filtered(depth, scope, spells=True)
    if got is None:
        return None
    first = f", {m.expr('date', depth, scope)}" if m.d.chance(30) else ""
    m.counts = True
    how = m.d.pick(["whole", "pooled"])
    return f"months_covered({got[0]}, {m.expr('date', depth, scope)}, '{how}'{first})"


def _part(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"{m.d.pick(['year', 'month'])}({m.expr('date', depth, scope)})"


def _floor(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"floor({m.expr('ratio', depth, scope)})"


def _text_size(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"size({m.expr('text', depth, scope)})"


def _indexed(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"[{m.literal(kind)}, {m.literal(kind)}][{m.expr('int', depth, scope)}]"


def _times(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    other = m.expr(m.d.pick(["int", "ratio"]), depth, scope)
    return f"({m.expr(kind, depth, scope)} {m.d.pick(['*', '*', '/'])} {other})"


def _shifted(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    span = "days(30)"
    if scope.readings and m.d.chance(40):
        span = m.d.pick(["months(1)", "years(1)", "months(13)"])
        m.shifts = True
    elif scope.readings:
        span = m.expr("period", depth, scope)
    return f"({m.expr(kind, depth, scope)} {m.d.pick(['+', '-'])} {span})"


def _ends(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    how = m.d.pick(["month_end", "month_start", "year_end", "year_start"])
    return f"{how}({m.expr(kind, depth, scope)})"


def _day(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"day({m.expr('int', depth, scope)}, {1 + m.d.upto(11)}, {1 + m.d.upto(30)})"


def _apart(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"({m.expr('date', depth, scope)} - {m.expr('date', depth, scope)})"


def _span_of(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"{m.d.pick(['months', 'days', 'years'])}({m.expr('int', depth, scope)})"


def _of_int(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"ratio({m.expr('int', depth, scope)}, {m.expr('int', depth, scope)})"


def _quotient(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"({m.expr('money', depth, scope)} / {m.expr('money', depth, scope)})"


def _yuan(m: Maker, kind: str, depth: int, scope: Scope) -> str:
    return f"yuan({m.expr('int', depth, scope)})"


_LOGIC = _binary("&&", "||")
_MAKERS: dict[str, list[Maker_]] = {
    "bool": [
        _compare, _LOGIC, _not, _in_literal, _compare, _LOGIC, _of_scale, _exists, _in_list, _texts,
        _in_edition, _days, _read, _spells, _has_row, _asked, _compare,
        _long_enough, _long_enough,
    ],
    "int": [_binary("+", "-"), _size, _sum, _months, _least, _part, _negative,
            _binary("*", "/", "%"), _floor, _least_of, _text_size, _indexed],
    "money": [_binary("+", "-"), _times, _sum, _least, _yuan, _least_of, _negative],
    "date": [_shifted, _ends, _least, _least_of, _day],
    "period": [_span_of, _apart, _binary("+", "-")],
    "ratio": [_binary("+", "-"), _of_int, _quotient, _least, _times],
    "text": [_binary("+")],
}  # fmt: skip
_SCALE: list[Maker_] = [_least_of]


def rulebooks(draws: Draws) -> Made:
    return Maker(draws).rulebook()
