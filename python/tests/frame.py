"""What a made-up rulebook says beside what it is about."""

from __future__ import annotations

import json
from typing import Any

import bajigong

Json = dict[str, Any]

LABEL = {"zh": "某项", "en": "some"}
CITE = "t §1"


def facts(kinds: dict[str, str]) -> Json:
    """Of a vocabulary, or fields of a list of it: names and types."""
    return {name: {"type": kind, **LABEL} for name, kind in kinds.items()}


def clause(name: str, condition: str) -> Json:
    return {"id": name, "if": condition, "text": LABEL, "cite": CITE}


def rule(name: str, kind: str = "recognition", **version: Any) -> Json:
    """Of one version, in force for ever."""
    made: Json = {
        "id": name,
        "kind": kind,
        "title": LABEL,
        "keyed_on": "as_of",
        "versions": [{"from": "ever", "until": "never", "instrument": "t", **version}],
    }
    return {**made, "payee": "person"} if kind == "subsidy" else made


def book(rules: list[Json], instruments: str = "t", **more: Any) -> Json:
    """A rulebook; each letter of `instruments` is one."""
    instrument = {
        "title": "某",
        "number": None,
        "issuer": "某",
        "issued": None,
        "evidence": "official",
    }
    return {
        "bajigong": 1,
        "id": "made",
        "title": LABEL,
        "jurisdiction": "310000",
        "instruments": dict.fromkeys(instruments, instrument),
        "rules": rules,
        **more,
    }


def loaded(kinds: dict[str, str], rulebook: Json) -> bajigong.Rulebooks:
    """A rulebook with a vocabulary of plain facts."""
    vocabulary = {"bajigong": 1, "facts": facts(kinds)}
    return bajigong.Rulebooks.from_texts(
        {"vocabulary.json": json.dumps(vocabulary), "made.json": json.dumps(rulebook)}
    )
