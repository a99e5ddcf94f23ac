"""Facts of made-up rows, and the same rows as Arrow columns in whatever form may hold them.

A row is a mapping of paths to values as JSON writes them; what is absent is unknown. A list is
`{"known": [...], "complete": bool}`. `table()` lays rows out: the layout (types, chunks, offsets,
what lies under a null) comes from `choose`, which draws a number below a bound.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from made_rulebooks import (
    DAYS,
    FEN,
    INTS,
    RATIOS,
    SPANS,
    TEXTS,
    Draws,
    Made,
    Records,
    Vocabulary,
    money,
    rulebooks,
)

Row = dict[str, Any]
Choose = Callable[[int], int]

EPOCH = date(1970, 1, 1).toordinal()
NEVER = 2**31 - 1
# The day that stands for none where the options say so: no fact is ever of it.
NO_DAY = "9998-07-07"
MILLIS = 86_400_000


def pool(kind: str, vocabulary: Vocabulary, not_below_0: bool = False) -> list[Any]:
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
    return vocabulary.scales[kind]


class Rows:
    """Draws the facts of rows; a value that is absent is the plainest."""

    def __init__(self, draws: Draws, vocabulary: Vocabulary) -> None:
        self.d = draws
        self.vocabulary = vocabulary
        self.pools = {
            path: pool(kind, vocabulary, path in vocabulary.at_least_0)
            for path, kind in vocabulary.plain.items()
        }

    def row(self) -> Row:
        row: Row = {}
        for path, values in self.pools.items():
            # Common values stand twice: extremes are to be rare, and the unknown too.
            which = self.d.upto(len(values) + min(6, len(values)))
            if which > 0:
                row[path] = values[which - 1 if which <= len(values) else which - 1 - len(values)]
        for path, kind in self.vocabulary.lists.items():
            values = pool(kind, self.vocabulary)
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
            values = pool(kind, self.vocabulary)
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


def cases(draws: Draws) -> tuple[Made, People, int]:
    """Rulebooks, rows for them, and a number that their layout hangs on."""
    made = rulebooks(draws)
    return made, people(draws, made.vocabulary), draws.upto(2**32 - 1)


# As JSON.


def facts(row: Row) -> Row:
    """The row as `decide` takes it."""
    return {path: _json_value(value) for path, value in row.items()}


def _json_value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    known = [facts(each) if isinstance(each, dict) else each for each in value["known"]]
    return known if value["complete"] else {"known": known, "complete": False}


# As Arrow.


@dataclass
class Laid:
    """A table, and what its columns mean beyond their names."""

    table: pa.Table
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass
class Layout:
    vocabulary: Vocabulary
    choose: Choose
    columns: dict[str, Any] = field(default_factory=dict)

    def table(self, rows: Sequence[Row]) -> Laid:
        arrays: dict[str, pa.Array] = {}
        vocabulary = self.vocabulary
        for path, kind in vocabulary.plain.items():
            arrays[path] = self.plain(path, kind, [row.get(path) for row in rows])
        for path, kind in vocabulary.lists.items():
            self.lay_list(arrays, path, [row.get(path) for row in rows], kind, None)
        for records in vocabulary.records:
            lists = [row.get(records.path) for row in rows]
            self.lay_list(arrays, records.path, lists, None, records)
        self.into_structs(arrays, rows)
        for name, array in arrays.items():
            arrays[name] = self.moved(array)
        names = list(arrays)
        if self.choose(3) == 2:
            names.reverse()
        table = pa.table({name: self.chunked(arrays[name]) for name in names})
        return Laid(table, self.columns)

    # A column of plain values. `top`: options may say what it means.

    def plain(self, path: str, kind: str, values: list[Any], top: bool = True) -> pa.Array:
        if all(value is None for value in values) and self.choose(3) == 2:
            return pa.nulls(len(values))
        if kind == "bool":
            return self.truths(path, values, top)
        if kind == "int":
            return self.numbers(values)
        if kind == "text":
            return self.texts(values)
        if kind == "date":
            return self.days(path, values, top)
        if kind == "money":
            return self.amounts(path, values, top)
        if kind == "ratio":
            return self.ratios(values)
        if kind == "period":
            return self.texts(values)
        return self.scale(path, kind, values, top)

    def texts(self, values: list[Any]) -> pa.Array:
        which = self.choose(7)
        types = [pa.utf8(), pa.utf8(), pa.large_utf8(), pa.string_view()]
        if which < 4:
            return pa.array(values, types[which])
        index = [pa.int8(), pa.uint16(), pa.int64()][which - 4]
        known = sorted({value for value in values if value is not None})
        if self.choose(2) == 1:
            known = ["of no row", *reversed(known)]
        words = [pa.utf8(), pa.large_utf8()][self.choose(2)]
        places = [None if value is None else known.index(value) for value in values]
        return pa.DictionaryArray.from_arrays(pa.array(places, index), pa.array(known, words))

    def truths(self, path: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(6) if top else 0
        if which < 4:
            return pa.array(values, pa.bool_())
        if which == 4:
            self.columns[path] = {"fact": path, "codes": {"Y": True, "N": False}}
            return self.texts([None if value is None else "NY"[value] for value in values])
        self.columns[path] = {"fact": path, "codes": {7: True, -1: False}}
        return self.numbers([None if value is None else (-1, 7)[value] for value in values])

    def numbers(self, values: list[Any]) -> pa.Array:
        known = [value for value in values if value is not None]
        fitting = [
            (name, np.iinfo(name))
            for name in ("int64", "int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64")
        ]
        names = [
            name
            for name, bounds in fitting
            if all(bounds.min <= value <= bounds.max for value in known)
        ]
        name = names[self.choose(len(names))]
        # What lies under a null means nothing.
        junk = [0, np.iinfo(name).min, np.iinfo(name).max][self.choose(3)]
        filled = np.array([junk if value is None else value for value in values], dtype=name)
        missing = np.array([value is None for value in values], dtype=bool)
        return pa.array(filled, mask=missing if missing.any() or self.choose(2) == 1 else None)

    def days(self, path: str, values: list[Any], top: bool) -> pa.Array:
        some_never = "never" in values
        which = self.choose(8)
        if which == 0:
            return self.day_numbers(values, NEVER)
        if which == 1 or (some_never and not top):
            return self.texts(values)
        if some_never:
            if self.choose(2) == 0:
                return self.day_numbers(values, NEVER)
            self.columns[path] = {"fact": path, "never": NO_DAY}
            values = [NO_DAY if value == "never" else value for value in values]
        if which == 2:
            return self.texts(values)
        numbers = [None if v is None else date.fromisoformat(v).toordinal() - EPOCH for v in values]
        if which == 3:
            return pa.array([None if n is None else n * MILLIS for n in numbers], pa.date64())
        if which in (4, 5):
            unit, per_day = [("s", 86_400), ("ms", MILLIS), ("us", MILLIS * 1000)][self.choose(3)]
            if all(n is None or abs(n) < 50_000 for n in numbers) and self.choose(3) == 2:
                unit, per_day = "ns", MILLIS * 1_000_000
            zone = "+08:00" if which == 5 else None
            # At +08:00 a moment's day is its day there, at any hour.
            shift = (self.choose(24) - 8) * per_day // 24 if zone else 0
            moments = [None if n is None else n * per_day + shift for n in numbers]
            return pa.array(moments, pa.int64()).cast(pa.timestamp(unit, zone))
        return self.day_numbers(values, NEVER)

    def day_numbers(self, values: list[Any], never: int) -> pa.Array:
        junk = [0, -(2**31), NEVER][self.choose(3)]
        numbers = [
            junk
            if value is None
            else never
            if value == "never"
            else date.fromisoformat(value).toordinal() - EPOCH
            for value in values
        ]
        missing = np.array([value is None for value in values], dtype=bool)
        array = pa.array(np.array(numbers, dtype=np.int32), mask=missing if missing.any() else None)
        return array.view(pa.date32())

    def amounts(self, path: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(8)
        if which == 0:
            return self.texts(values)
        exact = [None if value is None else Decimal(value) for value in values]
        known = [value for value in exact if value is not None]
        if top and which == 1:
            self.columns[path] = {"fact": path, "unit": "fen"}
            return self.numbers([None if value is None else int(value * 100) for value in exact])
        if top and which == 2 and all(value == int(value) for value in known):
            self.columns[path] = {"fact": path, "unit": "yuan"}
            return self.numbers([None if value is None else int(value) for value in exact])
        small = all(abs(value) < 10_000 for value in known)
        if which == 3 and small:
            return pa.array(exact, pa.decimal32(9, 2))
        if which == 4 and small:
            return pa.array(exact, pa.decimal64(18, 4))
        if which == 5:
            return pa.array(exact, pa.decimal256(60, 5))
        if which == 6:
            return pa.array(exact, pa.decimal128(38, 3))
        return pa.array(exact, pa.decimal128(19, 2))

    def ratios(self, values: list[Any]) -> pa.Array:
        which = self.choose(5)
        pairs = [None if v is None else tuple(map(int, v.split("/"))) for v in values]
        known = [pair for pair in pairs if pair is not None]
        if which == 1 and all(under == 1 for _, under in known):
            return self.numbers([None if pair is None else pair[0] for pair in pairs])
        if which >= 2 and all(1000 % under == 0 for _, under in known):
            exact = [None if pair is None else Decimal(pair[0]) / pair[1] for pair in pairs]
            kind = [pa.decimal128(12, 3), pa.decimal256(40, 6), pa.decimal64(10, 3)][which - 2]
            return pa.array(exact, kind)
        return self.texts(values)

    def scale(self, path: str, kind: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(6)
        if top and which == 4:
            scale = self.vocabulary.scales[kind]
            self.columns[path] = {
                "fact": path,
                "codes": {10 * i - 20: value for i, value in enumerate(scale)},
            }
            return self.numbers(
                [None if value is None else 10 * scale.index(value) - 20 for value in values]
            )
        if top and which == 5:
            scale = self.vocabulary.scales[kind]
            self.columns[path] = {
                "fact": path,
                "codes": {f"#{value}": value for value in reversed(scale)},
            }
            return self.texts([None if value is None else f"#{value}" for value in values])
        if which == 3:
            # By the Chinese name.
            return self.texts([None if value is None else f"值{value}" for value in values])
        return self.scale_words(kind, values)

    def scale_words(self, kind: str, values: list[Any]) -> pa.Array:
        if self.choose(2) == 0:
            return self.plain_words(values)
        scale = self.vocabulary.scales[kind]
        places = [None if value is None else scale.index(value) for value in values]
        return pa.DictionaryArray.from_arrays(pa.array(places, pa.int8()), pa.array(scale))

    def plain_words(self, values: list[Any]) -> pa.Array:
        return pa.array(values, [pa.utf8(), pa.large_utf8(), pa.string_view()][self.choose(3)])

    # Lists.

    def lay_list(
        self,
        arrays: dict[str, pa.Array],
        path: str,
        lists: list[Any],
        kind: str | None,
        records: Records | None,
    ) -> None:
        """The list's column, and beside it whether the list is complete."""
        if all(each is None for each in lists) and self.choose(3) == 2:
            arrays[path] = pa.nulls(len(lists))
            return
        junk: list[Any] = next((each["known"] for each in lists if each and each["known"]), [])
        below_null = junk if self.choose(3) == 2 else []
        offsets = [0]
        elements: list[Any] = []
        for each in lists:
            elements += below_null if each is None else each["known"]
            offsets.append(len(elements))
        if kind is not None:
            inner = self.plain("", kind, elements, top=False)
        else:
            assert records is not None
            inner = self.records(records, elements)
        missing = [each is None for each in lists]
        mask = pa.array(missing) if any(missing) else None
        if self.choose(3) == 2:
            arrays[path] = pa.LargeListArray.from_arrays(
                pa.array(offsets, pa.int64()), inner, mask=mask
            )
        else:
            arrays[path] = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inner, mask=mask)
        complete = [None if each is None else each["complete"] for each in lists]
        if not all(each is not False for each in complete) or self.choose(3) == 2:
            # False and null both say that it is known in part.
            said = [
                True if each is None else each or [False, None][self.choose(2)] for each in complete
            ]
            arrays[f"{path}.complete"] = pa.array(said, pa.bool_())

    def records(self, records: Records, elements: list[Row]) -> pa.Array:
        fields: dict[str, pa.Array] = {}
        for name, kind in records.fields.items():
            values = [element.get(name) for element in elements]
            if elements and all(value is None for value in values) and self.choose(2) == 1:
                continue
            fields[name] = self.plain("", kind, values, top=False)
        if records.parts is not None:
            lists = [element.get(records.parts.path) for element in elements]
            self.lay_list(fields, records.parts.path, lists, None, records.parts)
        if not fields:
            fields["ok"] = pa.nulls(len(elements), pa.bool_())
        mask = None
        if any(not element for element in elements) and self.choose(2) == 1:
            # A struct that is null says nothing of its fields.
            mask = pa.array([not element for element in elements])
        return pa.StructArray.from_arrays(list(fields.values()), list(fields), mask=mask)

    # The table.

    def into_structs(self, arrays: dict[str, pa.Array], rows: Sequence[Row]) -> None:
        """Some of the paths that begin alike become fields of a struct."""
        for prefix in ("a", "b", "member"):
            names = [n for n in arrays if n.startswith(prefix + ".") and n not in self.columns]
            if not names or self.choose(2) == 0:
                continue
            fields = {name.removeprefix(prefix + "."): arrays.pop(name) for name in names}
            if any("." in name for name in fields):
                inner = {n: fields.pop(n) for n in list(fields) if "." in n}
                for name, array in inner.items():
                    arrays[f"{prefix}.{name}"] = array
                if not fields:
                    continue
            nothing = [not any(n in row for n in names) for row in rows]
            mask = pa.array(nothing) if any(nothing) and self.choose(2) == 1 else None
            arrays[prefix] = pa.StructArray.from_arrays(
                list(fields.values()), list(fields), mask=mask
            )

    def moved(self, array: pa.Array) -> pa.Array:
        """The same values, not at the beginning of their buffers."""
        if self.choose(3) != 2 or not len(array):
            return array
        before, after = self.choose(11), self.choose(3)
        places = [0] * before + list(range(len(array))) + [0] * after
        try:
            longer = array.take(pa.array(places))
        except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
            return array
        return longer.slice(before, len(array))

    def chunked(self, array: pa.Array) -> pa.ChunkedArray:
        if self.choose(3) != 2 or len(array) < 2:
            return pa.chunked_array([array])
        at = 1 + self.choose(len(array) - 1)
        return pa.chunked_array([array.slice(0, at), array.slice(at, 0), array.slice(at)])


def lay(vocabulary: Vocabulary, rows: Sequence[Row], seed: int) -> Laid:
    """Lays rows out as a number says; 0 is the plainest."""
    rng = random.Random(seed)
    choose: Choose = (lambda below: 0) if seed == 0 else rng.randrange
    return Layout(vocabulary, choose).table(rows)
