"""A few words for drawing, and a strategy of Hypothesis that is made of draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

PARTS = 1 << 40  # labels of parts, far from those of Hypothesis's own


class Draws:
    """What is drawn first of anything is the plainest, so that what fails shrinks to it."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self._parts = 0
        self._names = 0

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is drawn here can be left out as a whole, when what failed is shrunk."""
        # Each of its own kind: parts of one kind would be written over each other.
        self._parts += 1
        self._data.start_span(PARTS + self._parts)
        try:
            yield
        finally:
            self._data.stop_span()

    def many(self, least: int, most: int, percent: int = 55) -> Iterator[int]:
        """Numbers of parts: as many as are drawn."""
        for number in range(most):
            with self.part():
                if number >= least and not self.chance(percent):
                    return
                yield number

    def upto(self, most: int) -> int:
        return int(self._data.draw_integer(0, most)) if most > 0 else 0

    def pick(self, of: Sequence[T]) -> T:
        return of[self.upto(len(of) - 1)]

    def chance(self, percent: int) -> bool:
        return self.upto(99) >= 100 - percent

    def new(self, stem: str) -> str:
        """A name that nothing drawn here has."""
        self._names += 1
        return f"{stem}{self._names}"


class Drawn(st.SearchStrategy[T]):
    """What a function makes of draws.

    The numbers are drawn one after the other, and not each by a strategy: that takes half the time,
    and of five examples four would else be the one before with a part written over another.
    """

    def __init__(self, make: Callable[[Draws], T]) -> None:
        super().__init__()
        self._make = make

    def do_draw(self, data: Any) -> T:
        return self._make(Draws(data))
