"""What every peer is to the comparison: made ready outside the clock, then timed pass by pass."""

import json
import subprocess
import time
from dataclasses import dataclass

from benchmarks.population.vocabulary import ROOT

BUILD = ROOT / "build/peers"


@dataclass
class Spent:
    wall: float
    cpu: float      # of all threads of the process


class Peer:
    """One way to decide. `rows` is how many a pass decides; None for all there are.

    `cannot` says what it cannot express. `tells` says what its answers hold. `converted` is the
    seconds that making its own form of the columns took, None where it reads the Arrow buffers.
    """
    name = version = cannot = ""
    tells = "outcome, clause, amount"
    rows = None
    converted = None
    expected = None     # its answers, if they are not the work's
    fen_within = 0      # by how much its amounts may be off, and why
    inexact = ""

    def prepare(self, work):
        raise NotImplementedError

    def pass_(self):
        """Decides the rows once; what it makes is as complete as its answers."""
        raise NotImplementedError

    def answers(self):
        raise NotImplementedError

    def close(self):
        pass

    def timed(self):
        cpu, wall = time.process_time(), time.perf_counter()
        self.pass_()
        return Spent(time.perf_counter() - wall, time.process_time() - cpu)


class Child(Peer):
    """A peer in another language: a program that reads a request a line and answers each with a line."""

    def command(self):
        raise NotImplementedError

    def rule(self, work):
        """The rule in the peer's own form, as JSON."""
        raise NotImplementedError

    mode = "plain"

    def prepare(self, work):
        self.child = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        facts = BUILD / f"facts-{work.name}-{int(work.missing * 100)}.jsonl"
        with open(facts, "w") as out:
            for case in work.facts(self.rows, dated=self.mode == "unknowns"):
                out.write(json.dumps(case) + "\n")
        said = self._ask(do="prepare", mode=self.mode, facts=str(facts), rule=self.rule(work))
        self.version = said.get("version") or self.version

    def _ask(self, **request):
        self.child.stdin.write(json.dumps(request) + "\n")
        self.child.stdin.flush()
        line = self.child.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name}: its program ended with {self.child.wait()}")
        return json.loads(line)

    def timed(self):
        said = self._ask(do="pass")
        return Spent(said["wall"], said["cpu"])

    def raw_answers(self):
        return self._ask(do="answers")["answers"]

    def close(self):
        self.child.stdin.close()
        self.child.wait(timeout=30)
