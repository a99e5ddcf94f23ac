"""Writes a population to a file: `python -m benchmarks.population --help`."""

import argparse
import json
import sys
import time

import pyarrow as pa
import pyarrow.parquet

from . import PROFILES, population, rows_as_facts
from .generator import CHUNK_ROWS


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.population", description=__doc__)
    parser.add_argument("output", help="FILE, or - for standard output (stream and jsonl)")
    parser.add_argument("--rows", type=int, default=100_000, help="up to 100000000 (default 100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missing", type=float, default=0.03, metavar="SHARE",
                        help="share of each fact that is null (default 0.03)")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="people")
    parser.add_argument("--mean-length", type=float, default=3.0, help="of the lists of profile lists (default 3)")
    parser.add_argument("--chunk-rows", type=int, default=CHUNK_ROWS, help="rows of a batch; changes no row")
    parser.add_argument("--format", choices=("file", "stream", "parquet", "jsonl"), default="file",
                        help="Arrow IPC file (default) or stream, Parquet, or the facts of a case a line")
    return parser, parser.parse_args()


def _write(reader, form, sink):
    if form == "jsonl":
        for batch in reader:
            for facts in rows_as_facts(batch):
                sink.write((json.dumps(facts, ensure_ascii=False) + "\n").encode())
        return
    if form == "parquet":
        writer = pyarrow.parquet.ParquetWriter(sink, reader.schema)
    else:
        writer = (pa.ipc.new_file if form == "file" else pa.ipc.new_stream)(sink, reader.schema)
    with writer:
        for batch in reader:
            writer.write_batch(batch)


def main():
    parser, arguments = _arguments()
    try:
        reader = population(arguments.rows, arguments.seed, arguments.missing, arguments.profile,
                            arguments.chunk_rows, arguments.mean_length)
    except ValueError as error:
        parser.error(str(error))
    started = time.monotonic()
    if arguments.output == "-":
        if arguments.format not in ("stream", "jsonl"):
            parser.error("only stream and jsonl go to standard output")
        _write(reader, arguments.format, sys.stdout.buffer)
    else:
        with open(arguments.output, "wb") as sink:
            _write(reader, arguments.format, sink)
    seconds = time.monotonic() - started
    print(f"{arguments.rows} rows, {len(reader.schema)} columns, {seconds:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
