"""The methods of the compiled part that take a language: what they say of one they do not know.

What pybind11 would say shows the object and the argument.
"""

from __future__ import annotations

from collections.abc import Callable

from . import _core

__all__ = ["check_languages"]

_METHODS = (
    (_core.Decision, "text"),
    (_core.Matching, "text"),
    (_core.Problem, "message"),
    (_core.Problem, "text"),
    (_core.LedgerOutcome, "json"),
)


def check_languages() -> None:
    """Lets these methods refuse any language but "en" and "zh" with ValueError."""
    for owner, name in _METHODS:
        setattr(owner, name, _checked(getattr(owner, name)))


def _checked(method: Callable[[object, str], str]) -> Callable[..., str]:
    def checked(self: object, language: str = "en") -> str:
        if language not in ("en", "zh"):
            raise ValueError('language: expected "en" or "zh"')
        return method(self, language)

    checked.__name__ = method.__name__
    checked.__doc__ = method.__doc__
    return checked
