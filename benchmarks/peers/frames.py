"""What an analyst would otherwise write: DuckDB's SQL and Polars' expressions, by hand for this rule.

Three truths come with NULL; the deciding clause has to be spelled out a second and a third time.
"""

import importlib.metadata
import os
import time

import duckdb
import numpy as np
import pyarrow as pa

from . import rules
from .peer import Peer
from .work import Answers

os.environ["POLARS_MAX_THREADS"] = "1"
pl = importlib.import_module("polars")      # reads that once

_NONE = -1
_HAND = "what was unknown, citations, versions and readings unless written out by hand"


def _fen_of(column):
    column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    low = np.frombuffer(column.buffers()[1], np.int64)[2 * column.offset:][:2 * len(column):2]
    return np.where(column.is_valid().to_numpy(zero_copy_only=False), low, _NONE)


def _sql(work):
    conditions = [f"({condition.plain()})" for condition in work.conditions]
    all_of = " AND ".join(conditions)
    no = " ".join(f"WHEN NOT {text} THEN {n}" for n, text in enumerate(conditions))
    doubt = " ".join(f"WHEN {text} IS NULL THEN {n}" for n, text in enumerate(conditions))
    ranks = {"on": '"on"'}
    for name in work.columns:
        if pa.types.is_dictionary(work.table.schema.field(name).type):
            cases = " ".join(f"WHEN '{level}' THEN {rank}" for rank, level in enumerate(rules.LEVELS))
            ranks[name] = f"CAST(CASE {name} {cases} END AS TINYINT) AS {name}"
    columns = ", ".join(ranks.get(name, name) for name in work.columns)
    return columns, f"""
        SELECT CASE WHEN "on" IS NULL THEN 2 WHEN NOT ok THEN 1 WHEN ok THEN 0 ELSE 2 END::TINYINT AS outcome,
               CASE WHEN "on" IS NULL OR ok THEN NULL {no} {doubt} END::TINYINT AS clause,
               CASE WHEN "on" IS NULL OR NOT ok THEN NULL
                    ELSE round(base * 1.3 * 0.8, 2)::DECIMAL(19, 2) END AS amount
        FROM (SELECT *, ({all_of}) AS ok FROM people) WHERE "on" IS NULL OR "on" >= DATE '{rules.FROM}'"""


class DuckDb(Peer):
    """A table of DuckDB's own, with levels as ranks; results fetched as Arrow."""
    name = "DuckDB SQL, 1 thread"
    version = importlib.metadata.version("duckdb")
    cannot = _HAND

    def prepare(self, work):
        self._base = duckdb.connect(config={"threads": 1})
        columns, self._query = _sql(work)
        self._base.register("columns_given", work.table)
        begun = time.perf_counter()
        self._base.execute(f"CREATE TABLE people AS SELECT {columns} FROM columns_given")
        self.converted = time.perf_counter() - begun

    def _results(self):
        return self._base.sql(self._query).to_arrow_table()

    def pass_(self):
        self._results()

    def answers(self):
        results = self._results()
        outcome, clause = (results[name].fill_null(_NONE).to_numpy() for name in ("outcome", "clause"))
        return Answers(outcome, clause, _fen_of(results["amount"]))

    def close(self):
        self._base.close()


class Polars(Peer):
    """A frame of Polars with levels as ranks and money in fen."""
    name = "Polars, 1 thread"
    version = importlib.metadata.version("polars")
    tells = "outcome, clause, amount in fen"
    cannot = _HAND

    def prepare(self, work):
        begun = time.perf_counter()
        columns = {}
        for name in work.columns:
            values, known = work.numbers[name]
            plain = pa.array(values, mask=~known) if not known.all() else pa.array(values)
            columns[name] = pl.from_arrow(plain)
        self._frame = pl.DataFrame(columns)
        self.converted = time.perf_counter() - begun
        tests = [self._test(condition) for condition in work.conditions]
        ok, dated = pl.col("ok"), pl.col("on").is_not_null()
        clause = pl.when(~dated | ok.fill_null(False)).then(None)
        for n, test in enumerate(tests):
            clause = clause.when(~test).then(n)
        for n, test in enumerate(tests):
            clause = clause.when(test.is_null()).then(n)
        over, under = rules.SHARE
        fen = (pl.col("base") * (2 * over) + under) // (2 * under)
        self._lazy = self._frame.lazy().with_columns(pl.all_horizontal(tests).alias("ok")).select(
            pl.when(~dated).then(2).when(~ok).then(1).when(ok).then(0).otherwise(2).cast(pl.Int8).alias("outcome"),
            clause.otherwise(None).cast(pl.Int8).alias("clause"),
            pl.when(dated & ok.fill_null(True)).then(fen).alias("fen"))

    @staticmethod
    def _test(condition):
        column = pl.col(condition.column)
        if condition.op == "is":
            return column
        number = condition.number
        return {">=": column.ge, "<=": column.le, "!=": column.ne}[condition.op](number)

    def pass_(self):
        self._lazy.collect()

    def answers(self):
        results = self._lazy.collect()
        return Answers(*(results[name].fill_null(_NONE).to_numpy() for name in ("outcome", "clause", "fen")))
