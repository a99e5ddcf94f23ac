"""What a rung can do; `Rung` itself is made by the compiled part on top of `RungBase`.

The compiled part imports this module while it is made, so that here it is imported when needed.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._core import Rung

__all__ = ["RungBase", "parse_rung", "rung_of_grade"]


class RungBase(Enum):
    """A vocational skill level (职业技能等级, 人社部发〔2022〕14号); rungs compare by height."""

    @property
    def grade(self) -> int | None:
        """The national grade, 5 (五级) to 1 (一级, the highest); None for a rung without one."""
        from . import _core

        return _core.national_grade(self)

    @property
    def chinese(self) -> str:
        """`"高级技师"`"""
        from . import _core

        return _core.chinese_name(self)

    @property
    def english(self) -> str:
        """`"senior technician"`"""
        from . import _core

        return _core.english_name(self)

    @property
    def official(self) -> str:
        """`"一级/高级技师"` where the rung has a grade, else its Chinese name."""
        from . import _core

        return _core.official_name(self)

    @property
    def highly_skilled(self) -> bool:
        """高技能人才: 高级工 and above."""
        from . import _core

        return _core.is_highly_skilled(self)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, RungBase):
            return NotImplemented
        return bool(self.value < other.value)

    def __le__(self, other: object) -> bool:
        if not isinstance(other, RungBase):
            return NotImplemented
        return bool(self.value <= other.value)

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, RungBase):
            return NotImplemented
        return bool(self.value > other.value)

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, RungBase):
            return NotImplemented
        return bool(self.value >= other.value)

    def __hash__(self) -> int:
        return hash(self.name)


def parse_rung(text: str) -> Rung | None:
    """The rung that `text` names in any spelling in official use ("高级工", "三级/高级工", "L3").

    None if none does. A bare digit is refused: it may be a rung or a national grade.
    """
    from . import _core
    from ._text import text as checked

    return _core.parse_rung(checked(text, "text"))


def rung_of_grade(grade: int) -> Rung | None:
    """The rung of a national grade 5 (五级) to 1 (一级); None for any other number."""
    from . import _core

    if not isinstance(grade, int):
        raise TypeError(f"grade: expected int, not {type(grade).__name__}")
    return _core.rung_of_grade(grade) if 1 <= grade <= 5 else None
