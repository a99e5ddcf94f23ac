"""The five series. Each gives its figures as rows of a small table, the first of them being its columns.

A rate is rows a second, of processor time (`cpu`) and by the clock (`wall`), one thread. Answers are compared
with a computation that shares no code with the library; for lists and shipped rules with another way to ask.
"""

import json
import subprocess
import sys

import bajigong
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.peers.rules import wide
from benchmarks.population import population
from benchmarks.population.generator import CHUNK_ROWS
from benchmarks.population.marginals import LEVELS
from benchmarks.population.profiles import PROFILES

from . import made
from .measure import best_of, read_through
from .shared_rules import spread

DAY_OF_PEOPLE = "2024-06-01"


def _rates(rows, best):
    return [round(rows / best.cpu), round(rows / best.wall)]


def _counted(wanted, found, what):
    if wanted != found:
        raise SystemExit(f"{what}: {found} where {wanted} was expected")


def _table(rows, profile, **options):
    return population(rows, seed=7, profile=profile, **options).read_all()


def _measured(rulebooks, table, rules, on=made.DAY, **options):
    best = best_of(lambda: _counted(len(table), read_through(rulebooks, table, rules, on, **options), "rows"))
    return _rates(len(table), best)


def rows(size, build):
    """Rows of wide20 streamed, 5 % missing: each number of them in a process of its own."""
    made_file = build / "wide20.arrow"
    table = _table(min(size.streamed, 1 << 18), "wide20", missing=0.05)
    with pa.ipc.new_file(made_file, table.schema) as writer:
        writer.write_table(table, max_chunksize=CHUNK_ROWS)
    bytes_of_a_row = table.nbytes / len(table)
    yield ["rows", "cpu", "wall", "before_mb", "peak_mb", "gigabytes"]
    count = 1000
    while count <= size.streamed:
        passes = 3 if count <= 10**7 else 1
        printed = subprocess.run(
            [sys.executable, "-m", "benchmarks.scaling.stream", made_file, PROFILES["wide20"][1], "twenty", str(count),
             "--passes", str(passes)], check=True, capture_output=True, text=True).stdout
        told = json.loads(printed)
        yield [count, round(count / told["cpu"]), round(count / told["wall"]), round(told["before_mb"]),
               round(told["peak_mb"]), round(bytes_of_a_row * count / 1e9, 3)]
        count *= 10


def conditions(size, _):
    """1 to 100 conditions and an amount, no unknowns: each on a column of its own, and all on four."""
    numbers = made.numbers(size.rows)
    base = np.arange(size.rows) % 4000
    yield ["conditions", "cpu", "wall", "cpu_on_four", "wall_on_four"]
    for count in (1, 2, 3, 5, 10, 20, 30, 50, 70, 100):
        line = [count]
        for columns in (count, min(count, 4)):
            asked = numbers[:columns]
            table = made.table(asked, base)
            rulebooks = bajigong.Rulebooks.from_texts(made.rulebook(count, columns))
            outcomes = pa.table(rulebooks.evaluate(table, made.RULE, on=made.DAY))["outcome"]
            _counted(made.eligible(asked, count), pc.sum(pc.equal(outcomes, "eligible")).as_py(), "eligible rows")
            line += _measured(rulebooks, table, made.RULE)
        yield line


def unknowns(size, _):
    """The share of facts that is missing, in wide20: of all, with the key date known, and of all with causes."""
    rulebooks = bajigong.load(PROFILES["wide20"][1])
    dates = _table(size.rows, "wide20", missing=0)["on"]
    yield ["share", "undetermined", "cpu", "wall", "cpu_dated", "wall_dated", "cpu_causes", "wall_causes"]
    for share in (0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5):
        table = _table(size.rows, "wide20", missing=share)
        dated = table.set_column(table.column_names.index("on"), "on", dates)
        undetermined = _as_met(rulebooks, table)
        _as_met(rulebooks, dated)
        few = table.slice(0, size.rows // 4)
        yield [share, round(undetermined / len(table), 3), *_measured(rulebooks, table, "twenty"),
               *_measured(rulebooks, dated, "twenty"), *_measured(rulebooks, few, "twenty", outputs=["causes"])]


def _as_met(rulebooks, table):
    """How many rows are undetermined; they are as many as those of which the conditions leave it open."""
    outcomes = pa.table(rulebooks.evaluate(table, "twenty", on=made.DAY))["outcome"]
    met = _met(table)
    _counted(pc.sum(met).as_py() or 0, pc.sum(pc.equal(outcomes, "eligible")).as_py(), "eligible rows")
    _counted(met.null_count, pc.sum(pc.equal(outcomes, "undetermined")).as_py(), "undetermined rows")
    return met.null_count


def _met(table):
    """Whether each row meets the twenty conditions: null where what is missing leaves it open."""
    met = pa.chunked_array([pa.repeat(pa.scalar(True), len(table))])
    for condition in wide():
        column = table[condition.column]
        if pa.types.is_dictionary(column.type):
            column = pc.index_in(column.cast(pa.string()), pa.array(LEVELS))
        met = pc.and_kleene(met, column if condition.op == "is" else pc.greater_equal(column, condition.number))
    return pc.if_else(table["on"].is_valid(), met, pa.scalar(None, pa.bool_()))


def lists(size, _):
    """Lists of 0 to 20 elements on average, two a row: with every fact known, and with 5 % missing."""
    rulebooks = bajigong.load(PROFILES["lists"][1])
    few = size.rows // 4
    yield ["mean_length", "cpu", "wall", "cpu_missing", "wall_missing"]
    for length in (0, 1, 2, 3, 5, 10, 15, 20):
        line = [length]
        for share in (0, 0.05):
            table = _table(few, "lists", missing=share, mean_length=length)
            _as_single(rulebooks, table.slice(0, 200), "over_lists")
            line += _measured(rulebooks, table, "over_lists")
        yield line


def _as_single(rulebooks, table, rule):
    """Each row is decided as the same case alone."""
    results = rulebooks.evaluate(table, rule, on=made.DAY)
    for row, told in enumerate(pa.table(results).to_pylist()):
        alone = results.explain(row)
        _counted((alone.outcome.name, alone.clause or None), (told["outcome"], told["clause"]), f"row {row}")


def rules(size, _):
    """1 to 100 shipped rules in one pass over people, and each of them in a pass of its own."""
    rulebooks = bajigong.load()
    few = size.rows // 16
    table = _table(few, "people", missing=0.05)
    ordered = spread(rulebooks, table.slice(0, 256), DAY_OF_PEOPLE)
    alone, single = {}, {}
    yield ["rules", "rows", "cpu", "wall", "cpu_alone", "wall_alone", "columns"]
    for count in (1, 3, 10, 30, 100):
        asked = ordered[:count]
        for rule in asked:
            if rule not in alone:
                alone[rule] = best_of(lambda: read_through(rulebooks, table, rule, DAY_OF_PEOPLE), seconds=0)
                single[rule] = pa.table(rulebooks.evaluate(table, rule, on=DAY_OF_PEOPLE))
        together = best_of(lambda: read_through(rulebooks, table, asked, DAY_OF_PEOPLE), seconds=0)
        results = rulebooks.evaluate(table, asked, on=DAY_OF_PEOPLE)
        _same(pa.table(results), single, asked)
        decided = few * count
        yield [count, few, *_rates(decided, together),
               round(decided / sum(alone[rule].cpu for rule in asked)),
               round(decided / sum(alone[rule].wall for rule in asked)), len(results.report["bound"])]


def _same(together, single, asked):
    """One pass says of each rule what a pass of its own says."""
    for rule in asked:
        for name in ("outcome", "amount", "clause"):
            column = together[name if len(asked) == 1 else f"{rule}.{name}"]
            if not _plain(column).equals(_plain(single[rule][name])):
                raise SystemExit(f"{rule}: one pass and its own differ in {name}")


def _plain(column):
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


ALL = {series.__name__: series for series in (rows, conditions, unknowns, lists, rules)}
