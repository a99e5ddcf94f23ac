"""How decisions show themselves in a notebook: plain HTML, everything from outside escaped."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._core import Decision, Matching

__all__ = ["decision_html", "escape", "matching_html", "set_display_language"]

_language = "en"

_WORDS = {
    "eligible": "符合条件",
    "ineligible": "不符合条件",
    "undetermined": "无法确定",
    "fault": "出错",
    "granted": "可享受",
    "possible": "可能享受",
    "refused": "不能享受",
    "failed": "出错",
    "untouched": "未涉及",
    "none": "无",
    "exact": "确定",
    "at_most": "至多",
    "at_least": "至少",
    "between": "介于",
    "open": "视理解而定",
    "unknown": "待定",
    "stated": "列明",
    "masked": "已隐去",
    "facts": "缺少事实",
    "readings": "文件未写明",
    "supply": "须提供的资料",
    "unseen": "未读到的条文",
    "pending": "另行规定",
    "waiting": "尚待发生",
    "uncovered": "未收录的日期",
    "faults": "无法计算",
    "amount": "金额",
    "because": "原因",
    "payments": "支付",
    "results": "认定结果",
    "conditions": "条件",
    "sources": "依据",
    "alternatives": "各种理解",
    "rule": "规则",
    "on": "判定日期",
    "step": "项目",
    "payee": "支付对象",
    "fund": "资金",
}

_MARKS = {"true": "✓", "false": "✗", "unknown": "?", "fault": "!"}
_COLOURS = {
    "eligible": "#1a7f37",
    "ineligible": "#b42318",
    "undetermined": "#8a6100",
    "fault": "#6e2ca8",
}


def set_display_language(language: str) -> None:
    """The language of what notebooks show: "en", as at first, or "zh"."""
    if language not in ("en", "zh"):
        raise ValueError("language is 'en' or 'zh'")
    global _language
    _language = language


def escape(text: object) -> str:
    """A text from outside as HTML: markup, control and bidirectional characters do nothing."""
    shown = []
    for character in str(text):
        if unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"):
            shown.append(f"\\u{ord(character):04X}")
        else:
            shown.append(character)
    return html.escape("".join(shown), quote=True)


def _word(name: str) -> str:
    if _language == "zh":
        return _WORDS.get(name, name)
    return name.replace("_", " ")


def _said(text: Any) -> str:
    """A text in both languages, in the one that is shown."""
    if isinstance(text, dict):
        return escape(text.get(_language) or text.get("en") or text.get("zh") or "")
    return escape(text)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("masked"):
            return "***"
        return escape(json.dumps(value, ensure_ascii=False))
    return escape(json.dumps(value) if isinstance(value, (bool, int)) else value)


def _amount(amount: dict[str, Any]) -> str:
    figures = [escape(amount[key]) for key in ("value", "low", "high") if key in amount]
    kind = "" if amount["kind"] == "exact" else escape(_word(amount["kind"])) + " "
    return (kind + " – ".join(figures)).strip()


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells are HTML already."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return ""
    titles = "".join(f"<th>{escape(_word(title))}</th>" for title in head)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _heading(name: str) -> str:
    return f"<p><b>{escape(_word(name))}</b></p>"


def _badge(word: str, colour: str) -> str:
    style = f"background:{colour};color:#fff;border-radius:3px;padding:1px 6px"
    return f'<span style="{style}">{escape(_word(word))}</span>'


def _causes(causes: list[dict[str, Any]]) -> str:
    rows = []
    for cause in causes:
        why = f" – {escape(cause['why'])}" if cause.get("why") else ""
        kind = escape(_word(cause["kind"]))
        rows.append(f"<li>{kind}: <code>{escape(cause['name'])}</code>{why}</li>")
    return f"{_heading('because')}<ul>{''.join(rows)}</ul>" if rows else ""


def _clause(clause: dict[str, Any]) -> str:
    mark = _MARKS.get(clause.get("truth", ""), "")
    cites = ", ".join(
        f"{escape(cite['instrument'])} {escape(cite['place'])}" for cite in clause.get("cite", [])
    )
    source = f" <small>({cites})</small>" if cites else ""
    inner = ""
    for group in ("all", "any", "none", "of"):
        if isinstance(clause.get(group), list):
            inner += "".join(_clause(part) for part in clause[group])
    inner = f"<ul>{inner}</ul>" if inner else ""
    text = _said(clause.get("text", clause.get("id", "")))
    return f"<li>{escape(mark)} {text}{source}{inner}</li>"


def _explanation(explanation: dict[str, Any]) -> str:
    parts = []
    version = explanation.get("version")
    if isinstance(version, dict):
        parts.append(f"<p><small>{escape(version.get('instrument', ''))}</small></p>")
    clauses = [_clause(each) for each in explanation.get("require", [])]
    if clauses:
        parts.append(f"<ul>{''.join(clauses)}</ul>")
    excluded = [_clause(each) for each in explanation.get("unless", [])]
    if excluded:
        parts.append(f"<p><i>unless</i></p><ul>{''.join(excluded)}</ul>")
    limits = [_clause({**each, "truth": each.get("within")}) for each in explanation.get("limits", [])]
    if limits:
        parts.append(f"<ul>{''.join(limits)}</ul>")
    return "".join(parts)


def _sources(instruments: dict[str, Any]) -> str:
    rows = []
    for key, each in instruments.items():
        number = f" ({escape(each['number'])})" if each.get("number") else ""
        rows.append(f"<li><code>{escape(key)}</code> {_said(each.get('title', ''))}{number}</li>")
    return f"{_heading('sources')}<ul>{''.join(rows)}</ul>" if rows else ""


def decision_html(decision: Decision) -> str:
    """A decision as a fragment of HTML. What the vocabulary marks personal is masked."""
    told = json.loads(decision.json())
    outcome = told["outcome"]
    parts = [
        f"<h4>{_said(told['title'])} {_badge(outcome, _COLOURS.get(outcome, '#555'))}</h4>",
        f"<p><code>{escape(told['rule'])}</code>, {escape(_word('on'))} "
        f"{escape(told['decided_on'])}</p>",
    ]
    if told.get("clause"):
        parts.append(f"<p><code>{escape(told['clause'])}</code></p>")
    if told["amount"]["kind"] != "none":
        parts.append(f"<p><b>{escape(_word('amount'))}</b> {_amount(told['amount'])}</p>")
    parts.append(_causes(told["because"]))
    payments = [
        [escape(each["step"]), _party(each["payee"]), _party(each["fund"]), _amount(each["amount"])]
        for each in told["payments"]
    ]
    if payments:
        parts.append(_heading("payments"))
        parts.append(_table(("step", "payee", "fund", "amount"), payments))
    results = [
        [escape(each["id"]), escape(_word(each["kind"])), _value(each.get("value", ""))]
        for each in told["results"]
    ]
    if results:
        parts.append(_heading("results"))
        parts.append(_table(("results", "", ""), results))
    alternatives = [
        [
            escape(", ".join(f"{name}={option}" for name, option in each["readings"].items())),
            escape(_word(each["outcome"])),
            _amount(each["amount"]),
        ]
        for each in told["alternatives"]
    ]
    if alternatives:
        parts.append(_heading("alternatives"))
        parts.append(_table(("readings", "", "amount"), alternatives))
    shown = [_explanation(each) for each in told["explanations"]]
    if any(shown):
        parts.append(_heading("conditions"))
        parts.extend(shown)
    parts.append(_sources(told["instruments"]))
    return f'<div class="bajigong-decision">{"".join(parts)}</div>'


def _party(party: Any) -> str:
    if isinstance(party, dict):
        return " ".join(f"{escape(_word(kind))}: {escape(why)}" for kind, why in party.items())
    return "" if party is None else escape(party)


def matching_html(matching: Matching) -> str:
    """A case under every rule of a place, as a table; what is not touched is left out."""
    told = json.loads(matching.json())
    rows = [
        [
            _badge(each["standing"], "#555"),
            _said(each["title"]),
            f"<code>{escape(each['rule'])}</code>",
            _amount(each["amount"]),
        ]
        for each in told["rules"]
        if each["standing"] != "untouched"
    ]
    head = f"<p>{escape(told['place'])}, {escape(told['decided_on'])}</p>"
    table = _table(("", "", "rule", "amount"), rows)
    return f'<div class="bajigong-matching">{head}{table}</div>'
