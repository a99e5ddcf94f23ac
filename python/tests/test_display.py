"""What notebooks show: complete, and nothing from outside does anything."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

import bajigong
from bajigong._display import escape
from conftest import SOURCE
from test_decide import PLAN, vocabulary

ALLOWED = {
    "div", "h4", "span", "p", "b", "i", "small", "code", "ul", "li", "table", "thead", "tbody",
    "tr", "th", "td",
}  # fmt: skip


class Checker(HTMLParser):
    """Every tag closed in its order, none but those we write, and no attribute that acts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= {"class", "style"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> str:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return checker.text


def test_a_decision_shows_itself(
    policies: bajigong.Rulebooks, in_post: dict[str, Any], english: None
) -> None:
    decision = policies.decide("skill_upgrading", in_post, "2023-07-03")
    shown = read(decision._repr_html_())
    assert "eligible" in shown and "2000.00" in shown and "✓" in shown
    told = json.loads(decision.json())
    for clause in told["explanations"][0]["require"]:
        assert clause["text"]["en"] in shown
    for instrument in told["instruments"].values():
        title = instrument["title"]
        assert (title["en"] if isinstance(title, dict) else title) in shown
    bajigong.set_display_language("zh")
    assert "符合条件" in read(decision._repr_html_())
    with pytest.raises(ValueError):
        bajigong.set_display_language("fr")


def test_every_kind_of_decision_shows_itself(
    policies: bajigong.Rulebooks, in_post: dict[str, Any]
) -> None:
    corresponding = (SOURCE / "examples/demo/national_corresponding_day.json").read_text("utf-8")
    cases: list[tuple[str, Any, str, str]] = [
        ("ui_skill_upgrading", corresponding, "2019-03-10", "last_day=counts"),
        ("skill_upgrading", {}, "2023-07-03", "application.on"),
        ("skill_upgrading", in_post, "2010-01-01", "skill_upgrading"),
    ]
    for rule, facts, on, wanted in cases:
        assert wanted in read(policies.decide(rule, facts, on)._repr_html_())
    shown = read(policies.match(in_post, "310115", "2023-07-03")._repr_html_())
    assert "skill_upgrading" in shown and "granted" in shown


def test_personal_facts_are_masked(policies: bajigong.Rulebooks, in_post: dict[str, Any]) -> None:
    in_post["person"]["id_number"] = "11010519491231002X"
    decision = policies.decide("skill_upgrading", in_post, "2023-07-03")
    shown = decision._repr_html_() + decision.json() + decision.text("zh") + repr(decision)
    assert "11010519491231002X" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"' onmouseover=x", "&quot;&#x27; onmouseover=x"),
        ("a&b", "a&amp;b"),
        ("\u202egnp.exe", "\\u202Egnp.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\x00\x1b[31m\n", "\\u0000\\u001B[31m\\u000A"),
        ("\u2028\u200b", "\\u2028\\u200B"),
        ("电工 “a”", "电工 “a”"),
    ],
)
def test_escape(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_rulebook_cannot_put_markup_into_a_notebook() -> None:
    """Every text that an author may write is markup here; none of it is one in what is shown."""
    evil = "<img src=x onerror=alert(1)>\u202e\"'"
    written = json.dumps(PLAN)
    plan = json.loads(written)

    def spoil(node: Any) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("zh", "en", "title", "issuer", "place", "number") and isinstance(
                    value, str
                ):
                    node[key] = evil
                spoil(value)
        elif isinstance(node, list):
            for each in node:
                spoil(each)

    spoil(plan)
    rulebooks = bajigong.Rulebooks.from_texts(
        {
            "vocabulary.json": vocabulary({"indicator.count": "int"}),
            "plan.json": json.dumps(plan),
        }
    )
    decision = rulebooks.decide("reached", {"indicator.count": 1}, "2024-01-01")
    for html in (
        decision._repr_html_(),
        rulebooks.match({"indicator.count": 1}, "CN", "2024-01-01")._repr_html_(),
    ):
        read(html)
        assert "<img" not in html and "\u202e" not in html
    assert "&lt;img" in decision._repr_html_()
