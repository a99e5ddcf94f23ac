"""The rule `over_lists` on the profile `lists`, and a loop written by hand for it."""

import ctypes
import functools

import pyarrow as pa

from benchmarks.population import population

from . import ours
from .loop import ByHand, library
from .rules import LEVELS, ROOT
from .work import CHUNK_ROWS

FOLDER = ROOT / "benchmarks/population/lists"
CLAUSES = ["long_enough", "running", "some_senior", "few"]


class ListWork:
    """Spells and records, `mean_length` of each on average; nothing is missing."""
    missing = 0.0
    options = {}

    def __init__(self, rows, mean_length=3.0, seed=7):
        self.name, self.rows = "lists", rows
        reader = population(rows, seed=seed, missing=0, profile="lists", chunk_rows=CHUNK_ROWS,
                            mean_length=mean_length)
        self.table = reader.read_all()

    @functools.cached_property
    def expected(self):
        """What the loop says: it shares no code with what it is compared with."""
        loop = ListLoop(("-march=x86-64",))
        loop.prepare(self)
        return loop.answers()

    def texts(self, _=None):
        return None     # its rulebook is in FOLDER

    def bytes_per_row(self):
        return self.table.nbytes / self.rows


class _Columns(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in (
        "on", "least", "spell_offsets", "from", "until", "record_offsets", "level", "record_on", "amount",
        "counts")]


class ListLoop(ByHand):
    cannot = "unknowns, any rule but this one"

    def __init__(self, flags):
        super().__init__("loop by hand over lists", flags)

    def columns(self, batch):
        def data(array):
            if array.null_count or array.offset:
                raise ValueError("the loop knows no nulls and no slices")
            if pa.types.is_dictionary(array.type) and array.dictionary.to_pylist() != list(LEVELS):
                raise ValueError("the loop knows levels by their rank alone")
            return array.buffers()[1].address

        def fields(name):
            values = batch[name].values
            return [values.field(n) for n in range(values.type.num_fields)]

        spells, records = batch["spells"], batch["records"]
        return _Columns(data(batch["on"]), data(batch["least"]), data(spells), *map(data, fields("spells")),
                        data(records), *map(data, fields("records")))

    def loop(self, work):
        return library("lists", self.flags).over_lists


class ListBatch(ours.Batch):
    rulebooks_from = FOLDER
    rule = "over_lists"

    def clause(self, name):
        return CLAUSES.index(name) if name in CLAUSES else -2
