"""What the values of findings are called in Chinese.

>>> label_of("organizations", "superior"), label_of("units", "full_members"), label_of(None, "committee_from")
('上级党组织', '正式党员数', '设立党委的起点党员数')
"""

from __future__ import annotations

from functools import cache

from regionpb.contract import TABLES
from regionpb.policies import read_policy
from regionpb.rules import RULES

__all__ = ["label_of"]


@cache
def label_of(table: str | None, name: str) -> str:
    """The Chinese of a value's name: what a rule calls it, the column's label, the parameter's; else the name."""
    told = next((rule.labels[name] for rule in RULES.values() if name in rule.labels), None)
    if told is not None:
        return told
    own = [TABLES[table]] if table is not None and table in TABLES else []
    found = next((t.by_name[name] for t in [*own, *TABLES.values()] if name in t.by_name), None)
    if found is not None:
        return found.label
    parameter = read_policy("national").parameters.get(name)
    return parameter.label_zh if parameter else name
