"""Deciding: what goes in and what comes out, in Python's own types."""

from __future__ import annotations

import copy
import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import bajigong
from bajigong import AmountKind, Outcome, ResultKind
from conftest import SOURCE

ON = date(2023, 7, 3)


def vocabulary(types: dict[str, str]) -> str:
    """A vocabulary of these facts alone."""
    facts = {path: {"type": type, "zh": path, "en": path} for path, type in types.items()}
    return json.dumps({"bajigong": 1, "facts": facts})


def test_a_decision_shows_all_its_parts(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    decision = policies.decide("skill_upgrading", in_post, ON)
    assert decision.rule == "skill_upgrading"
    assert decision.outcome is Outcome.eligible
    assert decision.clause == ""
    assert decision.payable
    assert decision.versions == ["2022"]
    assert decision.because == [] and decision.alternatives == [] and decision.answers == []
    # 2500 × 80 %
    assert decision.amount.kind is AmountKind.exact
    assert decision.amount.value == Decimal("2000.00")
    assert isinstance(decision.amount.value, Decimal)
    assert [(p.step, p.payee, p.amount.value) for p in decision.payments] == [
        ("paid", "person", Decimal("2000.00"))
    ]
    assert decision.payments[0].due.value == Decimal("2000.00")
    assert decision.payments[0].paid_before is None
    assert decision.receipt is None
    assert json.loads(decision.json())["outcome"] == "eligible"
    assert "2000.00" in decision.text("zh") and decision.text("zh") != decision.text("en")
    assert repr(decision) == "<Decision skill_upgrading: eligible, exact 2000.00>"


def test_facts_may_be_given_in_every_form(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    """The same facts as a mapping, text, bytes and read beforehand decide the same."""
    text = (SOURCE / "examples/demo/shanghai_in_post.json").read_text("utf-8")
    forms = [in_post, text, text.encode(), policies.facts(in_post), policies.facts(text)]
    told = {policies.decide("skill_upgrading", form, "2023-07-03").json() for form in forms}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("before", "paid"),
    [
        # The instalments of an indicator's sum: what Decimal, int and text write is one value.
        (Decimal("1500.00"), Decimal("1500")),
        (Decimal("1.5E+3"), Decimal("1500")),
        (Decimal("1500.000000"), Decimal("1500")),
        (1500, Decimal("1500")),
        ("1500.00", Decimal("1500")),
        (Decimal("-0.00"), Decimal("0")),
        (Decimal("90071992547409.93"), Decimal("90071992547409.93")),
    ],
)
def test_money_crosses_exactly(before: object, paid: Decimal) -> None:
    said = bajigong.evaluate_expression(
        "case.sum", {"case.sum": before}, vocabulary=vocabulary({"case.sum": "money"})
    )
    assert Decimal(json.loads(said)) == paid


def test_ratios_and_days_cross_exactly() -> None:
    names = vocabulary({"case.part": "ratio", "case.on": "date"})
    facts = {"case": {"part": Fraction(1, 3), "on": date(2024, 2, 29)}}
    assert bajigong.evaluate_expression("case.part", facts, vocabulary=names) == '"1/3"'
    later = bajigong.evaluate_expression("case.on + years(1)", facts, vocabulary=names)
    assert later == '"2025-02-28"'  # 民法典 202


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        ("subsidies", [{"amount": 1.5}], "/subsidies/0/amount"),
        ("subsidies", [{}, {"amount": float("nan")}], "/subsidies/1/amount"),
        ("person", {"of_working_age": 1.0}, "/person/of_working_age"),
        ("person", {"household_place": Decimal("NaN")}, "/person/household_place"),
        ("application.on", datetime(2023, 7, 3), "/application.on"),
        ("person", {"a/b~c": object()}, "/person/a~1b~0c"),
        ("person", {1: "x"}, "/person"),
        ("statuses", {"a set"}, "/statuses"),
    ],
)
def test_what_is_not_exact_is_refused_with_its_path(
    policies: bajigong.Rulebooks,
    in_post: dict[str, Any],
    path: str,
    value: object,
    pointer: str,
) -> None:
    in_post[path] = value
    with pytest.raises(bajigong.InputError) as refused:
        policies.decide("skill_upgrading", in_post, ON)
    assert refused.value.code == "F006"
    assert refused.value.place.pointer == pointer


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (np.True_, "numpy.bool"),
        (np.int64(3), "numpy.int64"),
        (np.datetime64("2023-07-03"), "numpy.datetime64"),
        (pd.NA, "pandas."),
        ({"a set"}, "not set"),
    ],
)
def test_what_json_lacks_is_named_by_its_full_type(
    policies: bajigong.Rulebooks, value: object, name: str
) -> None:
    with pytest.raises(bajigong.InputError) as refused:
        policies.facts({"certificate": {"level": value}})
    said = str(refused.value)
    assert name in said
    # The fact by its path and, for who has to find it in a list, its place: each once.
    assert said.count("certificate.level:") == said.count("(/certificate/level)") == 1
    assert said.count("/certificate") == 1
    assert "facts: expected" in _refusal(policies, {"a set"})


def _refusal(policies: bajigong.Rulebooks, facts: Any) -> str:
    with pytest.raises(bajigong.InputError) as refused:
        policies.facts(facts)
    return str(refused.value)


def test_what_holds_itself_is_refused(policies: bajigong.Rulebooks) -> None:
    facts: dict[str, Any] = {}
    facts["person"] = facts
    with pytest.raises(bajigong.InputError):
        policies.facts(facts)


def test_every_problem_of_the_facts_is_told_and_no_value(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    secret = "11010519491231002X"
    in_post["person"] = {"of_working_age": secret, "houshold_place": secret}
    with pytest.raises(bajigong.InputError) as refused:
        policies.decide("skill_upgrading", in_post, ON)
    error = refused.value
    assert {problem.code for problem in error.problems} == {"F005", "F006"}
    assert "household_place" in str(error)  # the nearest known name
    assert "应为" in error.text("zh")
    assert secret not in str(error) + repr(error) + error.text("zh")


@pytest.mark.parametrize(
    "facts",
    [
        '{"person": "11010519491231002X',
        b'{"person": "\xff11010519491231002X"}',
        '{"person": {"household_place": "\ud80011010519491231002X"}}',
        "",
    ],
)
def test_broken_json_is_refused_without_its_text(policies: bajigong.Rulebooks, facts: Any) -> None:
    with pytest.raises(bajigong.InputError) as refused:
        policies.facts(facts)
    assert refused.value.code.startswith("J")
    assert refused.value.place.file == "facts"
    assert "19491231" not in str(refused.value)


def test_a_wrong_call_does_not_tell_the_facts(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    """pybind11 shows the arguments it cannot take; so it never gets to see them."""
    in_post["person"]["id_number"] = "11010519491231002X"
    wrong: list[Any] = [
        lambda: policies.decide("skill_upgrading", in_post, ON, no_such=1),  # type: ignore[call-arg]
        lambda: policies.decide(5, in_post, ON),  # type: ignore[arg-type]
        lambda: policies.decide("skill_upgrading", in_post, 20230703),  # type: ignore[arg-type]
        lambda: policies.decide("skill_upgrading", in_post, ON, salt=object()),  # type: ignore[arg-type]
        lambda: policies.match(in_post, 310115, ON),  # type: ignore[arg-type]
        lambda: bajigong.Rulebooks.from_texts({5: "11010519491231002X"}),  # type: ignore[dict-item]
        lambda: bajigong.Facts("policies", in_post),  # type: ignore[arg-type]
        lambda: bajigong.Facts(policies, in_post, name=5),  # type: ignore[arg-type]
        lambda: policies.given(in_post, rule=5),  # type: ignore[arg-type]
        lambda: bajigong.evaluate_expression(5, in_post),  # type: ignore[arg-type]
    ]
    for call in wrong:
        with pytest.raises(TypeError) as refused:
            call()
        assert "11010519491231002X" not in str(refused.value)


@pytest.mark.parametrize("on", ["2023-02-30", "2023-7-3", "20230703", "yesterday", "2023-W27-1"])
def test_a_day_that_does_not_exist_is_refused(policies: bajigong.Rulebooks, on: str) -> None:
    with pytest.raises(ValueError, match="^on: expected a day that exists, written like") as refused:
        policies.decide("skill_upgrading", {}, on)
    assert on not in str(refused.value)
    with pytest.raises(ValueError, match="^law_date: expected a day that exists"):
        policies.decide("skill_upgrading", {}, ON, law_date=on)


def test_a_moment_is_no_day(policies: bajigong.Rulebooks) -> None:
    with pytest.raises(TypeError):
        policies.decide("skill_upgrading", {}, datetime(2023, 7, 3))


def test_a_rule_that_does_not_exist_is_refused(policies: bajigong.Rulebooks) -> None:
    with pytest.raises(bajigong.RuleError) as refused:
        policies.decide("skill_upgradin", {}, ON)
    assert refused.value.code == "D002" and "skill_upgrading" in str(refused.value)


def test_an_open_reading_gives_an_alternative_for_each_answer(
    policies: bajigong.Rulebooks,
) -> None:
    """The corresponding day, 民法典 202: whether it still counts is left open (examples/demo.sh)."""
    facts = (SOURCE / "examples/demo/national_corresponding_day.json").read_text("utf-8")
    stays = {"holiday": "stays"}
    decision = policies.decide("ui_skill_upgrading", facts, "2019-03-10", readings=stays)
    assert decision.outcome is Outcome.undetermined
    assert [(cause.kind, cause.name) for cause in decision.because] == [("readings", "last_day")]
    said = {tuple(a.readings.items()): a.outcome for a in decision.alternatives}
    assert said == {
        (("last_day", "counts"),): Outcome.eligible,
        (("last_day", "expired"),): Outcome.ineligible,
    }
    chosen = policies.decide(
        "ui_skill_upgrading", facts, "2019-03-10", readings={"last_day": "counts"}
    )  # inside on the day itself, whatever holds of days of rest
    assert chosen.outcome is Outcome.eligible
    assert chosen.amount.kind is AmountKind.at_most
    assert chosen.amount.value is None and chosen.amount.low is None
    assert chosen.amount.high == Decimal("1500.00")


def test_what_the_host_brings(policies: bajigong.Rulebooks) -> None:
    facts = (SOURCE / "examples/demo/zhejiang_student.json").read_bytes()
    given = (SOURCE / "examples/demo/zhejiang_pilot_enterprises.json").read_bytes()
    rule = "one_exam_two_certificates"
    without = policies.decide(rule, facts, "2024-05-10")
    assert without.outcome is Outcome.undetermined
    assert {cause.kind for cause in without.because} == {"supply"}
    brought = policies.decide(rule, facts, "2024-05-10", given=given)
    assert brought.outcome is Outcome.eligible
    read = policies.given(given, rule=rule)
    assert policies.decide(rule, facts, "2024-05-10", given=read).json() == brought.json()


def test_law_date_decides_by_the_rules_of_that_day(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    decision = policies.decide("skill_upgrading", in_post, ON, law_date="2010-01-01")
    assert json.loads(decision.json())["law_date"] == "2010-01-01"
    assert decision.versions != ["2022"]


def test_receipt_and_replay(policies: bajigong.Rulebooks, in_post: dict[str, Any]) -> None:
    salt = "0123456789abcdef"
    decision = policies.decide("skill_upgrading", in_post, ON, salt=salt)
    assert decision.receipt is not None
    assert bajigong.rule_of_receipt(decision.receipt) == "skill_upgrading"
    assert policies.replay(decision.receipt, in_post, salt).same
    other = copy.deepcopy(in_post)
    other["certificate"]["level"] = "技师"
    replayed = policies.replay(decision.receipt, other, salt.encode())
    assert not replayed.same and any("amount" in line for line in replayed.differences)
    with pytest.raises(bajigong.RuleError) as changed:
        policies.replay(decision.receipt.replace("eligible", "ineligible"), in_post, salt)
    assert changed.value.code == "D004"


def test_a_short_salt_is_refused(policies: bajigong.Rulebooks, in_post: dict[str, Any]) -> None:
    """At least 16 bytes, as the tool and the interface for C demand; 5 characters may be 15 bytes."""
    receipt = policies.decide("skill_upgrading", in_post, ON, salt="0123456789abcdef").receipt
    assert receipt is not None
    table = pa.table({"certificate.level": ["senior"]})
    for salt in ("0123456789abcde", b"0", "五个汉字盐"):
        for call in (
            lambda: policies.decide("skill_upgrading", in_post, ON, salt=salt),
            lambda: policies.evaluate(table, "skill_upgrading", ON, salt=salt),
            lambda: policies.evaluate_lazily(table, "skill_upgrading", ON, salt=salt),
            lambda: policies.replay(receipt, in_post, salt),
        ):
            with pytest.raises(ValueError, match="^salt: expected at least 16 bytes$"):
                call()
    with pytest.raises(ValueError, match="16 bytes"):
        policies.replay(receipt, in_post, b"")
    assert policies.decide("skill_upgrading", in_post, ON, salt="六个汉字的盐").receipt


def test_a_language_that_is_not_spoken_is_refused(policies: bajigong.Rulebooks) -> None:
    said: list[Any] = [
        policies.decide("skill_upgrading", {}, ON),
        policies.match({}, "310115", ON),
    ]
    with pytest.raises(bajigong.InputError) as refused:
        policies.facts({"person": {"no_such": 1}})
    said += [refused.value, refused.value.problems[0]]
    for each in said:
        with pytest.raises(ValueError, match='^language: expected "en" or "zh"$'):
            each.text("fr")
        assert each.text() == each.text(language="en") != each.text("zh")
    with pytest.raises(ValueError, match="language"):
        refused.value.problems[0].message("fr")


def test_match_finds_the_rule_among_those_of_the_place(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    matching = policies.match(in_post, "310115", ON)
    granted = {each.rule: each for each in matching.rules if each.standing.name == "granted"}
    assert granted["skill_upgrading"].decision.amount.value == Decimal("2000.00")
    assert json.loads(matching.json())["place"] == "310115"
    assert "skill_upgrading" in matching.text("en")
    with pytest.raises(bajigong.RuleError) as refused:
        policies.match(in_post, "Shanghai", ON)
    assert refused.value.code == "D011"


def test_results_are_what_facts_would_say(policies: bajigong.Rulebooks) -> None:
    """An indicator of 20,000 that stands at 15,000 is 5,000 short (docs/rulebook.md)."""
    rulebooks = bajigong.Rulebooks.from_texts(
        {
            "vocabulary.json": vocabulary({"indicator.count": "int"}),
            "plan.json": json.dumps(PLAN, ensure_ascii=False),
        }
    )
    decision = rulebooks.decide("reached", {"indicator.count": 15000}, "2024-01-01")
    said = {result.id: (result.kind, result.value) for result in decision.results}
    assert said == {
        "short_by": (ResultKind.stated, 5000),
        "met": (ResultKind.stated, False),
        "due": (ResultKind.stated, "2025-12-31"),
    }
    assert type(decision.results[0].value) is int


def _text(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


PLAN = {
    "bajigong": 1,
    "id": "plan",
    "title": _text("plan"),
    "jurisdiction": "CN",
    "instruments": {
        "plan": {
            "title": "plan",
            "issuer": "issuer",
            "issued": "2020-12-01",
            "evidence": "official",
        }
    },
    "calendar": {
        "last_day": "counts",
        "month_end": "last_day",
        "holiday": "stays",
        "cite": "plan §1",
    },
    "rules": [
        {
            "id": "reached",
            "kind": "indicator",
            "title": _text("reached"),
            "keyed_on": "as_of",
            "versions": [
                {
                    "from": "2021-01-01",
                    "until": "never",
                    "instrument": "plan",
                    "require": [
                        {
                            "id": "enough",
                            "if": "indicator.count >= 20000 || by(never, date('2025-12-31'))",
                            "cite": "plan §6",
                            "text": _text("enough"),
                        }
                    ],
                    "results": [
                        {
                            "id": name,
                            "is": expression,
                            "always": True,
                            "cite": "plan §6",
                            "text": _text(name),
                        }
                        for name, expression in (
                            ("short_by", "max(0, 20000 - indicator.count)"),
                            ("met", "indicator.count >= 20000"),
                            ("due", "date('2025-12-31')"),
                        )
                    ],
                }
            ],
        }
    ],
}
