"""The families of rules, named in both languages.

>>> FAMILIES["U"].label, FAMILIES["U"].label_zh
('1+N units', '统筹区域')
>>> family("QA001").label
'QA'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

__all__ = ["FAMILIES", "Family", "family"]


@frozen
class Family:
    """A family of rules: the letters its codes begin with and its names."""

    letter: str
    label: str
    label_zh: str


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        f.letter: f
        for f in (
            Family("E", "input", "数据读取"),
            Family("D", "divisions", "行政区划"),
            Family("O", "organizations", "党组织"),
            Family("U", "1+N units", "统筹区域"),
            Family("R", "reservoir and incubator", "蓄水池与孵化器"),
            Family("M", "members", "党员"),
            Family("T", "transfers and floating members", "组织关系与流动党员"),
            Family("P", "pairing and liaison", "结对与联系"),
            Family("L", "leadership", "领导架构"),
            Family("C", "consultation", "共商议事"),
            Family("A", "organisation life", "组织生活"),
            Family("S", "service", "服务"),
            Family("V", "volunteers", "志愿者"),
            Family("F", "funding and pay", "经费与报酬"),
            Family("H", "history", "历史"),
            Family("X", "totals between two days", "两日之间的增减"),
        )
    }
)
"""The model's families by letter, in the model's order."""


def family(code: str) -> Family:
    """The family of a code; other packages' families are named by their letters."""
    letters = code.rstrip("0123456789")
    return FAMILIES.get(letters) or Family(letters, letters, letters)
