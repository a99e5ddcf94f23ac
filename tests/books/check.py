"""Exports a county's books, lets hledger, ledger and beancount judge them, and plants faults.

Each fault must be caught by every program (but one, which one of them cannot see), a truncated tail by the log's verifier. Ids, notes and documents
that try to plant directives must leave no trace of them. Beside an open ledger, Python's own SQLite must be kept out.
The session of docs/ledger.md must run as the page says.
"""

import collections
import csv
import decimal
import hashlib
import json
import os
import pathlib
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

TOOL = sys.argv[1]
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = pathlib.Path(tempfile.mkdtemp(prefix="bajigong-books-"))

BEANCOUNTS = {name: os.environ[name.upper().replace(" ", "_")] for name in ("beancount 2", "beancount 3")}
JUDGES = {
    "hledger": ["hledger", "-f", "{journal}", "check", "-s", "ordereddates"],
    "ledger": ["ledger", "-f", "{journal}", "--pedantic", "--explicit", "balance"],
    **{name: [f"{programs}/bean-check", "{beancount}"] for name, programs in BEANCOUNTS.items()},
}


def fail(what):
    print(f"FAILED: {what}")
    sys.exit(1)


def run(*arguments, allow=(0,), **options):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, **options)
    if done.returncode not in allow:
        fail(f"{' '.join(map(str, arguments))[:200]}: exit {done.returncode}\n{done.stdout[-500:]}{done.stderr[-500:]}")
    return done.stdout


def judge(books):
    """The names of the programs that refuse the books."""
    refused = []
    for name, command in JUDGES.items():
        command = [part.format(**books) for part in command]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 or (name in BEANCOUNTS and done.stderr.strip()):
            refused.append(name)
    return refused


def export(ledger, name):
    books = {}
    for form in ("journal", "beancount"):
        text = run(TOOL, "ledger", "export", ledger, "--format", form)
        path = WORK / f"{name}.{form}"
        path.write_text(text, encoding="utf-8")
        books[form] = str(path)
    return books


def county():
    ledger = str(WORK / "county.ledger")
    commands = run("bash", ROOT / "examples/county/commands.sh", "40")
    run(TOOL, "ledger", "init", ledger, "--origin", "test.example/county", "--hash", "sm3")
    out = run(TOOL, "ledger", "apply", ledger, "-", allow=(1,), input=commands)
    rejected = [line for line in out.splitlines() if '"accepted"' not in line]
    if len(rejected) != 1 or '"B110"' not in rejected[0]:
        fail(f"the county's commands: {rejected[:3]}")
    return ledger, out


NAME, WORD, SUM, DAY = r"[\w:-]+", r"[\w.-]+", r"-?\d+\.\d\d", r"\d{4}-\d\d-\d\d"
# Every form that a line of the books may have; \w holds no mark that means anything to the programs.
FORMS = {
    "journal": rf"; bajigong ledger {WORD}|commodity CNY|    format 1000\.00 CNY|tag \w+|account {NAME}|{DAY} \* \w+"
               rf"|    ; \w+: {WORD}|    {NAME}  {SUM} CNY = {SUM} CNY|",
    "beancount": rf'; bajigong ledger {WORD}|option "operating_currency" "CNY"'
                 rf'|{DAY} open {NAME} CNY|{DAY} \* "\w+"|  \w+: "{WORD}"|  {NAME}  {SUM} CNY|{DAY} balance {NAME}  {SUM} ~ 0\.00 CNY|',
}


def hostile():
    """Books whose every text from outside tries to be a directive."""
    plants = ['include /etc/passwd', 'plugin "os"', '!python', 'x"\nplugin "os"\n', "\ninclude /etc/passwd\n",
              "\n2026-01-01 open Assets:Evil\n", "; x", "a  -1 CNY", "* x", "\u202eevil", "= expr true", "~ Monthly",
              "P 2026-01-01 CNY 2 CNY", "@ 5", "{5}", "[2026-01-01]", "\u2028python", "\\", "%", "sha256.00", "option \"x\" \"y\""]
    ledger = str(WORK / "hostile.ledger")
    run(TOOL, "ledger", "init", ledger, "--origin", "test.example/hostile")
    lines = []
    for number, plant in enumerate(plants):
        name = "".join(c for c in plant if c >= " " and c not in "\u202e\u2028") or "x"
        lines.append(json.dumps({
            "do": "appropriate", "id": f"{number}{name}", "by": name, "at": f"2026-01-05T08:00:{number:02}Z", "fund": name,
            "year": 2026, "line": name, "amount": "10", "document": plant, "note": plant}))
    out = run(TOOL, "ledger", "apply", ledger, "-", input="\n".join(lines))
    if out.count('"accepted"') != len(plants):
        fail("hostile commands were to be accepted")
    books = export(ledger, "hostile")
    for form, path in books.items():
        for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n"):
            if not re.fullmatch(FORMS[form], line):
                fail(f"a line of no known form in the {form}: {line[:100]!r}")
    if refused := judge(books):
        fail(f"the hostile books are refused by {refused}")
    print(f"{len(plants)} texts that try to plant directives: no trace, books accepted by all")


REALIZE = """
import sys
from beancount import loader
from beancount.core import realization
entries, errors, options = loader.load_file(sys.argv[1])
for real in realization.iter_children(realization.realize(entries)):
    for position in real.balance:
        print(real.account, position.units.number, sep="\\t")
"""
# What stands in an account's name beyond its fund and year, by kind.
DIMENSIONS = {"APP": (), "AVL": ("line",), "VCH": ("line", "voucher"), "HLD": ("line", "voucher", "hold"),
              "PAY": ("line", "institution", "claim"), "TRN": ("line", "payment", "claim"), "OUT": ("line", "institution", "claim"),
              "OWE": ("line", "institution", "clawback"), "RET": (), "LOS": ()}


def name_of(leg):
    """The books' name of a leg's account."""
    def part(prefix, text):
        if re.fullmatch("[A-Za-z0-9\u4e00-\u9fff-]+", text):
            return f":{prefix}-{text}"
        return f":{prefix}X-{hashlib.sha256(text.encode()).hexdigest()}"

    name = ("Equity:" if leg["account"] == "APP" else "Assets:") + leg["account"] + part("F", leg["fund"]) + f":Y{leg['year']}"
    for prefix, member in zip("LPS", DIMENSIONS[leg["account"]]):
        name += part(prefix, leg[member])
    return name


def same_balances(books, answers):
    """I18: every program's closing balances, account by account, are the sums of the legs that the ledger answered."""
    sums = collections.defaultdict(decimal.Decimal)
    for line in answers.splitlines():
        for leg in json.loads(line).get("legs", []):
            sums[name_of(leg)] += decimal.Decimal(leg["amount"])
    ours = {name: fen for name, fen in sums.items() if fen}
    said = {
        "hledger": [row[:2] for row in csv.reader(run(
            "hledger", "-f", books["journal"], "balance", "--flat", "-N", "-O", "csv").splitlines()[1:])],
        "ledger": [row.split("\t") for row in run(
            "ledger", "-f", books["journal"], "balance", "--flat", "--no-total", "--format", "%(account)\t%(display_total)\n").splitlines()],
        **{name: [row.split("\t") for row in run(f"{programs}/python", "-c", REALIZE, books["beancount"]).splitlines()]
           for name, programs in BEANCOUNTS.items()},
    }
    for program, rows in said.items():
        theirs = {name: decimal.Decimal(fen.removesuffix(" CNY")) for name, fen in rows}
        if {name: fen for name, fen in theirs.items() if fen} != ours:
            fail(f"closing balances differ in {program}: {sorted(ours.items() ^ theirs.items())[:4]}")
    print(f"{len(ours)} closing balances by name, the sums of the ledger's answers: {', '.join(said)}")


def transactions(text):
    head, *rest = re.split(r"\n(?=\d{4}-\d\d-\d\d \* )", text)
    return head, rest


def mutate(name, text):
    """One fault, planted in the middle of the books."""
    head, parts = transactions(text)
    at = len(parts) // 2
    part = parts[at]
    amount = re.search(r"  (-?\d+\.\d\d) CNY", part)
    if name == "a fen":
        changed = f"{float(amount[1]) + 0.01:.2f}"
        parts[at] = part[:amount.start(1)] + changed + part[amount.end(1):]
    elif name == "half a fen":
        parts[at] = part[:amount.start(1)] + amount[1] + "4" + part[amount.end(1):]
    elif name == "a duplicated posting":
        line = part[part.rindex("\n", 0, amount.start()):part.index("\n", amount.end())]
        parts[at] = part.replace(line, line + line, 1)
    elif name == "a duplicated transaction":
        parts.insert(at, part)
    elif name == "a leg moved to another voucher":
        vouchers = sorted(set(re.findall(r"Assets:VCH:\S+", head)))
        mine = re.search(r"Assets:VCH:\S+", "\n".join(parts[at - 300:at + 300] if at > 300 else parts))[0]
        where = next(i for i, p in enumerate(parts) if mine in p)
        parts[where] = parts[where].replace(mine, next(v for v in vouchers if v != mine), 1)
    return "\n".join([head, *parts])


# ledger compares at the precision of the commodity.
BLIND = ("half a fen", "ledger")


def planted_faults(books):
    for name in ("a fen", "half a fen", "a duplicated posting", "a duplicated transaction", "a leg moved to another voucher"):
        wrong = {}
        for form, path in books.items():
            text = pathlib.Path(path).read_text(encoding="utf-8")
            changed = mutate(name, text)
            if changed == text:
                fail(f"{name}: nothing was planted in the {form}")
            wrong[form] = str(WORK / f"wrong.{form}")
            pathlib.Path(wrong[form]).write_text(changed, encoding="utf-8")
        caught = judge(wrong)
        if missed := [program for program in JUDGES if program not in caught and (name, program) != BLIND]:
            fail(f"{name}: missed by {', '.join(missed)}")
        print(f"{name}: caught by {', '.join(caught)}")


def truncated_tail(ledger):
    """No program can miss what is not there: that is the log's work."""
    checkpoint = WORK / "checkpoint.json"
    checkpoint.write_text(run(TOOL, "ledger", "checkpoint", ledger), encoding="utf-8")
    short = str(WORK / "short.ledger")
    shutil.copy(ledger, short)
    db = sqlite3.connect(short)
    db.execute("DELETE FROM record WHERE number = (SELECT max(number) FROM record)")
    db.commit()
    db.close()
    for extra in ("-wal", "-shm"):
        pathlib.Path(short + extra).unlink(missing_ok=True)
    out = run(TOOL, "ledger", "verify", short, "--checkpoint", checkpoint, allow=(1,))
    if "B031" not in out:
        fail(f"a truncated tail: {out}")
    verifier = ROOT / "tests/ledger/verify_log.py"
    run(sys.executable, verifier, "ledger", short, checkpoint, allow=(1,))
    print("a truncated tail: caught by the log's verifier, and by the second one in Python")
    # Untouched, both agree.
    out = run(TOOL, "ledger", "verify", ledger, "--checkpoint", checkpoint)
    print(out.splitlines()[0])
    print(run(sys.executable, verifier, "ledger", ledger, checkpoint).strip())
    receipt = WORK / "receipt.json"
    receipt.write_text(run(TOOL, "ledger", "receipt", ledger, "--id", "issue-7"), encoding="utf-8")
    print(run(sys.executable, verifier, "receipt", receipt).strip())
    proof = json.loads(receipt.read_text(encoding="utf-8"))
    proof["record"] = proof["record"][:-2] + ("00" if proof["record"][-2:] != "00" else "01")
    receipt.write_text(json.dumps(proof), encoding="utf-8")
    run(sys.executable, verifier, "receipt", receipt, allow=(1,))
    # What a crash may leave beside the file belongs to it; what is for another ledger is not for this one.
    copy = str(WORK / "copy.ledger")
    shutil.copy(ledger, copy)
    pathlib.Path(copy + "-wal").write_bytes(b"")
    run(sys.executable, verifier, "ledger", copy, checkpoint)
    pathlib.Path(copy + "-wal").write_bytes(b"x")
    if "copy.ledger-wal" not in run(sys.executable, verifier, "ledger", copy, checkpoint, allow=(1,)):
        fail("a log beside the file was not noticed")
    for member, other in (("origin", "test.example/other"), ("hash", "sha256"), ("time", "2026-01-01T00:00:00.000000Z")):
        altered = {**json.loads(checkpoint.read_text(encoding="utf-8")), member: other}
        (WORK / "altered.json").write_text(json.dumps(altered), encoding="utf-8")
        if f"another {member}" not in run(sys.executable, verifier, "ledger", ledger, WORK / "altered.json", allow=(1,)):
            fail(f"a checkpoint of another {member} was taken")
    grown(ledger, checkpoint, verifier)
    print(run(sys.executable, verifier, "vectors", ROOT / "tests/ledger/vectors.json").strip())


def grown(ledger, kept, verifier):
    """A log that only grew is proved to; one that is shorter, another, or a proof with a fault is not."""
    longer, proof = str(WORK / "longer.ledger"), WORK / "consistency.json"
    shutil.copy(ledger, longer)
    command = {"do": "appropriate", "by": "clerk", "at": "2027-01-06T08:00:00Z", "fund": "other", "year": 2027,
               "line": "other", "amount": "10", "document": "d"}
    lines = "".join(json.dumps({**command, "id": f"grown-{n}"}) + "\n" for n in range(5))
    run(TOOL, "ledger", "apply", longer, "-", input=lines)
    proof.write_text(run(TOOL, "ledger", "consistency", longer, "--from", kept), encoding="utf-8")
    print(run(sys.executable, verifier, "consistency", proof, kept).strip())
    good = json.loads(proof.read_text(encoding="utf-8"))
    if good["to"]["size"] != good["from"]["size"] + 5 or not good["path"]:
        fail(f"not the proof of five more records: {good}")

    def with_fault(hexadecimal):
        return ("0" if hexadecimal[0] != "0" else "1") + hexadecimal[1:]

    faults = {f"step {n}": {**good, "path": [with_fault(s) if n == m else s for m, s in enumerate(good["path"])]}
              for n in range(len(good["path"]))}
    faults["a step less"] = {**good, "path": good["path"][:-1]}
    faults["a step more"] = {**good, "path": good["path"] + good["path"][-1:]}
    for end in ("from", "to"):
        faults[f"root of {end}"] = {**good, end: {**good[end], "root": with_fault(good[end]["root"])}}
        faults[f"origin of {end}"] = {**good, end: {**good[end], "origin": "test.example/other"}}
    for name, fault in faults.items():
        proof.write_text(json.dumps(fault), encoding="utf-8")
        if "WRONG" not in run(sys.executable, verifier, "consistency", proof, allow=(1,)):
            fail(f"a consistency proof with a fault in {name} passes")
    # The tool gives no proof that does not hold: for a past that was another, or is gone.
    checkpoint = json.loads(kept.read_text(encoding="utf-8"))
    wrong = WORK / "another-past.json"
    for code, changed in {"B036": {**checkpoint, "root": with_fault(checkpoint["root"])},
                          "B032": {**checkpoint, "size": checkpoint["size"] + 6}}.items():
        wrong.write_text(json.dumps(changed), encoding="utf-8")
        done = subprocess.run([TOOL, "ledger", "consistency", longer, "--from", wrong], capture_output=True, text=True, check=False)
        if done.returncode != 2 or done.stdout or code not in done.stderr:
            fail(f"{code} was to be said of another past: {done}")
    print(f"{len(faults)} faults in a proof of consistency: each caught by the second verifier")


def bar():
    """On a terminal `apply` tells how many of the file's bytes it has read; elsewhere nothing."""
    ledger, commands = str(WORK / "bar.ledger"), WORK / "bar.jsonl"
    run(TOOL, "ledger", "init", ledger, "--origin", "test.example/bar")
    commands.write_text("".join(json.dumps({
        "do": "appropriate", "id": f"a{number}", "by": "c", "at": "2026-01-05T08:00:00Z", "fund": "f", "year": 2026, "line": "l",
        "amount": "1", "document": "d"}) + "\n" for number in range(2500)), encoding="utf-8")
    ours, theirs = pty.openpty()
    done = subprocess.run([TOOL, "ledger", "apply", ledger, commands], stdout=subprocess.DEVNULL, stderr=theirs, check=False)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    size = commands.stat().st_size
    read = [(int(at), int(of)) for at, of in re.findall(r"(\d+) / (\d+)", shown)]
    if done.returncode or len(read) != 2 or {of for _, of in read} != {size} or not 0 < read[0][0] < read[1][0] < size:
        fail(f"the bar of apply: {shown!r}")


KEYS = {
    "Ed25519": (["-algorithm", "ED25519"], ["pkeyutl", "-verify", "-rawin"]),
    "EC": (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], ["pkeyutl", "-verify", "-rawin", "-digest", "sha256"]),
    "RSA": (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], ["pkeyutl", "-verify", "-rawin", "-digest", "sha256"]),
    "SM2": (["-algorithm", "SM2"], ["pkeyutl", "-verify", "-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]),
}


def signatures(ledger):
    """A checkpoint signed with a key of each kind is one to openssl too, as docs/ledger-log.md writes it; another key's is not."""
    members = ("origin", "hash", "size", "root", "trial_balance", "time")
    signed, text, signature = WORK / "signed.json", WORK / "signed.txt", WORK / "signed.sig"
    for name, (kind, verify) in KEYS.items():
        key, public, other = WORK / "key.pem", WORK / "public.pem", WORK / "other.pem"
        for private, its_public in ((key, public), (WORK / "others.pem", other)):
            private.unlink(missing_ok=True)
            run("openssl", "genpkey", *kind, "-out", private)
            private.chmod(0o600)
            run("openssl", "pkey", "-in", private, "-pubout", "-out", its_public)
        signed.write_text(run(TOOL, "ledger", "checkpoint", ledger, "--key", key), encoding="utf-8")
        checkpoint = json.loads(signed.read_text(encoding="utf-8"))
        der = subprocess.run(["openssl", "pkey", "-pubin", "-in", public, "-outform", "DER"], capture_output=True, check=True).stdout
        if checkpoint["key"] != hashlib.sha256(der).hexdigest():
            fail(f"{name}: the key is not named by the digest of its DER")
        lines = ["bajigong-ledger-checkpoint/1", *(str(checkpoint[member]) for member in members)]
        text.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        signature.write_bytes(bytes.fromhex(checkpoint["signature"]))
        openssl = ["openssl", *verify, "-in", text, "-sigfile", signature, "-pubin", "-inkey"]
        run(*openssl, public)
        run(*openssl, other, allow=(1,))
        anchored = run(TOOL, "ledger", "verify", ledger, "--checkpoint", signed, "--key", public)
        if f"anchored: the first {checkpoint['size']} records" not in anchored:
            fail(f"{name}: {anchored}")
        must_refuse("B043", "verify", ledger, "--checkpoint", signed, "--key", other)
        unsigned = {**checkpoint, "size": checkpoint["size"] - 1}
        signed.write_text(json.dumps(unsigned), encoding="utf-8")
        must_refuse("B043", "verify", ledger, "--checkpoint", signed, "--key", public)
        must_refuse("B040", "checkpoint", ledger, "--key", other_mode(public, 0o600))
        for mode in (0o640, 0o604, 0o644):
            must_refuse("B041", "checkpoint", ledger, "--key", other_mode(key, mode))
    print(f"checkpoints signed with {', '.join(KEYS)}: good to openssl, refused by another key; open key files refused")


def other_mode(path, mode):
    path.chmod(mode)
    return path


def must_refuse(code, *arguments):
    done = subprocess.run([TOOL, "ledger", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 2 or code not in done.stderr or done.stdout:
        fail(f"{code} expected: exit {done.returncode}, {done.stdout[:200]}{done.stderr[:200]}")


def others_stay_out(ledger):
    """While the tool has the ledger open, Python's own SQLite can neither change nor read it."""
    delete = "DELETE FROM account"

    def attempt(statement):
        db = sqlite3.connect(ledger, timeout=0)
        try:
            db.execute(statement).fetchall()
            db.rollback()
            return "done"
        except sqlite3.OperationalError as error:
            return str(error)
        finally:
            db.close()

    undisturbed = str(WORK / "undisturbed.ledger")
    shutil.copy(ledger, undisturbed)
    command = {"do": "appropriate", "id": "extra-1", "by": "clerk", "at": "2027-01-05T08:00:00Z", "fund": "other",
               "year": 2027, "line": "other", "amount": "10", "document": "d"}
    line = json.dumps(command) + "\n"
    run(TOOL, "ledger", "apply", undisturbed, "-", input=line)
    with subprocess.Popen([TOOL, "ledger", "apply", ledger, "-", "--stop"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as tool:
        tool.stdin.write(line)
        tool.stdin.flush()
        if '"accepted"' not in (answer := tool.stdout.readline()):
            fail(f"the command beside which others try: {answer}")
        for statement in (delete, "SELECT * FROM account"):
            if (said := attempt(statement)) != "database is locked":
                fail(f"{statement}, while the tool has the ledger open: {said}")
        tool.stdin.close()
    if tool.returncode != 0:
        fail(f"the tool that had the ledger open: exit {tool.returncode}")
    run(TOOL, "ledger", "verify", ledger)
    if run(TOOL, "ledger", "checkpoint", ledger) != run(TOOL, "ledger", "checkpoint", undisturbed):
        fail("the ledger is another than the one that nobody tried to change")
    # Once it is closed the same statement goes through; it is rolled back.
    if (said := attempt(delete)) != "done":
        fail(f"{delete}, once the ledger is closed: {said}")
    run(TOOL, "ledger", "verify", ledger)
    print("Python's SQLite, while the ledger is open: locked out, nothing changed")


def session():
    """The session of docs/ledger.md does what the page says, and does it once."""
    page = (ROOT / "docs/ledger.md").read_text(encoding="utf-8").split("\n## A session\n")[1].split("\n## ")[0]
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", page, re.M | re.S))
    folder = WORK / "session"
    folder.mkdir()
    (folder / "session.jsonl").write_text(blocks["jsonl"], encoding="utf-8")
    path = f"{pathlib.Path(TOOL).resolve().parent}:{os.environ['PATH']}"
    if run("bash", "-euc", blocks["sh"], cwd=folder, env={**os.environ, "PATH": path}) != blocks["text"]:
        fail("the session of docs/ledger.md ends otherwise")
    answers = (folder / "results.jsonl").read_text(encoding="utf-8")
    count = len(blocks["jsonl"].splitlines())
    if answers.count('"accepted"') != count or blocks["json"] not in answers:
        fail("the session of docs/ledger.md is answered otherwise")
    again = run(TOOL, "ledger", "apply", folder / "session.ledger", folder / "session.jsonl")
    if again != answers.replace('"replayed":false', '"replayed":true'):
        fail("the session of docs/ledger.md, sent again, is answered otherwise")
    print(f"the session of docs/ledger.md: {count} commands, as the page says")


def main():
    for command in JUDGES.values():
        if shutil.which(program := command[0]) is None:
            fail(f"{program} is not installed")
    try:
        ledger, answers = county()
        books = export(ledger, "county")
        if refused := judge(books):
            fail(f"good books are refused by {refused}")
        print(f"the county's books: accepted by {', '.join(JUDGES)}")
        same_balances(books, answers)
        planted_faults(books)
        hostile()
        truncated_tail(ledger)
        signatures(ledger)
        bar()
        others_stay_out(ledger)
        session()
    finally:
        shutil.rmtree(WORK, ignore_errors=True)


main()
