"""The voucher ledger (培训券账本): commands in, verdicts out, every fen accounted for.

`docs/ledger.md` gives each command's fields. A ledger may be used from any thread, and never in a
process forked from the one that opened it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Any, Protocol, Union

from . import _core
from ._core import (
    Checkpoint,
    Inclusion,
    Leg,
    SignedCheckpoint,
    Verdict,
    Verification,
    VoucherStatus,
)
from ._core import LedgerOutcome as Outcome
from ._progress import Progress, callback
from ._text import day, json_bytes, moment, text, whole

__all__ = [
    "Checkpoint",
    "Inclusion",
    "Ledger",
    "Leg",
    "Outcome",
    "SignedCheckpoint",
    "Verdict",
    "Verification",
    "VoucherStatus",
    "create",
    "open",
    "read_checkpoint",
    "upgrade",
    "verify",
]

Command = Union[Mapping[str, Any], str, bytes]
"""A mapping, or JSON as text or bytes."""

PathLike = Union[str, "os.PathLike[str]"]


class Writer(Protocol):
    """Anything with `write`, such as an open text file."""

    def write(self, text: str, /) -> object: ...


class Ledger(_core.Ledger):
    """A ledger in memory or in a file; `create` and `open` make one.

    Usable in a `with` statement, which closes it.
    """

    def apply(self, command: Command) -> Outcome:
        """Judges one command, books it, and returns when the store has it.

        Sums are `decimal.Decimal` or text, `at` is `datetime.datetime` with a zone or text. A
        command that is rejected, in conflict or refused is an outcome, no exception.
        """
        return super().apply(json_bytes(command, "command"))

    def apply_all(self, commands: Iterable[Command]) -> list[Outcome]:
        """The same for each, in order, with as few commits as possible; then all are durable."""
        return super().apply_all([json_bytes(command, "command") for command in commands])

    def find(self, id: str) -> Outcome | None:
        """What was answered under a command's id; None if it was never used."""
        return super().find(text(id, "id"))

    def voucher(self, id: str, on: date | str) -> VoucherStatus | None:
        """A voucher on a day; None if there is none."""
        return super().voucher(text(id, "id"), day(on, "on"))

    def records(self, first: int = 0, count: int | None = None) -> list[bytes]:
        """The bytes of records (docs/ledger-log.md) from number `first` on."""
        return super().records(
            whole(first, "first"), self.size if count is None else whole(count, "count")
        )

    def inclusion_proof(self, number: int, size: int) -> list[bytes]:
        """The digests from record `number` to the root of a log of `size` records."""
        return super().inclusion_proof(whole(number, "number"), whole(size, "size"))

    def consistency_proof(self, first: int, second: int) -> list[bytes]:
        """The digests that show a log of `first` records to begin one of `second`."""
        return super().consistency_proof(whole(first, "first"), whole(second, "second"))

    def set_latest(self, latest: datetime | str | None) -> None:
        """Commands booked later than this are refused, so that a wrong clock closes nothing."""
        written = None if latest is None else moment(latest, "latest")
        self.size  # Raises what a ledger that is closed says, which is a ValueError too.
        try:
            super().set_latest(written)
        except ValueError:
            raise ValueError(
                "latest: expected a moment that exists, written like 2026-03-31T09:30:00+08:00"
            ) from None

    def prove(self, id: str, checkpoint: SignedCheckpoint | None = None) -> Inclusion:
        """The proof that the record of a command is in the log of a checkpoint.

        Without a checkpoint, in the log as it stands now, unsigned. Raises KeyError if no record
        has the id.
        """
        if checkpoint is not None and not isinstance(checkpoint, SignedCheckpoint):
            raise TypeError(
                f"checkpoint: expected SignedCheckpoint, not {type(checkpoint).__name__}"
            )
        outcome = self.find(id)
        if outcome is None:
            raise KeyError("no record has this id")
        return _core.inclusion(self, outcome.record, checkpoint or self.checkpoint().unsigned())

    def export(
        self, file: Writer, *, format: str = "journal", progress: Progress = None
    ) -> None:
        """Writes the books for hledger and ledger ("journal"), or for beancount.

        `file` is open for text, and must not use this ledger.
        """
        _check_text_file(file)
        text(format, "format")
        told, bar = callback(progress, "records")
        try:
            super().export_books(format, file.write, told)
        finally:
            bar.close()

    def backup(self, path: PathLike) -> None:
        """Copies the ledger as it stands to a new file."""
        super().backup(os.fspath(path))

    def __repr__(self) -> str:
        # Touches nothing of C++: a traceback also shows a ledger whose making failed.
        return "<Ledger>"

    def __len__(self) -> int:
        return self.size

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def create(path: PathLike | None = None, *, origin: str, hash: str = "sha256") -> Ledger:
    """A new ledger in a file, or in memory without one.

    origin names it in its checkpoints, `"example.gov.cn/vouchers"`; hash is "sha256" or "sm3".
    Both are fixed for good.
    """
    return Ledger(
        None if path is None else os.fspath(path), text(origin, "origin"), text(hash, "hash")
    )


def open(path: PathLike, *, read_only: bool = False) -> Ledger:
    """The ledger that lives in a file. The file belongs to one program at a time."""
    return Ledger(os.fspath(path), bool(read_only))


def verify(
    path: PathLike, checkpoints: Iterable[Checkpoint] = (), *, progress: Progress = None
) -> Verification:
    """Judges every record of a file again and compares all that stands in it.

    checkpoints were kept elsewhere; their signatures are the caller's to check. The file must be
    closed. Ctrl-C ends it.
    """
    kept = _checkpoints(checkpoints)
    told, bar = callback(progress, "records")
    try:
        return _core.verify_ledger(os.fspath(path), kept, told)
    finally:
        bar.close()


def upgrade(path: PathLike) -> bool:
    """Brings a file of an older format up to date; False if there was nothing to do."""
    return _core.upgrade_ledger(os.fspath(path))


def read_checkpoint(json: str | bytes, *, name: str = "checkpoint") -> SignedCheckpoint:
    """A checkpoint from its JSON."""
    return SignedCheckpoint(json_bytes(json, name), text(name, "name"))


def _checkpoints(given: object) -> list[Checkpoint]:
    if not isinstance(given, Iterable):
        raise TypeError(f"checkpoints: expected a list of Checkpoint, not {type(given).__name__}")
    kept = list(given)
    for each in kept:
        if not isinstance(each, Checkpoint):
            raise TypeError(f"checkpoints: expected Checkpoint, not {type(each).__name__}")
    return kept


def _check_text_file(file: object) -> None:
    mode = getattr(file, "mode", "")
    binary = isinstance(file, (io.RawIOBase, io.BufferedIOBase))
    if binary or (isinstance(mode, str) and "b" in mode):
        raise TypeError("file: expected a file open for text, not for bytes")
    if not callable(getattr(file, "write", None)):
        raise TypeError(f"file: expected an open file, not {type(file).__name__}")


Signer = Callable[[bytes], bytes]
"""Signs bytes with the key that `Checkpoint.signed_by` names."""
