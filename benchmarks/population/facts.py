"""Rows of a population as the facts JSON of `bajigong decide`."""

import datetime

import pyarrow as pa

from .person import NEVER

_EPOCH = datetime.date(1970, 1, 1)


def _date(days):
    if days is None:
        return None
    return "never" if days == NEVER else (_EPOCH + datetime.timedelta(days=days)).isoformat()


def _values(array):
    """The values of an array as JSON has them: dates and money as texts, null as None."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return array.dictionary_decode().to_pylist()
    if pa.types.is_date32(kind):
        return [_date(days) for days in array.view(pa.int32()).to_pylist()]
    if pa.types.is_decimal(kind):
        return [None if value is None else f"{value:.2f}" for value in array.to_pylist()]
    if pa.types.is_struct(kind):
        fields = [_values(array.field(n)) for n in range(kind.num_fields)]
        return [dict(zip(kind.names, row)) for row in zip(*fields)]
    if pa.types.is_list(kind):
        first = array.offsets[0].as_py()
        elements, offsets = _values(array.flatten()), [end.as_py() - first for end in array.offsets]
        valid = array.is_valid().to_pylist()
        return [elements[offsets[n]:offsets[n + 1]] if valid[n] else None for n in range(len(array))]
    return array.to_pylist()


def rows_as_facts(table):
    """A list of the nested facts of each row of a Table or RecordBatch; what is null stays null."""
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    rows = [{} for _ in range(table.num_rows)]
    for path, column in zip(table.column_names, table.columns):
        *outer, name = path.split(".")
        values = [value for chunk in column.chunks for value in _values(chunk)]
        for row, value in zip(rows, values):
            for step in outer:
                row = row.setdefault(step, {})
            row[name] = value
    return rows
