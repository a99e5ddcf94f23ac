"""What made-up rulebooks have shown to be wrong (test_made_up.py), each made small by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import bajigong

ON = "2021-03-15"
LABEL = {"zh": "某项", "en": "some"}
FACTS = {"yes": "bool", "count": "int", "fee": "money"}


def rulebooks(require: str, amount: list[dict[str, Any]]) -> bajigong.Rulebooks:
    """One rule of one version with one clause, `c`."""
    version = {
        "from": "ever",
        "until": "never",
        "instrument": "t",
        "require": [{"id": "c", "if": require, "text": LABEL, "cite": "t §1"}],
        "amount": [{"id": f"step_{i}", "cite": "t §1", **step} for i, step in enumerate(amount)],
    }
    rule = {
        "id": "main",
        "kind": "subsidy",
        "payee": "person",
        "title": LABEL,
        "keyed_on": "as_of",
        "versions": [version],
    }
    instrument = {
        "title": "某",
        "number": None,
        "issuer": "某",
        "issued": None,
        "evidence": "official",
    }
    book = {
        "bajigong": 1,
        "id": "made",
        "title": LABEL,
        "jurisdiction": "310000",
        "instruments": {"t": instrument},
        "rules": [rule],
    }
    facts = {path: {"type": kind, **LABEL} for path, kind in FACTS.items()}
    vocabulary = {"bajigong": 1, "facts": facts}
    return bajigong.Rulebooks.from_texts(
        {"vocabulary.json": json.dumps(vocabulary), "made.json": json.dumps(book)}
    )


@pytest.mark.xfail(reason="a fault that is found in a block is told without its cause")
def test_causes_of_a_fault_do_not_hang_on_its_amount() -> None:
    """1 / 0 is a fault of the clause `c`, whether the amount is known or not; so says the case."""
    book = rulebooks("1 / count > 0", [{"is": "fee"}])
    table = pa.table({"count": [0, 0], "fee": [Decimal("1.00"), None]})
    rows = pa.table(book.evaluate(table, "main", ON, outputs=["causes"])).to_pylist()
    assert [row["outcome"] for row in rows] == ["fault", "fault"]
    assert [row["clause"] for row in rows] == ["c", "c"]
    assert [row["causes"] for row in rows] == [["faults:c"], ["faults:c", "facts:fee"]]
