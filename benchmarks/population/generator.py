"""A population as a stream of record batches, in memory that does not grow with its rows."""

import functools

import pyarrow as pa

from . import columns
from .draws import Draws
from .profiles import PROFILES
from .vocabulary import Vocabulary

CHUNK_ROWS = 16_384
MOST_ROWS = 10**8
# Work within a row's share of memory: elements of a list are laid out in full width before they are cut.
MOST_CHUNK_ROWS = 2**20


@functools.lru_cache
def _vocabulary(folder):
    return Vocabulary(folder)


def schema(profile="people"):
    """The columns of a profile, by the names and types of its vocabulary."""
    make, folder = PROFILES[profile]
    return _schema(_vocabulary(folder), make(Draws(0, 0, 1, 0), 1.0))


def _schema(vocabulary, facts):
    return pa.schema([(path, columns.field_type(vocabulary, path, column)) for path, column in facts.items()])


def _batch(vocabulary, make, draws, mean_length):
    facts = make(draws, mean_length)
    arrays = [columns.arrow_array(vocabulary, path, column, draws) for path, column in facts.items()]
    return pa.RecordBatch.from_arrays(arrays, schema=_schema(vocabulary, facts))


def population(rows, seed=1, missing=0.03, profile="people", chunk_rows=CHUNK_ROWS, mean_length=3.0):
    """A RecordBatchReader of `rows` rows in batches of `chunk_rows`.

    The rows are those of `seed` and `missing` (the share of each fact, and of each field of a list's
    elements, that is null), whatever `chunk_rows` is; fewer rows are the first of more. `mean_length` is
    that of the lists of profile `lists`. ValueError for what is out of range, KeyError for a profile that
    is not there.
    """
    if not 0 <= rows <= MOST_ROWS:
        raise ValueError(f"{rows} rows: from 0 to {MOST_ROWS}")
    if not 0 <= missing <= 1:
        raise ValueError(f"a share of {missing} missing: from 0 to 1")
    if not 1 <= chunk_rows <= MOST_CHUNK_ROWS:
        raise ValueError(f"chunks of {chunk_rows} rows: from 1 to {MOST_CHUNK_ROWS}")
    make, folder = PROFILES[profile]
    vocabulary = _vocabulary(folder)

    def batches():
        for first in range(0, rows, chunk_rows):
            draws = Draws(seed, first, min(chunk_rows, rows - first), missing)
            yield _batch(vocabulary, make, draws, mean_length)

    return pa.RecordBatchReader.from_batches(schema(profile), batches())
