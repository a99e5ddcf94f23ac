"""The rules that everybody runs: twenty conditions and an amount, over twenty columns or over four.

A condition is one comparison, so that each peer can write it in its own words. Texts of levels are
numbers to peers that know no ordered texts.
"""

import json
import re
from dataclasses import dataclass

from benchmarks.population.marginals import LEVELS
from benchmarks.population.vocabulary import ROOT

WIDE_FOLDER = ROOT / "benchmarks/population/wide20"
FROM = "2020-01-01"     # the first day of the rule's one version
SHARE = (52, 50)        # 130 % of 80 %


@dataclass(frozen=True)
class Condition:
    """`column op value`; op `is` for a truth, whose value is True; `value` may be a level's name."""
    column: str
    op: str
    value: object

    @property
    def number(self):
        return LEVELS.index(self.value) if isinstance(self.value, str) else self.value

    def ours(self):
        return self.column if self.op == "is" else f"{self.column} {self.op} {self.value}"

    def plain(self, name="{}"):
        """As C, CEL, SQL and others write it; `name` frames the column."""
        column = name.format(self.column)
        return column if self.op == "is" else f"{column} {self.op} {self.number}"


def _without_comments(text):
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def _read(text):
    column, *rest = text.split()
    if not rest:
        return Condition(column, "is", True)
    op, value = rest
    return Condition(column, op, int(value) if value.isdigit() else value)


def wide():
    """The conditions of wide20/twenty.json: twelve numbers, four truths, four levels."""
    book = _without_comments((WIDE_FOLDER / "twenty.json").read_text())
    (version,) = book["rules"][0]["versions"]
    return [_read(clause["if"]) for clause in version["require"]]


def narrow():
    """Five conditions on each of four numbers below 400; about two thirds of the rows meet all."""
    conditions = []
    for n in range(4):
        column = f"c{n}"
        conditions += [Condition(column, ">=", 20 + n), Condition(column, "<=", 380 - n),
                       Condition(column, "!=", 100 + n), Condition(column, "!=", 200 + n),
                       Condition(column, "!=", 300 + n)]
    return conditions


def versions_of(conditions, count):
    """`count` versions of a year each: in the n-th, numbers must be n higher."""
    def moved(condition, n):
        if condition.op == ">=" and isinstance(condition.value, int):
            return Condition(condition.column, ">=", condition.value + n)
        return condition
    return [[moved(condition, n) for condition in conditions] for n in range(count)]


def _text(words):
    return {"zh": words, "en": words}


def _version(conditions, first, last, extra):
    clauses = [{"id": f"k{n}", "if": condition.ours(), "cite": "made §1", "text": _text(f"k{n}")}
               for n, condition in enumerate(conditions)]
    return {"from": first, "until": last, "instrument": "made", "require": extra or clauses,
            "amount": [{"id": "paid", "is": "base * percent(130) * percent(80)", "round": "fen half_up",
                        "cite": "made §2"}]}


def rulebook(versions, reading_of=None):
    """The texts of `Rulebooks.from_texts`: one version of conditions, or several of a year each from 2020.

    With `reading_of` (two lists of conditions) the text leaves open which of the two holds: options
    `first` and `second`.
    """
    spans = [(f"{2020 + n}-01-01", f"{2020 + n}-12-31") for n in range(len(versions))]
    spans[-1] = (spans[-1][0], "never")
    extra = None
    book = {}
    if reading_of:
        first, second = reading_of
        extra = [{"id": f"k{n}", "cite": "made §1", "text": _text(f"k{n}"),
                  "if": a.ours() if a == b else f'reading.which == "first" ? {a.ours()} : {b.ours()}'}
                 for n, (a, b) in enumerate(zip(first, second))]
        book["readings"] = {"which": {"asks": _text("which"), "options": {
            "first": _text("first"), "second": _text("second")}}}
    book = {
        "bajigong": 1, "id": "benchmark.made", "title": _text("made"), "jurisdiction": "CN",
        "instruments": {"made": {"title": "made", "number": None, "issuer": "made", "issued": None,
                                 "evidence": "official"}},
        **book,
        "rules": [{"id": "twenty", "kind": "subsidy", "payee": "person", "title": _text("twenty"),
                   "keyed_on": "on",
                   "versions": [_version(conditions, *span, extra)
                                for conditions, span in zip(versions, spans)]}]}
    return {"vocabulary.json": (WIDE_FOLDER / "vocabulary.json").read_text(),
            "made.json": json.dumps(book, ensure_ascii=False)}
