"""Bajigong itself: whole tables, and one case at a time."""

import importlib.metadata

import bajigong
import numpy as np
import pyarrow as pa

from . import rules
from .peer import Peer
from .work import Answers, Work

DAY = "2022-06-01"
_OUTCOMES = {"eligible": 0, "ineligible": 1, "undetermined": 2, "fault": 3}


def _codes(column, code_of):
    """A dictionary column as small numbers; -1 for null."""
    column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    numbers = np.array([code_of(text) for text in column.dictionary.to_pylist()] or [-1], np.int8)
    found = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return np.where(found < 0, -1, numbers[found])


def twenty(clause):
    return int(clause[1:]) if clause[1:].isdigit() else -2


def of_results(results, clause=twenty):
    """What a table of results says, as answers."""
    amount = results["amount"].combine_chunks()
    if isinstance(amount, pa.ChunkedArray):
        amount = amount.chunk(0)
    low = np.frombuffer(amount.buffers()[1], np.int64)[:2 * len(amount):2]
    return Answers(_codes(results["outcome"].unify_dictionaries(), _OUTCOMES.get),
                   _codes(results["clause"].unify_dictionaries(), clause),
                   np.where(amount.is_valid().to_numpy(zero_copy_only=False), low, -1))


def gives(output):
    """Whether this version knows a further output."""
    work = Work("narrow", [rules.narrow()], 1)
    rulebooks = bajigong.Rulebooks.from_texts(work.texts())
    try:
        rulebooks.evaluate(work.table, "twenty", on=DAY, outputs=[output])
    except (bajigong.Error, ValueError):
        return False
    return True


class Batch(Peer):
    """A table of columns, streamed through in chunks. `options` are those of `evaluate_lazily`."""
    version = importlib.metadata.version("bajigong")
    rulebooks_from = None       # a folder instead of the texts of the work
    rule = "twenty"

    def __init__(self, label="", threads=1, outputs=(), rows=None, versions=None, **options):
        """`versions` are asked instead of the work's own; of a work with readings, the first is chosen."""
        self._options = {"threads": threads, "outputs": list(outputs), **options}
        self.name = f"Bajigong{label}, {threads} thread{'s' if threads > 1 else ''}"
        self.name += f", {'+'.join(outputs)}" if outputs else ""
        self.rows, self._versions = rows, versions

    def prepare(self, work):
        self._table = work.table if self.rows is None else work.table.slice(0, self.rows)
        self._options |= work.options
        if self._versions:
            self.expected = work.expected_under(self._versions)
        self._rulebooks = bajigong.load(self.rulebooks_from) if self.rulebooks_from else \
            bajigong.Rulebooks.from_texts(work.texts(self._versions))

    def clause(self, name):
        return twenty(name)

    def _results(self):
        return self._rulebooks.evaluate_lazily(self._table, self.rule, on=DAY, **self._options)

    def pass_(self):
        for _ in pa.RecordBatchReader.from_stream(self._results()):
            pass

    def answers(self):
        return of_results(pa.table(self._results()), self.clause)


class Case(Peer):
    """One case after another, each from parsed facts to a decision with every clause explained."""
    name = "Bajigong, one case, explained"
    version = Batch.version
    tells = "outcome, clause, amount, every clause, text and citation"
    rows = 5_000

    def __init__(self, json=False):
        self._json = json
        self.name += ", as JSON" if json else ""

    def prepare(self, work):
        self._rulebooks = bajigong.Rulebooks.from_texts(work.texts())
        cases = work.facts(self.rows, dated=True)
        for case in cases:
            for condition in work.conditions:
                if isinstance(condition.value, str) and condition.column in case:
                    case[condition.column] = rules.LEVELS[case[condition.column]]
            if "base" in case:
                case["base"] = f"{case['base'] // 100}.{case['base'] % 100:02}"
            if "on" in case:
                case["on"] = str(np.datetime64(case["on"], "D"))
        self._facts = [self._rulebooks.facts(case) for case in cases]

    def _decisions(self):
        decide = self._rulebooks.decide
        return [decide("twenty", facts, DAY) for facts in self._facts]

    def pass_(self):
        for decision in self._decisions():
            if self._json:
                decision.json()

    def answers(self):
        decisions = self._decisions()
        clauses = [int(decision.clause[1:]) if decision.clause else -1 for decision in decisions]
        amounts = [-1 if decision.amount.value is None or decision.outcome.name == "ineligible"
                   else int(decision.amount.value * 100) for decision in decisions]
        return Answers(np.array([_OUTCOMES[decision.outcome.name] for decision in decisions]),
                       np.array(clauses), np.array(amounts))
