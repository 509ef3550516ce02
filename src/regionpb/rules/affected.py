"""Which rules may say something else of tables that have changed: those that read what changed, and no others.

>>> from regionpb.rules import RULES
>>> codes = affected(RULES, {"organizations"}, other_tables=False)
>>> "U004" in codes, "D006" in codes
(True, False)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from regionpb.graph.snapshot import BEHIND, table_of
from regionpb.rules.base import Rule

__all__ = ["affected", "read_by"]


def affected(rules: Mapping[str, Rule], changed: Collection[str], *, other_tables: bool) -> frozenset[str]:
    """The codes of the rules that read a table which is not the same.

    Args:
        rules: the rules, by code.
        changed: the tables that are not the same.
        other_tables: whether a table came or went.
    """
    other = {*changed, *(["absent"] if other_tables else [])}
    return frozenset(code for code, rule in rules.items() if not other.isdisjoint(read_by(rule)))


@cache
def read_by(rule: Rule) -> frozenset[str]:
    """The tables that a rule reads, itself or by a frame that is made of them; those it needs to be asked at all."""
    names = {table_of(name) for name in rule.inputs}
    needed = {need.partition(".")[0] for need in (*rule.needs, *rule.needs_where_present)}
    return frozenset(names | needed | {table for name in names for table in BEHIND.get(name, ())})
