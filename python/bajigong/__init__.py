"""Decides China's vocational-skill cases from rulebooks, with reasons; and a voucher ledger.

    import bajigong

    policies = bajigong.load()
    decision = policies.decide("skill_upgrading", facts, on="2023-07-03")
    print(decision.outcome, decision.amount.value)
    print(decision.text("zh"))

`bajigong.ledger` keeps the ledger, `bajigong.identifiers` reads identity and certificate numbers.
Money is `decimal.Decimal`, a day `datetime.date`; there is no float anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import ledger
from ._core import (
    Alternative,
    Amount,
    AmountKind,
    Answer,
    Cause,
    Decision,
    Frame,
    MatchedRule,
    Matching,
    Outcome,
    Payment,
    Place,
    Problem,
    Replay,
    Result,
    ResultKind,
    RuleSummary,
    Rung,
    Standing,
    __version__,
)
from ._display import set_display_language
from ._errors import Error, IdentifierError, InputError, LedgerError, RuleError
from ._ladder import parse_rung, rung_of_grade
from ._language import check_languages
from ._population import Evaluation, LazyEvaluation
from ._rulebooks import (
    Facts,
    Given,
    Rulebooks,
    evaluate_expression,
    load,
    policies_path,
    rule_of_receipt,
    schema_path,
)

__all__ = [
    "Alternative",
    "Amount",
    "AmountKind",
    "Answer",
    "Cause",
    "Decision",
    "Error",
    "Evaluation",
    "Facts",
    "Frame",
    "Given",
    "IdentifierError",
    "InputError",
    "LazyEvaluation",
    "LedgerError",
    "MatchedRule",
    "Matching",
    "Outcome",
    "Payment",
    "Place",
    "Problem",
    "Replay",
    "Result",
    "ResultKind",
    "RuleError",
    "RuleSummary",
    "Rulebooks",
    "Rung",
    "Standing",
    "__version__",
    "evaluate_expression",
    "identifiers",
    "ledger",
    "load",
    "parse_rung",
    "policies_path",
    "rule_of_receipt",
    "rung_of_grade",
    "schema_path",
    "set_display_language",
]

check_languages()

if TYPE_CHECKING:
    from . import identifiers
else:

    def __getattr__(name: str) -> object:
        # dataclasses, which it needs, costs as much to import as all the rest.
        if name == "identifiers":
            from importlib import import_module

            return import_module(".identifiers", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
