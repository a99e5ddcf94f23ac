"""python -m benchmarks.scaling: how the rate hangs on rows, conditions, unknowns, lists and rules.

Figures go to docs/plots/*.csv, plots of them to docs/plots/*.svg.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass

from . import plots


@dataclass(frozen=True)
class Size:
    rows: int           # of a table that is made and asked again
    streamed: int       # the most rows of a stream


def _best(tables):
    """Rounds of a series as one table: of every figure the largest, which is the best rate and the peak of memory."""
    head, *_ = tables[0]
    return [head] + [[max(cells) for cells in zip(*lines)] for lines in zip(*(table[1:] for table in tables))]


def _printed(lines):
    table = []
    for line in lines:
        print("  " + " ".join(f"{cell:>15,}" if isinstance(cell, (int, float)) else f"{cell:>15}" for cell in line),
              flush=True)
        table.append(line)
    return table


def _measure(names, size, rounds):
    from . import series        # needs Bajigong, which drawing does not
    build = plots.ROOT / "build/scaling"
    build.mkdir(parents=True, exist_ok=True)
    for name in names:
        started, load = time.monotonic(), os.getloadavg()[0]
        print(f"{name}: {series.ALL[name].__doc__}")
        tables = [_printed(series.ALL[name](size, build)) for _ in range(rounds)]
        print(f"  {time.monotonic() - started:.0f} s, load {load:.1f} to {os.getloadavg()[0]:.1f}\n", flush=True)
        plots.write(name, _best(tables))


def main():
    names = ("rows", "conditions", "unknowns", "lists", "rules")
    parser = argparse.ArgumentParser(prog="./run bench scaling", description=__doc__)
    parser.add_argument("--only", choices=names, action="append", help="a series; may be repeated")
    parser.add_argument("--rows", type=int, default=1 << 19,
                        help="of tables (default 524288; lists a quarter, people a 16th)")
    parser.add_argument("--streamed", type=int, default=10**8, help="the longest stream (default 100000000)")
    parser.add_argument("--rounds", type=int, default=2,
                        help="how often a series is measured; the best counts (default 2)")
    parser.add_argument("--draw", action="store_true", help="measure nothing, draw the figures that are there")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail if a plot is not what its figures give")
    options = parser.parse_args()
    asked = options.only or names
    if options.check:
        wrong = [problem for name in asked if (problem := plots.unlike(name))]
        sys.exit("\n".join(wrong) or None)
    if not options.draw:
        _measure(asked, Size(options.rows, options.streamed), options.rounds)
    for name in asked:
        plots.draw(name)


if __name__ == "__main__":
    main()
