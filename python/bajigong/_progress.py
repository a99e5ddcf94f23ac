"""How far long work is, told to whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Union

from ._text import check_type

__all__ = ["Progress", "callback"]

Progress = Union[bool, Callable[[int, int], object], None]
"""True for a bar of tqdm, a callable of (done, all), or None."""


def callback(progress: Progress, what: str) -> tuple[Callable[[int, int], object] | None, Any]:
    """What to call, and what to close at the end."""
    if progress is None or progress is False:
        return None, _Nothing()
    if progress is not True:
        check_type(progress, Callable, "progress", "bool or a callable of two numbers")
        return progress, _Nothing()
    from tqdm.auto import tqdm  # type: ignore[import-untyped, unused-ignore]

    bar = tqdm(unit=f" {what}")

    def show(done: int, in_all: int) -> None:
        bar.total = in_all
        bar.update(done - bar.n)

    return show, bar


class _Nothing:
    def close(self) -> None:
        pass
