"""Loading rulebooks, reading facts, deciding."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Union

from . import _core
from ._population import (
    ArrowStream,
    Column,
    Evaluation,
    LazyEvaluation,
    options_json,
    stream_of,
)
from ._progress import Progress, callback
from ._text import check_type, day, json_bytes, salt_bytes, text

__all__ = [
    "Facts",
    "Given",
    "Rulebooks",
    "evaluate_expression",
    "load",
    "policies_path",
    "rule_of_receipt",
    "schema_path",
]

JsonLike = Union[Mapping[str, Any], str, bytes]
"""A mapping, or JSON as text or bytes."""


def policies_path() -> Path:
    """The folder with the rulebooks and the vocabulary that the package brings."""
    return Path(__file__).parent / "policies"


def schema_path() -> Path:
    """The folder with the JSON Schemas of rulebooks, cases, the vocabulary and ledger commands."""
    return Path(__file__).parent / "schema"


def load(*paths: str | os.PathLike[str]) -> Rulebooks:
    """The rulebooks under these folders and files, of which one is the vocabulary.

    Without paths, those that the package brings. Raises `Error` with every problem found.
    """
    return Rulebooks.load(*paths)


class Rulebooks(_core.Rulebooks):
    """A loaded, immutable set of rulebooks.

    Safe to use from any thread and in forked processes. For new rules load a new set.
    """

    def __init__(self, source: list[str] | dict[str, bytes]) -> None:
        """Use `load` or `from_texts`."""
        super().__init__(source)

    # It touches nothing of C++, as those below: a traceback also shows an object whose making failed.
    def __repr__(self) -> str:
        return "<Rulebooks>"

    @classmethod
    def load(cls, *paths: str | os.PathLike[str]) -> Rulebooks:
        """The rulebooks under these folders and files; without any, those of the package."""
        return cls([os.fspath(path) for path in paths or [policies_path()]])

    @classmethod
    def from_texts(cls, texts: Mapping[str, str | bytes]) -> Rulebooks:
        """Rulebooks from memory: file name to text."""
        return cls({text(name, "texts"): json_bytes(each, name) for name, each in texts.items()})

    def facts(self, facts: JsonLike, *, name: str = "facts") -> Facts:
        """The facts of a case, read once to be used more than once."""
        return Facts(self, facts, name=name)

    def given(self, data: JsonLike, *, rule: str = "", name: str = "given") -> Given:
        """What the host brings to a rule, or to all that have an entry of its names."""
        return Given(self, data, rule=rule, name=name)

    def decide(
        self,
        rule: str,
        facts: Facts | JsonLike,
        on: date | str,
        *,
        given: Given | JsonLike | None = None,
        readings: Mapping[str, str] | None = None,
        law_date: date | str | None = None,
        salt: str | bytes = b"",
    ) -> _core.Decision:
        """Decides one case under one rule.

        on: the day of decision. given: lists, tables, parameters and readings that the host
        brings. readings: answers to questions that the text leaves open, `{"last_day": "counts"}`.
        law_date: decides by the rules of that day. salt: a secret of at least 16 bytes that keys
        the digest of the facts in the receipt; without one there is no receipt.

        Raises `Error` for facts that cannot be read and for a rule that does not exist. That a
        case is refused or undetermined is a decision.
        """
        return _core.decide(
            self,
            text(rule, "rule"),
            self._facts(facts),
            day(on, "on"),
            None if law_date is None else day(law_date, "law_date"),
            salt_bytes(salt),
            self._given(rule, given, readings),
        )

    def match(
        self,
        facts: Facts | JsonLike,
        place: str,
        on: date | str,
        *,
        given: Given | JsonLike | None = None,
        readings: Mapping[str, str] | None = None,
        law_date: date | str | None = None,
    ) -> _core.Matching:
        """Decides the case under every rule of a place (政策找人): six digits, or `"CN"`."""
        return _core.match(
            self,
            self._facts(facts),
            text(place, "place"),
            day(on, "on"),
            None if law_date is None else day(law_date, "law_date"),
            self._given("", given, readings),
        )

    def replay(
        self,
        receipt: str | bytes,
        facts: Facts | JsonLike,
        salt: str | bytes,
        *,
        given: Given | JsonLike | None = None,
    ) -> _core.Replay:
        """Takes a decision again from its receipt, and says what differs."""
        data = json_bytes(receipt, "receipt")
        rule = _core.rule_of_receipt(data) if given is not None else ""
        return _core.replay(
            self,
            data,
            self._facts(facts),
            salt_bytes(salt, needed=True),
            self._given(rule, given, None),
        )

    def evaluate(
        self,
        table: ArrowStream,
        rules: str | Sequence[str],
        on: date | str,
        *,
        columns: Mapping[str, Column] | None = None,
        keep: Iterable[str] = (),
        outputs: Iterable[str] = (),
        threads: int = 1,
        block_rows: int = 2048,
        vectors: str = "widest",
        given: Given | JsonLike | None = None,
        readings: Mapping[str, str] | None = None,
        law_date: date | str | None = None,
        salt: str | bytes = b"",
        progress: Progress = None,
    ) -> Evaluation:
        """Decides every row of a table, which is read where it lies (docs/arrow.md).

        columns: what a column means that is not named as its fact. keep: columns to pass through.
        outputs: further results, of "causes", "clauses", "version", "decided_by", "range",
        "receipt". threads: how many share the rows of a chunk; block_rows and vectors ("widest",
        "portable"): how they are cut and run, on which no answer hangs. progress: True for a bar
        of tqdm, or a callable of rows done and rows in all (0 if the table does not say). The rest
        is as for `decide`.

        Raises `Error` for a column whose type does not fit its fact, and for a value that its fact
        cannot have, with column and row. Ctrl-C ends it.
        """
        asked = _asked(rules)
        data = self._given(asked[0] if len(asked) == 1 else "", given, readings)
        told, bar = callback(progress, "rows")
        in_all = 0 if told is None else _rows(table)
        last = 0

        def tell(rows: int) -> None:
            nonlocal last
            last = rows
            if told is not None:
                told(rows, in_all)

        how = {"on": day(on, "on"), "law_date": law_date, "salt": salt_bytes(salt), "given": data}
        try:
            made = _core.evaluate(
                self,
                asked,
                day(on, "on"),
                None if law_date is None else day(law_date, "law_date"),
                salt_bytes(salt),
                data,
                options_json(columns, keep, outputs, threads, block_rows, vectors),
                stream_of(table),
                tell,
            )
            if told is not None and last != made.rows:
                told(made.rows, made.rows)
        finally:
            bar.close()
        return Evaluation(made, self, asked, how)

    def evaluate_lazily(
        self,
        table: ArrowStream,
        rules: str | Sequence[str],
        on: date | str,
        *,
        columns: Mapping[str, Column] | None = None,
        keep: Iterable[str] = (),
        outputs: Iterable[str] = (),
        threads: int = 1,
        block_rows: int = 2048,
        vectors: str = "widest",
        given: Given | JsonLike | None = None,
        readings: Mapping[str, str] | None = None,
        law_date: date | str | None = None,
        salt: str | bytes = b"",
    ) -> LazyEvaluation:
        """The same in constant memory: a chunk is decided when its results are read, once."""
        asked = _asked(rules)
        made = _core.evaluate_lazily(
            self,
            asked,
            day(on, "on"),
            None if law_date is None else day(law_date, "law_date"),
            salt_bytes(salt),
            self._given(asked[0] if len(asked) == 1 else "", given, readings),
            options_json(columns, keep, outputs, threads, block_rows, vectors),
            stream_of(table),
        )
        return LazyEvaluation(made)

    def _facts(self, facts: Facts | JsonLike) -> _core.Facts:
        return facts if isinstance(facts, _core.Facts) else Facts(self, facts)

    def _given(
        self, rule: str, given: Given | JsonLike | None, readings: Mapping[str, str] | None
    ) -> _core.Given | None:
        read: _core.Given | None = None
        if given is not None:
            read = given if isinstance(given, _core.Given) else Given(self, given, rule=rule)
        if not readings:
            return read
        check_type(readings, Mapping, "readings", "a mapping of reading to option")
        chosen = json_bytes({"readings": dict(readings)}, "readings")
        if read is None:
            return _core.Given(self, rule, chosen, "readings")
        return read.with_more(self, rule, chosen, "readings")


class Facts(_core.Facts):
    """The facts of one case, read against the vocabulary of a set of rulebooks.

    `facts` is a mapping, nested or by path, or JSON. Money is `decimal.Decimal`, a day
    `datetime.date`, a value of a scale its id or its Chinese name, None unknown. Raises `Error`
    for every unknown key, wrong type and repeated fact, with its place and never its value.
    """

    def __init__(self, rulebooks: Rulebooks, facts: JsonLike, *, name: str = "facts") -> None:
        super().__init__(_checked(rulebooks), json_bytes(facts, name), text(name, "name"))

    def __repr__(self) -> str:
        return "<Facts>"


class Given(_core.Given):
    """What the host brings to a rule: supplied lists, tables and parameters, chosen readings.

    `{"lists": {…}, "tables": {…}, "params": {…}, "readings": {…}}`, names as in the rulebook.
    """

    def __init__(
        self, rulebooks: Rulebooks, data: JsonLike, *, rule: str = "", name: str = "given"
    ) -> None:
        super().__init__(
            _checked(rulebooks), text(rule, "rule"), json_bytes(data, name), text(name, "name")
        )

    def __repr__(self) -> str:
        return "<Given>"


def rule_of_receipt(receipt: str | bytes) -> str:
    """The rule that a receipt is about."""
    return _core.rule_of_receipt(json_bytes(receipt, "receipt"))


def evaluate_expression(
    expression: str,
    facts: JsonLike = "{}",
    *,
    vocabulary: str | bytes = b"",
    on: date | str | None = None,
) -> str:
    """The value of an expression as JSON text; without a vocabulary types come from the facts."""
    return _core.evaluate_expression(
        text(expression, "expression"),
        json_bytes(facts, "facts"),
        json_bytes(vocabulary, "vocabulary"),
        None if on is None else day(on, "on"),
    )


def _asked(rules: str | Sequence[str]) -> list[str]:
    return [text(rule, "rules") for rule in ([rules] if isinstance(rules, str) else rules)]


def _rows(table: object) -> int:
    try:
        return len(table)  # type: ignore[arg-type]
    except TypeError:
        return 0


def _checked(rulebooks: Rulebooks) -> Rulebooks:
    if not isinstance(rulebooks, _core.Rulebooks):
        raise TypeError(f"expected Rulebooks, not {type(rulebooks).__name__}")
    return rulebooks
