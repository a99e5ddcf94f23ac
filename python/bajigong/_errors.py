"""What is raised when an input is wrong: `Error`, with every problem that was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._core import Place, Problem

__all__ = ["Error", "IdentifierError", "InputError", "LedgerError", "RuleError", "error_of"]


class Error(Exception):
    """An input was wrong. `docs/errors.md` lists the codes.

    `code` and `place` are those of the first problem, `problems` are all. The text names places
    and names, never a value that somebody gave.
    """

    problems: tuple[Problem, ...]

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("an Error has at least one problem")
        super().__init__(self.problems)

    @property
    def code(self) -> str:
        """`"F001"`: the code of the first problem."""
        return self.problems[0].code

    @property
    def place(self) -> Place:
        """Where the first problem is: `file`, `line`, `column` (from 1; 0 if none), `pointer`."""
        return self.problems[0].place

    def text(self, language: str = "en") -> str:
        """A line for each problem, in `"en"` or `"zh"`."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


class InputError(Error):
    """Facts, tables or JSON that cannot be read (J…, F…, P…)."""


class RuleError(Error):
    """Rulebooks, expressions, or what is asked of them (R…, X…, D…)."""


class LedgerError(Error):
    """The ledger or its store (B…). A command that is rejected is no error but an outcome."""


class IdentifierError(Error):
    """An identifier with a mistake in it (V…); `place.column` is the character, from 1."""


_KINDS: dict[str, type[Error]] = {
    "B": LedgerError,
    "D": RuleError,
    "F": InputError,
    "J": InputError,
    "P": InputError,
    "R": RuleError,
    "V": IdentifierError,
    "X": RuleError,
}


def error_of(problems: Sequence[Problem]) -> Error:
    """The exception for the problems of a C++ Failure."""
    return _KINDS.get(problems[0].code[:1], Error)(problems)
