"""Random draws that depend on the seed, a name and the row's number only.

A draw is a hash of the three, not the next of a sequence: so a row is the same whatever the size of the
chunk it is made in, and a new column leaves the others as they are. The hash is the finaliser of
SplitMix64 over 64-bit words, twice; it needs no random state of numpy, whose streams may change.
"""

import hashlib

import numpy as np

# A row has this many places: draws of list elements take one each.
PLACES = 256

_WORDS = 1 << 64
_CELLS = 1 << 16


def _mixed(words):
    """SplitMix64's finaliser, in place."""
    words ^= words >> np.uint64(30)
    words *= np.uint64(0xBF58476D1CE4E5B9)
    words ^= words >> np.uint64(27)
    words *= np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return words


class Choice:
    """A choice among names by weight, exact to 1/65536."""

    def __init__(self, weights):
        self.names = tuple(weights)
        shares = np.cumsum(np.array(list(weights.values()), dtype=np.float64))
        edges = np.rint(shares / shares[-1] * _CELLS).astype(np.int64)
        self._cells = np.repeat(np.arange(len(edges)), np.diff(edges, prepend=0)).astype(np.int16)

    def share(self, name):
        """The share of `name`, as it is drawn."""
        return float(np.count_nonzero(self._cells == self.names.index(name))) / _CELLS

    def pick(self, words):
        """The index of a name for each word."""
        return self._cells[words >> np.uint64(48)]


class Draws:
    """The draws for rows first_row .. first_row + rows - 1, with `missing` of the facts unknown."""

    def __init__(self, seed, first_row, rows, missing):
        self.seed, self.first_row, self.rows, self.missing = seed, first_row, rows, missing
        self._counters = {}

    def words(self, name, width=None):
        """64 random bits for each row; with `width`, for that many places of each row."""
        if width not in self._counters:
            places = np.arange(1 if width is None else width, dtype=np.uint64)
            rows = np.arange(self.first_row, self.first_row + self.rows, dtype=np.uint64)
            counter = rows[:, None] * np.uint64(PLACES) + places[None, :]
            counter *= np.uint64(0x9E3779B97F4A7C15)
            self._counters[width] = _mixed(counter if width is not None else counter[:, 0].copy())
        key = hashlib.blake2b(f"{self.seed}/{name}".encode(), digest_size=8).digest()
        return _mixed(self._counters[width] ^ np.uint64(int.from_bytes(key, "big")))

    def below(self, name, bound, width=None):
        """A whole number from 0 to bound - 1; `bound` is less than 2^31, or an array of such."""
        high = (self.words(name, width) >> np.uint64(32)).astype(np.int64)
        high *= bound
        high >>= 32
        return high

    def chance(self, name, share, width=None):
        """True in `share` of the rows; `share` may be an array."""
        return (self.words(name, width) >> np.uint64(11)) * 2.0**-53 < share

    def choose(self, name, choice, width=None):
        return Named(choice.pick(self.words(name, width)), choice.names)

    def known(self, name, width=None):
        """Where the fact `name` is known; None where every one is."""
        if self.missing <= 0:
            return None
        bound = min(int(self.missing * _WORDS), _WORDS - 1)
        return self.words(f"{name}?", width) >= np.uint64(bound)


class Named:
    """A column of names: an index for each row, and the names. For texts and values of scales."""

    def __init__(self, codes, names):
        self.codes, self.names = codes, tuple(names)

    def __getitem__(self, rows):
        return Named(self.codes[rows], self.names)

    def one_of(self, *names):
        """Where the column is one of `names`."""
        wanted = np.zeros(len(self.names), dtype=bool)
        wanted[[self.names.index(name) for name in names]] = True
        return wanted[self.codes]


class Numbered:
    """A column of texts that are a prefix and a number of twelve digits."""

    def __init__(self, prefix, numbers):
        self.prefix, self.numbers = prefix, numbers

    def __getitem__(self, rows):
        return Numbered(self.prefix, self.numbers[rows])


class Listed:
    """A column of lists: how many elements each row has, and the fields as arrays of rows × width.

    `fields` is a dict of fields for records, or one column for a list of plain values.
    """

    def __init__(self, counts, fields):
        self.counts, self.fields = counts, fields
