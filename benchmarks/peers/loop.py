"""A loop written by hand in C++, and how fast the machine reads what it reads."""

import ctypes
import os
import pathlib
import subprocess

import numpy as np

from .peer import BUILD, Peer
from .rules import LEVELS
from .work import CHUNK_ROWS, Answers

_SOURCES = pathlib.Path(__file__).resolve().parent / "cpp"
_COMPILER = os.environ.get("CXX", "g++")
PORTABLE, NATIVE = ("-march=x86-64",), ("-march=native",)


def library(source, flags):
    """`source` compiled with `flags`, anew if it changed."""
    path, made = _SOURCES / f"{source}.cpp", BUILD / f"{source}{flags[0]}.so"
    if not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
        subprocess.run([_COMPILER, "-std=c++20", "-O3", "-shared", "-fPIC", "-pthread", *flags, str(path),
                        "-o", str(made)], check=True)
    return ctypes.CDLL(str(made))


def compiler():
    return subprocess.run([_COMPILER, "-dumpfullversion"], check=True, capture_output=True, text=True).stdout.strip()


class _Columns(ctypes.Structure):
    _fields_ = [("values", ctypes.c_void_p * 22), ("validity", ctypes.c_void_p * 22)]


class _Results(ctypes.Structure):
    _fields_ = [("outcome", ctypes.c_void_p), ("clause", ctypes.c_void_p), ("amount", ctypes.c_void_p),
                ("has_amount", ctypes.c_void_p)]


class Results:
    """What a loop writes of a chunk: the bytes that Arrow would hold, used again for the next chunk."""

    def __init__(self):
        self._made = (np.empty(CHUNK_ROWS, np.int8), np.empty(CHUNK_ROWS, np.int8),
                      np.empty((CHUNK_ROWS, 2), np.int64), np.empty(CHUNK_ROWS // 8, np.uint8))
        self._out = _Results(*(part.ctypes.data for part in self._made))
        self.pointer = ctypes.byref(self._out)

    def joined(self, chunks):
        """The answers of all chunks; `chunks` decides one after another and gives its rows."""
        parts = []
        for rows in chunks:
            outcome, clause, amount, has = self._made
            paid = np.unpackbits(has, count=rows, bitorder="little").astype(bool)
            parts.append((outcome[:rows].copy(), clause[:rows].copy(), np.where(paid, amount[:rows, 0], -1)))
        return Answers(*(np.concatenate(part) for part in zip(*parts)))


class ByHand(Peer):
    """A loop over the buffers of each chunk, called with where they lie, how many rows, and where to write."""

    def __init__(self, name, flags):
        self.flags = flags
        self.name, self.version = f"{name}, {flags[0]}", f"GCC {compiler()} -O3"

    def columns(self, batch):
        """Where the buffers of a chunk lie, as the loop knows them."""
        raise NotImplementedError

    def loop(self, work):
        """The compiled function."""
        raise NotImplementedError

    def prepare(self, work):
        self._table = work.table    # keeps the buffers
        self._in = [(self.columns(batch), batch.num_rows) for batch in work.table.to_batches()]
        self._results = Results()
        self._run = self.loop(work)

    def _each(self):
        for columns, rows in self._in:
            self._run(ctypes.byref(columns), ctypes.c_size_t(rows), self._results.pointer)
            yield rows

    def pass_(self):
        for _ in self._each():
            pass

    def answers(self):
        return self._results.joined(self._each())


class Loop(ByHand):
    cannot = "any rule but this one"

    def __init__(self, way, flags):
        super().__init__(f"loop by hand, by {way}", flags)
        self.way = way

    def columns(self, batch):
        given = _Columns()
        for n, column in enumerate(batch.columns):
            if column.offset or (hasattr(column, "dictionary") and column.dictionary.to_pylist() != list(LEVELS)):
                raise ValueError("the loops know no slices, and levels by their rank alone")
            validity, values = column.buffers()[:2]
            given.values[n] = values.address
            given.validity[n] = validity.address if validity else None
        return given

    def loop(self, work):
        return getattr(library("loops", self.flags), f"{work.rule}_by_{self.way}")


class Reading(Peer):
    """Adds up the words of every buffer that the rule reads."""
    tells = "nothing"
    cannot = "all but reading"

    def __init__(self, threads):
        self.threads = threads
        self.name = f"streaming read, {threads} thread{'s' if threads > 1 else ''}"
        self.version = f"GCC {compiler()} -O3 -march=native"

    def prepare(self, work):
        self._table = work.table    # keeps the buffers
        buffers = [buffer for column in work.table.columns for chunk in column.chunks
                   for buffer in chunk.buffers() if buffer]
        self._read = library("streams", NATIVE).read_all
        self._read.restype = ctypes.c_uint64
        self._addresses = (ctypes.c_void_p * len(buffers))(*(buffer.address for buffer in buffers))
        self._sizes = (ctypes.c_size_t * len(buffers))(*(buffer.size for buffer in buffers))
        self.bytes = sum(buffer.size for buffer in buffers)

    def pass_(self):
        self._read(self._addresses, self._sizes, ctypes.c_size_t(len(self._sizes)), ctypes.c_size_t(self.threads))

    def answers(self):
        return None
