"""Which rules may say something else of tables that have changed: those that read what changed, and no others.

>>> import regionpb as rpb
>>> from regionpb.rules import RULES
>>> region = rpb.testing.minimal()
>>> after = region.apply(rpb.changes.move("O-2", under="O-1", on="2012-01-01"))
>>> codes = affected(RULES, region.tables, after.tables)
>>> "U004" in codes, "D006" in codes
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping

from regionpb.graph.snapshot import BEHIND, HISTORY
from regionpb.graph.tables import Tables
from regionpb.rules.base import Rule

__all__ = ["affected"]


def affected(rules: Mapping[str, Rule], before: Tables, after: Tables) -> frozenset[str]:
    """The codes of the rules that read a table which is not the same.

    Args:
        rules: the rules, by code.
        before: the tables as they were.
        after: the tables as they are.
    """
    other = {name for name in {*before.frames, *after.frames} if not _same(name, before, after)}
    if {*before.frames} != {*after.frames}:
        other.add("absent")
    return frozenset(code for code, rule in rules.items() if not other.isdisjoint(_read_by(rule)))


def _read_by(rule: Rule) -> set[str]:
    """The tables that a rule reads, itself or by a frame that is made of them; those it needs to be asked at all."""
    names = {name.removesuffix(HISTORY) for name in rule.inputs}
    needed = {need.partition(".")[0] for need in (*rule.needs, *rule.needs_where_present)}
    return names | needed | {table for name in names for table in BEHIND.get(name, ())}


def _same(name: str, before: Tables, after: Tables) -> bool:
    """Whether a table is the same for every rule: its rows, the columns that came, what leads nowhere."""
    if name not in before or name not in after:
        return False
    one, other = before.frames[name], after.frames[name]
    lost = [{key: values for key, values in each.dangling.items() if key[0] == name} for each in (before, after)]
    return (
        before.absent.get(name, frozenset()) == after.absent.get(name, frozenset())
        and (name in before.overlapping) == (name in after.overlapping)
        and lost[0].keys() == lost[1].keys()
        and all(values.equals(lost[1][key]) for key, values in lost[0].items())
        and (one is other or (one.columns == other.columns and one.equals(other)))
    )
