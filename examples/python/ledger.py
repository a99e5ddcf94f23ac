"""A session with a voucher ledger in memory. usage: ledger.py COMMANDS.jsonl"""

import json
import sys

import bajigong


def sign(data):
    """Signs a checkpoint.

    A host signs with a key that it guards; this toy stands for it with FNV-1a of 64 bits, which
    everybody can compute and which proves nothing.
    """
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value.to_bytes(8, "big")


def balance(leg):
    return {"kind": leg.kind, "fund": leg.fund, "year": leg.year, "line": leg.line,
            "party": leg.party, "sub": leg.sub, "fen": int(leg.amount * 100)}


def main():
    with bajigong.ledger.create(origin="example.gov.cn/vouchers") as ledger:
        with open(sys.argv[1], encoding="utf-8") as file:
            for command in file:
                # Accepted, rejected or refused: the verdict is an answer, never an exception.
                print(ledger.apply(command).json())
        print(json.dumps([balance(leg) for leg in ledger.balances()], ensure_ascii=False,
                         separators=(",", ":")))
        checkpoint = ledger.checkpoint().signed_by("toy-key", sign)
        print(ledger.prove("issue-1", checkpoint).json())
        print(checkpoint.json())


main()
