"""The voucher ledger through Python; what the ledger itself does is tested in C++."""

from __future__ import annotations

import gzip
import io
import json
import signal
import subprocess
import sys
import threading
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

import bajigong
from bajigong import ledger
from bajigong.ledger import Verdict

CHINA = timezone(timedelta(hours=8))


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=CHINA)


def command(do: str, id: str, day: int, **members: Any) -> dict[str, Any]:
    return {"do": do, "id": id, "at": at(day), "by": "clerk-7", **members}


LINE = {"fund": "就业补助资金", "year": 2026, "line": "培训补贴"}

# 5,000 yuan, one voucher of 1,200 of which 999.99 are claimed: 5,000 − 1,200 + 200.01 are left.
SESSION = [
    command("appropriate", "a1", 1, **LINE, amount=Decimal("5000"), document="预算批复"),
    command(
        "scheme",
        "s1",
        1,
        scheme="券",
        document="办法",
        encumber="issue",
        cap=Decimal("1200.00"),
        valid="P3M",
        hold_days=60,
        late_days=3,
        single_use=True,
        shares=[{**LINE, "share": 1}],
    ),
    command(
        "institution",
        "i1",
        1,
        institution="A",
        schemes=["券"],
        document="名单",
        **{"from": date(2026, 1, 1), "until": date(2026, 12, 31)},
    ),
    command("issue", "v1", 2, voucher="V1", scheme="券", person="1" * 64, amount="1200"),
    command("hold", "h1", 3, hold="H1", voucher="V1", institution="A", amount="all"),
    command(
        "capture", "c1", 9, claim="C1", hold="H1", amount="999.99", final=True, evidence=["2" * 64]
    ),
]


@pytest.fixture
def books() -> ledger.Ledger:
    made = ledger.create(origin="test.example/vouchers")
    assert all(outcome.accepted for outcome in made.apply_all(SESSION))
    return made


def balances(books: ledger.Ledger) -> dict[str, Decimal]:
    return {leg.kind: leg.amount for leg in books.balances() if leg.amount}


def test_a_session_is_kept_to_the_fen(books: ledger.Ledger) -> None:
    assert balances(books) == {
        "APP": Decimal("-5000.00"),
        "AVL": Decimal("4000.01"),
        "PAY": Decimal("999.99"),
    }
    assert len(books) == books.size == len(SESSION)
    assert (books.origin, books.hash) == ("test.example/vouchers", "sha256")
    voucher = books.voucher("V1", date(2026, 3, 9))
    assert voucher is not None
    assert voucher.state == "used"
    assert (voucher.issued, voucher.captured) == (Decimal("1200.00"), Decimal("999.99"))
    assert (voucher.given_back, voucher.payable) == (Decimal("200.01"), Decimal("999.99"))
    # Three months from 2 March, the corresponding day being the last.
    assert (voucher.first_day, voucher.last_day) == (date(2026, 3, 2), date(2026, 6, 2))
    assert books.voucher("V9", "2026-03-09") is None
    assert {leg.party for leg in books.accounts() if leg.kind == "PAY"} == {"A"}
    assert books.exposures() == []


def test_an_outcome_tells_all(books: ledger.Ledger) -> None:
    outcome = books.apply(command("hold", "h2", 10, hold="H2", voucher="V1", institution="A", amount="1.00"))
    assert outcome.verdict is Verdict.rejected and not outcome.accepted
    assert outcome.problems[0].code.startswith("B1")
    assert outcome.legs == []
    first = books.find("c1")
    assert first is not None and first.replayed and first.accepted
    assert first.booked == at(9) and first.booked.tzinfo is timezone.utc
    moved: dict[str, Decimal] = {}
    for leg in first.legs:
        moved[leg.kind] = moved.get(leg.kind, Decimal(0)) + leg.amount
    assert {kind: sum for kind, sum in moved.items() if sum} == {
        "HLD": Decimal("-1200.00"),
        "PAY": Decimal("999.99"),
        "AVL": Decimal("200.01"),
    }
    assert json.loads(first.json())["id"] == "c1"
    issued = books.find("v1")
    assert issued is not None and issued.facts == {"until": "2026-06-02"}
    assert books.find("never") is None


def test_a_command_sent_again_gets_its_first_verdict(books: ledger.Ledger) -> None:
    again = books.apply(SESSION[3])
    assert again.accepted and again.replayed
    other = books.apply({**SESSION[3], "amount": "1100"})
    assert other.verdict is Verdict.conflict and other.problems[0].code == "B100"
    assert books.size == len(SESSION)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('{"do": "issue"', "J"),
        ({"do": "isue", "id": "x", "at": at(9), "by": "c"}, "B001"),
        (command("issue", "x", 9), "R"),
        (command("sweep", "x", 1, limit=1), "B013"),
    ],
)
def test_what_is_no_command_is_refused(books: ledger.Ledger, wrong: Any, code: str) -> None:
    outcome = books.apply(wrong)
    assert outcome.verdict is Verdict.refused
    assert outcome.problems[0].code.startswith(code)
    assert books.size == len(SESSION)


@pytest.mark.parametrize("amount", [1200.0, float("inf"), object()])
def test_no_float_gets_into_the_books(books: ledger.Ledger, amount: Any) -> None:
    with pytest.raises(bajigong.InputError) as refused:
        books.apply({**SESSION[0], "amount": amount})
    assert refused.value.place.pointer == "/amount"


def test_a_later_clock_is_refused(books: ledger.Ledger) -> None:
    books.set_latest(at(20))
    late = command("sweep", "late", 21, limit=1)
    assert books.apply(late).problems[0].code == "B011"
    books.set_latest("2026-03-22T00:00:00+08:00")
    assert books.apply(late).accepted
    with pytest.raises(ValueError, match="^latest: expected a moment that exists") as refused:
        books.set_latest("2026-02-30T00:00:00+08:00")
    assert "2026-02-30" not in str(refused.value)
    with pytest.raises(TypeError):
        books.set_latest(datetime(2026, 3, 1))


def test_a_ledger_lives_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "county.ledger"
    with ledger.create(path, origin="test.example/file", hash="sm3") as books:
        books.apply_all(SESSION[:4])
        digest = books.state_digest()
        with pytest.raises(bajigong.LedgerError) as taken:
            ledger.open(path)
        assert taken.value.code == "B026"
    with pytest.raises(ValueError, match="closed"):
        books.apply(SESSION[4])
    with pytest.raises(ValueError, match="closed"):
        books.set_latest(at(20))
    with ledger.open(path) as books:
        assert books.hash == "sm3" and books.state_digest() == digest
        books.apply_all(SESSION[4:])
        books.backup(tmp_path / "copy.ledger")
        state = books.state_digest()
    with ledger.open(tmp_path / "copy.ledger", read_only=True) as copy:
        assert copy.state_digest() == state
    with pytest.raises(bajigong.LedgerError) as there:
        ledger.create(path, origin="test.example/file")
    assert there.value.code == "B023"
    assert not ledger.upgrade(path)
    with pytest.raises(ValueError, match="hash"):
        ledger.create(origin="test.example/file", hash="md5")


def test_verification_finds_a_changed_file(tmp_path: Path) -> None:
    path = tmp_path / "county.ledger"
    with ledger.create(path, origin="test.example/file") as books:
        books.apply_all(SESSION)
        kept = books.checkpoint()
    told: list[tuple[int, int]] = []
    found = ledger.verify(path, [kept], progress=lambda done, of: told.append((done, of)))
    assert found.good and found.problem is None and found.record is None
    assert (found.size, found.anchored) == (len(SESSION), len(SESSION))
    assert told[-1] == (len(SESSION), len(SESSION))
    data = path.read_bytes()
    assert data.count("预算批复".encode()) == 1
    path.write_bytes(data.replace("预算批复".encode(), "预算批覆".encode()))
    broken = ledger.verify(path)
    assert not broken.good and broken.record == 0
    assert broken.problem is not None and broken.problem.code.startswith("B03")


def test_checkpoints_and_proofs(books: ledger.Ledger) -> None:
    """The root of RFC 9162, worked out here from the records."""

    def root(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return sha256(b"\0" + leaves[0]).digest()
        half = 1
        while half * 2 < len(leaves):
            half *= 2
        return sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()

    records = books.records()
    checkpoint = books.checkpoint()
    assert checkpoint.size == len(records) == len(SESSION)
    assert checkpoint.root == root(records)
    assert checkpoint.time == at(9)
    assert books.records(2, 1) == records[2:3] and books.records(1, 0) == []
    signed = checkpoint.signed_by("county", lambda text: b"signed:" + text[:4])
    assert signed.signature == b"signed:" + checkpoint.signed_text().encode()[:4]
    read = ledger.read_checkpoint(signed.json())
    assert (read.key, read.signature) == ("county", signed.signature)
    assert read.checkpoint.root == checkpoint.root
    proof = books.prove("h1", signed)
    assert proof.holds and proof.record == records[4] and proof.number == 4
    assert proof.path == books.inclusion_proof(4, len(records))
    with pytest.raises(KeyError):
        books.prove("nobody")
    with pytest.raises(bajigong.Error) as refused:
        ledger.read_checkpoint("{}")
    assert "B029" in {problem.code for problem in refused.value.problems}

    def refuse(text: bytes) -> bytes:
        raise PermissionError("no key today")

    with pytest.raises(PermissionError, match="no key today"):
        checkpoint.signed_by("county", refuse)


def test_books_are_exported(books: ledger.Ledger, tmp_path: Path) -> None:
    for form, mark in (("journal", "CNY"), ("beancount", 'option "')):
        file = io.StringIO()
        books.export(file, format=form)
        assert mark in file.getvalue() and "999.99 CNY" in file.getvalue()
    with pytest.raises(ValueError, match="format"):
        books.export(io.StringIO(), format="csv")


def test_what_is_no_text_file_is_refused(books: ledger.Ledger, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="^file: expected an open file, not str$"):
        books.export("books.journal")  # type: ignore[arg-type]
    path = tmp_path / "books.journal"
    with path.open("wb") as raw, gzip.open(path, "wb") as packed, NamedTemporaryFile() as passing:
        for binary in (io.BytesIO(), raw, packed, passing):
            with pytest.raises(TypeError, match="^file: expected a file open for text"):
                books.export(binary)  # type: ignore[arg-type]
    with path.open("w", encoding="utf-8") as file, NamedTemporaryFile("w+") as passing:
        books.export(file)
        books.export(passing)
        passing.seek(0)
        assert "999.99 CNY" in passing.read()
    assert "999.99 CNY" in path.read_text("utf-8")


def test_a_wrong_call_shows_no_value(books: ledger.Ledger, tmp_path: Path) -> None:
    checkpoint = books.checkpoint()
    wrong: list[Any] = [
        lambda: books.find(1949),  # type: ignore[arg-type]
        lambda: books.prove(1949),  # type: ignore[arg-type]
        lambda: books.prove("h1", checkpoint),  # type: ignore[arg-type]
        lambda: books.voucher(1949, "2026-03-09"),  # type: ignore[arg-type]
        lambda: books.inclusion_proof("1949", 6),  # type: ignore[arg-type]
        lambda: books.consistency_proof(1, "1949"),  # type: ignore[arg-type]
        lambda: books.records("1949"),  # type: ignore[arg-type]
        lambda: books.export(io.StringIO(), format=1949),  # type: ignore[arg-type]
        lambda: ledger.create(origin=1949),  # type: ignore[arg-type]
        lambda: ledger.read_checkpoint("{}", name=1949),  # type: ignore[arg-type]
        lambda: ledger.verify(tmp_path, checkpoint),  # type: ignore[arg-type]
        lambda: ledger.verify(tmp_path, [checkpoint.unsigned()]),  # type: ignore[list-item]
    ]
    for call in wrong:
        with pytest.raises(TypeError, match=r"^\w+: expected [\w ]+, not \w+$"):
            call()
    for number in (-1, 2**64):
        with pytest.raises(ValueError, match="^number: expected a number from 0 to") as refused:
            books.inclusion_proof(number, 6)
        assert f"{number}" not in str(refused.value)
    with pytest.raises(ValueError, match="language"):
        books.apply("{}").json("fr")


def test_a_ledger_is_not_used_from_its_own_callback(books: ledger.Ledger) -> None:
    class Meddler:
        def write(self, text: str) -> None:
            books.apply(SESSION[0])

    with pytest.raises(RuntimeError, match="callback"):
        books.export(Meddler())
    assert books.apply(SESSION[0]).replayed

    class Full:
        def write(self, text: str) -> None:
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        books.export(Full())
    assert books.apply(SESSION[0]).replayed


def test_threads_take_what_there_is_and_no_more() -> None:
    """Sixteen ask at once for 100 of 1,000 yuan: ten get it."""
    books = ledger.create(origin="test.example/threads")
    books.apply(command("appropriate", "a", 1, **LINE, amount="1000", document="d"))
    outcomes = []

    def withdraw(number: int) -> None:
        asked = command("withdraw", f"w{number}", 2, **LINE, amount="100", document="d")
        outcomes.append(books.apply(asked).accepted)

    threads = [threading.Thread(target=withdraw, args=(i,)) for i in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 6 + [True] * 10
    assert balances(books) == {}


FORKED = """
import os, sys
from bajigong import LedgerError, ledger
books = ledger.create(sys.argv[1] or None, origin="test.example/fork")
child = os.fork()
if child == 0:
    for use in (lambda: books.apply("{}"), lambda: books.size, lambda: books.find("x")):
        try:
            use()
        except LedgerError as error:
            assert error.code == "B022", error.code
        else:
            os._exit(1)
    del books
    os._exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert books.apply("{}").verdict is ledger.Verdict.refused and books.size == 0
"""


@pytest.mark.parametrize("stored", [True, False], ids=["file", "memory"])
def test_a_ledger_is_refused_after_a_fork(tmp_path: Path, stored: bool) -> None:
    path = str(tmp_path / "fork.ledger") if stored else ""
    subprocess.run([sys.executable, "-c", FORKED, path], check=True)


BESIDE = """
import os, sqlite3, sys
from bajigong import ledger

path = sys.argv[1]
line = {"fund": "f", "year": 2026, "line": "l"}
books = ledger.create(path, origin="test.example/beside")


def book(name):
    at = "2026-01-05T09:00:00Z"
    return books.apply({"do": "appropriate", "id": name, "at": at, "by": "c", **line, "amount": "5", "document": "d"})


def attempt(statement):
    db = sqlite3.connect(path, timeout=0)
    try:
        db.execute(statement).fetchall()
        db.commit()
        return "done"
    except sqlite3.OperationalError as error:
        return str(error)
    finally:
        db.close()


statements = ["DELETE FROM account", "SELECT * FROM account", "PRAGMA journal_mode=DELETE"]
assert book("a1").accepted
state = books.state_digest()
said = [attempt(statement) for statement in statements]
assert said == ["database is locked"] * 3, said
child = os.fork()
if child == 0:
    said = [attempt(statement) for statement in statements]
    os._exit(0 if said == ["database is locked"] * 3 else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
# Closing a file drops what POSIX locks its process has on it: the lock must have outlived all that.
assert attempt(statements[0]) == "database is locked"
assert books.state_digest() == state
assert book("a2").accepted and book("a1").replayed
books.close()
assert ledger.verify(path).good and ledger.verify(path).size == 2
# Once it is closed the same statement goes through, and is found.
assert attempt(statements[0]) == "done"
assert not ledger.verify(path).good
"""


def test_pythons_own_sqlite_is_kept_out(tmp_path: Path) -> None:
    """A second copy of SQLite, in the process that has the ledger open and in a child of it."""
    path = str(tmp_path / "beside.ledger")
    subprocess.run([sys.executable, "-c", BESIDE, path], check=True)


def test_ctrl_c_ends_a_verification(tmp_path: Path) -> None:
    path = tmp_path / "long.ledger"
    with ledger.create(path, origin="test.example/long") as books:
        books.apply_all(
            command("appropriate", f"a{i}", 1, **LINE, amount="1", document="d")
            for i in range(25_000)
        )
    interrupted = 0

    def interrupt(done: int, of: int) -> None:
        nonlocal interrupted
        interrupted += 1
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        ledger.verify(path, progress=interrupt)
    assert interrupted == 1
    assert ledger.verify(path).good


def test_progress_may_be_a_bar(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bar.ledger"
    with ledger.create(path, origin="test.example/bar") as books:
        books.apply_all(SESSION)
    assert ledger.verify(path, progress=True).good
    assert f"{len(SESSION)}/{len(SESSION)}" in capfd.readouterr().err
