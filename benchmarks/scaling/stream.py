"""One stream in a process of its own, so that its memory can be told: `python -m benchmarks.scaling.stream`.

Takes an Arrow file with rows of a profile, offers them again and again until there are as many as asked
for, and prints what it took as JSON.
"""

import argparse
import itertools
import json

import bajigong
import pyarrow as pa

from . import measure
from .made import DAY


def again(table, rows):
    """A reader of `rows` rows: the table's, from its start again when they end."""
    batches = table.to_batches()

    def give():
        left = rows
        for batch in itertools.cycle(batches):
            if left <= 0:
                return
            yield batch if batch.num_rows <= left else batch.slice(0, left)
            left -= batch.num_rows
    return pa.RecordBatchReader.from_batches(table.schema, give())


def _peak_mb():
    """Of this program alone: getrusage would count the one that started it, too."""
    with open("/proc/self/status") as lines:
        (peak,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling.stream", description=__doc__)
    parser.add_argument("file")
    parser.add_argument("rulebooks")
    parser.add_argument("rule")
    parser.add_argument("rows", type=int)
    parser.add_argument("--passes", type=int, default=1)
    options = parser.parse_args()

    rulebooks = bajigong.load(options.rulebooks)
    table = pa.ipc.open_file(pa.memory_map(options.file)).read_all()
    before = _peak_mb()

    def pass_():
        rows = measure.read_through(rulebooks, again(table, options.rows), options.rule, DAY)
        if rows != options.rows:
            raise SystemExit(f"{rows} rows came out of {options.rows}")
    best = measure.best_of(pass_, options.passes, warm=options.passes > 1)
    print(json.dumps({"wall": best.wall, "cpu": best.cpu, "passes": best.passes, "before_mb": before,
                      "peak_mb": _peak_mb()}))


if __name__ == "__main__":
    main()
