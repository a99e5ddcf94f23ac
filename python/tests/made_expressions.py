"""Expressions that are made up, of any type, from what may be named where they stand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Optional

from frame import CITE, Json
from made_data import Data
from made_vocabulary import DAYS, FEN, INTS, RATIOS, TEXTS, Records, money


@dataclass(frozen=True)
class Loop:
    name: str
    records: Records


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


class Expressions:
    """`functions`: what makes an expression of a type, besides what stands here."""

    def __init__(self, data: Data, functions: dict[str, list[Function]]) -> None:
        self.d = data.d
        self.data = data
        self.vocabulary = data.vocabulary
        self.functions = functions
        # Whether something counts periods to their last day, or adds months.
        self.counts = False
        self.shifts = False
        # The rule that may be asked, and the list whose members a rule answers for.
        self.askable: str | None = None
        self.members: Records | None = None

    def literal(self, kind: str) -> str:
        d = self.d
        if kind == "bool":
            return d.pick(["true", "false"])
        if kind == "int":
            return str(d.pick(INTS))
        if kind == "money":
            return f'yuan("{money(d.pick(FEN[:-1]))}")'
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
            fields = loop.records.fields
            found[:0] = [f"{loop.name}.{name}" for name, of in fields.items() if of == kind]
            if (
                kind == "bool"
                and self.members is not None
                and scope.asker is not None
                and loop.records.path == self.members.path
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
        functions = self.functions[kind]
        which = d.upto(len(functions) + 5)
        if which < (1 if rich else 3):
            return self.leaf(kind, scope)
        if which <= 3:
            return f"({less('bool')} ? {less(kind)} : {less(kind)})"
        if which <= 5:
            return self.looked_up(kind, depth, scope)
        said = functions[which - 6](self, kind, depth - 1, scope)
        return said if said is not None else self.leaf(kind, scope)

    def looked_up(self, kind: str, depth: int, scope: Scope) -> str:
        """From a table, a parameter, a new let, or what is not read."""
        d = self.d
        what = d.upto(19)
        if what <= 7:
            name, keys = self.data.table_of(kind)
            said = [self.expr(key, depth - 2, scope) for key in keys]
            return f"table('{name}', {', '.join(said)})"
        if what <= 12:
            day = self.expr("date", depth - 2, scope)
            return f"param('{self.data.param_of(kind)}', {day})"
        if what <= 18 and scope.names is not None:
            return self.let(kind, depth, scope)
        if what == 19:
            # Its type is that of the other side.
            return f"(a.yes ? {self.leaf(kind, scope)} : {d.pick(['unseen', 'pending'])}('why'))"
        return self.leaf(kind, scope)

    def let(self, kind: str, depth: int, scope: Scope) -> str:
        names = scope.names
        assert names is not None
        name = self.d.new("let_")
        if scope.loops and self.d.chance(50):
            # A further field of every element.
            loop = scope.loops[-1]
            if loop.records in self.vocabulary.records:
                inner = Loop("e", loop.records)
                said = self.expr(kind, depth - 1, replace(scope, loops=(inner,), steps=False))
                names.lets.append(
                    {"id": name, "each": f"e in {loop.records.path}", "is": said, "cite": CITE}
                )
                return f"{loop.name}.{name}"
        said = self.expr(kind, depth - 1, replace(scope, loops=(), steps=False))
        names.lets.append({"id": name, "is": said, "cite": CITE})
        names.known[name] = kind
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

    def filtered(
        self, depth: int, scope: Scope, spells: bool = False
    ) -> tuple[str, Records] | None:
        """Such a list, perhaps some of its elements alone."""
        got = self.loop(scope, spells)
        if got is None:
            return None
        path, records = got
        if self.d.chance(35):
            name = self.d.new("f")
            kept = self.expr("bool", depth - 1, inside(records, scope, name))
            path = f"{path}.filter({name}, {kept})"
        return path, records


def inside(records: Records, scope: Scope, name: str) -> Scope:
    """What may be named of an element that is called `name`."""
    return replace(scope, loops=(*scope.loops, Loop(name, records)))


# Makes an expression of a type, so deep, in a scope; None where it cannot stand there.
Function = Callable[[Expressions, str, int, Scope], Optional[str]]
