"""The data that everybody reads, and the answers that everybody must give."""

import functools
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.population import population

from . import rules

CHUNK_ROWS = 65_536
ELIGIBLE, INELIGIBLE, UNDETERMINED = range(3)
FIRST_DAY = int(np.datetime64(rules.FROM).astype(int))


@dataclass
class Answers:
    """A row's outcome, its deciding condition (-1: none) and its amount in fen (-1: none).

    What a peer cannot tell is None.
    """
    outcome: np.ndarray
    clause: np.ndarray | None = None
    fen: np.ndarray | None = None

    def first(self, rows):
        return Answers(*(None if part is None else part[:rows]
                         for part in (self.outcome, self.clause, self.fen)))


def differences(got, wanted):
    """Where two answers differ, as text; empty where they are equal in all that `got` tells."""
    wanted = wanted.first(len(got.outcome))
    found = []
    for name in ("outcome", "clause", "fen"):
        ours, theirs = getattr(wanted, name), getattr(got, name)
        if theirs is not None:
            wrong = int(np.count_nonzero(np.asarray(theirs) != ours))
            if wrong:
                found.append(f"{name} of {wrong:,} in {len(ours):,} rows")
    return ", ".join(found)


def _bits(buffer, rows):
    return np.unpackbits(np.frombuffer(buffer, np.uint8), count=rows, bitorder="little").astype(bool)


def _numbers(array):
    """The values of an array as whole numbers or truths, whatever stands under nulls; and which are known."""
    rows = len(array)
    validity, data = array.buffers()[0], array.buffers()[1]
    known = np.ones(rows, bool) if validity is None else _bits(validity, rows)
    kind = array.type
    if pa.types.is_boolean(kind):
        return _bits(data, rows), known
    if pa.types.is_decimal(kind):
        return np.frombuffer(data, np.int64)[:2 * rows:2].copy(), known
    if pa.types.is_dictionary(kind):
        ranks = [rules.LEVELS.index(text) for text in array.dictionary.to_pylist()]
        return np.array(ranks, np.int8)[np.frombuffer(data, np.int8)[:rows]], known
    return np.frombuffer(data, {32: np.int32, 64: np.int64}[kind.bit_width])[:rows].copy(), known


class Work:
    """A rule's conditions, its rows in chunks, and what follows from them.

    The rows are held to by `expected`, which shares no code with anything that is measured.
    """

    def __init__(self, name, conditions, rows, missing=0.0, seed=7):
        self.name, self.conditions, self.rows, self.missing = name, conditions, rows, missing
        read = dict.fromkeys(["on", *(condition.column for condition in conditions), "base"])
        self.columns = list(read)
        reader = population(rows, seed=seed, missing=missing, profile="wide20", chunk_rows=CHUNK_ROWS)
        self.table = pa.Table.from_batches(batch.select(self.columns) for batch in reader)

    @functools.cached_property
    def numbers(self):
        """Column name -> (values, known); money in fen, levels as ranks, days since 1970."""
        return {name: _numbers(self.table[name].combine_chunks()) for name in self.columns}

    @functools.cached_property
    def expected(self):
        first_false, first_unknown = first_of(self.numbers, self.conditions)
        fen = paid(self.numbers)
        outcome = np.where(first_false < 99, INELIGIBLE, np.where(first_unknown < 99, UNDETERMINED, ELIGIBLE))
        clause = np.where(first_false < 99, first_false, np.where(first_unknown < 99, first_unknown, -1))
        fen = np.where(outcome == INELIGIBLE, -1, fen)
        undated = ~self.numbers["on"][1]
        return Answers(np.where(undated, UNDETERMINED, outcome), np.where(undated, -1, clause),
                       np.where(undated, -1, fen))

    def facts(self, rows):
        """Rows as mappings of plain numbers, without what is missing; for peers that take a case at a time."""
        columns = {name: (values[:rows].tolist(), known[:rows].tolist())
                   for name, (values, known) in self.numbers.items() if name != "on"}
        return [{name: values[row] for name, (values, known) in columns.items() if known[row]}
                for row in range(rows)]

    def bytes_per_row(self):
        """What the rule reads of a row: the values and, where there are nulls, their bits."""
        bits = 0
        for name in self.columns:
            kind = self.table.schema.field(name).type
            bits += kind.index_type.bit_width if pa.types.is_dictionary(kind) else kind.bit_width
            bits += 1 if self.missing else 0
        return bits / 8


def first_of(numbers, conditions):
    """The first false and the first unknown condition of each row, 99 for none."""
    rows = len(numbers["base"][0])
    first_false = np.full(rows, 99, np.int8)
    first_unknown = np.full(rows, 99, np.int8)
    compare = {">=": np.greater_equal, "<=": np.less_equal, "!=": np.not_equal, "is": np.equal}
    for n in reversed(range(len(conditions))):
        values, known = numbers[conditions[n].column]
        holds = compare[conditions[n].op](values, conditions[n].number)
        first_false[known & ~holds] = n
        first_unknown[~known] = n
    return first_false, first_unknown


def paid(numbers):
    """The amount in fen, halves up; -1 where the base is unknown."""
    values, known = numbers["base"]
    over, under = rules.SHARE
    return np.where(known, (values * over * 2 + under) // (2 * under), -1)
