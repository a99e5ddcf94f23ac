"""A made-up rule of any number of conditions, its rows, and its answers by a computation of its own."""

import json

import numpy as np
import pyarrow as pa

from benchmarks.population.draws import Draws
from benchmarks.population.generator import CHUNK_ROWS

DAY = "2022-06-01"
RULE = "conditions"
BOUND = 1 << 16
COLUMNS = 100

_MADE = {"title": "基准测试用", "number": None, "issuer": "本项目", "issued": None, "evidence": "official"}


def _least(n, conditions, columns):
    """What condition n asks of its column: so little that about half of the rows meet all conditions."""
    return round(BOUND * (1 - 0.5 ** (1 / min(conditions, columns)))) + n // columns


def _clause(n, conditions, columns):
    return {"id": f"k{n}", "if": f"c{n % columns} >= {_least(n, conditions, columns)}", "cite": "made §1",
            "text": {"zh": f"条件{n}", "en": f"condition {n}"}}


def rulebook(conditions, columns):
    """The texts of a rule whose n-th condition asks column n modulo `columns`."""
    both = {"zh": "若干条件", "en": "Conditions"}
    facts = {f"c{n}": {"type": "int", "zh": f"数{n}", "en": f"number {n}"} for n in range(columns)}
    facts |= {"on": {"type": "date", "zh": "日期", "en": "day"},
              "base": {"type": "money", "zh": "基数", "en": "base"}}
    rule = {"id": RULE, "kind": "subsidy", "payee": "person", "title": both, "keyed_on": "on", "versions": [{
        "from": "2020-01-01", "until": "never", "instrument": "made",
        "require": [_clause(n, conditions, columns) for n in range(conditions)],
        "amount": [{"id": "paid", "is": "base * percent(130) * percent(80)", "round": "fen half_up",
                    "cite": "made §2"}]}]}
    book = {"bajigong": 1, "id": "benchmark.conditions", "title": both, "jurisdiction": "CN",
            "instruments": {"made": _MADE}, "rules": [rule]}
    return {"vocabulary.json": json.dumps({"bajigong": 1, "facts": facts}), "conditions.json": json.dumps(book)}


def numbers(rows, seed=1):
    """COLUMNS columns of whole numbers below BOUND."""
    draws = Draws(seed, 0, rows, 0)
    return [draws.below(f"c{n}", BOUND) for n in range(COLUMNS)]


def table(columns, base):
    """These numbers, a day and a base, in chunks as the population has them."""
    rows = len(base)
    named = {"on": pa.array(np.full(rows, np.datetime64(DAY, "D")), pa.date32()),
             "base": pa.array(base).cast(pa.decimal128(19, 0)).cast(pa.decimal128(21, 2))}
    named |= {f"c{n}": pa.array(column) for n, column in enumerate(columns)}
    return pa.Table.from_batches(pa.table(named).to_batches(max_chunksize=CHUNK_ROWS))


def eligible(columns, conditions):
    """How many rows meet all conditions on these columns."""
    met = np.ones(len(columns[0]), bool)
    for n in range(conditions):
        met &= columns[n % len(columns)] >= _least(n, conditions, len(columns))
    return int(met.sum())
