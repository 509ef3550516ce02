"""What the values of findings are called in Chinese.

>>> label_of("organizations", "superior"), label_of("units", "full_members"), label_of(None, "committee_from")
('上级党组织', '正式党员数', '设立党委的起点党员数')
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from regionpb.contract import TABLES
from regionpb.policies import read_policy

__all__ = ["label_of"]

_COUNTED_OR_LOOKED_UP: Mapping[str, str] = MappingProxyType(
    {
        "candidates": "候选编号",
        "cells": "单元格数",
        "column": "列",
        "columns": "表头列数",
        "communities": "社区数",
        "division_kind": "代码所属类别",
        "elsewhere": "不在蓄水池人数",
        "enterprises": "企业数",
        "full_members": "正式党员数",
        "holder_organization": "书记所在党组织",
        "hub_division": "区域性党组织所在区划",
        "hub_of": "所统筹区域",
        "members": "党员数",
        "minimum": "最低人数",
        "organization_regional_unit": "党组织统筹区域",
        "reason": "原因",
        "references": "所指表",
        "regional_unit_division": "统筹区域所在区划",
        "regional_units": "统筹区域数",
        "secretaries": "书记数",
        "superior_division": "上级所在区划",
        "trades": "行业数",
        "unit_organization": "单位党组织",
        "units": "单位数",
        "value": "填写内容",
        "villages": "村数",
    }
)


@cache
def label_of(table: str | None, name: str) -> str:
    """The Chinese of a value's name: what is made up for it, the column's label, the parameter's; else the name."""
    if name in _COUNTED_OR_LOOKED_UP:
        return _COUNTED_OR_LOOKED_UP[name]
    own = [TABLES[table]] if table is not None and table in TABLES else []
    found = next((t.by_name[name] for t in [*own, *TABLES.values()] if name in t.by_name), None)
    if found is not None:
        return found.label
    parameter = read_policy("national").parameters.get(name)
    return parameter.label_zh if parameter else name
