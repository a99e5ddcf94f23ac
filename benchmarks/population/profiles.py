"""What a population can be: people as the rulebooks ask of them, and two narrow ones for benchmarks.

A profile is a folder with the vocabulary that names and types its columns, and a function from draws to a
column for each fact.
"""

import math
import pathlib

import numpy as np

from . import history, person, vouchers
from .draws import Choice
from .marginals import LEVELS
from .vocabulary import ROOT

_HERE = pathlib.Path(__file__).resolve().parent

CONDITIONS = 20


def people(draws, _):
    """Every fact that the skill-upgrading subsidies, the declarations and the vouchers read."""
    facts, province, age = person.application(draws)
    facts |= person.certificate(draws, facts, province)
    facts |= person.school(draws, facts, province, age)
    facts |= person.insurance(draws, facts, age)
    facts |= person.training(draws, facts, province)
    facts |= history.statuses(draws, facts)
    facts |= history.certificates(draws, facts)
    facts |= history.titles(draws, facts)
    facts |= history.education(draws)
    facts |= history.work(draws, facts, province)
    facts |= history.subsidies(draws, facts)
    facts |= vouchers.voucher(draws, facts, province)
    facts |= vouchers.pension(draws, facts, age)
    facts |= vouchers.of_places(draws, facts, province)
    return facts


_WIDE_LEVEL = Choice(dict(zip(LEVELS, (2, 8, 20, 20, 20, 15, 10, 3, 2))))


def wide20(draws, _):
    """Twelve numbers below 400, four truths, four levels: rule `twenty` of wide20/twenty.json asks each.

    Each condition holds for 90 to 99 of a hundred rows, about half of the rows meet all.
    """
    facts = {"on": np.full(draws.rows, person.day("2022-01-01"))}
    for n in range(CONDITIONS):
        name = f"c{n}"
        if n < 12:
            facts[name] = draws.below(name, 400)
        elif n < 16:
            facts[name] = draws.chance(name, 0.97)
        else:
            facts[name] = draws.choose(name, _WIDE_LEVEL)
    facts["base"] = draws.below("base", 400_000)
    return facts


def _poisson(mean):
    """Counts with this mean, those beyond eight deviations left out."""
    most = max(1, math.ceil(mean + 8 * math.sqrt(mean)))
    return Choice({n: math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(most + 1)}
                  if mean > 0 else {0: 1, 1: 0})


def lists(draws, mean_length):
    """A list of spells and one of records, each of `mean_length` elements (Poisson), 0 to 100."""
    if not 0 <= mean_length <= 100:
        raise ValueError(f"a mean length of {mean_length} is not from 0 to 100")
    counts = _poisson(mean_length)
    width = max(counts.names)
    on = np.full(draws.rows, person.day("2024-01-01"))
    spells = history.spells(draws, "spells", counts, on, 0.7, 400, 60)
    records = {
        "level": draws.choose("records/level", _WIDE_LEVEL, width),
        "on": on[:, None] - draws.below("records/on", 3650, width),
        "amount": draws.below("records/amount", 400_000, width),
        "counts": draws.chance("records/counts", 0.5, width),
    }
    return {"on": on, "least": draws.below("least", 60),
            "spells": history.listed(draws, "spells", counts, spells),
            "records": history.listed(draws, "records", counts, records)}


# By name: the function, and the folder of its vocabulary.
PROFILES = {
    "people": (people, ROOT / "policies"),
    "wide20": (wide20, _HERE / "wide20"),
    "lists": (lists, _HERE / "lists"),
}
