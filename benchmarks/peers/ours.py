"""Bajigong itself: whole tables, and one case at a time."""

import importlib.metadata
import os

import bajigong
import numpy as np
import pyarrow as pa

from . import rules
from .peer import Peer
from .work import Answers

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


def of_results(results):
    """What a table of results says, as answers."""
    amount = results["amount"].combine_chunks()
    low = np.frombuffer(amount.buffers()[1], np.int64)[:2 * len(amount):2]
    return Answers(_codes(results["outcome"].unify_dictionaries(), _OUTCOMES.get),
                   _codes(results["clause"].unify_dictionaries(), lambda clause: int(clause[1:]) if clause[1:].isdigit() else -2),
                   np.where(amount.is_valid().to_numpy(zero_copy_only=False), low, -1))


class Batch(Peer):
    """A table of columns, streamed through in chunks."""
    name = "Bajigong"
    version = importlib.metadata.version("bajigong")
    knows_missing = True

    def __init__(self, label="", threads=1, outputs=(), texts=None, **options):
        self.threads, self.outputs, self.texts, self.options = threads, list(outputs), texts, options
        self.name = f"Bajigong{label}, {threads} thread{'s' if threads > 1 else ''}"
        self.name += f", {'+'.join(outputs)}" if outputs else ""

    def prepare(self, work):
        self._table = work.table
        self._rulebooks = bajigong.Rulebooks.from_texts(self.texts or rules.rulebook([work.conditions]))

    def _results(self):
        return self._rulebooks.evaluate_lazily(self._table, "twenty", on=DAY, outputs=self.outputs,
                                               threads=self.threads, **self.options)

    def pass_(self):
        for _ in pa.RecordBatchReader.from_stream(self._results()):
            pass

    def answers(self):
        return of_results(pa.table(self._results()))


class Case(Peer):
    """One case after another, each from parsed facts to a decision with every clause explained."""
    name = "Bajigong, one case, explained"
    version = Batch.version
    tells = "outcome, clause, amount, every clause, text and citation"
    rows = 5_000
    knows_missing = True

    def prepare(self, work):
        self._rulebooks = bajigong.Rulebooks.from_texts(rules.rulebook([work.conditions]))
        cases = work.facts(self.rows)
        for case in cases:
            for condition in work.conditions:
                if isinstance(condition.value, str) and condition.column in case:
                    case[condition.column] = rules.LEVELS[case[condition.column]]
            if "base" in case:
                case["base"] = f"{case['base'] // 100}.{case['base'] % 100:02}"
        days, dated = work.numbers["on"]
        for case, day, there in zip(cases, days, dated):
            if there:
                case["on"] = str(np.datetime64(int(day), "D"))
        self._facts = [self._rulebooks.facts(case) for case in cases]

    def _decisions(self):
        decide = self._rulebooks.decide
        return [decide("twenty", facts, DAY) for facts in self._facts]

    def pass_(self):
        self._decisions()

    def answers(self):
        decisions = self._decisions()
        clauses = [int(decision.clause[1:]) if decision.clause else -1 for decision in decisions]
        amounts = [-1 if decision.amount.value is None or decision.outcome.name == "ineligible"
                   else int(decision.amount.value * 100) for decision in decisions]
        return Answers(np.array([_OUTCOMES[decision.outcome.name] for decision in decisions]),
                       np.array(clauses), np.array(amounts))
