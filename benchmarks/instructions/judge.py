"""Reads callgrind's files TABLE.VECTORS and TABLE.VECTORS.rows of a folder, and judges them.

usage: judge.py FOLDER EXPECTED COMPILER RENEW     with WRITE=1 in the environment EXPECTED is written

EXPECTED has a line for each table and, indented, one for each function that takes a twentieth of it.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path

TOLERANCE = 0.02
SHARE = 0.05  # of a table, from which on a function is judged by itself
PROGRAM = "bajigong_instructions"  # the object whose code counts

Counts = dict[str, dict[str, float]]  # table and vectors: function: instructions a row; "" is all


def short(function: str) -> str:
    """A function's name with its class, if it has one: "Results::put"."""
    name = function.replace("(anonymous namespace)::", "")
    while (bare := re.sub(r"<[^<>]*>", "", name)) != name:
        name = bare
    *around, last = name.split("(")[0].split(" ")[-1].split("::")
    return "::".join([part for part in around if part[:1].isupper()] + [last]) or "(none)"


def own_costs(path: Path) -> Counter[str]:
    """Instructions of each function of the program itself, without those it calls."""
    names: dict[tuple[str, str], str] = {}

    def name(kind: str, text: str) -> str:
        number, _, rest = text.partition(" ")  # "(12) name" the first time, "(12)" after it
        return names.setdefault((kind, number), rest)

    costs: Counter[str] = Counter()
    at, function, called = "", "", False
    for line in path.read_text().splitlines():
        key, _, value = line.partition("=")
        if key == "ob":
            at = name("ob", value)
        elif key == "fn":
            function = name("fn", value)
        elif key in ("cob", "cfn"):
            name(key[1:], value)
        elif key == "calls":
            called = True
        elif line[:1] in tuple("+-*0123456789"):
            # The line after `calls` is what the call cost, all in all.
            if not called and Path(at).name == PROGRAM:
                costs[short(function)] += int(line.split()[1])
            called = False
    return costs


def count(folder: Path) -> Counts:
    counted: Counts = {}
    for path in sorted(folder.glob("*.rows")):
        rows = int(path.read_text())
        costs = own_costs(path.with_suffix(""))
        if costs.total() == 0:
            raise SystemExit(f"instructions: callgrind counted nothing for {path.stem}")
        kernels = {name: cost / rows for name, cost in costs.most_common()}
        counted[path.stem.replace(".", " ")] = {"": costs.total() / rows, **kernels}
    return counted


def write(path: Path, counted: Counts, compiler: str, renew: str) -> None:
    lines = [
        "# Instructions a row: table and vectors; of it, the functions that take a twentieth or more.",
        f"# Written by {renew}",
        f"# {compiler}",
    ]
    for table, costs in counted.items():
        lines.append(f"{table} {costs['']:.1f}")
        lines += [f"  {n} {c:.1f}" for n, c in costs.items() if n and c >= SHARE * costs[""]]
    path.write_text("\n".join(lines) + "\n")
    print(f"written: {path}")


def read(path: Path) -> Counts:
    expected: Counts = {}
    table = ""
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            continue
        name, _, cost = line.rpartition(" ")
        if line.startswith("  "):
            expected[table][name.strip()] = float(cost)
        else:
            table = name
            expected[table] = {"": float(cost)}
    return expected


def main() -> int:
    folder, expected_path, compiler, renew = sys.argv[1:]
    counted = count(Path(folder))
    if os.environ.get("WRITE") == "1":
        write(Path(expected_path), counted, compiler, renew)
    expected = read(Path(expected_path))
    off = []
    print(f"{'table':14s}{'vectors':12s}{'instructions a row':>20s}{'expected':>12s}")
    for table, costs in counted.items():
        wanted = expected.get(table, {"": 0.0})
        # A function that is gone was inlined into others, or replaced: the whole table tells.
        for name, was in wanted.items():
            if name not in costs:
                continue
            now = costs[name]
            # What is written is rounded to a tenth.
            wrong = abs(now - was) > TOLERANCE * was + 0.05
            if wrong:
                off.append(table)
            if wrong or not name:
                change = f"{now / was - 1:+9.1%}" if was else "      new"
                where = f"  {name}" if name else f"{table.split()[0]:14s}{table.split()[1]:12s}"
                print(f"{where:26s}{now:20.1f}{was:12.1f}{change}{'  <--' if wrong else ''}")
    if not off:
        return 0
    for table in dict.fromkeys(off):
        print(f"\n{table}, by function now:")
        for name, cost in list(counted[table].items())[1:9]:
            print(f"{cost:10.1f}  {name}")
    print(f"\ninstructions: more than {TOLERANCE:.0%} off. Where that is meant: {renew}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
