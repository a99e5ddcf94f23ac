"""Deciding whole tables: anything with `__arrow_c_stream__` in, the same out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from operator import index
from typing import TYPE_CHECKING, Any, Protocol, Union

from . import _core
from ._text import check_type, json_bytes, whole

if TYPE_CHECKING:
    from ._rulebooks import Rulebooks

__all__ = ["ArrowStream", "Column", "Evaluation", "LazyEvaluation", "options_json", "stream_of"]

Column = Union[str, Mapping[str, Any]]
"""What a column means: the fact's path, or `{"fact": …, "codes": {…}, "unit": …, "never": …}`.

`never` is `datetime.date` or text; a code is text or an int.
"""


class ArrowStream(Protocol):
    """A table of pyarrow, Polars, DuckDB, pandas or anything else that gives Arrow out."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


class Evaluation:
    """The results of a table: as often as wanted through `__arrow_c_stream__`, sharing buffers.

    `pyarrow.table(results)`, `polars.DataFrame(results)`, `pandas.DataFrame.from_arrow(results)`,
    and `duckdb.sql("from results")` take it. Keeps the input's buffers, so that a row can be
    explained.
    """

    def __init__(
        self,
        made: _core.Evaluation,
        rulebooks: Rulebooks,
        rules: list[str],
        decide: Mapping[str, Any],
    ) -> None:
        self._made = made
        self._rulebooks = rulebooks
        self._rules = rules
        self._decide = decide

    @property
    def report(self) -> dict[str, Any]:
        """`{"bound": {fact: column}, "unused": [column], "missing": [fact],
        "similar": {column: fact}}`; docs/arrow.md says what these are."""
        report: dict[str, Any] = json.loads(self._made.report())
        return report

    def facts(self, row: int) -> str:
        """What the rules read of a row, counted from 0, as the JSON of a case."""
        return self._made.facts(self._index(row))

    def explain(self, row: int, rule: str | None = None) -> _core.Decision:
        """The full decision of a row; `rule` is needed if there were several.

        Of another rule, whose facts were not read, a ValueError.
        """
        if rule is None:
            if len(self._rules) != 1:
                raise TypeError("rule: one of " + ", ".join(self._rules))
            rule = self._rules[0]
        if rule not in self._rules:
            raise ValueError("rule: this evaluation is of " + ", ".join(self._rules))
        return self._rulebooks.decide(rule, self.facts(row), **self._decide)

    def _index(self, row: int) -> int:
        try:
            number = index(row)
        except TypeError:
            raise TypeError(f"row: expected int, not {type(row).__name__}") from None
        if number < 0:
            number += len(self)
        if not 0 <= number < len(self):
            raise IndexError(f"there are {len(self)} rows")
        return number

    def __len__(self) -> int:
        return self._made.rows

    def __repr__(self) -> str:
        return f"<Evaluation of {len(self)} rows under {', '.join(self._rules)}>"

    def __arrow_c_schema__(self) -> object:
        return self._made.schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._made.stream()


class LazyEvaluation:
    """Results that are decided while they are read, in constant memory, once."""

    def __init__(self, made: _core.LazyResults) -> None:
        self._made = made

    def __repr__(self) -> str:
        return "<LazyEvaluation, decided while it is read>"

    def __arrow_c_schema__(self) -> object:
        return self._made.schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._made.stream()


def stream_of(table: object) -> object:
    """The capsule of a table's stream."""
    if type(table).__name__ == "PyCapsule":
        return table
    give = getattr(table, "__arrow_c_stream__", None)
    if give is None:
        raise TypeError(
            f"table: {type(table).__name__} has no __arrow_c_stream__; a table of pyarrow, "
            "Polars, DuckDB or pandas has"
        )
    return give()


def options_json(
    columns: Mapping[str, Column] | None,
    keep: Iterable[str],
    outputs: Iterable[str],
    threads: int,
    block_rows: int,
    vectors: str,
) -> bytes:
    """The options of docs/arrow.md."""
    named: dict[str, dict[str, Any]] = {}
    check_type(columns or {}, Mapping, "columns", "a mapping of column to fact")
    for column, meaning in (columns or {}).items():
        if not isinstance(meaning, (str, Mapping)):
            raise TypeError(f"columns: expected str or a mapping, not {type(meaning).__name__}")
        told: dict[str, Any] = {"fact": meaning} if isinstance(meaning, str) else dict(meaning)
        if isinstance(told.get("codes"), Mapping):
            told["codes"] = {str(code): value for code, value in told["codes"].items()}
        named[str(column)] = told
    options = {
        "columns": named,
        "keep": [keep] if isinstance(keep, str) else list(keep),
        "outputs": [outputs] if isinstance(outputs, str) else list(outputs),
        "threads": whole(threads, "threads"),
        "block_rows": whole(block_rows, "block_rows"),
        "vectors": vectors,
    }
    return json_bytes(options, "options")
