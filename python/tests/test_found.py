"""What made-up rulebooks have shown to be wrong (test_made_up.py), each made small by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

import bajigong
import frame
from frame import CITE, LABEL, clause

ON = "2021-03-15"
FACTS = {"yes": "bool", "count": "int", "fee": "money"}


def rulebooks(
    require: list[frame.Json], amount: list[frame.Json], **more: Any
) -> bajigong.Rulebooks:
    """One rule of one version; what `more` the rulebook has."""
    steps = [{"id": f"step_{i}", "cite": CITE, **step} for i, step in enumerate(amount)]
    rule = frame.rule("main", "subsidy", require=require, amount=steps)
    return frame.loaded(FACTS, frame.book([rule], **more))


def test_causes_of_a_fault_do_not_hang_on_its_amount() -> None:
    """1 / 0 is a fault of the clause `c`, whether the amount is known or not; so says the case."""
    book = rulebooks([clause("c", "1 / count > 0")], [{"is": "fee"}])
    table = pa.table({"count": [0, 0], "fee": [Decimal("1.00"), None]})
    rows = pa.table(book.evaluate(table, "main", ON, outputs=["causes"])).to_pylist()
    assert [row["outcome"] for row in rows] == ["fault", "fault"]
    assert [row["clause"] for row in rows] == ["c", "c"]
    assert [row["causes"] for row in rows] == [["faults:c"], ["facts:fee", "faults:c"]]


RATE = {"rate": {"asks": LABEL, "options": {"low": LABEL, "high": LABEL}}}


def test_an_exact_amount_has_no_causes() -> None:
    """A ceiling in principle (原则上) that nobody knows leaves the amount exact: 1 yuan.

    docs/arrow.md: causes are what an undetermined outcome rests on, and an amount that is not
    exact. The second row hangs on an open reading; the first does not.
    """
    require = [clause("c", "count > 0"), clause("d", "yes || reading.rate == 'low'")]
    amount = [{"is": "yuan(1)", "at_most": "fee", "in_principle": True}]
    book = rulebooks(require, amount, readings=RATE)
    table = pa.table({"yes": [True, False], "count": pa.array([None, 1], pa.int8())})
    rows = pa.table(book.evaluate(table, "main", ON, outputs=["causes"])).to_pylist()
    assert [row["outcome"] for row in rows] == ["undetermined", "undetermined"]
    assert [row["amount"] for row in rows] == [Decimal("1.00"), Decimal("1.00")]
    assert [row["causes"] for row in rows] == [["facts:count"], ["readings:rate"]]


def test_a_bound_at_fault_is_a_fault_in_principle_too() -> None:
    """1 / 0 in a ceiling. The case says: the arithmetic failed, nothing is exact."""
    amount = [{"is": "yuan(1)", "at_most": "yuan(1 / count)", "in_principle": True}]
    book = rulebooks([clause("c", "yes")], amount)
    assert book.decide("main", {"yes": True, "count": 0}, ON).amount.kind.name == "fault"
    table = pa.table({"yes": [True], "count": [0]})
    row = pa.table(book.evaluate(table, "main", ON, outputs=["causes", "range"])).to_pylist()[0]
    assert (row["outcome"], row["amount_kind"], row["amount"]) == ("eligible", "fault", None)
    assert row["causes"] == ["faults:step_0"]


def settled_at_load() -> dict[str, Any]:
    group = [clause("never_so", "!true"), clause("by_rate", "reading.rate == 'low' && yes")]
    require = [{"id": "both", "text": LABEL, "all": group}]
    table = pa.table({"yes": [True]})
    book = rulebooks(require, [{"is": "yuan(1)"}], readings=RATE)
    rows = pa.table(book.evaluate(table, "main", ON, outputs=["clauses"])).to_pylist()
    clauses: dict[str, Any] = rows[0]["clauses"]
    return clauses


def test_clauses_of_a_group_that_is_settled_at_load() -> None:
    """Of a group that is false whatever the facts, a part that hangs on an open reading.

    In a process of its own, for it may be the last thing that one does. The first option of the
    reading is `low`, and `yes` is true.
    """
    code = "import json, test_found; print(json.dumps(test_found.settled_at_load()))"
    here = Path(__file__).parent
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=here)
    assert run.returncode == 0
    assert json.loads(run.stdout) == {"both": False, "never_so": False, "by_rate": True}
