"""Engines in other languages that take a case at a time: programs that are asked line by line."""

import json
import pathlib
import subprocess

import numpy as np

from . import texts
from .peer import BUILD, Child
from .work import Answers, of_numbers

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
    rows = 3_000

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
        self.name = "cel-go" + {"plain": "", "explained": ", each condition's truth",
                                "unknowns": ", unknowns"}[mode]
        if mode == "unknowns":
            self.tells = "outcome"

    def command(self):
        return [str(BUILD / "cel-go")]

    def rule(self, work):
        kinds = {name: "bool" if work.numbers[name][0].dtype == bool else "int"
                 for name in work.columns if name != "on" or self.mode == "unknowns"}
        text = {"plain": texts.nested, "explained": texts.explained, "unknowns": texts.met}[self.mode]
        return {"expression": text(work),
                "columns": kinds}

    def answers(self):
        said = self.raw_answers()
        if self.mode == "unknowns":
            return Answers(np.array([{True: 0, False: 1, None: 2}[met] for met in said]))
        if self.mode == "explained":
            said = [truths[-1] for truths in said]
        return of_numbers(said)


class Drools(Child):
    version = "10.1.0"
    rows = 50_000
    cannot = "unknowns, which conditions failed unless a rule says so, citations, law versions, columns"

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
        with open(BUILD / "drools.log", "w") as log:
            self.child = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                          stderr=log, text=True)
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
