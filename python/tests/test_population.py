"""Whole tables: every library's table gives the same answers, and each row what its case says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bajigong
from conftest import SOURCE, counted_while

sys.path.insert(0, str(SOURCE))
from benchmarks.population import population, rows_as_facts  # noqa: E402

ON = date(2023, 7, 3)
RULE = "skill_upgrading"


@pytest.fixture(scope="module")
def people() -> pa.Table:
    """People who never were, of whose facts one in fifty is missing, in two chunks."""
    return pa.Table.from_batches(list(population(600, seed=7, missing=0.02, chunk_rows=400)))


def told(results: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pa.table(results).to_pylist()
    return rows


def tiled(rows: int) -> pa.Table:
    """Levels by the codes of some register, in chunks of 300,000 rows that share one buffer."""
    chunk = pa.array(["3", "4", "5"] * min(rows // 3, 100_000))
    return pa.table({"LVL": pa.chunked_array([chunk] * (rows // len(chunk)))})


COLUMNS: dict[str, Any] = {
    "LVL": {"fact": "certificate.level", "codes": {3: "senior", 4: "intermediate", 5: "junior"}}
}


def test_each_row_says_what_its_case_says(policies: bajigong.Rulebooks, people: pa.Table) -> None:
    results = policies.evaluate(people, RULE, ON, outputs=["causes"], threads=2)
    rows = told(results)
    assert len(results) == len(rows) == people.num_rows
    assert {row["outcome"] for row in rows} >= {"ineligible", "undetermined"}
    for number, (row, facts) in enumerate(zip(rows, rows_as_facts(people), strict=True)):
        decision = policies.decide(RULE, facts, ON)
        assert row["outcome"] == decision.outcome.name
        assert row["amount"] == decision.amount.value
        assert row["clause"] == (decision.clause or None)
        if decision.outcome is bajigong.Outcome.undetermined:
            both = decision.because + decision.amount.causes
            causes = {f"{cause.kind}:{cause.name}" for cause in both}
            assert set(row["causes"]) == causes
        if number % 20 == 0:
            explained = results.explain(number)
            assert explained.outcome is decision.outcome
            assert explained.amount.value == decision.amount.value
            assert explained.text("zh").splitlines()[0] == decision.text("zh").splitlines()[0]


def test_every_library_gives_and_takes_the_same(
    policies: bajigong.Rulebooks, people: pa.Table
) -> None:
    wanted = told(policies.evaluate(people, RULE, ON))
    frames = {
        "pyarrow reader": people.to_reader(),
        "polars": pl.from_arrow(people),
        "pandas": people.to_pandas(types_mapper=pd.ArrowDtype),
        "duckdb": duckdb.sql("from people"),
    }
    for name, frame in frames.items():
        assert told(policies.evaluate(frame, RULE, ON)) == wanted, name

    results = policies.evaluate(people, RULE, ON)
    assert pl.DataFrame(results)["outcome"].to_list() == [row["outcome"] for row in wanted]
    assert list(pd.DataFrame.from_arrow(results)["outcome"]) == [row["outcome"] for row in wanted]
    counted = duckdb.sql("select outcome, count(*) from results group by outcome").fetchall()
    assert dict(counted) == {
        outcome: sum(row["outcome"] == outcome for row in wanted) for outcome, _ in counted
    }
    assert told(results) == wanted  # as often as wanted


def test_nothing_is_copied(policies: bajigong.Rulebooks) -> None:
    """A column that is kept has its buffers where they were."""
    table = pa.table({"id": pa.array(range(1000)), "certificate.level": ["senior"] * 1000})
    results = policies.evaluate(table, RULE, ON, keep=["id"])
    kept = pa.table(results)["id"].chunk(0)
    assert kept.buffers()[1].address == table["id"].chunk(0).buffers()[1].address
    again = pa.table(results)["outcome"].chunk(0).indices
    first = pa.table(results)["outcome"].chunk(0).indices
    assert again.buffers()[1].address == first.buffers()[1].address
    del results, table
    assert kept.to_pylist() == list(range(1000))


def test_columns_and_codes_are_mapped(policies: bajigong.Rulebooks) -> None:
    """2500 × 80 % for a senior worker in post, 2000 × 80 % for an intermediate one."""
    table = pa.table(
        {
            "LVL": pa.array([3, 4, 4], pa.int8()),
            "SEX": ["m", "f", "f"],
            "application.on": [ON, ON, None],
            "certificate": [
                {
                    "kind": "level_certificate",
                    "route": "assessed",
                    "occupation": "电工",
                    "issued_on": date(2023, 5, 18),
                    "body_filed_in": "310000",
                    "in_local_register": True,
                }
            ]
            * 3,
            "WORK": [True] * 3,
            "person.household_place": ["310115"] * 3,
            "employment": [
                [
                    {
                        "from": date(2019, 4, 1),
                        "until": date(9999, 12, 31),
                        "enterprise": True,
                        "insured": True,
                        "registered_in": "310115",
                        "place": "310115",
                    }
                ]
            ]
            * 3,
            "statuses": pa.array([[]] * 3, pa.list_(pa.struct({"status": pa.utf8()}))),
            "school.kind": ["no_school"] * 3,
            "subsidies": pa.array([[]] * 3, pa.list_(pa.struct({"kind": pa.utf8()}))),
        }
    )
    columns = {
        "LVL": {"fact": "certificate.level", "codes": {3: "senior", 4: "intermediate"}},
        "WORK": "person.of_working_age",
    }
    results = policies.evaluate(
        table, RULE, ON, columns=columns, keep="SEX", outputs=["causes", "version"]
    )
    rows = told(results)
    assert [row["SEX"] for row in rows] == ["m", "f", "f"]
    assert [row["amount"] for row in rows] == [Decimal("2000.00"), Decimal("1600.00"), None]
    assert rows[0]["version"] == "2022"
    assert rows[2]["outcome"] == "undetermined"
    assert "facts:application.on" in rows[2]["causes"]
    # Facts of the vocabulary, but none of this rule's.
    unused = ["employment/enterprise", "employment/registered_in", "employment/place"]
    assert results.report["unused"] == unused
    assert results.report["bound"]["certificate.level"] == "LVL"
    assert json.loads(results.facts(1))["certificate.level"] == "intermediate"
    assert results.explain(-3).amount.value == Decimal("2000.00")
    assert results.explain(np.int64(1)).amount.value == Decimal("1600.00")
    with pytest.raises(IndexError):
        results.explain(3)
    with pytest.raises(TypeError, match="^row: expected int, not str$"):
        results.explain("x")  # type: ignore[arg-type]
    assert repr(results) == "<Evaluation of 3 rows under skill_upgrading>"


def test_what_stands_for_never_may_be_a_day(policies: bajigong.Rulebooks) -> None:
    days = pa.table({"END": [date(9999, 12, 31), date(2024, 2, 29), None]})
    for never in (date(9999, 12, 31), "9999-12-31"):
        columns = {"END": {"fact": "certificate.issued_on", "never": never}}
        results = policies.evaluate(days, RULE, ON, columns=columns)
        read = [json.loads(results.facts(row))["certificate.issued_on"] for row in range(3)]
        assert read == ["never", "2024-02-29", None]
    columns = {"END": {"fact": "certificate.issued_on", "never": datetime(9999, 12, 31)}}
    with pytest.raises(bajigong.InputError) as refused:
        policies.evaluate(days, RULE, ON, columns=columns)
    assert refused.value.place.pointer == "/columns/END/never"


def test_codes_are_text_or_numbers(policies: bajigong.Rulebooks) -> None:
    """3 as a code is also the text "3", and not "03"; a rung may be a value as it is."""
    columns: dict[str, Any] = {
        "LVL": {"fact": "certificate.level", "codes": {3: bajigong.Rung.senior}},
        "AGE": {"fact": "person.of_working_age", "codes": {"Y": True, "N": False}},
    }
    for three in (3, "3"):
        table = pa.table({"LVL": [three] * 2, "AGE": ["Y", "N"]})
        results = policies.evaluate(table, RULE, ON, columns=columns)
        assert [json.loads(results.facts(row)) for row in range(2)] == [
            {"certificate.level": "senior", "person.of_working_age": age} for age in (True, False)
        ]
    with pytest.raises(bajigong.Error, match="P009"):
        policies.evaluate(pa.table({"LVL": ["03"]}), RULE, ON, columns={"LVL": columns["LVL"]})


def test_a_reader_that_is_read_has_no_rows_left(policies: bajigong.Rulebooks) -> None:
    reader = tiled(3).to_reader()
    assert len(policies.evaluate(reader, RULE, ON, columns=COLUMNS)) == 3
    assert len(policies.evaluate(reader, RULE, ON, columns=COLUMNS)) == 0


def test_several_rules_at_once(policies: bajigong.Rulebooks, people: pa.Table) -> None:
    both = [RULE, "declare_senior"]
    results = policies.evaluate(people.slice(0, 50), both, ON)
    rows = told(results)
    for rule in both:
        alone = told(policies.evaluate(people.slice(0, 50), rule, ON))
        assert [row[f"{rule}.outcome"] for row in rows] == [row["outcome"] for row in alone]
        assert results.explain(7, rule).outcome.name == alone[7]["outcome"]
    with pytest.raises(TypeError, match="declare_senior"):
        results.explain(7)
    with pytest.raises(ValueError, match="this evaluation is of .*declare_senior"):
        results.explain(7, "declare_junior")


@pytest.mark.parametrize(
    ("table", "code", "word"),
    [
        ({"certificate.level": pa.array([1.0])}, "P005", "certificate.level"),
        ({"certificate.level": pa.array(["senior", "grand master"])}, "P009", "row 1"),
        ({"application.on": pa.array(["2023-02-30"])}, "P009", "row 0"),
    ],
)
def test_a_wrong_column_is_refused_without_its_values(
    policies: bajigong.Rulebooks, table: dict[str, Any], code: str, word: str
) -> None:
    with pytest.raises(bajigong.Error) as refused:
        policies.evaluate(pa.table(table), RULE, ON)
    assert refused.value.code == code and word in str(refused.value)
    assert "grand master" not in str(refused.value) and "2023-02-30" not in str(refused.value)


def test_what_is_no_table_is_refused(policies: bajigong.Rulebooks) -> None:
    with pytest.raises(TypeError, match="dict has no __arrow_c_stream__"):
        policies.evaluate({"a": [1]}, RULE, ON)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="^rules: expected str, not int$"):
        policies.evaluate(tiled(3), [5], ON, salt="0123456789abcdef")  # type: ignore[list-item]
    capsule = tiled(3).__arrow_c_stream__()
    policies.evaluate(capsule, RULE, ON, columns=COLUMNS)
    with pytest.raises(bajigong.Error) as used:
        policies.evaluate(capsule, RULE, ON, columns=COLUMNS)
    assert used.value.code == "P001"
    with pytest.raises(ValueError):
        policies.evaluate(tiled(3).schema.__arrow_c_schema__(), RULE, ON)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"columns": ["a"]}, "^columns: expected a mapping of column to fact, not list$"),
        ({"readings": "last_day=counts"}, "^readings: expected a mapping of reading to option, not"),
        ({"progress": 5}, "^progress: expected bool or a callable of two numbers, not int$"),
        ({"threads": 1.5}, "^threads: expected"),
    ],
)
def test_an_argument_of_another_type_is_told(
    policies: bajigong.Rulebooks, wrong: dict[str, Any], expected: str
) -> None:
    with pytest.raises(TypeError, match=expected):
        policies.evaluate(tiled(3), RULE, ON, **wrong)


def test_input_that_fails_is_an_error(policies: bajigong.Rulebooks) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield from tiled(3).to_batches()
        raise ValueError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(tiled(3).schema, batches())
    with pytest.raises(bajigong.Error) as failed:
        policies.evaluate(reader, RULE, ON, columns=COLUMNS)
    assert failed.value.code == "P012" and "the disk is gone" in str(failed.value)


INTERRUPTED = """
import os, signal, threading
import bajigong, pyarrow
policies = bajigong.load()
levels = pyarrow.array(["3", "4", "5"] * 100_000)
table = pyarrow.table({"LVL": pyarrow.chunked_array([levels] * 100)})
columns = {"LVL": {"fact": "certificate.level", "codes": {3: "senior", 4: "none", 5: "junior"}}}
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    policies.evaluate(table, "skill_upgrading", "2023-07-03", columns=columns)
except KeyboardInterrupt:
    print("interrupted")
print(len(policies.evaluate(table.slice(0, 3), "skill_upgrading", "2023-07-03", columns=columns)))
"""


def test_ctrl_c_ends_a_long_evaluation() -> None:
    """Thirty million rows take far longer than the half second after which it comes."""
    run = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.split() == ["interrupted", "3"]


def test_progress_is_told_and_may_end_it(policies: bajigong.Rulebooks) -> None:
    heard: list[tuple[int, int]] = []
    policies.evaluate(
        tiled(300_000),
        RULE,
        ON,
        columns=COLUMNS,
        progress=lambda done, in_all: heard.append((done, in_all)),
    )
    assert heard[-1] == (300_000, 300_000)
    assert heard == sorted(heard)

    def enough(done: int, in_all: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        policies.evaluate(tiled(300_000), RULE, ON, columns=COLUMNS, progress=enough)


def test_other_threads_run_meanwhile(policies: bajigong.Rulebooks) -> None:
    table = tiled(600_000)
    assert counted_while(lambda: policies.evaluate(table, RULE, ON, columns=COLUMNS)) > 5


def test_lazily_a_chunk_is_read_when_its_results_are(policies: bajigong.Rulebooks) -> None:
    pulled = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal pulled
        for batch in tiled(9).to_batches(max_chunksize=3):
            pulled += 1
            yield batch

    reader = pa.RecordBatchReader.from_batches(tiled(3).schema, batches())
    lazy = policies.evaluate_lazily(reader, RULE, ON, columns=COLUMNS)
    results = pa.RecordBatchReader.from_stream(lazy)
    assert pulled == 0
    assert results.read_next_batch().num_rows == 3 and pulled == 1
    assert results.read_all().num_rows == 6 and pulled == 3
    with pytest.raises(ValueError, match="read already"):
        pa.table(lazy)
    again = policies.evaluate_lazily(tiled(9), RULE, ON, columns=COLUMNS)
    counted = duckdb.sql("select count(*) from again").fetchall()
    assert counted == [(9,)]
