"""The data that everybody reads, and the answers that everybody must give."""

import functools
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.population import population

from . import rules

CHUNK_ROWS = 65_536
EIGHT_YEARS = 2922
ELIGIBLE, INELIGIBLE, UNDETERMINED = range(3)
ANY = -9        # in what is expected: not looked at
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


def differences(got, wanted, fen_within=0):
    """Where two answers differ, as text; empty where they are equal in all that `got` tells."""
    wanted = wanted.first(len(got.outcome))
    found = []
    for name in ("outcome", "clause", "fen"):
        ours, theirs = getattr(wanted, name), getattr(got, name)
        if theirs is not None:
            most = fen_within if name == "fen" else 0
            apart = np.abs(np.asarray(theirs, np.int64) - ours) > most
            wrong = int(np.count_nonzero(apart & (ours != ANY)))
            if wrong:
                found.append(f"{name} of {wrong:,} in {len(ours):,} rows")
    return ", ".join(found)


def of_numbers(numbers):
    """The answers that numbers of `texts.nested` mean."""
    numbers = np.asarray([int(number) for number in numbers])
    refused = numbers < 0
    return Answers(refused.astype(np.int8), np.where(refused, -1 - numbers, -1), np.where(refused, -1, numbers))


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

    Answers are held to `expected`, which shares no code with anything that is measured. `versions` holds
    the conditions of each year from 2020 on; with more than one, days lie anywhere in eight years instead
    of on one day. `slim` makes numbers and fen 32 bits wide.
    """
    options = {}    # further ones of `evaluate_lazily`

    def __init__(self, rule, versions, rows, missing=0.0, seed=7, slim=False):
        self.rule, self.versions, self.rows, self.missing = rule, versions, rows, missing
        self.conditions = versions[0]
        self.name = f"{rule}-{round(missing * 100)}"
        read = dict.fromkeys(["on", *(condition.column for condition in self.conditions), "base"])
        self.columns = list(read)
        reader = population(rows, seed=seed, missing=missing, profile="wide20", chunk_rows=CHUNK_ROWS)
        batches = [batch.select(self.columns) for batch in reader]
        if len(versions) > 1:
            random = np.random.default_rng(seed)
            batches = [self._spread(batch, random) for batch in batches]
        if slim:
            self.options = {"columns": {"base": {"fact": "base", "unit": "fen"}}}
            batches = [self._slim(batch) for batch in batches]
        self.table = pa.Table.from_batches(batches)

    @staticmethod
    def _slim(batch):
        def narrowed(column):
            if pa.types.is_decimal(column.type):
                values, known = _numbers(column)
                return pa.array(values.astype(np.int32), mask=None if known.all() else ~known)
            return column.cast(pa.int32()) if column.type == pa.int64() else column
        return pa.RecordBatch.from_arrays([narrowed(column) for column in batch.columns], batch.schema.names)

    @staticmethod
    def _spread(batch, random):
        days = random.integers(FIRST_DAY, FIRST_DAY + EIGHT_YEARS, batch.num_rows, dtype=np.int32)
        unknown = batch["on"].is_null().to_numpy(zero_copy_only=False)
        on = pa.array(days, mask=unknown if unknown.any() else None).cast(pa.date32())
        return batch.set_column(0, "on", on)

    def texts(self, versions=None):
        """The rulebook, with these versions if they are given."""
        return rules.rulebook(versions or self.versions)

    @functools.cached_property
    def numbers(self):
        """Column name -> (values, known); money in fen, levels as ranks, days since 1970."""
        return {name: _numbers(self.table[name].combine_chunks()) for name in self.columns}

    @functools.cached_property
    def expected(self):
        return self.expected_under(self.versions)

    def expected_under(self, versions):
        """The answers where each year has these conditions."""
        day, dated = self.numbers["on"]
        year = np.where(dated, day, FIRST_DAY).astype("datetime64[D]").astype("datetime64[Y]").astype(int) - 50
        answers = [decided(self.numbers, conditions) for conditions in versions]
        which = np.minimum(year, len(versions) - 1)
        chosen = [np.choose(which, parts) for parts in zip(*answers)]
        return Answers(np.where(dated, chosen[0], UNDETERMINED), np.where(dated, chosen[1], -1),
                       np.where(dated, chosen[2], -1))

    def facts(self, rows, dated=False):
        """Rows as mappings of plain numbers, without what is missing; for peers that take a case at a time."""
        columns = {name: (values[:rows].tolist(), known[:rows].tolist())
                   for name, (values, known) in self.numbers.items() if dated or name != "on"}
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


def decided(numbers, conditions):
    """Outcome, first deciding condition and amount of each row under conditions, on a day with a version."""
    rows = len(numbers["base"][0])
    first_false = np.full(rows, 99, np.int8)
    first_unknown = np.full(rows, 99, np.int8)
    compare = {">=": np.greater_equal, "<=": np.less_equal, "!=": np.not_equal, "is": np.equal}
    for n in reversed(range(len(conditions))):
        values, known = numbers[conditions[n].column]
        holds = compare[conditions[n].op](values, conditions[n].number)
        first_false[known & ~holds] = n
        first_unknown[~known] = n
    refused, doubted = first_false < 99, first_unknown < 99
    outcome = np.where(refused, INELIGIBLE, np.where(doubted, UNDETERMINED, ELIGIBLE))
    clause = np.where(refused, first_false, np.where(doubted, first_unknown, -1))
    return outcome, clause, np.where(refused, -1, paid(numbers))


def paid(numbers):
    """The amount in fen, halves up; -1 where the base is unknown."""
    values, known = numbers["base"]
    over, under = rules.SHARE
    values = values.astype(np.int64)
    return np.where(known, (values * over * 2 + under) // (2 * under), -1)


class ReadingWork(Work):
    """The rule of two readings: under the second, numbers must be three higher.

    Where they come to different outcomes the case is undetermined, and its amount is left open here.
    """

    def __init__(self, rule, conditions, rows, missing=0.0, seed=7):
        self.readings = (conditions, rules.versions_of(conditions, 4)[3])
        super().__init__(rule, [conditions], rows, missing, seed)

    def texts(self, _=None):
        return rules.rulebook(self.versions, self.readings)

    @functools.cached_property
    def expected(self):
        dated = self.numbers["on"][1]
        first, second = (decided(self.numbers, conditions) for conditions in self.readings)
        differ = dated & (first[0] != second[0])
        return Answers(np.where(dated & ~differ, first[0], UNDETERMINED), np.where(dated, first[1], -1),
                       np.where(differ, ANY, np.where(dated, first[2], -1)))
