"""Decides one case and prints the answer with its reasons. usage: decide.py FACTS.json"""

import json
import sys
from pathlib import Path

import bajigong


def fen(sum_of_money):
    """Whole fen of a sum, which is a Decimal of yuan; 0 for none."""
    return int((sum_of_money or 0) * 100)


def clauses(entries):
    """Clauses of the JSON in document order, groups before their members."""
    for entry in entries:
        yield entry
        for group in ("all", "any", "none", "of"):
            yield from clauses(entry.get(group, []))


def print_reasons(decision):
    amount = decision.amount
    print(f"rule: {decision.rule}")
    print(f"outcome: {decision.outcome.name}")
    print(f"payable: {'yes' if decision.payable else 'no'}")
    print(f"deciding clause: {decision.clause}")
    print(f"amount: {amount.kind.name}, {fen(amount.low)} to {fen(amount.high)} fen")
    for payment in decision.payments:
        amount = payment.amount
        print(f"payment {payment.step} to {payment.payee}: {amount.kind.name}, {fen(amount.low)} to "
              f"{fen(amount.high)} fen; due {fen(payment.due.value)}, "
              f"to recover {fen(payment.recover.value)}")
    for cause in decision.because:
        print(f"because of {cause.kind}: {cause.name}")
    shown = json.loads(decision.json())["explanations"][0]
    for clause in clauses(shown["require"] + shown["unless"]):
        cite = ", ".join(f"{one['instrument'].rpartition(':')[2]} {one['place']}"
                         for one in clause.get("cite", []))
        print(f"clause {clause['id']}: {clause['truth']}, {clause['text']['en']} [{cite}]")


def main():
    rulebooks = bajigong.load("policies")
    facts = Path(sys.argv[1]).read_text(encoding="utf-8")

    decision = rulebooks.decide("skill_upgrading", facts, on="2023-07-03")
    print_reasons(decision)
    print(decision.json())


main()
