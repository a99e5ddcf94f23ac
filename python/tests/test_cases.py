"""Every worked case of every shipped rulebook gives the same verdict through Python."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

import bajigong
from cases import Case, differences, read_cases, run_case
from conftest import SOURCE

FILES = sorted((SOURCE / "policies").rglob("*.cases.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_worked_cases(policies: bajigong.Rulebooks, path: object) -> None:
    wrong = [line for case in read_cases(path) for line in run_case(policies, case)]  # type: ignore[arg-type]
    assert not wrong, "\n".join(wrong)


def test_no_case_is_missed() -> None:
    """As many as the command finds, which reads the files with code of its own."""
    counted = sum(len(read_cases(path)) for path in FILES)
    run = subprocess.run(
        [sys.executable, "-m", "bajigong", "test", str(SOURCE / "policies")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == f"{counted} passed, 0 failed"
    assert counted > 1000


@pytest.mark.parametrize(
    ("expect", "found"),
    [
        ({"outcome": "ineligible"}, "outcome"),
        ({"clause": "who"}, "clause"),
        ({"version": "2021"}, "version"),
        ({"because": {"facts": ["person.of_working_age"]}}, "because"),
        ({"amount": "2000.01"}, "amount"),
        ({"at_most": "2000.00"}, "amount"),
        ({"open": {"identity_on=certificate": "2000.00"}}, "amount"),
        ({"unknown": {"unseen": ["paid"]}}, "amount"),
        ({"payments": {"paid": "1.00"}}, "payment paid"),
        ({"payments": {"nothing": "1.00"}}, "payment nothing"),
        ({"results": {"level": "senior"}}, "result level"),
        ({"answers": {"asks.other": {"outcome": "eligible"}}}, "answer asks.other"),
        ({"due": "1999.00"}, "due"),
        ({"recover": "1.00"}, "recover"),
        ({"out_of_bounds": True}, "out_of_bounds"),
    ],
)
def test_the_runner_can_fail(
    policies: bajigong.Rulebooks, in_post: dict[str, object], expect: dict[str, object], found: str
) -> None:
    decision = policies.decide("skill_upgrading", in_post, "2023-07-03")
    assert decision.amount.value == Decimal("2000.00")
    lines = differences(expect, decision)
    assert lines and lines[0].startswith(found)


def test_the_runner_tells_the_case() -> None:
    case = Case("n", "skill_upgrading", "2023-07-03", {}, {}, {"expect": {"outcome": "eligible"}})
    assert run_case(bajigong.load(), case) == [
        "n : outcome: expected eligible, came undetermined"
    ]
