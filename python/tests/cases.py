"""The worked cases beside the rulebooks, run through Python as docs/rulebook.md describes them.

Its own reading of `like`, `but`, `given` and `expect`: it shares no code with `bajigong test`.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bajigong import Amount, AmountKind, Cause, Decision, Result, ResultKind, Rulebooks

_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_FORMS = ("amount", "at_most", "at_least", "between", "open", "unknown")

Json = dict[str, Any]


@dataclass
class Case:
    """A case with what it takes from those it is like."""

    name: str
    rule: str
    on: str
    facts: Json
    given: Json
    written: Json

    def runs(self) -> list[tuple[str, Json, Json, Json]]:
        """What, facts, given, expectation: of the case itself, turned, and under each answer."""
        runs = [("", self.facts, self.given, self.written["expect"])]
        if "turned_by" in self.written:
            turned = lay(self.facts, self.written["turned_by"])
            expect = self.written.get("turned_to", {"outcome": "eligible"})
            runs.append(("turned", turned, self.given, expect))
        for under in self.written.get("under", []):
            facts = lay(self.facts, under.get("but", {}))
            given = copy.deepcopy(self.given)
            for section, entries in under.get("given", {}).items():
                given.setdefault(section, {}).update(entries)
            given.setdefault("readings", {}).update(under.get("readings", {}))
            runs.append((f"under {under.get('readings', 'more')}", facts, given, under["expect"]))
        return runs


def read_json(path: Path) -> Json:
    text = _COMMENT.sub(lambda found: found.group(1) or " ", path.read_text("utf-8"))
    read: Json = json.loads(text, parse_float=Decimal)
    return read


def read_cases(path: Path) -> list[Case]:
    written = {case["name"]: case for case in read_json(path)["cases"]}
    return [_complete(case, written) for case in written.values()]


def _complete(case: Json, written: dict[str, Json]) -> Case:
    chain = [case]
    while "like" in chain[-1]:
        chain.append(written[chain[-1]["like"]])
    facts: Json = {}
    given: Json = {}
    told: Json = {}
    for part in reversed(chain):
        facts = lay(facts, part.get("facts", {}))
        facts = lay(facts, part.get("but", {}))
        given = {**given, **part.get("given", {})}
        told.update({key: part[key] for key in ("rule", "on") if key in part})
    return Case(case["name"], told["rule"], told["on"], facts, given, case)


def lay(facts: Json, changes: Json) -> Json:
    """`changes` laid over `facts`: nested or by path."""
    out = copy.deepcopy(facts)
    for path, change in changes.items():
        _lay_member(out, path, change)
    return out


def _lay_member(facts: Json, path: str, change: Any) -> None:
    name, dot, rest = path.partition(".")
    if dot:
        _lay_member(facts.setdefault(name, {}), rest, change)
    elif _is_group(change):
        if not _is_group(facts.get(name)):
            facts[name] = {}
        for inner, each in change.items():
            _lay_member(facts[name], inner, each)
    elif change == {"unknown": True}:
        facts.pop(name, None)
    else:
        facts[name] = _value(change)


def _is_group(value: Any) -> bool:
    if not isinstance(value, dict) or value == {"unknown": True}:
        return False
    return set(value) != {"times", "of"} and not isinstance(value.get("known"), list)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"times", "of"}:
            return [_value(value["of"])] * value["times"]
        return {key: _value(each) for key, each in value.items() if each != {"unknown": True}}
    if isinstance(value, list):
        out = []
        for each in value:
            repeated = isinstance(each, dict) and set(each) == {"times", "of"}
            out.extend(_value(each) if repeated else [_value(each)])
        return out
    return value


def run_case(rulebooks: Rulebooks, case: Case) -> list[str]:
    """What comes out otherwise than expected, a line each."""
    wrong = []
    for what, facts, given, expect in case.runs():
        decision = rulebooks.decide(case.rule, facts, case.on, given=given)
        wrong += [f"{case.name} {what}: {line}" for line in differences(expect, decision)]
    return wrong


def differences(expect: Json, decision: Decision) -> list[str]:
    found = Found()
    amount = decision.amount
    for member, came in (
        ("outcome", decision.outcome.name),
        ("clause", decision.clause),
        ("version", ", ".join(decision.versions)),
        ("out_of_bounds", amount.out_of_bounds),
        ("outside_principle", amount.outside_principle),
    ):
        if member in expect:
            found.compare(member, expect[member], came)
    if "because" in expect:
        found.compare("because", _causes(expect["because"]), causes_of(decision.because))
    for form in _FORMS:
        if form in expect:
            _compare_total(found, form, expect[form], decision)
    for step, wanted in expect.get("payments", {}).items():
        paid = [payment.amount for payment in decision.payments if payment.step == step]
        form, figure = next(iter(wanted.items())) if isinstance(wanted, dict) else ("amount", wanted)
        came = _amount(paid[-1]) if paid else None
        found.compare(f"payment {step}", _wanted(form, figure), came)
    for name, wanted in expect.get("results", {}).items():
        _compare_result(found, name, wanted, decision)
    for name, wanted in expect.get("answers", {}).items():
        _compare_answer(found, name, wanted, decision)
    for part in ("due", "recover"):
        if part in expect:
            sums = [getattr(payment, part) for payment in decision.payments]
            exact = all(each.kind is AmountKind.exact for each in sums)
            came = sum((each.value for each in sums), Decimal(0)) if exact else None
            found.compare(part, Decimal(expect[part]), came)
    return found.lines


class Found:
    """Collects what differs."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def compare(self, what: str, wanted: object, came: object) -> None:
        # True is no 1.
        if wanted != came or isinstance(wanted, bool) != isinstance(came, bool):
            self.lines.append(f"{what}: expected {wanted}, came {came}")


def causes_of(causes: list[Cause]) -> set[tuple[str, str]]:
    return {(each.kind, "" if each.kind == "uncovered" else each.name) for each in causes}


def _causes(written: Json) -> set[tuple[str, str]]:
    causes = set()
    for kind, names in written.items():
        causes |= {(kind, "")} if kind == "uncovered" else {(kind, name) for name in names}
    return causes


def _amount(amount: Amount) -> tuple[Any, ...]:
    if amount.kind is AmountKind.exact:
        return ("amount", amount.value)
    if amount.kind is AmountKind.unknown:
        return ("unknown", causes_of(amount.causes))
    if amount.kind is AmountKind.between:
        return ("between", amount.low, amount.high)
    if amount.kind is AmountKind.at_least:
        return ("at_least", amount.low)
    if amount.kind is AmountKind.at_most:
        return ("at_most", amount.high)
    return (amount.kind.name,)


def _wanted(form: str, figure: Any) -> tuple[Any, ...]:
    if form == "unknown":
        return (form, _causes(figure))
    if form == "between":
        return (form, Decimal(figure[0]), Decimal(figure[1]))
    return (form, Decimal(figure))


def _readings(text: str) -> set[tuple[str, str]]:
    return {tuple(part.strip().split("=")) for part in text.split(",")}  # type: ignore[misc]


def _compare_total(found: Found, form: str, figure: Any, decision: Decision) -> None:
    if form != "open":
        found.compare("amount", _wanted(form, figure), _amount(decision.amount))
        return
    if decision.amount.kind is not AmountKind.open:
        found.compare("amount", "open", decision.amount.kind.name)
        return
    figures = {frozenset(_readings(text)): Decimal(money) for text, money in figure.items()}
    met = set()
    for alternative in decision.alternatives:
        fitting = [key for key in figures if key <= alternative.readings.items()]
        wanted = ("amount", figures[fitting[0]]) if fitting else None
        found.compare(f"amount under {alternative.readings}", wanted, _amount(alternative.amount))
        met |= set(fitting[:1])
    found.compare("figures without an alternative", set(), set(figures) - met)


def _named(results: list[Result], name: str) -> Result | None:
    return next((each for each in results if each.id == name), None)


def _result(result: Result | None) -> object:
    if result is None:
        return None
    if result.kind is ResultKind.stated:
        return ("stated", result.value)
    if result.kind is ResultKind.unknown:
        return ("unknown", causes_of(result.causes))
    return (result.kind.name,)


def _compare_result(found: Found, name: str, wanted: Any, decision: Decision) -> None:
    came = _named(decision.results, name)
    what = f"result {name}"
    if wanted is None:
        found.compare(what, None, _result(came))
    elif not isinstance(wanted, dict):
        found.compare(what, ("stated", wanted), _result(came))
        stated = came.value if came is not None else None
        found.compare(f"{what}, its type", type(wanted), type(stated))
    elif "unknown" in wanted:
        found.compare(what, ("unknown", _causes(wanted["unknown"])), _result(came))
    else:
        found.compare(what, ("open",), _result(came))
        for readings, value in wanted["open"].items():
            said = [
                _result(_named(each.results, name))
                for each in decision.alternatives
                if _readings(readings) <= each.readings.items()
            ]
            found.compare(f"{what} under {readings}", True, bool(said))
            for one in said:
                found.compare(f"{what} under {readings}", ("stated", value), one)


def _compare_answer(found: Found, name: str, wanted: Json, decision: Decision) -> None:
    came = next((each for each in decision.answers if each.name == name), None)
    if came is None:
        found.compare(f"answer {name}", "one", None)
        return
    if "outcome" in wanted:
        found.compare(f"answer {name}", wanted["outcome"], came.outcome.name)
    if "clause" in wanted:
        found.compare(f"answer {name}, clause", wanted["clause"], came.clause)
    if "because" in wanted:
        found.compare(f"answer {name}, because", _causes(wanted["because"]), causes_of(came.because))
