"""The logic of rulebooks is SQL's: true, false, unknown, as DuckDB has it on the same Arrow table.

A random condition is the one clause of a rule. A row is eligible where DuckDB says true, ineligible
where it says false, undetermined where it says NULL. Whole numbers are small, and nothing divides,
so that there is no fault, which SQL does not have.
"""

from __future__ import annotations

import functools
import itertools
import os
import random
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, note, settings

import bajigong
import frame
from draws import Drawn, Draws

EXAMPLES = int(os.environ.get("BAJIGONG_EXAMPLES", "0"))
OUTCOME = {True: "eligible", False: "ineligible", None: "undetermined"}

sql_logic = settings(
    max_examples=EXAMPLES or 300,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# A condition twice: as rulebooks write it, and as SQL does.
Both = tuple[str, str]


def truth(d: Draws, depth: int, truths: list[str], numbers: list[str]) -> Both:
    which = d.upto(9) if depth > 0 else d.upto(1)
    if which == 0:
        name = d.pick(truths)
        return name, name
    if which == 1:
        if d.chance(10):
            return d.pick([("true", "true"), ("false", "false")])
        left, right = number(d, 1, numbers), number(d, 1, numbers)
        sign = d.pick(["<", "<=", ">", ">=", "==", "!="])
        return _joined(left, sign, right)
    if which == 2:
        ours, theirs = truth(d, depth - 1, truths, numbers)
        return f"!({ours})", f"(not ({theirs}))"
    if which == 3:
        value = number(d, 1, numbers)
        # No NULL in the list: rulebooks have no null to write there.
        listed = ", ".join(str(d.upto(6) - 2) for _ in d.many(1, 4))
        return f"({value[0]} in [{listed}])", f"({value[1]} in ({listed}))"
    if which == 4:
        sign = d.pick(["==", "!="])
        left = truth(d, depth - 1, truths, numbers)
        return _joined(left, sign, truth(d, depth - 1, truths, numbers))
    if which <= 6:
        name = d.pick(truths)
        right = truth(d, depth - 1, truths, numbers)
        return f"({name} && {right[0]})", f"({name} and {right[1]})"
    left = truth(d, depth - 1, truths, numbers)
    right = truth(d, depth - 1, truths, numbers)
    ours, theirs = d.pick([("&&", "and"), ("||", "or")])
    return f"({left[0]} {ours} {right[0]})", f"({left[1]} {theirs} {right[1]})"


def number(d: Draws, depth: int, numbers: list[str]) -> Both:
    which = d.upto(5) if depth > 0 else d.upto(2)
    if which <= 1:
        name = d.pick(numbers)
        return name, f"{name}::bigint"
    if which == 2:
        value = str(d.upto(6) - 2)
        return value, value
    if which == 3:
        how = d.pick(["min", "max"])
        a, b = number(d, 0, numbers), number(d, 0, numbers)
        # least() and greatest() of DuckDB pass over NULL; unknown is not passed over.
        shorter = (
            f"case when {a[1]} {'<=' if how == 'min' else '>='} {b[1]} then {a[1]} else {b[1]} end"
        )
        known = f"({a[1]} is null or {b[1]} is null)"
        return f"{how}({a[0]}, {b[0]})", f"(case when {known} then null else {shorter} end)"
    return _joined(number(d, depth - 1, numbers), d.pick(["+", "-", "*"]), number(d, 0, numbers))


def _joined(left: Both, sign: str, right: Both) -> Both:
    theirs = {"==": "=", "!=": "<>"}.get(sign, sign)
    return f"({left[0]} {sign} {right[0]})", f"({left[1]} {theirs} {right[1]})"


def rulebooks(
    truths: list[str], numbers: list[str], conditions: list[str], texts: list[str] | None = None
) -> bajigong.Rulebooks:
    """A rule for each condition."""
    kinds = dict.fromkeys(truths, "bool") | dict.fromkeys(numbers, "int")
    rules = [
        frame.rule(f"rule{i}", require=[frame.clause("c", condition)])
        for i, condition in enumerate(conditions)
    ]
    return frame.loaded(kinds | dict.fromkeys(texts or [], "text"), frame.book(rules))


def every_combination(truths: list[str], numbers: list[str], seed: int) -> pa.Table:
    """All true, false and null of the truths, each with several random numbers."""
    rng = random.Random(seed)
    rows = list(itertools.product([True, False, None], repeat=len(truths)))
    rows *= max(3, 60 // len(rows))
    columns: dict[str, pa.Array] = {
        name: pa.array([row[i] for row in rows], pa.bool_()) for i, name in enumerate(truths)
    }
    kinds = [pa.int8(), pa.int64(), pa.int32(), pa.uint16()]
    for i, name in enumerate(numbers):
        least = 0 if i == 3 else -3
        values = [None if rng.random() < 0.25 else rng.randint(least, 5) for _ in rows]
        columns[name] = pa.array(values, kinds[i])
    return pa.table(columns)


@functools.cache
def one_database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def compare(truths: list[str], numbers: list[str], conditions: list[Both], seed: int) -> None:
    table = every_combination(truths, numbers, seed)
    rules = [f"rule{i}" for i in range(len(conditions))]
    book = rulebooks(truths, numbers, [ours for ours, _ in conditions])
    said = pa.table(book.evaluate(table, rules, "2024-01-01"))
    select = ", ".join(f"{sql} as rule{i}" for i, (_, sql) in enumerate(conditions))
    database = one_database()
    database.register("people", table)
    wanted = database.execute(f"select {select} from people").fetchall()
    database.unregister("people")
    for i, condition in enumerate(conditions):
        name = "outcome" if len(rules) == 1 else f"rule{i}.outcome"
        outcomes = said[name].to_pylist()
        for row, (came, want) in enumerate(zip(outcomes, wanted, strict=True)):
            if came != OUTCOME[want[i]]:
                note(f"{condition[0]} of {table.slice(row, 1).to_pylist()[0]}")
            assert came == OUTCOME[want[i]]


def logic(d: Draws) -> tuple[list[str], list[str], list[Both], int]:
    truths = ["p", "q", "r", "s"][: 1 + d.upto(3)]
    numbers = ["x", "y", "z", "w"][: 1 + d.upto(3)]
    conditions = [truth(d, 1 + d.upto(3), truths, numbers) for _ in d.many(1, 8, 80)]
    return truths, numbers, conditions, d.upto(2**32 - 1)


@sql_logic
@given(Drawn(logic))
def test_conditions_are_true_false_and_unknown_as_in_sql(
    made: tuple[list[str], list[str], list[Both], int],
) -> None:
    compare(*made)


@pytest.mark.parametrize("sign", ["&&", "||"])
def test_the_tables_of_and_and_or(sign: str) -> None:
    """Written out, so that not DuckDB alone says it."""
    tables = {
        "&&": "tfu fff ufu",
        "||": "ttt tfu tuu",
    }
    wanted = tables[sign].replace(" ", "")
    values = [True, False, None]
    table = pa.table(
        {
            "p": pa.array([a for a in values for _ in values]),
            "q": pa.array([b for _ in values for b in values]),
        }
    )
    book = rulebooks(["p", "q"], [], [f"p {sign} q"])
    said = pa.table(book.evaluate(table, "rule0", "2024-01-01"))["outcome"].to_pylist()
    names = {"t": "eligible", "f": "ineligible", "u": "undetermined"}
    assert said == [names[letter] for letter in wanted]


def test_more_codes_and_texts_than_sixteen_bits_count() -> None:
    """70,000 of them: a value that is cut to 16 bits would be another one's."""
    many = 70_000
    numbers = random.Random(1).sample(range(many), many)
    words = [f"w{number}" for number in numbers]
    places = pa.array([None if at % 11 == 0 else at for at in range(many)], pa.int32())
    table = pa.table(
        {
            "p": pa.DictionaryArray.from_arrays(places, pa.array(words)),
            "q": pa.array(numbers, pa.int32()),
            "t": pa.DictionaryArray.from_arrays(places, pa.array(words)),
        }
    )
    columns: dict[str, Any] = {
        "p": {"fact": "p", "codes": {f"w{number}": number % 3 == 0 for number in range(many)}},
        "q": {"fact": "q", "codes": {number: number % 5 == 0 for number in range(many)}},
    }
    chosen = [3, 65_536, 65_539, 69_999]
    listed = ", ".join(f"'w{number}'" for number in chosen)
    book = rulebooks(["p", "q"], [], ["p", "q", f"t in [{listed}]", "t == 'w65539'"], texts=["t"])
    rules = [f"rule{i}" for i in range(4)]
    said = pa.table(book.evaluate(table, rules, "2024-01-01", columns=columns))
    came = [said[f"{rule}.outcome"].to_pylist() for rule in rules]
    for at, number in enumerate(numbers):
        known = at % 11 != 0
        wanted = [
            number % 3 == 0 if known else None,
            number % 5 == 0,
            number in chosen if known else None,
            number == 65_539 if known else None,
        ]
        assert [each[at] for each in came] == [OUTCOME[each] for each in wanted], number
