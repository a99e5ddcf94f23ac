"""Columns of numpy as Arrow arrays, without a loop over rows."""

import numpy as np
import pyarrow as pa

from .draws import Listed, Named, Numbered

_DIGITS = 12


def _bits(truths):
    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def _validity(known):
    return None if known is None else _bits(known)


def _plain(arrow_type, values, known, dtype):
    data = np.ascontiguousarray(values, dtype=dtype)
    return pa.Array.from_buffers(arrow_type, len(data), [_validity(known), pa.py_buffer(data)])


def _money(arrow_type, fen, known):
    """Fen as the two 64-bit halves of a decimal of scale 2."""
    halves = np.empty((len(fen), 2), dtype=np.int64)
    halves[:, 0] = fen
    halves[:, 1] = halves[:, 0] >> 63
    return pa.Array.from_buffers(arrow_type, len(fen), [_validity(known), pa.py_buffer(halves)])


def _of_scale(arrow_type, column, known, scale):
    """Codes into the scale's values; ValueError for a name that is none of them."""
    places = np.array([scale.index(name) for name in column.names], dtype=np.int8)
    codes = _plain(pa.int8(), places[column.codes], known, np.int8)
    return pa.DictionaryArray.from_arrays(codes, pa.array(scale, pa.utf8()), ordered=arrow_type.ordered)


def _text(column, known):
    if isinstance(column, Named):
        codes = _plain(pa.int32(), column.codes, known, np.int32)
        return pa.DictionaryArray.from_arrays(codes, pa.array(column.names, pa.utf8())).dictionary_decode()
    rows, lead = len(column.numbers), column.prefix.encode()
    letters = np.empty((rows, len(lead) + _DIGITS), dtype=np.uint8)
    letters[:, : len(lead)] = np.frombuffer(lead, dtype=np.uint8)
    rest = column.numbers.copy()
    for place in reversed(range(len(lead), len(lead) + _DIGITS)):
        rest, digit = np.divmod(rest, 10)
        letters[:, place] = digit + ord("0")
    offsets = np.arange(rows + 1, dtype=np.int32) * letters.shape[1]
    return pa.Array.from_buffers(
        pa.utf8(), rows, [_validity(known), pa.py_buffer(offsets), pa.py_buffer(letters)])


def _value(arrow_type, column, known, scale):
    if isinstance(column, (Named, Numbered)):
        return _of_scale(arrow_type, column, known, scale) if scale else _text(column, known)
    if pa.types.is_boolean(arrow_type):
        return pa.Array.from_buffers(arrow_type, len(column), [_validity(known), _bits(column)])
    if pa.types.is_decimal(arrow_type):
        return _money(arrow_type, column, known)
    return _plain(arrow_type, column, known, np.int32 if pa.types.is_date(arrow_type) else np.int64)


def _list(vocabulary, path, arrow_type, column, known, draws):
    """A row whose list is unknown has no elements; the fields of an element may be unknown, too."""
    counts = column.counts if known is None else np.where(known, column.counts, 0)
    records = isinstance(column.fields, dict)
    some = next(iter(column.fields.values())) if records else column.fields
    width = (some.codes if isinstance(some, Named) else getattr(some, "numbers", some)).shape[1]
    keep = np.arange(width)[None, :] < counts[:, None]
    if records:
        children = []
        for field, values in column.fields.items():
            seen = draws.known(f"{path}.{field}", width)
            children.append(_value(arrow_type.value_type.field(field).type, values[keep],
                                   None if seen is None else seen[keep], vocabulary.scale_of(path, field)))
        elements = pa.StructArray.from_arrays(children, fields=list(arrow_type.value_type))
    else:
        elements = _value(arrow_type.value_type, column.fields[keep], None, vocabulary.scale_of(path))
    offsets = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=offsets[1:])
    return pa.Array.from_buffers(
        arrow_type, len(counts), [_validity(known), pa.py_buffer(offsets)], children=[elements])


def field_type(vocabulary, path, column):
    fields = list(column.fields) if isinstance(column, Listed) and isinstance(column.fields, dict) else None
    return vocabulary.arrow_type(path, fields)


def arrow_array(vocabulary, path, column, draws):
    """The column of fact `path`, with the share of `draws.missing` of it null."""
    arrow_type, known = field_type(vocabulary, path, column), draws.known(path)
    if isinstance(column, Listed):
        return _list(vocabulary, path, arrow_type, column, known, draws)
    return _value(arrow_type, column, known, vocabulary.scale_of(path))
