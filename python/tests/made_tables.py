"""Made-up rows as Arrow columns, in whatever form may hold them.

The layout (types, chunks, offsets, what lies under a null) comes from `choose`, which draws a
number below a bound.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from made_rows import Row
from made_vocabulary import Records, Vocabulary

Choose = Callable[[int], int]

EPOCH = date(1970, 1, 1).toordinal()
NEVER = 2**31 - 1
# The day that stands for none where the options say so: no fact is ever of it.
NO_DAY = "9998-07-07"
MILLIS = 86_400_000
INTEGERS = ("int64", "int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64")


def said(how: Callable[[Any], Any], values: list[Any]) -> list[Any]:
    """Each value in other words; what is unknown stays so."""
    return [None if value is None else how(value) for value in values]


def day_number(day: str) -> int:
    """Days since 1970; `never` is the last of 32 bits."""
    return NEVER if day == "never" else date.fromisoformat(day).toordinal() - EPOCH


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
        places = said(known.index, values)
        return pa.DictionaryArray.from_arrays(pa.array(places, index), pa.array(known, words))

    def truths(self, path: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(6) if top else 0
        if which < 4:
            return pa.array(values, pa.bool_())
        if which == 4:
            return self.texts(self.coded(path, {"Y": True, "N": False}, values))
        return self.numbers(self.coded(path, {7: True, -1: False}, values))

    def coded(self, path: str, codes: dict[Any, Any], values: list[Any]) -> list[Any]:
        """Codes for the values, which the options explain."""
        self.columns[path] = {"fact": path, "codes": codes}
        return said({value: code for code, value in codes.items()}.__getitem__, values)

    def numbers(self, values: list[Any]) -> pa.Array:
        known = [value for value in values if value is not None] or [0]
        low, high = min(known), max(known)
        names = [n for n in INTEGERS if np.iinfo(n).min <= low and high <= np.iinfo(n).max]
        name = names[self.choose(len(names))]
        junk = [0, np.iinfo(name).min, np.iinfo(name).max][self.choose(3)]
        return self.filled(values, junk, name)

    def filled(self, numbers: list[Any], junk: int, kind: str) -> pa.Array:
        """What lies under a null is junk, and means nothing."""
        whole = np.array([junk if number is None else number for number in numbers], dtype=kind)
        missing = np.array([number is None for number in numbers], dtype=bool)
        return pa.array(whole, mask=missing if missing.any() or self.choose(2) == 1 else None)

    def days(self, path: str, values: list[Any], top: bool) -> pa.Array:
        some_never = "never" in values
        which = self.choose(8)
        if which == 0:
            return self.day_numbers(values)
        if which == 1 or (some_never and not top):
            return self.texts(values)
        if some_never:
            if self.choose(2) == 0:
                return self.day_numbers(values)
            self.columns[path] = {"fact": path, "never": NO_DAY}
            values = [NO_DAY if value == "never" else value for value in values]
        if which == 2:
            return self.texts(values)
        numbers = said(day_number, values)
        if which == 3:
            return pa.array(said(lambda n: n * MILLIS, numbers), pa.date64())
        if which in (4, 5):
            unit, per_day = [("s", 86_400), ("ms", MILLIS), ("us", MILLIS * 1000)][self.choose(3)]
            if all(n is None or abs(n) < 50_000 for n in numbers) and self.choose(3) == 2:
                unit, per_day = "ns", MILLIS * 1_000_000
            zone = "+08:00" if which == 5 else None
            # At +08:00 a moment's day is its day there, at any hour.
            shift = (self.choose(24) - 8) * per_day // 24 if zone else 0
            moments = said(lambda n: n * per_day + shift, numbers)
            return pa.array(moments, pa.int64()).cast(pa.timestamp(unit, zone))
        return self.day_numbers(values)

    def day_numbers(self, values: list[Any]) -> pa.Array:
        junk = [0, -(2**31), NEVER][self.choose(3)]
        return self.filled(said(day_number, values), junk, "int32").view(pa.date32())

    def amounts(self, path: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(8)
        if which == 0:
            return self.texts(values)
        exact = said(Decimal, values)
        known = [value for value in exact if value is not None]
        if top and which == 1:
            self.columns[path] = {"fact": path, "unit": "fen"}
            return self.numbers(said(lambda value: int(value * 100), exact))
        if top and which == 2 and all(value == int(value) for value in known):
            self.columns[path] = {"fact": path, "unit": "yuan"}
            return self.numbers(said(int, exact))
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
        pairs = said(lambda value: tuple(map(int, value.split("/"))), values)
        known = [pair for pair in pairs if pair is not None]
        if which == 1 and all(under == 1 for _, under in known):
            return self.numbers(said(lambda pair: pair[0], pairs))
        if which >= 2 and all(1000 % under == 0 for _, under in known):
            exact = said(lambda pair: Decimal(pair[0]) / pair[1], pairs)
            kind = [pa.decimal128(12, 3), pa.decimal256(40, 6), pa.decimal64(10, 3)][which - 2]
            return pa.array(exact, kind)
        return self.texts(values)

    def scale(self, path: str, kind: str, values: list[Any], top: bool) -> pa.Array:
        which = self.choose(6)
        scale = self.vocabulary.scales[kind]
        if top and which == 4:
            codes: dict[Any, str] = {10 * i - 20: value for i, value in enumerate(scale)}
            return self.numbers(self.coded(path, codes, values))
        if top and which == 5:
            codes = {f"#{value}": value for value in reversed(scale)}
            return self.texts(self.coded(path, codes, values))
        if which == 3:
            # By the Chinese name.
            return self.texts(said("值{}".format, values))
        return self.scale_words(kind, values)

    def scale_words(self, kind: str, values: list[Any]) -> pa.Array:
        if self.choose(2) == 0:
            return self.plain_words(values)
        scale = self.vocabulary.scales[kind]
        places = said(scale.index, values)
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
        complete = said(lambda each: each["complete"], lists)
        if not all(each is not False for each in complete) or self.choose(3) == 2:
            # False and null both say that it is known in part.
            complete = [
                True if each is None else each or [False, None][self.choose(2)] for each in complete
            ]
            arrays[f"{path}.complete"] = pa.array(complete, pa.bool_())

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
