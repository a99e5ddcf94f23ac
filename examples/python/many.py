"""Decides many cases over one loaded set of rulebooks. usage: many.py FACTS.jsonl"""

import json
import sys

import bajigong


def decide_line(rulebooks, line, text):
    """The answer to a line; what cannot be read is told of, and the next line is decided."""
    try:
        decision = rulebooks.decide("skill_upgrading", text, on="2023-07-03")
    except bajigong.Error as error:
        return {"line": line, "error": error.code, "pointer": error.place.pointer}
    amount = decision.amount
    return {"line": line, "outcome": decision.outcome.name, "clause": decision.clause,
            "amount": amount.kind.name, "low": int((amount.low or 0) * 100),
            "high": int((amount.high or 0) * 100)}


def main():
    rulebooks = bajigong.load("policies")
    with open(sys.argv[1], encoding="utf-8") as file:
        for line, text in enumerate(file, 1):
            answer = decide_line(rulebooks, line, text)
            print(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


main()
