"""The same arrays in buffers that end where memory that may not be touched begins.

What reads past the end of a buffer is killed at once, and not only where a page happens to end.
"""

from __future__ import annotations

import ctypes
import mmap
import weakref

import pyarrow as pa

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.mmap.restype = ctypes.c_void_p
_LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_LIBC.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_LIBC.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_NONE = 0
_ANONYMOUS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
PAGE = mmap.PAGESIZE


class _Pages:
    """Pages of which the last one may not be touched."""

    def __init__(self, size: int) -> None:
        self.bytes = (-(-size // PAGE) + 1) * PAGE
        self.at = _LIBC.mmap(None, self.bytes, mmap.PROT_READ | mmap.PROT_WRITE, _ANONYMOUS, -1, 0)
        if self.at in (None, ctypes.c_void_p(-1).value):
            raise MemoryError
        self.end = self.at + self.bytes - PAGE
        if _LIBC.mprotect(self.end, PAGE, _NONE) != 0:
            raise OSError(ctypes.get_errno(), "mprotect")
        weakref.finalize(self, _LIBC.munmap, self.at, self.bytes)


def guarded_buffer(buffer: pa.Buffer | None, size: int) -> pa.Buffer | None:
    """The first `size` bytes, at the end of their pages."""
    if buffer is None:
        return None
    size = min(size, buffer.size)
    pages = _Pages(size)
    ctypes.memmove(pages.end - size, buffer.address, size)
    return pa.foreign_buffer(pages.end - size, size, pages)


def guarded(array: pa.Array) -> pa.Array:
    """The array, each buffer as long as it has to be and no longer."""
    kind = array.type
    if isinstance(array, pa.NullArray):
        return array
    if isinstance(array, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(guarded(array.indices), guarded(array.dictionary))
    if isinstance(array, pa.StructArray):
        fields = [guarded(array.field(i)) for i in range(kind.num_fields)]
        mask = array.is_null() if array.null_count else None
        names = [kind.field(i).name for i in range(kind.num_fields)]
        return pa.StructArray.from_arrays(fields, names, mask=mask)
    count = array.offset + len(array)
    buffers = array.buffers()
    taken = [guarded_buffer(buffers[0], -(-count // 8))]
    children = None
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        taken.append(guarded_buffer(buffers[1], (count + 1) * (4 if pa.types.is_list(kind) else 8)))
        children = [guarded(array.values)]
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        width = 4 if pa.types.is_string(kind) else 8
        taken.append(guarded_buffer(buffers[1], (count + 1) * width))
        if count and buffers[1] is not None and buffers[1].size:
            offsets = memoryview(buffers[1]).cast("B")[count * width : (count + 1) * width]
            taken.append(guarded_buffer(buffers[2], int.from_bytes(offsets, "little")))
        else:
            taken.append(buffers[2])
    elif pa.types.is_string_view(kind):
        taken.append(guarded_buffer(buffers[1], count * 16))
        taken += [guarded_buffer(each, each.size) for each in buffers[2:]]
    elif pa.types.is_boolean(kind):
        taken.append(guarded_buffer(buffers[1], -(-count // 8)))
    else:
        taken.append(guarded_buffer(buffers[1], count * kind.bit_width // 8))
    return pa.Array.from_buffers(
        kind, len(array), taken, array.null_count, array.offset, children=children
    )


def guarded_table(table: pa.Table) -> pa.Table:
    columns = [
        pa.chunked_array([guarded(each) for each in column.chunks], column.type)
        for column in table.columns
    ]
    return pa.Table.from_arrays(columns, table.schema.names)
