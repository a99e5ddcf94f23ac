"""Who runs what: the sections of the comparison, each on data of its own."""

import importlib
import shutil
from dataclasses import dataclass, field
from typing import Callable

from . import lists, ours, rules
from .loop import NATIVE, PORTABLE, Loop, Reading
from .peer import BUILD
from .work import ReadingWork, Work


@dataclass
class Section:
    """What is run side by side; rates of all are compared with the first peer's."""
    title: str
    work: Callable
    peers: list
    notes: list = field(default_factory=list)


def _others(module, *names):
    """Peers of a module whose packages may not be there; without them, what is missing."""
    try:
        found = importlib.import_module(f".{module}", __package__)
    except ImportError as missing:
        return [], [f"{module}: left out, {missing}"]
    return [getattr(found, name)() for name in names], []


def _columns(rule, conditions, missing, rows):
    """Whole tables: Bajigong, the loop, and what else takes columns."""
    peers = [ours.Batch(), ours.Batch(threads=2)]
    peers += [ours.Batch(outputs=[output]) for output in ("causes", "clauses") if ours.gives(output)]
    peers += [Loop(way, flags) for way in ("row", "word") for flags in (PORTABLE, NATIVE)]
    frames, notes = _others("frames", "DuckDb", "Polars")
    peers += frames
    if not missing:
        fisca, more = _others("openfisca_peer", "OpenFisca")
        peers += fisca
        notes += more
    peers += [Reading(1), Reading(2)]
    share = f"{missing:.0%} of the facts missing" if missing else "nothing missing"
    columns = len({condition.column for condition in conditions})
    return Section(f"{rule}: twenty conditions on {columns} columns, {share}",
                   lambda: Work(rule, [conditions], rows, missing), peers, notes)


def columns(rows, short):
    both = [("narrow", rules.narrow(), 0.0), ("wide", rules.wide(), 0.05)]
    if not short:
        both += [("narrow", rules.narrow(), 0.05), ("wide", rules.wide(), 0.0)]
    return [_columns(rule, conditions, missing, rows) for rule, conditions, missing in sorted(both, key=str)]


def slim(rows):
    """As OpenFisca holds numbers: in 32 bits."""
    fisca, notes = _others("openfisca_peer", "OpenFisca")
    return Section("narrow, numbers and fen of 32 bits, nothing missing",
                   lambda: Work("narrow", [rules.narrow()], rows, slim=True),
                   [ours.Batch(), ours.Batch(threads=2), *fisca, Reading(1), Reading(2)], notes)


def ours_alone(rows):
    """What versions and readings cost Bajigong, beside the plain rule on the same rows."""
    wide, missing = rules.wide(), 0.05
    return [
        Section("wide, 5% of the facts missing, days of eight years: one version, and eight",
                lambda: Work("wide", rules.versions_of(wide, 8), rows // 2, missing),
                [ours.Batch(", one version", versions=[wide]), ours.Batch(", eight versions")]),
        Section("wide, 5% of the facts missing: the reading chosen, and open",
                lambda: ReadingWork("wide", wide, rows // 10, missing),
                [ours.Batch(", chosen", versions=[wide], readings={"which": "first"}),
                 ours.Batch(", open")])]


def over_lists(rows):
    return Section("over_lists: months covered, held on, exists, count, sum; three elements a list",
                   lambda: lists.ListWork(rows // 4),
                   [lists.ListBatch(), lists.ListBatch(threads=2), lists.ListLoop(PORTABLE),
                    lists.ListLoop(NATIVE)])


def _in_node():
    if not (shutil.which("node") and (BUILD / "npm/node_modules").is_dir()):
        return [], ["Node: left out, it or its packages are not there"]
    from .children import NodeJsonLogic, NodeZen
    return [NodeZen("table"), NodeZen("table", "trace", ", trace"), NodeZen("table", "parallel", ", 500 in flight"),
            NodeZen("expression"), NodeJsonLogic()], []


def _in_go():
    if not (BUILD / "cel-go").exists():
        return [], ["cel-go: left out, it is not built"]
    from .children import GoCel
    return [GoCel(), GoCel("explained")], []


def _in_java():
    if not (shutil.which("java") and (BUILD / "java/Decide.class").exists()):
        return [], ["Drools: left out, Java or its packages are not there"]
    from .children import Drools
    return [Drools("one"), Drools("all")], []


def one_by_one():
    """Engines that take a case at a time, on facts that are parsed already."""
    peers, notes = [ours.Case(), ours.Case(json=True), ours.Batch(rows=100_000)], []
    try:
        from . import cases
        peers += [cases.Zen("table"), cases.Zen("table", trace=True), cases.Zen("expression"),
                  cases.Zen("expression", trace=True), cases.GoogleCel(), cases.GoogleCel(explained=True),
                  cases.RustCel(), cases.RustCel(explained=True), cases.RustJsonLogic()]
    except ImportError as missing:
        notes.append(f"engines in Python: left out, {missing}")
    for found, more in (_in_node(), _in_go(), _in_java()):
        peers += found
        notes += more
    return Section("wide, nothing missing: a case at a time from parsed facts",
                   lambda: Work("wide", [rules.wide()], 100_000), peers, notes)


def one_by_one_in_doubt():
    """The same with missing facts, by those that have unknowns."""
    peers, notes = [ours.Case()], []
    if (BUILD / "cel-go").exists():
        from .children import GoCel
        peers.append(GoCel("unknowns"))
    return Section("wide, 5% of the facts missing: a case at a time, by those that have unknowns",
                   lambda: Work("wide", [rules.wide()], 100_000, 0.05), peers, notes)


def without_unknowns():
    """Peers that are asked what they say of missing facts."""
    try:
        from . import cases
    except ImportError:
        return []
    return [cases.Zen("table"), cases.Zen("expression"), cases.GoogleCel(), cases.RustCel(),
            cases.RustJsonLogic()]


def sections(rows, short):
    found = columns(rows, short)
    if short:
        return [*found, over_lists(rows), one_by_one()]
    return [*found, slim(rows), *ours_alone(rows), over_lists(rows), one_by_one(), one_by_one_in_doubt()]
