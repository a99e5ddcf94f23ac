"""Facts of made-up rows.

A row is a mapping of paths to values as JSON writes them; what is absent is unknown. A list is
`{"known": [...], "complete": bool}`.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from draws import Draws
from made_vocabulary import Records, Vocabulary

Row = dict[str, Any]


class Rows:
    """Draws the facts of rows; a value that is absent is the plainest."""

    def __init__(self, draws: Draws, vocabulary: Vocabulary) -> None:
        self.d = draws
        self.vocabulary = vocabulary
        self.pools = {
            path: vocabulary.values(kind, path in vocabulary.at_least_0)
            for path, kind in vocabulary.plain.items()
        }

    def row(self) -> Row:
        row: Row = {}
        for path, values in self.pools.items():
            # Common values stand twice: extremes are to be rare, and the unknown too.
            which = self.d.upto(len(values) + min(6, len(values)))
            if which > 0:
                row[path] = values[(which - 1) % len(values)]
        for path, kind in self.vocabulary.lists.items():
            values = self.vocabulary.values(kind)
            self.draw_list(row, path, functools.partial(self.d.pick, values))
        for records in self.vocabulary.records:
            self.draw_list(row, records.path, functools.partial(self.element, records))
        return row

    def draw_list(self, row: Row, path: str, element: Callable[[], Any]) -> None:
        which = self.d.upto(7)
        if which == 0:
            return
        count = max(0, which - 3) if which < 6 else which - 5
        row[path] = {"known": [element() for _ in range(count)], "complete": which < 7}

    def element(self, records: Records) -> Row:
        made: Row = {}
        for name, kind in records.fields.items():
            values = self.vocabulary.values(kind)
            which = self.d.upto(len(values) + 4)
            if which > 0:
                made[name] = values[(which - 1) % len(values)]
        if records.spells and "from" in made and "until" in made:
            # It ends no earlier than it begins; never is later than every day.
            made["from"], made["until"] = sorted((made["from"], made["until"]))
        if records.parts is not None:
            parts = records.parts
            self.draw_list(made, parts.path, lambda: self.element(parts))
        return made


@dataclass(repr=False)
class People:
    """Distinct rows, and which of them stands at each place of the table."""

    kinds: list[Row]
    order: list[int]

    def rows(self) -> list[Row]:
        return [self.kinds[i] for i in self.order]

    def __repr__(self) -> str:
        # What matters of it stands in the notes of the test.
        return "People(…)"


SIZES = [1, 2, 3, 8, 63, 64, 65, 130, 200, 40, 100, 300, 31, 90, 17, 2049, 4100]


def people(draws: Draws, vocabulary: Vocabulary) -> People:
    """A few rows that are drawn; perhaps many more that mix their facts."""
    drawing = Rows(draws, vocabulary)
    drawn = [drawing.row() for _ in draws.many(1, 5, 75)]
    size = draws.pick(SIZES)
    if not draws.chance(70):
        return People(drawn, [i % len(drawn) for i in range(size)])
    rng = random.Random(draws.upto(2**32 - 1))
    paths = sorted({path for row in drawn for path in row})
    kinds = drawn + [_mixed(rng, drawn, paths) for _ in range(min(size, 50))]
    return People(kinds, [rng.randrange(len(kinds)) for _ in range(size)])


def _mixed(rng: random.Random, of: list[Row], paths: list[str]) -> Row:
    row = {}
    for path in paths:
        taken = rng.choice(of)
        if path in taken:
            row[path] = taken[path]
    return row


def facts(row: Row) -> Row:
    """The row as `decide` takes it."""
    return {path: _json_value(value) for path, value in row.items()}


def _json_value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    known = [facts(each) if isinstance(each, dict) else each for each in value["known"]]
    return known if value["complete"] else {"known": known, "complete": False}
