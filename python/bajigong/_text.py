"""Python objects as the JSON that the library reads: exact, and refused where they are not.

Money and ratios are `decimal.Decimal` or `fractions.Fraction`, days `datetime.date`, moments
`datetime.datetime` with a zone; a rung is the value of the scale. A float is refused wherever it
stands, and every refusal names the place, never the value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from operator import index
from typing import Any

from . import _core
from ._errors import error_of

__all__ = ["check_type", "day", "json_bytes", "moment", "salt_bytes", "text", "whole"]

MAX_DEPTH = 64
MIN_SALT_BYTES = 16
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def json_bytes(value: object, name: str) -> bytes:
    """`value` as JSON: a text or bytes as they are, anything else written.

    Raises `Error` (F002, F006) with `name` and the JSON pointer of what cannot be written.
    """
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, str):
        # What is no Unicode is refused with its place by who reads it.
        return value.encode("utf-8", "surrogatepass")
    written = _plain(value, name, "", 0)
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass")


def day(value: date | str, what: str) -> date:
    """A day from `datetime.date`, or from text such as `"2024-02-29"`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise ValueError(f"{what}: expected a day that exists, written like 2024-02-29")
    raise TypeError(f"{what}: expected datetime.date, not {_kind(value)}")


def check_type(value: object, of: Any, what: str, expected: str) -> None:
    """TypeError that says what was expected, unless `value` is `of` that type."""
    if not isinstance(value, of):
        raise TypeError(f"{what}: expected {expected}, not {_kind(value)}")


def text(value: str, what: str) -> str:
    """`value` itself. What pybind11 would say of anything else shows all arguments."""
    if not isinstance(value, str):
        raise TypeError(f"{what}: expected str, not {_kind(value)}")
    return value


def whole(value: int, what: str, most: int = 2**64 - 1) -> int:
    """`value` as an int from 0 to `most`; also one of numpy."""
    try:
        number = index(value)
    except TypeError:
        raise TypeError(f"{what}: expected int, not {_kind(value)}") from None
    if not 0 <= number <= most:
        raise ValueError(f"{what}: expected a number from 0 to {most}")
    return number


def salt_bytes(salt: str | bytes, *, needed: bool = False) -> bytes:
    """A secret, which no message shows: at least 16 bytes, or none where none is needed.

    From a shorter one the facts could be guessed through their digest.
    """
    data = salt.encode("utf-8", "surrogatepass") if isinstance(salt, str) else salt
    if not isinstance(data, bytes):
        raise TypeError(f"salt: expected bytes, not {_kind(salt)}")
    if len(data) < MIN_SALT_BYTES and (data or needed):
        raise ValueError(f"salt: expected at least {MIN_SALT_BYTES} bytes")
    return data


def moment(value: datetime | str, what: str) -> str:
    """A moment in the form of the ledger's commands."""
    if isinstance(value, str):
        return value
    if not isinstance(value, datetime):
        raise TypeError(f"{what}: expected datetime.datetime, not {_kind(value)}")
    if value.tzinfo is None:
        raise TypeError(f"{what}: expected datetime.datetime with a zone")
    return value.astimezone(timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def _refuse(name: str, pointer: str, expected: str) -> Exception:
    place = _core.Place(name, 0, 0, pointer)
    return error_of([_core.Problem("F006", place, [_path(pointer) or name, expected])])


def _path(pointer: str) -> str:
    """The fact that a pointer leads to, as the library writes it: without numbers of elements."""
    steps = [step for step in pointer.split("/")[1:] if not step.isdecimal()]
    return ".".join(steps).replace("~1", "/").replace("~0", "~")


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


def _plain(value: object, name: str, pointer: str, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise _refuse(name, pointer, f"at most {MAX_DEPTH} levels of lists and objects")
    if value is None or isinstance(value, (bool, str)) and not isinstance(value, Enum):
        return value
    if isinstance(value, _core.Rung):
        return value.name
    if isinstance(value, int) and not isinstance(value, Enum):
        return int(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise _refuse(name, pointer, "a finite decimal.Decimal")
        return _decimal(value)
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise _refuse(name, pointer, "datetime.date, or datetime.datetime with a zone")
        return moment(value, name)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _members(value, name, pointer, depth)
    if isinstance(value, (list, tuple)):
        return [
            _plain(each, name, f"{pointer}/{i}", depth + 1) for i, each in enumerate(value)
        ]
    if isinstance(value, float):
        raise _refuse(name, pointer, "decimal.Decimal, int or text, not a float")
    raise _refuse(
        name, pointer, f"decimal.Decimal, datetime.date or what JSON has, not {_kind(value)}"
    )


def _members(value: Mapping[Any, Any], name: str, pointer: str, depth: int) -> dict[str, Any]:
    members = {}
    for key, each in value.items():
        if not isinstance(key, str):
            raise _refuse(name, pointer, f"keys that are text, not {_kind(key)}")
        step = key.replace("~", "~0").replace("/", "~1")
        members[key] = _plain(each, name, f"{pointer}/{step}", depth + 1)
    return members


def _kind(value: object) -> str:
    """The type's name; with its module, without which numpy.bool would read as bool."""
    kind = type(value)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return module + kind.__qualname__
