"""On made-up rulebooks and made-up rows a batch says of each row what its case says alone.

Nothing here is expected of the code under test but that its two ways agree: `decide` on the row's
facts, and `evaluate` on the table, in any layout of columns, any size of block, any company, on
any number of threads. Hypothesis makes the rulebooks and rows, and shrinks what fails.

BAJIGONG_EXAMPLES runs so many examples, drawn at random, in place of the fixed ones of CI.
"""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, note, settings

import bajigong
from bajigong import AmountKind
from draws import Drawn, Draws
from guarded import guarded_table
from made_rows import People, Row, facts, people
from made_rulebooks import Made, rulebooks
from made_tables import Laid, lay

ON = "2021-03-15"
SALT = "0123456789abcdef"
OUTPUTS = ["causes", "version", "decided_by", "range"]
EXAMPLES = int(os.environ.get("BAJIGONG_EXAMPLES", "0"))

made_up = settings(
    max_examples=EXAMPLES or 450,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)

Answer = dict[str, Any]


def loaded(made: Made) -> bajigong.Rulebooks | None:
    """None where the loader refuses them."""
    try:
        return bajigong.Rulebooks.from_texts({n: json.dumps(t) for n, t in made.texts.items()})
    except bajigong.RuleError:
        return None


def decided(
    book: bajigong.Rulebooks, made: Made, rule: str, row: Row, data: Any
) -> bajigong.Decision:
    return book.decide(rule, facts(row), ON, given=data, law_date=made.law_date, salt=SALT)


def case_says(book: bajigong.Rulebooks, made: Made, rule: str, row: Row, data: Any) -> Answer:
    """What `docs/arrow.md` puts into a row, of the case decided alone."""
    decision = decided(book, made, rule, row, data)
    amount = decision.amount
    kind = amount.kind
    exact = kind is AmountKind.exact
    low = amount.value if exact else amount.low
    high = amount.value if exact else amount.high
    told = [*decision.because, *([] if exact else amount.causes)]
    causes = {f"{cause.kind}:{cause.name}" for cause in told}
    versions = decision.versions
    return {
        "outcome": decision.outcome.name,
        "amount": amount.value,
        "clause": decision.clause or None,
        "amount_kind": kind.name,
        "amount_low": low if kind not in (AmountKind.at_most,) else None,
        "amount_high": high if kind not in (AmountKind.at_least,) else None,
        "version": versions[0] if len(versions) == 1 else None,
        "decided_by": decision.decided_by,
        "causes": sorted(causes),
    }


class Batch:
    def __init__(self, book: bajigong.Rulebooks, made: Made, data: Any) -> None:
        self.book, self.made, self.data = book, made, data

    def evaluated(self, laid: Laid, **how: Any) -> tuple[bajigong.Evaluation, pa.Table]:
        """The answers, texts written out."""
        how |= {"columns": laid.columns, "given": self.data, "law_date": self.made.law_date}
        evaluation = self.book.evaluate(laid.table, self.made.rules, ON, **how)
        results = pa.table(evaluation)
        results.validate(full=True)
        plain = [
            pa.field(each.name, pa.utf8()) if pa.types.is_dictionary(each.type) else each
            for each in results.schema
        ]
        return evaluation, results.cast(pa.schema(plain)).combine_chunks()

    def says(self, laid: Laid, **how: Any) -> pa.Table:
        return self.evaluated(laid, **{"outputs": OUTPUTS, **how})[1]


def cases(draws: Draws) -> tuple[Made, People, int]:
    """Rulebooks, rows for them, and a number that their layout hangs on."""
    made = rulebooks(draws)
    return made, people(draws, made.vocabulary), draws.upto(2**32 - 1)


@made_up
@given(Drawn(cases))
def test_each_row_of_a_batch_says_what_its_case_says(case: tuple[Made, People, int]) -> None:
    made, rows_of, seed = case
    book = loaded(made)
    if book is None:
        return
    data = book.given(made.given) if made.given else None
    batch = Batch(book, made, data)
    rows = rows_of.rows()
    laid = lay(made.vocabulary, rows, seed)
    said = batch.says(laid)
    assert len(said) == len(rows)

    # Each row by itself; where one stands several times, once.
    first: dict[int, int] = {}
    for number, kind in enumerate(rows_of.order):
        first.setdefault(kind, number)
    answers = said.take(list(first.values())).to_pylist()
    for (kind, number), answer in zip(first.items(), answers, strict=True):
        row = rows_of.kinds[kind]
        for rule in made.rules:
            alone = case_says(book, made, rule, row, data)
            prefix = f"{rule}." if len(made.rules) > 1 else ""
            in_batch = {name: answer[prefix + name] for name in alone}
            assert len(set(in_batch["causes"])) == len(in_batch["causes"])
            in_batch["causes"] = sorted(in_batch["causes"])
            if in_batch != alone:
                note(f"rule {rule}, row {number} of {len(rows)}: {_written(facts(row))}")
                noted(made, laid)
            assert in_batch == alone
    assert said.equals(said.take([first[kind] for kind in rows_of.order]))

    # In blocks of any size, by several hands, by the narrowest code; a chunk of a stream at a time.
    short = Laid(laid.table.slice(0, 70), laid.columns)
    assert batch.says(short, block_rows=1).equals(said.slice(0, 70))
    assert batch.says(laid, block_rows=64, vectors="portable").equals(said)
    assert batch.says(laid, block_rows=2048, threads=3).equals(said)
    chunks = Laid(pa.Table.from_batches(laid.table.to_batches(37), laid.table.schema), laid.columns)
    assert batch.says(chunks).equals(said)

    # Without causes and ranges fewer rows are decided as cases are.
    for outputs in ([], ["version"], ["version", "clauses"]):
        fewer = batch.says(laid, outputs=outputs)
        of_both = [name for name in fewer.column_names if name in said.column_names]
        assert fewer.select(of_both).equals(said.select(of_both))
    assert fewer.equals(batch.says(laid, outputs=outputs, block_rows=64, vectors="portable"))
    matrix = fewer.take(list(first.values())).to_pylist()
    for (kind, number), answer in zip(first.items(), matrix, strict=True):
        for rule in made.rules:
            clauses = answer["clauses" if len(made.rules) == 1 else f"{rule}.clauses"]
            alone = truths(decided(book, made, rule, rows_of.kinds[kind], data))
            wanted = {name: alone.get(name) for name in clauses}
            if clauses != wanted:
                note(f"clauses of {rule}, row {number}: {_written(facts(rows_of.kinds[kind]))}")
                noted(made, laid)
            assert clauses == wanted

    # In other company, laid out otherwise, with nothing readable behind any buffer.
    shuffled = list(range(len(rows)))
    random.Random(seed).shuffle(shuffled)
    moved = lay(made.vocabulary, [rows[i] for i in shuffled], seed + 1)
    moved = Laid(guarded_table(moved.table), moved.columns)
    assert batch.says(moved).equals(said.take(shuffled))

    # A row given back, and its receipt.
    few = Laid(laid.table.slice(0, 3), laid.columns)
    evaluation, answers = batch.evaluated(few, outputs=["receipt"], salt=SALT)
    for number, answer in enumerate(answers.to_pylist()):
        for rule in made.rules:
            decision = decided(book, made, rule, rows[number], data)
            assert shown(evaluation.explain(number, rule)) == shown(decision)
            assert (
                answer["receipt" if len(made.rules) == 1 else f"{rule}.receipt"] == decision.receipt
            )


def noted(made: Made, laid: Laid) -> None:
    note(f"column types: {laid.table.schema}, meaning {laid.columns}")
    note(f"given {_written(made.given)}, law date {made.law_date}")
    for name, text in made.texts.items():
        note(f"{name}: {_written(text)}")


def truths(decision: bajigong.Decision) -> dict[str, bool | None]:
    """Of the first explanation each clause and limit, of groups their parts too."""
    found: dict[str, bool | None] = {}
    known = {"true": True, "false": False, "unknown": None, "fault": None}

    def walk(clauses: list[Any]) -> None:
        for clause in clauses:
            found[clause["id"]] = known[clause.get("truth", clause.get("within"))]
            for parts in ("all", "any", "none", "of"):
                walk(clause.get(parts, []))

    said = json.loads(decision.json())
    if said["explanations"] and said["decided_by"] == said["rule"]:
        first = said["explanations"][0]
        for part in ("require", "unless", "limits"):
            walk(first.get(part, []))
    return found


def shown(decision: bajigong.Decision) -> Any:
    """All but the lists: what no rule reads of their elements is not read of a table."""
    said = json.loads(decision.json())
    del said["lists"]
    return said


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_few_of_the_rulebooks_are_refused_at_load() -> None:
    """Else little would be tried. What the loader refuses hangs on where a name came to stand."""
    refused = 0

    @settings(made_up, max_examples=200, derandomize=True, phases=[Phase.generate])
    @given(Drawn(rulebooks))
    def load(made: Made) -> None:
        nonlocal refused
        refused += loaded(made) is None

    load()
    assert refused <= 20
