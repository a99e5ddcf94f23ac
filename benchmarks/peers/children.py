"""Engines in other languages that take a case at a time: programs that are asked line by line."""

import json
import pathlib
import subprocess

from . import texts
from .cases import of_numbers
from .peer import BUILD, Child

_HERE = pathlib.Path(__file__).resolve().parent


class _Node(Child):
    which = ""

    def command(self):
        return ["node", str(_HERE / "node/decide.mjs"), self.which, str(BUILD / "npm")]

    def answers(self):
        return of_numbers(self.raw_answers())


class NodeZen(_Node):
    which = "zen"
    version = "0.54.0"
    cannot = "unknowns (a missing fact falls through or fails), citations, law versions, readings, columns"
    rows = 20_000

    def __init__(self, form="table", mode="plain", label=""):
        self._form, self.mode = form, mode
        self.name = f"ZEN, Node, {form}{label}"

    def rule(self, work):
        return {"table": texts.zen_table, "expression": texts.zen_expression}[self._form](work)


class NodeJsonLogic(_Node):
    which = "json-logic"
    name = "json-logic-js, Node"
    version = "2.0.5"
    cannot = "unknowns (missing compares as null), exact money, explanation, citations, types, columns"
    rows = 50_000

    def rule(self, work):
        return texts.json_logic(work)


class GoCel(Child):
    cannot = "citations, dates and money of its own, law versions, columns"
    rows = 50_000

    def __init__(self, mode="plain"):
        self.mode = mode
        self.name = "cel-go" + {"plain": "", "explained": ", each condition's truth"}[mode]

    def command(self):
        return [str(BUILD / "cel-go")]

    def rule(self, work):
        kinds = {name: "bool" if work.numbers[name][0].dtype == bool else "int"
                 for name in work.columns if name != "on"}
        return {"expression": (texts.explained if self.mode == "explained" else texts.nested)(work),
                "columns": kinds}

    def answers(self):
        said = self.raw_answers()
        if self.mode == "explained":
            said = [truths[-1] for truths in said]
        return of_numbers(said)


class Drools(Child):
    version = "10.1.0"
    cannot = "unknowns, which conditions failed unless a rule says so, citations, law versions, columns"
    rows = 20_000

    def __init__(self, mode="one"):
        self.mode = mode
        self.name = "Drools, a call for each case" if mode == "one" else "Drools, one call with all cases"

    def command(self):
        return ["java", "-cp", f"{BUILD / 'java'}:{BUILD / 'java/lib'}/*", "Decide"]

    def prepare(self, work):
        rules, facts = BUILD / f"{work.name}.drl", BUILD / f"{work.name}.txt"
        rules.write_text(texts.drools(work))
        names = [f"c{n}" for n in range(20)] + ["base"]
        with open(facts, "w") as out:
            for case in work.facts(self.rows):
                out.write(" ".join(str(int(case.get(name, 0))) for name in names) + "\n")
        self.child = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._say("prepare", self.mode, rules, facts)

    def _say(self, *parts):
        self.child.stdin.write("\t".join(map(str, parts)) + "\n")
        self.child.stdin.flush()
        return self.child.stdout.readline()

    def _ask(self, do):
        line = self._say(do)
        if not line:
            raise RuntimeError(f"{self.name}: its program ended with {self.child.wait()}")
        return json.loads(line)

    def answers(self):
        return of_numbers(self.raw_answers())
