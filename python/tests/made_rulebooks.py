"""Rulebooks that Hypothesis makes up: any vocabulary, every construct, typed so that they load.

`rulebooks` makes them of draws. What is drawn first is the plainest, so that what fails shrinks to
a small vocabulary, one version and a short expression.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import frame
from draws import Draws
from frame import CITE, LABEL, Json
from made_data import Data
from made_expressions import Expressions, Loop, Names, Scope, inside
from made_functions import FUNCTIONS
from made_vocabulary import PLAIN, Vocabulary, vocabulary


@dataclass(repr=False)
class Made:
    """A set of rulebooks, what may be asked of it, and what the host brings."""

    vocabulary: Vocabulary
    texts: Json
    rules: list[str]
    given: Json
    law_date: str | None

    def __repr__(self) -> str:
        # What matters of it stands in the notes of the test.
        return "Made(…)"


class Rules:
    def __init__(self, expressions: Expressions) -> None:
        self.d = expressions.d
        self.data = expressions.data
        self.vocabulary = expressions.vocabulary
        self.expr = expressions.expr

    def clause(self, depth: int, scope: Scope) -> Json:
        d = self.d
        made: Json = {"id": d.new("c_"), "text": LABEL}
        if depth <= 0 or not d.chance(35):
            return {**made, "if": self.expr("bool", 1 + d.upto(2), scope, True), "cite": CITE}
        kind = d.pick(["any", "all", "none", "at_least"])
        parts = [self.clause(depth - 1, scope) for _ in d.many(1, 3)]
        if kind == "at_least":
            return {**made, "at_least": 1 + d.upto(len(parts) - 1), "of": parts}
        return {**made, kind: parts}

    def step(self, scope: Scope) -> Json:
        d = self.d
        made: Json = {"id": d.new("step_"), "cite": CITE}
        inner = scope
        bound_only = False
        if self.vocabulary.records and d.chance(25):
            records = d.pick(self.vocabulary.records)
            made["each"] = f"x in {records.path}"
            inner = inside(records, scope, "x")
        elif d.chance(10):
            bound_only = True
        elif d.chance(6):
            made["is"] = {"unseen": "not read"}
        if not bound_only and "is" not in made:
            made["is"] = self.expr("money", 1 + d.upto(2), inner)
        if "is" not in made or isinstance(made["is"], str):
            made["round"] = d.pick(["fen half_up", "jiao half_even", "yuan down", "fen up"])
        if bound_only or d.chance(15):
            made["at_most"] = self.expr("money", 1, inner)
        if d.chance(10):
            made["at_least"] = self.expr("money", 1, inner)
        if ("at_most" in made or "at_least" in made) and not bound_only and d.chance(40):
            made["in_principle"] = True
        if d.chance(25):
            made["when"] = self.expr("bool", 1 + d.upto(1), inner)
        return made

    def steps(self, scope: Scope, names: Names) -> list[Json]:
        d = self.d
        made = []
        several = d.chance(35)
        for _ in d.many(1, 3):
            step = self.step(scope)
            if several and d.chance(70):
                step["payee"] = d.pick(["person", "employer"])
                if d.chance(20):
                    step["less"] = self.expr("money", 1, scope)
            if "is" in step:
                names.steps.append(step["id"])
            made.append(step)
        return made

    def limit(self, rule: Json, scope: Scope) -> Json:
        d = self.d
        path = d.pick(list(rule["adds"]))
        records = next(each for each in self.vocabulary.records if each.path == path)
        added = replace(
            records,
            fields={name: records.fields[name] for name in rule["adds"][path]},
            parts=None,
            spells=False,
        )
        counted = Scope(loops=(Loop("s", added),))
        made: Json = {"id": d.new("limit_"), "count": f"s in {path}", "text": LABEL, "cite": CITE}
        made["at_most"] = d.upto(3)
        if not d.chance(15):
            made["where"] = self.expr("bool", 1 + d.upto(1), counted)
        sums = [name for name, kind in added.fields.items() if kind in ("int", "money")]
        if sums and d.chance(60):
            name = d.pick(sums)
            made["sum"] = f"s.{name}"
            made["at_most"] = self.expr(added.fields[name], 1, scope)
        elif d.chance(25):
            made["at_most"] = self.expr("int", 1, scope)
        elif d.chance(5):
            made["at_most"] = {"unseen": "not read"}
        if d.chance(25):
            made["when"] = self.expr("bool", 1, scope)
        return made

    def version(self, rule: Json) -> Json:
        """All of a version but its days."""
        d = self.d
        names = Names()
        scope = Scope(names=names, asker=rule)
        made: Json = {"instrument": d.pick(["t", "u"])}
        made["require"] = [self.clause(2, scope) for _ in d.many(1, 4, 65)]
        if d.chance(30):
            made["unless"] = [self.clause(1, scope) for _ in d.many(1, 2)]
        if "adds" in rule and d.chance(70):
            made["limits"] = [self.limit(rule, scope) for _ in d.many(1, 2)]
        if rule["kind"] == "subsidy" and not d.chance(10):
            scope = replace(scope, steps=True)
            made["amount"] = self.steps(scope, names)
        if d.chance(15):
            kind = d.pick((*PLAIN, "grade"))
            result = {"id": d.new("res_"), "is": self.expr(kind, 2, scope)}
            made["results"] = [{**result, "text": LABEL, "cite": CITE}]
        if names.lets:
            made["let"] = names.lets
        return made

    def last_day(self, number: int) -> tuple[Any, Any]:
        """Of a version, perhaps by a reading; and the first day of the next one."""
        d = self.d
        end = date(2019, 12, 31) + timedelta(days=180 * number + 10 * d.upto(9))
        gap = timedelta(days=1 if d.chance(70) else 40)
        if not d.chance(12):
            return end.isoformat(), (end + gap).isoformat()
        reading = self.data.reading()
        until, after = {"reading": reading}, {"reading": reading}
        for k, option in enumerate(self.data.options(reading)):
            day = end + timedelta(days=20 * k)
            until[option], after[option] = day.isoformat(), (day + gap).isoformat()
        return until, after

    def versions(self, rule: Json) -> list[Json]:
        """One after the other, perhaps with days between."""
        d = self.d
        made: list[Json] = []
        shared: Json | None = None
        ever = d.chance(50)
        at: Any = (
            "ever" if ever else (date(2016, 1, 1) + timedelta(days=200 * d.upto(6))).isoformat()
        )
        last = False
        for i in d.many(1, 3, 100):
            until: Any = "never"
            after: Any = None
            last = last or i == 2 or not d.chance(50)
            if not last or d.chance(12):
                until, after = self.last_day(i)
            version: Json = {"from": at, "until": until}
            what = d.upto(19)
            if what == 19:
                version |= {"none": LABEL, "cite": CITE}
            elif what == 18:
                version |= {"unseen": "not read"} | d.pick([{}, {"instrument": "u"}])
            elif shared is not None and what >= 15:
                # The same text again, as where a notice is prolonged.
                version |= {**shared, "instrument": d.pick(["t", "u"])}
            else:
                shared = self.version(rule)
                version |= shared
            made.append(version)
            if last:
                break
            at = after
        return made

    def rule(self, name: str) -> Json:
        d = self.d
        rule: Json = {
            "id": name,
            "kind": d.pick(["subsidy", "subsidy", "subsidy", "recognition"]),
            "title": LABEL,
        }
        if rule["kind"] == "subsidy":
            rule["payee"] = d.pick(["person", "employer", {"unseen": "not read"}])
        plain = Scope()
        if d.chance(12):
            reading = self.data.reading()
            rule["keyed_on"] = {"reading": reading} | {
                option: self.expr("date", 1, plain) for option in self.data.options(reading)
            }
        elif d.chance(20):
            rule["keyed_on"] = self.expr("date", 2, plain)
        else:
            rule["keyed_on"] = "key.on"
        if self.vocabulary.records and d.chance(50):
            records = d.pick(self.vocabulary.records)
            fields = [each for each in records.fields if not d.chance(20)] or ["ok"]
            rule["adds"] = {
                records.path: {each: self.expr(records.fields[each], 1, plain) for each in fields}
            }
        rule["versions"] = self.versions(rule)
        return rule


def _rules(expressions: Expressions) -> tuple[list[Json], list[str]]:
    """Rules in the order in which they ask each other, and those that rows are decided under."""
    d, known = expressions.d, expressions.vocabulary
    make = Rules(expressions)
    made: list[Json] = []
    names = ["main"]
    if d.chance(20):
        # A rule that is asked for its answer.
        made.append(make.rule("asked"))
        expressions.askable = "asked"
        names.append("asked")
    members, member = None, {}
    if known.records and d.chance(15):
        # A rule that is asked of each member of a list; what it reads is a fact to it alone.
        members = d.pick(known.records)
        member = {f"member.{name}": kind for name, kind in members.fields.items()}
        known.plain |= member
        made.append(make.rule("of_member"))
        for path in member:
            del known.plain[path]
    expressions.members = members
    main = make.rule("main")
    if members is not None:
        main["members"] = {"each": f"m in {members.path}", "rule": "of_member", "as": "member"}
        known.plain |= member
    made.append(main)
    expressions.askable = expressions.members = None
    if d.chance(15):
        other = make.rule("overriding")
        when = expressions.expr("bool", 1, Scope(readings=False))
        other["overrides"] = {"rule": "main", "when": when, "cite": CITE}
        made.append(other)
        names.append("overriding")
    return made, names


def _used(made: Json, written: str) -> Json:
    """Without what an expression named that was not taken."""
    marks = ("'{}'", "reading.{} ", '"reading": "{}"', '"list": "{}"')
    return {
        name: each
        for name, each in made.items()
        if any(mark.format(name) in written for mark in marks)
    }


def rulebooks(draws: Draws) -> Made:
    known = vocabulary(draws)
    data = Data(draws, known)
    expressions = Expressions(data, FUNCTIONS)
    rules, names = _rules(expressions)
    calendar = {
        "month_end": data.counted("month_end", ["last_day", "next_day"], expressions.shifts),
        "last_day": data.counted("last_day", ["counts", "expired"], expressions.counts),
        "holiday": data.counted("holiday", ["stays", "moves"], "within(" in json.dumps(rules)),
        "cite": CITE,
    }
    if calendar["holiday"] != "stays" and "within(" in json.dumps(rules):
        calendar["rest_days"] = {"list": data.list_of("date"), "in_a_row": 1 + draws.upto(400)}
    elif calendar["holiday"] == "moves":
        calendar["holiday"] = "stays"
    written = json.dumps([rules, calendar])
    used = {key: _used(made, written) for key, made in data.parts()}
    given = {
        key: {name: each for name, each in made.items() if name in used[key]}
        for key, made in data.given.items()
    }
    book = frame.book(
        rules, "tu", calendar=calendar, **{key: made for key, made in used.items() if made}
    )
    law_date = draws.pick(["2020-05-05", "2018-03-01"]) if draws.chance(6) else None
    texts = {"vocabulary.json": known.json(), "made.json": book}
    return Made(known, texts, names, {key: made for key, made in given.items() if made}, law_date)
