"""OpenFisca-core: a variable for each column, formulas over NumPy vectors, one period."""

import importlib.metadata
import time

import numpy as np
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

from .peer import Peer
from .work import Answers

_PERIOD = "2022-01"


def _entity():
    person = entities.build_entity("person", "persons", "A person", is_person=True)
    return person


def _variable(name, person, **what):
    return type(name, (variables.Variable,), {
        "entity": person, "definition_period": periods.DateUnit.MONTH, "label": name, **what})


def _test(person, condition, period):
    values = person(condition.column, period)
    if condition.op == "is":
        return values
    number = condition.number
    return {">=": np.greater_equal, "<=": np.less_equal, "!=": np.not_equal}[condition.op](values, number)


class OpenFisca(Peer):
    name = "OpenFisca-core"
    version = importlib.metadata.version("openfisca-core")
    tells = "outcome, amount"
    fen_within, inexact = 1, "float32"
    cannot = "unknowns, deciding clause, exact money, several law dates in one call, order of levels (ranks)"

    def prepare(self, work):
        system = taxbenefitsystems.TaxBenefitSystem([_entity()])
        person = system.person_entity
        begun = time.perf_counter()
        columns = [name for name in work.columns if name not in ("on", "base")]
        for name in columns:
            truth = work.numbers[name][0].dtype == bool
            system.add_variable(_variable(name, person, value_type=bool if truth else int))
        system.add_variable(_variable("base", person, value_type=float))
        conditions = work.conditions

        def eligible(person, period):
            # As OpenFisca's own guide writes "and": products of vectors of truths.
            met = _test(person, conditions[0], period)
            for condition in conditions[1:]:
                met = met * _test(person, condition, period)
            return met

        def amount(person, period):
            return person("eligible", period) * person("base", period) * 1.3 * 0.8

        system.add_variable(_variable("eligible", person, value_type=bool, formula=eligible))
        system.add_variable(_variable("amount", person, value_type=float, formula=amount))
        builder = simulations.SimulationBuilder()
        self._simulation = builder.build_default_simulation(system, work.rows)
        for name in columns:
            self._simulation.set_input(name, _PERIOD, work.numbers[name][0])
        self._simulation.set_input("base", _PERIOD, work.numbers["base"][0] / 100)
        self.converted = time.perf_counter() - begun

    def pass_(self):
        # What was calculated is kept: take it away, so that it is calculated again.
        self._simulation.delete_arrays("eligible")
        self._simulation.delete_arrays("amount")
        self._amount = self._simulation.calculate("amount", _PERIOD)

    def answers(self):
        self.pass_()
        eligible = self._simulation.calculate("eligible", _PERIOD)
        fen = np.rint(self._amount.astype(np.float64) * 100).astype(np.int64)
        return Answers(np.where(eligible, 0, 1), None, np.where(eligible, fen, -1))
