#!/usr/bin/env python3
"""Checks a ledger's log without the library: docs/ledger-log.md in Python's standard library alone.

usage: verify_log.py receipt RECEIPT.json
       verify_log.py consistency PROOF.json [KEPT_CHECKPOINT.json]
       verify_log.py ledger FILE [CHECKPOINT.json]
       verify_log.py vectors VECTORS.json

Exit code 0 if all is right, 1 with a line that says what is not.
"""

import hashlib
import json
import pathlib
import sqlite3
import sys
from collections import defaultdict
from datetime import datetime, timezone


class Wrong(Exception):
    """What is not as it should be."""


def must(condition, what):
    if not condition:
        raise Wrong(what)


# ---- digests ---------------------------------------------------------------------------------


def sm3(data):
    """GB/T 32905-2016."""
    mask = 0xFFFFFFFF

    def rotate(x, n):
        n %= 32
        return ((x << n) | (x >> (32 - n))) & mask

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
             0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    message = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(message), 64):
        w = [int.from_bytes(message[at + i:at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
            x ^= rotate(x, 15) ^ rotate(x, 23)
            w.append(x ^ rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotate((rotate(a, 12) + e + rotate(t, j)) & mask, 7)
            ss2 = ss1 ^ rotate(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d = tt1, a, rotate(b, 9), c
            e, f, g, h = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in state)


HASHES = {"sha256": lambda data: hashlib.sha256(data).digest(), "sm3": sm3}


# ---- RFC 9162 --------------------------------------------------------------------------------


def leaf(h, record):
    return h(b"\0" + record)


def node(h, left, right):
    return h(b"\1" + left + right)


def root(h, leaves):
    """Section 2.1.1, from the definition."""
    if not leaves:
        return h(b"")
    while len(leaves) > 1:
        # Pairs join; one without a partner goes up as it is, which is the same tree.
        leaves = [node(h, *leaves[i:i + 2]) if i + 1 < len(leaves) else leaves[i]
                  for i in range(0, len(leaves), 2)]
    return leaves[0]


def check_inclusion(h, number, size, digest, path, expected):
    """Section 2.1.3.2."""
    must(number < size, "the number is beyond the checkpoint's size")
    fn, sn = number, size - 1
    for step in path:
        must(sn != 0, "the path is too long")
        if fn & 1 or fn == sn:
            digest = node(h, step, digest)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            digest = node(h, digest, step)
        fn >>= 1
        sn >>= 1
    must(sn == 0, "the path is too short")
    must(digest == expected, "the path leads to another root")


def check_consistency(h, first, first_root, second, second_root, path):
    """Section 2.1.4.2."""
    must(first <= second, "the later checkpoint has fewer records")
    if first == second or first == 0:
        must(not path, "the path is too long")
        must(first_root == (second_root if first == second else h(b"")), "the same size has another root")
        return
    if first & (first - 1) == 0:
        path = [first_root] + path
    must(path, "the path is too short")
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = path[0]
    for step in path[1:]:
        must(sn != 0, "the path is too long")
        if fn & 1 or fn == sn:
            fr, sr = node(h, step, fr), node(h, step, sr)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            sr = node(h, sr, step)
        fn >>= 1
        sn >>= 1
    must(sn == 0, "the path is too short")
    must(fr == first_root, "the path leads to another first root")
    must(sr == second_root, "the path leads to another second root")


# ---- records ---------------------------------------------------------------------------------


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, size):
        must(self.at + size <= len(self.data), "the record ends too early")
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self, size, signed=False):
        return int.from_bytes(self.take(size), "big", signed=signed)

    def word(self):
        return self.take(self.number(1))

    def text(self):
        return self.take(self.number(4))


def read_record(data):
    r = Reader(data)
    must(r.number(1) == 1, "another version of record")
    record = {"number": r.number(8), "booked": r.number(8, True), "accepted": r.number(1) == 0}
    record["code"] = r.word().decode()
    record["args"] = [r.word().decode() for _ in range(r.number(1))]
    request = Reader(r.text())
    record["kind"] = request.number(1)
    fields, last = {}, 0
    while request.at < len(request.data):
        number = request.number(1)
        must(number > last, "fields out of order")
        fields[number] = request.text()
        last = number
    record["fields"] = fields
    record["facts"] = {r.word().decode(): r.word().decode() for _ in range(r.number(1))}
    record["legs"] = []
    for _ in range(r.number(4)):
        key = r.take(r.number(2))
        record["legs"].append((key, r.number(8, True)))
    must(r.at == len(data), "bytes after the record")
    must(record["accepted"] or not record["legs"], "a rejected command moved money")
    return record


def parts_of(key):
    """Kind, fund, and the key of the pool."""
    r = Reader(key)
    kind = r.number(1)
    fund = r.word()
    r.number(2)
    if kind not in (1, 9, 10):
        r.word()
    return kind, fund, key[:r.at]


class Balances:
    def __init__(self):
        self.accounts, self.pools = defaultdict(int), defaultdict(int)

    def add(self, record):
        sums = defaultdict(int)
        for key, fen in record["legs"]:
            kind, fund, pool = parts_of(key)
            sums[fund] += fen
            self.accounts[key] += fen
            self.pools[pool] += fen
            must(self.accounts[key] <= 0 if kind == 1 else self.accounts[key] >= 0,
                 f"record {record['number']}: an account on the wrong side of nothing")
        must(not any(sums.values()), f"record {record['number']}: legs do not sum to nothing")

    def digest(self, h):
        out = b""
        for key in sorted(self.pools):
            if self.pools[key]:
                out += len(key).to_bytes(2, "big") + key + self.pools[key].to_bytes(8, "big", signed=True)
        return h(out)


# ---- the ways in -----------------------------------------------------------------------


def receipt(path):
    with open(path, encoding="utf-8") as file:
        proof = json.load(file)
    checkpoint = proof["checkpoint"]
    h = HASHES[checkpoint["hash"]]
    data = bytes.fromhex(proof["record"])
    record = read_record(data)
    must(record["number"] == proof["number"], "the record has another number")
    check_inclusion(h, proof["number"], checkpoint["size"], leaf(h, data),
                    [bytes.fromhex(step) for step in proof["path"]], bytes.fromhex(checkpoint["root"]))
    print(f"record {record['number']} is in the log of {checkpoint['size']} records: "
          f"{'accepted' if record['accepted'] else 'rejected'}, {len(record['legs'])} legs")


def consistency(path, kept_path=None):
    with open(path, encoding="utf-8") as file:
        proof = json.load(file)
    first, second = proof["from"], proof["to"]
    if kept_path:
        with open(kept_path, encoding="utf-8") as file:
            must(json.load(file) == first, "the proof begins at another checkpoint than the one kept")
    must(first["origin"] == second["origin"] and first["hash"] == second["hash"], "checkpoints of two ledgers")
    must(first["time"] <= second["time"], "the later checkpoint is of an earlier time")
    check_consistency(HASHES[first["hash"]], first["size"], bytes.fromhex(first["root"]), second["size"],
                      bytes.fromhex(second["root"]), [bytes.fromhex(step) for step in proof["path"]])
    print(f"the log of {first['size']} records begins the log of {second['size']}")


def time_text(microseconds):
    day, rest = datetime.fromtimestamp(microseconds // 1_000_000, timezone.utc), microseconds % 1_000_000
    return f"{day:%Y-%m-%dT%H:%M:%S}.{rest:06}Z"


def ledger(path, checkpoint_path=None):
    wal = pathlib.Path(f"{path}-wal")
    must(not wal.exists() or wal.stat().st_size == 0,
         f"{wal.name} is not empty: open and close the ledger first, or what is read here is older than it")
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    meta = dict(db.execute("SELECT key, value FROM meta"))
    name = "sm3" if meta[b"hash"] == b"\1" else "sha256"
    h = HASHES[name]
    checkpoint = None
    if checkpoint_path:
        with open(checkpoint_path, encoding="utf-8") as file:
            checkpoint = json.load(file)
        must(meta[b"origin"].decode() == checkpoint["origin"], "the checkpoint is of another origin")
        must(name == checkpoint["hash"], "the checkpoint is of another hash")
    leaves, balances, ids, last = [], Balances(), set(), None

    def compare():
        must(last is None or time_text(last) == checkpoint["time"], "the checkpoint is of another time")
        must(root(h, leaves).hex() == checkpoint["root"], "the checkpoint has another root")
        must(balances.digest(h).hex() == checkpoint["trial_balance"], "the checkpoint has another trial balance")

    for number, body in db.execute("SELECT number, body FROM record ORDER BY number"):
        must(number == len(leaves), f"record {len(leaves)} is missing")
        data, stored = body[:-32], body[-32:]
        must(leaf(h, data) == stored, f"record {number} is not what its leaf says")
        record = read_record(data)
        must(record["number"] == number, f"record {number} has another number")
        must(last is None or record["booked"] >= last, f"record {number} was booked before the one before it")
        must(record["fields"][1] not in ids, f"record {number}: an id for the second time")
        ids.add(record["fields"][1])
        last = record["booked"]
        balances.add(record)
        leaves.append(stored)
        if checkpoint and len(leaves) == checkpoint["size"]:
            compare()
    stored = {key: fen for key, fen in db.execute("SELECT key, fen FROM account")}
    must(stored == {key: fen for key, fen in balances.accounts.items() if fen}, "balances are not the sums of legs")
    stored = {key: fen for key, fen in db.execute("SELECT key, fen FROM pool")}
    must(stored == {key: fen for key, fen in balances.pools.items() if fen}, "pools are not the sums of legs")
    if checkpoint:
        must(checkpoint["size"] <= len(leaves), "truncated: the checkpoint has more records")
    print(f"{len(leaves)} records, root {root(h, leaves).hex()}, balances are the sums of their legs"
          + (f"; anchored to {checkpoint['size']}" if checkpoint else "; no checkpoint given"))


def vectors(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases["digests"]:
        must(HASHES[case["hash"]](bytes.fromhex(case["data"])).hex() == case["digest"], f"digest {case['data']}")
    h = HASHES["sha256"]
    inputs = [bytes.fromhex(data) for data in cases["tree"]["leaves"]]
    for size, expected in enumerate(cases["tree"]["roots"]):
        must(root(h, [leaf(h, data) for data in inputs[:size]]).hex() == expected, f"root of {size}")
    for case in cases["tree"]["inclusion"]:
        check_inclusion(h, case["number"], case["size"], leaf(h, inputs[case["number"]]),
                        [bytes.fromhex(step) for step in case["path"]],
                        bytes.fromhex(cases["tree"]["roots"][case["size"]]))
    for case in cases["tree"]["consistency"]:
        first, second = (bytes.fromhex(cases["tree"]["roots"][case[size]]) for size in ("from", "to"))
        check_consistency(h, case["from"], first, case["to"], second, [bytes.fromhex(step) for step in case["path"]])
    print(f"{len(cases['digests'])} digests, {len(cases['tree']['roots'])} roots, {len(cases['tree']['inclusion'])} "
          f"inclusion and {len(cases['tree']['consistency'])} consistency proofs as published")


def main(arguments):
    ways = {"receipt": receipt, "consistency": consistency, "ledger": ledger, "vectors": vectors}
    if len(arguments) < 2 or arguments[0] not in ways:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        ways[arguments[0]](*arguments[1:])
    except (Wrong, KeyError, ValueError, sqlite3.Error) as error:
        print(f"WRONG: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
