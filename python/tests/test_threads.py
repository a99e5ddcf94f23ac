"""Rulebooks are shared by threads and by forked processes; deciding lets other threads run."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import bajigong
from conftest import counted_while

# By the notice of 2022: 1500, 2000, 2500, 3000 and 3500 yuan at 80 % in post.
PAID = {
    "junior": Decimal("1200.00"),
    "intermediate": Decimal("1600.00"),
    "senior": Decimal("2000.00"),
}


def test_threads_share_rulebooks_and_facts(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    facts = {}
    for level in PAID:
        in_post["certificate"]["level"] = level
        facts[level] = policies.facts(in_post)

    def decide(number: int) -> bool:
        level = list(PAID)[number % len(PAID)]
        decision = policies.decide("skill_upgrading", facts[level], "2023-07-03")
        return decision.amount.value == PAID[level]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(decide, range(2000)))


def test_loading_lets_other_threads_run() -> None:
    """While C++ loads all rulebooks, Python counts; a held GIL would let it count nothing."""
    assert counted_while(bajigong.load) > 5


def test_a_decision_outlives_its_rulebooks(in_post: dict[str, Any]) -> None:
    rulebooks = bajigong.load()
    decision = rulebooks.decide("skill_upgrading", in_post, "2023-07-03")
    payment = decision.payments[0]
    amount = payment.amount
    del rulebooks, decision, payment
    assert amount.value == Decimal("2000.00")


FORKED = """
import os
import bajigong
policies = bajigong.load()
facts = policies.facts({"certificate": {"level": "senior"}})
before = policies.decide("skill_upgrading", facts, "2023-07-03").json()
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        after = policies.decide("skill_upgrading", facts, "2023-07-03").json()
        os._exit(0 if after == before else 1)
    children.append(child)
for child in children:
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


def test_forked_processes_share_rulebooks() -> None:
    subprocess.run([sys.executable, "-c", FORKED], check=True)


def test_importing_needs_nothing_else() -> None:
    """No module outside the standard library is imported, and no thread is started."""
    script = (
        "import sys, threading, bajigong\n"
        "known = sys.stdlib_module_names | {'bajigong', '__main__'}\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} - known))\n"
        "print(threading.active_count())\n"
    )
    environment = {**os.environ, "PYTHONPATH": ""}
    run = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{script}"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert run.stdout.split("\n")[:2] == ["[]", "1"]
