"""Vocabularies that are made up: facts of every type, lists of records, and the values of all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from draws import Draws
from frame import LABEL, Json, facts

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


def money(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


@dataclass(frozen=True)
class Records:
    """A list of records of the vocabulary."""

    path: str
    fields: dict[str, str]
    parts: Records | None = None
    spells: bool = False

    def json(self) -> Json:
        fields = facts(self.fields)
        if self.parts is not None:
            fields[self.parts.path] = self.parts.json()
        return {"list": fields, **LABEL}


@dataclass
class Vocabulary:
    plain: dict[str, str]
    lists: dict[str, str]
    records: list[Records]
    scales: dict[str, list[str]]
    at_least_0: set[str]

    def values(self, kind: str, not_below_0: bool = False) -> list[Any]:
        """The values that facts of a type have here."""
        if kind == "bool":
            return [True, False]
        if kind == "int":
            return [n for n in INTS if n >= 0 or not not_below_0]
        if kind == "money":
            return [money(fen) for fen in FEN if fen >= 0 or not not_below_0]
        if kind == "date":
            return DAYS
        if kind == "text":
            return TEXTS
        if kind == "ratio":
            return [f"{a}/{b}" for a, b in RATIOS if a >= 0 or not not_below_0]
        if kind == "period":
            return SPANS
        return self.scales[kind]

    def json(self) -> Json:
        named = facts(self.plain)
        for path in self.at_least_0:
            named[path]["min"] = 0
        named |= {path: {"list_of": kind, **LABEL} for path, kind in self.lists.items()}
        named |= {records.path: records.json() for records in self.records}
        scales = {
            name: {
                "values": [{"id": value, "zh": "值" + value, "en": value} for value in values],
                **({"ordered": False} if name == "colour" else {}),
            }
            for name, values in self.scales.items()
        }
        return {"bajigong": 1, "scales": scales, "facts": named}


def vocabulary(d: Draws) -> Vocabulary:
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
        lists[d.pick(["", "a."]) + f"plain{i}"] = d.pick(("text", "grade", "int", "date", "bool"))
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
