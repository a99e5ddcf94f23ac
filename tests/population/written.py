"""What the generator's command writes, read back: IPC file, stream, Parquet and lines of facts."""

import json
import pathlib
import subprocess
import sys
import tempfile

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.population import population, rows_as_facts

ROOT = pathlib.Path(__file__).resolve().parents[2]


def _write(target, form, *more):
    command = [sys.executable, "-m", "benchmarks.population", str(target), "--rows", "700", "--seed", "5",
               "--chunk-rows", "300", "--format", form, *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return done, target.read_bytes() if done.returncode == 0 and str(target) != "-" else done.stdout


def failures():
    found = []
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "population"
        for profile in ("people", "wide20", "lists"):
            want = population(700, seed=5, profile=profile).read_all()
            read = {
                "file": lambda data: pa.ipc.open_file(data).read_all(),
                "stream": lambda data: pa.ipc.open_stream(data).read_all(),
                "parquet": lambda data: pq.read_table(pa.BufferReader(data)),
            }
            for form, reader in read.items():
                done, data = _write(target, form, "--profile", profile)
                if done.returncode != 0:
                    found.append(f"{form} of {profile}: {done.stderr.decode()[-300:]}")
                    continue
                back = reader(data)
                # Parquet need not keep the dictionaries of a list's fields; the values count.
                same = back.schema == want.schema if form != "parquet" else back.column_names == want.column_names
                if not same or rows_as_facts(back) != rows_as_facts(want):
                    found.append(f"{form} of {profile}: not what was written")
                if _write(target, form, "--profile", profile)[1] != data:
                    found.append(f"{form} of {profile}: other bytes the second time")
        done, data = _write(pathlib.Path("-"), "jsonl")
        lines = [json.loads(line) for line in data.decode().splitlines()]
        if lines != rows_as_facts(population(700, seed=5).read_all()):
            found.append("jsonl: not the facts of the rows")
        if _write(pathlib.Path("-"), "parquet")[0].returncode != 2:
            found.append("Parquet to standard output is not refused")
    return found
