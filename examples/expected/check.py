"""Checks the expected texts of the examples without the library.

usage: check.py CASES.jsonl    CASES.jsonl is what `bajigong test policies --list` prints

Decisions: every one of many.txt and decide_*.txt is that of a worked case of policies/ with the same
facts. Ledger: balances from the arithmetic of docs/ledger.md; records, root, proof and signature from
docs/ledger-log.md, with Python's standard library alone. Exit code 1 if anything differs.
"""

import datetime
import hashlib
import json
import pathlib
import re
import sys
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
DEMO = HERE.parent / "demo"


def must(condition, what):
    if not condition:
        sys.exit(f"expected texts: {what}")


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


# ---- decisions -----------------------------------------------------------------------------------


def nested(facts):
    """Facts with every dotted key as an object, as the list of cases has them."""
    out = {}
    for path, value in facts.items():
        *above, last = path.split(".")
        inner = out
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = {**inner.get(last, {}), **nested(value)} if isinstance(value, dict) else value
    return out


def expectation(cases, facts, on="2023-07-03"):
    """What the worked case with these facts, nothing given, expects."""
    same = [case["expect"] for case in cases
            if case["rule"] == "skill_upgrading" and case["as_of"] == on and case["run"] == "case"
            and not case["given"].get("readings") and nested(case["facts"]) == nested(facts)]
    must(len(same) == 1, f"{len(same)} worked cases have the facts {json.dumps(facts, ensure_ascii=False)}")
    return same[0]


def agree(expect, outcome, clause, amount, low, high, where):
    must(outcome == expect["outcome"], f"{where}: outcome")
    must("clause" not in expect or clause == expect["clause"], f"{where}: clause")
    if "amount" in expect:
        figures = expect["amount"]
        must((amount, low, high) == (figures["kind"], figures.get("low", 0), figures.get("high", 0)),
             f"{where}: amount")


def many(cases):
    facts, answers = lines(DATA / "facts.jsonl"), [json.loads(one) for one in lines(HERE / "many.txt")]
    must(len(facts) == len(answers), "many: one answer for each line")
    decided = 0
    for number, (text, answer) in enumerate(zip(facts, answers), 1):
        must(answer["line"] == number, f"many: line {number}")
        if "error" in answer:
            continue
        agree(expectation(cases, json.loads(text)), answer["outcome"], answer["clause"],
              answer["amount"], answer["low"], answer["high"], f"many, line {number}")
        decided += 1
    # One line has a fact misspelt (F005: did you mean …?), one ends too early (J004).
    errors = [(a["line"], a["error"], a["pointer"]) for a in answers if "error" in a]
    must(errors == [(5, "F005", "/certificate/leval"), (8, "J004", "/application")], "many: errors")
    return decided


def decide(cases, name, facts):
    text = (HERE / name).read_text(encoding="utf-8")
    found = dict(re.findall(r"^(outcome|deciding clause): (.*)$", text, re.M))
    amount, low, high = re.search(r"^amount: (\w+), (\d+) to (\d+) fen$", text, re.M).groups()
    expect = expectation(cases, json.loads((DEMO / facts).read_text(encoding="utf-8")))
    agree(expect, found["outcome"], found["deciding clause"], amount, int(low), int(high), name)
    causes = re.findall(r"^because of (\w+): (.*)$", text, re.M)
    must(causes == [tuple(cause) for cause in expect.get("because", [])], f"{name}: causes")


# ---- the ledger ----------------------------------------------------------------------------------


def uint(value, size):
    return value.to_bytes(size, "big", signed=value < 0)


def i64(value):
    return value.to_bytes(8, "big", signed=True)


def word(text):
    data = text.encode()
    return uint(len(data), 1) + data


def fen(yuan):
    whole, cents = yuan.lstrip("-").split(".")
    return (int(whole) * 100 + int(cents)) * (-1 if yuan.startswith("-") else 1)


def days(day):
    return (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days


def shares(entries):
    return uint(len(entries), 2) + b"".join(
        word(s["fund"]) + uint(s["year"], 2) + word(s["line"]) + i64(s["share"]) for s in entries)


KINDS = {"scheme": 1, "institution": 2, "appropriate": 3, "issue": 5, "hold": 7, "capture": 8}
FIELDS = {
    **{name: (number, str.encode) for name, number in
       {"id": 1, "by": 3, "document": 4, "fund": 10, "line": 12, "scheme": 14, "voucher": 15,
        "hold": 18, "institution": 19, "course": 20, "claim": 23}.items()},
    **{name: (number, i64) for name, number in {"year": 11, "hold_days": 37}.items()},
    **{name: (number, lambda yuan: i64(fen(yuan))) for name, number in {"amount": 13, "cap": 35}.items()},
    **{name: (number, lambda day: i64(days(day))) for name, number in {"until": 21, "from": 22}.items()},
    "evidence": (6, lambda digests: bytes.fromhex("".join(digests))),
    "person": (16, bytes.fromhex),
    "final": (24, lambda truth: uint(truth, 1)),
    "encumber": (34, lambda when: uint(["issue", "enrolment"].index(when), 1)),
    "valid": (36, lambda period: i64(int(period[1:-1])) + i64(0)),  # P3M: months, days
    "schemes": (44, lambda names: b"".join(map(word, names))),
    "shares": (46, shares),
}
ACCOUNTS = {"APP": 1, "AVL": 2, "VCH": 3, "HLD": 4, "PAY": 5}


def request(command):
    fields = sorted((FIELDS[name][0], FIELDS[name][1](value))
                    for name, value in command.items() if name not in ("do", "at"))
    return uint(KINDS[command["do"]], 1) + b"".join(
        uint(number, 1) + uint(len(value), 4) + value for number, value in fields)


def pool_key(leg):
    key = uint(ACCOUNTS[leg["account"]], 1) + word(leg["fund"]) + uint(leg["year"], 2)
    return key + (word(leg["line"]) if "line" in leg else b"")


def account_key(leg):
    return pool_key(leg) + b"".join(
        word(leg[name]) for name in ("institution", "claim", "voucher", "hold") if name in leg)


def record(command, verdict):
    booked = datetime.datetime.fromisoformat(command["at"])
    out = uint(1, 1) + uint(verdict["record"], 8) + i64(int(booked.timestamp()) * 10**6)
    problems = verdict.get("problems", [])
    out += uint(1 if problems else 0, 1) + word(problems[0]["code"] if problems else "")
    # B108 has one argument, the cap.
    arguments = re.findall(r"\d+\.\d\d", problems[0]["message"]) if problems else []
    out += uint(len(arguments), 1) + b"".join(map(word, arguments))
    asked = request(command)
    out += uint(len(asked), 4) + asked
    facts = verdict.get("facts", {})
    out += uint(len(facts), 1) + b"".join(word(name) + word(value) for name, value in facts.items())
    legs = verdict.get("legs", [])
    out += uint(len(legs), 4)
    for leg in legs:
        key = account_key(leg)
        out += uint(len(key), 2) + key + i64(fen(leg["amount"]))
    return out


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    """RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha(b"\1" + root(leaves[:split]) + root(leaves[split:]))


def path(number, leaves):
    """RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if number < split:
        return path(number, leaves[:split]) + [root(leaves[split:])]
    return path(number - split, leaves[split:]) + [root(leaves[:split])]


def toy_signature(text):
    """FNV-1a of 64 bits."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def ledger():
    *verdicts, balances, receipt, checkpoint = map(json.loads, lines(HERE / "ledger.txt"))
    commands = lines(DATA / "commands.jsonl")
    must(len(verdicts) == len(commands), "ledger: one verdict for each command")
    verdict_words = [(v["verdict"], v["replayed"]) for v in verdicts]
    accepted = ("accepted", False)
    must(verdict_words == [accepted] * 4 + [("accepted", True), ("rejected", False)] + [accepted] * 2
         + [("refused", False)], "ledger: verdicts")

    leaves, pools, kept = [], defaultdict(int), {}
    for text, verdict in zip(commands, verdicts):
        if verdict["replayed"]:
            first = {**kept[verdict["id"]], "replayed": True}
            must(verdict == first, "ledger: a replay gives the first verdict")
        elif "record" in verdict:
            must(verdict["record"] == len(leaves), "ledger: numbers of records")
            kept[verdict["id"]] = verdict
            data = record(json.loads(text), verdict)
            leaves.append(sha(b"\0" + data))
            if verdict["id"] == "issue-1":
                must(receipt["number"] == verdict["record"] and receipt["record"] == data.hex(),
                     "ledger: the receipt's record")
            for leg in verdict.get("legs", []):
                pools[pool_key(leg)] += fen(leg["amount"])

    # Appropriated, less the voucher; the voucher, less the hold, with what the final capture left of
    # it; the claim.
    by_hand = {"APP": -1000000, "AVL": 1000000 - 120000, "VCH": 120000 - 100000 + (100000 - 90050),
               "PAY": 90050}
    must({b["kind"]: b["fen"] for b in balances} == by_hand, "ledger: balances")
    must(sorted(fen for fen in pools.values() if fen) == sorted(by_hand.values()), "ledger: legs")

    trial = sha(b"".join(uint(len(key), 2) + key + i64(pools[key]) for key in sorted(pools) if pools[key]))
    must(checkpoint["size"] == len(leaves), "ledger: size")
    must(checkpoint["root"] == root(leaves).hex(), "ledger: root")
    must(checkpoint["trial_balance"] == trial.hex(), "ledger: trial balance")
    signed = ["bajigong-ledger-checkpoint/1", *(str(checkpoint[name]) for name in
              ("origin", "hash", "size", "root", "trial_balance", "time"))]
    must(checkpoint["signature"] == toy_signature("\n".join(signed) + "\n"), "ledger: signature")
    must(receipt["checkpoint"] == checkpoint, "ledger: the receipt's checkpoint")
    must(receipt["path"] == [step.hex() for step in path(receipt["number"], leaves)], "ledger: path")
    return len(leaves)


def main():
    cases = [json.loads(line) for line in lines(pathlib.Path(sys.argv[1]))]
    decided = many(cases)
    decide(cases, "decide_granted.txt", "shanghai_in_post.json")
    decide(cases, "decide_undetermined.txt", "shanghai_register_not_asked.json")
    records = ledger()
    print(f"expected texts: {decided + 2} decisions are those of worked cases, {records} records of the "
          "ledger lead to its root")


main()
