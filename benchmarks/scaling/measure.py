"""Passes over a table and what they took; the best of a few, by the clock and by processor time."""

import gc
import time
from dataclasses import dataclass

import pyarrow as pa


@dataclass
class Best:
    wall: float
    cpu: float
    passes: int


def read_through(rulebooks, table, rules, on, **options):
    """Decides the table chunk by chunk and lets each go; how many rows came out."""
    results = rulebooks.evaluate_lazily(table, rules, on=on, **options)
    return sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(results))


def best_of(pass_, passes=3, seconds=1.0, most=200, warm=True):
    """At least `passes` passes and `seconds` of them, `most` at most; with `warm`, one before them is not counted."""
    if warm:
        pass_()
    walls, cpus = [], []
    gc.collect()
    gc.disable()
    while len(walls) < most and (len(walls) < passes or sum(walls) < seconds):
        wall, cpu = time.perf_counter(), time.process_time()
        pass_()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    gc.enable()
    return Best(min(walls), min(cpus), len(walls))
