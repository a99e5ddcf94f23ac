"""The eight rungs (人社部发〔2022〕14号) and the identifiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

import pytest

import bajigong
from bajigong import Rung, identifiers

RUNGS = [
    ("apprentice", None, "学徒工", "学徒工", False),
    ("junior", 5, "初级工", "五级/初级工", False),
    ("intermediate", 4, "中级工", "四级/中级工", False),
    ("senior", 3, "高级工", "三级/高级工", True),
    ("technician", 2, "技师", "二级/技师", True),
    ("senior_technician", 1, "高级技师", "一级/高级技师", True),
    ("special_technician", None, "特级技师", "特级技师", True),
    ("chief_technician", None, "首席技师", "首席技师", True),
]


def test_rungs_are_an_enumeration_in_order() -> None:
    assert issubclass(Rung, Enum)
    assert [rung.name for rung in Rung] == [name for name, *_ in RUNGS]
    assert sorted(Rung, reverse=True)[0] is Rung.chief_technician
    assert Rung.senior < Rung.technician <= Rung.technician
    with pytest.raises(TypeError):
        Rung.senior < 4  # type: ignore[operator]
    assert {Rung.senior: 1}[Rung["senior"]] == 1


@pytest.mark.parametrize(("name", "grade", "chinese", "official", "highly"), RUNGS)
def test_a_rung_has_its_names(
    name: str, grade: int | None, chinese: str, official: str, highly: bool
) -> None:
    rung = Rung[name]
    assert (rung.grade, rung.chinese, rung.official) == (grade, chinese, official)
    assert rung.highly_skilled is highly
    for text in (name, chinese, official, rung.english):
        assert bajigong.parse_rung(text) is rung
    if grade is not None:
        assert bajigong.rung_of_grade(grade) is rung


@pytest.mark.parametrize("text", ["3", "", "大师", "三", "level 3"])
def test_what_is_no_rung_is_none(text: str) -> None:
    """A bare digit may be a rung or a national grade."""
    assert bajigong.parse_rung(text) is None
    assert bajigong.rung_of_grade(0) is None and bajigong.rung_of_grade(6) is None


def test_a_wrong_call_shows_no_value() -> None:
    wrong: list[Any] = [
        lambda: bajigong.parse_rung(110105194912),  # type: ignore[arg-type]
        lambda: bajigong.rung_of_grade("110105194912"),  # type: ignore[arg-type]
        lambda: identifiers.in_place(110105194912, "CN"),  # type: ignore[arg-type]
        lambda: identifiers.in_place("500118", 110105194912),  # type: ignore[arg-type]
        lambda: identifiers.parse_citizen_number(110105194912),  # type: ignore[arg-type]
    ]
    for call in wrong:
        with pytest.raises(TypeError, match=": expected (str, not int|int, not str)$"):
            call()
    assert bajigong.rung_of_grade(10**30) is None


def test_citizen_number() -> None:
    # The example of GB 11643-1999.
    number = identifiers.parse_citizen_number("11010519491231002X")
    assert number == identifiers.CitizenNumber("110105", date(1949, 12, 31), male=False)
    assert repr(number) == "CitizenNumber()"
    with pytest.raises(AttributeError):
        number.male = True  # type: ignore[misc]


def test_other_identifiers() -> None:
    code = identifiers.parse_credit_code("91350100M000100Y43")
    assert code == identifiers.CreditCode("9", "1", "350100", "M000100Y4")
    assert identifiers.parse_region_code("500118") == identifiers.RegionCode("50", "01", "18")
    occupation = identifiers.parse_occupation_code("4-04-05-06")
    assert occupation == identifiers.OccupationCode(4, 4, 5, 6)
    assert identifiers.in_place("500118", "500000") and not identifiers.in_place("500118", "510000")


def test_certificate_numbers_carry_their_rung() -> None:
    skill = identifiers.parse_skill_certificate_number("Y000123000001195000001")
    assert skill == identifiers.SkillCertificateNumber(
        True, "0001", "23", "000001", 19, Rung.junior, "000001"
    )
    old = identifiers.parse_qualification_certificate_number("0950012123300042")
    assert old == identifiers.QualificationCertificateNumber(
        9, "50", "01", 2, "123", Rung.senior, "00042"
    )
    assert "000001" not in repr(skill).replace("site='000001'", "") and "00042" not in repr(old)


Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("parse", "text", "code", "position"),
    [
        (identifiers.parse_citizen_number, "11010519491231002", "V010", 0),
        (identifiers.parse_citizen_number, "110105194902300028", "V013", 7),
        (identifiers.parse_citizen_number, "110105194912310021", "V014", 18),
        (identifiers.parse_citizen_number, "11010519491231002x", "V015", 18),
        (identifiers.parse_credit_code, "91350100M000100I43", "V021", 16),
        (identifiers.parse_credit_code, "91350100M000100Y44", "V023", 18),
        (identifiers.parse_region_code, "50011x", "V031", 6),
        (identifiers.parse_occupation_code, "4-04-05-05S", "V040", 0),
        (identifiers.parse_citizen_number, "\ud80010519491231002X", "V011", 1),
    ],
)
def test_what_is_wrong_is_told_without_the_value(
    parse: Parse, text: str, code: str, position: int
) -> None:
    with pytest.raises(bajigong.IdentifierError) as refused:
        parse(text)
    error = refused.value
    assert (error.code, error.place.column) == (code, position)
    assert text not in str(error) + repr(error) + error.text("zh")
