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
from typing import Any

from . import _core
from ._errors import error_of

__all__ = ["day", "json_bytes", "moment", "salt_bytes", "text"]

MAX_DEPTH = 64
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
        raise ValueError(f"{what}: no day such as '2024-02-29'")
    raise TypeError(f"{what}: expected datetime.date, not {type(value).__name__}")


def text(value: str, what: str) -> str:
    """`value` itself. What pybind11 would say of anything else shows all arguments."""
    if not isinstance(value, str):
        raise TypeError(f"{what}: expected str, not {type(value).__name__}")
    return value


def salt_bytes(salt: str | bytes) -> bytes:
    """A secret, which no message shows."""
    if isinstance(salt, str):
        return salt.encode()
    if not isinstance(salt, bytes):
        raise TypeError(f"salt: expected bytes, not {type(salt).__name__}")
    return salt


def moment(value: datetime | str) -> str:
    """A moment in the form of the ledger's commands."""
    if isinstance(value, str):
        return value
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError("expected datetime.datetime with a zone")
    return value.astimezone(timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def _refuse(name: str, pointer: str, expected: str) -> Exception:
    place = _core.Place(name, 0, 0, pointer)
    return error_of([_core.Problem("F006", place, [pointer or "/", expected])])


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
        return moment(value)
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
    return type(value).__name__
