"""Engines in Python that take a case at a time: ZEN, two CELs, JsonLogic in Rust."""

import importlib.metadata
import json

import cel
import datalogic_py
import zen
from cel_expr_python import cel as google_cel

from . import texts
from .peer import Peer
from .work import of_numbers


class OneByOne(Peer):
    """A function that makes a number of a case, called for one case after another."""

    def prepare(self, work):
        self._decide = self.compile(work)
        self._cases = [self.case(facts) for facts in work.facts(self.rows)]

    def each(self):
        """The function and the cases."""
        return self._decide, self._cases

    def compile(self, work):
        raise NotImplementedError

    def case(self, facts):
        return facts

    def numbers(self):
        decide = self._decide
        return [decide(case) for case in self._cases]

    def pass_(self):
        self.numbers()

    def answers(self):
        return of_numbers(self.numbers())


class Zen(OneByOne):
    """A decision held by the engine, which compiles it once."""
    version = importlib.metadata.version("zen-engine")
    cannot = "unknowns (a missing fact falls through or fails), citations, law versions, readings, columns"
    rows = 10_000

    def __init__(self, form="table", trace=False):
        self._form, self._options = form, {"trace": True} if trace else {}
        self.name = f"ZEN, Python, {form}{', trace' if trace else ''}"

    def compile(self, work):
        content = zen.ZenDecisionContent(json.dumps(
            {"table": texts.zen_table, "expression": texts.zen_expression}[self._form](work)))
        evaluate, options = zen.ZenEngine({"loader": lambda _: content}).evaluate, self._options
        return lambda case: evaluate("rule", case, options)["result"]["r"]


class _Cel(OneByOne):
    rows = 20_000

    def __init__(self, explained=False):
        self._text = texts.explained if explained else texts.nested
        self._explained = explained
        self.name = type(self).name + (", each condition's truth" if explained else "")

    def numbers(self):
        numbers = super().numbers()
        return [int(truths[-1]) for truths in numbers] if self._explained else numbers

    def pass_(self):
        OneByOne.numbers(self)


class GoogleCel(_Cel):
    """Facts are made an Activation outside the clock."""
    name = "CEL of Google, Python"
    version = importlib.metadata.version("cel-expr-python")
    cannot = "unknowns (not in the binding), citations, dates and money of its own, law versions, columns"

    def compile(self, work):
        kinds = {name: google_cel.Type.BOOL if work.numbers[name][0].dtype == bool else google_cel.Type.INT
                 for name in work.columns if name != "on"}
        self._env = google_cel.NewEnv(variables=kinds)
        evaluate = self._env.compile(self._text(work)).eval
        if self._explained:
            return lambda case: evaluate(case).plain_value()
        return lambda case: evaluate(case).value()

    def case(self, facts):
        return self._env.Activation(facts)


class RustCel(_Cel):
    """Facts are made a Context outside the clock."""
    name = "CEL in Rust, Python"
    version = importlib.metadata.version("common-expression-language")
    cannot = "unknowns, types before it runs, citations, dates and money of its own, law versions, columns"

    def compile(self, work):
        return cel.compile(self._text(work)).execute

    def case(self, facts):
        return cel.Context(variables=facts)


class RustJsonLogic(OneByOne):
    """Facts are made a DataHandle outside the clock; a Session keeps the memory."""
    name = "JsonLogic in Rust, Python"
    version = "datalogic-py " + importlib.metadata.version("datalogic-py")
    cannot = "unknowns (missing compares as null), exact money, citations, types, law versions, columns"
    rows = 50_000

    def compile(self, work):
        engine = datalogic_py.Engine()
        rule, evaluate = engine.compile(texts.json_logic(work)), engine.session().evaluate_int
        return lambda case: evaluate(rule, case)

    def case(self, facts):
        return datalogic_py.DataHandle(json.dumps(facts))
