"""What expressions of a made-up rulebook look up: tables, parameters, lists, readings.

And what the host brings of them: a table that is supplied, the option of a reading.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from draws import Draws
from frame import CITE, LABEL, Json
from made_vocabulary import INTS, Vocabulary

KEYS = ("grade", "text", "int", "bool", "colour", "date")


class Data:
    def __init__(self, draws: Draws, vocabulary: Vocabulary) -> None:
        self.d = draws
        self.vocabulary = vocabulary
        self.readings: Json = {}
        self.tables: Json = {}
        self.params: Json = {}
        self.lists: Json = {}
        self.given: dict[str, Json] = {"lists": {}, "tables": {}, "params": {}, "readings": {}}

    def parts(self) -> list[tuple[str, Json]]:
        """All of it, as members of a rulebook."""
        return [
            ("readings", self.readings),
            ("tables", self.tables),
            ("params", self.params),
            ("lists", self.lists),
        ]

    # Values.

    def cell(self, kind: str) -> Any:
        """A value as a table writes it."""
        if kind == "bool":
            return self.d.chance(50)
        if kind == "int":
            return self.d.pick(INTS[:-2])
        return self.d.pick(self.vocabulary.values(kind))

    def value_cell(self, kind: str) -> Any:
        if self.d.chance(4):
            return {"unseen": "not read"}
        return self.cell(kind)

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

    # Names of what gives values of a type: one that is there, or a new one.

    def table_of(self, kind: str) -> tuple[str, list[str]]:
        """And the types of its keys."""
        d = self.d
        for name, one in self.tables.items():
            if one["value"] == kind and d.chance(50):
                return name, one["keys"]
        name = d.new("table_")
        keys = [d.pick(KEYS) for _ in range(1 + d.upto(1))]
        made: Json = {"keys": keys, "value": kind, "cite": CITE}
        rows: list[list[Any]] = []
        for _ in d.many(0, 4, 70):
            row = [self.cell(key) for key in keys]
            if all(row != each[:-1] for each in rows):
                rows.append([*row, self.value_cell(kind)])
        body: Json = {"rows": rows}
        if not d.chance(30):
            body["else"] = self.value_cell(kind)
        if d.chance(15):
            made["supplied"] = True
            if d.chance(60):
                # What is not read stands in no table that is brought.
                given: Json = {"rows": [row for row in rows if not isinstance(row[-1], dict)]}
                if not isinstance(body.get("else", {}), dict):
                    given["else"] = body["else"]
                self.given["tables"][name] = given
        else:
            made |= body
        self.tables[name] = made
        return name, keys

    def param_of(self, kind: str) -> str:
        d = self.d
        for name, one in self.params.items():
            if one["value"] == kind and d.chance(50):
                return name
        name = d.new("param_")
        rows = [
            {"from": at, "until": until, "is": self.value_cell(kind), "cite": CITE}
            for at, until in self.spans_of_days()
        ]
        if d.chance(25):
            self.params[name] = {"value": kind, "supplied": True, "cite": CITE}
            if d.chance(60):
                given = [row for row in rows if not isinstance(row["is"], dict)]
                self.given["params"][name] = {"rows": given}
        else:
            self.params[name] = {"value": kind, "rows": rows}
        return name

    def list_of(self, kind: str) -> str:
        d = self.d
        for name, one in self.lists.items():
            if one["of"] == kind and d.chance(60):
                return name
        name = d.new("list_")
        editions = [
            {"from": at, "until": until, "rows": [self.cell(kind) for _ in range(d.upto(3))]}
            for at, until in self.spans_of_days()
        ]
        known = [{"from": at, "until": until} for at, until in self.spans_of_days()]
        body: Json = {"editions": editions, "known": known}
        made: Json = {"of": kind, "cite": CITE, "title": LABEL}
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
        name = d.new("r_")
        options = self.open(name, ["one", "two", "three"][: 2 + d.upto(1)])
        if d.chance(25):
            self.given["readings"][name] = d.pick(options)
        return name

    def counted(self, name: str, options: list[str], used: bool) -> Any:
        """How the calendar counts: fixed, or by a reading where something counts so."""
        if not used or not self.d.chance(30):
            return self.d.pick(options)
        self.open(name, options)
        if self.d.chance(25):
            self.given["readings"][name] = options[1]
        return {"reading": name}

    def open(self, name: str, options: list[str]) -> list[str]:
        """A reading of these options."""
        self.readings[name] = {"asks": LABEL, "options": dict.fromkeys(options, LABEL)}
        return options

    def options(self, reading: str) -> list[str]:
        return list(self.readings[reading]["options"])
