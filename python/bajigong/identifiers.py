"""Identifiers (编号) with their check digits and parts.

Each function takes a text and gives its parts, or raises `IdentifierError` with the rule that was
broken (`code`) and the character where it shows (`place.column`, from 1; 0 for the whole), never
the value: identity numbers are personal, and so the parts of one do not show in a `repr` either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from . import _core
from ._text import text as checked

__all__ = [
    "CitizenNumber",
    "CreditCode",
    "OccupationCode",
    "QualificationCertificateNumber",
    "RegionCode",
    "SkillCertificateNumber",
    "in_place",
    "parse_citizen_number",
    "parse_credit_code",
    "parse_occupation_code",
    "parse_qualification_certificate_number",
    "parse_region_code",
    "parse_skill_certificate_number",
]


@dataclass(frozen=True)
class CitizenNumber:
    """公民身份号码, GB 11643-1999."""

    region: str = field(repr=False)
    """Six digits in the form of GB/T 2260; old codes stay valid."""
    born_on: date = field(repr=False)
    male: bool = field(repr=False)


@dataclass(frozen=True)
class CreditCode:
    """统一社会信用代码, GB 32100-2015."""

    department: str
    kind: str
    region: str
    organisation: str
    """Nine characters, GB 11714."""


@dataclass(frozen=True)
class RegionCode:
    """行政区划代码 in the form of GB/T 2260; not looked up further than its province."""

    province: str
    city: str
    county: str


@dataclass(frozen=True)
class OccupationCode:
    """职业编码 of the 职业分类大典: d-dd-dd-dd."""

    major: int
    middle: int
    minor: int
    detail: int


@dataclass(frozen=True)
class SkillCertificateNumber:
    """职业技能等级证书编号: one letter and 21 digits."""

    by_employer: bool
    """True for Y (用人单位), False for S (社会培训评价组织)."""
    body: str
    province: str
    site: str
    year_in_century: int
    rung: _core.Rung
    serial: str = field(repr=False)


@dataclass(frozen=True)
class QualificationCertificateNumber:
    """职业资格证书编号, the old form of 16 digits."""

    year_in_century: int
    province: str
    city: str
    body_kind: int
    body: str
    rung: _core.Rung
    serial: str = field(repr=False)


def _bytes(text: str) -> bytes:
    return checked(text, "text").encode("utf-8", "surrogatepass")


def parse_citizen_number(text: str) -> CitizenNumber:
    """公民身份号码: its region, birth date and sex, if the check character fits."""
    return CitizenNumber(*_core.parse_citizen_number(_bytes(text)))


def parse_credit_code(text: str) -> CreditCode:
    """统一社会信用代码, if the check character fits."""
    return CreditCode(*_core.parse_credit_code(_bytes(text)))


def parse_region_code(text: str) -> RegionCode:
    """行政区划代码: `"500118"`."""
    return RegionCode(*_core.parse_region_code(_bytes(text)))


def parse_occupation_code(text: str) -> OccupationCode:
    """职业编码: `"6-31-01-03"`."""
    return OccupationCode(*_core.parse_occupation_code(_bytes(text)))


def parse_skill_certificate_number(text: str) -> SkillCertificateNumber:
    """职业技能等级证书编号."""
    return SkillCertificateNumber(*_core.parse_skill_certificate_number(_bytes(text)))


def parse_qualification_certificate_number(text: str) -> QualificationCertificateNumber:
    """职业资格证书编号 in its old form."""
    return QualificationCertificateNumber(
        *_core.parse_qualification_certificate_number(_bytes(text))
    )


def in_place(place: str, area: str) -> bool:
    """True if `place` lies in `area`. Both are region codes; `area` may be `"CN"`."""
    return _core.in_place(checked(place, "place"), checked(area, "area"))
