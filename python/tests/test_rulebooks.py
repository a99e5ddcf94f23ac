"""Loading and listing rulebooks, and the mistakes that are found in them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import bajigong
from conftest import SOURCE


def test_the_package_brings_the_rulebooks_of_the_source() -> None:
    """All of policies/ but the cases, byte for byte; and the schemas."""
    brought = bajigong.policies_path()
    inside = {p.relative_to(brought): p.read_bytes() for p in brought.rglob("*") if p.is_file()}
    source = SOURCE / "policies"
    wanted = {
        p.relative_to(source): p.read_bytes()
        for p in source.rglob("*.json")
        if not p.name.endswith(".cases.json")
    }
    assert inside == wanted and len(wanted) > 80
    schemas = {p.name: p.read_bytes() for p in bajigong.schema_path().iterdir()}
    assert schemas == {p.name: p.read_bytes() for p in (SOURCE / "schema").glob("*.json")}


def test_rules_are_listed(policies: bajigong.Rulebooks) -> None:
    rules = {rule.id: rule for rule in policies.rules()}
    assert rules["skill_upgrading"].kind == "subsidy"
    assert rules["skill_upgrading"].jurisdiction == "310000"
    assert "技能" in rules["skill_upgrading"].title_zh
    assert len(rules) == len(policies.rules()) > 200
    assert "certificate.level" in policies.fact_paths()


def test_folders_and_texts_load_the_same(tmp_path: Path) -> None:
    source = SOURCE / "policies"
    names = ["vocabulary.json", "cn/civil_code.json", "cn/ui_skill_upgrading.json"]
    texts = {name: (source / name).read_text("utf-8") for name in names}
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    of_folder = bajigong.load(tmp_path)
    of_files = bajigong.Rulebooks.load(*(str(tmp_path / name) for name in names))
    of_texts = bajigong.Rulebooks.from_texts(texts)
    ids = [[rule.id for rule in each.rules()] for each in (of_folder, of_files, of_texts)]
    assert ids[0] == ids[1] == ids[2] and "ui_skill_upgrading" in ids[0]


def test_every_mistake_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.json").write_text('{"bajigong": 1, "facts": {}}')
    broken = tmp_path / "broken.json"
    broken.write_text('{"bajigong": 1,\n "rulebok": "x"}')
    with pytest.raises(bajigong.RuleError) as refused:
        bajigong.load(tmp_path)
    error = refused.value
    assert error.code == error.problems[0].code
    assert error.place.file == str(broken)
    assert len(error.problems) > 1
    misspelt = [p for p in error.problems if "rulebok" in p.place.pointer]
    assert misspelt and misspelt[0].place.line == 2
    assert str(misspelt[0].place).startswith(f"{broken}:2 (")


def test_what_could_not_be_made_may_be_shown(policies: bajigong.Rulebooks) -> None:
    """Tracebacks show `self` of a constructor that failed; C++ has no object for it then."""
    shown = []
    for make in (
        lambda: bajigong.load("/nowhere"),
        lambda: bajigong.Facts(policies, "{"),
        lambda: bajigong.Given(policies, "{"),
        lambda: bajigong.ledger.open("/nowhere"),
    ):
        try:
            make()
        except bajigong.Error as error:
            frame = error.__traceback__
            while frame is not None:
                shown += [repr(value) for value in frame.tb_frame.f_locals.values()]
                frame = frame.tb_next
    assert {"<Rulebooks>", "<Facts>", "<Given>"} <= set(shown)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(bajigong.Error) as refused:
        bajigong.load(tmp_path / "nowhere")
    assert refused.value.code == "J001"


def test_errors_travel_between_processes(tmp_path: Path) -> None:
    with pytest.raises(bajigong.Error) as refused:
        bajigong.load(tmp_path / "nowhere")
    copied = pickle.loads(pickle.dumps(refused.value))
    assert type(copied) is type(refused.value)
    assert str(copied) == str(refused.value) and copied.place.file == refused.value.place.file


def test_lint_is_quiet_about_what_is_shipped(policies: bajigong.Rulebooks) -> None:
    assert policies.lint() == []
